"""A document that cannot be made right is not made, and everything that is missing is told at once."""

from __future__ import annotations

from decimal import Decimal

import pytest

from docgen.model import Absent, DocgenError, Markdown
from docgen.render import Properties, RenderError, compile_template, document_text
from tests.render.building import Record, p, raw, refused, render, table


def test_an_absent_value_is_named_with_its_record_its_cell_and_its_loop() -> None:
    body = table(["{%tr for 问题 in 企业.质量问题 %}"], ["{{ 问题.完成时限 }}"], ["{%tr endfor %}"])
    issue = Record("enterprise/qy-001#WT-2022-003")
    [problem] = refused(raw(body), 企业={"质量问题": [issue]})
    assert problem.code == "DG501"
    assert problem.message == "问题 WT-2022-003 的“完成时限”没有填写，不能印出"
    assert problem.place == "正文 表 1 第 2 行第 1 格"
    assert problem.location.file == "templates/示例.docx"
    assert problem.notes == (
        ("原文", "{{ 问题.完成时限 }}"),
        ("循环", "{%tr for 问题 in 企业.质量问题 %}"),
        ("来自", "enterprise/qy-001#WT-2022-003"),
    )
    assert "or_dash" in problem.hint


def test_every_absent_value_is_told_not_only_the_first() -> None:
    found = refused(
        raw(p("{{ 企业.名称 }}{{ 企业.地址 }}") + table(["{{ 企业.电话 }}"])), 企业=Record("enterprise/qy-001")
    )
    assert [each.message for each in found] == [
        f"企业 qy-001 的“{name}”没有填写，不能印出" for name in ("名称", "地址", "电话")
    ]


@pytest.mark.parametrize(
    ("value", "words"),
    [(True, "判断"), (["甲"], "列表"), ({"甲": 1}, "对象"), (None, "空的"), (Record("a/b"), "对象")],
)
def test_what_is_neither_text_nor_number_is_refused(value: object, words: str) -> None:
    [problem] = refused(raw(p("{{ 值 }}")), 值=value)
    assert problem.code == "DG502"
    assert words in problem.message


def test_a_name_that_the_context_lacks_is_refused_in_every_part_of_speech() -> None:
    body = (
        p("{{ 无 }}") + p("{% if 没有 %}{% endif %}") + p("{% for x in 空 %}{% endfor %}") + p("{{ 无.甲 | or_dash }}")
    )
    found = refused(raw(body))
    assert {each.code for each in found} == {"DG503"}
    assert [each.place for each in found] == ["正文 第 1 段", "正文 第 2 段", "正文 第 3 段", "正文 第 4 段"]


def test_a_calculation_that_fails_is_told_and_the_rest_is_still_looked_at() -> None:
    body = (
        p("{{ 数 + 文 }}")
        + p("{{ 文 | fixed(1) }}")
        + p("{{ 缺 - 1 }}")
        + p("{{ 缺 }}")
        + p("{% if 缺 > 1 %}{% endif %}")
    )
    found = refused(raw(body), 数=Decimal(1), 文="甲", 缺=Absent("批次"))
    assert sorted((each.code, each.place) for each in found) == [
        ("DG501", "正文 第 4 段"),
        ("DG503", "正文 第 1 段"),
        ("DG503", "正文 第 2 段"),
        ("DG503", "正文 第 3 段"),
        ("DG503", "正文 第 5 段"),
    ]
    assert any("“批次”没有填写，不能拿来计算" in each.message for each in found)


def test_what_may_be_absent_is_said_with_a_filter() -> None:
    body = p("{{ 值 | or_blank }}|{{ 值 | or_dash }}|{{ 值 | or_todo }}")
    assert document_text(render(raw(body), 值=Absent("措施"))) == "|—|【待补：措施】"


def test_a_table_that_loses_its_last_row_is_refused_by_its_number() -> None:
    body = table(["甲"]) + p("") + table(["{%tr for x in 列表 %}"], ["{{ x }}"], ["{%tr endfor %}"])
    [problem] = refused(raw(body), 列表=[])
    assert (problem.code, problem.place) == ("DG505", "正文 表 2")
    assert "表 2 没有一行" in problem.message
    assert "{%tr else %}" in problem.hint


def test_a_row_that_loses_its_last_cell_is_refused() -> None:
    [problem] = refused(raw(table(["{%tc for x in 列表 %}", "{{ x }}", "{%tc endfor %}"])), 列表=[])
    assert problem.code == "DG505"


def test_markdown_in_a_line_of_text_is_refused() -> None:
    [problem] = refused(raw(p("甲{{ 值 }}")), 值=Markdown("**粗**"))
    assert problem.code == "DG506"


def test_an_endless_loop_is_stopped() -> None:
    body = p("{% for a in r %}{% for b in r %}{% for c in r %}{% endfor %}{% endfor %}{% endfor %}")
    found = refused(raw(body), r=["甲"] * 200)
    assert any("循环次数" in each.message for each in found)


@pytest.mark.parametrize(
    "expression", ["''.__class__", "企业.__class__", "cycler", "企业.items()", "企业 | attr('x')", "2 ** 9"]
)
def test_nothing_outside_the_data_is_within_reach(expression: str) -> None:
    with pytest.raises(RenderError):
        render(raw(p(f"{{{{ {expression} }}}}")), 企业={"名称": "甲"})


def test_properties_are_checked() -> None:
    template = compile_template(raw(p("甲")))
    with pytest.raises(RenderError) as caught:
        template.render({}, Properties(title="坏\x01", day="2022年8月"))
    assert [each.code for each in caught.value.diagnostics] == ["DG508", "DG508"]


def test_a_style_profile_that_is_not_there_is_refused_with_the_ones_that_are() -> None:
    with pytest.raises(DocgenError, match="gb2312"):
        compile_template(raw(p("甲")), profile="word")


def test_the_same_template_renders_after_a_failure() -> None:
    template = compile_template(raw(p("{{ 值 }}")))
    with pytest.raises(RenderError):
        template.render({"值": Absent("值")})
    assert document_text(template.render({"值": "好"})) == "好"


def test_blocks_nested_too_deep_are_refused_in_words() -> None:
    body = "".join(p("{%p for x in 列表 %}") for _ in range(25)) + "".join(p("{%p endfor %}") for _ in range(25))
    with pytest.raises(RenderError, match="套得太深"):
        compile_template(raw(body))
    with pytest.raises(RenderError, match="套得太深"):
        compile_template(raw(p("{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}")))


def test_a_document_that_grows_without_end_is_stopped() -> None:
    body = p("{%p for x in 列表 %}") + p("甲" * 3000) + p("{%p endfor %}")
    found = refused(raw(body), 列表=["x"] * 40_000)
    assert [each.code for each in found] == ["DG503"]
    assert "太长" in found[0].message


def test_a_binary_fraction_is_refused_by_its_name() -> None:
    [problem] = refused(raw(p("{{ 值 }}")), 值=0.1)
    assert "float" in problem.message
