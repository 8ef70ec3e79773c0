"""The table of bad inputs: each leads to one finding, at its place, in words that say how to mend it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.bad_inputs.checking import changed, findings, small_workspace, underlined

TABLE = Path(__file__).parent / "bad_inputs"
ROWS: list[tuple[str, dict[str, Any]]] = [
    (file.stem, row)
    for file in sorted(TABLE.glob("*.yaml"))
    for row in yaml.load(file.read_text("utf-8"), yaml.CSafeLoader)
]
IDS = [f"{family}: {row['name']}" for family, row in ROWS]


@pytest.mark.parametrize(("family", "row"), ROWS, ids=IDS)
def test_a_bad_input_is_told_at_its_place_and_nothing_else_is(family: str, row: dict[str, Any], tmp_path: Path) -> None:
    root = changed(tmp_path / "workspace", row["change"])
    found = findings(root)
    wanted = (row["code"], row["at"], row.get("place", ""), row.get("severity", "error"))
    told = [each for each in found if (each.code, str(each.location), each.place, each.severity) == wanted]
    assert told, [(each.code, str(each.location), each.place, each.message) for each in found]
    assert row["says"] in told[0].message
    assert row.get("hint", "") in told[0].hint
    assert underlined(root, told[0]).startswith(row.get("under", ""))
    rest = [each for each in found if each is not told[0] and each.severity == "error"]
    assert sorted(each.code for each in rest) == row.get("others", [])


def test_nothing_is_wrong_with_the_small_workspace_that_the_rows_change(tmp_path: Path) -> None:
    assert findings(small_workspace(tmp_path / "workspace")) == []


def test_the_table_has_every_family_and_no_row_twice() -> None:
    assert len(ROWS) >= 80
    assert len(set(IDS)) == len(IDS)
    families = {"files", "cases", "across", "schemas", "catalog", "figures", "outputs", "templates"}
    assert {family for family, _ in ROWS} == families
