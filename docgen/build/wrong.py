"""Which cases and templates are wrong, by what checking found, and what may therefore not be written."""

from __future__ import annotations

from collections.abc import Iterable

from docgen.catalog import Target, Workspace
from docgen.model import Diagnostic, Related


class Wrong:
    """The first error of each wrong file, and of each case that has a wrong file."""

    def __init__(self, workspace: Workspace, findings: Iterable[Diagnostic]) -> None:
        self._broken = workspace.cases.broken
        self.files: dict[str, Diagnostic] = {}
        for each in findings:
            if each.severity == "error":
                self.files.setdefault(each.location.file, each)
        self.cases = {
            case.key: self.files[file]
            for cases in workspace.cases.by_kind.values()
            for case in cases.values()
            for file in reversed(case.files)
            if file in self.files
        }

    def listed(self, reads: Iterable[str]) -> str:
        """A wrong case (``kind/id``, or ``kind/*`` for an unreadable one) of the kinds that were listed, else empty.

        What is counted or listed must be whole and right. A single case that is only referred to may be wrong
        elsewhere: what is printed of it is checked when it is printed.
        """
        kinds = {name.partition("/")[0] for name in reads if name.endswith("/*")}
        unreadable = next((f"{kind}/*" for kind in sorted(kinds) if self._broken.get(kind)), "")
        return unreadable or next((key for key in sorted(self.cases) if key.partition("/")[0] in kinds), "")

    def refusal(self, target: Target, name: str) -> Diagnostic:
        """Why a target that reads this wrong case is not made."""
        kind, _, case_id = name.partition("/")
        if case_id == "*":
            file = self._broken[kind][0]
            reason, error = f"{file} 读不出来，数出来、列出来会缺少", self.files.get(file)
        else:
            reason, error = f"案卷 {name} 有错", self.cases.get(name)
        related = (Related(error.location, error.message),) if error else ()
        message = f"{target.document.title}没有生成：{reason}。"
        return Diagnostic("DG604", "error", message, target.location, related=related, hint="改正后再生成")
