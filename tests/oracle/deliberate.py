"""What docgen refuses or does otherwise than docxtpl, each with a template that shows both sides."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from tests.oracle.cases import body, cell, rows, runs
from tests.oracle.engines import Context, docxtpl
from tests.render.building import SPACES, p, raw, word


@dataclass(frozen=True)
class Refused:
    """docgen gives a code; docxtpl a document whose body holds ``theirs``, or an exception if that is its class."""

    id: str
    template: Callable[[], bytes]
    context: Context
    code: str
    theirs: str | type[Exception]


@dataclass(frozen=True)
class Otherwise:
    """Both give a document: ``ours`` and ``theirs`` stand in the part (each without its own name in the other's)."""

    id: str
    template: Callable[[], bytes]
    context: Context
    ours: str
    theirs: str
    part: str = "word/document.xml"


class Thing:
    """A Python object as programs have them."""

    名 = "值"


def titled(title: str) -> Callable[[], bytes]:
    def make() -> bytes:
        def fill(document: object) -> None:
            document.core_properties.title = title  # type: ignore[attr-defined]
            document.core_properties.author = "张某某"  # type: ignore[attr-defined]

        return word(fill)

    return make


def described() -> bytes:
    def fill(document: object) -> None:
        document.core_properties.comments = "{{ 甲 }}"  # type: ignore[attr-defined]

    return word(fill)


def commented() -> bytes:
    comment = f'<w:comments {SPACES}><w:comment w:id="0" w:author="某">{p("{{ 甲 }}")}</w:comment></w:comments>'
    return raw(p("文"), parts={"comments.xml": ("comments", "comments", comment)})


def endnoted() -> bytes:
    note = f'<w:endnotes {SPACES}><w:endnote w:id="1">{p("注{{ 甲 }}")}</w:endnote></w:endnotes>'
    reference = '<w:p><w:r><w:endnoteReference w:id="1"/></w:r></w:p>'
    return raw(reference, parts={"endnotes.xml": ("endnotes", "endnotes", note)})


BESIDE_ROW = rows(cell("合计{%tr if 甲 %}"), cell("中"), cell("{%tr endif %}"), columns=1)
EMPTY_ROWS = rows(cell("{%tr for x in 列 %}"), cell("{{ x }}"), cell("{%tr endfor %}"), columns=1)
EMPTY_CELLS = rows(cell("{%tc for x in 列 %}") + cell("{{ x }}") + cell("{%tc endfor %}"))
COLOUR_IF = rows(cell("{% if 无 %}{% cellbg 色 %}{% endif %}甲"), columns=1)
BARE_CELL = (
    "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w='1'/></w:tblGrid><w:tr><w:tc>" + p("{% cellbg 色 %}甲")
    + "</w:tc></w:tr></w:tbl>" + p("")
)  # fmt: skip
TWO_RUNS = rows(
    cell("{%tr for x in 列 %}"), cell(runs("{% vm %}组", "{{ 甲 }}")), cell("{%tr endfor %}"), columns=1
)  # fmt: skip
DELETED = '<w:p><w:del w:id="1"><w:r><w:delText>{{ 甲 }}</w:delText></w:r></w:del></w:p>'
FIELD = "<w:p><w:r><w:instrText>REF {{ 甲 }}</w:instrText></w:r></w:p>"
LINK = '<w:p><w:hyperlink w:anchor="签" w:tooltip="{{ 甲 }}"><w:r><w:t>文</w:t></w:r></w:hyperlink></w:p>'
SYNTAX = docxtpl.template.TemplateError

REFUSED = [
    Refused("undefined-names", body(p("前{{ 缺 }}后")), {}, "DG503", "前后"),
    Refused("undefined-names", body(p("前{{ 甲.缺 }}后")), {"甲": {}}, "DG503", "前后"),
    Refused("unprintable-values", body(p("{{ 甲 }}")), {"甲": None}, "DG502", "None"),
    Refused("unprintable-values", body(p("{{ 甲 }}")), {"甲": True}, "DG502", "True"),
    Refused("unprintable-values", body(p("{{ 甲 }}")), {"甲": ["一"]}, "DG502", "['一']".replace("'", "'")),
    Refused("unprintable-values", body(p("{{ 甲 }}")), {"甲": 0.1}, "DG502", "0.1"),
    Refused("unprintable-values", body(p("{{ 甲 }}")), {"甲": datetime.date(2022, 8, 5)}, "DG502", "2022-08-05"),
    Refused("no-methods", body(p("{{ 甲.upper() }}")), {"甲": "a"}, "DG404", "A"),
    Refused("no-methods", body(p("{% for k, v in 甲.items() %}{{ k }}{% endfor %}")), {"甲": {"乙": 1}}, "DG404", "乙"),
    Refused("items-before-methods", body(p("{{ 甲.items }}")), {"甲": {"乙": 1}}, "DG503", "built-in method items"),
    Refused("no-python-attributes", body(p("{{ 甲.名 }}")), {"甲": Thing()}, "DG503", "值"),
    Refused("no-python-attributes", body(p("{{ 甲.__class__ }}")), {"甲": "a"}, "DG503", "class 'str'"),
    Refused("loops-over-lists", body(p("{% for x in 甲 %}{{ x }}，{% endfor %}")), {"甲": "ab"}, "DG503", "a，b，"),
    Refused("jinja-statements", body(p("{% macro m() %}甲{% endmacro %}{{ m() }}")), {}, "DG404", "甲"),
    Refused("jinja-statements", body(p("{% raw %}{{ 甲 }}{% endraw %}")), {}, "DG404", "{{ 甲 }}"),
    Refused("jinja-filters", body(p("{{ 甲 | upper }}")), {"甲": "a"}, "DG404", "A"),
    Refused("no-raw-xml", body(p("{{ 甲 | safe }}")), {"甲": "<w:tab/>"}, "DG404", "<w:tab/>"),
    Refused("text-beside-tag", body(p("前{%p if 甲 %}"), p("中"), p("{%p endif %}")), {"甲": "1"}, "DG407", "<w:body><w:p><w:r><w:t xml:space=\"preserve\">中"),
    Refused("text-beside-tag", body(BESIDE_ROW), {"甲": "1"}, "DG407", "</w:tblGrid><w:tr><w:tc><w:tcPr><w:tcW w:w=\"2000\" w:type=\"dxa\"/></w:tcPr><w:p><w:r><w:t xml:space=\"preserve\">中"),
    Refused("two-tags-in-one", body(p("{%p if 甲 %}{%p endif %}")), {"甲": "1"}, "DG408", SYNTAX),
    Refused("paragraph-merging", body(p("前"), p("{%- if 甲 %}中{% endif %}")), {"甲": "1"}, "DG411", "前中"),
    Refused("paragraph-merging", body(p("前{% if 甲 -%}"), p("中{% endif %}")), {"甲": "1"}, "DG411", "前中"),
    Refused("prefix-spelling", body(p("{% p if 甲 %}"), p("{% p endif %}")), {"甲": "1"}, "DG411", SYNTAX),
    Refused("prefix-spelling", body(rows(cell("{{tr 甲 }}"))), {"甲": "丢"}, "DG411", "<w:tblGrid/>丢</w:tbl>"),
    Refused("wide-signs", body(p("｛｛ 甲 ｝｝")), {"甲": "1"}, "DG409", "｛｛ 甲 ｝｝"),
    Refused("empty-tables", body(EMPTY_ROWS), {"列": []}, "DG505", "<w:tblGrid/></w:tbl>"),
    Refused("empty-tables", body(EMPTY_CELLS), {"列": []}, "DG505", "<w:tblGrid/><w:tr/></w:tbl>"),
    Refused("lone-surrogates", body(p("{{ 甲 }}"), p("末")), {"甲": "前\ud800后"}, "DG504", "前</w:t></w:r></w:p></w:body></w:document>"),
    Refused("control-characters", body(p("{{ 甲 }}")), {"甲": "前\x01\x0b后"}, "DG504", "前后"),
    Refused("paragraph-signs", body(p("{{ 甲 }}")), {"甲": "前\a后"}, "DG504", "前</w:t></w:r></w:p><w:p>"),
    Refused("paragraph-signs", body(p("{{ 甲 }}")), {"甲": "前\f后"}, "DG504", '<w:br w:type="page"/>'),
    Refused("cell-tags-in-blocks", body(COLOUR_IF), {"无": "", "色": "FF0000"}, "DG410", 'w:fill="FF0000"'),
    Refused("cell-values", body(rows(cell("{% cellbg 色 %}甲"))), {"色": "红"}, "DG503", 'w:fill="红"'),
    Refused("cell-values", body(rows(cell("{% cellbg 色 %}甲"))), {"色": "#FF0000"}, "DG503", 'w:fill="#FF0000"'),
    Refused("cell-values", body(rows(cell("{% colspan 数 %}甲"))), {"数": 0}, "DG503", 'w:gridSpan w:val="0"'),
    Refused("merges-need-loops", body(rows(cell("{% vm %}甲"))), {}, "DG410", SYNTAX),
    Refused("tags-where-nothing-is-filled-in", body(DELETED), {"甲": "值"}, "DG414", "<w:delText>值"),
    Refused("tags-where-nothing-is-filled-in", body(FIELD), {"甲": "值"}, "DG414", "REF 值"),
    Refused("comments", commented, {"甲": "值"}, "DG414", "文"),
    Refused("core-properties", described, {"甲": "值"}, "DG414", "<w:body>"),
    Refused("blocks-in-a-line", body(p("前{{ 文 }}后")), lambda _: {"文": docxtpl.RichTextParagraph("值")}, "DG502", "前<w:p>"),
    Refused("links-by-address", body(p("{{r 文 }}")),
            lambda template: {"文": docxtpl.RichText("链", url_id=template.build_url_id("https://example.cn/"))}, "DG502", "w:hyperlink"),
]  # fmt: skip
OTHERWISE = [
    Otherwise("items-before-methods", body(p("{{ 甲.items }}")), {"甲": {"items": "物"}}, "物", "built-in method items"),
    Otherwise("escapes-in-values", body(p("{{ 甲 }}")), {"甲": "{_{ 乙 }_}"}, "{_{ 乙 }_}", "{{ 乙 }}"),
    Otherwise("values-in-r", body(p("前{{r 甲 }}后")), {"甲": "值"}, "前值后", "</w:r>值<w:r>"),
    Otherwise("values-in-r", body(p("前{{ 甲 }}后")), lambda _: {"甲": docxtpl.RichText("值")},
              '前</w:t></w:r><w:r><w:t xml:space="preserve">值</w:t></w:r>', "前<w:r>"),
    Otherwise("merged-cells-of-several-runs", body(TWO_RUNS), {"列": ["一", "二"], "甲": "值"},
              '"continue"/></w:tcPr><w:p><w:r><w:t xml:space="preserve"></w:t></w:r></w:p>',
              '"continue"/></w:tcPr><w:p><w:r><w:t xml:space="preserve"></w:t></w:r><w:r><w:rPr><w:b/></w:rPr>'),
    Otherwise("values-in-p", body(p("{{p 甲 }}")), {"甲": "值"}, "值</w:t></w:r></w:p>", "<w:body>值<"),
    Otherwise("values-in-p", body(p("{{p 甲 }}")), lambda _: {"甲": docxtpl.Listing("值")}, "值</w:t></w:r></w:p>", "<w:body>值<"),
    Otherwise("cell-properties-order", body(BARE_CELL), {"色": "FF0000"}, 'w:fill="FF0000"', "<w:tc><w:p>"),
    Otherwise("endnotes", endnoted, {"甲": "值"}, "注值", "注{{ 甲 }}", "word/endnotes.xml"),
    Otherwise("core-properties", titled("{{ 甲 }}"), {"甲": "一 & 二"}, ">一 &amp; 二<", ">一 &amp;amp; 二<", "docProps/core.xml"),
    Otherwise("core-properties", titled("文"), {}, "coreProperties", "张某某", "docProps/core.xml"),
    Otherwise("line-breaks-in-attributes", body(LINK), {"甲": "一\n二"}, "一&#10;二", "一 二"),
    Otherwise("carriage-returns", body(p("{{ 甲 }}")), {"甲": "一\r二"}, "一</w:t><w:br/>", "一\n二"),
    Otherwise("format-after-r", body(p("前{{r 甲 }}后", run="<w:rPr><w:b/></w:rPr>")), lambda _: {"甲": docxtpl.RichText("值")},
              '<w:rPr><w:b/></w:rPr><w:t xml:space="preserve">后', '<w:r><w:t xml:space="preserve">后'),
]  # fmt: skip
