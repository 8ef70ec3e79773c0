"""Names checked before there is data: everything that nothing declares, with what was meant."""

from __future__ import annotations

import pytest

from docgen.expressions import ANY, NUMBER, TEXT, Expression, Plain, Shape, Text, unknown_names

STEP = Plain("object", {"日期": TEXT, "事项": TEXT})
GRADE = Plain("text", values=("一般", "较重", "严重"))
ISSUE = Plain("object", {"编号": TEXT, "严重程度": GRADE, "办理": Plain("list", item=STEP)})
SCOPE: dict[str, Shape] = {
    "企业": Plain("object", {"名称": TEXT, "员工人数": NUMBER, "质量问题": Plain("list", item=ISSUE)}),
    "附件": ANY,
}


def problems(source: str) -> list[str]:
    tree = (Text if "{" in source else Expression)(source).tree
    return [each.message for each in unknown_names(tree, SCOPE)[0]]


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("企业.名秤", "没有字段“企业.名秤”，最接近的是“企业.名称”"),
        ("公司.名称", "没有名称“公司”"),
        ("企业['名秤']", "没有字段“企业.名秤”，最接近的是“企业.名称”"),
        (
            "企业.质量问题 | map(attribute='编码') | list",
            "没有字段“企业.质量问题[…].编码”，最接近的是“企业.质量问题[…].编号”",
        ),
        ("企业.质量问题 | selectattr('程度', 'eq', '严重')", "没有字段“企业.质量问题[…].程度”"),
        ("企业.质量问题 | sort(attribute='日期')", "没有字段“企业.质量问题[…].日期”"),
        ("企业.质量问题 | sort(true, '日期')", "没有字段“企业.质量问题[…].日期”"),
        ("企业.质量问题 | join('、', '日期')", "没有字段“企业.质量问题[…].日期”"),
        ("(企业.质量问题 | first if 附件 else 企业.质量问题 | last).日期", "没有字段“日期”"),
        ("(企业.质量问题 | first).日期", "没有字段“企业.质量问题 | first.日期”"),
        ("企业.质量问题[0].日期", "没有字段“企业.质量问题[0].日期”"),
        ("企业.名称.简称", "没有字段“企业.名称.简称”"),
        ("企业.员工人数 > 上限", "没有名称“上限”"),
        ("企业.名称 if 甲 else '乙'", "没有名称“甲”"),
        ("{% for 问题 in 企业.质量问题 %}{{ 问题.描述 }}{% endfor %}", "没有字段“问题.描述”"),
        (
            "{% for 问题 in 企业.质量问题 %}{% for 步 in 问题.办理 %}{{ 步.人 }}{% endfor %}{% endfor %}",
            "没有字段“步.人”",
        ),
        ("{% for 问题 in 企业.质量问题 %}{% endfor %}{{ 问题.编号 }}", "没有名称“问题”"),
        ("{% for 字 in 企业.名称 %}{% endfor %}", "“企业.名称”不是列表"),
        (
            "{% for 组 in 企业.质量问题 | groupby('严重程度') %}{{ 组.grouper }}{{ 组.名 }}{% endfor %}",
            "没有字段“组.名”",
        ),
        ("{{ loop.index }}", "没有名称“loop”"),
        ("{% set 甲 = 企业.名秤 %}", "没有字段“企业.名秤”"),
        (
            "{% set 甲 = none %}{% if 附件 %}{% set 甲 = 企业.质量问题[0] %}{% endif %}{{ 甲.编码 }}",
            "没有字段“甲.编码”",
        ),
        (
            "{% set 表 = [] %}{% if 附件 %}{% set 表 = 企业.质量问题 %}{% endif %}"
            "{% for 项 in 表 %}{{ 项.编码 }}{% endfor %}",
            "没有字段“项.编码”",
        ),
        ("{% set 表 = namespace(**企叶) %}", "没有名称“企叶”"),
    ],
)
def test_an_undeclared_name_is_found(source: str, said: str) -> None:
    assert [each for each in problems(source) if said in each], problems(source)


@pytest.mark.parametrize(
    "source",
    [
        "企业.质量问题 | selectattr('严重程度', 'eq', '严重') | map(attribute='编号') | join('、')",
        "(企业.质量问题 | last).办理[0].事项",
        "附件.随便.什么",
        "{% for 问题 in 企业.质量问题 %}{{ loop.index }}{{ 问题.编号 }}{% endfor %}",
        "{% for 组 in 企业.质量问题 | groupby('编号') %}{{ 组.grouper }}{{ 组.list[0].编号 }}{% endfor %}",
        "{% with 甲 = 企业 %}{{ 甲.名称 }}{% endwith %}",
        "{% set 甲 = 企业.质量问题 | first %}{{ 甲.编号 }}",
        "[企业.名称, 1, true, none]",
        "{'甲': 企业.名称}[企业.名称]",
    ],
)
def test_declared_names_pass(source: str) -> None:
    assert problems(source) == []


def test_all_undeclared_names_are_found_at_once() -> None:
    assert len(problems("{{ 甲 }}{{ 企业.乙 }}{% if 丙 %}{% endif %}")) == 3


