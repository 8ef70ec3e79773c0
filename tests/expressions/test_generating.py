"""Generated programs do what Jinja itself does with the same tags and values: the same text, or the same refusal."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from docgen.expressions import Environment, Expression, Text
from docgen.expressions.errors import FAILURES, ExpressionError, failed
from docgen.model import Absent, AbsentUsedError, UnknownFieldError
from tests.expressions.stock import stock_text

_ENVIRONMENT = Environment()
_NAMES = ("甲", "乙", "丙", "列", "记录", "没有的")
_FIELDS = ("名称", "数", "空", "表", "乱写")
_FILTERS = ("or_blank", "or_dash", "join", "length", "first", "last", "list", "reverse", "sort", "unique",
            "cn_number", "sum", "map(attribute='名称')", "selectattr('数', 'gt', 1)", "or_todo('丁')",
            "join('；', attribute='名称')",
            "map('or_dash')", "groupby('名称')", "sum(attribute='数')", "trim", "round", "flatten")  # fmt: skip
_TESTS = ("filled", "odd", "not filled", "divisibleby(2)", "in ['一', '二']", "sorted", "eq('一')")
_SIGNS = ("==", "!=", "<", ">=", "in", "not in", "+", "-", "*", "/", "//", "%", "~", "and", "or")


def expressions() -> SearchStrategy[str]:
    simple = st.one_of(
        st.sampled_from(_NAMES),
        st.sampled_from(["'一'", "'<&>'", "1", "2.50", "[]", "['一', 甲]", "(1, 2)", "true", "none", "loop.index",
                         "loop", "range(3)", "{'名称': 乙}", "loop.last", "点.值"]),
    )  # fmt: skip
    return st.recursive(simple, _larger, max_leaves=5)


def _larger(inner: SearchStrategy[str]) -> SearchStrategy[str]:
    def bracketed(text: str) -> str:
        return f"({text})"

    holder = inner.map(bracketed)
    return st.one_of(
        st.builds("{}.{}".format, holder, st.sampled_from(_FIELDS)),
        st.builds("{}[{}]".format, holder, st.sampled_from(["0", "-1", "5", "'名称'", "1:", ":2", "1.0", "甲"])),
        st.builds("{} | {}".format, holder, st.sampled_from(_FILTERS)),
        st.builds("{} is {}".format, holder, st.sampled_from(_TESTS)),
        st.builds("{} {} {}".format, holder, st.sampled_from(_SIGNS), holder),
        st.builds("{} < {} <= {}".format, holder, holder, holder),
        st.builds("{} if {} else {}".format, holder, holder, holder),
        st.builds("{} {}".format, st.sampled_from(["not", "-"]), holder),
    )


def templates() -> SearchStrategy[str]:
    names = st.sampled_from([*_NAMES, "项"])
    line = st.one_of(
        st.sampled_from(["文字", " <w:p/>\n", "{# 注 #}"]),
        expressions().map("{{{{ {} }}}}".format),
        st.builds("{{% set {} = {} %}}".format, names, expressions()),
        st.just("{% set 点 = namespace(值=甲) %}"),
        expressions().map("{{% set 点.值 = {} %}}".format),
    )

    def blocks(inner: SearchStrategy[str]) -> SearchStrategy[str]:
        body = st.lists(inner, min_size=1, max_size=3).map("".join)
        values = st.one_of(st.sampled_from(["列", "记录.表", "甲", "记录", "列[1:]"]), expressions())
        return st.one_of(
            st.builds("{{% for {} in {} %}}{}{{% endfor %}}".format, names, values, body),
            st.builds("{{% for {} in {} %}}{}{{% else %}}{}{{% endfor %}}".format, names, values, body, body),
            st.builds("{{% for {} in {} if {} %}}{}{{% endfor %}}".format, names, values, expressions(), body),
            st.builds("{{% if {} %}}{}{{% elif {} %}}{}{{% endif %}}".format, expressions(), body, expressions(), body),
            st.builds("{{% if {} %}}{}{{% else %}}{}{{% endif %}}".format, expressions(), body, body),
            st.builds("{{% with {} = {} %}}{}{{% endwith %}}".format, names, expressions(), body),
            body,
        )

    return st.recursive(line, blocks, max_leaves=8)


def values() -> SearchStrategy[Any]:
    leaf = st.one_of(
        st.sampled_from(["一", "二", "<b>&", "", "2022-08-01", 1, 2, Decimal("2.50"), Absent("空"), True, None, 0.5])
    )
    records = st.fixed_dictionaries(
        {"名称": leaf, "数": leaf, "空": st.just(Absent("空")), "表": st.lists(leaf, max_size=3)}
    )
    return st.fixed_dictionaries(
        {"甲": leaf, "乙": leaf, "丙": st.one_of(leaf, records), "列": st.lists(st.one_of(leaf, records), max_size=3),
         "记录": records}
    )  # fmt: skip


def outcome(make: Any, *arguments: Any) -> tuple[str, str]:
    try:
        return "text", make(*arguments)
    except (ExpressionError, AbsentUsedError, UnknownFieldError) as problem:
        return type(problem).__name__, str(problem)
    except FAILURES as problem:
        return "ExpressionError", str(failed(problem))


@settings(max_examples=80, deadline=None)
@given(templates(), values())
def test_a_template_gives_what_jinja_gives(source: str, names: dict[str, Any]) -> None:
    same_text(source, names)


@pytest.mark.slow
@settings(max_examples=2_000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(templates(), values())
def test_very_many_templates_give_what_jinja_gives(source: str, names: dict[str, Any]) -> None:
    same_text(source, names)


def same_text(source: str, names: dict[str, Any]) -> None:
    try:
        text = Text(source)
    except ExpressionError:
        return
    assert outcome(text.render, names) == outcome(stock_text, _ENVIRONMENT.parse(source), names)


@settings(max_examples=80, deadline=None)
@given(expressions(), values())
def test_an_expression_gives_what_jinja_prints(source: str, names: dict[str, Any]) -> None:
    same_value(source, names)


@pytest.mark.slow
@settings(max_examples=2_000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(expressions(), values())
def test_very_many_expressions_give_what_jinja_prints(source: str, names: dict[str, Any]) -> None:
    same_value(source, names)


def same_value(source: str, names: dict[str, Any]) -> None:
    def printed(names: dict[str, Any]) -> str:
        value = Expression(source).evaluate(names)
        return Text("{{ value }}").render({"value": value})

    try:
        Expression(source)
    except ExpressionError:
        return
    assert outcome(printed, names) == outcome(stock_text, _ENVIRONMENT.parse(f"{{{{ {source} }}}}"), names)


def test_a_name_set_in_a_loop_is_gone_after_each_turn_and_one_set_in_a_branch_stays() -> None:
    source = "{% set 甲 = 0 %}{% for 项 in 列 %}{% set 甲 = 甲 + 1 %}{{ 甲 }}{% endfor %}{{ 甲 }}"
    assert Text(source).render({"列": ["一", "二"]}) == "110"
    assert Text("{% if true %}{% set 甲 = 2 %}{% endif %}{{ 甲 }}").render({"甲": 1}) == "2"


def test_the_program_reads_as_straight_lines() -> None:
    source = Expression("this.状态 == '已销号' and this.日期 <= as_of").code.source
    assert source.splitlines()[-1].strip().startswith("return ((")
    assert "context" not in source
