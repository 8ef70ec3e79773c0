"""Where quoted text and brackets end, over several lines; only this module reads inside quotes and brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from docgen.load.characters import kind_of, named
from docgen.load.lines import Edit, Finding

MAX_DEPTH = 40
KEY_LIKE = re.compile(
    r"""[ \t\u3000\xa0]*(?:-[ \t]+)*(?:"[^"]*"|'[^']*'|[^\W\d]\w*(?:（\w*）)?)[ \t]*(?::(?:[ \t\u3000\xa0]|$)|：)"""
)
_DOUBLE = re.compile(r'[^"\\]*(?:\\.[^"\\]*)*')
_SINGLE = re.compile(r"[^']*(?:''[^']*)*")
_FLOW_TEXT = re.compile(r"""[^\[\]{},"':#? \t]+""")
_FLOW_FIELD = re.compile(r"([^\W\d]\w*)[ \t]*(?:：|:(?![ \t,\[\]{}:/\\]|$))")
_MARK = re.compile(r"\*[\w-]+(?=[ \t]*(?:$|[:,\]}]))|(?:&[\w-]+|!!?[\w:/.-]*)(?=[ \t,\]}]|$)", re.ASCII)
_ESCAPE = re.compile(r"\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)")
_ESCAPED = {
    "0": "\0", "a": "\a", "b": "\b", "v": "\v", "f": "\f", "r": "\r",
    "e": "\x1b", "N": "\x85", "L": "\u2028", "P": "\u2029",
}  # fmt: skip
_HARMLESS = 'tn "/\\_\t'
_PAIRS = {"[": "]", "{": "}"}


class Spot(NamedTuple):
    line: int
    column: int


class Trouble(NamedTuple):
    """Why a span has no end: the kind of finding, where, and its words."""

    kind: str
    line: int
    column: int
    words: dict[str, str]


@dataclass(slots=True)
class Inside:
    """What stands between brackets: quoted texts from their opening quote on, and signs to hide outside of them.

    The two parsers differ about tabs and about question marks inside words. ``colons`` are those of fields that
    are full-width or touch the value (``{名称：示例}`` is one field without a value), with the field's name.
    """

    quoted: list[tuple[Spot, Spot]] = field(default_factory=list)
    hidden: list[tuple[Spot, str]] = field(default_factory=list)
    colons: list[tuple[Spot, str]] = field(default_factory=list)


def indent_of(text: str) -> int:
    """How many ordinary spaces a line begins with."""
    return len(text) - len(text.lstrip(" "))


def is_mark(text: str, at: int) -> bool:
    """Whether an alias, anchor or tag stands here that both parsers take for one."""
    return _MARK.match(text, at) is not None


def quoted_end(texts: tuple[str, ...], start: Spot, parent: int) -> Spot | None:
    """The place after the closing quote of the quoted text that opens at ``start``, or ``None``.

    A later line that is not indented more than ``parent`` and looks like a field means that the quote was
    never closed: libyaml reads on, and would make one value of all that follows.
    """
    quote = texts[start.line][start.column]
    pattern = _DOUBLE if quote == '"' else _SINGLE
    column = start.column + 1
    for number in range(start.line, len(texts)):
        text = texts[number]
        if number > start.line:
            column = 0
            if _begins_anew(text, parent):
                return None
        match = pattern.match(text, column)
        end = match.end() if match else column
        if text[end : end + 1] == quote:
            return Spot(number, end + 1)
    return None


