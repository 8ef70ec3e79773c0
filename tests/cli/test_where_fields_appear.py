"""A finding about a field says which documents print it, and where."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.test_commands import docgen

ISSUE = "cases/enterprise/qy-001.yaml"


def notes(few: Path, before: str, after: str, code: str) -> dict[str, str]:
    """The notes of the first finding with this code after a change to a case."""
    file = few / ISSUE
    text = file.read_text("utf-8")
    assert before in text
    file.write_text(text.replace(before, after, 1), "utf-8")
    done = docgen("check", ISSUE, "--format", "json", cwd=few)
    found = next(each for each in json.loads(done.stdout)["diagnostics"] if each["code"] == code)
    return {note["label"]: note["text"] for note in found["notes"]}


def test_at_most_three_places_are_named_and_the_others_counted(few: Path) -> None:
    told = notes(few, "严重程度: 较重", "严重程度: 较中", "DG203")["去处"]
    assert told.startswith("一企一策 正文 表 2 第 3 行第 4 格；")
    assert told.count("；") == 2
    assert told.endswith(" 等 4 处")


def test_a_field_that_is_missing_is_named_by_what_it_is_missing_from(few: Path) -> None:
    told = notes(few, "    问题类别: ", "    涉及工序: ", "DG201")["去处"]
    assert "质量问题清单 正文 表 2 第 3 行第 3 格" in told


def test_a_field_behind_a_reference_is_found_in_the_kind_that_it_belongs_to(few: Path) -> None:
    team = few / "cases/team/td-01.yaml"
    team.write_text(team.read_text("utf-8").replace("组建日期: ", "组建日期: 第", 1), "utf-8")
    done = docgen("check", "--format", "json", cwd=few)
    found = [each for each in json.loads(done.stdout)["diagnostics"] if each["file"] == "cases/team/td-01.yaml"]
    assert any("问诊团队名册" in note["text"] for each in found for note in each["notes"] if note["label"] == "去处")


def test_what_no_document_prints_has_no_places(few: Path) -> None:
    assert "去处" not in notes(few, "编号: WT-2022-001", "编好: WT-2022-001", "DG204")
