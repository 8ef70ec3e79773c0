"""A paragraph of a template -> how wide its text may be, in twips; knows sections, columns, cells and text boxes."""

from __future__ import annotations

from docgen.render.ooxml import SECT_PR, TBL, TC, TEXT_BOX, WP_NS, Element, w

_DEFAULT = 8844
"""A4 with the margins of GB/T 9704."""
_CELL_SIDES = 216
_EMU_PER_TWIP = 635
_BOX_SIDES = 288


def text_width(paragraph: Element, sections: list[Element]) -> int:
    """The width that a table in the paragraph's place may fill; ``sections`` are those of the main document."""
    for holder in paragraph.iterancestors(TC, TEXT_BOX):
        width = _cell_width(holder) if holder.tag == TC else _box_width(holder)
        if width:
            return width
    return _section_width(_section_of(paragraph, sections))


def _section_of(paragraph: Element, sections: list[Element]) -> Element | None:
    following = paragraph.xpath("following::w:sectPr", namespaces={"w": paragraph.nsmap["w"]})
    if isinstance(following, list) and following and isinstance(following[0], type(paragraph)):
        return following[0]
    return sections[-1] if sections else None


def _section_width(section: Element | None) -> int:
    if section is None or section.tag != SECT_PR:
        return _DEFAULT
    size, margins, columns = section.find(w("pgSz")), section.find(w("pgMar")), section.find(w("cols"))
    width = _number(size, "w") - _number(margins, "left") - _number(margins, "right") - _number(margins, "gutter")
    count = _number(columns, "num") or 1
    if count > 1:
        width = (width - (count - 1) * _number(columns, "space")) // count
    return width if width > 0 else _DEFAULT


def _cell_width(cell: Element) -> int:
    width = cell.find(f"{w('tcPr')}/{w('tcW')}")
    if width is not None and width.get(w("type"), "dxa") == "dxa" and _number(width, "w") > _CELL_SIDES:
        return _number(width, "w") - _CELL_SIDES
    table = next(cell.iterancestors(TBL), None)
    row = cell.getparent()
    if table is None or row is None:
        return 0
    grid = [_number(each, "w") for each in table.findall(f"{w('tblGrid')}/{w('gridCol')}")]
    position = 0
    for each in row.iterchildren(TC):
        span = _number(each.find(f"{w('tcPr')}/{w('gridSpan')}"), "val") or 1
        if each is cell:
            return max(0, sum(grid[position : position + span]) - _CELL_SIDES)
        position += span
    return 0


def _box_width(box: Element) -> int:
    for frame in box.iterancestors(f"{{{WP_NS}}}anchor", f"{{{WP_NS}}}inline"):
        extent = frame.find(f"{{{WP_NS}}}extent")
        if extent is not None and extent.get("cx", "").isdigit():
            return max(0, int(extent.get("cx", "0")) // _EMU_PER_TWIP - _BOX_SIDES)
    return 0


def _number(element: Element | None, name: str) -> int:
    text = "" if element is None else element.get(w(name), "")
    return int(text) if text.lstrip("-").isdigit() else 0
