"""What stands after a colon or dash in, where it ends out; only this module knows how a value begins."""

from __future__ import annotations

import re
from typing import NamedTuple

from docgen.load.blocks import block_end, is_header
from docgen.load.bounds import run_together
from docgen.load.cursor import Cursor
from docgen.load.lines import Edit, Finding
from docgen.load.spans import Inside, Spot, Trouble, escapes, flow_end, is_mark, quoted_end

COLON = re.compile(r":(?=[ \t]|$)")
_COMMENT = re.compile(r"(?:^|(?<=[ \t]))#")
_PROPERTIES = re.compile(r"(?:(?:&[\w-]+|!!?[\w:/.-]*)(?:[ \t]+|$))+", re.ASCII)
_SHORT = 12


class After(NamedTuple):
    """What a value leaves behind.

    ``line`` is the next to read; ``plain`` the column that it must go beyond to carry on an unquoted text;
    ``waiting``: there is no value yet; ``skip``: leave out what stands deeper, the value has no end.
    """

    line: int
    plain: int | None = None
    waiting: bool = False
    skip: bool = False


def comment_start(text: str, at: int) -> int:
    """Where the comment of a line begins, or the line's length."""
    match = _COMMENT.search(text, at)
    return match.start() if match else len(text)


def shown(text: str) -> str:
    """A piece of a line, short enough for a message."""
    text = text.strip()
    return text if len(text) <= _SHORT else text[:_SHORT] + "…"


def read_value(cursor: Cursor, at: int, parent: int, unit: int, depth: int) -> After:
    """Read the value that begins at or after a column of the present line, under the column ``parent``."""
    text = cursor.text
    while at < len(text) and text[at] in " \t":
        at += 1
    properties = _PROPERTIES.match(text, at)
    if properties and (properties.end() == len(text) or text[properties.end()] in "|>\"'[{#"):
        cursor.quiet_tabs(at, properties.end())
        text, at = cursor.text, properties.end()
    if at >= len(text) or text[at] == "#":
        return After(cursor.number + 1, waiting=True)
    if is_header(text, at):
        cursor.quiet_tabs(at)
        return After(block_end(cursor.texts, cursor.number + 1, text[at:], parent, unit, cursor.out))
    if text[at] in "\"'":
        return _quoted(cursor, at, parent)
    if text.startswith(("{{", "{%"), at):
        cursor.disguised("template_tag", at, len(text), _filled(cursor, at), value=shown(text[at:]))
        return After(cursor.number + 1, parent)
    if text[at] in "[{":
        return _flow(cursor, at, parent, depth)
    return _plain(cursor, at, parent)


def _filled(cursor: Cursor, at: int) -> Edit:
    return cursor.replace(at, len(cursor.text), "x" * (len(cursor.text) - at))


def _quoted(cursor: Cursor, at: int, parent: int) -> After:
    start, sign = cursor.spot(at), cursor.text[at]
    end = quoted_end(cursor.texts, start, parent)
    if end is not None and end.line > start.line and _rest(cursor.texts[end.line], end.column):
        end = None  # what closed it was meant to open another
    if end is None:
        cursor.disguised("open_quote", at, at + 1, _filled(cursor, at), char=sign)
        return After(cursor.number + 1, skip=True)
    if sign == '"':
        note_escapes(cursor, start, end)
    at_end = cursor.jump(end)
    rest = _rest(cursor.text, at_end)
    if rest and not rest.startswith(":"):
        begin = cursor.text.index(rest, at_end)
        edit = _filled(cursor, at) if end.line == start.line else None
        cursor.broken("after_quote", begin, begin + len(rest), edit, extra=shown(rest))
    else:
        cursor.quiet_tabs(at_end)
    return After(cursor.number + 1)


def _rest(text: str, at: int) -> str:
    """What follows a closed quote or bracket on its line, comments apart."""
    return text[at : comment_start(text, at)].strip() if text[at : at + 1] != "#" else text[at:]


def note_escapes(cursor: Cursor, start: Spot, end: Spot) -> None:
    """Escapes in a text in double quotes that stand for nothing, or for what may not stand in a file."""
    for finding in escapes(cursor.texts, start, end):
        # PyYAML stumbles over a number beyond Unicode instead of refusing it.
        unknown = finding.kind == "bad_escape" and finding.end - finding.start == 2
        target = cursor.out.broken if unknown else cursor.out.disguised
        target.append(finding)


