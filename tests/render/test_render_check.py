"""Everything that is wrong with a template is said at once, each with its place, its words and the way to mend it."""

from __future__ import annotations

import pytest

from docgen.expressions import ANY, NUMBER, TEXT, Plain, Shape
from docgen.model import Diagnostic
from docgen.render import RenderError, check_template, compile_template
from tests.render.building import HEAD, MARKDOWN_STYLES, SPACES, p, raw, table

ISSUE = Plain("object", {"编号": TEXT, "描述": TEXT, "次数": NUMBER, "经过": Plain("markdown")})
SCOPE: dict[str, Shape] = {
    "企业": Plain(
        "object", {"名称": TEXT, "质量问题": Plain("list", item=ISSUE), "概况": Plain("markdown"), "问题": ISSUE}
    ),
    "问题": ISSUE,
    "x": ANY,
}
TOTALS = table(["{%tr if x %}", "合计"], ["一", "二"], ["{%tr endif %}", ""])
TWICE = table(["{%tr if x %}", "{%tr if x %}"], ["一", ""], ["{%tr endif %}", ""], ["{%tr endif %}", ""])


def check(body: str, **options: str) -> list[Diagnostic]:
    return check_template(raw(body, styles=options.get("styles", MARKDOWN_STYLES)), "templates/示例.docx", SCOPE)


def only(body: str) -> Diagnostic:
    found = check(body)
    assert len(found) == 1, found
    assert found[0].location.file == "templates/示例.docx"
    return found[0]


def test_a_template_without_fault_gives_no_finding() -> None:
    body = p("{{ 企业.名称 }}") + table(
        ["头"], ["{%tr for 问题 in 企业.质量问题 %}"], ["{{ 问题.描述 }}"], ["{%tr endfor %}"]
    )
    assert check(body + p("{{p 企业.概况 }}")) == []


def test_a_misspelt_field_is_named_with_the_nearest_one_its_cell_and_its_loop() -> None:
    body = table(
        ["头", "头"],
        ["{%tr for 问题 in 企业.质量问题 %}", ""],
        ["{{ loop.index }}", "{{ 问题.描诉 }}"],
        ["{%tr endfor %}", ""],
    )
    problem = only(body)
    assert (problem.code, problem.place) == ("DG402", "正文 表 1 第 3 行第 2 格")
    assert problem.message == "没有字段“问题.描诉”，最接近的是“问题.描述”"
    assert problem.notes == (("原文", "{{ 问题.描诉 }}"), ("循环", "{%tr for 问题 in 企业.质量问题 %}"))


