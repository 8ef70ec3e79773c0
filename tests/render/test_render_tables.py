"""How wide the columns of a Markdown table are, and what the table of fonts says."""

from __future__ import annotations

import re

from docgen.model import Markdown
from docgen.render import compile_template
from tests.render.building import W, p, part, raw, render

LONG = "从配料、搅拌到养护的全过程逐项记录并由质检负责人签字确认，保存不少于三年以备查验"
HALF_INCH = 720
STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/>'
    '<w:rPr><w:rFonts w:ascii="仿宋_GB2312" w:hAnsi="仿宋_GB2312" w:eastAsia="仿宋_GB2312"/></w:rPr></w:style>'
)


def widths(text: str) -> list[int]:
    made = render(raw(p("{{p 文 }}")), 文=Markdown(text))
    return [int(each) for each in re.findall(r'<w:gridCol w:w="(\d+)"/>', part(made))]


def fonts(text: str) -> str:
    table = (
        f'<w:fonts {W}><w:font w:name="仿宋_GB2312"><w:altName w:val="仿宋"/><w:charset w:val="86"/></w:font>'
        '<w:font w:name="Wingdings"/></w:fonts>'
    )
    source = raw(p("{{ 文 }}"), styles=STYLES, parts={"fontTable.xml": ("fontTable", "fontTable", table)})
    return part(compile_template(source).render({"文": text}), "word/fontTable.xml")


def test_cells_keep_to_one_line_before_the_heads_do() -> None:
    first, second, third = widths(
        f"| 单线直径（毫米） | 检验室的温度（摄氏度） | 说明 |\n|-|-|-|\n| 1.75 | 18 | {LONG[:24]} |"
    )
    assert third > 24 * 210
    assert first > 2 * 210
    assert second > 2 * 210


def test_heads_keep_to_one_line_where_there_is_room() -> None:
    first, second = widths("| 抽查的企业数（家） | 项 |\n|-|-|\n| 3 | 甲 |")
    assert first > 9 * 210
    assert first + second == widths(f"| 项 |\n|-|\n| {LONG} |")[0]


def test_a_column_that_must_wrap_leaves_the_short_ones_their_room() -> None:
    first, second = widths(f"| 项目 | 说明 |\n|-|-|\n| 凝结时间 | {LONG} |")
    assert 4 * 210 < first < 4 * 210 + HALF_INCH
    assert second > first


def test_signs_that_are_wide_in_chinese_fonts_count_as_wide() -> None:
    body = "\n".join(f"| {{}} | {LONG} |" for _ in range(1))
    wide = widths("| 项 | 说明 |\n|-|-|\n" + body.format("±℃Ω×²"))
    narrow = widths("| 项 | 说明 |\n|-|-|\n" + body.format("abcde"))
    assert wide[0] - narrow[0] == 5 * 118


def test_the_table_of_fonts_keeps_what_the_template_says_stands_in_for_a_font() -> None:
    made = fonts("文字")
    assert '<w:font w:name="仿宋_GB2312"><w:altName w:val="仿宋"/><w:charset w:val="86"/></w:font>' in made
    assert "Wingdings" not in made


def test_the_table_of_fonts_names_the_font_of_rare_characters_where_they_occur() -> None:
    assert '<w:font w:name="仿宋">' not in fonts("常用字")
    assert '<w:font w:name="仿宋">' in fonts("生僻字㙓")
