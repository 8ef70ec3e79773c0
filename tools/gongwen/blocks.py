"""Text with docxtpl tags in, paragraphs, tables and sections out.

Only this module knows how a run, a fixed table or a page set-up is written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from lxml import etree

from gongwen.styles import HEITI, KAITI, PITCH, STYLES
from gongwen.xml import Properties, Property, Value, paragraph_properties, run_properties, w

_IDS = {style.name: style.id for style in STYLES}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_PIECES = re.compile(r"(\t|\n|⟦[^⟦⟧]*⟧|⟨[^⟨⟩]*⟩)")
_MARKED = {"⟦": HEITI, "⟨": KAITI}

FOOT = 539
"""How far the page number starts below the type area, in twips: its dash is then 7 mm below (measured)."""

AIR = 28
"""Margin above and below the text of a cell, in twips."""

SEAL_HEIGHT = 1420
"""Height in twips of a row that is signed and sealed: 25 mm."""

Blocks = list[etree._Element]


def p(text: str, style: str = "公文正文", /, **direct: Property) -> etree._Element:
    """A paragraph. A tab is a tab, a line break a line break, ⟦text⟧ stands in 黑体, ⟨text⟩ in 楷体."""
    return w("p", *paragraph_properties({"pStyle": _IDS[style], **direct}), *_runs(text))


def control(tag: str) -> etree._Element:
    """A paragraph that holds a tag alone and vanishes: ``control("for 事项 in 会议.议定事项")``."""
    return p(f"{{%p {tag} %}}")


def when(condition: str, *blocks: etree._Element) -> Blocks:
    """Paragraphs and tables that are printed only where the condition holds."""
    return [control(f"if {condition}"), *blocks, control("endif")]


def markdown(expression: str, **direct: Property) -> etree._Element:
    """The place of a Markdown field: its paragraphs take the style of this one."""
    return p(f"{{{{p {expression} }}}}", **direct)


def _runs(text: str) -> Blocks:
    runs: Blocks = []
    for piece in filter(None, _PIECES.split(text)):
        if piece in "\t\n":
            runs.append(w("r", w("tab" if piece == "\t" else "br")))
        elif piece[0] in _MARKED:
            runs.append(_run(piece[1:-1], _MARKED[piece[0]]))
        else:
            runs.append(_run(piece))
    return runs


def _run(text: str, family: str = "") -> etree._Element:
    """Words in the font of their style or in that family; the hint keeps “ ” … — in the Chinese font."""
    scripts = dict.fromkeys(("ascii", "hAnsi", "eastAsia", "cs"), family) if family else {}
    content = w("t")
    content.text = text
    content.set(_SPACE, "preserve")
    return w("r", *run_properties({"rFonts": {"hint": "eastAsia", **scripts}}), content)


def cell(width: int, *content: etree._Element, span: int = 1, top: bool = False, merge: str = "") -> etree._Element:
    """A table cell of that width in twips; several columns wide with ``span``.

    ``merge``: ``restart`` begins a cell of several rows, ``continue`` (with an empty paragraph) goes on with it.
    """
    spans = [w("gridSpan", val=span)] if span > 1 else []
    merged = [w("vMerge", val=merge)] if merge else []
    place = w("vAlign", val="top" if top else "center")
    return w("tc", w("tcPr", w("tcW", w=width, type="dxa"), *spans, *merged, place), *content)


def line(
    widths: Sequence[int], *parts: tuple[int, Sequence[etree._Element]], height: int = 0, top: bool = False
) -> etree._Element:
    """A row of cells that are each so many columns wide."""
    cells, used = [], 0
    for span, content in parts:
        cells.append(cell(sum(widths[used : used + span]), *content, span=span, top=top))
        used += span
    return row(*cells, height=height)


def row(*cells: etree._Element, head: bool = False, height: int = 0) -> etree._Element:
    """A table row that is never broken over pages; a head row is repeated on each page; ``height`` is the least one."""
    least = [w("trHeight", val=height, hRule="atLeast")] if height else []
    return w("tr", w("trPr", w("cantSplit"), *least, *([w("tblHeader")] if head else [])), *cells)


def table(widths: Sequence[int], *rows: etree._Element, margin: int = 80) -> etree._Element:
    """A fixed table whose grid, cells and whole agree on their widths; ``margin`` is left and right in each cell."""
    whole = [w("tblW", w=sum(widths), type="dxa"), w("jc", val="center"), w("tblLayout", type="fixed")]
    # The style 公文表格 has margins too; LibreOffice takes those above and below from the table alone.
    sides = {"top": AIR, "left": margin, "bottom": AIR, "right": margin}
    margins = w("tblCellMar", *(w(side, w=width, type="dxa") for side, width in sides.items()))
    grid = w("tblGrid", *(w("gridCol", w=width) for width in widths))
    return w("tbl", w("tblPr", w("tblStyle", val="GongwenTable"), *whole, margins), grid, *rows)


def head_row(widths: Sequence[int], titles: Sequence[str], style: str = "表头") -> etree._Element:
    """The row of column titles."""
    pairs = zip(widths, titles, strict=True)
    return row(*(cell(width, p(title, style)) for width, title in pairs), head=True)


def loop_table(
    widths: Sequence[int],
    titles: Sequence[str],
    loop: str,
    cells: Sequence[Sequence[etree._Element]],
    *,
    after: Sequence[etree._Element] = (),
    top: bool = False,
    margin: int = 80,
    head: str = "表头",
) -> etree._Element:
    """A table with a head row and one row for each turn of ``loop``; 无 where there is none."""
    filled = row(*(cell(width, *content, top=top) for width, content in zip(widths, cells, strict=True)))
    rows = [head_row(widths, titles, head), *loop_rows(widths, loop, filled, nothing=nothing_row(widths)), *after]
    return table(widths, *rows, margin=margin)


def nothing_row(widths: Sequence[int]) -> etree._Element:
    """无 over the whole width."""
    return line(widths, (len(widths), [p("无", "表格居中")]))


def loop_rows(
    widths: Sequence[int], loop: str, *filled: etree._Element, nothing: etree._Element | None = None
) -> Blocks:
    """The rows of a loop with its tags in rows of their own, which vanish."""
    otherwise = [] if nothing is None else [control_row(widths, "else"), nothing]
    return [control_row(widths, f"for {loop}"), *filled, *otherwise, control_row(widths, "endfor")]


def rows_when(widths: Sequence[int], condition: str, *rows: etree._Element) -> Blocks:
    """Rows that are printed only where the condition holds."""
    return [control_row(widths, f"if {condition}"), *rows, control_row(widths, "endif")]


def control_row(widths: Sequence[int], tag: str) -> etree._Element:
    """A row that holds a tag alone and vanishes: ``control_row(widths, "for 问题 in 企业.质量问题")``."""
    return line(widths, (len(widths), [p(f"{{%tr {tag} %}}", "表格文字")]))


def facts(
    widths: Sequence[int],
    *lines: Sequence[tuple[str, str | Blocks]],
    only: Mapping[str, str] | None = None,
    tall: Mapping[str, int] | None = None,
    after: Sequence[etree._Element] = (),
    styles: tuple[str, str] = ("表头", "表格文字"),
    tied: bool = False,
) -> etree._Element:
    """A table of labels and values (a text, or the blocks of a cell); the last value of a line runs to the edge.

    ``only``: the first label of a line -> the condition on which the line is printed; ``tall``: -> its least height
    in twips. ``after``: more rows. ``styles``: those of labels and values. ``tied``: all stays with what follows.
    """
    keep: Properties = {"keepNext": True} if tied else {}
    rows: Blocks = []
    for pairs in lines:
        parts: list[tuple[int, Blocks]] = []
        for place, (label, value) in enumerate(pairs):
            rest = len(widths) - 2 * place - 1 if place == len(pairs) - 1 else 1
            content = [p(value, styles[1], **keep)] if isinstance(value, str) else value
            parts += [(1, [p(label, styles[0], **keep)]), (rest, content)]
        first = pairs[0][0]
        filled = line(widths, *parts, height=(tall or {}).get(first, 0))
        rows += rows_when(widths, only[first], filled) if only and first in only else [filled]
    return table(widths, *rows, *after)


def form_head(title: str, number: str, day: str) -> Blocks:
    """The office, the form's title, its number and its day."""
    return [
        p("{{ about.单位.全称 }}", "表单机关"),
        p(title, "公文标题"),
        p(f"编号：{number}\t{day}", "表单编号"),
    ]


