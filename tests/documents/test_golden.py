"""One document of each kind against a file that was read by eye: its text and structure, line by line.

After a change that is meant, ``pytest tests/documents --update-golden`` writes the files anew; read the diff.
"""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest

from tests.documents.made import Made
from tests.documents.outline import outline

GOLDEN = Path(__file__).parent / "golden"
CHOSEN = {
    "issue_list": "qy-001 ",
    "prescription": "qy-001 ",
    "enterprise_plan": "qy-001 ",
    "product_plan": "一品一策/cp-02 ",
    "industry_plan": "一业一策/hy-02 ",
    "cluster_plan": "一域一策/jq-01 ",
    "analysis_minutes": "会议纪要/fx-2022-09 ",
    "consultation_minutes": "会议纪要/hz-2022-01 ",
    "training_record": "培训记录/px-2022-18 ",
    "team_roster": "2022-08 ",
    "target_list": "2022-08 ",
    "annual_summary": "2022-08 ",
}


@pytest.mark.parametrize("kind", CHOSEN)
def test_a_document_reads_as_its_golden_file(
    kind: str, sample_documents: list[Made], request: pytest.FixtureRequest
) -> None:
    [chosen] = [each for each in sample_documents if each.kind == kind and each.output.startswith(CHOSEN[kind])]
    found, file = outline(chosen.content), GOLDEN / f"{kind}.txt"
    if request.config.getoption("--update-golden", False):
        file.parent.mkdir(exist_ok=True)
        file.write_text(found, encoding="utf-8")
    expected = file.read_text("utf-8") if file.is_file() else ""
    if found != expected:
        changes = difflib.unified_diff(expected.splitlines(), found.splitlines(), str(file.name), chosen.output, n=1)
        pytest.fail(
            "\n".join([*changes, "", "if this is meant: pytest tests/documents --update-golden"]), pytrace=False
        )


def test_every_golden_file_belongs_to_a_document_and_every_kind_has_one(sample_documents: list[Made]) -> None:
    assert {file.name for file in GOLDEN.iterdir()} == {f"{kind}.txt" for kind in CHOSEN}
    assert set(CHOSEN) == {each.kind for each in sample_documents}
