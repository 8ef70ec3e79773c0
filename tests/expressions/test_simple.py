"""Of tags that are simple, the same program is made without Jinja as with it, to the letter; others are left to it."""

from __future__ import annotations

import keyword
import re
from collections.abc import Sequence
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from jinja2 import nodes
from jinja2.exceptions import TemplateSyntaxError

from docgen.expressions import Environment, ExpressionError, simple
from docgen.expressions.code import Code
from docgen.expressions.generating import generate

_ENVIRONMENT = Environment()
_WORDS = (*keyword.kwlist, "loop", "self", "super", "caller", "none", "TRUE", "with", "recursive", "made", "value",
          "append", "names", "written", "missing", "_", "t_1", "l_0_a", "企业", "ﬁ", "a·b", "a²", "1", "")  # fmt: skip
_NAMES = st.sampled_from(_WORDS) | st.text(st.characters(codec="utf-8"), max_size=2)
_USUAL = st.sampled_from(["甲", "乙", "项", "a", "企业"])
_TEXTS = st.sampled_from(['"是"', "'、'", '""', "'a b'"])
_ODD_TEXTS = st.sampled_from(["'|'", '","', '")"', r'"\n"', '"', "'%}'", '"== 1"', '" is "', "1", "甲"]) | (
    st.text(st.characters(codec="utf-8"), max_size=3).map('"{}"'.format)
)


class _Language(NamedTuple):
    """What templates are made of; `_SIMPLE` has no more than what is simple."""

    names: SearchStrategy[str]
    texts: SearchStrategy[str]
    filters: tuple[str, ...]
    with_texts: tuple[str, ...]
    tests: tuple[str, ...]
    signs: tuple[str, ...]
    tags: tuple[str, ...]


_SIMPLE = _Language(_USUAL, _TEXTS, ("or_blank", "or_dash", "or_todo", "cn_date", "first"),
                    ("join", "fixed", "or_todo"), ("filled", "odd", "not filled"), ("==", "!="),
                    ("{#\n#}",))  # fmt: skip
_WILD = _Language(_USUAL | _NAMES, _TEXTS | _ODD_TEXTS, (*_SIMPLE.filters, "select", "upper", "", "=="),
                  (*_SIMPLE.with_texts, "map", "没有的"), (*_SIMPLE.tests, "in", "==", "没有的", ""),
                  (*_SIMPLE.signs, "<", "in", "and"), ("{#\n#}", "{%\nelse %}", "{%\nendif %}", "{%\nendfor %}",
                  "{%\nendwith %}", "{%\nset a = b %}", "{%\nelif a %}"))  # fmt: skip


def _values(language: _Language) -> SearchStrategy[str]:
    paths = st.lists(language.names, min_size=1, max_size=4).map(".".join)
    texts = st.lists(language.texts, min_size=1 if language is _SIMPLE else 0, max_size=2).map(", ".join)
    filters = st.sampled_from(language.filters) | st.builds(
        "{}({})".format, st.sampled_from(language.with_texts), texts
    )
    return st.builds(lambda path, found: " | ".join([path, *found]), paths, st.lists(filters, max_size=3))


def _conditions(language: _Language) -> SearchStrategy[str]:
    values = _values(language)
    others = language.texts if language is _SIMPLE else language.texts | values
    compared = st.builds("{} {} {}".format, values, st.sampled_from(language.signs), others)
    tested = st.builds("{} is {}".format, values, st.sampled_from(language.tests))
    return st.builds("{}{}".format, st.sampled_from(["", "", "", "not "]), values | compared | tested)


def _templates(language: _Language) -> SearchStrategy[list[str]]:
    """Tags, whose blocks end in their order but for what `_WILD` strews in."""
    line = (_values(language).map("{{{{\n{} }}}}".format) | st.sampled_from(language.tags)).map(lambda tag: [tag])

    def blocks(inner: SearchStrategy[list[str]]) -> SearchStrategy[list[str]]:
        body = st.lists(inner, max_size=3).map(lambda found: [tag for each in found for tag in each])
        opened = st.builds("{{%\nfor {} in {} %}}".format, language.names, _values(language))
        asked = _conditions(language).map("{{%\nif {} %}}".format)
        other = _conditions(language).map("{{%\nelif {} %}}".format)
        return st.one_of(
            body,
            st.builds(lambda start, held: [start, *held, "{%\nendfor %}"], opened, body),
            st.builds(lambda start, held: [start, *held, "{%\nendif %}"], asked, body),
            st.builds(
                lambda a, x, b, y, z: [a, *x, b, *y, "{%\nelse %}", *z, "{%\nendif %}"], asked, body, other, body, body
            ),
        )

    return st.recursive(line, blocks, max_leaves=8)


