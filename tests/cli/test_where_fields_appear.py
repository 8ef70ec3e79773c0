"""A finding about a field says which documents print it, and where."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.typed import changed, docgen
from tests.conftest import copy_few

Notes = dict[tuple[str, str], dict[str, str]]


@pytest.fixture(scope="module")
def notes(tmp_path_factory: pytest.TempPathFactory) -> Notes:
    """The notes of the first finding of each code in each file, after a change or two to each of four cases."""
    few = copy_few(tmp_path_factory.mktemp("places") / "few")
    changed(few / "cases/enterprise/qy-001.yaml", "严重程度: 较重", "严重程度: 较中")
    changed(few / "cases/enterprise/qy-002.yaml", "    问题类别: ", "    涉及工序: ")
    changed(few / "cases/enterprise/qy-005.yaml", "编号: WT-2022-", "编好: WT-2022-")
    changed(few / "cases/enterprise/qy-005.yaml", "        完成时限: ", "        完成时限: 约")
    changed(few / "cases/team/td-01.yaml", "组建日期: ", "组建日期: 第")
    done = docgen("check", "--format", "json", cwd=few)
    found: Notes = {}
    for each in json.loads(done.stdout)["diagnostics"]:
        found.setdefault(
            (Path(each["file"]).stem, each["code"]), {each["label"]: each["text"] for each in each["notes"]}
        )
    return found


def test_at_most_three_places_are_named_and_the_others_counted(notes: Notes) -> None:
    told = notes["qy-001", "DG203"]["去处"]
    assert told.startswith("一企一策模板 正文 表 2 第 3 行第 4 格；")
    assert told.count("；") == 2
    assert told.endswith(" 等 4 处")


def test_a_field_that_is_missing_is_named_by_what_it_is_missing_from(notes: Notes) -> None:
    assert "质量问题清单模板 正文 表 2 第 3 行第 3 格" in notes["qy-002", "DG201"]["去处"]


def test_a_field_behind_a_reference_is_found_in_the_kind_that_it_belongs_to(notes: Notes) -> None:
    assert "问诊团队名册" in notes["td-01", "DG207"]["去处"]


def test_a_field_is_found_where_what_is_computed_from_it_is_printed(notes: Notes) -> None:
    told = "质量问题清单模板 正文 表 2 第 3 行第 8 格（算质量问题的“完成时限”会用到）"
    assert notes["qy-005", "DG207"]["去处"] == told


def test_what_no_document_prints_has_no_places(notes: Notes) -> None:
    assert "去处" not in notes["qy-005", "DG204"]
