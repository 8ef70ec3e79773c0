"""A Markdown table -> a Word table as wide as the text, its widths said alike in grid, table and cells."""

from __future__ import annotations

from docgen.render.looks import NUMBERING, Look, Looks
from docgen.render.markdown import Table, Words, is_wide
from docgen.render.text import run_xml

_HALF, _MARGINS = 118, 220
"""Twips of half a character of a table's text (五号, with room for wide Latin signs), and of a cell's two margins."""
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
    """Whole twips for each column, adding up to ``width``: short columns get what they need on one line."""
    wanted = [
        max(_half_characters(row[column]) if column < len(row) else 0 for row in table.rows) * _HALF + _MARGINS
        for column in range(columns)
    ]
    widths = dict.fromkeys(range(columns), 0)
    open_columns, room = set(widths), width
    while short := {column for column in open_columns if wanted[column] * len(open_columns) <= room}:
        if short == open_columns:
            break
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
    return max((sum(2 if is_wide(sign) else 1 for sign in line) for line in text.split("\n")), default=0)


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
