"""Short names and values in, WordprocessingML elements out, with properties in the order that the schema wants."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = {
    "w": W,
    "r": R,
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
}

Value = str | int
Property = Value | bool | dict[str, Value] | list[etree._Element]
Properties = dict[str, Property]

_PARAGRAPH_ORDER = [
    "pStyle", "keepNext", "keepLines", "pageBreakBefore", "widowControl", "numPr", "pBdr", "tabs", "overflowPunct",
    "autoSpaceDE", "autoSpaceDN", "snapToGrid", "spacing", "ind", "jc", "outlineLvl",
]  # fmt: skip
_RUN_ORDER = ["rFonts", "color", "spacing", "w", "sz", "szCs", "lang"]


def w(tag: str, *children: etree._Element, **attributes: Value) -> etree._Element:
    """``w("ind", firstLine=640)`` is ``<w:ind w:firstLine="640"/>``."""
    element = etree.Element(f"{{{W}}}{tag}", nsmap=NAMESPACES)
    for name, value in attributes.items():
        element.set(f"{{{W}}}{name}", str(value))
    element.extend(children)
    return element


def properties(tag: str, values: Properties, order: Iterable[str]) -> list[etree._Element]:
    """The properties element of a paragraph or run, or nothing where there are none."""
    if not values:
        return []
    known = list(order)
    return [w(tag, *(_property(name, values[name]) for name in sorted(values, key=known.index)))]


def paragraph_properties(values: Properties) -> list[etree._Element]:
    """``pPr`` from names to a value, a flag, attributes, or child elements."""
    return properties("pPr", values, _PARAGRAPH_ORDER)


def run_properties(values: Properties) -> list[etree._Element]:
    """``rPr`` from names to a value, a flag, or attributes."""
    return properties("rPr", values, _RUN_ORDER)


def _property(name: str, value: Property) -> etree._Element:
    if isinstance(value, bool):
        return w(name) if value else w(name, val=0)
    if isinstance(value, dict):
        return w(name, **value)
    if isinstance(value, list):
        return w(name, *deepcopy(value))
    return w(name, val=value)
