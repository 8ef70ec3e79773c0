"""Markdown fields become real paragraphs, headings, numbered levels and tables in the template's named styles."""

from __future__ import annotations

import io
import re

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.model import Markdown
from docgen.render import compile_template, document_text
from docgen.render.markdown import parsed, read_markdown
from tests.ooxml import xsd_problems
from tests.render.building import MARKDOWN_STYLES, p, part, raw, refused, render, table

HOST = '<w:pPr><w:ind w:firstLineChars="200" w:firstLine="640"/></w:pPr>'
PLAIN = compile_template(raw(p("{{p 文 }}")))


def made(text: str, body: str = p("{{p 文 }}"), styles: str = MARKDOWN_STYLES) -> bytes:
    document = render(raw(body, styles=styles), 文=Markdown(text))
    assert xsd_problems(document) == []
    return document


def styled(document: bytes) -> list[tuple[str, str]]:
    """The style id and text of each paragraph of the body, without tables."""
    found = re.findall(r"<w:p>(.*?)</w:p>", part(document))
    return [
        ((re.findall(r'<w:pStyle w:val="(.*?)"', each) or [""])[0], "".join(re.findall(r"<w:t[^>]*>(.*?)</w:t>", each)))
        for each in found
    ]


def test_paragraphs_take_the_look_of_the_paragraph_that_they_replace() -> None:
    document = made("第一段。\n\n第二段。", p("{{p 文 }}", HOST, "<w:rPr><w:color w:val='FF0000'/></w:rPr>"))
    assert part(document).count("firstLineChars") == 2
    assert part(document).count("FF0000") == 2
    assert document_text(document) == "第一段。\n第二段。"


def test_headings_go_one_level_below_the_heading_above() -> None:
    above = p("一、概况", "<w:pPr><w:pStyle w:val='s0'/></w:pPr>")
    assert styled(made("# 甲\n\n## 乙", above + p("{{p 文 }}")))[1:] == [("s1", "甲"), ("s2", "乙")]
    assert styled(made("# 甲")) == [("s0", "甲")]
    assert styled(made("###### 甲")) == [("s3", "甲")]


def test_every_numbered_list_starts_afresh_and_says_where_it_starts() -> None:
    document = made("1. 一\n2. 二\n\n隔开\n\n3. 三\n4. 四")
    numbers = re.findall(r'<w:numId w:val="(\d+)"/>', part(document))
    assert len(numbers) == 4
    assert numbers[0] == numbers[1] != numbers[2] == numbers[3]
    numbering = part(document, "word/numbering.xml")
    for number, start in ((numbers[0], 1), (numbers[2], 3)):
        own = re.search(rf'<w:num w:numId="{number}">.*?</w:num>', numbering)
        assert own is not None
        assert f'<w:startOverride w:val="{start}"/>' in own[0]


def test_lists_inside_lists_take_the_second_style() -> None:
    assert styled(made("1. 一\n   - 甲\n   - 乙\n2. 二")) == [("s4", "一"), ("s7", "甲"), ("s7", "乙"), ("s4", "二")]
    assert styled(made("- 甲\n  1. 一")) == [("s6", "甲"), ("s5", "一")]


def test_a_second_paragraph_of_an_item_has_no_number() -> None:
    document = made("1. 一\n\n   续\n2. 二")
    assert re.findall(r'<w:numId w:val="(\d+)"/>', part(document))[1] == "0"


def test_emphasis_is_bold_or_italic_also_beside_chinese_punctuation() -> None:
    document = docx.Document(io.BytesIO(made("**“重点”**整改，*注意*：100*200*300毫米")))
    runs = [(run.text, run.bold, run.italic) for run in document.paragraphs[0].runs]
    assert runs == [
        ("“重点”", True, None),
        ("整改，", None, None),
        ("注意", None, True),
        ("：100*200*300毫米", None, None),
    ]


