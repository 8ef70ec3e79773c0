"""Text after ``|`` or ``>``: the lines that belong to it; only this module knows how far such a text goes."""

from __future__ import annotations

import re

from docgen.load.cursor import Outline
from docgen.load.lines import Edit, Finding
from docgen.load.spans import KEY_LIKE, indent_of

HEADER = re.compile(r"[|>](?:[-+]?([1-9])?|[1-9][-+])[ \t]*(?:(?<=[ \t])#.*)?$")
_LEAD = re.compile("[ \t\u3000\xa0]*")
_SPACE_NAMES = {"\u3000": "全角空格", "\xa0": "不换行空格（U+00A0）"}


def is_header(text: str, at: int) -> bool:
    """Whether a block text begins here."""
    return HEADER.match(text, at) is not None


def width_of(lead: str, unit: int) -> int:
    """How deep white space at the start of a line was meant to go; ``unit`` is what a tab stands for."""
    return sum({" ": 1, "\xa0": 1, "\t": unit}.get(sign, 2) for sign in lead)


def layout_space(text: str, end: int, number: int, width: int) -> Finding:
    """The finding for an indentation of ``end`` characters that is not made of spaces alone."""
    bad = next(position for position, sign in enumerate(text) if sign != " ")
    kind = "tab_indent" if text[bad] == "\t" else "wide_indent"
    words = {"space": _SPACE_NAMES.get(text[bad], "")}
    return Finding(kind, number, bad, end, words, Edit(number, 0, end, " " * width))


def block_end(texts: tuple[str, ...], number: int, header: str, parent: int, unit: int, out: Outline) -> int:
    """The line after the block text whose ``header`` (``|2-``) stands before line ``number``."""
    digit = next((int(sign) for sign in header if sign.isdigit() and sign != "0"), 0)
    parent = max(parent, 0)
    content = parent + digit if digit else None
    said = False
    while number < len(texts):
        text = texts[number]
        spaces = indent_of(text)
        match = _LEAD.match(text)
        end = match.end() if match else 0
        if not text.strip(" \t") and (spaces <= parent or (content is None and spaces == len(text))):
            # Long white space before the first line would count as its indentation.
            out.quiet += [Edit(number, 0, len(text), "")] if text else []
        elif spaces > parent:
            content = content or spaces
            if text.strip(" \t") and spaces < content:
                if text[spaces] == "#":
                    break
                said = _short(out, text, number, content, header[0], said)
        elif end > spaces and width_of(text[:end], unit) > parent:
            content = content or max(width_of(text[:end], unit), parent + 1)
            out.disguised.append(layout_space(text, end, number, content))
        elif content is None and spaces == parent and text[spaces] not in "-#\"'" and not KEY_LIKE.match(text):
            said = _short(out, text, number, parent + unit, header[0], said)
            if number + 1 < len(texts) and indent_of(texts[number + 1]) > parent:
                content = parent + unit
        else:
            break
        number += 1
    return number


def _short(out: Outline, text: str, number: int, width: int, sign: str, said: bool) -> bool:
    """Note a line of the text that is not indented enough; of several, the first."""
    spaces = indent_of(text)
    edit = Edit(number, 0, spaces, " " * width)
    if said:
        out.late.append(edit)
    else:
        out.broken.append(Finding("block_indent", number, spaces, len(text), {"char": sign}, edit))
    return True
