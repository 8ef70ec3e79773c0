"""A line in, the colon that ends a field's name out; only this module knows which of a line's colons is meant."""

from __future__ import annotations

import re

from docgen.load.values import COLON, comment_start

SPACES = " \t\u3000\xa0"
_NAME = re.compile(r"[^\W\d]\w*")
_WIDE_COLON = re.compile(f"[{SPACES}]*：")
_ANY_COLON = re.compile(f":(?=[{SPACES}]|$)|：")
_COMPLETE = re.compile(r"""(?:^|[。！？…：:|>\])}"'])$""")
_HANZI = re.compile("[\u3400-\u9fff]")


def name_colon(text: str, at: int, must: bool, dashed: bool) -> int:
    """The colon, of whatever sort, that ends the name of a field; -1 if this is text.

    ``must``: only a field can stand here. Where text can stand too, the name has to look like one.
    """
    end = comment_start(text, at)
    name = _NAME.match(text, at)
    if name:
        wide = _WIDE_COLON.match(text, name.end(), end)
        if wide:
            return wide.end() - 1
        if text[name.end() : name.end() + 1] == ":":
            behind = text[name.end() + 1 : name.end() + 2]
            if behind in tuple(SPACES) or not behind:
                return name.end()
            if behind not in tuple("/\\:") and (not dashed or _HANZI.search(name[0])):
                return name.end()
    proper = COLON.search(text, at, end)
    if proper and not must:
        return proper.start()
    if must:
        any_colon = _ANY_COLON.search(text, at, end)
        return any_colon.start() if any_colon else text.find(":", at, end)
    return -1


def is_odd(text: str, colon: int) -> bool:
    """Whether a colon is full-width or touches what follows: YAML takes such a line for text."""
    return text[colon] == "：" or bool(text[colon + 1 : colon + 2].strip(SPACES))


def without_colon(texts: tuple[str, ...], number: int) -> str:
    """The kind of finding for a line that has no colon and needs one: it may carry on the text of the line before."""
    before = next((text.strip() for text in reversed(texts[:number]) if text.strip()), "")
    return "no_colon" if before.startswith("#") or _COMPLETE.search(before) else "torn_text"
