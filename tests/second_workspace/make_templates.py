"""How the three templates here were first made: plain Word files by python-docx. Nothing runs this but a person."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

from docx import Document
from docx.document import Document as Docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table

TEMPLATES = Path(__file__).parent / "templates"
BODY, HEADING, TITLE = "仿宋_GB2312", "黑体", "方正小标宋简体"


def safety_file() -> Docx:
    """民宿安全档案: one homestay; a table with a row a hazard, 无 where there is none."""
    document = _new("{{ 民宿.店名 }}安全档案")
    facts = _table(document, [4, 11.6])
    for label, value in (
        ("备案号", "{{ 民宿.备案号 }}（{{ 民宿.备案日期 | cn_date }}备案）"),
        ("经营者", "{{ 民宿.经营者 }}，{{ 民宿.手机 | or_dash }}"),
        ("客房", "{{ 民宿.房间数 }}间{% for 种 in 民宿.房型 %}，{{ 种.名称 }}{{ 种.间数 }}间{% endfor %}"),
        ("平日房价", "{% if 民宿.平日房价 %}{{ 民宿.平日房价 }}元{% else %}未报{% endif %}"),
        ("未销号隐患", "{{ 民宿.未销号 }}处（截至{{ as_of | cn_date }}）"),
    ):
        _row(facts, [label, value])
    document.add_heading("基本情况", 1)
    document.add_paragraph("{%p if 民宿.简介 %}")
    document.add_paragraph("{{p 民宿.简介 }}")
    document.add_paragraph("{%p else %}")
    document.add_paragraph("（经营者没有提供简介。）")
    document.add_paragraph("{%p endif %}")
    document.add_heading("隐患和处置", 1)
    hazards = _table(document, [2.8, 6.2, 2.6, 4])
    _row(hazards, ["编号", "情况", "期限", "状态"])
    _row(hazards, ["{%tr for 一处 in 民宿.隐患 %}", "", "", ""])
    state = "{{ 一处.状态 }}{% if 一处.销号日期 %}（{{ 一处.销号日期 | cn_month_day }}）{% endif %}"
    _row(hazards, ["{{ 一处.编号 }}", "【{{ 一处.类别 }}】{{ 一处.情况 }}", "{{ 一处.现行期限 }}", state])
    _row(hazards, ["{%tr else %}", "", "", ""])
    _row(hazards, ["无", "没有发现隐患", "—", "—"])
    _row(hazards, ["{%tr endfor %}", "", "", ""])
    document.add_paragraph("{{ about.机关.名称 }}", "Signature")
    return document


def visit_opinion() -> Docx:
    """上门检查意见书: one homestay visited; the opinion is Markdown."""
    document = _new("上门检查意见书")
    document.add_paragraph("{{ 走访.民宿.店名 }}：")
    leader = "{{ 检查.领队.单位 }}{{ 检查.领队.姓名 }}"
    document.add_paragraph(f"{{{{ 检查.日期 | cn_date }}}}，由{leader}领队，对你店进行{{{{ 检查.方式 }}}}。")
    document.add_heading("发现的隐患", 1)
    document.add_paragraph("{%p for 一处 in 走访.发现隐患 %}")
    document.add_paragraph("{{ loop.index | circled }}{{ 一处.情况 }}请于{{ 一处.整改期限 | cn_date }}前改好。")
    document.add_paragraph("{%p else %}")
    document.add_paragraph("未发现隐患。")
    document.add_paragraph("{%p endfor %}")
    document.add_heading("意见", 1)
    document.add_paragraph("{{p 走访.意见 }}")
    document.add_paragraph("检查员：{{ 检查.检查员 | join('、', attribute='姓名') }}")
    document.add_paragraph("{{ about.机关.名称 }}", "Signature")
    document.add_paragraph("{{ 检查.日期 | cn_date }}", "Signature")
    return document


def quarterly() -> Docx:
    """行动季报: one quarter, with its figures in running text and in a table."""
    document = _new("{{ about.行动.名称 }}{{ 季度.名称 }}季报")
    document.add_paragraph("{{p 季度.导语 }}")
    document.add_heading("进展", 1)
    document.add_paragraph(
        "{{ 季度.首日 | cn_date_range(季度.末日) }}，组织上门检查{{ figures.上门检查 }}{{ figures.上门检查.unit }}，"
        "到访民宿{{ figures.到访民宿 }}家、{{ figures.到访户次.text }}户次，发现隐患{{ figures.发现隐患 }}处，"
        "当季销号率{{ figures.当季销号率.text }}%，"
        "好评率{{ figures.好评率.text }}{% if figures.好评率 is filled %}%{% endif %}。"
        "在册民宿{{ cases.homestay | length }}家。"
    )
    document.add_paragraph("{%p for 店 in 季度.点名 %}")
    document.add_paragraph("{{ 店.店名 }}：未销号隐患{{ 店.未销号 }}处。")
    document.add_paragraph("{%p else %}")
    document.add_paragraph("本季没有点名的民宿。")
    document.add_paragraph("{%p endfor %}")
    document.add_heading("下一步打算", 1)
    document.add_paragraph("{% for 项 in 季度.打算 %}{{ 项 }}{% if not loop.last %}；{% endif %}{% endfor %}。")
    document.add_heading("附表", 1)
    table = _table(document, [3.4, 3.2, 9])
    _row(table, ["数字", "数值", "口径"])
    _row(table, ["{%tr for 数 in figures %}", "", ""])
    _row(table, ["{{ 数.name }}", "{{ 数.text }}{% if 数 is filled %}{{ 数.unit }}{% endif %}", "{{ 数.definition }}"])
    _row(table, ["{%tr endfor %}", "", ""])
    document.add_paragraph("{{ about.机关.名称 }}{{ about.行动.牵头股室 }}", "Signature")
    return document


def _new(title: str) -> Docx:
    """An empty A4 page with the styles that the three share, and its title."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(2.8), Cm(2.6)
    section.top_margin, section.bottom_margin = Cm(3.7), Cm(3.5)
    _font(document.styles["Normal"], BODY, 16)
    _font(document.styles["Heading 1"], HEADING, 16)
    _font(document.styles["Title"], TITLE, 22)
    signature = document.styles.add_style("Signature", WD_STYLE_TYPE.PARAGRAPH)
    signature.base_style = document.styles["Normal"]
    signature.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    cell = document.styles.add_style("表格文字", WD_STYLE_TYPE.PARAGRAPH)
    _font(cell, BODY, 12)
    document.styles.add_style("公文表格", WD_STYLE_TYPE.TABLE).base_style = document.styles["Table Grid"]
    document.add_paragraph(title, "Title").alignment = WD_ALIGN_PARAGRAPH.CENTER
    return document