def _flow(cursor: Cursor, at: int, parent: int, depth: int) -> After:
    start, sign, inside = cursor.spot(at), cursor.text[at], Inside()
    end = flow_end(cursor.texts, start, parent, depth, inside)
    cursor.out.quiet += [Edit(line, column, column + 1, sign) for (line, column), sign in inside.hidden]
    # To mend one colon of a bracket and leave the next is worse than to leave both.
    left = "_left" if isinstance(end, Trouble) or _runs_together(cursor.texts, start, end, inside) else ""
    for (line, column), name in inside.colons:
        kind = ("wide_colon" if cursor.texts[line][column] == "：" else "tight_colon") + left
        edit = Edit(line, column, column + 1, ": ")
        cursor.out.disguised.append(Finding(kind, line, column, column + 1, {"key": name}, edit))
    for first, last in inside.quoted:
        if cursor.texts[first.line][first.column] == '"':
            note_escapes(cursor, first, last)
    if isinstance(end, Trouble):
        return _flow_trouble(cursor, at, start, end)
    value = shown(cursor.text[at:])
    at_end = cursor.jump(end)
    rest = _rest(cursor.text, at_end)
    if rest and not rest.startswith(":"):
        if end.line == start.line:
            cursor.broken("bracket_text", at, at_end, _filled(cursor, at), char=sign, extra=shown(rest), value=value)
        else:
            cursor.broken("flow_shape", at_end, len(cursor.text))
    else:
        cursor.quiet_tabs(at_end)
    return After(cursor.number + 1)


def _runs_together(texts: tuple[str, ...], start: Spot, end: Spot, inside: Inside) -> bool:
    """Whether entries between brackets are held together by full-width punctuation, quoted texts apart."""
    for line in range(start.line, end.line + 1):
        first = start.column if line == start.line else 0
        last = end.column if line == end.line else len(texts[line])
        for match in run_together().finditer(texts[line], first, last):
            if not any(begin <= (line, match.start()) < stop for begin, stop in inside.quoted):
                return True
    return False


def _flow_trouble(cursor: Cursor, at: int, start: Spot, trouble: Trouble) -> After:
    if trouble.line == start.line:
        column = trouble.column + at - start.column
        cursor.disguised(trouble.kind, column, column + 1, _filled(cursor, at), **trouble.words)
    else:
        cursor.out.quiet.append(_filled(cursor, at))
        where = Finding(trouble.kind, trouble.line, trouble.column, trouble.column + 1, trouble.words)
        cursor.out.disguised.append(where)
    cursor.out.hopeless = cursor.out.hopeless or trouble.kind == "deep"
    return After(cursor.number + 1, skip=True)


def _plain(cursor: Cursor, at: int, parent: int) -> After:
    text = cursor.text
    end = comment_start(text, at)
    value = shown(text[at:end])
    if text[at] in "|>":  # libyaml takes |#1 for the beginning of a block text
        cursor.disguised("bad_start", at, end, _filled(cursor, at), char=text[at], value=value.replace("'", "''"))
    elif re.match(r"-(?=[ \t]|$)", text[at:]):
        cursor.broken("list_in_line", at, end, _filled(cursor, at))
    elif text[at] in "*&!":
        if not is_mark(text[:end].rstrip(), at):
            cursor.disguised("bad_start", at, end, _filled(cursor, at), char=text[at], value=value.replace("'", "''"))
    elif text[at] in "@`%,]}" or re.match(r"\?(?=[ \t]|$)", text[at:]):
        cursor.broken("bad_start", at, end, _filled(cursor, at), char=text[at], value=value.replace("'", "''"))
    else:
        note_colons(cursor, at, end)
        cursor.quiet_tabs(at)
    return After(cursor.number + 1, parent if end == len(text) else None)


def note_colons(cursor: Cursor, at: int, end: int) -> None:
    """Colons that would make a field of the middle of an unquoted text."""
    text = cursor.text
    for match in COLON.finditer(text, at, end):
        line, column = cursor.spot(match.start())
        cursor.out.broken.append(
            Finding("colon_in_text", line, column, column + 2, {}, Edit(line, column, column + 1, "x"))
        )
    cursor.replace(at, end, COLON.sub("x", text[at:end]))
