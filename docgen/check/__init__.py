"""Everything wrong with a workspace's configuration, schemas and cases (templates are `render`'s business)."""

from __future__ import annotations

from collections.abc import Iterable

from docgen.catalog import Workspace
from docgen.check.across import across
from docgen.check.apart import Apart, Judge, cases_apart
from docgen.check.cases import every_case
from docgen.check.configuration import check_configuration
from docgen.check.schemas import check_schemas
from docgen.check.waivers import waived
from docgen.model import Diagnostic

__all__ = [
    "Apart",
    "Judge",
    "across",
    "cases_apart",
    "check_settings",
    "check_workspace",
    "every_case",
    "in_order",
    "unusable",
    "waived",
]


_BY_SCHEMA = ("DG202", "DG303", "DG310")
"""What reading cases says by their schemas: worth nothing where a schema is wrong."""


def check_workspace(workspace: Workspace, as_of: str = "") -> list[Diagnostic]:
    """All problems of one run, in the order of files; cases are left unchecked where a schema is wrong.

    With ``as_of``, rules see the facts up to that day, as documents of that day do. Without it they see everything,
    so that nothing that was entered waits for its day to be checked, and are told the last day of the current period.
    """
    found = check_settings(workspace)
    if not unusable(found):
        found += across(workspace, cases_apart(workspace, every_case(workspace), as_of))
    return in_order(found)


def check_settings(workspace: Workspace) -> list[Diagnostic]:
    """What reading found, and what is wrong with the configuration and the schemas."""
    found = list(workspace.diagnostics) + check_configuration(workspace)
    found = _without_echoes(found + check_schemas(workspace))
    return [each for each in found if each.code not in _BY_SCHEMA] if unusable(found) else found


def _without_echoes(found: list[Diagnostic]) -> list[Diagnostic]:
    """Without saying of a schema that it is of no use where something says what is wrong with it."""
    explained = {each.location.file for each in found if each.severity == "error" and each.code != "DG212"}
    return [each for each in found if each.code != "DG212" or each.location.file not in explained]


def unusable(found: list[Diagnostic]) -> bool:
    """Whether the schemas are so wrong that cases cannot be judged by them."""
    return any(each.severity == "error" and each.location.file.startswith("schemas/") for each in found)


def in_order(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Each finding once, in the order of files."""
    return sorted(dict.fromkeys(found), key=lambda each: (each.location, each.place, each.code, each.message))
