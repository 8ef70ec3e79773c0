"""The styles and the numbering of the official layout (GB/T 9704-2012), as ``styles.xml`` and ``numbering.xml``.

Only this module knows fonts, sizes, pitches and indents. Styles that Word knows keep Word's own names ("heading 1"),
so that the navigation pane, Markdown lists and headings find them; the others have Chinese names, which staff read.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from gongwen.xml import Properties, Property, paragraph_properties, run_properties, w

FANGSONG, KAITI, HEITI, SONGTI, XIAOBIAOSONG = "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体", "方正小标宋简体"
RED = "FF0000"
PITCH = 579
"""Line pitch in twips: 22 lines in the 225 mm of the type area (580 would give 21)."""
CHARACTER = 320
"""Width of one 三号 character in twips."""
NARROWER = -5
"""Twips taken off each character, so that 28 of 16 pt fit into 156 mm."""
TWO_CHARACTERS: Properties = {"ind": {"firstLineChars": 200, "firstLine": 2 * CHARACTER}}
FLUSH: Properties = {"ind": {"firstLineChars": 0, "firstLine": 0}}
LINE: Properties = {"spacing": {"before": 0, "after": 0, "line": PITCH, "lineRule": "exact"}}
HANGING: Properties = {"overflowPunct": True}
"""Word's default, said outright: LibreOffice 7.4 reads the flag the wrong way round, and where it lets punctuation
hang it loses a comma that stands alone at the end of a line."""
TABLE_LINE: Properties = {"snapToGrid": False, "spacing": {"before": 0, "after": 0, "line": 252, "lineRule": "auto"}}

TITLE_PITCH = 640
"""Line pitch of the title in twips."""
TYPE_AREA = 8844
"""Width (portrait) of the type area in twips."""
SEAL = 4725
"""Width at the right in whose middle organ and date stand: 15 characters, so that a date of 7 ends 4 from the edge."""
ACCEPTANCE = 9
"""The numbering instance of 验收标准: a list of its own, so that it begins at 1."""
RESOLUTION = 8
"""The numbering instance of 议定事项."""


@dataclass(frozen=True)
class Style:
    """A paragraph style: its id, the name that Word shows, what it builds on, and its own properties."""

    id: str
    name: str
    based: str = "Normal"
    paragraph: Properties = field(default_factory=dict)
    run: Properties = field(default_factory=dict)
    following: str = "GongwenBody"


def font(name: str, size: int = 0, **more: Property) -> Properties:
    """One family for every script, and the size in half-points."""
    fonts: Properties = {"rFonts": {"ascii": name, "hAnsi": name, "eastAsia": name, "cs": name}}
    sizes: Properties = {"sz": size, "szCs": size} if size else {}
    return {**fonts, **sizes, **more}


def _heading(level: int, family: str) -> Style:
    number: Properties = {"numPr": [w("ilvl", val=level - 1), w("numId", val=1)], "outlineLvl": level - 1}
    return Style(f"Heading{level}", f"heading {level}", "GongwenBody", {"keepNext": True, **number, **TWO_CHARACTERS},
                 font(family))  # fmt: skip


def _listed(kind: str, level: int) -> Style:
    number: Properties = {"numPr": [w("ilvl", val=level - 1), w("numId", val=2 if kind == "Number" else 3)]}
    suffix = "" if level == 1 else str(level)
    return Style(f"List{kind}{suffix}", f"List {kind} {suffix}".strip(), "GongwenBody", number,
                 following=f"List{kind}{suffix}")  # fmt: skip


def _after(lines: int) -> Properties:
    """Body lines, below that many blank ones."""
    return {"spacing": {"before": lines * PITCH, "after": 0, "line": PITCH, "lineRule": "exact"}}


def _rule(size: int) -> Properties:
    """A line over the whole width; ``size`` in eighths of a point (8 is 0.35 mm, 6 is 0.25 mm)."""
    return {**FLUSH, "snapToGrid": False, "pBdr": [w("bottom", val="single", sz=size, space=0, color="000000")],
            "spacing": {"before": 0, "after": 0, "line": 20, "lineRule": "exact"}}  # fmt: skip


_MARK: Properties = {**FLUSH, "jc": "center"}
STYLES = [
    Style("GongwenBody", "公文正文", "Normal", {**TWO_CHARACTERS, "jc": "both"}),
    Style("GongwenTitle", "公文标题", "Normal",
          {**FLUSH, "snapToGrid": False, "jc": "center", "keepNext": True,
           "spacing": {"before": 0, "after": 0, "line": TITLE_PITCH, "lineRule": "exact"}},
          font(XIAOBIAOSONG, 44)),
    *(_heading(level, family) for level, family in enumerate((HEITI, KAITI, FANGSONG, FANGSONG), 1)),
    Style("Letterhead", "发文机关标志", "Normal",
          {**_MARK, "snapToGrid": False,
           "spacing": {"before": 2012, "after": 0, "line": 840, "lineRule": "exact"}},
          font(XIAOBIAOSONG, 84, color=RED, spacing=0, w=80)),
    Style("MinutesMark", "纪要标志", "Letterhead",
          {"spacing": {"before": 2012, "after": 0, "line": 680, "lineRule": "exact"}}, {"w": 75, "sz": 68, "szCs": 68}),
    Style("IssueNumber", "期号", "Normal", {**_MARK, **_after(2)}),
    Style("MinutesHead", "纪要版头", "Normal",
          {**FLUSH, "snapToGrid": False, "pBdr": [w("bottom", val="single", sz=12, space=11, color=RED)],
           "tabs": [w("tab", val="right", pos=TYPE_AREA - CHARACTER)],
           "ind": {"firstLineChars": 100, "firstLine": CHARACTER},
           "spacing": {"before": PITCH, "after": 0, "line": CHARACTER, "lineRule": "exact"}}),
    Style("DocumentNumber", "发文字号", "Normal",
          {**FLUSH, "snapToGrid": False, "pBdr": [w("bottom", val="single", sz=12, space=11, color=RED)],
           "tabs": [w("tab", val="right", pos=TYPE_AREA - CHARACTER)],
           "ind": {"firstLineChars": 100, "firstLine": CHARACTER},
           "spacing": {"before": 2 * PITCH, "after": 0, "line": CHARACTER, "lineRule": "exact"}}),
    Style("FormOffice", "表单机关", "Normal", {**_MARK, "keepNext": True}, font(XIAOBIAOSONG, 32)),
    Style("FormNumber", "表单编号", "TableText",
          {"tabs": [w("tab", val="right", pos=TYPE_AREA - 80)],
           "ind": {"firstLineChars": 0, "firstLine": 0, "left": 80},
           "spacing": {"before": 160, "after": 80, "line": 252, "lineRule": "auto"}}, {"sz": 24, "szCs": 24}),
    Style("TitleNote", "标题说明", "Normal", _MARK, font(KAITI)),
    Style("Addressee", "主送机关", "Normal", {**FLUSH, **_after(1), "keepNext": True}),
    Style("Resolution", "议定事项", "GongwenBody", {"numPr": [w("numId", val=RESOLUTION)]}, following="Resolution"),
    Style("Attendance", "出席", "Normal", {"ind": {"left": 1600, "hanging": 960}, "jc": "both"}),
    Style("AttachmentNote", "附件说明", "Normal", {"ind": {"left": 1840, "hanging": 1200}, "jc": "both"}),
    Style("Signature", "落款", "Normal",
          {"ind": {"left": TYPE_AREA - SEAL, "right": 0}, "jc": "center", "keepLines": True}),
    Style("ImprintAnchor", "版记锚点", "Normal", {**FLUSH, "snapToGrid": False, "keepLines": True}),
    Style("TableEnd", "表后", "Normal",
          {**FLUSH, "snapToGrid": False, "spacing": {"before": 0, "after": 0, "line": 20, "lineRule": "exact"}}),
    Style("Rule", "版记线", "Normal", _rule(8)),
    Style("ThinRule", "版记细线", "Normal", _rule(6)),
    Style("SignatureLine", "签字栏", "Normal", {**FLUSH, "keepLines": True}),
    Style("AttachmentMark", "附件标识", "Normal", {**FLUSH, "keepNext": True}, font(HEITI)),
    Style("Imprint", "版记", "Normal",
          {"snapToGrid": False, "spacing": {"before": 0, "after": 0, "line": 500, "lineRule": "exact"},
           "ind": {"left": 1120, "hanging": 840, "right": 280}, "jc": "both"},
          {"sz": 28, "szCs": 28, "spacing": 0}),
    Style("ImprintIssuer", "印发机关", "Imprint",
          {"ind": {"left": 280, "right": 0, "hanging": 0}, "tabs": [w("tab", val="right", pos=TYPE_AREA - 280)],
           "jc": "left"}),
    Style("PageNumber", "页码", "Normal",
          {**FLUSH, "snapToGrid": False, "spacing": {"before": 0, "after": 0, "line": 280, "lineRule": "exact"}},
          font(SONGTI, 28, spacing=0), "PageNumber"),
    Style("TableText", "表格文字", "Normal", {**FLUSH, **TABLE_LINE, "jc": "left"},
          {"sz": 21, "szCs": 21, "spacing": 0}, "TableText"),
    Style("TableCentred", "表格居中", "TableText", {"jc": "center"}, following="TableCentred"),
    Style("ListText", "清单文字", "TableText", {}, {"sz": 18, "szCs": 18}),
    Style("ListCentred", "清单居中", "ListText", {"jc": "center"}, following="ListCentred"),
    Style("FormText", "表单文字", "TableText",
          {"spacing": {"before": 0, "after": 0, "line": 290, "lineRule": "atLeast"}}, following="FormText"),
    Style("FormCentred", "表单居中", "FormText", {"jc": "center"}, following="FormCentred"),
    Style("FormLabel", "表单标签", "FormText", {"jc": "center"}, font(HEITI), "FormText"),
    Style("FormLine", "表单段落", "FormText", {"ind": {"firstLineChars": 200, "firstLine": 420}}, following="FormLine"),
    Style("TableHead", "表头", "TableText", {"jc": "center"}, font(HEITI), "TableText"),
    Style("ListHead", "清单表头", "TableHead", {}, {"sz": 18, "szCs": 18}, "ListText"),
    Style("TableTitle", "表题", "TableText",
          {"keepNext": True, "jc": "center", "spacing": {"before": 240, "after": 60, "line": 252, "lineRule": "auto"}},
          font(HEITI, 24)),
    Style("TableNote", "表注", "TableText", {"spacing": {"before": 60, "after": 0, "line": 252, "lineRule": "auto"}}),
    *(_listed(kind, level) for kind in ("Number", "Bullet") for level in (1, 2)),
]  # fmt: skip

BORDERS = ("top", "left", "bottom", "right", "insideH", "insideV")


def styles_xml() -> etree._Element:
    """``word/styles.xml``: document defaults, the built-in bases, the styles above, one table style."""
    defaults = w(
        "docDefaults",
        w("rPrDefault", *run_properties(font(FANGSONG, 32, lang={"val": "en-US", "eastAsia": "zh-CN"}))),
        w("pPrDefault"),
    )
    normal = w(
        "style",
        w("name", val="Normal"),
        w("qFormat"),
        *paragraph_properties(
            {"widowControl": False, **HANGING, "autoSpaceDE": False, "autoSpaceDN": False, **LINE, "jc": "both"}
        ),
        *run_properties({"spacing": NARROWER}),
        type="paragraph",
        default=1,
        styleId="Normal",
    )
    character = w(
        "style", w("name", val="Default Paragraph Font"), w("uiPriority", val=1), w("semiHidden"),
        type="character", default=1, styleId="DefaultParagraphFont",
    )  # fmt: skip
    numbering = w(
        "style", w("name", val="No List"), w("uiPriority", val=99), w("semiHidden"),
        type="numbering", default=1, styleId="NoList",
    )  # fmt: skip
    return w("styles", defaults, normal, character, _table_base(), numbering, *map(_style, STYLES), _table_style())


def _style(style: Style) -> etree._Element:
    return w(
        "style",
        w("name", val=style.name),
        w("basedOn", val=style.based),
        w("next", val=style.following),
        w("qFormat"),
        *paragraph_properties(style.paragraph),
        *run_properties(style.run),
        type="paragraph",
        styleId=style.id,
        **({} if style.name.isascii() else {"customStyle": 1}),
    )


def _table_base() -> etree._Element:
    margins = w("tblCellMar", *(w(side, w=width, type="dxa") for side, width in
                                (("top", 0), ("left", 108), ("bottom", 0), ("right", 108))))  # fmt: skip
    return w(
        "style", w("name", val="Normal Table"), w("uiPriority", val=99), w("semiHidden"),
        w("tblPr", w("tblInd", w=0, type="dxa"), margins), type="table", default=1, styleId="TableNormal",
    )  # fmt: skip


def _table_style() -> etree._Element:
    """公文表格: single lines of half a point all round, narrow cell margins."""
    borders = w("tblBorders", *(w(side, val="single", sz=4, space=0, color="000000") for side in BORDERS))
    margins = w("tblCellMar", *(w(side, w=width, type="dxa") for side, width in
                                (("top", 28), ("left", 80), ("bottom", 28), ("right", 80))))  # fmt: skip
    return w(
        "style", w("name", val="公文表格"), w("basedOn", val="TableNormal"), w("qFormat"),
        w("tblPr", w("jc", val="center"), borders, margins),
        type="table", customStyle=1, styleId="GongwenTable",
    )  # fmt: skip


def numbering_xml() -> etree._Element:
    """``word/numbering.xml``: the four heading levels, the two kinds of list, and lists that start on their own."""
    chinese, arabic = "chineseCountingThousand", "decimal"
    headings = [
        _level(0, chinese, "%1、", HEITI, "Heading1"),
        _level(1, chinese, "（%2）", KAITI, "Heading2"),
        _level(2, arabic, "%3.", FANGSONG, "Heading3"),
        _level(3, arabic, "（%4）", FANGSONG, "Heading4"),
    ]
    numbers = [
        _level(0, arabic, "%1.", FANGSONG, "ListNumber"),
        _level(1, arabic, "（%2）", FANGSONG, "ListNumber2"),
    ]
    bullets = [
        _level(0, "none", "——", FANGSONG, "ListBullet"),
        _level(1, "bullet", "·", FANGSONG, "ListBullet2"),
    ]
    resolutions = [_level(0, chinese, "（%1）", FANGSONG, "Resolution")]
    kinds = [headings, numbers, bullets, resolutions]
    abstracts = [
        w("abstractNum", w("multiLevelType", val="multilevel"), *levels, abstractNumId=place)
        for place, levels in enumerate(kinds)
    ]
    instances = [_instance(place + 1, place) for place in range(3)]
    restarted = _instance(ACCEPTANCE, 1, w("lvlOverride", w("startOverride", val=1), ilvl=0))
    return w("numbering", *abstracts, *instances, _instance(RESOLUTION, 3), restarted)


def _level(depth: int, form: str, text: str, family: str, style: str = "") -> etree._Element:
    linked = [w("pStyle", val=style)] if style else []
    return w(
        "lvl",
        w("start", val=1),
        w("numFmt", val=form),
        *linked,
        w("suff", val="nothing"),
        w("lvlText", val=text),
        w("lvlJc", val="left"),
        *paragraph_properties(TWO_CHARACTERS),
        *run_properties({"rFonts": {**font(family)["rFonts"], "hint": "eastAsia"}}),  # type: ignore[dict-item]
        ilvl=depth,
    )


def _instance(number: int, abstract: int, *overrides: etree._Element) -> etree._Element:
    return w("num", w("abstractNumId", val=abstract), *overrides, numId=number)
