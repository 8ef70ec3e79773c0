"""What an expression may grow to and cost: past the limits it stops with a Chinese sentence, and soon."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest

from docgen.expressions import Expression, ExpressionError, Text, loop_budget
from docgen.model import Absent, AbsentUsedError

NAMES: dict[str, Any] = {
    "字": "字" * 1000,
    "数": list(range(100_000)),
    "另数": list(range(100_000)),
    "条目": [{"组": number % 50_000, "值": number} for number in range(100_000)],
    "对": [[number] for number in range(20_000)],
}


def value(source: str) -> Any:
    return Expression(source).evaluate(NAMES)


def refused(source: str) -> str:
    with pytest.raises(ExpressionError) as caught:
        Text(source).render(NAMES) if "{" in source else value(source)
    assert re.search("[\u4e00-\u9fff]", caught.value.message)
    return caught.value.message


def loops(body: str, *starts: str) -> str:
    sets = ", ".join(starts)
    return "{% set ns = namespace(" + sets + ") %}{% for i in range(100) %}" + body + "{% endfor %}"


@pytest.mark.parametrize(
    "body",
    [
        "{% set ns.l = [ns.l, ns.l] %}{% set ns.m = [ns.m, ns.m] %}",
        "{% set ns.l = (ns.l, ns.l) %}{% set ns.m = (ns.m, ns.m) %}",
        "{% set ns.l = {'a': ns.l, 'b': ns.l} %}{% set ns.m = {'a': ns.m, 'b': ns.m} %}",
        "{% set ns.l = [ns.l] + [ns.l] %}{% set ns.m = [ns.m] + [ns.m] %}",
        "{% set ns.l = [ns.l, ns.l, ns.l, ns.l, ns.l, ns.l, ns.l, ns.l, ns.l] %}",
        "{% set ns.l = [ns.l] %}",
    ],
)
def test_lists_in_lists_do_not_grow_until_they_cannot_be_compared(body: str) -> None:
    assert "列表套列表" in refused(loops(body, "l=[1]", "m=[1]") + "{{ 'x' if ns.l == ns.m else 'y' }}")


def test_large_lists_of_large_lists_are_refused_however_they_are_made() -> None:
    body = "{% set ns.k = ns.k + ns.k %}"
    assert "列表" in refused(loops(body, "k=[数]"))


@pytest.mark.parametrize(
    "source",
    [
        "{% for i in range(200) %}{% if 数 == 另数 %}{% endif %}{% endfor %}",
        "{% for i in range(200) %}{% if -1 in 数 %}{% endif %}{% endfor %}",
        "{% for i in range(200) %}{{ 数 | sum }}{% endfor %}",
        "{% for i in range(200) %}{{ 数 | sort | first }}{% endfor %}",
        "{% for i in range(200) %}{% if 数 is sorted %}{% endif %}{% endfor %}",
        "{{ 对 | unique | length }}",
    ],
)
def test_going_through_long_lists_again_and_again_is_counted(source: str) -> None:
    assert "循环次数超过" in refused(source)


def test_long_lists_are_told_apart_and_grouped_at_once() -> None:
    assert value("数 | unique | length") == 100_000
    assert value("(条目 | groupby('组') | first).list | map(attribute='值') | join('、')") == "0、50000"
    assert value("['甲', '乙', '甲', [1], [1], {'a': 1}] | unique") == ["甲", "乙", [1], {"a": 1}]


@pytest.mark.parametrize(
    "source",
    ["数 | join(字)", "{{ 数 | join(字) }}", "{% for i in 数 %}{{ 字 }}{% endfor %}", "[字, 字, 字] | join(数 | join)"],
)
def test_a_text_is_measured_before_it_is_made(source: str) -> None:
    assert "文字太长" in refused(source)


def test_an_evaluation_inside_another_has_no_budget_of_its_own() -> None:
    inner = Expression("数 | length")
    with loop_budget():
        for _ in range(20):
            assert inner.evaluate(NAMES) == 100_000
        with pytest.raises(ExpressionError, match="循环次数超过"):
            inner.evaluate(NAMES)
    assert inner.evaluate(NAMES) == 100_000


@pytest.mark.parametrize(
    "written", ["0.1234567890123456", "1.00000000000000001", "12345678901234567.5", "1.5 + 0.1234567890123456789"]
)
def test_a_decimal_with_more_digits_than_are_kept_is_refused(written: str) -> None:
    assert "有效数字" in refused(written)
    assert "有效数字" in refused("{{ " + written + " }}")


def test_a_decimal_with_fifteen_digits_is_kept() -> None:
    assert value("0.123456789012345") == Decimal("0.123456789012345")
    assert value("'0.12345678901234567890'") == "0.12345678901234567890"


@pytest.mark.parametrize(
    ("source", "exact"),
    [
        ("9" * 30 + " + 2", 10**30 + 1), ("-(" + "9" * 30 + ")", 1 - 10**30),
        ("[" + "9" * 30 + ", 2] | sum", 10**30 + 1),
        ("(" + "9" * 30 + " + 2) / 1", 10**30 + 1), ("(" + "9" * 29 + " * -1) | abs", 10**29 - 1),
        ("9" * 30 + " * " + "9" * 29, (10**30 - 1) * (10**29 - 1)),
    ],
)  # fmt: skip
def test_large_whole_numbers_are_exact(source: str, exact: int) -> None:
    assert value(source) == exact


@pytest.mark.parametrize("source", ["9" * 60 + " + 1", "9" * 31 + " * " + "9" * 31])
def test_whole_numbers_too_large_to_be_exact_are_refused(source: str) -> None:
    assert refused(source) == "数字太大，不能计算"


def test_a_value_that_does_not_fit_is_refused_with_what_to_do() -> None:
    with pytest.raises(ExpressionError) as caught:
        value("[1, 2, 3][::0]")
    assert "步长" in caught.value.message
    assert caught.value.hint


def test_flatten_opens_one_level_and_leaves_out_what_is_not_filled_in() -> None:
    assert Expression("甲 | flatten").evaluate({"甲": [["a", "b"], "c", Absent("丁"), [["d"]]]}) == [
        "a",
        "b",
        "c",
        ["d"],
    ]
    issues = [{"办理": [1, 2]}, {"办理": Absent("办理")}, {"办理": [3]}]
    assert Expression('问题 | map(attribute="办理") | flatten').evaluate({"问题": issues}) == [1, 2, 3]


def test_flatten_costs_what_it_opens_and_no_more() -> None:
    lists = [[number] * 100 for number in range(900)]
    assert len(Expression("甲 | flatten").evaluate({"甲": lists})) == 90_000
    with pytest.raises(ExpressionError, match="列表太长"):
        Expression("甲 | flatten").evaluate({"甲": [*lists, *lists]})


def test_what_is_looked_up_by_a_name_that_is_not_filled_in_is_told_in_chinese() -> None:
    with pytest.raises(AbsentUsedError, match=r"^类型$"):
        Expression('{"甲": 1}[项.类型]').evaluate({"项": {"类型": Absent("类型")}})
    with pytest.raises(ExpressionError, match=r"^没有“乙”这一项$"):
        Expression('{"甲": 1}["乙"]').evaluate({})
    with pytest.raises(ExpressionError, match=r"^没有3这一项$"):
        Expression('{"甲": 1}[3]').evaluate({})
