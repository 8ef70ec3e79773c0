"""What counts as a change between two states of a case, and what does not."""

from __future__ import annotations

import itertools
import json
from typing import Any

import pytest

from docgen.model import Diagnostic
from docgen.review import Change
from docgen.review.sides import Sides
from docgen.review.snapshot import Snapshot
from docgen.review.values import canonical
from docgen.schemas import Node
from tests.review.repository import ENTERPRISE

BASE = """\
名称: 示例阀门有限公司
员工人数: 86
年产值: 1200.50
联系人: {姓名: 何示平, 电话: "0561-8880001"}
主要产品: [闸阀, 截止阀, 止回阀]
质量问题:
  - 编号: WT-001
    描述: |
      阀体壁厚有3件小于标准规定。

      进厂的铸件没有逐件测厚。
    整改措施: [购置超声测厚仪1台。, 铸件逐件测厚。]
    办理:
      - {日期: 2022-03-20, 事项: 交办}
      - {日期: 2022-05-30, 事项: 延期, 说明: 测厚仪未到货。}
  - 编号: WT-002
    描述: 没有出厂检验记录。
"""


def snapshot(files: dict[str, str], name: str) -> Snapshot:
    contents = {"schemas/enterprise.schema.json": json.dumps(ENTERPRISE), "docgen.yaml": "docgen: 1\n"} | files

    def read(file: str) -> tuple[bytes | None, str]:
        return contents[file].encode(), ""

    return Snapshot(name, None, contents, read, lambda: contents)


def sides(before: dict[str, str], after: dict[str, str]) -> tuple[list[Change], list[Diagnostic]]:
    both = Sides(snapshot(before, "前"), snapshot(after, "后"))
    return both.changes(lambda file: True), both.diagnostics


def case(text: str, name: str = "qy-001") -> dict[str, str]:
    return {f"cases/enterprise/{name}.yaml": text}


def told(before: str, after: str) -> list[tuple[str, str, Any, Any]]:
    found, problems = sides(case(before), case(after))
    assert problems == []
    return [(each.kind, each.label.partition(" > ")[2], each.before, each.after) for each in found]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("员工人数: 86", '员工人数: "86"   # 上年末'),
        ("年产值: 1200.50", "年产值: 1200.5"),
        ("员工人数: 86\n年产值: 1200.50\n", "年产值: 1200.50\n员工人数: 86\n"),
        ('{姓名: 何示平, 电话: "0561-8880001"}', "\n  电话: 0561-8880001\n  姓名: 何示平"),
        ("[闸阀, 截止阀, 止回阀]", "\n- 闸阀\n- 截止阀\n- 止回阀"),
        ("员工人数: 86", "员工人数: 86\n备注:\n联系方式: []"),
        ("  - 编号: WT-002\n    描述: 没有出厂检验记录。\n", ""),
    ],
    ids=["quotes", "zeros", "order of fields", "layout", "layout of lists", "nothing", "order of items"],
)
def test_the_same_said_otherwise_is_no_change(old: str, new: str) -> None:
    after = BASE.replace(old, new)
    assert after != BASE
    if not new:
        after = after.replace("质量问题:\n", f"质量问题:\n{old}")
    assert told(BASE, after) == []


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        ("员工人数: 86", "员工人数: 92", ("changed", "员工人数", 86, 92)),
        ("员工人数: 86\n", "", ("removed", "员工人数", 86, None)),
        ("0561-8880001", "0561-8880002", ("changed", "联系人 > 电话", "0561-8880001", "0561-8880002")),
        ("截止阀, ", "", ("removed", "主要产品 第2项", "截止阀", None)),
        ("[闸阀", "[球阀, 闸阀", ("added", "主要产品 第1项", None, "球阀")),
        ("[闸阀, 截止阀, 止回阀]", "[止回阀, 闸阀, 截止阀]", ("moved", "主要产品 第1项", "止回阀", "止回阀")),
        ("铸件逐件测厚。", "铸件每批测厚。",
         ("changed", "质量问题 WT-001 > 整改措施 第2项", "铸件逐件测厚。", "铸件每批测厚。")),
        ("测厚仪未到货。", "测厚仪6月到货。",
         ("changed", "质量问题 WT-001 > 办理 2022-05-30 延期 > 说明", "测厚仪未到货。", "测厚仪6月到货。")),
        ("编号: WT-002", "编号: WT-012", ("changed", "质量问题 WT-012 > 编号", "WT-002", "WT-012")),
        ("2022-05-30", "2022-05-31",
         ("changed", "质量问题 WT-001 > 办理 2022-05-31 延期 > 日期", "2022-05-30", "2022-05-31")),
    ],
)  # fmt: skip
def test_a_change_is_told_where_it_is(old: str, new: str, change: tuple[str, str, Any, Any]) -> None:
    assert told(BASE, BASE.replace(old, new)) == [change]


def test_a_computed_field_is_told_beside_what_it_follows_from() -> None:
    after = BASE.replace("  - 编号: WT-002", "      - {日期: 2022-06-20, 事项: 销号}\n  - 编号: WT-002")
    step = {"日期": "2022-06-20", "事项": "销号"}
    assert told(BASE, after) == [
        ("added", "质量问题 WT-001 > 办理 2022-06-20 销号", None, step),
        ("changed", "质量问题 WT-001 > 整改状态", "延期", "销号"),
    ]


