"""Why a figure cannot be counted: a rule and a reason in, a diagnostic at its place in ``docgen.yaml`` out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from docgen.catalog import FigureRule, Workspace, place
from docgen.model import Diagnostic, Related

REFUSALS = ("DG311", "DG340")
"""The codes of figures that cannot be counted, which stand at their rules in ``docgen.yaml``."""
MEND = "改 docgen.yaml 里这个数字的写法"


class UnreliableFigureError(Exception):
    """A figure cannot be counted; ``diagnostic`` says why.

    ``told`` is whether what is wrong stands in a case, and is a finding of its own there.
    """

    def __init__(self, diagnostic: Diagnostic, told: bool = False) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic, self.told = diagnostic, told


def refused(workspace: Workspace, rule: FigureRule, reason: str, hint: str = MEND) -> UnreliableFigureError:
    """The refusal of a figure for a reason (a Chinese clause)."""
    return UnreliableFigureError(_said(workspace, rule, reason, hint))


def refused_for_case(
    workspace: Workspace, rule: FigureRule, reason: str, error: Diagnostic | None
) -> UnreliableFigureError:
    """The refusal of a figure because a case is wrong, with what checking found there."""
    found = _said(workspace, rule, reason, "先改正这个案卷")
    related = (Related(error.location, error.message),) if error is not None else ()
    return UnreliableFigureError(replace(found, related=related), told=True)


def _said(workspace: Workspace, rule: FigureRule, reason: str, hint: str) -> Diagnostic:
    where = place(workspace.configuration, rule.path)
    return Diagnostic("DG311", "error", f"数字“{rule.name}”不能统计：{reason}。", where, hint=hint)


def ungroupable(
    workspace: Workspace, rule: FigureRule, reason: str, hint: str, related: tuple[Related, ...] = ()
) -> UnreliableFigureError:
    """The refusal of a figure whose groups would not add up."""
    where = place(workspace.configuration, (*rule.path, "by"))
    message = f"数字“{rule.name}”不能分组：{reason}。"
    return UnreliableFigureError(Diagnostic("DG340", "error", message, where, hint=hint, related=related))


def wrong_cases(workspace: Workspace, findings: Iterable[Diagnostic]) -> dict[str, tuple[str, Diagnostic]]:
    """For each kind in which checking found an error, the first case that is wrong, and its first error."""
    errors: dict[str, Diagnostic] = {}
    for each in findings:
        if each.severity == "error":
            errors.setdefault(each.location.file, each)
    found: dict[str, tuple[str, Diagnostic]] = {}
    for kind, cases in workspace.cases.by_kind.items():
        for _, case in sorted(cases.items()):
            wrong = next((errors[file] for file in case.files if file in errors), None)
            if wrong is not None:
                found.setdefault(kind, (case.key, wrong))
    return found
