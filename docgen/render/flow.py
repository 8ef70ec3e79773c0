"""A part with marks, as text -> what could be found at the end of its cells, rows, tables and other holders.

The argument. The part is read once for all renderings. What is known at each point is a set of states that has in it
the state of every rendering that gets there: for each open holder the kind of its last block (none, p, tbl …), and the
text written last. A condition leads on with the states at the ends of all its alternatives together; a loop with those
at its start and at the end of its body, again and again until nothing is added. So where a holder is closed, every way
in which a rendering can close it is in the set. For each way that `finish` would mend or refuse, the text written last
and the closing tag make a *sign*: text that stands in the rendering if it went that way. A rendering without any of the
signs needs nothing. Where the sign stands only if it went that way, and a paragraph is all that is wanted, it is put in
there by replacing the sign. Values bring no sign of their own, since their ``<`` is escaped; the paragraphs and tables
of a ``{{p }}`` end in the closing tags that are counted on here, and what is inside them is whole.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from docgen.render.balance import MARK
from docgen.render.finish import SHAPES
from docgen.render.ooxml import HOLDERS
from docgen.render.tags import Tag

_NAMES = "|".join(("tbl", "tr", "tc", "p", "sdt", "sdtContent", *HOLDERS))
_TOKEN = re.compile(rf"<(?P<end>/?)w:(?P<name>{_NAMES})(?=[ />])[^>]*?(?P<empty>/?)>|{MARK.pattern}")
_DRAWN = re.compile(rf"<\w+:(?:docPr|{'|'.join(SHAPES)})[ />]")
_BOOKMARK = re.compile(r"<\w+:bookmark(?:Start|End)[ />]")
_TAIL = 4_000
"""Characters of the text written last that are kept; fewer make a sign that is found more often."""
_ROUNDS, _WAYS = 8, 40
_FILLED = frozenset({("p", "</w:p>"), ("p", "<w:p/>"), ("tbl", "</w:tbl>")})
"""How the blocks of a value may end."""

Way = tuple[str, str | None]
"""The kind of the last block, nothing for none; and the text written last, ``None`` where that is not known."""


class _Frame(NamedTuple):
    """An open holder: its name and start tag, and the ways in which its content may stand."""

    name: str
    start: str
    ways: frozenset[Way]


_State = tuple[_Frame, ...]


@dataclass
class _Fork:
    """A block: one of the alternatives, or none where ``optional``; the first any number of times if ``loop``."""

    loop: bool
    optional: bool = True
    alternatives: list[list[_Item]] = field(default_factory=lambda: [[]])


class _Token(NamedTuple):
    """An opening, a closing or an ``empty`` element, as it is written."""

    name: str
    text: str
    end: bool
    empty: bool


class _Fill:
    """Where a value's paragraphs and tables come."""


class _Unknown:
    """Where a value is printed."""


_Item = _Token | _Fork | _Fill | _Unknown | str


class UnprovenError(Exception):
    """The part is built in a way that is not reasoned about here."""


@dataclass
class Found:
    """The signs, those with what mends them apart; start tags of tables that may have to be refused; and on ids:
    whether there are any, and whether one may stand twice.

    A drawing in a condition stands once or not at all. A bookmark's other half may be elsewhere, and must go with it.
    """

    signs: set[str] = field(default_factory=set)
    mends: dict[str, str] = field(default_factory=dict)
    tables: set[str] = field(default_factory=set)
    ids: bool = False
    ids_repeated: bool = False

    def note_ids(self, text: str, in_block: bool, in_loop: bool) -> None:
        """Look for ids in text between tokens."""
        drawn, bookmark = _DRAWN.search(text), _BOOKMARK.search(text)
        self.ids = self.ids or bool(drawn or bookmark)
        self.ids_repeated = self.ids_repeated or bool((drawn and in_loop) or (bookmark and in_block))


def follow(text: str, tags: list[Tag], fills: set[int]) -> Found:
    """Read a part; ``fills`` are the numbers of the tags that bring paragraphs. Raises UnprovenError."""
    found = Found()
    items = _items(text, tags, fills, found)
    _through(items, (_Frame("", "", frozenset()),), found)
    return found


