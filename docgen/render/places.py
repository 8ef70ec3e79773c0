"""A part of a template -> where each paragraph and table stands, in the words in which Word users would look for it.

Counted before anything is changed: 正文 第 5 段, 正文 表 1 第 2 行第 3 格, 页眉 1 第 1 段, 文本框 1 第 1 段.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from docgen.render.ooxml import ALTERNATE, FALLBACK, TBL, TC, TEXT_BOX, TR, Element, P, w

_TRANSPARENT = frozenset(w(name) for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"))
_NOTE_SEPARATORS = frozenset({"separator", "continuationSeparator", "continuationNotice"})


@dataclass
class Places:
    """The places of a part's paragraphs and tables, by element."""

    paragraphs: dict[Element, str] = field(default_factory=dict)
    tables: dict[Element, str] = field(default_factory=dict)

    def of(self, element: Element) -> str:
        """The place of the paragraph that holds the element, or of the table around it."""
        for each in (element, *element.iterancestors()):
            found = self.paragraphs.get(each) or self.tables.get(each)
            if found:
                return found
        return ""


def number_places(root: Element, label: str) -> Places:
    """Number everything in a part that users know as ``label`` (正文, 页眉 1, 脚注)."""
    places = Places()
    if root.tag in (w("footnotes"), w("endnotes")):
        notes = [each for each in root if each.get(w("type")) not in _NOTE_SEPARATORS]
        for number, note in enumerate(notes, 1):
            _number_blocks(note, f"{label} {number} ", places)
    else:
        body = root.find(w("body"))
        _number_blocks(root if body is None else body, f"{label} ", places)
    _number_text_boxes(root, "" if label == "正文" else f"{label} ", places)
    return places


def _number_blocks(holder: Element, prefix: str, places: Places) -> None:
    paragraphs = tables = 0
    for block in children(holder, P, TBL):
        if block.tag == P:
            paragraphs += 1
            places.paragraphs[block] = f"{prefix}第 {paragraphs} 段"
        else:
            tables += 1
            _number_table(block, f"{prefix}表 {tables}", places)


def _number_table(table: Element, place: str, places: Places) -> None:
    places.tables[table] = place
    for row_number, row in enumerate(children(table, TR), 1):
        for cell_number, cell in enumerate(children(row, TC), 1):
            _number_cell(cell, f"{place} 第 {row_number} 行第 {cell_number} 格", places)


def _number_cell(cell: Element, place: str, places: Places) -> None:
    paragraphs = tables = 0
    for block in children(cell, P, TBL):
        if block.tag == P:
            paragraphs += 1
            places.paragraphs[block] = place if paragraphs == 1 else f"{place} 第 {paragraphs} 段"
        else:
            tables += 1
            _number_table(block, f"{place} 表 {tables}", places)


def _number_text_boxes(root: Element, prefix: str, places: Places) -> None:
    boxes = list(root.iter(TEXT_BOX))
    primary = [box for box in boxes if _twin(box) is None]
    for number, box in enumerate(primary, 1):
        _number_blocks(box, f"{prefix}文本框 {number} ", places)
    for box in boxes:
        twin = _twin(box)
        if twin is not None:
            number = primary.index(twin) + 1 if twin in primary else 1
            _number_blocks(box, f"{prefix}文本框 {number} ", places)


def _twin(box: Element) -> Element | None:
    """The text box that a box for old programs repeats."""
    fallback = next(box.iterancestors(FALLBACK), None)
    if fallback is None:
        return None
    alternate = next(fallback.iterancestors(ALTERNATE), None)
    if alternate is None:
        return None
    position = list(fallback.iter(TEXT_BOX)).index(box)
    others = [each for each in alternate.iter(TEXT_BOX) if next(each.iterancestors(FALLBACK), None) is None]
    return others[position] if position < len(others) else None


def children(holder: Element, *names: str) -> Iterator[Element]:
    """The holder's own blocks (or rows, or cells) of these names, looking through content controls."""
    for each in holder:
        if each.tag in names:
            yield each
        elif each.tag in _TRANSPARENT:
            yield from children(each, *names)