def by_jinja(pieces: Sequence[str], tags: Sequence[str]) -> Code | None:
    """The program that `generating` makes; None where the template is refused."""
    numbers = [str(number) if piece else "" for number, piece in enumerate(pieces)]
    source = numbers[0] + "".join(tag + number for tag, number in zip(tags, numbers[1:], strict=True))
    try:
        tree = _ENVIRONMENT.parse(source)
        _ENVIRONMENT.refuse(tree)
    except (TemplateSyntaxError, ExpressionError):
        return None
    for data in tree.find_all(nodes.TemplateData):
        data.data = pieces[int(data.data)]

    def printing(value: nodes.Expr) -> tuple[str, nodes.Name | None]:
        while isinstance(value, (nodes.Getattr, nodes.Filter)) and value.node is not None:
            value, outer = value.node, value
            if isinstance(value, nodes.Name):
                return _place(outer.lineno - 2), value
        return _place(value.lineno - 2), None

    return generate(tree, _ENVIRONMENT, printing)


def _place(number: int) -> str:
    return f"{number}, special" if number % 2 else str(number)


def without_jinja(pieces: Sequence[str], tags: Sequence[str]) -> Code | None:
    statements = []
    for tag in tags:
        found = re.fullmatch(r"(\{[{%#])\n(.*?) ?[}%#]\}", tag, re.DOTALL)
        assert found is not None
        statements.append(simple.read(found[1], found[2], _ENVIRONMENT.filters, _ENVIRONMENT.tests))
    return simple.generate(pieces, statements, [_place(number) for number in range(len(tags))])


def _same(tags: list[str], texts: list[str]) -> bool:
    """Whether the template was simple."""
    pieces = (texts * len(tags))[: len(tags) + 1] if tags else texts[:1]
    made = without_jinja(pieces, tags)
    if made is None:
        return False
    expected = by_jinja(pieces, tags)
    assert expected is not None
    assert made.source == expected.source
    assert made.lines == expected.lines
    return True


_PIECES = st.lists(st.sampled_from(["", "", "<w:p>", "'\"\\\n", "字"]), min_size=2, max_size=5)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_templates(_SIMPLE), _PIECES)
def test_a_simple_template_has_the_program_that_jinja_gives_it(tags: list[str], texts: list[str]) -> None:
    assert _same(tags, texts)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_templates(_WILD), _PIECES)
def test_any_other_template_is_left_to_jinja(tags: list[str], texts: list[str]) -> None:
    _same(tags, texts)


@pytest.mark.slow
@settings(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from([_SIMPLE, _WILD]).flatmap(_templates), _PIECES)
def test_very_many_templates_have_the_program_that_jinja_gives_them(tags: list[str], texts: list[str]) -> None:
    _same(tags, texts)


def test_what_is_simple() -> None:
    for inner in ("企业.名称", "x", "a.b_2.if", "a.b | or_blank", "a | join('、') | or_dash", 'a.b|join("x")'):
        assert simple.read("{{", inner, _ENVIRONMENT.filters, _ENVIRONMENT.tests), inner
    for inner in ("self", "a b", "not.x", "1", "a.1", "a..b", "a.", "a²", "None", "x[0]", "a | 没有的",
                  "a | map('b')", "a | join('\\n')", "a | join(1)", "a ~ b", "(a)", "-a",
                  "a -", "a or b", "loop.index", ""):  # fmt: skip
        assert simple.read("{{", inner, _ENVIRONMENT.filters, _ENVIRONMENT.tests) is None, inner
    for inner in ("else", "endif", "endfor", "if 企业.电话", "elif a", "for 问题 in 企业.质量问题", 'if a.b == "是"',
                  "if not a", "if a.b is filled", "elif a is not filled", "for a in b.c | reverse"):  # fmt: skip
        assert simple.read("{%", inner, _ENVIRONMENT.filters, _ENVIRONMENT.tests), inner
    for inner in ("if", "if a == 1", "if a == b", "if a and b", "for a.b in c", "for a in", "for a in b if c",
                  "break", "for a, b in c", "set a = b", "for self in a", "for a in b recursive", "else if", "block a",
                  "if a in b", "if a is 没有的", "if a is divisibleby(2)", "with a = b", "if  a"):  # fmt: skip
        assert simple.read("{%", inner, _ENVIRONMENT.filters, _ENVIRONMENT.tests) is None, inner


def test_blocks_and_names_in_each_other() -> None:
    tags = ["{%\nfor 项 in 甲.列 %}", "{{\n项.名称 }}", "{%\nif 乙.是 == '是' %}", "{%\nfor 甲 in 项.列 | reverse %}",
            "{{\n甲 }}", "{{\n乙.a.b.c | or_dash }}", "{%\nendfor %}", "{%\nelif not 甲 %}", "{%\nelse %}", "{{\n丙 }}",
            "{%\nendif %}", "{%\nendfor %}", "{{\n项 }}"]  # fmt: skip
    assert _same(tags, ["", "字", ""])
    assert not _same(tags[:-2], ["字", "字"])
    deep = ["{%\nfor a in b %}"] * 9 + ["{%\nendfor %}"] * 9
    assert _same(deep[1:-1], ["字", ""])
    assert not _same(deep, ["字", ""])