@pytest.mark.parametrize(
    ("body", "code", "place", "words"),
    [
        (p("{{ 企业.名称 | or_dash( }}"), "DG403", "正文 第 1 段", "不该有"),
        (p("{{ }}"), "DG403", "正文 第 1 段", "没有内容"),
        (p("{{ 企业.名称 | or_dahs }}"), "DG404", "正文 第 1 段", "or_dahs"),
        (p("{{ 企业.名称.upper() }}"), "DG404", "正文 第 1 段", "不能调用方法"),
        (p("{% include 'x' %}"), "DG404", "正文 第 1 段", "include"),
        (p("甲") + p("{%p if x %}"), "DG405", "正文 第 2 段", "if 没有结束"),
        (p("{% endfor %}"), "DG405", "正文 第 1 段", "多出一个 endfor"),
        (p("{% if x %}{% for y in x %}{% endif %}"), "DG405", "正文 第 1 段", "for 没有结束"),
        (p("名称{{ 企业.名称") + p(" }}"), "DG406", "正文 第 1 段", "没有结束"),
        (p("名称 企业.名称 }}"), "DG406", "正文 第 1 段", "多出一个 }}"),
        (p("甲{%p if x %}乙") + p("{%p endif %}"), "DG407", "正文 第 1 段", "“甲乙”会丢失"),
        (TOTALS, "DG407", "正文 表 1 第 1 行第 1 格", "“合计”会丢失"),
        (table(["备注{%tc if x %}", "二", "{%tc endif %}"]), "DG407", "正文 表 1 第 1 行第 1 格", "“备注”会丢失"),
        (p("概况：{{p 企业.概况 }}"), "DG407", "正文 第 1 段", "“概况：”会丢失"),
        (TWICE, "DG408", "正文 表 1 第 1 行第 2 格", "两个"),
        (p("{{p 企业.概况 }}{{p 企业.概况 }}"), "DG408", "正文 第 1 段", "两个"),
        (p("｛｛ 企业.名称 ｝｝"), "DG409", "正文 第 1 段", "全角"),
        (p("｛％ if x ％｝"), "DG409", "正文 第 1 段", "全角"),
        (p("{ 企业.名称 }"), "DG409", "正文 第 1 段", "只有一层花括号"),
        (p("{%tr if x %}") + p("{%tr endif %}"), "DG410", "正文 第 1 段", "表格的行"),
        (p("{%p if x %}") + p("一{% endif %}二"), "DG410", "正文 第 2 段", "写成同一种"),
        (table(["{% if x %}甲", "乙{% endif %}"]), "DG410", "正文 表 1 第 1 行第 2 格", "不在同一个"),
        (p("{%p if x %}") + table([p("{%p endif %}")]), "DG410", "正文 表 1 第 1 行第 1 格", "不在同一个"),
        (p("{% tr for y in x %}{% endfor %}"), "DG411", "正文 第 1 段", "没有紧跟在"),
        (table(["{{tr 企业.名称 }}"]), "DG411", "正文 表 1 第 1 行第 1 格", "不支持"),
        (p("{%- if x %}{% endif %}"), "DG411", "正文 第 1 段", "去掉前后的空白"),
        (table(["{% colspan %}甲"]), "DG403", "正文 表 1 第 1 行第 1 格", "格数"),
        (table(["{% vm 甲 %}甲"]), "DG403", "正文 表 1 第 1 行第 1 格", "不写别的"),
        (p("{% cellbg 企业.名称 %}"), "DG410", "正文 第 1 段", "单元格里"),
        (table(["{% if 企业.名称 %}{% cellbg 企业.名称 %}{% endif %}"]), "DG410", "正文 表 1 第 1 行第 1 格", "里面"),
        (table(["{% vm %}甲"]), "DG410", "正文 表 1 第 1 行第 1 格", "{%tr for"),
        (table(["{% hm %}甲"]), "DG410", "正文 表 1 第 1 行第 1 格", "{%tc for"),
        (table(["{% cellbg 企业.名字 %}甲"]), "DG402", "正文 表 1 第 1 行第 1 格", "名字"),
        (p("{{ 企业.质量问题 }}"), "DG412", "正文 第 1 段", "列表"),
        (p("{{ 企业 }}"), "DG412", "正文 第 1 段", "对象"),
        (p("{{ 企业.概况 }}"), "DG413", "正文 第 1 段", "成段的文字"),
    ],
)  # fmt: skip
def test_a_fault_is_named_with_its_place(body: str, code: str, place: str, words: str) -> None:
    found = check(body)
    mine = [each for each in found if each.code == code]
    assert mine, found
    assert mine[0].place == place
    assert words in mine[0].message
    assert not mine[0].hint.startswith(" ")


def test_what_check_calls_an_error_of_form_compile_refuses_too() -> None:
    for body in (
        p("{{ }}"),
        p("{%p if x %}"),
        p("甲{%p if x %}") + p("{%p endif %}"),
        p("｛｛ x ｝｝"),
        p("{{ x"),
        p("{{tr x }}"),
        table(["{% vm %}"]),
    ):
        with pytest.raises(RenderError):
            compile_template(raw(body))


def test_all_faults_of_all_parts_are_told_at_once() -> None:
    header = f"<w:hdr {SPACES}>{p('{{ 企业.明称 }}')}</w:hdr>"
    separator = f"<w:footnote w:id='0' w:type='separator'>{p('')}</w:footnote>"
    note = f"<w:footnote w:id='2'>{p('{{ 企业.简称 }}')}</w:footnote>"
    footnotes = f"<w:footnotes {SPACES}>{separator}{note}</w:footnotes>"
    template = raw(
        p("{{ 企业.x | 无 }}") + p("{{ 问题.描诉 }}") + table([table(["{{ 问 }}"]) + p("")]),
        parts={"header1.xml": ("header", "header", header), "footnotes.xml": ("footnotes", "footnotes", footnotes)},
        section='<w:sectPr><w:headerReference w:type="default" r:id="rId1"/></w:sectPr>',
    )
    found = {(each.code, each.place) for each in check_template(template, "templates/示例.docx", SCOPE)}
    assert found == {
        ("DG404", "正文 第 1 段"),
        ("DG402", "正文 第 2 段"),
        ("DG402", "正文 表 1 第 1 行第 1 格 表 1 第 1 行第 1 格"),
        ("DG402", "页眉 1 第 1 段"),
        ("DG402", "脚注 1 第 1 段"),
    }


