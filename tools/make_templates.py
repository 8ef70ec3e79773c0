"""Makes the Word templates of this workspace afresh: ``python tools/make_templates.py [folder]``.

Kept to show how they came about. The ``.docx`` in ``templates/`` are the source: staff edit them in Word, and nothing
runs this script. Running it over edited templates loses the edits.
"""

from __future__ import annotations

import sys
from pathlib import Path

from gongwen import (
    analysis_minutes,
    annual_summary,
    cluster_plan,
    consultation_minutes,
    enterprise_plan,
    industry_plan,
    issue_list,
    prescription,
    product_plan,
    target_list,
    team_roster,
    training_record,
)
from gongwen.package import word_file

DOCUMENTS = {
    "analysis_minutes": analysis_minutes,
    "annual_summary": annual_summary,
    "cluster_plan": cluster_plan,
    "consultation_minutes": consultation_minutes,
    "enterprise_plan": enterprise_plan,
    "industry_plan": industry_plan,
    "issue_list": issue_list,
    "prescription": prescription,
    "product_plan": product_plan,
    "target_list": target_list,
    "team_roster": team_roster,
    "training_record": training_record,
}
LANDSCAPE = {"issue_list", "target_list"}


def main(folder: Path) -> None:
    """Write every template into the folder."""
    for name, document in DOCUMENTS.items():
        content = word_file(document.TITLE, document.blocks(), landscape=name in LANDSCAPE)
        (folder / f"{name}.docx").write_bytes(content)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent.parent / "templates")