def test_emphasis_ends_at_a_chinese_mark_before_a_digit_and_begins_at_one_after_a_letter() -> None:
    document = docx.Document(io.BytesIO(made("**盯住变化。**9月和PVC**“硬化”**以后")))
    assert [(run.text, run.bold) for run in document.paragraphs[0].runs] == [
        ("盯住变化。", True), ("9月和PVC", None), ("“硬化”", True), ("以后", None)
    ]  # fmt: skip


def test_a_line_break_joins_chinese_and_parts_latin_words() -> None:
    assert document_text(made("第一行\n第二行\nISO\n9001")) == "第一行第二行ISO 9001"
    assert document_text(made("强制  \n换行")) == "强制\n换行"


@pytest.mark.parametrize(
    "text",
    [
        "[链接](http://x) ![图](a.png)",
        "<b>粗</b><script>x</script>",
        "[1]: http://x 说明",
        "&nbsp;&amp;",
        "http://x.cn/a_b_c",
        "{{ x }}",
        "A<B&C",
    ],
)
def test_what_is_not_markdown_here_stays_as_it_was_typed(text: str) -> None:
    assert document_text(made(text)) == text


def test_code_quotes_and_rules_keep_their_text() -> None:
    text = document_text(made("> 引用\n\n```\n代码 1\n代码 2\n```\n\n    缩进\n\n---\n\n`行内`"))
    assert text.splitlines() == ["引用", "代码 1", "代码 2", "缩进", "---", "行内"]


def test_a_table_has_the_named_style_and_widths_that_agree() -> None:
    document = made("| 项目 | 结果说明 |\n|:--|--:|\n| 强度 | 合格的说明文字比较长 |\n| 凝结时间 | **不合格** |")
    xml = part(document)
    widths = [int(each) for each in re.findall(r'<w:gridCol w:w="(\d+)"/>', xml)]
    cells = [int(each) for each in re.findall(r'<w:tcW w:w="(\d+)"', xml)]
    assert sum(widths) == 8844  # A4 less the margins of the section
    assert cells == widths * 3
    assert widths[1] > widths[0]
    assert '<w:tblW w:w="8844" w:type="dxa"/>' in xml
    assert '<w:tblStyle w:val="gw"/>' in xml
    assert xml.count("<w:tblHeader/>") == 1
    assert xml.count("<w:cantSplit/>") == 3
    assert xml.count('<w:pStyle w:val="s8"/>') == 6
    assert xml.count('<w:jc w:val="right"/>') == 2


def test_a_table_row_with_too_many_cells_loses_none() -> None:
    assert "3" in document_text(made("| 甲 | 乙 |\n|-|-|\n| 1 | 2 | 3 |"))


def test_a_table_in_a_cell_fills_the_cell_and_is_followed_by_a_paragraph() -> None:
    document = made("| 甲 |\n|-|\n| 1 |", table(["{{p 文 }}"], width=4000))
    assert '<w:tblW w:w="3784" w:type="dxa"/>' in part(document)
    assert re.search(r"</w:tbl><w:p/></w:tc>", part(document))


def test_tables_that_would_run_together_are_kept_apart() -> None:
    own = "| 甲 |\n|-|\n| 1 |"
    assert "</w:tbl><w:p/><w:tbl>" in part(made(own + "\n\n" + own))
    assert part(made(own, table(["前"]) + p("{{p 文 }}") + table(["后"]))).count("</w:tbl><w:p/><w:tbl>") == 2


def test_without_named_styles_the_document_is_still_valid_and_complete() -> None:
    text = "# 题\n\n1. 一\n\n- 甲\n\n| 甲 |\n|-|\n| 1 |"
    document = made(text, p("{{p 文 }}", HOST), styles="")
    assert document_text(document).splitlines() == ["题", "一", "甲", "甲", "1"]
    assert "<w:tblBorders>" in part(document)
    assert docx.Document(io.BytesIO(document)).paragraphs[0].runs[0].bold


