"""Of tags that are simple, the same program is made without Jinja as with it, to the letter; others are left to it."""

from __future__ import annotations

import keyword
import re
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from lxml import etree

from docgen.expressions import simple, simple_code
from docgen.render import RenderError, compile_template
from docgen.render.filters import FILTERS, TESTS
from docgen.render.jinja_tags import program_of
from docgen.render.tags import Tag
from tests.render.building import p, raw

_HOLDER = etree.Element("t")
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


def _same(written: list[str], texts: list[str]) -> bool:
    """Whether the template was simple; then its program is that of Jinja's tree."""
    pieces = (texts * len(written))[: len(written) + 1] if written else texts[:1]
    found = [re.fullmatch(r"(\{[{%#])\n(.*?) ?[}%#]\}", each, re.DOTALL) for each in written]
    tags = [Tag(number, "", each[1], "", each[2], "", _HOLDER) for number, each in enumerate(found) if each]
    places = [f"{number}, special" if number % 2 else str(number) for number in range(len(tags))]
    statements = [simple.read(tag.opener, tag.inner, FILTERS, TESTS) for tag in tags]
    made = simple_code.generate(pieces, statements, places)
    if made is not None:
        expected = program_of(pieces, tags, places)
        assert made.source == expected.source
        assert made.lines == expected.lines
    return made is not None


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


def _simple(opener: str, inner: str) -> bool:
    return simple.read(opener, inner, FILTERS, TESTS) is not None


def test_what_is_simple() -> None:
    for inner in ("企业.名称", "x", "a.b_2.if", "a.b | or_blank", "a | join('、') | or_dash", 'a.b|join("x")'):
        assert _simple("{{", inner), inner
    for inner in ("else", "endif", "endfor", "if 企业.电话", "elif a", "for 问题 in 企业.质量问题", 'if a.b == "是"',
                  "if not a", "if a.b is filled", "elif a is not filled", "for a in b.c | reverse"):  # fmt: skip
        assert _simple("{%", inner), inner


def test_what_is_left_to_jinja() -> None:
    for inner in ("self", "a b", "not.x", "1", "a.1", "a..b", "a.", "a²", "a\u0898", "None", "x[0]", "a | 没有的",
                  "a | map('b')", "a | join('\\n')", "a | join('x\")", "a | join(1)", "a ~ b", "(a)", "-a", "a -",
                  "a or b", "loop.index", "namespace", "range", "", "a |\nfirst", "a  | first", ".".join("a" * 17),
                  f"a | join('{'x' * 99}')"):  # fmt: skip
        assert not _simple("{{", inner), inner
    for inner in ("if", "if a == 1", "if a == b", "if a and b", "for a.b in c", "for a in", "for a in b if c",
                  "break", "for a, b in c", "set a = b", "for self in a", "for a in b recursive", "else if", "block a",
                  "if a in b", "if a is 没有的", "if a is divisibleby(2)", "if a is in", "if a is ==", "if a is not !=",
                  "with a = b", "if  a", "for loop in a"):  # fmt: skip
        assert not _simple("{%", inner), inner


def test_blocks_and_names_in_each_other() -> None:
    tags = ["{%\nfor 项 in 甲.列 %}", "{{\n项.名称 }}", "{%\nif 乙.是 == '是' %}", "{%\nfor 甲 in 项.列 | reverse %}",
            "{{\n甲 }}", "{{\n乙.a.b.c | or_dash }}", "{%\nendfor %}", "{%\nelif not 甲 is not filled %}",
            "{%\nelse %}", "{{\n丙 }}", "{%\nendif %}", "{%\nendfor %}", "{{\n项 }}"]  # fmt: skip
    assert _same(tags, ["", "字", ""])
    assert not _same(tags[:-2], ["字", "字"])
    loop, condition, end_loop, end_condition = tags[0], tags[2], tags[-2], tags[-3]
    assert not _same([loop, end_condition], ["字", ""])
    assert not _same([condition, end_loop], ["字", ""])
    assert not _same([loop, "{%\nelse %}", end_loop], ["字", ""])
    assert _same([loop] * 8 + [end_loop] * 8, ["字", ""])
    assert not _same([loop] * 9 + [end_loop] * 9, ["字", ""])


@pytest.mark.parametrize(
    "body",
    [
        p(f"{{{{ {'.'.join(['甲'] * 150)} }}}}"),
        p(f"{{{{ 甲{' | or_blank' * 150} }}}}"),
        p("{% if 甲 %}") + p("{% elif 甲 %}") * 3_000 + p("{% endif %}"),
    ],
    ids=["names", "filters", "branches"],
)
def test_what_python_cannot_nest_so_deeply_is_refused(body: str) -> None:
    with pytest.raises(RenderError) as caught:
        compile_template(raw(body))
    assert [each.code for each in caught.value.diagnostics] == ["DG403"]