def _font(style: object, name: str, size: int) -> None:
    """One font for every script, by name and not by theme."""
    assert isinstance(style, ParagraphStyle)
    style.font.size, style.font.color.rgb = Pt(size), RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.attrib.clear()
    for slot in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{slot}"), name)


def _table(document: Docx, widths: Sequence[float]) -> Table:
    """An empty ruled table with columns of these widths in centimetres."""
    table: Table = document.add_table(rows=0, cols=len(widths), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    return table


def _row(table: Table, texts: Sequence[str]) -> None:
    cells = table.add_row().cells  # type: ignore[no-untyped-call]
    for cell, column, text in zip(cells, table.columns, texts, strict=True):
        cell.width = column.width
        cell.paragraphs[0].style, cell.paragraphs[0].text = "表格文字", text


def _save(document: Docx, name: str) -> None:
    """The file with nothing in it that changes from run to run."""
    properties = document.core_properties
    properties.created = properties.modified = datetime.datetime(2023, 1, 10, tzinfo=datetime.UTC).replace(tzinfo=None)
    properties.author, properties.title, properties.comments = "", "", ""
    buffer = io.BytesIO()
    document.save(buffer)
    with zipfile.ZipFile(buffer) as made, zipfile.ZipFile(TEMPLATES / f"{name}.docx", "w", zipfile.ZIP_DEFLATED) as out:
        for entry in made.infolist():
            out.writestr(zipfile.ZipInfo(entry.filename, (1980, 1, 1, 0, 0, 0)), made.read(entry), zipfile.ZIP_DEFLATED)


if __name__ == "__main__":
    TEMPLATES.mkdir(exist_ok=True)
    for make in (safety_file, visit_opinion, quarterly):
        _save(make(), make.__name__)
