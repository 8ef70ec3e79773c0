"""docxtpl is the oracle for templates made at random, and for values of every kind and size in one template."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.ooxml import xsd_problems
from tests.oracle.canonical import differences
from tests.oracle.cases import ALWAYS, cell, rows, text_box
from tests.oracle.engines import docgen, docxtpl_document
from tests.oracle.random_templates import CONTEXT, template
from tests.render.building import SPACES, p, raw

IDS = (
    *ALWAYS,
    "editing-marks",
    "ids",
    "cell-properties-order",
    "columns",
    "columns-in-every-part",
    "ends-in-paragraph",
    "merged-cells-of-several-runs",
)
WRONG_IN_DOCXTPL = "".join(map(chr, (*range(9), *range(0x0B, 0x20)))) + "\ufffe\uffff"
"""Characters of which docxtpl loses some, and others after them (control-characters, lone-surrogates, carriage-returns)."""


def everything() -> bytes:
    """Values, nested loops and conditions in every part that docxtpl fills in."""
    grid = rows(
        cell("{%tr for x in 组 %}") + cell(""), cell("{{ x.名 }}") + cell(
            p("{%p for y in x.项 %}") + p("{{ loop.index }}{{ y }}") + p("{%p else %}") + p("无") + p("{%p endfor %}") + p("末")),
        cell("{%tr if x.有 %}") + cell(""), cell("{{ x.数 }}") + cell("{% for y in x.项 %}{{ y }}，{% endfor %}"),
        cell("{%tr endif %}") + cell(""), cell("{%tr else %}") + cell(""), cell("空") + cell("空"),
        cell("{%tr endfor %}") + cell(""))  # fmt: skip
    blocks = (
        p("{%p for x in 列 %}")
        + p("{{ x }}")
        + p("{%p if x %}")
        + p("有{{ x }}")
        + p("{%p endif %}")
        + p("{%p endfor %}")
    )
    parts = {
        "header1.xml": ("header", "header", f"<w:hdr {SPACES}>{p('{{ 文 }}')}{blocks}</w:hdr>"),
        "footnotes.xml": (
            "footnotes", "footnotes",
            f'<w:footnotes {SPACES}><w:footnote w:id="1">{p("{% for x in 列 %}{{ x }}{% endfor %}")}</w:footnote></w:footnotes>',
        ),
    }  # fmt: skip
    section = '<w:sectPr><w:headerReference w:type="default" r:id="rId1"/></w:sectPr>'
    return raw(p("{{ 文 }}") + blocks + grid + text_box(p("{{ 文 }}")) + p("末"), parts=parts, section=section)


EVERYTHING = everything()
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters=WRONG_IN_DOCXTPL), max_size=30).filter(
    lambda text: "_" not in text
) | st.sampled_from(
    ["", "一\n二", "\t", " 前后 ", "&lt;", "]]>", "{{ 甲 }}", "{% if %}", "\U0002a6d6\U0010ffff", "㙓镕“”—…"]
)
"""Texts of every plane; ``_`` is left out for ``{_{`` (escapes-in-values)."""
GROUPS = st.fixed_dictionaries(
    {"名": TEXTS, "项": st.lists(TEXTS, max_size=4), "有": st.booleans(), "数": st.integers()}
)  # fmt: skip
CONTEXTS = st.fixed_dictionaries({"文": TEXTS, "列": st.lists(TEXTS, max_size=5), "组": st.lists(GROUPS, max_size=4)})


def agree(context: Any) -> None:
    made, theirs = docgen(EVERYTHING, context), docxtpl_document(EVERYTHING, context)
    assert differences(made, theirs, IDS) == []


@settings(max_examples=25, deadline=None, derandomize=True, database=None)
@given(CONTEXTS)
def test_values_of_every_plane_are_printed_alike(context: Any) -> None:
    agree(context)


@pytest.mark.slow
@settings(max_examples=2000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(CONTEXTS)
def test_values_of_every_plane_are_printed_alike_for_long(context: Any) -> None:
    agree(context)


def test_the_most_that_nested_loops_of_a_hundred_make_is_alike() -> None:
    agree({"文": "", "列": [], "组": [{"名": "甲", "项": ["乙"] * 12, "有": True, "数": 1}] * 40})


@pytest.mark.slow
@pytest.mark.parametrize(("count", "inner"), [(5000, 0), (1000, 10), (1, 5000)])
def test_lists_of_thousands_are_printed_alike(count: int, inner: int) -> None:
    group = {"名": "甲", "项": ["乙\n丙 & 𠀀"] * inner, "有": True, "数": 12}
    agree({"文": "长" * 100_000, "列": ["一", "二"] * 1000, "组": [group] * count})


@pytest.mark.parametrize("seed", range(20))
def test_a_random_template_is_filled_in_alike(seed: int) -> None:
    source = template(seed)
    made = docgen(source, CONTEXT)
    assert differences(made, docxtpl_document(source, CONTEXT), IDS) == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(1000, 1800))
def test_many_random_templates_are_filled_in_alike(seed: int) -> None:
    source = template(seed)
    made = docgen(source, CONTEXT)
    assert differences(made, docxtpl_document(source, CONTEXT), IDS) == []
    foreign = ("wsp", "anchor", "docPr", "graphic", "textbox")
    assert [each for each in xsd_problems(made) if not any(word in each for word in foreign)] == []
