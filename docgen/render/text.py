"""Plain text -> the inside of a text element, or of an attribute; the one place where data becomes XML."""

from __future__ import annotations

import re

from docgen.render.profile import rare_spans

_REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SPECIAL = re.compile("[&<>\t\n\r]")
_OPEN = '<w:t xml:space="preserve">'
_BREAK = f"</w:t><w:br/>{_OPEN}"
_TAB = f"</w:t><w:tab/>{_OPEN}"


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
        made += [escaped(text[position:start]), f"</w:t></w:r>{rare}{_OPEN}", escaped(text[start:end])]
        made.append(f"</w:t></w:r>{run}{_OPEN}")
        position = end
    return "".join(made) + escaped(text[position:])


def run_xml(text: str, run: str, rare: str = "") -> str:
    """Text as whole runs."""
    return f"{run}{_OPEN}{text_xml(text, run, rare)}</w:t></w:r>" if text else ""


def escaped(text: str) -> str:
    """Text inside a ``w:t``, in one font."""
    if not _SPECIAL.search(text):
        return text
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", _BREAK).replace("\t", _TAB)


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
