"""Cases seen as of a day: what is dated later does not exist, and what is computed is computed for that day."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.catalog import Workspace, evaluate, open_workspace
from docgen.model import Absent, UnknownFieldError
from docgen.schemas import Record
from tests.bad_inputs.checking import small_workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return open_workspace(small_workspace(tmp_path / "workspace"))


def enterprise(workspace: Workspace, day: str, case: str = "qy-001") -> Record:
    found = workspace.view(day).case("enterprise", case)
    assert isinstance(found, Record)
    return found


def numbers(record: Record) -> list[str]:
    return [issue.lookup("编号") for issue in record.lookup("质量问题")]


def test_an_issue_found_after_the_day_does_not_exist(workspace: Workspace) -> None:
    assert numbers(enterprise(workspace, "2022-08-02")) == []
    assert numbers(enterprise(workspace, "2022-08-03")) == ["WT-001"]
    assert numbers(enterprise(workspace, "2022-08-31")) == ["WT-001", "WT-002"]


def test_a_step_taken_after_the_day_does_not_count_for_the_state(workspace: Workspace) -> None:
    def state(day: str) -> str:
        return str(enterprise(workspace, day).lookup("质量问题")[0].lookup("状态"))

    assert [state(day) for day in ("2022-08-03", "2022-08-04", "2022-08-19", "2022-08-20")] == [
        "未办", "交办", "交办", "整改",
    ]  # fmt: skip


def test_a_case_dated_after_the_day_does_not_exist_and_references_to_it_are_absent(workspace: Workspace) -> None:
    before, after = workspace.view("2022-02-28"), workspace.view("2022-03-01")
    assert isinstance(before.case("team", "td-01"), Absent)
    assert before.all("team") == []
    assert isinstance(enterprise(workspace, "2022-02-28").lookup("专班"), Absent)
    assert isinstance(after.case("team", "td-01"), Record)
    assert enterprise(workspace, "2022-03-01").lookup("专班").lookup("名称") == "样例第一专班"


def test_a_reference_to_an_item_is_the_item_once_it_exists(workspace: Workspace) -> None:
    issue = enterprise(workspace, "2022-08-31").lookup("质量问题")[1]
    assert issue.lookup("重复于").lookup("发现日期") == "2022-08-03"
    assert isinstance(workspace.view("2022-08-02").item("enterprise.质量问题", "WT-001"), Absent)


def test_later_steps_change_nothing_seen_as_of_an_earlier_day(tmp_path: Path) -> None:
    root = small_workspace(tmp_path / "workspace")
    before = numbers(enterprise(open_workspace(root), "2022-08-04"))
    case = root / "cases/enterprise/qy-001.yaml"
    more = "  - 编号: WT-009\n    发现日期: 2022-09-01\n    严重程度: 一般\n"
    case.write_text(case.read_text("utf-8") + more, "utf-8")
    workspace = open_workspace(root)
    assert numbers(enterprise(workspace, "2022-08-04")) == before
    assert numbers(enterprise(workspace, "2022-09-01"))[-1] == "WT-009"


def test_a_declared_field_that_is_left_out_is_absent_and_an_undeclared_one_an_error(workspace: Workspace) -> None:
    record = enterprise(workspace, "2022-08-31", "qy-002")
    assert isinstance(record.lookup("年产值"), Absent)
    with pytest.raises(UnknownFieldError, match="没有字段“年产”，最接近的是“年产值”"):
        record.lookup("年产")


def test_records_are_the_same_object_by_kind_and_id(workspace: Workspace) -> None:
    view = workspace.view("2022-08-31")
    names = {"甲": view.case("enterprise", "qy-001"), "乙": view.case("enterprise", "qy-002")}
    assert evaluate("甲.专班 == 乙.专班", names)
    assert not evaluate("甲 == 乙", names)
    assert evaluate("甲.质量问题[1].重复于 == 甲.质量问题[0]", names)


def test_the_address_of_an_item_names_its_case_and_its_number(workspace: Workspace) -> None:
    step = enterprise(workspace, "2022-08-31").lookup("质量问题")[0].lookup("办理")[0]
    assert step.owner is not None
    assert step.owner.address == "enterprise/qy-001#WT-001"
    assert step.label == "企业 qy-001 > 质量问题 WT-001 > 办理 2022-08-04 交办"


def test_what_was_read_is_known(workspace: Workspace) -> None:
    view = workspace.view("2022-08-31")
    record = view.case("enterprise", "qy-001")
    assert isinstance(record, Record)
    record.lookup("专班")
    view.all("period")
    assert view.reads >= {"enterprise/qy-001", "team/td-01", "period/*"}


def test_a_computed_field_that_needs_itself_says_so(tmp_path: Path) -> None:
    root = small_workspace(tmp_path / "workspace")
    schema = root / "schemas/enterprise.schema.json"
    text = schema.read_text("utf-8").replace("(this.办理 | last).事项 if this.办理 else '未办'", "this.状态")
    schema.write_text(text, "utf-8")
    issue = enterprise(open_workspace(root), "2022-08-31").lookup("质量问题")[0]
    with pytest.raises(UnknownFieldError, match="用到了它自己"):
        issue.lookup("状态")
