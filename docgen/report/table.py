"""Rows to an aligned table for a terminal, wide characters counted as two columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from docgen.report.columns import clean, pad, width


def table_text(rows: Sequence[Mapping[str, str]]) -> str:
    """Rows that share their keys, under those keys as headings."""
    heads = list(rows[0])
    cells = [heads, *([clean(row[head]) for head in heads] for row in rows)]
    widths = [max(width(row[number]) for row in cells) for number in range(len(heads))]
    lines = ("  ".join(pad(cell, columns) for cell, columns in zip(row, widths, strict=True)) for row in cells)
    return "\n".join(line.rstrip() for line in lines)
