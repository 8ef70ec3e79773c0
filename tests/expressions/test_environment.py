"""The sandbox: what expressions may do, and how they refuse everything else."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest

from docgen.expressions import Expression, ExpressionError, Text
from docgen.model import Absent, AbsentUsedError

NAMES: dict[str, Any] = {
    "名称": "示例建材有限公司",
    "人数": 86,
    "产值": Decimal("1200.50"),
    "产品": ["水泥", "混凝土"],
    "联系人": {"姓名": "周示安"},
    "园区": Absent("产业集中区"),
}


def value(source: str) -> Any:
    return Expression(source).evaluate(NAMES)


def printed(source: str) -> str:
    return Text(source).render(NAMES)


def refused(source: str) -> ExpressionError:
    run = printed if "{{" in source or "{%" in source else value
    with pytest.raises(ExpressionError) as caught:
        run(source)
    assert re.search("[\u4e00-\u9fff]", caught.value.message), caught.value.message
    assert "Traceback" not in caught.value.message
    return caught.value


def test_numbers_calculate_exactly() -> None:
    assert value("0.1 + 0.2 == 0.3")
    assert value("产值 * 2") == Decimal("2401.00")
    assert printed("{{ 0.1 + 0.2 }} {{ 产值 }} {{ 人数 }}") == "0.3 1200.50 86"


def test_a_division_by_zero_is_unknown_and_not_an_error() -> None:
    assert isinstance(value("1 / 0"), Absent)
    assert isinstance(value("人数 % 0"), Absent)
    assert value("not (人数 / 0)")


def test_a_field_that_is_not_filled_in_can_be_gone_through_but_not_printed() -> None:
    assert not value("园区")
    assert value("园区.名称.简称 | or_dash") == "—"
    assert value("园区 | length") == 0
    assert printed("{% for 家 in 园区 %}{{ 家 }}{% endfor %}") == ""
    assert refused("{{ 园区 }}").message == "“产业集中区”没有填写，不能印出"
    assert refused("{{ 名称 ~ 园区 }}").message == "“产业集中区”没有填写，不能印出"


@pytest.mark.parametrize("source", ["园区 > 3", "园区 + 1", "-园区", "3 < 园区"])
def test_ordering_or_calculating_with_what_is_not_filled_in_says_so(source: str) -> None:
    with pytest.raises(AbsentUsedError, match="产业集中区"):
        value(source)


@pytest.mark.parametrize("source", ["单位", "单位.名称", "单位 | or_blank", "单位 is filled", "单位 == 1", "[单位]"])
def test_a_name_that_nobody_declares_is_an_error_wherever_it_stands(source: str) -> None:
    assert "单位" in refused(source).message


@pytest.mark.parametrize(
    "source",
    [
        "名称.upper()", "名称.__class__", "''.__class__.__mro__", "产品.append('甲')", "联系人.items()",
        "cycler('甲')", "cycler.__init__.__globals__", "lipsum()", "dict(a=1)", "joiner(',')", "self", "range.__init__",
        "名称 | attr('__class__')", "'{0.__class__}'.format(名称)", "'%s' % 名称", "namespace.__class__",
    ],
)  # fmt: skip
def test_python_is_out_of_reach(source: str) -> None:
    refused(source)


@pytest.mark.parametrize(
    "source",
    [
        "{% include 'x' %}", "{% import 'x' as y %}", "{% from 'x' import y %}", "{% extends 'x' %}",
        "{% block b %}{% endblock %}", "{% macro m() %}{% endmacro %}", "{% call m() %}{% endcall %}",
        "{% filter trim %}{% endfilter %}", "{% set y %}甲{% endset %}", "{% autoescape false %}{% endautoescape %}",
        "{% for 甲 in 产品 recursive %}{% endfor %}", "{% do 产品 %}", "{% break %}", "{% trans %}{% endtrans %}",
    ],
)  # fmt: skip
def test_what_reads_files_or_defines_things_is_refused(source: str) -> None:
    refused(source)


@pytest.mark.parametrize(
    "source",
    [
        "9 ** 9999999", "range(1000000)", "range(10000000000000000000000)", "'甲' * 1000000000", "产品 * 1000000",
        "1e400", "9" * 5000, "(" * 500 + "1" + ")" * 500, "名称 | center(99999999)",
        "{% for a in range(200) %}" * 3 + "{% endfor %}" * 3,
        "{% set n = namespace(s='甲乙') %}{% for i in range(60) %}{% set n.s = n.s ~ n.s %}{% endfor %}",
        "{% set n = namespace(s=[1]) %}{% for i in range(60) %}{% set n.s = n.s + n.s %}{% endfor %}",
        "{% set n = namespace(s=99999999) %}{% for i in range(60) %}{% set n.s = n.s * n.s %}{% endfor %}",
        "{% for a in 产品 %}" * 25 + "{% endfor %}" * 25,
    ],
)  # fmt: skip
def test_nothing_grows_or_runs_without_end(source: str) -> None:
    refused(source)


@pytest.mark.parametrize(
    ("source", "hint"),
    [
        ("名称 | default('无')", "or_blank"),
        ("名称 | safe", "照原样"),
        ("名称 is defined", "is filled"),
        ("产品 | jion('、')", "要写“join”吗？"),
        ("名称 | format(1)", "fixed"),
        ("名称.upper()", "过滤器"),
        ("{{ 名称 if 人数 > 90 }}", "else"),
    ],
)
def test_a_refusal_says_what_to_write_instead(source: str, hint: str) -> None:
    assert hint in refused(source).hint


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("产品 | map", "“map”的括号里少了参数"),
        ("人数 | round(2)", "“round”不能这样用：括号里的参数不对"),
        ("人数 | trim", "“trim”不能这样用"),
        ("人数 | length", "“length”不能这样用"),
        ("产品 < 3", "不同类型的值"),
        ("名称 * 2", "“*”只能用于数字"),
        ("产品 | sort(attribute='甲')", "没有下一级“甲”"),
        ("产品 | map('nope')", "没有过滤器“nope”"),
        ("联系人['电话']", "没有“电话”这一项"),
        ("{% for 字 in 名称 %}{% endfor %}", "for 只能用于列表"),
        ("{% set 联系人.姓名 = '甲' %}", "不能改案卷的内容"),
        ("{{ 产品 }}", "这是一个列表，不能直接印出"),
        ("{{ 联系人 }}", "是一个对象，不能直接印出"),
        ("{{ 人数 > 3 }}", "不能直接印出"),
        ("{% set range = 名称 %}{{ range(3) }}", "range 或者 namespace 在这里是别的值"),
    ],
)
def test_wrong_use_is_told_in_chinese(source: str, said: str) -> None:
    assert said in refused(source).message


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("(人数 > 3", "没有写完"),
        ("人数 >", "没有写完"),
        ("人数 人数", "后面多出了内容"),
        ("人数 = 3", "后面多出了内容"),
        ("人数 ｜ abs", "不该有字符“｜”"),
        ("{% if 人数 %}甲", "if 没有结束"),
        ("{% endfor %}", "多出一个 endfor"),
        ("{{ 人数", "没有写完"),
        ("{% wenn 人数 %}", "没有“wenn”这种标签"),
    ],
)
def test_a_slip_of_the_pen_is_told_in_chinese(source: str, said: str) -> None:
    assert said in refused(source).message


def test_loops_and_lists_do_what_templates_need() -> None:
    assert printed("{% for 一 in 产品 %}{{ loop.index }}.{{ 一 }}{% if not loop.last %}；{% endif %}{% endfor %}") == (
        "1.水泥；2.混凝土"
    )
    assert value("产品 | select('eq', '水泥') | first") == "水泥"
    assert value("产品[5] | or_dash") == "—"
    assert (
        printed("{% set n = namespace(数=0) %}{% for 一 in 产品 %}{% set n.数 = n.数 + 1 %}{% endfor %}{{ n.数 }}")
        == "2"
    )
    assert printed("{% set n = namespace(self=1) %}{{ n.self }}{{ n['self'] }}") == "11"


def test_text_of_the_data_is_never_read_as_a_tag() -> None:
    assert Text("{{ 名称 }}").render({"名称": "{{ 9 ** 9 }}{% x %}"}) == "{{ 9 ** 9 }}{% x %}"