def test_the_nearest_name_is_the_advice_and_else_the_list_of_names() -> None:
    tree = Expression("企业.名秤 and 企业.zzz").tree
    assert [each.hint for each in unknown_names(tree, SCOPE)[0]] == [
        "把“名秤”改成“名称”",
        "可用的有：名称、员工人数、质量问题",
    ]


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (
            "(企业.质量问题 | first).严重程度 == '特别严重'",
            "“企业.质量问题 | first.严重程度”不会是“特别严重”，模式列出的值里没有它",
        ),
        ("'较中' != 企业.质量问题[0].严重程度", "“企业.质量问题[0].严重程度”不会是“较中”，模式列出的值里没有它"),
        (
            "企业.质量问题[0].严重程度 in ['一般', '较中']",
            "“企业.质量问题[0].严重程度”不会是“较中”，模式列出的值里没有它",
        ),
        (
            "'较中' not in (企业.质量问题 | map(attribute='严重程度'))",
            "“企业.质量问题 | map(严重程度)”里不会有“较中”，模式列出的值里没有它",
        ),
        ("企业.质量问题 | rejectattr('严重程度', '==', '较中')", "“严重程度”不会是“较中”，模式列出的值里没有它"),
        (
            "企业.质量问题 | map(attribute='严重程度') | select('equalto', '较中')",
            "“企业.质量问题 | map(严重程度) | select”不会是“较中”，模式列出的值里没有它",
        ),
        (
            "{% for 问题 in 企业.质量问题 %}{% if 问题.严重程度 is equalto('较中') %}{% endif %}{% endfor %}",
            "“问题.严重程度”不会是“较中”，模式列出的值里没有它",
        ),
        (
            "{% with 级 = 企业.质量问题[0].严重程度 %}{% if 级 in ('一般', '较中') %}{% endif %}{% endwith %}",
            "“级”不会是“较中”，模式列出的值里没有它",
        ),
        (
            "{% if 附件 %}{% set 级 = 企业.质量问题[0].严重程度 %}"
            "{% else %}{% set 级 = 企业.质量问题[1].严重程度 %}{% endif %}"
            "{% if 级 == '较中' %}{% endif %}",
            "“级”不会是“较中”，模式列出的值里没有它",
        ),
        (
            "(企业.质量问题[0].严重程度 or 企业.质量问题[1].严重程度) == '较中'",
            "比较的值不会是“较中”，模式列出的值里没有它",
        ),
    ],
)
def test_what_a_field_is_compared_with_is_one_of_its_values(source: str, said: str) -> None:
    assert problems(source) == [said]


@pytest.mark.parametrize(
    "source",
    [
        "企业.质量问题[0].严重程度 == '较重'",
        "企业.质量问题[0].严重程度 == ''",
        "企业.质量问题[0].严重程度 == 企业.名称",
        "'重' in 企业.质量问题[0].严重程度",
        "(企业.质量问题[0].严重程度 or 企业.名称) == '较中'",
        "(企业.质量问题[0].严重程度 | or_dash) == '—'",
        "企业.名称 == '较中'",
        "企业.质量问题[0].严重程度[1:] == '重'",
        "{% if 附件 %}{% set 表 = 企业.质量问题 %}{% else %}{% set 表 = 企业.质量问题[0].办理 %}{% endif %}"
        "{% for 项 in 表 %}{{ 项.编号 }}{{ 项.事项 }}{% endfor %}",
        "'—' in (企业.质量问题 | map(attribute='严重程度') | or_dash)",
        "企业.质量问题 | map(attribute='严重程度') | select('filled')",
        "{% set 级 = '无' %}{% if 附件 %}{% set 级 = 企业.质量问题[0].严重程度 %}{% endif %}{{ 级 == '无' }}",
        "{% if 附件 %}{% set 级 = '无' %}{% else %}{% set 级 = 企业.质量问题[0].严重程度 %}{% endif %}{{ 级 == '无' }}",
        "企业.质量问题 | selectattr('严重程度', 'in', ['一般', '严重'])",
    ],
)
def test_a_comparison_that_may_hold_passes(source: str) -> None:
    assert problems(source) == []


def test_many_values_are_not_all_listed() -> None:
    scope = {"级": Plain("text", values=[f"第{number}级" for number in range(500)])}
    [found] = unknown_names(Expression("级 == '？'").tree, scope)[0]
    assert found.hint.endswith("、第11级等 500 个")


@pytest.mark.parametrize("again", ["甲 or 甲", "甲 ~ 甲", "甲 if 附件 else 甲", "企业.名称 if 附件 else 甲"])
def test_a_name_that_is_set_to_itself_again_and_again_is_read_in_no_time(again: str) -> None:
    source = "{% set 甲 = 企业.名称 %}" + f"{{% set 甲 = {again} %}}{{% if 甲 == '乙' %}}{{% endif %}}" * 300
    problems, printed = unknown_names(Text(source + "{{ 甲 }}").tree, SCOPE)
    assert problems == []
    assert len(printed[0].passed) < 2000


def test_what_is_printed_is_known_by_its_shape() -> None:
    tree = Text("{{ 企业.名称 }}{{ 企业.质量问题 }}{{ 企业.员工人数 }}").tree
    printed = unknown_names(tree, SCOPE)[1]
    assert [(each.written, each.shape.form) for each in printed] == [
        ("企业.名称", "text"),
        ("企业.质量问题", "list"),
        ("企业.员工人数", "number"),
    ]
