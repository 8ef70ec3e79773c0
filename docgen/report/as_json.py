"""Diagnostics, outcomes and figures -> the documents that ``--format json`` prints; knows their fields (version 1).

What is unknown is ``null``; files are relative to the workspace, with ``/``. Lines and columns count from 1.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from docgen.model import Diagnostic, Location

if TYPE_CHECKING:
    from docgen.model.figures import Figure, FigureSource

SCHEMA_VERSION = 1
Status = Literal["written", "current", "failed"]
_STATUSES: tuple[Status, ...] = ("written", "current", "failed")


class BuildRow(NamedTuple):
    """What became of one document; ``output`` and ``reason`` may be unknown."""

    document: str
    case: str | None
    output: str | None
    status: Status
    reason: str | None = None


def check_json(diagnostics: Iterable[Diagnostic], cases: int) -> dict[str, Any]:
    """The result of a check over that many cases."""
    found = list(diagnostics)
    return {
        "schema_version": SCHEMA_VERSION,
        "diagnostics": [diagnostic_json(diagnostic) for diagnostic in found],
        "summary": {
            "cases": cases,
            "errors": sum(diagnostic.severity == "error" for diagnostic in found),
            "warnings": sum(diagnostic.severity == "warning" for diagnostic in found),
        },
    }


def build_json(
    documents: Iterable[BuildRow | tuple[str, str | None, str | None, Status, str | None]],
    diagnostics: Iterable[Diagnostic],
) -> dict[str, Any]:
    """The result of a build, in the order given."""
    rows = [BuildRow(*row) for row in documents]
    return {
        "schema_version": SCHEMA_VERSION,
        "documents": [row._asdict() for row in rows],
        "diagnostics": [diagnostic_json(diagnostic) for diagnostic in diagnostics],
        "summary": {status: sum(row.status == status for row in rows) for status in _STATUSES},
    }


def figures_json(figures: Iterable[Figure], period: str | None, as_of: str | None) -> dict[str, Any]:
    """The figures of a period, by name, with what each was counted from."""
    return {
        "schema_version": SCHEMA_VERSION,
        "period": period,
        "as_of": as_of,
        "figures": {figure.name: _figure(figure) for figure in figures},
    }


def diagnostic_json(diagnostic: Diagnostic) -> dict[str, Any]:
    """One diagnostic, every field always there."""
    place = _place(diagnostic.location)
    return {
        "code": diagnostic.code,
        "severity": diagnostic.severity,
        **place,
        "place": diagnostic.place or None,
        "message": diagnostic.message,
        "hint": diagnostic.hint or None,
        "field": diagnostic.field or None,
        "notes": [{"label": label, "text": text} for label, text in diagnostic.notes],
        "related": [{**_place(related.location), "message": related.message} for related in diagnostic.related],
    }


def json_text(document: dict[str, Any]) -> str:
    """The document as text, Chinese readable, ending in a line break; lone surrogates are escaped."""
    text = json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False)
    return "".join(f"\\u{ord(sign):04x}" if "\ud800" <= sign <= "\udfff" else sign for sign in text) + "\n"


def _place(location: Location) -> dict[str, str | int | None]:
    return {
        "file": location.file or None,
        "line": location.line or None,
        "column": location.column or None,
        "end_line": location.end_line or None,
        "end_column": location.end_column or None,
    }


def _figure(figure: Figure) -> dict[str, Any]:
    found = {
        "value": number_json(figure.value),
        "text": figure.text,
        "unit": figure.unit or None,
        "definition": figure.definition or None,
        "sources": _sources(figure.sources),
    }
    if figure.groups is not None:
        found["groups"] = [
            {"name": group.name, "value": number_json(group.value), "text": group.text,
             "sources": _sources(group.sources)}
            for group in figure.groups
        ]  # fmt: skip
    return found


def _sources(sources: Iterable[FigureSource]) -> list[dict[str, Any]]:
    return [
        {"case": each.case, "item": each.item or None, "file": each.location.file or None,
         "line": each.location.line or None}
        for each in sources
    ]  # fmt: skip


def number_json(value: Any) -> int | float | None:
    """JSON has one sort of number: whole values stay whole, the exact text stands beside the others."""
    if value is None:
        return None
    exact = Decimal(value)
    return int(exact) if exact == exact.to_integral_value() else float(exact)
