"""A part with marks for its tags -> the XML as docxtpl patches it; the only module here that knows docxtpl's patching.

docxtpl defines the language: it takes away the paragraphs, rows and cells of ``{%p %}``, ``{%tr %}`` and ``{%tc %}``.
Most of its patching mends what stands inside tags or between their braces; in a mark there is nothing to mend. Where a
part has no braces beside its marks that those steps could take for a tag, they change nothing, and the two that do are
done here, with docxtpl's own patterns: loading docxtpl takes longer than all else that compiling does.
"""

from __future__ import annotations

import re
from typing import Any, cast

_MARK = re.compile(r"\{[{%](?:p|tr|tc)? k\d+ [%}]\}")
_AS_A_TAG = re.compile(r"\{[{%#\0]|[%}#\0]\}|(?<=\{)(?:<[^>]*>)+[{%#\0]|(?<=[%}#\0])(?:<[^>]*>)+\}")
"""Braces, also in runs of their own, that could be read as those of a tag; a mark is ``\\0`` in it."""
_SPACES = re.compile(r"<w:t>((?:(?!<w:t>).)*)({{.*?}}|{%.*?%})", re.DOTALL)
_HOSTS = [
    re.compile(rf"<w:{host}[ >](?:(?!<w:{host}[ >]).)*({{%|{{{{){host} ([^}}%]*(?:%}}|}}}})).*?</w:{host}>", re.DOTALL)
    for host in ("tr", "tc", "p")
]


def patched(xml: str) -> str:
    """The XML with the marks as they are, less the paragraphs, rows and cells that they stand for."""
    if _AS_A_TAG.search(_MARK.sub("\0", xml)):
        return patched_by_docxtpl(xml)
    xml = _SPACES.sub(r'<w:t xml:space="preserve">\1\2', xml)
    for host in _HOSTS:
        xml = host.sub(r"\1 \2", xml)
    return xml


def patched_by_docxtpl(xml: str) -> str:
    """The same for any part."""
    from docxtpl import DocxTemplate  # type: ignore[import-untyped]

    return cast(str, DocxTemplate.patch_xml(cast(Any, None), xml))
