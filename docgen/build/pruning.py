"""Documents in the record that nothing asks for any more: listed, and removed when that is wished."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

from docgen.build.outcome import Built
from docgen.build.record import BuildRecord
from docgen.build.writing import file_digest, remove, why_not
from docgen.catalog import Target, Workspace, case_id_of, comparable, name_problem
from docgen.model import Diagnostic, Location


def gone(
    workspace: Workspace, record: BuildRecord, targets: Iterable[Target], wrong: Collection[str]
) -> list[tuple[str, str]]:
    """Outputs that no target makes, each with its case; not those of a case that is ``wrong`` or unreadable now."""
    targets = list(targets)
    made = {target.output for target in targets}
    due = {comparable(output) for output in made}
    unsure = {target.case for target in targets if target.problem is not None} | set(wrong)
    unsure |= {f"{kind}/{case_id_of(file)}" for kind, files in workspace.cases.broken.items() for file in files}
    found = []
    for output, whole in record.outputs():
        case = whole.partition("#")[0]
        if output not in made and comparable(output) not in due and not name_problem(output) and case not in unsure:
            found.append((output, case))
    return found


def leave(
    output: str, case: str, workspace: Workspace, record: BuildRecord, out: Path, built: Built, prune: bool, force: bool
) -> None:
    """List a document that is gone, or remove it; one that was edited since goes only by force."""
    where = Location(output)
    try:
        on_disk = file_digest(out / output)
        if not on_disk:
            record.drop(output)
            return
        entry = record.entries([output]).get(output)
        if prune and (force or (entry is not None and entry.knows(on_disk))):
            from docgen.build.pdfs import drop_pdf

            drop_pdf(output, out, built)
            remove(out / output, out)
            record.drop(output)
            built.pruned.append(output)
            return
    except OSError as problem:
        message = f"“{output}”删不掉：{why_not(problem)}。"
        built.diagnostics.append(Diagnostic("DG606", "error", message, where))
        return
    built.gone.append(output)
    why = "现在的规定不再生成它" if workspace.case(case) else f"案卷 {case} 已经没有了"
    hint = "文件手工改过，没有删除；确实要删，加上 --force" if prune else "用 --prune 删除，或者自行移走"
    built.diagnostics.append(Diagnostic("DG608", "warning", f"“{output}”没有用了：{why}。", where, hint=hint))