def each(name: str, values: str, text: str, style: str = "表格文字") -> Blocks:
    """A paragraph of a cell for each value, or a dash."""
    dash = style if style.endswith("居中") else "表格居中"
    return [control(f"for {name} in {values}"), p(text, style), control("else"), p("—", dash), control("endfor")]


def filled(value: str, style: str = "表格文字") -> Blocks:
    """A value in a cell, or a dash in its middle."""
    return [control(f"if {value}"), p(f"{{{{ {value} }}}}", style), *_otherwise_dash()]


def _otherwise_dash() -> Blocks:
    return [control("else"), p("—", "表格居中"), control("endif")]


def tied_last(paragraph: Callable[..., etree._Element]) -> Blocks:
    """A paragraph of a loop; the last one stays with what follows the loop, so that no signature stands alone."""
    return [control("if loop.last"), paragraph(keepNext=True), control("else"), paragraph(), control("endif")]


def two_line_date(value: str, style: str = "表格居中") -> Blocks:
    """The year above the day, so that a column stays narrow; a dash where there is no date."""
    year, day = p(f"{{{{ ({value})[:4] }}}}年", style), p(f"{{{{ {value} | cn_month_day }}}}", style)
    return [control(f"if {value}"), year, day, *_otherwise_dash()]


def signatures(widths: Sequence[int], *parts: tuple[int, str], style: str = "表格文字") -> etree._Element:
    """A row of cells to sign and seal, each so many columns wide, with the day at the right."""
    cells, used = [], 0
    for span, title in parts:
        width = sum(widths[used : used + span])
        content = [p(title, style, keepNext=True), *seal_room(), date_to_fill(width, style)]
        cells.append(cell(width, *content, span=span, top=True))
        used += span
    return row(*cells, height=SEAL_HEIGHT)


