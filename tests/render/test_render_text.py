"""Values printed in a template come out of the Word file as they went in, wherever they stand."""

from __future__ import annotations

import io
from decimal import Decimal

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.model import Absent
from docgen.render import compile_template, document_text
from docgen.render.text import checks, first_checks, text_xml
from tests.ooxml import xsd_problems
from tests.render.building import SPACES, Record, p, part, raw, refused, render, table, word

TEXTS = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff")
    | st.sampled_from("\n\t<>&\"'{}%#|“”")
)
HEADER = f"<w:hdr {SPACES}>{p('页眉{{ 值 }}完')}</w:hdr>"
FOOTNOTES = f'<w:footnotes {SPACES}><w:footnote w:id="2">{p("注{{ 值 }}完")}</w:footnote></w:footnotes>'
REFERENCE = '<w:p><w:r><w:t>引</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
EVERYWHERE = raw(
    p("正文{{ 值 }}完") + table(["格{{ 值 }}完", "旁"]) + REFERENCE,
    parts={
        "header1.xml": ("header", "header", HEADER),
        "footnotes.xml": ("footnotes", "footnotes", FOOTNOTES),
    },
    section='<w:sectPr><w:headerReference w:type="default" r:id="rId1"/><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>',
)
TEMPLATE = compile_template(EVERYWHERE, name="templates/示例.docx")


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_any_text_comes_out_of_body_cell_header_and_footnote_as_it_went_in(value: str) -> None:
    made = TEMPLATE.render({"值": value})
    text = document_text(made)
    for before in ("正文", "格", "页眉", "注"):
        assert f"{before}{value}完" in text
    document = docx.Document(io.BytesIO(made))
    assert document.paragraphs[0].text == f"正文{value}完"
    assert document.tables[0].cell(0, 0).text == f"格{value}完"
    assert document.sections[0].header.paragraphs[0].text == f"页眉{value}完"


@pytest.mark.parametrize(
    "value",
    [
        "甲&乙",
        "<一分厂>",
        "{{ 企业 }}",
        "{% if x %}",
        "{_{ x }_}",
        "  前后 空格  ",
        "一\n二\n\n四",
        "甲\t乙",
        "𠮷野家",
        "]]>",
        "“引”",
    ],
)
def test_text_that_looks_like_markup_is_only_text(value: str) -> None:
    made = TEMPLATE.render({"值": value})
    assert f"正文{value}完" in document_text(made)
    assert xsd_problems(made) == []


def test_line_breaks_of_windows_and_old_macs_are_line_breaks() -> None:
    assert document_text(render(raw(p("{{ 值 }}")), 值="一\r\n二\r三")) == "一\n二\n三"


def test_numbers_are_printed_as_they_were_typed() -> None:
    assert document_text(render(raw(p("{{ 甲 }}和{{ 乙 }}")), 甲=Decimal("1.10"), 乙=3)) == "1.10和3"


@pytest.mark.parametrize("sign", ["\x00", "\x08", "\x0b", "\x1f", "\ud83d", "\ufffe", "\uffff"])
def test_a_character_that_xml_cannot_hold_is_named(sign: str) -> None:
    [problem] = refused(raw(p("{{ 值 }}")), 值=f"坏{sign}字")
    assert problem.code == "DG504"
    assert f"U+{ord(sign):04X}" in problem.message


def test_a_tag_that_word_split_over_runs_is_filled_in_with_the_look_of_its_first_run() -> None:
    split = (
        '<w:p w:rsidR="00AB12CD"><w:r w:rsidRPr="00AB"><w:rPr><w:b/></w:rPr><w:t>前{</w:t></w:r>'
        '<w:proofErr w:type="spellStart"/><w:r><w:t>{ 企</w:t></w:r><w:bookmarkStart w:id="0" w:name="书签"/>'
        "<w:r><w:rPr><w:i/></w:rPr><w:t>业.名</w:t></w:r>"
        '<w:bookmarkEnd w:id="0"/><w:proofErr w:type="spellEnd"/><w:r><w:t xml:space="preserve">称 }</w:t></w:r>'
        "<w:r><w:t>}后</w:t></w:r></w:p>"
    )
    made = render(raw(split), 企业={"名称": "示例公司"})
    assert document_text(made) == "前示例公司后"
    first = docx.Document(io.BytesIO(made)).paragraphs[0].runs[0]
    assert (first.text, first.bold) == ("前示例公司", True)
    assert "书签" in part(made)
    assert xsd_problems(made) == []


def test_a_tag_with_a_tab_or_a_line_break_inside_is_filled_in() -> None:
    broken = "<w:p><w:r><w:t>{{ 值</w:t><w:tab/><w:t>|</w:t><w:br/><w:t>or_dash }}</w:t></w:r></w:p>"
    assert document_text(render(raw(broken), 值=Absent("值"))) == "—"


def test_curly_quotation_marks_around_a_string_are_straightened_and_those_inside_are_kept() -> None:
    template = raw(p('{% if 值 == “甲” %}一{% endif %}{% if 值 == "“甲”" %}二{% endif %}'))
    assert document_text(render(template, 值="甲")) == "一"
    assert document_text(render(template, 值="“甲”")) == "二"


def test_ampersands_and_angle_brackets_in_a_tag_mean_themselves() -> None:
    template = raw(p("{% if 数 &lt; 3 and 名 == 'A&amp;B' %}是{% endif %}"))
    assert document_text(render(template, 数=Decimal(2), 名="A&B")) == "是"