def test_plain_text_in_a_paragraph_tag_gives_a_paragraph_a_line() -> None:
    assert document_text(render(raw(p("{{p 文 }}")), 文="一 **二**\n\n三\n")) == "一 **二**\n三"


def test_nothing_to_print_leaves_no_paragraph_but_a_cell_keeps_one() -> None:
    assert document_text(render(raw(p("前") + p("{{p 文 }}") + p("后")), 文=Markdown(""))) == "前\n后"
    document = render(raw(table(["{{p 文 }}"])), 文=Markdown(" "))
    assert xsd_problems(document) == []
    assert "<w:tc><w:tcPr><w:tcW" in part(document)
    assert "<w:p/></w:tc>" in part(document)


def test_the_template_s_own_numbering_is_followed_where_its_list_style_has_one() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="n"><w:name w:val="List Number"/><w:pPr><w:numPr>'
        '<w:numId w:val="4"/></w:numPr></w:pPr></w:style>'
    )
    numbering = (
        '<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
        '<w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="4"><w:abstractNumId w:val="7"/></w:num></w:numbering>'
    )
    template = raw(p("{{p 文 }}"), styles=styles, parts={"numbering.xml": ("numbering", "numbering", numbering)})
    document = render(template, 文=Markdown("1. 一"))
    assert xsd_problems(document) == []
    [number] = re.findall(r'<w:numId w:val="(\d+)"/>', part(document))
    assert number != "4"
    assert f'<w:num w:numId="{number}"><w:abstractNumId w:val="7"/>' in part(document, "word/numbering.xml")


def test_a_character_that_xml_cannot_hold_is_named_with_its_place() -> None:
    [problem] = refused(raw(p("{{p 文 }}")), 文=Markdown("坏\x0b字"))
    assert (problem.code, problem.place) == ("DG504", "正文 第 1 段")


LETTERS = st.text(
    st.characters(categories=("L", "N", "Po", "Ps", "Pe", "Sm", "So"), exclude_characters="\\*_`|#+-.>~[]!)"),
    min_size=1,
)


@settings(max_examples=100, deadline=None)
@given(st.lists(LETTERS, min_size=1, max_size=4))
def test_paragraphs_of_any_letters_come_out_as_they_went_in(paragraphs: list[str]) -> None:
    wanted = [each for each in (each.strip() for each in paragraphs) if each]
    document = PLAIN.render({"文": Markdown("\n\n".join(wanted))})
    assert document_text(document).split("\n") == (wanted or [""])


SOUP = st.text(st.sampled_from("甲乙 \n*_`|#>-1.[]()<>&\\~:!a　"), max_size=60)


@settings(max_examples=200, deadline=None)
@given(SOUP)
def test_no_letter_is_ever_lost(text: str) -> None:
    shown = document_text(PLAIN.render({"文": Markdown(text)}))
    for letter in "甲乙a<&":
        assert shown.count(letter) == text.count(letter)


@pytest.mark.parametrize("marks", [">", "- ", "1. ", "* - "])
@pytest.mark.parametrize("depth", [9, 25, 60, 120, 400])
def test_no_word_is_lost_however_deep_it_is_nested(marks: str, depth: int) -> None:
    assert "甲" in document_text(PLAIN.render({"文": Markdown(marks * depth + "甲")}))


def test_lists_nested_thirty_deep_keep_every_word() -> None:
    text = "\n".join("  " * depth + f"- 第{depth}层" for depth in range(30))
    shown = document_text(PLAIN.render({"文": Markdown(text)}))
    assert all(f"第{depth}层" in shown for depth in range(30))


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.text("一二、，。（《“ 　12-+.#:：=~*a\n\t\u3000\u2028\xad", max_size=8).map("甲{}".format), max_size=4)
)
def test_text_without_any_mark_is_read_as_markdown_it_reads_it(paragraphs: list[str]) -> None:
    text = "\n\n".join(paragraphs)
    assert read_markdown(text) == parsed(text)
