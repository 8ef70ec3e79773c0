"""Lines in, findings about single characters and merge markers out; only this module knows the refused characters.

Looks at the raw text, before and apart from YAML: what is refused here is refused everywhere, comments included.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from docgen.load.lines import Edit, Finding, Lines

_NAMES = {
    0x00: "空字符",
    0x09: "制表符",
    0x0B: "竖向制表符",
    0x0C: "换页符",
    0x1B: "转义符",
    0x7F: "删除符",
    0x85: "换行符 NEL",
    0xA0: "不换行空格",
    0xAD: "软连字符",
    0x200B: "零宽空格",
    0x200C: "零宽非连接符",
    0x200D: "零宽连接符",
    0x2028: "行分隔符",
    0x2029: "段分隔符",
    0x202E: "从右到左显示",
    0x2060: "零宽非换行符",
    0x3000: "全角空格",
    0xFEFF: "文件头标记 BOM",
}
_BREAKS = "\x85\u2028\u2029"
_BIDI = "\u202a-\u202e\u2066-\u2069"
_REFUSED = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff{_BREAKS}{_BIDI}\ufeff]")
_CONFLICT = re.compile(r"[ \t]*(<{7}|>{7}|\|{7})(?=[ \t]|$)|(={7})[ \t]*$")
_UNSEEN = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})
_BLANK = re.compile("[\u115f\u1160\u2800\u3164\uffa0\ufe00-\ufe0f\U000e0100-\U000e01ef]")  # blank letters, variants


def named(character: str) -> str:
    """How a character that cannot be seen is called: ``U+200B 零宽空格``."""
    code = ord(character)
    return f"U+{code:04X} {_NAMES[code]}" if code in _NAMES else f"U+{code:04X}"


def kind_of(character: str) -> str:
    """The kind of finding for a character that may stand nowhere; empty for a character that may."""
    if not _REFUSED.match(character):
        return ""
    if character == "\x0b":
        return "vertical_tab"
    if "\ud800" <= character <= "\udfff":
        return "surrogate"
    if character == "\ufeff":
        return "bom"
    if character in _BREAKS:
        return "hidden_break"
    return "bidi" if unicodedata.category(character) == "Cf" else "control"


def refused_in(text: str) -> str:
    """The first character of a value that may stand nowhere, or an empty text."""
    match = _REFUSED.search(text)
    return match[0] if match else ""


def refused_characters(lines: Lines) -> list[Finding]:
    """Every character that may stand nowhere in a file, each with an edit that takes it out of the way."""
    found = []
    for number, text in enumerate(lines.texts):
        if text.isascii() and text.isprintable():
            continue
        for match in _REFUSED.finditer(text):
            kind, column = kind_of(match[0]), match.start()
            # A mark that takes no room goes; anything else may have stood between two words.
            edit = Edit(number, column, column + 1, "" if kind in ("bom", "bidi") else " ")
            found.append(Finding(kind, number, column, column + 1, {"char": named(match[0])}, edit))
    return found


def merge_markers(lines: Lines) -> list[Finding]:
    """What git leaves of a conflict, also where someone has indented it (a lone ``=======`` may be a heading)."""
    found = []
    for number, text in enumerate(lines.texts):
        match = _CONFLICT.match(text)
        if match:
            start, end = match.span(match.lastindex or 0)
            found.append(Finding("conflict", number, start, end, {"marker": text[start:end]}))
    return found


@lru_cache(maxsize=4096)
def hidden_in_key(key: str) -> int:
    """The position of the first character of a field name that cannot be seen, or -1.

    A full-width space counts: it looks like nothing, and makes a different name.
    """
    for position, character in enumerate(key):
        if character != " " and (unicodedata.category(character) in _UNSEEN or _BLANK.match(character)):
            return position
    return -1