def _items(text: str, tags: list[Tag], fills: set[int], found: Found) -> list[_Item]:
    """The part as a sequence, with blocks in it."""
    whole: list[_Item] = []
    current, stack = whole, list[tuple[_Fork, list[_Item]]]()
    position = 0
    for token in _TOKEN.finditer(text):
        between, position = text[position : token.start()], token.end()
        if between:
            current.append(between)
            found.note_ids(between, bool(stack), any(fork.loop for fork, _ in stack))
        if token["name"]:
            current.append(_Token(token["name"], token[0], bool(token["end"]), bool(token["empty"])))
            continue
        tag = tags[int(token[4])]
        word = tag.word
        if word in ("for", "if", "with"):
            fork = _Fork(word == "for", word != "with")
            current.append(fork)
            stack.append((fork, current))
            current = fork.alternatives[0]
        elif word in ("else", "elif"):
            fork = stack[-1][0]
            fork.optional = fork.optional and word != "else"
            fork.alternatives.append([])
            current = fork.alternatives[-1]
        elif word.startswith("end"):
            current = stack.pop()[1]
        elif tag.opener == "{{":
            current.append(_Fill() if tag.number in fills else _Unknown())
    found.note_ids(text[position:], False, False)
    return [*whole, text[position:]]


def _through(items: list[_Item], state: _State, found: Found) -> _State:
    """The state after a sequence."""
    for item in items:
        if isinstance(item, _Token):
            state = _after(item, state, found)
        elif isinstance(item, _Fork):
            state = _forked(item, state, found)
        elif state[-1].name not in ("", "p"):
            state = (*state[:-1], _Frame(state[-1].name, state[-1].start, _more(state[-1].ways, item)))
    return state


def _more(ways: frozenset[Way], item: _Item) -> frozenset[Way]:
    if isinstance(item, str):
        return frozenset((kind, None if tail is None else (tail + item)[-_TAIL:]) for kind, tail in ways)
    if isinstance(item, _Fill):
        return ways | _FILLED
    return frozenset((kind, None) for kind, _ in ways)


def _after(token: _Token, state: _State, found: Found) -> _State:
    if not token.end and not token.empty:
        return (*state, _Frame(token.name, token.text, frozenset({("", token.text[-_TAIL:])})))
    if token.empty:
        frame = _Frame(token.name, token.text, frozenset({("", token.text[-_TAIL:])}))
        above, closing = state, ""
    else:
        frame, above, closing = state[-1], state[:-1], token.text
    if frame.name != token.name or not above:
        raise UnprovenError(token.text)
    _note_signs(frame, closing, above, found)
    outer = above[-1]
    if outer.name in ("", "p"):
        return above
    ending = closing or frame.start[-_TAIL:]
    kinds = {kind for kind, _ in frame.ways} if frame.name in ("sdt", "sdtContent") else {frame.name}
    return (*above[:-1], _Frame(outer.name, outer.start, frozenset((kind, ending) for kind in kinds)))


def _note_signs(frame: _Frame, closing: str, above: _State, found: Found) -> None:
    for kind, tail in frame.ways:
        if not _is_wrong(frame.name, kind):
            continue
        if tail is None:
            raise UnprovenError(frame.name)
        if frame.name in ("tbl", "tr"):
            found.signs.add(tail + closing)
            found.tables |= {each.start for each in (*above, frame) if each.name == "tbl"}
        elif closing and tail.startswith("</w:tbl>" if kind == "tbl" else frame.start):
            found.mends[tail + closing] = _with_paragraph(tail) + closing
        else:
            found.signs.add(tail + closing)


def _with_paragraph(text: str) -> str:
    """The end of a holder with a paragraph, which stands before the properties of a section."""
    place = text.find("<w:sectPr")
    return text + "<w:p/>" if place < 0 else f"{text[:place]}<w:p/>{text[place:]}"


def _is_wrong(name: str, kind: str) -> bool:
    """Whether a holder may not end so: what `finish` mends in cells and holders, and refuses in tables and rows."""
    if name in ("tc", "tbl", "tr"):
        return kind != {"tc": "p", "tbl": "tr", "tr": "tc"}[name]
    return name in HOLDERS and kind in ("", "tbl")


def _forked(fork: _Fork, state: _State, found: Found) -> _State:
    start = state
    first = _through(fork.alternatives[0], start, found)
    for _ in range(_ROUNDS):
        again = _joined([start, first])
        if not fork.loop or again == start:
            break
        start, first = again, _through(fork.alternatives[0], again, found)
    else:
        raise UnprovenError("no end of the states of a loop")
    ends = [first, *(_through(other, state, found) for other in fork.alternatives[1:])]
    return _joined([*ends, state] if fork.optional else ends)


def _joined(states: list[_State]) -> _State:
    """A state that has all of these in it."""
    if len({tuple(frame.name for frame in state) for state in states}) > 1:
        raise UnprovenError("blocks that end elsewhere than they start")
    return tuple(_same(frames) for frames in zip(*states, strict=True))


def _same(frames: tuple[_Frame, ...]) -> _Frame:
    ways = frozenset[Way]().union(*(each.ways for each in frames))
    if len({each.start for each in frames if each.name == "tbl"}) > 1 or len(ways) > _WAYS:
        raise UnprovenError(frames[0].name)
    return _Frame(frames[0].name, frames[0].start, ways)
