"""Lines in, mistakes of layout out, by a tolerant reading; only this module knows what staff write instead of YAML.

It reads line by line and goes on after a mistake as if it were mended, so that all mistakes are found at once.
`docgen.load.cursor.Outline` says which of the findings count when.
"""

from __future__ import annotations

import re

from docgen.load.blocks import layout_space, width_of
from docgen.load.colons import SPACES, is_odd, name_colon, without_colon
from docgen.load.cursor import Cursor, Outline
from docgen.load.items import WIDE_DASH, Items
from docgen.load.levels import Levels
from docgen.load.lines import Lines
from docgen.load.spans import KEY_LIKE, Spot, indent_of, is_mark, quoted_end
from docgen.load.values import COLON, After, comment_start, note_colons, note_escapes, read_value

_LEAD = re.compile(f"[{SPACES}]*")
_DASH = re.compile(f"-(?=[{SPACES}]|$)")
_TIGHT_DASH = re.compile(r"""-(?=[^\W\d]|["'\[{“（《])""")
_MARKER = re.compile(r"(?:---|\.\.\.)(?=[ \t]|$)")
_QUESTION = re.compile(r"\?(?=[ \t]|$)")
_AFTER_WIDE = re.compile(f":?[{SPACES}]*")
_SPACE_NAMES = {"\u3000": "全角空格", "\xa0": "不换行空格（U+00A0）"}
_QUIET = ("#", "...", "---")


def outline(lines: Lines) -> Outline:
    """Read the lines as staff meant them; findings and edits are in the columns of ``lines``."""
    reader = _Reader(lines.texts)
    number = 0
    while number < len(lines.texts) and not reader.cursor.out.hopeless:
        number = reader.read(number)
    return reader.cursor.out