def flow_end(texts: tuple[str, ...], start: Spot, parent: int, depth: int, inside: Inside) -> Spot | Trouble:
    """The place after the bracket that closes the one at ``start``, which stands ``depth`` levels deep.

    Fills ``inside`` on the way.
    """
    opened: list[Spot] = []
    fresh = True  # a quote opens quoted text only where a new item or value begins
    closed = Spot(-1, -1)  # directly behind a quote or bracket a colon needs no space
    number, column = start
    while number < len(texts) and not (column == 0 and number > start.line and _begins_anew(texts[number], parent)):
        text = texts[number]
        if column >= len(text) or (text[column] == "#" and (fresh or text[column - 1] in " \t")):
            number, column = number + 1, 0
            continue
        sign, here = text[column], Spot(number, column)
        if sign in _PAIRS:
            if depth + len(opened) > MAX_DEPTH:
                return Trouble("deep", *here, {})
            opened.append(here)
            fresh = True
        elif sign in "]}":
            last = opened.pop()
            if _PAIRS[texts[last.line][last.column]] != sign:
                return Trouble("stray_bracket", *here, {"char": sign})
            if not opened:
                return Spot(number, column + 1)
            fresh, closed = False, Spot(number, column + 1)
        elif sign in "\"'" and fresh:
            end = quoted_end(texts, here, parent)
            if end is None:
                return Trouble("open_quote", *here, {"char": sign})
            inside.quoted.append((here, end))
            (number, column), fresh, closed = end, False, end
            continue
        elif sign == " ":
            column += len(text) - column - len(text[column:].lstrip(" "))
            continue
        elif sign == "\t":
            inside.hidden.append((here, " "))
        elif sign == "?":
            if not fresh or text[column + 1 : column + 2].strip():
                inside.hidden.append((here, "x"))
                fresh = False
        elif sign == ",":
            fresh = True
        elif sign == ":":
            fresh = here == closed or text[column + 1 : column + 2] in ("", *" \t,[]{}")
        elif fresh and sign in "&*!":
            mark = _MARK.match(text, column)
            if not mark:
                return Trouble("bad_start", *here, {"char": sign, "value": text[column:].strip()[:12]})
            column = mark.end()
            continue
        elif fresh and _is_first(texts, opened[-1], here) and (match := _FLOW_FIELD.match(text, column)):
            inside.colons.append((Spot(number, match.end() - 1), match[1]))
            column = match.end()
            continue
        else:
            match = _FLOW_TEXT.match(text, column)
            column, fresh = (match.end() if match else column + 1), False
            continue
        column += 1
    last = opened[-1]
    sign = texts[last.line][last.column]
    return Trouble("open_bracket", *last, {"char": sign, "closing": _PAIRS[sign]})


def _is_first(texts: tuple[str, ...], bracket: Spot, here: Spot) -> bool:
    """Whether a field can begin here: in braces, behind the opening one or a comma."""
    if texts[bracket.line][bracket.column] != "{":
        return False
    text, column = texts[here.line], here.column
    while column > 0 and text[column - 1] in " \t":
        column -= 1
    return column == 0 or text[column - 1] in "{,"


def _begins_anew(text: str, parent: int) -> bool:
    """Whether a line belongs to something outside: such a line in quotes or brackets means that they are open."""
    if indent_of(text) > parent:
        return False
    return KEY_LIKE.match(text) is not None or text.lstrip(" ").startswith("- ")


def escapes(texts: tuple[str, ...], start: Spot, end: Spot) -> Iterator[Finding]:
    """Findings about the escapes of a text in double quotes; what such an edit puts there is as long."""
    for number in range(start.line, end.line + 1):
        first = start.column + 1 if number == start.line else 0
        last = end.column if number == end.line else len(texts[number])
        for match in _ESCAPE.finditer(texts[number], first, last):
            kind, character = _escape_kind(match[1])
            if kind:
                words = {"escape": match[0], "char": named(character) if character else ""}
                edit = Edit(number, match.start(), match.end(), "x" * len(match[0]))
                yield Finding(kind, number, match.start(), match.end(), words, edit)


def _escape_kind(escape: str) -> tuple[str, str]:
    if len(escape) > 1:
        code = int(escape[1:], 16)
        if code > 0x10FFFF:
            return "bad_escape", ""
        character = chr(code)
    elif escape in _HARMLESS:
        return "", ""
    elif escape in _ESCAPED:
        character = _ESCAPED[escape]
    else:
        return "bad_escape", ""
    if character in "\r\v\x85\u2028\u2029":
        return "escape_break", character
    refused = kind_of(character)
    kinds = {"surrogate": "escape_surrogate", "bom": "escape_hidden", "bidi": "escape_hidden"}
    return (kinds.get(refused, "escape_control") if refused else ""), character
