"""A well-kept file's text in, what it says out, or nothing where the full reader has to look; no places, no findings.

The grammar is a part of YAML so small that the full reader says nothing about it: fields and lists with one-line
values, brackets on one line, and text after ``|``. Whoever widens it must be sure of that; when in doubt, leave it out.
"""

from __future__ import annotations

import re
from functools import cache
from sys import intern
from typing import Any, NamedTuple

from docgen.load.bounds import MAX_BYTES, run_together

_KEY = r"[^\W\d][\w（）-]{0,60}"
# Words and numbers that other programs read as something else are for the full reader: see docgen.load.quotes.
_WORD = r"(?!(?i:yes|no|on|off|null)(?![0-9A-Za-z]))[A-Za-z]"
_NUMBER = r"-?(?:[1-9][0-9]{0,8}|0)(?:\.[0-9]{1,6})?(?![^\n,\]} ])|[0-9]+(?:-[0-9]+)+(?![^\n,\]} ])"
_DIGITS = r"-?[0-9](?=[0-9A-Fa-fxXoO_:.+-]*(?: (?![ #\n])|[^0-9A-Fa-fxXoO_:.+\-\s,\]}#]))"
# Two classes: one of more than two signs so far apart takes longer to compile than a file to read.
_START = rf"(?![－：])(?![–—])[^\x00-\x7f]|{_WORD}|{_DIGITS}|[(<](?!<)"

# Unquoted text between brackets and outside: no colon or sharp that would end it, no space at the end.
_INSIDE = rf"""(?:(?:{_START})[^\n,\[\]{{}}:#?"']*(?:(?<! )#[^\n,\[\]{{}}:#?"']*)*(?<! )|{_NUMBER})"""
_BESIDE = rf"(?:(?:{_START})[^\n:#]*(?:(?:(?<! )#|:(?! |\n))[^\n:#]*)*(?<! )|{_NUMBER})"
_QUOTED = r"""("[^"\\\n]+"|'[^'\n]+')"""
_EMPTY_LINES = r"(?: *(?:#[^\n]*)?\n)*"
_LINE = re.compile(
    rf"( *)(?:(- )?({_KEY}):(?: |(?=\n))|- (?! ))"
    rf"(?:({_BESIDE})|{{([^\n]+)}}|\[([^\n]+)\]|{_QUOTED}|(\|-?\n(?:\1 +[^\n]+\n|\n)+))?"
    rf"(?:(?<!\n) *(?:(?<= )#(?: [^\n]*)?)?\n|(?<=\n)){_EMPTY_LINES}|([\s\S]+)"
)
_LEADING = re.compile(_EMPTY_LINES)
_PAIR = rf"({_KEY}): (?:({_INSIDE})|{_QUOTED}|\[([^\[\]]+)\]|{{([^{{}}]+)}})(?:, (?=[^ ])|$)|(.+)"
_ITEMS = rf"{_INSIDE}(?:, {_INSIDE})*"
_ITEM = rf"(?:({_INSIDE})|{_QUOTED}|{{([^{{}}]+)}})(?:, (?=[^ ])|$)|(.+)"
_REFUSED = ("<<<<<<<", "=======", ">>>>>>>", "|||||||", "\u115f", "\u1160", "\u3164", "\uffa0")
"""Merge markers, and letters that look like nothing."""
_DEEPEST = 60
"""Twice the column of the deepest line that is read here; brackets add two levels at most to 15."""


class Plain(NamedTuple):
    """What a file says: its data, and the paths of the fields with nothing after them."""

    data: dict[str, Any]
    empties: frozenset[tuple[str | int, ...]]


class UnsureError(Exception):
    """Something that only the full reader can judge."""


def read_plain(content: bytes) -> Plain | None:
    """What a file says if it is well kept beyond doubt; the full reader would give the same, without a finding."""
    text = legible(content)
    if text is None:
        return None
    try:
        return _read(text if text.endswith("\n") else text + "\n")
    except UnsureError:
        return None


def legible(content: bytes) -> str | None:
    """The text of a file without anything that may stand in no file, its lines ending in LF."""
    if len(content) > MAX_BYTES:
        return None
    try:
        text = content.removeprefix(b"\xef\xbb\xbf").decode()
    except UnicodeDecodeError:
        return None
    if "\r" in text:
        text = text.replace("\r\n", "\n")
    # Printable leaves out all characters that are refused, tabs, and every space but the ordinary one.
    printable = text.replace("\n", "").isprintable()
    return text if printable and not any(sign in text for sign in _REFUSED) else None


