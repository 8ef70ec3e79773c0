"""Values -> what is printed: text for people, JSON for programs, and the explanation of a code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.lazy import lazily

if TYPE_CHECKING:
    from docgen.report.as_json import BuildRow, build_json, check_json, diagnostic_json, figures_json, json_text
    from docgen.report.codes import explain, rule_text
    from docgen.report.table import table_text
    from docgen.report.text import diagnostic_text, location_text, summary_text

__all__ = [
    "BuildRow",
    "build_json",
    "check_json",
    "diagnostic_json",
    "diagnostic_text",
    "explain",
    "figures_json",
    "json_text",
    "location_text",
    "rule_text",
    "summary_text",
    "table_text",
]

# A help page needs the width of a text, and nothing that prints findings.
__getattr__ = lazily(
    "docgen.report",
    {
        "as_json": "BuildRow build_json check_json diagnostic_json figures_json json_text",
        "codes": "explain rule_text",
        "table": "table_text",
        "text": "diagnostic_text location_text summary_text",
    },
)