def test_percent_signs_and_braces_inside_a_paragraph_tag_do_not_confuse_docxtpl() -> None:
    body = p("{%p if 数 % 2 == 1 and 名 == '}' %}") + p("是") + p("{%p endif %}")
    assert document_text(render(raw(body), 数=Decimal(3), 名="}")) == "是"


def test_an_attribute_is_escaped_as_an_attribute() -> None:
    drawing = (
        '<w:p><w:r><w:drawing><wp:inline><wp:extent cx="1" cy="1"/><wp:docPr id="1" name="图" descr="{{ 值 }}"/>'
        "</wp:inline></w:drawing></w:r></w:p>"
    )
    made = render(raw(drawing), 值='"甲" <乙>\n丙')
    assert 'descr="&quot;甲&quot; &lt;乙&gt;&#10;丙"' in part(made)


def test_text_boxes_are_filled_in_with_their_copies_for_old_programs() -> None:
    box = "<w:txbxContent>" + p("框里{{ 值 }}") + "</w:txbxContent>"
    body = (
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:inline><wp:extent cx='1' cy='1'/>"
        f"<wp:docPr id='1' name='框'/><a:graphic><a:graphicData uri='x'><wps:wsp><wps:txbx>{box}</wps:txbx></wps:wsp>"
        f"</a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback>"
        f"<w:pict><v:shape id='s1'><v:textbox>{box}</v:textbox></v:shape></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    made = render(raw(body), 值="示例")
    assert part(made).count("框里示例") == 2
    assert document_text(made).count("框里示例") == 1
    [problem] = refused(raw(body), 值=Absent("值"))
    assert problem.place == "文本框 1 第 1 段"


def test_rows_are_repeated_and_the_rows_of_tags_vanish() -> None:
    body = table(
        ["序号", "描述"],
        ["{%tr for 问题 in 问题们 %}", ""],
        ["{{ loop.index }}", "{{ 问题.描述 }}"],
        ["{%tr endfor %}", ""],
    )
    made = render(raw(body), 问题们=[{"描述": "甲"}, {"描述": "乙"}])
    rows = docx.Document(io.BytesIO(made)).tables[0].rows
    assert [[cell.text for cell in row.cells] for row in rows] == [["序号", "描述"], ["1", "甲"], ["2", "乙"]]
    assert xsd_problems(made) == []


def test_an_else_row_says_that_there_is_none() -> None:
    rows = ["{%tr for 问题 in 问题们 %}"], ["{{ 问题 }}"], ["{%tr else %}"], ["无"], ["{%tr endfor %}"]
    assert document_text(render(raw(table(*rows)), 问题们=[])).strip() == "无"


def test_loops_in_a_paragraph_repeat_words_with_their_looks() -> None:
    bold = "<w:rPr><w:b/></w:rPr>"
    body = (
        "<w:p><w:r><w:t>{% for 名 in 名单 %}</w:t></w:r>"
        f"<w:r>{bold}<w:t>{{{{ 名 }}}}</w:t></w:r>"
        "<w:r><w:t>{% if not loop.last %}、{% endif %}{% endfor %}。</w:t></w:r></w:p>"
    )
    made = render(raw(body), 名单=["甲", "乙"])
    assert document_text(made) == "甲、乙。"
    assert [run.text for run in docx.Document(io.BytesIO(made)).paragraphs[0].runs if run.bold] == ["甲", "乙"]


def test_nested_tables_and_loops_in_cells() -> None:
    inner = table(["{%tr for 措施 in 问题.措施 %}"], ["{{ 措施 }}"], ["{%tr endfor %}"], width=1500)
    body = table(["{%tr for 问题 in 问题们 %}"], [inner + "<w:p/>"], ["{%tr endfor %}"])
    made = render(raw(body), 问题们=[{"措施": ["一", "二"]}, {"措施": ["三"]}])
    assert document_text(made).split() == ["一", "二", "三"]
    assert xsd_problems(made) == []


def test_comments_in_templates_print_nothing() -> None:
    body = p("甲{# 说明 {{ 不算 #}乙") + p("{#p 整段说明 #}") + p("{{ 值 }}")
    assert document_text(render(raw(body), 值="丙")) == "甲乙\n丙"


def test_a_document_that_python_docx_made_works_as_a_template() -> None:
    def make(document: docx.document.Document) -> None:
        document.add_heading("{{ 标题 }}", 1)
        document.add_paragraph("{{ 记录.名称 }}", style="List Bullet")
        document.sections[0].footer.paragraphs[0].text = "第{{ 标题 }}页"

    made = render(word(make), 标题="示例", 记录=Record("enterprise/qy-001", 名称="名"))
    assert document_text(made).splitlines() == ["示例", "名", "第示例页"]
    assert xsd_problems(made) == []


@settings(max_examples=300, deadline=None)
@given(TEXTS | st.text(st.sampled_from("甲一①㎡—· \t\n&<>\x0b\u0301\ufe0f\U00020bb7\ue000"), max_size=6))
def test_a_text_that_goes_past_the_writer_is_one_that_the_writer_leaves_as_it_is(text: str) -> None:
    found = checks()
    if not found["special"](text):
        assert text_xml(text, "<w:r>") == text
    if not found["rare"](text):
        assert text_xml(text, "<w:r>", "<w:r><w:rPr/>") == text


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_the_checks_of_a_first_document_let_nothing_past_that_the_others_would_not(text: str) -> None:
    for name, check in first_checks().items():
        assert check(text) or not checks()[name](text)
