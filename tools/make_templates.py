"""Makes the Word templates of this workspace afresh: ``python tools/make_templates.py [folder]``.

Kept to show how they came about. The ``.docx`` in ``templates/`` are the source: staff edit them in Word, and nothing
runs this script. Running it over edited templates loses the edits.
"""

from __future__ import annotations

import sys
from pathlib import Path

from gongwen import analysis_minutes, annual_summary, enterprise_plan, issue_list
from gongwen.package import word_file

DOCUMENTS = {
    "issue_list": (issue_list, True),
    "enterprise_plan": (enterprise_plan, False),
    "analysis_minutes": (analysis_minutes, False),
    "annual_summary": (annual_summary, False),
}


def main(folder: Path) -> None:
    """Write every template into the folder."""
    for name, (document, landscape) in DOCUMENTS.items():
        content = word_file(document.TITLE, document.blocks(), landscape=landscape)
        (folder / f"{name}.docx").write_bytes(content)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent.parent / "templates")
