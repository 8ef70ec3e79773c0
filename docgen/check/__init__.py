"""Everything wrong with a workspace's configuration, schemas and cases (templates are `render`'s business)."""

from __future__ import annotations

from docgen.catalog import Workspace
from docgen.check.calendar import years_without_calendar
from docgen.check.cases import Across, check_case, every_case, walked
from docgen.check.configuration import check_configuration
from docgen.check.dates import Dated, dated_facts, far_dates, later_facts
from docgen.check.rules import check_rules
from docgen.check.schemas import check_schemas
from docgen.check.texts import check_texts
from docgen.check.validation import validators
from docgen.check.waivers import waived
from docgen.model import Diagnostic
from docgen.schemas import FOREVER

__all__ = ["check_workspace", "later_facts", "unusable", "waived"]


_BY_SCHEMA = ("DG202", "DG303", "DG310")
"""What reading cases says by their schemas: worth nothing where a schema is wrong."""


def check_workspace(workspace: Workspace, as_of: str = "") -> list[Diagnostic]:
    """All problems of one run, in the order of files; cases are left unchecked where a schema is wrong.

    With ``as_of``, rules see the facts up to that day, as documents of that day do. Without it they see everything,
    so that nothing that was entered waits for its day to be checked, and are told the last day of the current period.
    """
    found = list(workspace.diagnostics)
    found += check_configuration(workspace)
    found = _without_echoes(found + check_schemas(workspace))
    if unusable(found):
        return _sorted([each for each in found if each.code not in _BY_SCHEMA])
    checkers = validators(workspace.schemas)
    across, dated = Across(workspace), list[Dated]()
    wrong: set[str] = set()
    for case, node in every_case(workspace):
        untyped = workspace.cases.untyped.get(case.key, set())
        entries = walked(case, node)
        problems = check_case(case, node, checkers[f"{case.kind}.schema.json"], untyped, entries)
        if problems or untyped:
            wrong.add(case.key)
        found += problems
        if case is not workspace.about:
            found += across.read(case, node, entries)
            dated += dated_facts(case, node, entries)
    found += far_dates(workspace, dated)
    found += years_without_calendar(workspace, dated)
    found += check_texts(workspace)
    found, used = waived(workspace, found)
    told = as_of or workspace.last_day(workspace.catalog.periods.current)
    found += check_rules(workspace, as_of or FOREVER, told, wrong, used)
    return _sorted(found)


def _without_echoes(found: list[Diagnostic]) -> list[Diagnostic]:
    """Without saying of a schema that it is of no use where something says what is wrong with it."""
    explained = {each.location.file for each in found if each.severity == "error" and each.code != "DG212"}
    return [each for each in found if each.code != "DG212" or each.location.file not in explained]


def unusable(found: list[Diagnostic]) -> bool:
    """Whether the schemas are so wrong that cases cannot be judged by them."""
    return any(each.severity == "error" and each.location.file.startswith("schemas/") for each in found)


def _sorted(found: list[Diagnostic]) -> list[Diagnostic]:
    return sorted(dict.fromkeys(found), key=lambda each: (each.location, each.place, each.code, each.message))
