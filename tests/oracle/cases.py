"""Templates that use docxtpl's language, feature by feature, each with a context and the differences it meets."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.shared import Mm

from tests.oracle.engines import Context, docxtpl
from tests.render.building import SPACES, p, raw, word

ALWAYS = ("parts-left-out", "fonts", "run-boundaries", "whitespace")
"""The differences that every document has."""


def png(width: int, colour: bytes) -> bytes:
    """A picture of one row in one colour."""
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", width, 1, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(b"\0" + colour * width)),
    )
    made = b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in (*chunks, (b"IEND", b""))
    )
    return b"\x89PNG\r\n\x1a\n" + made


PNG, OTHER_PNG = png(2, b"\xff\0\0"), png(3, b"\0\0\xff")


@dataclass(frozen=True)
class Case:
    name: str
    template: Callable[[], bytes]
    context: Context
    ids: tuple[str, ...] = ()


def runs(*words: str) -> str:
    """A paragraph with each of the words in a run of its own, every other one bold."""
    made = "".join(
        f'<w:r>{"<w:rPr><w:b/></w:rPr>" if number % 2 else ""}<w:t xml:space="preserve">{each}</w:t></w:r>'
        for number, each in enumerate(words)
    )
    return f"<w:p>{made}</w:p>"


def cell(words: str, properties: str = "") -> str:
    content = words if words.startswith(("<w:p", "<w:tbl")) else p(words)
    return f'<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/>{properties}</w:tcPr>{content}</w:tc>'


def rows(*cells: str, columns: int = 2) -> str:
    grid = '<w:gridCol w:w="2000"/>' * columns
    return (
        f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(f'<w:tr>{each}</w:tr>' for each in cells)}</w:tbl>"
        + p("后")
    )


def body(*blocks: str) -> Callable[[], bytes]:
    return lambda: raw("".join(blocks))


def story(kind: str, content: str) -> str:
    return f"<w:{kind} {SPACES}>{content}</w:{kind}>"


def with_headers() -> bytes:
    """First, even and default headers and footers, with tables and loops in them."""
    names = ("first", "even", "default")
    parts = {
        f"{kind}{number}.xml": (
            kind, kind, story("hdr" if kind == "header" else "ftr", p(f"{name} {{{{ 名 }}}}") + rows(
                cell("{%tr for x in 列 %}") + cell(""), cell("{{ x }}") + cell("{{ loop.index }}"),
                cell("{%tr endfor %}") + cell(""))))
        for kind in ("header", "footer") for number, name in enumerate(names)
    }  # fmt: skip
    references = "".join(
        f'<w:{kind}Reference w:type="{name}" r:id="rId{1 + number + 3 * (kind == "footer")}"/>'
        for kind in ("header", "footer") for number, name in enumerate(names)
    )  # fmt: skip
    section = f'<w:sectPr>{references}<w:pgSz w:w="11906" w:h="16838"/><w:titlePg/></w:sectPr>'
    return raw(p("{{ 名 }}"), parts=parts, section=section)


def with_sections() -> bytes:
    def make(document: Document) -> None:
        document.sections[0].header.paragraphs[0].text = "一 {{ 名 }}"
        document.add_paragraph("{{ 名 }}")
        second = document.add_section(WD_SECTION.NEW_PAGE)
        second.header.is_linked_to_previous = False
        second.header.paragraphs[0].text = "二 {% for x in 列 %}{{ x }}、{% endfor %}"
        second.footer.paragraphs[0].text = "{% if 名 %}有{% endif %}"
        document.add_paragraph("{{ 列[0] }}", style="List Bullet")

    return word(make)


def with_notes(kind: str = "footnote") -> bytes:
    notes = "".join(
        f'<w:{kind} w:type="{name}" w:id="{number}"><w:p><w:r><w:{name}/></w:r></w:p></w:{kind}>'
        for number, name in ((-1, "separator"), (0, "continuationSeparator"))
    )
    notes += f'<w:{kind} w:id="1">' + runs("注 {", "{ 名 }", "} {% for x in 列 %}{{ x }}{% endfor %}") + f"</w:{kind}>"
    reference = f'<w:p><w:r><w:t>文</w:t></w:r><w:r><w:{kind}Reference w:id="1"/></w:r></w:p>'
    return raw(reference, parts={f"{kind}s.xml": (f"{kind}s", f"{kind}s", story(f"{kind}s", notes))})


def text_box(content: str) -> str:
    return (
        '<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><wp:docPr id="1" name="框"/>'
        '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
        f"<wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic>"
        '</wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape id="框"><v:textbox><w:txbxContent>'
        f"{content}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )


def sdt(content: str, inline: bool = False) -> str:
    return f'<w:sdt><w:sdtPr><w:alias w:val="名"/><w:id w:val="7"/></w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>'


def rich(_: Any) -> dict[str, object]:
    text = docxtpl.RichText("红", color="#FF0000", bold=True, italic=True, size=28)
    text.add("底纹", highlight="#FFFF00", underline="wave", strike=True)
    text.add("上", superscript=True)
    text.add("下", subscript=True, font="仿宋")
    text.add("样式", style="Strong", lang="zh-CN", rtl=True)
    text.add('甲\n乙\t丙 & <丁> "戊"')
    return {"文": text, "列": [docxtpl.RichText("一", bold=True), docxtpl.RichText("二")]}


def rich_paragraphs(_: Any) -> dict[str, object]:
    made = docxtpl.RichTextParagraph()
    made.add("一段", parastyle="Heading1")
    made.add(docxtpl.RichText("另一段", bold=True))
    made.add("末段", parastyle="Quote")
    return {"文": made}


def listing(_: Any) -> dict[str, object]:
    return {"文": docxtpl.Listing("一\n二 & <三>\t四\a另段\a再段"), "页": docxtpl.Listing("前页\f后页")}


def pictures(template: Any) -> dict[str, object]:
    return {
        "图": docxtpl.InlineImage(template, io.BytesIO(PNG), width=Mm(20)),
        "列": [docxtpl.InlineImage(template, io.BytesIO(each), height=Mm(5)) for each in (PNG, OTHER_PNG)],
        "链": docxtpl.InlineImage(template, io.BytesIO(OTHER_PNG), anchor="https://example.cn/甲?a=1&b=2"),
    }


def subdocument(template: Any) -> dict[str, object]:
    made = template.new_subdoc()
    made.add_paragraph("子文档一段", style="Heading 1")
    made.add_paragraph("项", style="List Bullet")
    grid = made.add_table(rows=1, cols=2)
    grid.cell(0, 0).text = "格"
    made.add_picture(io.BytesIO(PNG), width=Mm(10))
    return {"文": made}


PEOPLE = {
    "人": [{"名": "张三", "岁": 30, "友": ["李", "王"]}, {"名": "李四", "岁": 41, "友": []}],
    "有": "是",
    "无": "",
}
CASES = [
    Case("variables", body(p("{{ 甲 }}、{{ 乙.丙 }}、{{ 列[1] }}、{{ 数 }}")),
         {"甲": "值", "乙": {"丙": "深"}, "列": ["一", "二"], "数": 12}),
    Case("autoescape", body(p("{{ 甲 }}")), {"甲": "<b>&amp; \"引\" '单' </b> > ]]>"}),
    Case("split runs", body(
        runs("{", "{ 甲", " }", "}"), runs("前{{", " 甲 }}", "后"), runs("{% i", "f 甲 %", "}有{", "% endif %}"),
        runs("{%", " for x in 列 ", "%}{{ x", " }}{% end", "for %}")), {"甲": "值", "列": ["一", "二"]}),
    Case("proofing marks and editing sessions in tags", body(
        '<w:p w:rsidR="00A1"><w:r w:rsidR="00B2"><w:t>{{ </w:t></w:r><w:proofErr w:type="spellStart"/><w:r><w:t>甲'
        '</w:t></w:r><w:proofErr w:type="spellEnd"/><w:r><w:t> }}</w:t></w:r></w:p>'), {"甲": "值"}, ("editing-marks",)),
    Case("smart tags and content controls", body(
        '<w:p><w:smartTag w:uri="u" w:element="e"><w:r><w:t>{{ 甲 }}</w:t></w:r></w:smartTag></w:p>',
        sdt(p("{{ 甲 }}")), f"<w:p>{sdt('<w:r><w:t>{{ 甲 }}</w:t></w:r>')}</w:p>"), {"甲": "值"}, ("editing-marks",)),
    Case("inline loops and conditions", body(p(
        "{% for x in 人 %}{{ x.名 }}{% if not loop.last %}、{% else %}。{% endif %}{% for y in x.友 %}{{ y }}"
        "{% else %}无友{% endfor %}{% endfor %}{% if 无 %}甲{% elif 有 %}乙{% else %}丙{% endif %}")), PEOPLE),
    Case("loop variables", body(p(
        "{% for x in 人 %}{{ loop.index }}{{ loop.index0 }}{{ loop.revindex }}{{ loop.length }}"
        "{% if loop.first %}首{% endif %}{% endfor %}")), PEOPLE),
    Case("set and with", body(p("{% set a = 有 %}{{ a }}{% with b = 1 + 2 %}{{ b }}{% endwith %}")), PEOPLE),
    Case("filters", body(p("{{ 列 | join('、') }}{{ 列 | length }}{{ 列 | first }}{{ 列 | last }}{{ 甲 | trim }}")),
         {"列": ["一", "二"], "甲": " 值 "}),
    Case("expressions", body(p("{{ 1 + 2 }}{{ 甲 ~ '乙' }}{{ '是' if 甲 == '值' and not 无 else '否' }}{{ 甲[0] }}")),
         {"甲": "值", "无": ""}),
    Case("curly quotation marks in tags", body(p("{% if 甲 == “值” %}是{% endif %}{{ ‘文’ }}")), {"甲": "值"}),
    Case("comments in the template", body(
        p("甲{# 说明 #}乙"), p("{#p 整段 #}"), rows(cell("甲") + cell("乙"), cell("{#tr 整行 #}") + cell("")),
        rows(cell("甲") + cell("{#tc 整格 #}") + cell("乙"))), {}),
    Case("paragraph loops and conditions", body(
        p("{%p for x in 人 %}"), p("{{ x.名 }}"), p("{%p if x.友 %}"), p("{{ x.友 | join('、') }}"), p("{%p else %}"),
        p("没有"), p("{%p endif %}"), p("{%p endfor %}"), p("末")), PEOPLE),
    Case("row loops and conditions", body(rows(
        cell("名") + cell("岁"), cell("{%tr for x in 人 %}") + cell(""), cell("{{ x.名 }}") + cell("{{ x.岁 }}"),
        cell("{%tr if x.友 %}") + cell(""), cell("友") + cell("{{ x.友 | join('、') }}"), cell("{%tr endif %}") + cell(""),
        cell("{%tr endfor %}") + cell(""))), PEOPLE),
    Case("a table of which every row loops", body(rows(
        cell("{%tr for x in 人 %}") + cell(""), cell("{{ x.名 }}") + cell("{{ x.岁 }}"), cell("{%tr endfor %}") + cell(""))),
        PEOPLE),
    Case("dynamic columns", body(rows(
        cell("名") + cell("{%tc for x in 人 %}") + cell("{{ x.名 }}") + cell("{%tc endfor %}"),
        cell("岁") + cell("{%tc for x in 人 %}") + cell("{{ x.岁 }}") + cell("{%tc endfor %}"), columns=4)),
        {"人": [*PEOPLE["人"], {"名": "王五", "岁": 9}]}),
    Case("more columns than the template has", body(rows(
        cell("{%tc for x in 列 %}") + cell("{{ x }}") + cell("{%tc endfor %}"), columns=3)), {"列": list("一二三四五六七")},
        ("columns",)),
    Case("dynamic columns in a header", lambda: raw(p("文"), parts={"header1.xml": ("header", "header", story("hdr", rows(
        cell("{%tc for x in 列 %}") + cell("{{ x }}") + cell("{%tc endfor %}"), columns=3)))},
        section='<w:sectPr><w:headerReference w:type="default" r:id="rId1"/></w:sectPr>'),
        {"列": ["一", "二"]}, ("columns", "columns-in-every-part")),
    Case("text in another format behind a tag", body(runs("{{ 甲", " }}后")), {"甲": "值"}, ("format-after-split-tags",)),
    Case("merged rows of several runs", body(rows(
        cell("{%tr for x in 列 %}"), cell(runs("{% vm %}组", "{{ x }}")), cell("{%tr endfor %}"), columns=1)),
        {"列": ["一", "二"]}, ("merged-cells-of-several-runs",)),
    Case("merged rows with tables and loops over paragraphs", body(rows(
        cell("{%tr for x in 列 %}"), cell(p("{% vm %}组") + p("{%p for y in 列 %}") + p("{{ y }}") + p("{%p endfor %}")
            + rows(cell("内"), columns=1)), cell("{%tr endfor %}"), columns=1)),
        {"列": ["一", "二"]}, ("merged-cells-of-several-runs",)),
    Case("a table that has fewer cells than columns", body(rows(cell("{{ 甲 }}"))), {"甲": "值"},
        ("tables-as-they-are",)),
    Case("nested tables", body(rows(
        cell("{%tr for x in 人 %}") + cell(""),
        cell("{{ x.名 }}") + cell(rows(
            cell("{%tr for y in x.友 %}"), cell("{{ y }}"), cell("{%tr else %}"), cell("无"), cell("{%tr endfor %}"),
            columns=1)),
        cell("{%tr endfor %}") + cell(""))), PEOPLE),
    Case("column spans", body(rows(
        cell("{% colspan 数 %}{{ 甲 }}"), cell("一") + cell("二") + cell("三"), columns=3)), {"数": 3, "甲": "值"},
        ("cell-properties-order",)),
    Case("column spans in a loop over rows", body(rows(
        cell("{%tr for x in 列 %}"), cell("{% colspan x.数 %}{{ x.名 }}") , cell("{%tr endfor %}"), columns=3)),
        {"列": [{"数": 3, "名": "甲"}, {"数": 3, "名": "乙"}]}, ("cell-properties-order",)),
    Case("cell colours", body(rows(
        cell("{%tr for x in 列 %}") + cell(""), cell("{% cellbg x %}{{ x }}", '<w:vAlign w:val="center"/>') + cell("色"),
        cell("{%tr endfor %}") + cell(""))), {"列": ["FF0000", "00FF00"]}, ("cell-properties-order",)),
    Case("a cell colour in place of another", body(rows(
        cell("{% cellbg 色 %}甲", '<w:shd w:val="clear" w:color="auto" w:fill="CCCCCC"/>') + cell("乙"))),
        {"色": "0000FF"}, ("cell-properties-order",)),
    Case("merged rows", body(rows(
        cell("{%tr for x in 列 %}") + cell(""), cell("{% vm %}{{ 名 }}组") + cell("{{ x }}"), cell("{%tr endfor %}") + cell(""))),
        {"列": ["一", "二", "三"], "名": "甲"}),
    Case("merged columns", body(rows(
        cell("名") + cell("{%tc for x in 列 %}") + cell("{% hm %}{{ 名 }}组") + cell("{%tc endfor %}"),
        cell("值") + cell("{%tc for x in 列 %}") + cell("{{ x }}") + cell("{%tc endfor %}"), columns=4)),
        {"列": ["一", "二", "三"], "名": "甲"}),
    Case("merged columns that span already", body(rows(
        cell("{%tc for x in 列 %}") + cell("{% hm %}组", '<w:gridSpan w:val="2"/>') + cell("{%tc endfor %}"),
        cell("{%tc for x in 列 %}") + cell("{{ x }}") + cell("乙") + cell("{%tc endfor %}"), columns=4)),
        {"列": ["一", "二"]}),
    Case("a whole document", lambda: word(whole_document), PEOPLE, ("editing-marks",)),
    Case("headers and footers", with_headers, {"名": "值", "列": ["一", "二"]}),
    Case("sections", with_sections, {"名": "值", "列": ["一", "二"]}, ("editing-marks",)),
    Case("footnotes", with_notes, {"名": "值", "列": ["一", "二"]}),
    Case("text boxes", body(text_box(p("{{ 甲 }}") + p("{%p for x in 列 %}") + p("{{ x }}") + p("{%p endfor %}"))),
         {"甲": "值", "列": ["一", "二"]}, ("ids",)),
    Case("drawings in a loop", body(p("{%p for x in 列 %}"), text_box(p("{{ x }}")), p("{%p endfor %}")),
         {"列": ["一", "二", "三"]}, ("ids",)),
    Case("bookmarks in a loop", body(p("{%p for x in 列 %}"),
         '<w:p><w:bookmarkStart w:id="1" w:name="签"/><w:r><w:t>{{ x }}</w:t></w:r><w:bookmarkEnd w:id="1"/></w:p>',
         p("{%p endfor %}")), {"列": ["一", "二", "三"]}, ("ids",)),
    Case("braces that are no tag", body(p("{_{ 甲 }_} {_% if %_}")), {}),
    Case("line breaks and tabs in a text", body(p("前{{ 甲 }}后", run="<w:rPr><w:b/></w:rPr>")), {"甲": "一\n二\t三"}),
    Case("page breaks and fields", body(
        '<w:p><w:r><w:t>{{ 甲 }}</w:t><w:br w:type="page"/><w:t>{{ 甲 }}</w:t></w:r></w:p>',
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r>'
        '<w:fldChar w:fldCharType="end"/></w:r><w:r><w:t>{{ 甲 }}</w:t></w:r></w:p>',
        '<w:p><w:fldSimple w:instr="NUMPAGES"><w:r><w:t>{{ 甲 }}</w:t></w:r></w:fldSimple></w:p>'), {"甲": "值"}),
    Case("tags in hyperlinks and their attributes", body(
        '<w:p><w:hyperlink w:anchor="签" w:tooltip="{{ 甲 }}"><w:r><w:t>{{ 甲 }}</w:t></w:r></w:hyperlink></w:p>'),
        {"甲": "值 & 物"}),
    Case("a table at the end, and cells that hold a table only", lambda: raw(rows(
        cell("{{ 甲 }}") + cell(rows(cell("{{ 甲 }}"), columns=1).removesuffix(p("后")))).removesuffix(p("后"))),
        {"甲": "值"}, ("ends-in-paragraph",)),
    Case("a cell whose paragraphs all go", body(rows(cell("甲") + cell(p("{%p if 无 %}") + p("乙") + p("{%p endif %}")))),
        {"无": ""}, ("ends-in-paragraph",)),
    Case("spaces", body(p("  {{ 甲 }}  "), p("{{甲}}{{ 甲 }}"), p("{%if 甲%} 有 {%endif%}")), {"甲": " 值 "}),
    Case("rich text", body('<w:p><w:r><w:rPr><w:i/></w:rPr><w:t>前 </w:t></w:r><w:r><w:t>{{r 文 }}</w:t></w:r></w:p>',
         p("{% for x in 列 %}{{r x }}{% endfor %}")), rich, ("run-properties-order",)),
    Case("rich text between words", body(p("前{{r 列[0] }}后", run="<w:rPr><w:i/></w:rPr>")), rich,
         ("format-after-r",)),
    Case("run loops and conditions", body(
        runs("前", "{%r if 甲 %}", "中", "{%r endif %}", "后"), runs("{%r for x in 列 %}", "{{ x }}", "{%r endfor %}")),
        {"甲": "值", "列": ["一", "二"]}),
    Case("rich text in paragraphs of its own", body(p("前"), p("{{p 文 }}"), p("后")), rich_paragraphs,
         ("lists-for-markdown",)),
    Case("listings", body(
        '<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>前{{ 文 }}后</w:t></w:r></w:p>', p("{{ 页 }}")),
        listing),
    Case("pictures", body(p("图{{ 图 }}后"), p("{% for x in 列 %}{{ x }}{% endfor %}"), p("{{ 链 }}")), pictures,
         ("ids",)),
    Case("sub-documents", lambda: word(lambda made: (made.add_paragraph("前"), made.add_paragraph("{{p 文 }}"),
         made.add_paragraph("后"))), subdocument, ("ids", "editing-marks", "lists-for-markdown")),
]  # fmt: skip


def whole_document(document: Document) -> None:
    """As python-docx makes one: styles, lists, a table with a style, numbering, settings."""
    document.add_heading("{{ 有 }} 报告", level=1)
    for each in ("{%p for x in 人 %}", "{{ x.名 }}", "{%p endfor %}"):
        document.add_paragraph(each, style="List Number" if "{{" in each else None)
    made = document.add_table(rows=4, cols=2, style="Table Grid")
    for number, words in enumerate(("名", "{%tr for x in 人 %}", "{{ x.名 }}", "{%tr endfor %}")):
        made.cell(number, 0).text = words
    made.cell(2, 1).text = "{{ x.岁 }}"
    document.add_paragraph("末{{ 有 }}")
