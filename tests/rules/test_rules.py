"""Every rule of the workspace speaks where it is broken, and says nothing where all is right."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from docgen.model import Diagnostic
from tests.rules.breaking import ROOT, Row, findings, rows
from tools.make_rules import page


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Diagnostic]]:
    return findings(tmp_path_factory.mktemp("rules"))


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row.code}-{row.number}")
def test_a_broken_rule_is_told_in_the_case_that_breaks_it(row: Row, said: dict[str, list[Diagnostic]]) -> None:
    codes = {each.code for each in said.get(row.file, [])}
    assert row.code in codes, (row.change, sorted(codes))


@pytest.mark.parametrize(
    "kind", ["enterprise/qy-901", "team/td-901", "meeting/hy-901", "training/px-901", "period/2022-06"]
)
def test_a_right_case_breaks_none(kind: str, said: dict[str, list[Diagnostic]]) -> None:
    assert [each for each in said.get(f"cases/{kind}.yaml", []) if each.severity != "hint"] == []


def test_every_rule_in_the_schemas_has_a_row() -> None:
    written = {
        code for file in (ROOT / "schemas").glob("*.json") for code in _codes(json.loads(file.read_text("utf-8")))
    }
    assert written <= {row.code for row in rows()}


def _codes(value: Any) -> Iterator[str]:
    for name, inner in value.items() if isinstance(value, dict) else ():
        if name in ("x-rules", "x-words"):
            yield from (rule["code"] for rule in inner)
        else:
            yield from _codes(inner)
    for inner in value if isinstance(value, list) else ():
        yield from _codes(inner)


def test_the_page_of_rules_is_what_the_command_makes(said: dict[str, list[Diagnostic]]) -> None:
    assert (ROOT / "docs/rules.md").read_text("utf-8") == page(ROOT, said), "run: python -m tools.make_rules"
