"""Schemas of a strange form: a finding, soon, and never a traceback."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from docgen.model import Diagnostic
from tests.bad_inputs.checking import findings, small_workspace


def checked(tmp_path: Path, change: dict[str, Any], definitions: dict[str, Any] | None = None) -> list[Diagnostic]:
    """What is found where the enterprises' schema has other fields and definitions."""
    root = small_workspace(tmp_path / "workspace")
    file = root / "schemas/enterprise.schema.json"
    schema = json.loads(file.read_text("utf-8"))
    schema["properties"] |= change
    schema["$defs"] = definitions or {}
    file.write_text(json.dumps(schema, ensure_ascii=False), "utf-8")
    return findings(root)


@pytest.mark.parametrize("written", [{"$ref": "#"}, ["string"], 5, [{"type": "string"}]], ids=str)
def test_a_type_that_is_no_word_is_told(tmp_path: Path, written: Any) -> None:
    found = checked(tmp_path, {"名称": {"type": written, "description": "示例", "examples": ["示例"]}})
    assert [each.code for each in found if "“type”" in each.message] == ["DG231"]


def level(following: str, **more: Any) -> dict[str, Any]:
    fields = {name: {"$ref": f"#/$defs/{following}", "description": "示例", "examples": [{}]} for name in "甲乙"}
    return {"type": "object", "title": "示例", "additionalProperties": False, "properties": fields, **more}


def test_references_that_double_at_every_level_are_refused(tmp_path: Path) -> None:
    levels = {f"d{number}": level(f"d{number + 1}") for number in range(30)}
    last = {"type": "object", "title": "示例", "additionalProperties": False, "properties": {}}
    top = {"深": {"$ref": "#/$defs/d0", "description": "示例", "examples": [{}]}}
    found = checked(tmp_path, top, {**levels, "d30": last})
    assert ("DG211", "$ref 一层套一层，展开以后字段太多。") in [(each.code, each.message) for each in found]


def test_parts_that_double_at_every_level_are_refused(tmp_path: Path) -> None:
    levels = {f"d{number}": {"allOf": [{"$ref": f"#/$defs/d{number + 1}"}] * 2} for number in range(30)}
    found = checked(tmp_path, {"深": {"$ref": "#/$defs/d0"}}, {**levels, "d30": {"type": "string"}})
    assert "DG211" in [each.code for each in found]