def test_a_case_may_become_a_folder_and_a_clash_in_it_is_not_guessed_at() -> None:
    head, issues = BASE.split("质量问题:\n")
    folder = {"cases/enterprise/qy-001/a.yaml": head, "cases/enterprise/qy-001/b.yaml": "质量问题:\n" + issues}
    assert sides(case(BASE), folder) == ([], [])
    changes, [clash] = sides(case(BASE), folder | {"cases/enterprise/qy-001/c.yaml": "员工人数: 92\n"})
    assert changes == []
    assert clash.code == "DG707"
    assert "“员工人数”在同一案卷的两个文件里都有" in clash.message
    changes, [both] = sides(case(BASE), folder | case(BASE))
    assert (changes, "既有文件又有文件夹" in both.message) == ([], True)


def test_a_case_under_another_name_was_renamed_if_it_says_nearly_the_same() -> None:
    [moved] = sides(case(BASE), case("# 新编号\n" + BASE, "qy-002"))[0]
    assert (moved.kind, moved.before, moved.after) == ("moved", "enterprise/qy-001", "enterprise/qy-002")
    found = sides(case(BASE), case(BASE.replace("86", "92"), "qy-002"))[0]
    assert [(each.kind, each.case, each.after) for each in found] == [
        ("moved", "enterprise/qy-002", "enterprise/qy-002"),
        ("changed", "enterprise/qy-002", 92),
    ]
    found = sides(case(BASE), case("名称: 样例纸品厂\n员工人数: 86\n", "qy-002"))[0]
    assert [(each.kind, each.case) for each in found] == [
        ("removed", "enterprise/qy-001"),
        ("added", "enterprise/qy-002"),
    ]


@pytest.mark.parametrize(
    ("after", "changes"),
    [
        (["查台账", "校秤", "培训"], []),
        (["查台账", "换传感器", "校秤", "培训"], [("added", "措施 2")]),
        (["校秤", "培训"], [("removed", "措施 1")]),
        (["查台账", "校秤并留记录", "培训"], [("changed", "措施 2 > 内容")]),
        (["换传感器", "查台账", "校秤并留记录", "培训"], [("added", "措施 1"), ("changed", "措施 3 > 内容")]),
        (["培训", "查台账", "校秤"], [("moved", "措施 1")]),
        (["查台账", "另一件事", "培训"], [("changed", "措施 2 > 内容")]),
    ],
)
def test_items_that_are_only_counted_do_not_change_when_another_is_put_before_them(
    after: list[str], changes: list[tuple[str, str]]
) -> None:
    def counted(texts: list[str]) -> str:
        return "措施:\n" + "".join(f"  - {{序号: {at}, 内容: {text}}}\n" for at, text in enumerate(texts, 1))

    found = told(counted(["查台账", "校秤", "培训"]), counted(after))
    assert [(kind, label) for kind, label, _, _ in found] == changes


def test_a_case_written_twice_under_new_names_was_not_moved() -> None:
    found = sides(case(BASE), case(BASE, "qy-002") | case(BASE, "qy-003"))[0]
    assert [each.kind for each in found] == ["removed", "added", "added"]


def test_items_with_the_same_key_are_told_apart_by_their_order() -> None:
    twice = BASE + "  - 编号: WT-002\n    描述: 第二个。\n"
    assert told(twice, twice.replace("第二个", "又一个")) == [
        ("changed", "质量问题 WT-002（第2个） > 描述", "第二个。", "又一个。")
    ]


def test_each_side_is_read_with_its_own_schema_and_an_unreadable_one_with_the_others() -> None:
    older = json.loads(json.dumps(ENTERPRISE))
    older["properties"]["员工人数"] = {"type": "string", "title": "人数"}
    name = "schemas/enterprise.schema.json"
    found, problems = sides(case(BASE) | {name: json.dumps(older)}, case(BASE + "\n"))
    assert ([each.label for each in found], problems) == (["模式"], [])
    found, [problem] = sides(case(BASE) | {name: "{,}"}, case(BASE.replace("86", "92")))
    assert (problem.code, problem.location.file, problem.location.line) == ("DG708", name, 1)
    assert found[0].label == "企业 qy-001 示例阀门有限公司 > 员工人数"


def test_a_file_that_is_not_text_is_told_and_the_others_are_compared() -> None:
    other = case("名称: 样例纸品厂\n", "qy-002")
    changes, [problem] = sides(case("名称: 示例\x00\n") | other, case(BASE) | case("名称: 样例纸箱厂\n", "qy-002"))
    assert [each.case for each in changes] == ["enterprise/qy-002"]
    assert (problem.code, problem.severity, problem.location.line) == ("DG707", "warning", 1)
    assert "前里的这个文件读不出来，没有比较" in problem.message


def test_a_kind_without_a_schema_is_compared_as_it_is_written() -> None:
    name = "cases/visit/zf-001.yaml"
    [change] = sides({name: "日期: 2022-03-01\n"}, {name: "日期: 2022-03-02\n"})[0]
    assert (change.label, change.before, change.after) == ("visit zf-001 > 日期", "2022-03-01", "2022-03-02")


def test_the_line_is_the_new_one_and_of_what_is_gone_the_old_one() -> None:
    after = "# 一行说明\n" + BASE.replace("员工人数: 86\n", "").replace("1200.50", "1300")
    lines = {each.label.split(" > ")[1]: each.location.line for each in sides(case(BASE), case(after))[0]}
    assert lines == {"员工人数": 2, "年产值": 3}


@pytest.mark.parametrize("start", range(0, 200, 10))
def test_what_is_said_in_another_order_is_the_same_whatever_the_order(start: int) -> None:
    steps = [{name: f"{name}{at}" for name in "甲乙丙丁戊"} for at in range(start, start + 4)]
    node = Node("array", "办理", items=Node("object", "一步"), key=("甲",))
    said = {
        canonical([{name: steps[0][name] for name in order}, *steps[1:]], node)
        for order in itertools.permutations("甲乙丙丁戊")
    }
    assert len(said) == 1
