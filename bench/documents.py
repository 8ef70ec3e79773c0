"""The bench's two templates, built with python-docx: a problem list and a work summary, in docxtpl's tags.

The same shape as the peers' two documents, and raced where those are not at hand; the work summary is also the
template of the bench's workspace.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from typing import Any

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from bench.cases import COLUMNS, FLAGS, HEAD, NOTES

_FIXED = (
    "根据年度工作安排，现将有关情况报告如下。",
    "一年来，各项工作按计划推进，重点任务基本完成。",
    "检查组查阅了资料，察看了现场，并与有关人员交换了意见。",
    "对照年初的任务，工作中还存在一些薄弱环节。",
    "以上情况，请予审阅。",
)


def problem_list() -> bytes:
    """A title, eight fields, a table with a row for each problem, header and footer."""
    document = _begun("检查单位：", "{{ 清单.检查单位 }}")
    _paragraph(document, ["{{ 清单.标题 }}"], size=22, font="方正小标宋简体", bold=True)
    for name in HEAD[1:]:
        _paragraph(document, [f"{name}：", f"{{{{ 清单.{name} }}}}"])
    _paragraph(document, [_FIXED[0]])
    table = document.add_table(rows=1, cols=len(COLUMNS), style="Table Grid")
    rows = [table.rows[0], table.add_row(), table.add_row(), table.add_row()]
    texts = [
        COLUMNS,
        ("{%tr for 问题 in 清单.问题 %}",),
        [f"{{{{ 问题.{name} }}}}" for name in COLUMNS],
        ("{%tr endfor %}",),
    ]
    for row, cells in zip(rows, texts, strict=True):
        for cell, text in zip(row.cells, cells, strict=False):
            _run(cell.paragraphs[0], text, size=10.5)
    _paragraph(document, [_FIXED[2]])
    _paragraph(document, ["检查单位（盖章）：", "{{ 清单.检查单位 }}", "    日期：", "{{ 清单.检查日期 }}"])
    return _slim(document)


def work_summary() -> bytes:
    """Some sixty paragraphs: forty fields, six conditions, a loop inside a loop."""
    document = _begun("编制单位：", "{{ 总结.单位 }}")
    _paragraph(document, ["{{ 总结.标题 }}"], size=22, font="方正小标宋简体", bold=True)
    _paragraph(document, ["编号：", "{{ 总结.编号 }}", "；日期：", "{{ 总结.日期 }}", "；类别：", "{{ 总结.类别 }}"])
    _paragraph(document, ["检查企业", "{{ 总结.企业数 }}", "家次，发现问题", "{{ 总结.问题数 }}", "个。"])
    for number in range(0, len(NOTES), 3):
        three = ([f"{name}：", f"{{{{ 总结.{name} }}}}", "；"] for name in NOTES[number : number + 3])
        _paragraph(document, [_FIXED[number // 3 % len(_FIXED)], *(text for each in three for text in each)])
    for name in FLAGS:
        _paragraph(document, [f'{{%p if 总结.{name} == "是" %}}'])
        _paragraph(document, [f"本年度{name}：", "{{ 总结.情况01 }}", "。"])
        _paragraph(document, [_FIXED[3]])
        _paragraph(document, ["{%p endif %}"])
    _paragraph(document, ["{%p for 章 in 总结.章节 %}"])
    _paragraph(document, ["{{ 章.标题 }}"], font="黑体", bold=True)
    _paragraph(document, ["{{ 章.引言 }}"])
    _paragraph(document, ["{%p for 条 in 章.条目 %}"])
    _paragraph(document, ["{{ 条.名称 }}", "：", "{{ 条.内容 }}"])
    _paragraph(document, ["{%p endfor %}"])
    _paragraph(document, ["{%p endfor %}"])
    for text in _FIXED:
        _paragraph(document, [text])
    _paragraph(document, ["{{ 总结.单位 }}", "  ", "{{ 总结.日期 }}"])
    return _slim(document)


def yearly() -> bytes:
    """A document over all cases, with figures and a list: what must not hold every case in memory."""
    document = _begun("统计", "{{ 期间.名称 }}")
    _paragraph(document, ["{{ 期间.名称 }}", "共", "{{ figures.总结数.text }}", "份总结，发现问题"])
    _paragraph(document, ["{{ figures.问题数.text }}", "个。"])
    _paragraph(document, ["{%p for 组 in figures.总结数.groups %}"])
    _paragraph(document, ["{{ 组.name }}", "：", "{{ 组.text }}"])
    _paragraph(document, ["{%p endfor %}"])
    _paragraph(document, ["{%p for 总结 in cases.summary | selectattr('问题数', 'ge', 999) %}"])
    _paragraph(document, ["{{ 总结.单位 }}", " ", "{{ 总结.编号 }}"])
    _paragraph(document, ["{%p endfor %}"])
    return _slim(document)


def _begun(head: str, tag: str) -> Any:
    document = docx.Document()
    section = document.sections[0]
    for text in (head, tag):
        _run(section.header.paragraphs[0], text, size=9)
    foot = section.footer.paragraphs[0]
    _run(foot, "第 ", size=9)
    page = OxmlElement("w:fldSimple")
    page.set(qn("w:instr"), "PAGE")
    foot._p.append(page)
    run = _run(foot, "1", size=9)
    page.append(run._r)
    _run(foot, " 页", size=9)
    return document


def _paragraph(document: Any, texts: Iterable[str], **look: Any) -> None:
    paragraph = document.add_paragraph()
    for text in texts:
        _run(paragraph, text, **look)


def _run(paragraph: Any, text: str, size: float = 16, font: str = "仿宋_GB2312", bold: bool = False) -> Any:
    run = paragraph.add_run(text)
    run.font.size, run.font.name, run.bold = Pt(size), font, bold or None
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    return run


_DROPPED = ("docProps/thumbnail.jpeg", "word/stylesWithEffects.xml")
_UNUSED_STYLE = re.compile(
    r'<w:style w:type="table"(?:(?!</w:style>).)*w:styleId="(?!TableNormal"|TableGrid")[^"]*".*?</w:style>', re.DOTALL
)
_MENTIONED = re.compile(r"<(?:Relationship|Override) [^>]*(?:thumbnail|stylesWithEffects)[^>]*/>")


def _slim(document: Any) -> bytes:
    """Without the 0.9 MB of table styles that python-docx brings and no word processor writes: an engine that packs
    every part again would look far too slow."""
    whole, slim = io.BytesIO(), io.BytesIO()
    document.save(whole)
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(slim, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "word/styles.xml":
                content = _UNUSED_STYLE.sub("", content.decode()).encode()
            elif name.endswith(".rels") or name == "[Content_Types].xml":
                content = _MENTIONED.sub("", content.decode()).encode()
            if name not in _DROPPED:
                target.writestr(name, content)
    return slim.getvalue()
