"""The sample's schemas, and those of the second workspace: every field says how it is filled in."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from docgen.catalog import open_workspace
from docgen.check.schemas import check_schemas
from docgen.schemas import compiled, resolved

ROOT = Path(__file__).parent.parent.parent
FOLDERS = [ROOT / "schemas", *sorted(folder for folder in (ROOT / "tests").rglob("schemas") if folder.is_dir())]
FILES = [file for folder in FOLDERS for file in sorted(folder.glob("*.schema.json"))]


def documents(folder: Path) -> dict[str, Any]:
    return {file.name: json.loads(file.read_text("utf-8")) for file in folder.glob("*.schema.json")}


def properties(schema: Mapping[str, Any], way: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for name, child in schema.get("properties", {}).items():
        yield f"{way}.{name}", child
        yield from properties(child, f"{way}.{name}")
    for name, child in schema.get("$defs", {}).items():
        yield from properties(child, f"{way}#{name}")
    if "items" in schema:
        yield from properties(schema["items"], f"{way}[]")


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_every_property_has_a_chinese_description_and_an_example(file: Path) -> None:
    known = documents(file.parent)
    seen = list(properties(known[file.name], file.name))
    assert seen
    for way, schema in seen:
        whole = resolved(schema, file.name, known)
        assert re.search("[\u4e00-\u9fff]", whole.get("description", "")), way
        assert whole.get("examples"), way


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_every_kind_has_a_title_and_refuses_unknown_fields(file: Path) -> None:
    document = json.loads(file.read_text("utf-8"))
    assert re.search("[\u4e00-\u9fff]", document["title"])
    if file.name != "common.schema.json":
        assert document["additionalProperties"] is False
        assert compiled(file.name, documents(file.parent)).properties


def test_nothing_is_wrong_with_the_sample_schemas_nor_with_their_examples() -> None:
    assert check_schemas(open_workspace(ROOT)) == []
