"""A part with marks for its tags -> the XML as docxtpl patches it; the only module here that knows docxtpl's patching.

docxtpl defines the language: it takes away the paragraphs, rows and cells of ``{%p %}``, ``{%tr %}`` and ``{%tc %}``.
Most of its patching mends what stands inside tags or between their braces; in a mark there is nothing to mend. Where a
part has no braces beside its marks that those steps could take for a tag, they change nothing, and the two that do are
done here: loading docxtpl takes longer than all else that compiling does. A text with a mark anywhere before the next
``<w:t>`` keeps its spaces; paragraphs, rows and cells go by docxtpl's own patterns.
"""

from __future__ import annotations

import re
from typing import Any, cast

from docgen.render.text import OPEN

_MARK = re.compile(r"\{[{%](?:p|tr|tc)? k\d+ [%}]\}")
_AS_A_TAG = re.compile(r"\{[{%#\0]|[%}#\0]\}|(?<=\{)(?:<[^>]*>)+[{%#\0]|(?<=[%}#\0])(?:<[^>]*>)+\}")
"""Braces, also in runs of their own, that could be read as those of a tag; a mark is ``\\0`` in it."""
_HOSTS = ("tr", "tc", "p")


def patched(xml: str) -> str:
    """The XML with the marks as they are, less the paragraphs, rows and cells that they stand for."""
    others = _MARK.sub("\0", xml)
    if ("{" in others or "}" in others) and _AS_A_TAG.search(others):
        return patched_by_docxtpl(xml)
    start, *texts = xml.split("<w:t>")
    xml = start + "".join((OPEN if "{{" in text or "{%" in text else "<w:t>") + text for text in texts)
    for host in _HOSTS:
        if f"{{%{host} " in xml or f"{{{{{host} " in xml:
            xml = _replaced(xml, host)
    return xml


def _replaced(xml: str, host: str) -> str:
    """The XML less the hosts with a mark that stands for them, each tried only from the last start before a mark."""
    whole = rf"<w:{host}[ >](?:(?!<w:{host}[ >]).)*({{%|{{{{){host} ([^}}%]*(?:%}}|}}}})).*?</w:{host}>"
    pattern = re.compile(whole, re.DOTALL)
    made, position = [], 0
    for mark in re.finditer(rf"{{[{{%]{host} ", xml):
        start = max(xml.rfind(f"<w:{host}{end}", position, mark.start()) for end in " >")
        found = pattern.match(xml, start) if start >= 0 else None
        if found:
            made += [xml[position:start], found[1], " ", found[2]]
            position = found.end()
    return "".join(made) + xml[position:]


def patched_by_docxtpl(xml: str) -> str:
    """The same for any part."""
    from docxtpl import DocxTemplate  # type: ignore[import-untyped]

    return cast(str, DocxTemplate.patch_xml(cast(Any, None), xml))