def _read(text: str) -> Plain:
    data: dict[str, Any] = {}
    # A mapping whose fields stand in column c has level 2c, a list whose dashes stand there 2c + 1: a list may stand
    # under its field's first letter. ``waiting`` is the field on the line before, if nothing stands behind it.
    levels: list[int] = [0]
    nodes: list[Any] = [data]
    level, node, waiting = 0, nodes[0], ""
    empty: list[tuple[dict[str, Any], str]] = []
    doubtful: list[list[Any]] = []
    start = _LEADING.match(text).end()  # type: ignore[union-attr]
    for lead, dash, key, plain, braces, brackets, quoted, block, unsure in _LINE.findall(text, start):
        if unsure:
            raise UnsureError
        here = 2 * len(lead) + (1 if dash or not key else 0)
        if here > level:
            if not waiting or here > _DEEPEST:
                raise UnsureError
            child: Any = [] if here & 1 else {}
            node[waiting] = child
            waiting, level, node = "", here, child
            levels.append(level)
            nodes.append(node)
        else:
            if waiting:
                empty.append((node, waiting))
                waiting = ""
            if here < level:
                while levels[-1] > here:
                    levels.pop()
                level = levels[-1]
                if level != here:
                    raise UnsureError
                del nodes[len(levels) :]
                node = nodes[-1]
        value = plain or _other(braces, brackets, quoted, block, here + 3 if dash else here)
        if not key:
            if value is None:
                raise UnsureError
            node.append(value)
            if (":" in plain or "：" in plain) and not (doubtful and doubtful[-1] is node):
                doubtful.append(node)
            continue
        key = intern(key)
        if dash:
            fields = {key: value}
            node.append(fields)
            level, node = here + 3, fields
            levels.append(level)
            nodes.append(node)
        elif key in node:
            raise UnsureError
        else:
            node[key] = value
        if value is None:
            waiting = key
    if waiting:
        empty.append((node, waiting))
    if not data or not all(map(_is_of_texts, doubtful)):
        raise UnsureError
    return Plain(data, _taken_out(data, empty) if empty else frozenset())


def _other(braces: str, brackets: str, quoted: str, block: str, level: int) -> Any:
    """The value that is no unquoted text; None if there is none."""
    if braces:
        return _mapping(braces)
    if brackets:
        return _list(brackets)
    return _block(block, level) if block else quoted[1:-1] or None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """What is between brackets has patterns of its own, which many a run never needs."""
    return re.compile(pattern)


def _mapping(text: str) -> dict[str, Any]:
    if "：" in text and run_together().search(text):
        raise UnsureError
    found: dict[str, Any] = {}
    for key, plain, quoted, brackets, braces, unsure in _compiled(_PAIR).findall(text):
        if unsure or key in found:
            raise UnsureError
        found[intern(key)] = plain or quoted[1:-1] or (_list(brackets) if brackets else _mapping(braces))
    return found


def _list(text: str) -> list[Any]:
    if _compiled(_ITEMS).fullmatch(text):
        items: list[Any] = text.split(", ")
    else:
        items = []
        for plain, quoted, braces, unsure in _compiled(_ITEM).findall(text):
            if unsure:
                raise UnsureError
            items.append(plain or quoted[1:-1] or _mapping(braces))
    if len(items) == 1 and "，" in text:
        raise UnsureError
    return items


def _block(text: str, level: int) -> str:
    """The text after ``|``, whose lines all stand as deep as the first or deeper, and which ends in no space."""
    body = text[text.index("\n") :].rstrip("\n")
    indent = "\n" + " " * (len(body) - len(body.lstrip()) - 1)
    even = body.count(indent) + body.count("\n\n") == body.count("\n")
    if not even or 2 * (len(indent) - 1) <= level or body[-1] == " ":
        raise UnsureError
    return body.replace(indent, "\n")[1:]


def _is_of_texts(items: list[Any]) -> bool:
    """Whether a list holds only texts without a field: then ``注意：先查`` is one too, and was not meant as a field."""
    return all(isinstance(item, str) and ": " not in item for item in items)


def _taken_out(data: dict[str, Any], empty: list[tuple[dict[str, Any], str]]) -> frozenset[tuple[str | int, ...]]:
    """The paths of the fields with nothing after them, which are taken out of the data."""
    ways: dict[int, tuple[str | int, ...]] = {}
    _find_ways(data, (), ways)
    for holder, key in empty:
        del holder[key]
    return frozenset((*ways[id(holder)], key) for holder, key in empty)


def _find_ways(node: Any, way: tuple[str | int, ...], ways: dict[int, tuple[str | int, ...]]) -> None:
    """Note the path of each mapping by its identity."""
    if isinstance(node, dict):
        ways[id(node)] = way
    for step, each in node.items() if isinstance(node, dict) else enumerate(node):
        if isinstance(each, (dict, list)):
            _find_ways(each, (*way, step), ways)
