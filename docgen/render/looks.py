"""A template's styles and the paragraph of a ``{{p }}`` tag -> how each kind of Markdown paragraph is to look.

Knows the names of the styles that Markdown wants, and what stands in for one that a template lacks.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from types import MappingProxyType

from lxml import etree

from docgen.render.fonts import in_rare_font
from docgen.render.ooxml import P_PR, VAL, W_NS, Element, fragment, w, with_property
from docgen.render.profile import Profile
from docgen.render.styles import BULLETED, NUMBERED, Style, Styles

HEADINGS = tuple(f"heading {level}" for level in range(1, 5))
CELL, HEAD, TABLES = "表格文字", "表头", ("公文表格", "Table Grid")
ALIGNMENTS = ("", "left", "center", "right")
Changes = Mapping[str, Mapping[str, str]]
"""Paragraph properties to set, with their attributes."""
NUMBERING = "<w:numPr/>"
"""Where a list's number goes in the properties of a `Look`."""

_IN_WORD = dict(zip((*HEADINGS, *NUMBERED, *BULLETED, CELL), (
    "标题 1", "标题 2", "标题 3", "标题 4", "列表编号", "列表编号 2", "列表项目符号", "列表项目符号 2", CELL,
), strict=True))  # fmt: skip
_CHILDREN = """
    pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs
    suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd
    snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment
    textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange
"""
_ORDER = {name: place for place, name in enumerate(_CHILDREN.split())}


@dataclass(frozen=True)
class Look:
    """A paragraph's properties, and how its runs start: plain, bold, italic, both; each also for rare characters."""

    properties: str
    runs: tuple[tuple[str, str], ...]

    def run(self, bold: bool, italic: bool) -> tuple[str, str]:
        return self.runs[bold + 2 * italic]


@dataclass(frozen=True)
class Looks:
    """All looks at one slot: headings by level from 1, list items by depth, cells by alignment and in the head."""

    plain: Look
    headings: tuple[Look, ...]
    numbered: tuple[Look, ...]
    bulleted: tuple[Look, ...]
    cells: Mapping[str, Look]
    head: Look
    table_style: str


@dataclass(frozen=True)
class Host:
    """The paragraph that a ``{{p }}`` tag stands in: its properties, and those of the tag's run."""

    paragraph: Element | None
    run: Element | None

    @property
    def style(self) -> str:
        style = None if self.paragraph is None else self.paragraph.find(w("pStyle"))
        return "" if style is None else style.get(VAL, "")


def looks_at(host: Host, styles: Styles, profile: Profile) -> Looks:
    """The looks of what is printed at a paragraph."""

    def look(style: Style | None, bold: bool = False, changes: Changes = MappingProxyType({})) -> Look:
        name = host.style if style is None else style.id
        return Look(
            _properties(host, style, changes), _runs(host.run if style is None else None, name, bold, styles, profile)
        )

    def cell(align: str) -> Look:
        style = styles.named("paragraph", CELL)
        aligned = {"jc": {"val": align}} if align else {}
        flush = {"ind": {"firstLineChars": "0", "firstLine": "0"}} if style is None else {}
        return look(style, changes={**flush, **aligned})

    head = styles.named("paragraph", HEAD)
    headings = [styles.named("paragraph", name) for name in HEADINGS]
    items = [[styles.named("paragraph", *names[depth::-1]) for depth in (0, 1)] for names in (NUMBERED, BULLETED)]
    table = styles.named("table", *TABLES)
    return Looks(
        plain=look(None),
        headings=tuple(look(style, bold=style is None) for style in headings),
        numbered=tuple(look(style, changes={"numPr": {}}) for style in items[0]),
        bulleted=tuple(look(style, changes={"numPr": {}}) for style in items[1]),
        cells={align: cell(align) for align in ALIGNMENTS},
        head=cell("center") if head is None else look(head),
        table_style=table.id if table else "",
    )


def missing_styles(styles: Styles) -> list[tuple[str, str]]:
    """Styles that Markdown wants and the template lacks, as Word shows their names, with what is used instead."""
    missing = [
        (title, "标签所在段落的格式") for name, title in _IN_WORD.items() if styles.named("paragraph", name) is None
    ]
    table = styles.named("table", *TABLES)
    if table is None or table.name != TABLES[0]:
        missing.append((f"{TABLES[0]}（表格样式）", "“网格型”" if table else "单线边框"))
    return missing


def _properties(host: Host, style: Style | None, changes: Changes) -> str:
    """A paragraph's properties: the style alone, or those of the host, with changes put where the schema wants them."""
    if style is not None:
        properties = etree.Element(P_PR, nsmap={"w": W_NS})
        etree.SubElement(properties, w("pStyle"), {VAL: style.id})
    elif host.paragraph is None:
        properties = etree.Element(P_PR, nsmap={"w": W_NS})
    else:
        properties = deepcopy(host.paragraph)
    for name in ("sectPr", "framePr", *changes):
        for child in properties.findall(w(name)):
            properties.remove(child)
    for name, values in changes.items():
        child = etree.Element(w(name), {w(key): value for key, value in values.items()})
        properties.insert(sum(1 for each in properties if _place(each) < _ORDER[name]), child)
    return fragment(properties)


def _place(element: Element) -> int:
    return _ORDER.get(str(etree.QName(element).localname), len(_ORDER))


def _runs(run: Element | None, style: str, bold: bool, styles: Styles, profile: Profile) -> tuple[tuple[str, str], ...]:
    base = with_property(run, "rFonts", hint="eastAsia")
    made = []
    for is_bold, is_italic in ((bold, False), (True, False), (bold, True), (True, True)):
        r_pr = with_property(base, "b") if is_bold else base
        r_pr = with_property(r_pr, "i") if is_italic else r_pr
        rare = in_rare_font(r_pr, style, styles, profile)
        made.append((f"<w:r>{fragment(r_pr)}", f"<w:r>{fragment(rare)}" if rare is not None else ""))
    return tuple(made)
