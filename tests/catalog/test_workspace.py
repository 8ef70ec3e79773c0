"""A folder read as a workspace: files joined to cases, nothing dropped in silence, nothing fatal in one bad file."""

from __future__ import annotations

import os
from decimal import Decimal
from pathlib import Path

import pytest

from docgen.catalog import UnusableWorkspaceError, find_root, open_workspace, read_each
from docgen.catalog.files import content_of
from docgen.model import DocgenError
from tests.bad_inputs.changes import make
from tests.bad_inputs.checking import small_workspace


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return small_workspace(tmp_path / "workspace")


def test_a_case_may_be_a_folder_whose_lists_add_up(root: Path) -> None:
    case = open_workspace(root).case("enterprise/qy-002")
    assert case is not None
    assert case.data["名称"] == "样例电缆有限公司"
    assert [issue["编号"] for issue in case.data["质量问题"]] == ["WT-003", "WT-004"]
    assert case.files == tuple(f"cases/enterprise/qy-002/{name}.yaml" for name in ("base", "issues", "more"))
    assert str(case.source.keys[("质量问题", 1, "编号")]) == "cases/enterprise/qy-002/more.yaml:2:5"


def test_numbers_are_decimal_and_everything_else_is_the_text_that_was_typed(root: Path) -> None:
    case = open_workspace(root).case("enterprise/qy-001")
    assert case is not None
    assert (case.data["年产值"], case.data["员工人数"]) == (Decimal("1200.50"), 86)
    assert case.data["联系人"]["电话"] == "13800000001"


def test_the_digest_of_a_case_changes_with_each_of_its_files(root: Path) -> None:
    before = open_workspace(root).case("enterprise/qy-002")
    make({"append": "cases/enterprise/qy-002/more.yaml", "text": "# 样例\n"}, root)
    after = open_workspace(root).case("enterprise/qy-002")
    assert before is not None
    assert after is not None
    assert before.digest != after.digest


def test_an_unreadable_case_is_left_out_and_remembered(root: Path) -> None:
    make({"encode": "cases/enterprise/qy-002/issues.yaml", "as": "gb18030"}, root)
    workspace = open_workspace(root)
    assert workspace.case("enterprise/qy-002") is None
    assert "cases/enterprise/qy-002/issues.yaml" in workspace.cases.broken["enterprise"]
    assert workspace.case("enterprise/qy-001") is not None


def test_cases_of_a_kind_whose_schema_is_broken_count_as_unreadable_and_not_as_unknown(root: Path) -> None:
    make({"write": "schemas/team.schema.json", "text": "{"}, root)
    workspace = open_workspace(root)
    assert workspace.broken_kinds == {"team"}
    assert workspace.cases.broken["team"] == ["cases/team/td-01.yaml"]
    assert {each.code for each in workspace.diagnostics} == {"DG210"}


def test_hidden_and_temporary_files_are_passed_over(root: Path) -> None:
    for name in (".DS_Store", "~$td-01.yaml", ".td-01.yaml.swp"):
        make({"write": f"cases/team/{name}", "text": "x"}, root)
    assert open_workspace(root).diagnostics == []


def test_a_link_inside_the_workspace_may_be_used(root: Path) -> None:
    make({"link": "cases/team/td-02.yaml", "to": "td-01.yaml"}, root)
    workspace = open_workspace(root)
    assert workspace.diagnostics == []
    assert workspace.case("team/td-02") is not None


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes are a matter of Unix")
def test_what_is_no_regular_file_is_not_waited_for(root: Path) -> None:
    os.mkfifo(root / "cases/team/td-02.yaml")
    assert [(each.code, each.message) for each in open_workspace(root).diagnostics] == [
        ("DG308", "文件打不开：它不是普通的文件。")
    ]


def test_the_root_is_found_upwards_and_else_missed_in_chinese(root: Path, tmp_path: Path) -> None:
    assert find_root(root / "cases" / "team") == root.resolve()
    with pytest.raises(DocgenError, match=r"没有 docgen\.yaml"):
        find_root(tmp_path)


def test_a_configuration_that_cannot_be_read_says_where(root: Path) -> None:
    make({"replace": "docgen.yaml", "from": "docgen: 1", "to": "docgen：1"}, root)
    with pytest.raises(UnusableWorkspaceError) as caught:
        open_workspace(root)
    assert [(each.code, str(each.location)) for each in caught.value.diagnostics] == [("DG112", "docgen.yaml:1:7")]


def test_a_folder_without_configuration_is_no_workspace(tmp_path: Path) -> None:
    with pytest.raises(DocgenError, match="读不到"):
        open_workspace(tmp_path)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("enterprise", ("enterprise", "", "")),
        ("问题 in enterprise.质量问题", ("enterprise", "质量问题", "问题")),
        ("enterprise.质量问题", None),
        ("问题 in enterprise", None),
        ("企业", None),
        ("", None),
    ],
)
def test_each_is_read_like_the_head_of_a_loop(text: str, parts: tuple[str, str, str] | None) -> None:
    each = read_each(text)
    assert (each and (each.kind, each.list, each.name)) == parts


def test_a_file_that_is_gone_when_it_is_to_be_read_is_no_link(root: Path) -> None:
    said = content_of(root / "cases/team/td-99.yaml", root)[1]
    assert [each.message for each in said] == ["文件打不开：它不见了，可能正在保存，或者被移走了。"]