def test_full_width_signs_inside_a_tag_are_named() -> None:
    codes = {each.code: each.message for each in check(p("{{ 企业.名称｜or_dash }}"))}
    assert "“｜”" in codes["DG409"]


def test_pictures_footnotes_and_section_breaks_beside_a_paragraph_tag_are_not_lost_in_silence() -> None:
    picture = "<w:p><w:r><w:t>{{p 企业.概况 }}</w:t><w:drawing/></w:r></w:p>"
    section = "<w:p><w:pPr><w:sectPr/></w:pPr><w:r><w:t>{{p 企业.概况 }}</w:t></w:r></w:p>"
    page = '<w:p><w:r><w:t>{{p 企业.概况 }}</w:t><w:br w:type="page"/></w:r></w:p>'
    assert "图片会丢失" in only(picture).message
    assert "分节符会丢失" in only(section).message
    assert "分页符会丢失" in only(page).message


def test_tags_where_nothing_fills_them_in_are_found() -> None:
    deleted = '<w:p><w:del w:id="1" w:author="x"><w:r><w:delText>{{ 企业.名称 }}</w:delText></w:r></w:del></w:p>'
    field = "<w:p><w:r><w:instrText>REF {{ 企业.名称 }}</w:instrText></w:r></w:p>"
    formula = "<w:p><m:oMath><m:r><m:t>{{ 企业.名称 }}</m:t></m:r></m:oMath></w:p>"
    for body in (deleted, field, formula):
        assert only(body).code == "DG414"


def test_comments_changes_and_hidden_text_are_warned_of_and_do_not_stop_anything() -> None:
    body = (
        '<w:p><w:commentRangeStart w:id="0"/><w:r><w:t>甲</w:t></w:r><w:commentRangeEnd w:id="0"/>'
        '<w:r><w:commentReference w:id="0"/></w:r></w:p>'
        '<w:p><w:ins w:id="1" w:author="某"><w:r><w:t>乙</w:t></w:r></w:ins></w:p>'
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>丙</w:t></w:r></w:p>"
    )
    found = check(body)
    assert [(each.code, each.severity, each.place) for each in found] == [
        ("DG418", "warning", "正文 第 1 段"),
        ("DG418", "warning", "正文 第 3 段"),
        ("DG418", "warning", "正文 第 2 段"),
    ]
    assert compile_template(raw(body)).render({})


def test_a_block_that_joins_paragraphs_is_warned_of() -> None:
    assert only(p("甲{% if x %}乙") + p("丙{% endif %}丁")).code == "DG420"


def test_styles_that_markdown_wants_are_asked_for_once() -> None:
    [problem] = check(
        p("{{p 企业.概况 }}") + p("{{p 问题.经过 }}"),
        styles="<w:style w:type='table' w:styleId='g'><w:name w:val='Table Grid'/></w:style>",
    )
    assert (problem.code, problem.severity) == ("DG417", "hint")
    for style in ("标题 1", "列表编号", "表格文字", "公文表格"):
        assert style in problem.message


def test_a_template_that_is_no_word_file_is_a_finding_and_not_an_exception() -> None:
    for data in (b"", b"PK", b"hello", HEAD.encode()):
        [problem] = check_template(data, "templates/坏.docx", SCOPE)
        assert problem.code == "DG401"


def test_fields_that_change_with_day_and_computer_are_warned_of() -> None:
    problem = only('<w:p><w:r><w:instrText> DATE \\@ "yyyy年M月d日"</w:instrText></w:r></w:p>')
    assert (problem.code, problem.severity) == ("DG421", "warning")
    assert check("<w:p><w:r><w:instrText> PAGE </w:instrText></w:r></w:p>") == []


def test_the_name_of_an_argument_is_no_comparison_with_one_equals_sign() -> None:
    condition = '{% if "甲" in (企业.质量问题 | sort(attribute="编号") | map(attribute="描述")) %}'
    assert check(p(condition + "有{% endif %}")) == []
    assert only(p('{% if 企业.名称 = "甲" %}有{% endif %}')).message == "判断相等要写两个等号“==”"