class _Reader:
    """The state of the reading.

    ``plain`` is the column that a line must go beyond to carry on the unquoted text before it; what stands deeper
    than ``skip`` is left out; ``moved`` is a wrong column and the one that is taken for it; ``unit`` is what a tab
    stands for.
    """

    def __init__(self, texts: tuple[str, ...]) -> None:
        self.cursor = Cursor(texts)
        self.levels = Levels()
        self.plain: int | None = None
        self.swallowed = False  # said already of this text
        self.indented_oddly = -1  # the last line whose indentation was made plain
        self.skip: int | None = None
        self.hide = self.cursor.out.hidden
        self.moved: tuple[int, int] | None = None
        self.unit = next((min(indent_of(t), 8) for t in texts if t.startswith(" ") and t.strip(SPACES)), 2)
        self.items = Items(texts, self.unit)

    def read(self, number: int) -> int:
        """Read what begins on this line; the number of the next line to read."""
        cursor = self.cursor
        cursor.begin(number)
        text, spaces = cursor.text, indent_of(cursor.text)
        if not text.strip(" \t"):
            cursor.quiet_tabs(0)
            return number + 1
        if self.skip is not None and spaces > self.skip:
            self.hide.add(number)
            return number + 1
        self.skip = None
        if self.moved and spaces == self.moved[0] and KEY_LIKE.match(text):
            cursor.out.late.append(cursor.replace(0, spaces, " " * self.moved[1]))
            return self.entry(self.moved[1])
        if self.moved and spaces < self.moved[0]:
            self.moved = None
        if self.plain is not None and spaces > self.plain and not _odd_field(text, spaces):
            return self.carry_on(spaces)
        if _MARKER.match(text):
            if text.startswith(".") and any(t.strip() and not t.startswith(_QUIET) for t in cursor.texts[number + 1 :]):
                cursor.disguised("documents", 0, 3, marker="...")
                cursor.out.hopeless = True
            self.levels, self.plain = Levels(), None
            cursor.quiet_tabs(3, len(text) - len(text[3:].lstrip(" \t")))  # the two parsers differ about these
            return self.take(read_value(cursor, 3, -1, self.unit, 1), -1)
        if text.startswith("%"):
            cursor.disguised("directive", 0, len(text), cursor.replace(0, 1, "#"))
            return number + 1
        return self.indented()

    def take(self, after: After, owner: int) -> int:
        self.plain, self.swallowed = after.plain, False
        self.skip, self.hide = (owner if after.skip else None), self.cursor.out.hidden
        self.levels.waiting = owner if after.waiting else None
        return after.line

    def indented(self) -> int:
        """A line that begins something: make its indentation plain, then read on."""
        cursor = self.cursor
        end = _end_of(_LEAD, cursor.text, 0)
        lead, rest = cursor.text[:end], cursor.text[end:]
        if not rest or rest.startswith("#"):
            self.plain = None
            if lead.strip(" \t"):
                self.mend_indent(end, end)
            cursor.quiet_tabs(0, end)
            return cursor.number + 1
        if lead.strip(" "):
            width = width_of(lead, self.unit)
            begins = _DASH.match(rest) or KEY_LIKE.match(rest)
            if self.plain is not None and width > self.plain and not begins:
                self.mend_indent(end, width)
                return self.carry_on(width)
            if begins and (self.levels.waiting is None or width <= self.levels.waiting):
                width = self.levels.below(width)
                width = width if _DASH.match(rest) else self.levels.field_column(width)
            self.mend_indent(end, width)
            end = width
        self.plain = None
        return self.entry(end)

    def mend_indent(self, end: int, width: int) -> None:
        finding = layout_space(self.cursor.text, end, self.cursor.number, width)
        self.cursor.replace(0, end, " " * width)
        self.cursor.out.disguised.append(finding)
        self.indented_oddly = self.cursor.number

    def carry_on(self, spaces: int) -> int:
        """A further line of an unquoted text."""
        cursor = self.cursor
        end = comment_start(cursor.text, spaces)
        if KEY_LIKE.match(cursor.text[:end]) and COLON.search(cursor.text, spaces, end):
            return self.misplaced(spaces)
        if _DASH.match(cursor.text, spaces) and not self.swallowed:
            self.swallowed = True
            cursor.disguised("swallowed", spaces, end)
        note_colons(cursor, spaces, end)
        cursor.quiet_tabs(spaces)
        if end < len(cursor.text):
            self.plain = None
        return cursor.number + 1

    def misplaced(self, spaces: int) -> int:
        """A field deeper than the fields around it, under one that has its value already."""
        target = self.levels.below(spaces)
        length = len(self.cursor.text)
        self.cursor.broken("over_indent", spaces, length, self.cursor.replace(0, spaces, " " * target))
        self.moved, self.plain = (spaces, target), None
        return self.entry(target)

    def entry(self, at: int) -> int:
        """Dashes, then a field or text."""
        cursor, dashed = self.cursor, False
        while True:
            if not dashed:
                self.wide_dash(at)
            if not dashed and _TIGHT_DASH.match(cursor.text, at):
                cursor.disguised("tight_dash", at, at + 2, cursor.replace(at + 1, at + 1, " "))
            if not _DASH.match(cursor.text, at):
                break
            fit = self.levels.enter_list(at)
            if fit:
                return self.refuse(fit, at)
            dashed, self.levels.waiting = True, at
            at = self.space(at + 1, "-")
            if at >= len(cursor.text) or cursor.text[at] == "#":
                cursor.quiet_tabs(at)
                return cursor.number + 1
        if _QUESTION.match(cursor.text, at):
            cursor.disguised("complex_key", at, len(cursor.text))
            cursor.out.hopeless = True
            return cursor.number + 1
        return self.key_or_text(at, dashed)

    def wide_dash(self, at: int) -> None:
        """A full-width dash where an item of a list can begin; a longer one may begin a text."""
        cursor = self.cursor
        if not WIDE_DASH.match(cursor.text, at):
            return
        end, sign = _end_of(_LEAD, cursor.text, at + 1), cursor.text[at]
        listed = self.levels.is_list(at)
        alone = self.items.count(cursor.number, at) < 2
        if listed or (end > at + 1 and self.levels.waiting is not None and (sign == "－" or not alone)):
            kind = "wide_dash_alone" if alone else "wide_dash"
            cursor.disguised(kind, at, at + 1, cursor.replace(at, end, "- "), char=sign)

    def refuse(self, kind: str, at: int) -> int:
        """Leave out a line that fits nowhere, and what stands under it."""
        if self.indented_oddly == self.cursor.number:
            self.cursor.out.blanked.add(self.cursor.number)  # how deep it was meant is a guess: enough is said
        else:
            self.cursor.broken(kind, at, len(self.cursor.text))
        self.skip, self.hide = at, self.cursor.out.blanked
        return self.cursor.number + 1

    def space(self, at: int, after: str) -> int:
        """Make plain the white space behind a dash or a field's colon; where it ends."""
        cursor = self.cursor
        end = _end_of(_LEAD, cursor.text, at)
        run = cursor.text[at:end]
        wide = next((position for position, sign in enumerate(run) if sign in _SPACE_NAMES), -1)
        if wide >= 0:
            edit = cursor.replace(at, end, " ")
            cursor.disguised("wide_space", at + wide, end, edit, space=_SPACE_NAMES[run[wide]], after=after)
            return at + 1
        if after == "-" and "\t" in run and KEY_LIKE.match(cursor.text[end:]):
            cursor.disguised("tab_indent", at, end, cursor.replace(at, end, " " * len(run)))
        cursor.quiet_tabs(at, end)
        return end

    def key_or_text(self, at: int, dashed: bool) -> int:
        text = self.cursor.text
        if text[at] in "\"'":
            return self.quoted_key_or_text(at)
        if text[at] in "[{|>@`,]}" or not self.may_be_key(at):
            return self.text_value(at)
        must = not dashed and self.must_be_field(at)
        colon = name_colon(text, at, must, dashed)
        if colon == at:
            self.cursor.quiet_tabs(at)
            return self.refuse("no_key", at)
        if dashed and colon > at and is_odd(text, colon) and not self.has_fields(at, colon):
            return self.item_text(at)
        if colon > at:
            return self.key(at, colon, text[at:colon].rstrip(SPACES))
        if must and (self.levels.open or self.items.field_follows(self.cursor.number, at)):
            self.cursor.quiet_tabs(at)
            return self.refuse(
                "wide_hash" if text[at] == "＃" else without_colon(self.cursor.texts, self.cursor.number), at
            )
        return self.text_value(at)

    def has_fields(self, at: int, colon: int) -> bool:
        """Whether an item whose colon YAML does not take for one was still meant as fields."""
        name, behind = self.cursor.text[at:colon].rstrip(SPACES), self.cursor.text[colon + 1 :].strip(SPACES)
        return self.items.has_fields(self.cursor.number, self.levels.waiting or 0, name, not behind)

    def item_text(self, at: int) -> int:
        """A text with such a colon; a colon that YAML does take for one is too many."""
        cursor = self.cursor
        for match in list(COLON.finditer(cursor.text, at, comment_start(cursor.text, at))):
            start = match.start()
            cursor.disguised("colon_in_text", start, start + 2, cursor.replace(start, start + 1, "x"))
        return self.text_value(at)

    def quoted_key_or_text(self, at: int) -> int:
        text = self.cursor.text
        end = quoted_end((text,), Spot(0, at), -1)
        if end is None:
            return self.text_value(at)
        colon = _end_of(_LEAD, text, end.column)
        if text[colon : colon + 1] in (":", "："):
            if text[at] == '"':
                note_escapes(self.cursor, self.cursor.spot(at), self.cursor.spot(end.column))
            return self.key(at, colon, text[at + 1 : end.column - 1])
        return self.refuse("no_colon", at) if self.levels.waiting is None else self.text_value(at)

    def may_be_key(self, at: int) -> bool:
        """Whether what begins with a sign of its own can still be a field, to be refused by the parser's events."""
        text = self.cursor.text
        if text[at] not in "&*!%":
            return True
        marked = text[at] == "%" or is_mark(text, at)
        return marked and COLON.search(text, at, comment_start(text, at)) is not None

    def text_value(self, at: int) -> int:
        parent = self.levels.parent(at) if self.levels.waiting is None else self.levels.waiting
        return self.take(read_value(self.cursor, at, parent, self.unit, len(self.levels.open) + 1), parent)

    def must_be_field(self, at: int) -> bool:
        """Whether only a field can stand here: beside other fields, or first with fields to follow."""
        return self.levels.waiting is None or not self.levels.open or self.items.field_follows(self.cursor.number, at)

    def key(self, at: int, colon: int, name: str) -> int:
        cursor = self.cursor
        fit = self.levels.enter_mapping(at)
        if fit:
            return self.refuse(fit, at)
        cursor.quiet_tabs(at, colon)
        if cursor.text[colon] == "：":
            end = _end_of(_AFTER_WIDE, cursor.text, colon + 1)
            new = ":" if end == len(cursor.text) else ": "
            edit = cursor.replace(colon, end, new)
            cursor.disguised("wide_colon", colon, colon + 1, edit, key=name)
            end = colon + len(new)
        elif cursor.text[colon + 1 : colon + 2].strip(SPACES):
            edit = cursor.replace(colon + 1, colon + 1, " ")
            cursor.disguised("tight_colon", colon, colon + 1, edit, key=name)
            end = colon + 2
        else:
            end = self.space(colon + 1, name + ":")
        return self.take(read_value(cursor, end, at, self.unit, len(self.levels.open) + 1), at)


def _end_of(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at


def _odd_field(text: str, spaces: int) -> bool:
    """A field that is indented with a tab or wide space behind ordinary ones."""
    return text[spaces] in SPACES and KEY_LIKE.match(text) is not None and COLON.search(text) is not None
