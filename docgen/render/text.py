"""Plain text -> the inside of a text element, or of an attribute; the one place where data becomes XML."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from docgen.render.profile import all_in_gb2312, outside_gb2312, rare_spans

_NOT_AS_IT_IS = "&<>\\x00-\\x1f\\ud800-\\udfff\\ufffe\\uffff"
_REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SPECIAL = re.compile("[&<>\t\n\r]")
OPEN = '<w:t xml:space="preserve">'
BREAK = f"</w:t><w:br/>{OPEN}"
TAB = f"</w:t><w:tab/>{OPEN}"


class CharacterError(Exception):
    """The text has a character that XML cannot hold; the message names it as U+XXXX."""


def text_xml(text: str, run: str, rare: str = "") -> str:
    """Text for the inside of a ``w:t`` that keeps its spaces: line breaks and tabs become elements.

    ``run`` is the start of the run around it; ``rare`` that of runs for characters that its font lacks, if any.
    Raises CharacterError.
    """
    refuse_characters(text)
    if not rare or text.isascii():
        return escaped(text)
    made, position = [], 0
    for start, end in rare_spans(text):
        made += [escaped(text[position:start]), f"</w:t></w:r>{rare}{OPEN}", escaped(text[start:end])]
        made.append(f"</w:t></w:r>{run}{OPEN}")
        position = end
    return "".join(made) + escaped(text[position:])


@cache
def checks() -> Mapping[str, Callable[[str], Any]]:
    """What finds a reason why `text_xml` would not give a text back as it is: ``special``; ``rare`` for two fonts."""
    return {"special": _special(), "rare": re.compile(f"[{_NOT_AS_IT_IS}{outside_gb2312()}]").search}


def first_checks() -> Mapping[str, Callable[[str], Any]]:
    """The same, slower and ready at once: making the pattern of `checks` takes as long as some twenty documents."""
    special = _special()
    return {"special": special, "rare": lambda text: special(text) or not all_in_gb2312(text)}


@cache
def _special() -> Callable[[str], Any]:
    return re.compile(f"[{_NOT_AS_IT_IS}]").search


def run_xml(text: str, run: str, rare: str = "") -> str:
    """Text as whole runs."""
    return f"{run}{OPEN}{text_xml(text, run, rare)}</w:t></w:r>" if text else ""


def escaped(text: str) -> str:
    """Text inside a ``w:t``, in one font."""
    if not _SPECIAL.search(text):
        return text
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", BREAK).replace("\t", TAB)


def attribute_xml(text: str) -> str:
    """Text inside an attribute's double quotes. Raises CharacterError."""
    refuse_characters(text)
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "&#10;").replace("\t", "&#9;")


def refuse_characters(text: str) -> None:
    """Raise CharacterError at the first character that XML cannot hold."""
    found = _REFUSED.search(text)
    if found:
        raise CharacterError(f"U+{ord(found[0]):04X}")
