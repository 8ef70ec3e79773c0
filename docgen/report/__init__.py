"""Values -> what is printed: text for people, JSON for programs, and the explanation of a code."""

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
