"""Lines in, whether a list's item was meant as fields or as text out; only this module compares a list's items.

``- 注意：先查`` is a text, and a good one, unless the lines around it show that fields were meant. The answer must
be the same before and after --fix has mended a colon, so every sort of colon counts alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from docgen.load.blocks import width_of
from docgen.load.colons import SPACES, is_odd, name_colon
from docgen.load.spans import KEY_LIKE, indent_of

WIDE_DASH = re.compile("[－—–](?![－—–])")
_DASH = re.compile(f"[-－—–](?![-－—–])[{SPACES}]*")
_LOOK_AHEAD = 200
_LEAD = re.compile(f"[{SPACES}]*")
_QUOTED = re.compile(f"(?:\"[^\"]*\"|'[^']*')[{SPACES}]*[:：]")


class _List(NamedTuple):
    """The items of one list: its first and last line, how many there are, how many have fields, and their names."""

    first: int
    last: int
    items: int = 0
    objects: int = 0
    names: frozenset[str] = frozenset()


class Items:
    """What the lists of a file are made of; a list is looked through once, when it is first asked about."""

    def __init__(self, texts: tuple[str, ...], unit: int) -> None:
        self._texts, self._unit = texts, unit
        self._lists: dict[int, _List] = {}

    def count(self, number: int, dash: int) -> int:
        """How many items, with a dash of any width, the list has that this line belongs to."""
        return self._list(number, dash).items

    def has_fields(self, number: int, dash: int, name: str, empty: bool) -> bool:
        """Whether an item is clearly meant as fields: by the lines below it, or by the list's other items.

        ``name`` is what stands before its colon, ``empty`` says that nothing stands behind. Of the other items,
        those count that have fields under the same name; any, if they are half of the list or more.
        """
        if self._goes_on(number, dash, empty):
            return True
        found = self._list(number, dash)
        return name in found.names or bool(found.objects and found.objects * 2 >= found.items)

    def field_follows(self, number: int, at: int) -> bool:
        """Whether the next line that says something is a field in this column."""
        for text in self._texts[number + 1 : number + _LOOK_AHEAD]:
            if text.strip(" \t") and not text.lstrip().startswith("#"):
                return indent_of(text) == at and KEY_LIKE.match(text) is not None
        return False

    def _goes_on(self, number: int, dash: int, empty: bool) -> bool:
        """Whether the next line is deeper and a field, or a list that belongs to a name with nothing behind it."""
        for text in self._texts[number + 1 : number + _LOOK_AHEAD]:
            width, rest = self._split(text)
            if rest and not rest.startswith("#"):
                return width > dash and (_has_name(rest) or (empty and _DASH.match(rest) is not None))
        return False

    def _list(self, number: int, dash: int) -> _List:
        known = self._lists.get(dash)
        if known is None or not known.first <= number <= known.last:
            known = self._lists[dash] = self._look_through(number, dash)
        return known

    def _look_through(self, number: int, dash: int) -> _List:
        above = list(self._belonging(range(number - 1, -1, -1), dash))
        below = list(self._belonging(range(number + 1, len(self._texts)), dash))
        items = [
            self._item(line, dash) for line in (*above, number, *below) if self._split(self._texts[line])[0] == dash
        ]
        names = frozenset(name for name, sure in items if sure)
        objects = sum(name in names for name, _ in items)
        return _List(min(above, default=number), max(below, default=number), len(items), objects, names)

    def _belonging(self, numbers: range, dash: int) -> Iterator[int]:
        """The lines of the list in one direction."""
        for number in numbers:
            width, rest = self._split(self._texts[number])
            if not rest or rest.startswith("#"):
                continue
            if width < dash or (width == dash and not _DASH.match(rest)):
                return
            yield number

    def _item(self, number: int, dash: int) -> tuple[str, bool]:
        """The name that an item begins with, and whether it is surely a field's."""
        rest = self._split(self._texts[number])[1]
        match = _DASH.match(rest)
        at = match.end() if match else 0
        colon = name_colon(rest, at, False, True) if at < len(rest) else -1
        if colon <= at:
            return "", False
        empty = not rest[colon + 1 :].strip(SPACES)
        return rest[at:colon].rstrip(SPACES), not is_odd(rest, colon) or self._goes_on(number, dash, empty)

    def _split(self, text: str) -> tuple[int, str]:
        """How deep a line is indented, and what stands behind."""
        match = _LEAD.match(text)
        end = match.end() if match else 0
        return width_of(text[:end], self._unit), text[end:]


def _has_name(rest: str) -> bool:
    return _QUOTED.match(rest) is not None or (not _DASH.match(rest) and name_colon(rest, 0, False, True) > 0)
