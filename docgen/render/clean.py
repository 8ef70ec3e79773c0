"""A part of a template, changed in place into what a document may carry; knows what editing leaves in Word files.

Gone afterwards: marks of the spelling checker and of editing sessions, comments, tracked changes (taken as accepted),
bindings to data that is not kept, and what pointed to the theme.
"""

from __future__ import annotations

import re
from functools import lru_cache

from docgen.render.ooxml import A_NS, TR, W_NS, Element, local, w

_ELEMENTS_GONE = """
    proofErr lastRenderedPageBreak permStart permEnd commentRangeStart commentRangeEnd commentReference annotationRef
    del moveFrom moveFromRangeStart moveFromRangeEnd moveToRangeStart moveToRangeEnd rPrChange pPrChange sectPrChange
    tblPrChange tblGridChange trPrChange tcPrChange tblPrExChange numberingChange cellIns cellMerge
    customXmlInsRangeStart customXmlInsRangeEnd customXmlDelRangeStart customXmlDelRangeEnd customXmlMoveFromRangeStart
    customXmlMoveFromRangeEnd customXmlMoveToRangeStart customXmlMoveToRangeEnd dataBinding printerSettings rsid
"""
_SETTINGS_GONE = """
    rsids attachedTemplate trackRevisions docVars proofState activeWritingStyle mailMerge clrSchemeMapping themeFontLang
    docId chartTrackingRefBased writeProtection revisionView documentType zoom view stylePaneFormatFilter
    stylePaneSortMethod hdrShapeDefaults shapeDefaults
"""
_GONE = frozenset(w(name) for name in _ELEMENTS_GONE.split())
_UNWRAPPED = frozenset(w(name) for name in ("ins", "moveTo", "smartTag"))
_GONE_ATTRIBUTE = re.compile(
    rf"\{{{re.escape(W_NS)}\}}(rsid\w*|theme(Color|Tint|Shade|Fill\w*))$|\{{[^}}]*wordml[^}}]*\}}(paraId|textId)$"
)
_KEEPS_SPACES = frozenset({w("t"), w("delText"), w("instrText"), f"{{{A_NS}}}t"})


def clean_part(root: Element) -> None:
    """Remove what must not travel from a template into its documents."""
    for element in list(root.iter()):
        if element.tag in _GONE and element.getparent() is not None:
            _drop(element)
    for row in list(root.iter(TR)):
        if row.find(f"{w('trPr')}/{w('del')}") is not None:
            _drop(row)
    for element in list(root.iter(*_UNWRAPPED)):
        _unwrap(element)
    for element in root.iter():
        _clean_element(element)
    for element in list(root.iter(w("sdtPr"))):
        for name in ("id", "placeholder", "showingPlcHdr"):
            for child in element.findall(w(name)):
                element.remove(child)
    for bookmark in list(root.iter(w("bookmarkStart"))):
        if bookmark.get(w("name")) == "_GoBack":
            _drop(bookmark)


def clean_settings(root: Element) -> None:
    """Remove from the settings what tells of the template's history or points to parts that are gone."""
    for child in list(root):
        if local(child) in _SETTINGS_GONE.split():
            root.remove(child)
    for element in root.iter():
        _clean_element(element)


def clean_styles(root: Element) -> None:
    """Remove editing marks from styles or numbering."""
    for element in list(root.iter(w("rsid"), w("nsid"), w("tmpl"))):
        _drop(element)
    for element in root.iter():
        _clean_element(element)


@lru_cache(maxsize=4096)
def _is_gone(name: str) -> bool:
    return bool(_GONE_ATTRIBUTE.match(name))


def _clean_element(element: Element) -> None:
    for name in element.keys():  # noqa: SIM118  an element is no mapping
        if _is_gone(name):
            del element.attrib[name]
    text, tail = element.text, element.tail
    if text and ("\n" in text or "\r" in text):
        element.text = text = re.sub(r"[\r\n]+", " ", text)
    if text and not text.strip() and len(element) and element.tag not in _KEEPS_SPACES:
        element.text = None
    if tail and not tail.strip():
        element.tail = None


def _drop(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _unwrap(element: Element) -> None:
    """Put the element's content in its place (an ``w:ins`` that only marks a paragraph has none)."""
    parent = element.getparent()
    if parent is None:
        return
    position = parent.index(element)
    for child in reversed(list(element)):
        if local(child) != "smartTagPr":
            parent.insert(position, child)
    parent.remove(element)
