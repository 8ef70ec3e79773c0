"""A Markdown table -> a Word table as wide as the text, its widths said alike in grid, table and cells."""

from __future__ import annotations

from docgen.render.looks import NUMBERING, Look, Looks
from docgen.render.markdown import Table, Words, is_wide
from docgen.render.text import run_xml

_LEAST, _MOST = 4, 40
"""Column widths go by the longest text in them, but no narrower or wider than so many half characters."""
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
    """Whole twips for each column, by its content, adding up to ``width``."""
    weights = [
        min(_MOST, max([_LEAST, *(_half_characters(row[column]) for row in table.rows if column < len(row))]))
        for column in range(columns)
    ]
    widths = [width * weight // sum(weights) for weight in weights]
    widths[-1] += width - sum(widths)
    return widths


def _half_characters(words: Words) -> int:
    text = "".join(piece.text for piece in words)
    return max((sum(2 if is_wide(sign) else 1 for sign in line) for line in text.split("\n")), default=0) + 2


def _row(cells: tuple[Words, ...], aligns: tuple[str, ...], widths: list[int], looks: Looks, head: bool) -> str:
    repeated = "<w:tblHeader/>" if head else ""
    filled = [*cells, *[()] * (len(widths) - len(cells))]
    made = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
        f"{paragraph_xml(looks.cells['center' if head else align], words)}</w:tc>"
        for words, width, align in zip(filled, widths, [*aligns, *[""] * len(widths)], strict=False)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{made}</w:tr>"


def paragraph_xml(look: Look, words: Words, numbering: str = "") -> str:
    """A paragraph of these words, with the number of a list where its look has a place for one."""
    properties = look.properties.replace(NUMBERING, numbering) if numbering else look.properties
    runs = (run_xml(piece.text, *look.run(piece.bold, piece.italic)) for piece in words)
    return f"<w:p>{properties}{''.join(runs)}</w:p>"
