"""Which cases and templates are wrong, by what checking found, and what may therefore not be written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from docgen.catalog import Target, Workspace, case_id_of, place_of
from docgen.figures import wrong_cases
from docgen.model import Diagnostic, Related


class Wrong:
    """The first error of each wrong file, and of each case that has a wrong file."""

    def __init__(self, workspace: Workspace, findings: Sequence[Diagnostic]) -> None:
        self._workspace, self._broken = workspace, workspace.cases.broken
        self._calendar = workspace.catalog.calendar.kind
        self.files: dict[str, Diagnostic] = {}
        dangling: set[str] = set()
        for each in findings:
            if each.severity == "error":
                self.files.setdefault(each.location.file, each)
                dangling |= {each.location.file} if each.code == "DG301" else set()
        self.cases = wrong_cases(workspace, findings)
        self._dangling = {
            case.key
            for cases in workspace.cases.by_kind.values()
            for case in cases.values()
            if not dangling.isdisjoint(case.files)
        }
        self._unreadable = {
            f"{kind}/{case_id_of(file)}": file for kind, files in self._broken.items() for file in files
        }

    def listed(self, reads: Iterable[str]) -> str:
        """A case (``kind/id``, or ``kind/*`` for an unreadable one of a kind that was listed) for which what read all
        this must not be written; empty where there is none.

        What is counted or listed must be whole and right, and so must all that is looked at for it. A document that
        lists nothing may refer to a case that is wrong elsewhere: what is printed of it is checked when it is printed.
        But nothing is there to be printed of a case that cannot be read or does not exist: no document has that.
        """
        reads = set(reads)
        kinds = {name.partition("/")[0] for name in reads if name.endswith("/*")}
        unreadable = next((f"{kind}/*" for kind in sorted(kinds) if self._broken.get(kind)), "")
        gone = sorted(name for name in reads if name in self._unreadable or name in self._dangling)
        if unreadable or gone:
            return unreadable or gone[0]
        looked_at = reads if kinds - {self._calendar} else set()
        return next((key for key in sorted(self.cases) if key.partition("/")[0] in kinds or key in looked_at), "")

    def refusal(self, target: Target, name: str) -> Diagnostic:
        """Why a target that reads this wrong case is not made."""
        kind, _, case_id = name.partition("/")
        if case_id == "*" or name in self._unreadable:
            file = self._broken[kind][0] if case_id == "*" else self._unreadable[name]
            reason, error = f"{file} 读不出来，数出来、列出来会缺少", self.files.get(file)
        else:
            reason, error = f"案卷 {name} 有错", self.cases.get(name)
        related = (Related(error.location, error.message),) if error else ()
        message = f"{target.document.title}没有生成：{reason}。"
        return Diagnostic(
            "DG604", "error", message, place_of(self._workspace, target), related=related, hint="改正后再生成"
        )
