"""Schemas as Python values and cases as YAML -> a small workspace on disk, and what checking says of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from docgen.catalog import open_workspace
from docgen.check import check_workspace
from docgen.model import Diagnostic

_CONFIGURATION = "docgen: 1\nstyle: {style}\ndocuments: {{}}\n{more}"


def text(**more: Any) -> dict[str, Any]:
    """A property of text."""
    return {"type": "string", "description": "示例", "examples": ["示例"], **more}


def day() -> dict[str, Any]:
    """A property that is a date."""
    return {"type": "string", "format": "date", "description": "哪天", "examples": ["2022-03-05"]}


def items(properties: dict[str, Any], required: list[str], **more: Any) -> dict[str, Any]:
    """A list of objects."""
    inside = {"type": "object", "additionalProperties": False, "description": "一项", "examples": [{}],
              "required": required, "properties": properties}  # fmt: skip
    del inside["examples"]
    return {"type": "array", "description": "各项", "examples": [[]], "items": inside, **more}


def kind(title: str, properties: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A schema of a kind, without its ``$id``."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title, "description": "示例",
            "type": "object", "additionalProperties": False, "properties": properties, **more}  # fmt: skip


WAIVERS = items({"规则": text(), "理由": text()}, ["规则", "理由"], **{"x-key": "规则", "x-waives": "规则"})


def write(root: Path, schemas: dict[str, Any], cases: dict[str, str], style: str = "gbk", more: str = "") -> Path:
    """The workspace; ``cases`` are texts by ``kind/id``."""
    (root / "schemas").mkdir(parents=True)
    (root / "docgen.yaml").write_text(_CONFIGURATION.format(style=style, more=more), "utf-8")
    for name, schema in schemas.items():
        content = json.dumps({"$id": f"{name}.schema.json", **schema}, ensure_ascii=False)
        (root / f"schemas/{name}.schema.json").write_text(content, "utf-8")
    for key, content in cases.items():
        file = root / f"cases/{key}.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, "utf-8")
    return root


def checked(root: Path) -> list[Diagnostic]:
    """All that checking says."""
    return check_workspace(open_workspace(root))


def told(found: list[Diagnostic]) -> list[str]:
    """Each as ``code file:line:column``."""
    return [f"{each.code} {each.location}" for each in found]


def under(root: Path, found: Diagnostic) -> str:
    """The text that the caret underlines."""
    place = found.location
    line = (root / place.file).read_text("utf-8").splitlines()[place.line - 1]
    return line[place.column - 1 : place.end_column - 1]
