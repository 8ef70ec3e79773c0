"""Text to numbers by the schema, and what is said of text that is no number."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path as FilePath
from typing import Any

import pytest

from docgen.catalog import open_workspace
from docgen.load import load
from docgen.model import Path
from docgen.schemas import Node, Typed, typed

KIND = Node(
    "object",
    "企业",
    properties={
        "年产值": Node("number", "年产值", unit="万元"),
        "员工人数": Node("integer", "员工人数", unit="人"),
        "系数": Node("number", "系数"),
        "代码": Node("string", "代码"),
    },
)


def read(text: str) -> Typed:
    source, _ = load(text.encode(), "cases/enterprise/qy-001.yaml")
    assert source is not None
    return typed(source, KIND, "企业 qy-001")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("年产值: 1200.50", Decimal("1200.50")),
        ("年产值: -0.1", Decimal("-0.1")),
        ("员工人数: 86", 86),
        ('员工人数: "86"', 86),
        ("代码: 0561", "0561"),
        ("代码: 1e5", "1e5"),
        ("代码: NO", "NO"),
    ],
)
def test_numbers_are_typed_by_the_schema_and_nothing_is_guessed(text: str, value: Any) -> None:
    found = read(text)
    assert (list(found.data.values()), found.problems) == ([value], [])
    assert [type(each) for each in found.data.values()] == [type(value)]


def test_a_number_prints_as_it_was_typed() -> None:
    assert format(read("年产值: 1200.50").data["年产值"], "f") == "1200.50"


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("年产值: 1200万元", "1200；单位是万元"),
        ("年产值: 0.12亿", "1200"),
        ("年产值: 200元", "0.02；单位是万元"),
        ("年产值: 1,200.50", "1200.50"),
        ("年产值: 300吨", "请换算以后只写数字"),
        ("员工人数: ８６", "只写半角数字：86"),
        ("员工人数: 3万人", "只写半角数字：30000；单位是人"),
        ("员工人数: 007", "只写半角数字：7"),
        ("员工人数: 86.5", "不带小数"),
        ("员工人数: 约80", "说不准的数不要填在这里"),
        ("员工人数: 80-90", "只写一个半角数字"),
        ("员工人数: 1e3", "只写一个半角数字"),
        ("系数: 12%", "只写半角数字：12"),
        ("系数: 0.12345678901", "小数最多 9 位"),
        ("系数: 12345678901234567890", "整数部分最多 18 位"),
    ],
)
def test_the_advice_never_changes_the_amount_that_was_meant(text: str, hint: str) -> None:
    problem = read(text).problems[0]
    assert problem.code == "DG202"
    assert hint in problem.hint
    assert problem.field.startswith("企业 qy-001 > ")
    assert text.split(": ")[1] in problem.message


def test_a_text_that_is_no_number_stays_text_and_is_known_as_failed() -> None:
    found = read("员工人数: 八十六\n年产值: 3")
    assert found.data == {"员工人数": "八十六", "年产值": Decimal(3)}
    assert found.failed == {("员工人数",)}


def leaves(data: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    if isinstance(data, (dict, list)):
        for step, each in data.items() if isinstance(data, dict) else enumerate(data):
            yield from leaves(each, (*path, step))
    else:
        yield path, data


def test_in_the_sample_every_number_and_nothing_else_is_typed() -> None:
    workspace = open_workspace(FilePath(__file__).parents[2])
    count = {str: 0, int: 0, Decimal: 0}
    for kind, cases in workspace.cases.by_kind.items():
        for case in cases.values():
            found = list(leaves(case.data))
            assert [path for path, _ in found] == [path for path, _ in leaves(case.source.data)]
            for (path, value), (_, text) in zip(found, leaves(case.source.data), strict=True):
                node = workspace.kinds[kind].at(path)
                assert node is not None
                wanted = {"number": Decimal, "integer": int}.get(node.type, str)
                assert (type(value), value) == (wanted, wanted(text))
                count[type(value)] += 1
    assert min(count.values()) > 50


def test_where_a_list_or_a_field_is_wanted_a_text_stays_what_it_is() -> None:
    node = Node("object", "企业", properties={"表": Node("array", "表", items=KIND), "人": KIND})
    for text in ("表: 3\n人: 4", "表:\n  系数: 1\n人:\n  - 系数", "表:\n  - 5\n  - 系数: 6"):
        source, _ = load(text.encode(), "f")
        assert source is not None
        found = typed(source, node)
        assert found.problems == []
    assert found.data == {"表": ["5", {"系数": Decimal(6)}]}
