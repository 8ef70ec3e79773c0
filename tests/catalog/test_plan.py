"""The plan: which documents are due, from which cases and items, as of which day, under which names."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.catalog import Selection, Target, Workspace, name_problem, open_workspace, plan
from tests.bad_inputs.changes import make
from tests.bad_inputs.checking import small_workspace

YEAR = (
    '  review:\n    title: 小结\n    each: period\n    template: notice.docx\n    output: "{{ 期间.id }} 小结.docx"\n'
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return small_workspace(tmp_path / "workspace")


def planned(root: Path, selection: Selection = Selection()) -> list[Target]:  # noqa: B008  a frozen value
    targets, problems = plan(open_workspace(root), selection)
    assert problems == []
    return targets


def outputs(root: Path, **selection: object) -> list[str]:
    return [each.output for each in planned(root, Selection(**selection))]  # type: ignore[arg-type]


def test_one_document_for_each_case_and_one_for_each_item(root: Path) -> None:
    assert outputs(root) == [
        "qy-001/示例建材有限公司质量问题清单.docx",
        "qy-002/样例电缆有限公司质量问题清单.docx",
        "qy-001/整改通知 WT-001.docx",
        "qy-001/整改通知 WT-002.docx",
        "qy-002/整改通知 WT-003.docx",
        "qy-002/整改通知 WT-004.docx",
    ]


def test_a_document_is_chosen_by_its_id_or_by_its_title(root: Path) -> None:
    assert outputs(root, documents=("notice",)) == outputs(root, documents=("整改通知",))
    assert len(outputs(root, documents=("notice",))) == 4


def test_a_case_is_chosen_whole_or_one_item_of_it(root: Path) -> None:
    assert len(outputs(root, cases=("enterprise/qy-001",))) == 3
    assert outputs(root, cases=("enterprise/qy-001#WT-002",)) == ["qy-001/整改通知 WT-002.docx"]


def test_a_condition_chooses_among_cases(root: Path) -> None:
    chosen = outputs(root, documents=("notice",), where="this.严重程度 == '较重'")
    assert chosen == ["qy-001/整改通知 WT-001.docx"]


def test_what_is_dated_after_the_day_gets_no_document(root: Path) -> None:
    assert outputs(root, as_of="2022-08-04") == [
        "qy-001/示例建材有限公司质量问题清单.docx",
        "qy-001/整改通知 WT-001.docx",
    ]


def test_the_day_of_a_document_is_the_last_of_the_current_period(root: Path) -> None:
    assert {(each.day, each.period) for each in planned(root)} == {("2022-08-31", "2022-08")}


def test_a_document_for_each_period_is_seen_as_of_that_periods_own_last_day(root: Path) -> None:
    make({"replace": "docgen.yaml", "from": "figures:\n", "to": f"{YEAR}figures:\n"}, root)
    make({"write": "cases/period/2022-07.yaml", "text": "起始日期: 2022-07-01\n截止日期: 2022-07-31\n"}, root)
    made = planned(root, Selection(documents=("review",)))
    assert [(each.output, each.day) for each in made] == [
        ("2022-07 小结.docx", "2022-07-31"),
        ("2022-08 小结.docx", "2022-08-31"),
    ]
    assert [each.day for each in planned(root, Selection(documents=("review",), period="2022-07"))] == ["2022-07-31"]
    assert {each.day for each in planned(root, Selection(as_of="2022-08-15"))} == {"2022-08-15"}


def test_a_case_whose_name_cannot_be_told_stops_no_other(root: Path) -> None:
    make({"replace": "docgen.yaml", "from": "{{ 企业.名称 }}质量", "to": "{{ 企业.员工人数 }}质量"}, root)
    targets, problems = plan(open_workspace(root), Selection(documents=("issue_list",)))
    assert [each.output for each in targets] == ["qy-001/86质量问题清单.docx", ""]
    assert [each.code for each in problems] == ["DG602"]
    assert targets[1].problem == problems[0]


@pytest.mark.parametrize(
    "name",
    [
        "甲/乙.docx",
        "qy-001 示例建材有限公司/清单.docx",
        "（样例）清单、1.docx",
        "con清单.docx",
        ".清单/甲.docx",
        "字" * 75 + ".docx",
    ],
)
def test_names_that_every_system_can_have(name: str) -> None:
    assert name_problem(name, ".docx") == ""


@pytest.mark.parametrize(
    "name",
    [
        "", "/甲.docx", "甲//乙.docx", "./甲.docx", "甲/../乙.docx", "甲\\乙.docx", "甲:乙.docx", "甲?.docx",
        "甲*.docx", "甲|乙.docx", '甲".docx', "<甲>.docx", "甲\n.docx", "甲\x7f.docx", "con.docx", "NUL/甲.docx",
        "COM1.docx", "lpt¹.docx", "甲 /乙.docx", " 甲.docx", "甲./乙.docx", ".docgen/甲.docx",
        ".DocGen/甲.docx", "甲.doc", "甲", "字" * 90 + ".docx", "/".join(["字" * 60] * 4) + ".docx",
    ],
)  # fmt: skip
def test_names_that_some_system_cannot_have(name: str) -> None:
    assert name_problem(name, ".docx")


def test_names_that_differ_in_case_or_composition_only_clash(root: Path) -> None:
    make({"replace": "docgen.yaml", "from": "{{ 企业.id }}/{{ 企业.名称 }}质量", "to": "{{ 企业.名称 }}"}, root)
    make({"replace": "cases/enterprise/qy-001.yaml", "from": "示例建材有限公司", "to": "Caf\u00e9 示例"}, root)
    make({"replace": "cases/enterprise/qy-002/base.yaml", "from": "样例电缆有限公司", "to": "CAFE\u0301 示例"}, root)
    assert [each.code for each in plan(open_workspace(root))[1]] == ["DG603"]


def test_the_workspace_tells_the_last_day_of_a_period(root: Path) -> None:
    workspace: Workspace = open_workspace(root)
    assert (workspace.last_day("2022-08"), workspace.last_day("2030-01")) == ("2022-08-31", "")
