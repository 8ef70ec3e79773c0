"""What is done otherwise for a template's first documents, and for its plainest tags, makes no difference."""

from __future__ import annotations

import keyword

from hypothesis import given
from hypothesis import strategies as st

from docgen.render import compile_template
from docgen.render.program import _is_plain, _is_simple, _refusal
from tests.render.building import p, raw

_WORDS = (*keyword.kwlist, "loop", "self", "super", "caller", "none", "TRUE", "with", "recursive", "made", "企业", "_")
_STEPS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=3) | st.sampled_from(_WORDS)


@given(st.lists(_STEPS, min_size=1, max_size=3))
def test_a_tag_taken_for_plain_is_one_that_jinja_finds_nothing_wrong_with(steps: list[str]) -> None:
    inner = ".".join(steps)
    if _is_plain(inner):
        assert _refusal(f"{{{{\n{inner} }}}}") is None


def test_most_tags_are_plain_and_others_are_not_taken_for_it() -> None:
    assert all(map(_is_plain, ("企业.名称", "x", "a.b_2.if")))
    assert not any(map(_is_plain, ("self", "a b", "not.x", "1", "a.1", "a..b", "a|b", "a.", "a²", "None", "x[0]")))


@given(_STEPS, st.lists(_STEPS, min_size=1, max_size=2).map(".".join))
def test_a_statement_taken_for_simple_is_one_that_jinja_finds_nothing_wrong_with(name: str, path: str) -> None:
    for words, rest in (("if", path), ("elif", path), (f"for {name} in", path)):
        before, after = ("{% if true %}", "{% endif %}") if words == "elif" else ("", "")
        after = after or f"{{% end{words.split()[0]} %}}"
        if _is_simple(f"{words} {rest}".split()):
            assert _refusal(f"{before}{{%\n{words} {rest} %}}{after}") is None


def test_the_usual_statements_are_simple_and_others_are_not_taken_for_it() -> None:
    usual = ("else", "endif", "endfor", "endwith", "if 企业.电话", "elif a", "for 问题 in 企业.质量问题")
    others = ("if", "if not a", "if a == 1", "for a.b in c", "for a in", "for a in b if c", "for a, b in c",
              "set a = b", "for self in a", "for a in b recursive", "else if", "block a", "break")  # fmt: skip
    assert all(_is_simple(each.split()) for each in usual)
    assert not any(_is_simple(each.split()) for each in others)


def test_the_hundredth_document_is_the_first_one_again() -> None:
    font = '<w:rPr><w:rFonts w:ascii="仿宋" w:hAnsi="仿宋" w:eastAsia="仿宋"/></w:rPr>'
    template = compile_template(raw(p("{{ 甲 }}", run=font) + p("{{ 乙 }}")))
    contexts = [
        {"甲": value, "乙": value} for value in ("平常", "赵䶮", "a<b&c", "第一行\n第二行", "—·", "é", "\x7f", "")
    ]
    first = [template.render(each) for each in contexts]
    assert len(set(first)) == len(contexts)
    for _ in range(5):
        assert [template.render(each) for each in contexts] == first
