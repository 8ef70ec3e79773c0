"""Text with docxtpl tags in, paragraphs, tables and sections out.

Only this module knows how a run, a fixed table or a page set-up is written.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml import etree

from gongwen.styles import STYLES
from gongwen.xml import Properties, paragraph_properties, run_properties, w

_IDS = {style.name: style.id for style in STYLES}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_PIECES = re.compile(r"(\t|\n|⟦[^⟦⟧]*⟧)")

Blocks = list[etree._Element]


def p(text: str, style: str = "公文正文", run: Properties | None = None, **direct: object) -> etree._Element:
    """A paragraph. A tab is a tab, a line break a line break, and ⟦text⟧ stands in 黑体."""
    settings: Properties = {"pStyle": _IDS[style], **direct}  # type: ignore[dict-item]
    return w("p", *paragraph_properties(settings), *_runs(text, run or {}))


def control(tag: str) -> etree._Element:
    """A paragraph that holds a tag alone and vanishes: ``control("for 事项 in 会议.议定事项")``."""
    return p(f"{{%p {tag} %}}")


def when(condition: str, *blocks: etree._Element) -> Blocks:
    """Paragraphs and tables that are printed only where the condition holds."""
    return [control(f"if {condition}"), *blocks, control("endif")]


def markdown(expression: str) -> etree._Element:
    """The place of a Markdown field: its paragraphs take the style of this one."""
    return p(f"{{{{p {expression} }}}}")


def _runs(text: str, base: Properties) -> Blocks:
    runs: Blocks = []
    for piece in filter(None, _PIECES.split(text)):
        if piece in "\t\n":
            runs.append(w("r", w("tab" if piece == "\t" else "br")))
        elif piece.startswith("⟦"):
            runs.append(_run(piece[1:-1], {**base, "rFonts": _all_scripts("黑体")}))
        else:
            runs.append(_run(piece, base))
    return runs


def _run(text: str, base: Properties) -> etree._Element:
    fonts = base.get("rFonts", {})
    assert isinstance(fonts, dict)
    content = w("t")
    content.text = text
    content.set(_SPACE, "preserve")
    return w("r", *run_properties({**base, "rFonts": {"hint": "eastAsia", **fonts}}), content)


def _all_scripts(family: str) -> dict[str, str | int]:
    return {script: family for script in ("ascii", "hAnsi", "eastAsia", "cs")}


def cell(width: int, *content: etree._Element, span: int = 1, top: bool = False) -> etree._Element:
    """A table cell of that width in twips; several columns wide with ``span``."""
    spans = [w("gridSpan", val=span)] if span > 1 else []
    return w("tc", w("tcPr", w("tcW", w=width, type="dxa"), *spans, w("vAlign", val="top" if top else "center")),
             *content)  # fmt: skip


def row(*cells: etree._Element, head: bool = False) -> etree._Element:
    """A table row that is never broken over pages; a head row is repeated on each page."""
    return w("tr", w("trPr", w("cantSplit"), *([w("tblHeader")] if head else [])), *cells)


def table(widths: Sequence[int], *rows: etree._Element, style: str = "GongwenTable") -> etree._Element:
    """A fixed table whose grid, cells and whole agree on their widths."""
    framed = [w("tblStyle", val=style)]
    whole = [w("tblW", w=sum(widths), type="dxa"), w("jc", val="center"), w("tblLayout", type="fixed")]
    grid = w("tblGrid", *(w("gridCol", w=width) for width in widths))
    return w("tbl", w("tblPr", *framed, *whole), grid, *rows)


def head_row(widths: Sequence[int], titles: Sequence[str]) -> etree._Element:
    """The row of column titles."""
    pairs = zip(widths, titles, strict=True)
    return row(*(cell(width, p(title, "表头")) for width, title in pairs), head=True)


def loop_table(
    widths: Sequence[int],
    titles: Sequence[str],
    loop: str,
    cells: Sequence[Sequence[etree._Element]],
    *,
    after: Sequence[etree._Element] = (),
    top: bool = False,
) -> etree._Element:
    """A table with a head row and one row for each turn of ``loop``; 无 where there is none."""
    filled = row(*(cell(width, *content, top=top) for width, content in zip(widths, cells, strict=True)))
    nothing = row(cell(sum(widths), p("无", "表格居中"), span=len(widths)))
    return table(
        widths,
        head_row(widths, titles),
        *loop_rows(widths, loop, filled, nothing),
        *after,
    )


def loop_rows(
    widths: Sequence[int], loop: str, filled: etree._Element, nothing: etree._Element | None = None
) -> Blocks:
    """The rows of a loop with its tags in rows of their own, which vanish."""
    otherwise = [] if nothing is None else [_control_row(widths, "else"), nothing]
    return [_control_row(widths, f"for {loop}"), filled, *otherwise, _control_row(widths, "endfor")]


def _control_row(widths: Sequence[int], tag: str) -> etree._Element:
    return row(cell(sum(widths), p(f"{{%tr {tag} %}}", "表格文字"), span=len(widths)))


def facts(widths: Sequence[int], *lines: Sequence[tuple[str, str]], style: str = "GongwenTable") -> etree._Element:
    """A table of labels and values; a line with fewer pairs lets its last value run to the edge."""
    rows = []
    for line in lines:
        cells, used = [], 0
        for place, (label, value) in enumerate(line):
            rest = len(widths) - used - 1 if place == len(line) - 1 else 1
            cells += [
                cell(widths[used], p(label, "表头")),
                cell(sum(widths[used + 1 : used + 1 + rest]), p(value, "表格文字"), span=rest),
            ]
            used += 1 + rest
        rows.append(row(*cells))
    return table(widths, *rows, style=style)


def date_to_fill(width: int) -> etree._Element:
    """年 月 日 with room to write the numbers by hand, at the right of a cell of that width."""
    stops = [w("tab", val="right", pos=width - 300 - 600 * (2 - place)) for place in range(3)]
    return p("\t年\t月\t日", "表格文字", tabs=stops)


def page_field() -> Blocks:
    """— 1 —: a one-em dash on either side of the number of the page."""
    return [_run("— ", {}), w("fldSimple", _run("1", {}), instr="PAGE"), _run(" —", {})]


def page_number(side: str) -> etree._Element:
    """The page number of odd (right) or even (left) pages, one character in from the edge."""
    indent: Properties = {"ind": {"firstLineChars": 0, "firstLine": 0, side: 280}}
    settings: Properties = {"pStyle": _IDS["页码"], **indent, "jc": side}
    return w("p", *paragraph_properties(settings), *page_field())


def imprint(copies: str, recipients: str, issuer: str, day: str) -> Blocks:
    """版记: who gets a copy, who issued it and when, between rules; ``copies`` is the condition for the first."""
    return [
        p("", "版记线"),
        *when(copies, p(f"{recipients}。", "版记"), p("", "版记细线")),
        p(f"{issuer}\t{day}印发", "印发机关"),
        p("", "版记线"),
    ]


def section(*, landscape: bool = False) -> etree._Element:
    """A4 with the margins of the standard, the grid of 22 lines, and page numbers on the outer side."""
    width, height, top, right, bottom, left = (
        (16838, 11906, 1588, 2098, 1474, 1984) if landscape else (11906, 16838, 2098, 1474, 1984, 1588)
    )
    size = {"w": width, "h": height, **({"orient": "landscape"} if landscape else {})}
    margins = {"top": top, "right": right, "bottom": bottom, "left": left}
    return w(
        "sectPr",
        w("pgSz", **size),
        w("pgMar", **margins, header=851, footer=bottom - 567, gutter=0),
        w("cols", space=425),
        w("docGrid", type="lines", linePitch=579),
    )
