"""Values -> what is printed: text for people, JSON for programs, and the explanation of a code."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

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

_HOMES = {
    "BuildRow": "as_json",
    "build_json": "as_json",
    "check_json": "as_json",
    "diagnostic_json": "as_json",
    "diagnostic_text": "text",
    "explain": "codes",
    "figures_json": "as_json",
    "json_text": "as_json",
    "location_text": "text",
    "rule_text": "codes",
    "summary_text": "text",
    "table_text": "table",
}


def __getattr__(name: str) -> Any:
    # Imports are lazy: a help page needs the width of a text, and nothing that prints findings.
    if name in _HOMES:
        return getattr(import_module(f"docgen.report.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'docgen.report' has no attribute {name!r}")
