"""A part as its program made it -> the part as Word wants it, or what is wrong with it; nothing rendered is trusted.

Knows what loops and conditions can break: cells without a paragraph, tables without a row, doubled ids, and columns
that no longer agree with the cells.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from docgen.model import Diagnostic
from docgen.render.findings import finding
from docgen.render.ooxml import HOLDERS, SECT_PR, TBL, TC, TR, V_NS, WP_NS, Element, P, XmlError, parse, serialise, w
from docgen.render.places import children

TABLE_PLACE, CELLS_REPEATED = "docgen-place", "docgen-cells"
"""Attributes that a template's tables carry through the rendering."""

MARKS = frozenset({w("bookmarkStart"), w("bookmarkEnd"), w("tcPr"), SECT_PR})
"""What a holder may have besides its blocks."""
SHAPES = ("shape", "rect", "line", "oval", "group", "roundrect")


@dataclass
class Ids:
    """The ids and bookmark names given out in one document, over all its parts."""

    drawings: int = 0
    bookmarks: int = 0
    names: dict[str, int] = field(default_factory=dict)
    shapes: dict[str, int] = field(default_factory=dict)

    def copy(self) -> Ids:
        """The same ids, to give out more in one document."""
        return Ids(self.drawings, self.bookmarks, dict(self.names), dict(self.shapes))

    def drawing(self) -> str:
        self.drawings += 1
        return str(self.drawings)

    def bookmark(self) -> str:
        self.bookmarks += 1
        return str(self.bookmarks)


def finish(xml: bytes, label: str, ids: Ids | None) -> tuple[bytes, list[Diagnostic]]:
    """The part's bytes, and DG505 and DG507 findings; with an error the bytes are not to be used.

    Without ``ids`` those in the part stay.
    """
    try:
        root = parse(xml)
    except XmlError:
        message = "填写后的内容不成样子，Word 会打不开"
        hint = "检查这一部分里 {% if %}、{% for %} 的开头和结尾是不是在同样的位置（都在段落里，或者都占整段、整行）"
        return b"", [finding("DG507", message, hint, label)]
    problems = [problem for table in root.iter(TBL) for problem in _table(table)]
    for cell in root.iter(TC):
        _end_with_paragraph(cell)
    for holder in root.iter(*map(w, HOLDERS)):
        _end_with_paragraph(holder)
    if ids is not None:
        number(root, ids)
    return serialise(root), problems


def number(root: Element, ids: Ids) -> None:
    """Give drawings, shapes and bookmarks ids that nothing else in the document has."""
    _number_drawings(root, ids)
    _number_bookmarks(root, ids)


def _end_with_paragraph(holder: Element) -> None:
    """A cell must end in a paragraph; elsewhere a table at the end wants one after it, and nothing at all wants one."""
    last = _last_block(holder)
    if last is None or last.tag == TBL or (holder.tag == TC and last.tag != P):
        paragraph = etree.Element(P)
        section = holder.find(SECT_PR)
        if section is None:
            holder.append(paragraph)
        else:
            section.addprevious(paragraph)


def _last_block(holder: Element) -> Element | None:
    """The last paragraph or table of a holder, also where it stands in a content control."""
    blocks = [each for each in holder if each.tag not in MARKS]
    if blocks and blocks[-1].tag == w("sdt"):
        content = blocks[-1].find(w("sdtContent"))
        return None if content is None else _last_block(content)
    return blocks[-1] if blocks else None


def _table(table: Element) -> list[Diagnostic]:
    place = str(table.attrib.pop(TABLE_PLACE, ""))
    repeated = bool(table.attrib.pop(CELLS_REPEATED, ""))
    name = place.rpartition(" 表 ")[2] or "1"
    rows = list(children(table, TR))
    if not rows:
        message = f"表 {name} 没有一行，Word 会打不开"
        hint = "在模板里把表头放在循环外面，或者用 {%tr else %} 写出“无”的一行"
        return [finding("DG505", message, hint, place)]
    if any(next(children(row, TC), None) is None for row in rows):
        message = f"表 {name} 有一行没有单元格，Word 会打不开"
        return [finding("DG505", message, "让 {%tc for %} 至少留下一格，或者整行用 {%tr if %} 略去", place)]
    if repeated:
        _fit_columns(table, rows)
    return []


def _fit_columns(table: Element, rows: list[Element]) -> None:
    """Make grid and cell widths agree with the cells that a loop made, at the table's old width."""
    grid = table.find(w("tblGrid"))
    if grid is None:
        return
    wanted = max(sum(_span(cell) for cell in children(row, TC)) for row in rows)
    widths = [int(each.get(w("w"), "0")) for each in grid.findall(w("gridCol"))]
    total = sum(widths)
    if len(widths) == wanted or not total:
        return
    kept = (widths + [total // max(1, len(widths))] * wanted)[:wanted]
    fitted = [total * each // sum(kept) for each in kept]
    fitted[-1] += total - sum(fitted)
    for each in list(grid):
        grid.remove(each)
    for width in fitted:
        etree.SubElement(grid, w("gridCol"), {w("w"): str(width)})
    for row in rows:
        position = 0
        for cell in children(row, TC):
            span = _span(cell)
            _set_width(cell, sum(fitted[position : position + span]))
            position += span


def _span(cell: Element) -> int:
    span = cell.find(f"{w('tcPr')}/{w('gridSpan')}")
    return int(span.get(w("val"), "1")) if span is not None else 1


def _set_width(cell: Element, width: int) -> None:
    given = cell.find(f"{w('tcPr')}/{w('tcW')}")
    if given is not None:
        given.set(w("w"), str(width))
        given.set(w("type"), "dxa")


def _number_drawings(root: Element, ids: Ids) -> None:
    for drawing in root.iter(f"{{{WP_NS}}}docPr"):
        drawing.set("id", ids.drawing())
    for shape in root.iter(*(f"{{{V_NS}}}{name}" for name in SHAPES)):
        own = shape.get("id")
        if own is not None:
            shape.set("id", _unused(own, ids.shapes))


def _number_bookmarks(root: Element, ids: Ids) -> None:
    """Fresh ids in pairs, names used once; a start or an end that lost its other half goes."""
    open_ones: dict[str, Element] = {}
    for mark in list(root.iter(w("bookmarkStart"), w("bookmarkEnd"))):
        own = mark.get(w("id"), "")
        if mark.tag == w("bookmarkStart"):
            _remove(open_ones.pop(own, None))
            open_ones[own] = mark
        elif own in open_ones:
            start, number = open_ones.pop(own), ids.bookmark()
            start.set(w("id"), number)
            mark.set(w("id"), number)
            start.set(w("name"), _unused(start.get(w("name"), "_"), ids.names))
        else:
            _remove(mark)
    for mark in open_ones.values():
        _remove(mark)


def _unused(name: str, used: dict[str, int]) -> str:
    """The name, with a number behind it where it was given out before; ``used`` is how often each was."""
    chosen = name
    while chosen.casefold() in used:
        used[name.casefold()] += 1
        chosen = f"{name[:34]}_{used[name.casefold()]}"
    used[chosen.casefold()] = 1
    return chosen


def _remove(element: Element | None) -> None:
    """Take an element away; the text behind it stays (when compiling, marks of tags stand there)."""
    parent = None if element is None else element.getparent()
    if element is None or parent is None:
        return
    before = element.getprevious()
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        parent.text = (parent.text or "") + element.tail
    parent.remove(element)
