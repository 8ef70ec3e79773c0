"""A Markdown table -> a Word table as wide as the text, its widths said alike in grid, table and cells."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from docgen.render.looks import NUMBERING, Look, Looks
from docgen.render.markdown import Table, Words, is_wide
from docgen.render.text import run_xml

_HALF, _MARGINS = 118, 220
"""Twips of half a character of a table's text (五号, with room for wide Latin signs), and of a cell's two margins."""
_TWO_LINES = 4 * _HALF + _MARGINS
"""The least width of a column: that of two Chinese characters, so that a short head does not stand upright."""
_SIDES = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def table_xml(table: Table, looks: Looks, width: int) -> str:
    """The table; its first row is repeated on each page, and no row breaks over two."""
    columns = max(1, len(table.aligns))
    widths = column_widths(table, columns, width)
    style = f'<w:tblStyle w:val="{looks.table_style}"/>' if looks.table_style else ""
    borders = "" if looks.table_style else f"<w:tblBorders>{_SIDES}</w:tblBorders>"
    head = (
        f'<w:tblPr>{style}<w:tblW w:w="{width}" w:type="dxa"/><w:jc w:val="center"/>{borders}'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0" '
        'w:lastColumn="0" w:noHBand="0" w:noVBand="1"/></w:tblPr>'
    )
    grid = "".join(f'<w:gridCol w:w="{each}"/>' for each in widths)
    rows = "".join(_row(row, table.aligns, widths, looks, head=number == 0) for number, row in enumerate(table.rows))
    return f"<w:tbl>{head}<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"


def column_widths(table: Table, columns: int, width: int) -> list[int]:
    """Whole twips for each column, adding up to ``width``: first what keeps the cells below the head on one line.

    Then, as far as there is room, what keeps the heads on one line; what is left is shared out by width.
    """
    head, *body = table.rows or ((),)
    heads = _needs([head], columns)
    cells = [min(max(need, _TWO_LINES), title) if need < title else need
             for need, title in zip(_needs(body, columns), heads, strict=True)]  # fmt: skip
    if sum(cells) > width:
        return _squeezed(cells, width)
    lacking = [max(0, title - need) for title, need in zip(heads, cells, strict=True)]
    if sum(lacking) > width - sum(cells):
        return _shared(cells, lacking, width)
    whole = [need + more for need, more in zip(cells, lacking, strict=True)]
    return _shared(whole, whole, width)


def _needs(rows: Sequence[tuple[Words, ...]], columns: int) -> list[int]:
    """How wide each column must be for its longest cell to stand on one line."""
    signs = [max((_half_characters(row[column]) for row in rows if column < len(row)), default=0)
             for column in range(columns)]  # fmt: skip
    return [each * _HALF + _MARGINS for each in signs]


def _shared(widths: list[int], parts: list[int], width: int) -> list[int]:
    """What is left of ``width``, given to the columns in proportion to ``parts``."""
    room, total = width - sum(widths), sum(parts)
    made = [each + room * part // total for each, part in zip(widths, parts, strict=True)]
    made[parts.index(max(parts))] += width - sum(made)
    return made


def _squeezed(wanted: list[int], width: int) -> list[int]:
    """Short columns get what they want, the others share the rest in proportion to what they want."""
    widths = dict.fromkeys(range(len(wanted)), 0)
    open_columns, room = set(widths), width
    while short := {column for column in open_columns if wanted[column] * len(open_columns) <= room}:
        for column in short:
            widths[column] = wanted[column]
            room -= wanted[column]
        open_columns -= short
    total = sum(wanted[column] for column in open_columns)
    for column in sorted(open_columns):
        widths[column] = room * wanted[column] // total
    widths[max(open_columns)] += width - sum(widths.values())
    return list(widths.values())


def _half_characters(words: Words) -> int:
    text = "".join(piece.text for piece in words)
    return max((sum(_halves(sign) for sign in line) for line in text.split("\n")), default=0)


def _halves(sign: str) -> int:
    """℃ Ω × ± ², which stand in Chinese fonts as well as in Latin ones, are as wide as a Chinese character there."""
    return 2 if is_wide(sign) or unicodedata.east_asian_width(sign) == "A" else 1


def _row(cells: tuple[Words, ...], aligns: tuple[str, ...], widths: list[int], looks: Looks, head: bool) -> str:
    repeated = "<w:tblHeader/>" if head else ""
    filled = [*cells, *[()] * (len(widths) - len(cells))]
    made = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
        f"{paragraph_xml(looks.head if head else looks.cells[align], words)}</w:tc>"
        for words, width, align in zip(filled, widths, [*aligns, *[""] * len(widths)], strict=False)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{made}</w:tr>"


def paragraph_xml(look: Look, words: Words, numbering: str = "") -> str:
    """A paragraph of these words, with the number of a list where its look has a place for one."""
    properties = look.properties.replace(NUMBERING, numbering) if numbering else look.properties
    runs = (run_xml(piece.text, *look.run(piece.bold, piece.italic)) for piece in words)
    return f"<w:p>{properties}{''.join(runs)}</w:p>"
