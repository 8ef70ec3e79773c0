"""Why a figure cannot be counted: a rule and a reason in, a diagnostic at its place in ``docgen.yaml`` out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from docgen.catalog import FigureRule, Workspace, case_id_of, place
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

    def __reduce__(self) -> tuple[type[UnreliableFigureError], tuple[object, ...]]:
        return UnreliableFigureError, (self.diagnostic, self.told)  # another process is told all of it


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


def ungroupable(workspace: Workspace, rule: FigureRule, reason: str, hint: str) -> UnreliableFigureError:
    """The refusal of a figure whose groups would not add up."""
    where = place(workspace.configuration, (*rule.path, "by"))
    message = f"数字“{rule.name}”不能分组：{reason}。"
    return UnreliableFigureError(Diagnostic("DG340", "error", message, where, hint=hint))


def refuse_unsound(
    workspace: Workspace, rule: FigureRule, reads: Iterable[str], wrong: Mapping[str, Diagnostic]
) -> None:
    """Raise UnreliableFigureError where what was read (``kind/id``, ``kind/*``) is unreadable, missing or wrong.

    ``wrong`` is what `wrong_cases` gives.
    """
    kinds = {key.partition("/")[0] for key in wrong}
    unsound = [name for name in reads if name in wrong or workspace.case(name) is None]
    for name in sorted(unsound):
        kind, _, case_id = name.partition("/")
        broken = workspace.cases.broken.get(kind, [])
        files = broken if case_id == "*" else [file for file in broken if case_id_of(file) == case_id]
        if files:
            told = workspace.diagnostics
            error = next((each for each in told if each.location.file == files[0] and each.severity == "error"), None)
            raise refused_for_case(workspace, rule, f"案卷 {files[0]} 读不出来，数出来会偏少", error)
        if case_id != "*" and name not in wrong:
            raise refused_for_case(workspace, rule, f"用到的案卷 {name} 不存在，数出来会不准", None)
        if case_id != "*" or kind in kinds:
            key = name if case_id != "*" else next(each for each in wrong if each.startswith(f"{kind}/"))
            raise refused_for_case(workspace, rule, f"案卷 {key} 有错，数出来会不准", wrong[key])


def wrong_cases(workspace: Workspace, findings: Iterable[Diagnostic]) -> dict[str, Diagnostic]:
    """The cases in which checking found an error (``kind/id``, in order), each with its first error."""
    errors: dict[str, Diagnostic] = {}
    for each in findings:
        if each.severity == "error":
            errors.setdefault(each.location.file, each)
    found: dict[str, Diagnostic] = {}
    for _, cases in sorted(workspace.cases.by_kind.items()):
        for _, case in sorted(cases.items()):
            wrong = next((errors[file] for file in case.files if file in errors), None)
            if wrong is not None:
                found[case.key] = wrong
    return found
