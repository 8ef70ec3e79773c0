"""Computed fields cost once what they cost, notice themselves wherever they are asked for, and hide no reading."""

from __future__ import annotations

import gc
import json
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from docgen.catalog import open_workspace
from docgen.model import Absent, Markdown, UnknownFieldError
from docgen.schemas import Record, View
from tests.bad_inputs.checking import small_workspace


def view(tmp_path: Path, change: dict[str, dict[str, Any]], of_issues: bool = False) -> View:
    """The small workspace with more fields declared of enterprises, or of their issues."""
    root = small_workspace(tmp_path / "workspace")
    file = root / "schemas/enterprise.schema.json"
    schema = json.loads(file.read_text("utf-8"))
    holder = schema["properties"]["质量问题"]["items"] if of_issues else schema
    holder["properties"] |= change
    file.write_text(json.dumps(schema, ensure_ascii=False), "utf-8")
    return open_workspace(root).view("2022-08-31")


def enterprise(view: View) -> Record:
    found = view.case("enterprise", "qy-001")
    assert isinstance(found, Record)
    return found


def computed(text: str, **more: Any) -> dict[str, Any]:
    return {"type": "string", "description": "示例", "x-value": text, **more}


def test_fields_that_each_use_the_next_of_all_items_twice_are_computed_once(tmp_path: Path) -> None:
    steps = 40
    fields = {
        f"步{number}": computed(
            f"(case.质量问题 | map(attribute='步{number + 1}') | first) ~"
            f" (case.质量问题 | map(attribute='步{number + 1}') | last)"
        )
        for number in range(steps)
    }
    last = computed("'' if this.编号 else ''")
    issue = enterprise(view(tmp_path, fields | {f"步{steps}": last}, of_issues=True)).lookup("质量问题")[0]
    assert issue.lookup("步0") == ""


def test_a_field_that_needs_itself_by_way_of_the_other_items_says_so(tmp_path: Path) -> None:
    asked = view(tmp_path, {"合计": computed("case.质量问题 | map(attribute='合计') | join")}, of_issues=True)
    with pytest.raises(UnknownFieldError, match="用到了它自己"):
        enterprise(asked).lookup("质量问题")[0].lookup("合计")


def test_what_was_read_for_a_computed_field_counts_as_read_whenever_it_is_asked_for(tmp_path: Path) -> None:
    asked = view(tmp_path, {"专班名称": computed("this.专班.名称"), "抬头": computed("this.专班名称")})
    record = enterprise(asked)
    record.lookup("抬头")
    asked.reads.clear()
    record.lookup("抬头")
    assert "team/td-01" in asked.reads


def test_a_computed_reference_is_the_case_and_computed_markdown_is_markdown(tmp_path: Path) -> None:
    fields = {
        "联系专班": computed("'td-01'", **{"x-ref": "team"}),
        "失踪专班": computed("'td-99'", **{"x-ref": "team"}),
        "情况": computed("'**示例**'", **{"x-markdown": True}),
    }
    record = enterprise(view(tmp_path, fields))
    assert record.lookup("联系专班").lookup("名称") == "样例第一专班"
    assert isinstance(record.lookup("失踪专班"), Absent)
    assert isinstance(record.lookup("情况"), Markdown)


def test_a_computed_field_may_look_at_more_cases_than_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = view(tmp_path, {"专班数": computed("(cases.team | map(attribute='名称') | list | length) ~ ''")})
    monkeypatch.setattr("docgen.schemas.views.KEPT", 1)
    assert enterprise(asked).lookup("专班数") == str(len(asked.cases["team"]))


def test_of_more_cases_than_are_kept_nothing_is_left_to_the_collector(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def records() -> int:
        return sum(isinstance(each, Record) for each in gc.get_objects())

    monkeypatch.setattr("docgen.schemas.views.KEPT", 1)
    gc.collect()
    before = records()
    asked = view(tmp_path, {"首个": computed("(this.质量问题 | first).编号 or ''")})
    gc.disable()
    try:
        with closing(asked):
            found = asked.all("enterprise")
            assert len(found) > 1
            said = [(each.lookup("首个"), len(each.lookup("质量问题"))) for each in [*found, *found]]
            assert said[: len(found)] == said[len(found) :]
            del found
        assert records() == before
    finally:
        gc.enable()