def seal_room() -> Blocks:
    """Empty lines between the words of a signature and its date."""
    return [p("", "表格文字", keepNext=True) for _ in range(3)]


def date_to_fill(width: int, style: str = "表格文字") -> etree._Element:
    """年 月 日 with room to write the numbers by hand, at the right of a cell of that width."""
    stops = [w("tab", val="right", pos=width - 300 - 600 * (2 - place)) for place in range(3)]
    return p("\t年\t月\t日", style, tabs=stops)


def page_field() -> Blocks:
    """— 1 —: a one-em dash on either side of the number of the page."""
    return [_run("— "), w("fldSimple", _run("1"), instr="PAGE"), _run(" —")]


def page_number(side: str) -> etree._Element:
    """The page number of odd (right) or even (left) pages, one character in from the edge."""
    indent: Properties = {"ind": {"firstLineChars": 0, "firstLine": 0, side: 280}}
    settings: Properties = {"pStyle": _IDS["页码"], **indent, "jc": side}
    return w("p", *paragraph_properties(settings), *page_field())


def blank_lines(count: int, pitch: int = PITCH) -> dict[str, Value]:
    """Spacing of a line with that many blank body lines above it."""
    return {"before": count * PITCH, "after": 0, "line": pitch, "lineRule": "exact"}


def section(*, landscape: bool = False) -> etree._Element:
    """A4 with the margins of the standard, upright with the grid of 22 lines, and page numbers on the outer side."""
    width, height, top, right, bottom, left = (
        (16838, 11906, 1588, 2098, 1474, 1984) if landscape else (11906, 16838, 2098, 1474, 1984, 1588)
    )
    orient: dict[str, Value] = {"orient": "landscape"} if landscape else {}
    margins = {"top": top, "right": right, "bottom": bottom, "left": left}
    # A list has no body lines to lay on a grid, which LibreOffice would put in the middle of the type area.
    grid = [] if landscape else [w("docGrid", type="lines", linePitch=PITCH)]
    return w(
        "sectPr",
        w("pgSz", w=width, h=height, **orient),
        w("pgMar", **margins, header=851, footer=bottom - FOOT, gutter=0),
        w("cols", space=425),
        *grid,
    )
