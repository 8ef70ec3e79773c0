"""The names of WordprocessingML, and strict reading of its XML; knows nothing of templates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy

from lxml import etree

W_NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R_NS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MC_NS = "http://schemas.openxmlformats.org/markup-compatibility/2006"
WP_NS = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
A_NS = "http://schemas.openxmlformats.org/drawingml/2006/main"
M_NS = "http://schemas.openxmlformats.org/officeDocument/2006/math"
V_NS = "urn:schemas-microsoft-com:vml"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

Element = etree._Element


def w(name: str) -> str:
    """The full name of a ``w:`` element or attribute."""
    return f"{{{W_NS}}}{name}"


T, P, R, TC, TR, TBL = w("t"), w("p"), w("r"), w("tc"), w("tr"), w("tbl")
P_PR, R_PR, R_FONTS, VAL, SECT_PR = w("pPr"), w("rPr"), w("rFonts"), w("val"), w("sectPr")
TEXT_BOX, ALTERNATE, FALLBACK = w("txbxContent"), f"{{{MC_NS}}}AlternateContent", f"{{{MC_NS}}}Fallback"
HOLDERS = ("body", "hdr", "ftr", "footnote", "endnote", "txbxContent")
"""What holds paragraphs and tables, besides cells and content controls; it must end in a paragraph."""
_XMLNS = re.compile(r' xmlns(?::[A-Za-z0-9_.-]+)?="[^"]*"')
_RUN_PROPERTIES = """
    rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish
    webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang
    eastAsianLayout specVanish oMath
"""
_RPR_ORDER = {name: place for place, name in enumerate(_RUN_PROPERTIES.split())}


class XmlError(Exception):
    """A part is not well-formed XML, or has a DTD; the message is for the developer, not the user."""


def parse(data: bytes) -> Element:
    """The root element; no DTD, no entities, no network, no comments or processing instructions."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True, load_dtd=False
    )
    if b"<!DOCTYPE" in data:
        raise XmlError("document type declaration")
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as problem:
        raise XmlError(str(problem)) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise XmlError("document type declaration")
    return root


def serialise(root: Element) -> bytes:
    """The part as UTF-8 with the declaration that Word writes."""
    body = etree.tostring(root, encoding="unicode")
    return b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + body.encode()


def fragment(element: Element | None) -> str:
    """An element as text without namespace declarations, to be put into a part that has them at its root."""
    return "" if element is None else _XMLNS.sub("", etree.tostring(element, encoding="unicode", with_tail=False))


def hoist_namespaces(root: Element) -> Element:
    """Move every namespace declaration to the root, so that fragments can be put anywhere in the part."""
    found: dict[str, str] = {}
    for _, (prefix, uri) in etree.iterwalk(root, events=("start-ns",)):
        found.setdefault(prefix, uri)
    prefixes = {prefix: uri for prefix, uri in found.items() if prefix}
    etree.cleanup_namespaces(root, top_nsmap=prefixes, keep_ns_prefixes=list(prefixes))
    return root


def local(element: Element) -> str:
    """The element's name without its namespace."""
    return str(etree.QName(element).localname)


def own(paragraph: Element, *names: str) -> Iterator[Element]:
    """The paragraph's elements of these names, without those of paragraphs nested in its text boxes."""
    for element in paragraph.iter(*names):
        if element is not paragraph and next(element.iterancestors(P), None) is paragraph:
            yield element


def with_property(r_pr: Element | None, name: str, **attributes: str) -> Element:
    """A copy of run properties with ``w:name`` set, in the place that the schema gives it."""
    copy = etree.Element(R_PR, nsmap={"w": W_NS}) if r_pr is None else deepcopy(r_pr)
    copy.tail = None
    child = copy.find(w(name))
    if child is None:
        child = etree.Element(w(name))
        place = _RPR_ORDER[name]
        position = sum(1 for each in copy if _RPR_ORDER.get(local(each), 99) < place)
        copy.insert(position, child)
    for attribute, value in attributes.items():
        child.set(w(attribute), value)
    return copy


def order_run_properties(r_pr: Element) -> None:
    """Put run properties into the order that the schema wants; of one that stands twice the last counts."""
    kept = {each.tag: each for each in r_pr}
    r_pr[:] = sorted(kept.values(), key=lambda each: _RPR_ORDER.get(local(each), 99))


def replace_run_properties(run: Element, r_pr: Element) -> None:
    """Put ``r_pr`` in the place of the run's own properties."""
    old = run.find(R_PR)
    if old is not None:
        run.remove(old)
    run.insert(0, r_pr)
