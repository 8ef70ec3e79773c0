"""What is out of date, and writing it: plan, compare with the record, render, put in place, record."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from docgen.build.inputs import changed, fixed_inputs, read_inputs
from docgen.build.outcome import Built, Outcome, Status
from docgen.build.pruning import gone, leave
from docgen.build.record import FOLDER, Entry, read_record
from docgen.build.writing import file_digest, put, sweep, why_not
from docgen.build.wrong import Wrong
from docgen.catalog import (
    EVERYTHING,
    FAILURES,
    Selection,
    Target,
    Workspace,
    compiled_text,
    plan,
    shared_names,
    target_names,
)
from docgen.figures import UnreliableFigureError, figures_for
from docgen.model import Diagnostic, DocgenError, Location, Related, Severity
from docgen.render import Properties, RenderError, Template, compile_template
from docgen.schemas import Cases, View


def build(
    workspace: Workspace,
    selection: Selection = EVERYTHING,
    out: Path | None = None,
    *,
    findings: Iterable[Diagnostic] = (),
    force: bool = False,
    prune: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> Built:
    """Write every document of the selection that is out of date.

    ``findings`` are what checking found: a document that reads a wrong case, or whose template is wrong, is
    not written. ``progress(done, total)`` is called after each document.

    Raises:
        DocgenError: when another run is writing to the same folder, or the folder cannot be made.
    """
    out = out or workspace.root / "output"
    try:
        (out / FOLDER).mkdir(parents=True, exist_ok=True)
        with FileLock(out / FOLDER / "lock", timeout=0):
            return _Run(workspace, out, list(findings), force).make(selection, prune, progress)
    except Timeout:
        raise DocgenError(f"另一个 docgen 正在向“{out}”写文件（DG607）。等它做完再来。") from None
    except OSError as problem:
        raise DocgenError(f"不能写入“{out}”：{why_not(problem)}。") from None


class _Run:
    """One run under the lock."""

    def __init__(self, workspace: Workspace, out: Path, findings: list[Diagnostic], force: bool) -> None:
        self.workspace, self.out, self.force = workspace, out, force
        self.wrong = Wrong(workspace, findings)
        self.templates: dict[str, Template | None] = {}
        self.record, said = read_record(out)
        self.built = Built(diagnostics=said)

    def make(self, selection: Selection, prune: bool, progress: Callable[[int, int], None] | None) -> Built:
        """Every document of the selection; nothing at all when output names clash."""
        targets, problems = plan(self.workspace, selection)
        self.built.diagnostics += problems
        if any(each.code == "DG603" for each in problems):
            for target in targets:
                self.say(target, "failed", "输出名有冲突，什么都没有写")
            return self.built
        sweep(self.out)
        self.built.diagnostics += _early(self.workspace, targets)
        try:
            for number, target in enumerate(targets, 1):
                self.make_one(target)
                if progress is not None:
                    progress(number, len(targets))
            if selection == EVERYTHING:
                for output, case in gone(self.workspace, self.record, targets, self.wrong):
                    leave(output, case, self.workspace, self.record, self.out, self.built, prune, self.force)
        finally:
            self.record.close()
        return self.built

    def make_one(self, target: Target) -> None:
        """One document: skipped, written or failed; never an exception for what users can cause."""
        if target.problem is not None:
            return self.say(target, "failed", target.problem.message)
        if target.case in self.wrong.cases:
            return self.fail(target, self.wrong.refusal(target, target.case))
        template = self.template(target)
        if template is None:
            return self.say(target, "failed", f"模板 {target.document.template} 有错")
        try:
            on_disk = file_digest(self.out / target.output)
        except OSError as problem:
            return self.fail(target, _unwritable(target, problem))
        entry = self.record.entry(target.output, on_disk)
        fixed = fixed_inputs(self.workspace, target, template.digest)
        reads = [name for name in entry.inputs if "/" in name] if entry else []
        since = changed(entry.inputs, fixed | read_inputs(self.workspace, reads)) if entry else ["首次生成"]
        if on_disk and entry is not None and not self.record.knows(target.output, on_disk) and not self.force:
            return self.edited(target, since)
        if not since and entry is not None and on_disk != entry.digest:
            since = ["文件不是上次生成的样子" if on_disk else "文件不见了"]
        if since:
            return self.render(target, template, fixed, since, on_disk)
        listed = self.wrong.listed(reads)
        if listed:
            # Unchanged itself, but what it reads may have become wrong through another file.
            return self.fail(target, self.wrong.refusal(target, listed))
        return self.say(target, "current", "没有变化")

    def render(self, target: Target, template: Template, fixed: dict[str, str], why: list[str], on_disk: str) -> None:
        view = self.workspace.view(target.day) if target.day else self.workspace.view()
        try:
            content = template.render(self.context(target, view), self.properties(target, view))
        except RenderError as problem:
            listed = self.wrong.listed(view.reads)
            refusal = [self.wrong.refusal(target, listed)] if listed else []
            return self.fail(target, *(refusal or [_in_case(each, target) for each in problem.diagnostics]))
        except UnreliableFigureError as problem:
            return self.fail(target, problem.diagnostic)
        except FAILURES as problem:
            message = f"{target.document.title}不能生成：{problem}。"
            return self.fail(target, Diagnostic("DG602", "error", message, target.location))
        listed = self.wrong.listed(view.reads)
        if listed:
            return self.fail(target, self.wrong.refusal(target, listed))
        return self.put(target, content, fixed | read_inputs(self.workspace, view.reads), why, on_disk)

    def put(self, target: Target, content: bytes, inputs: dict[str, str], why: list[str], on_disk: str) -> None:
        """Enter the document in the record, put it in place, and only then forget what stood there."""
        digest = sha256(content).hexdigest()
        unknown = bool(on_disk) and self.record.entry(target.output, on_disk) is None
        if unknown and on_disk != digest and not self.force:
            return self.edited(target, why)
        entry = Entry(target.output, target.document.id, _case(target), digest, inputs)
        try:
            self.record.enter(entry)
            if digest != on_disk:
                put(content, self.out / target.output, self.out)
        except OSError as problem:
            return self.fail(target, _unwritable(target, problem))
        self.record.confirm(entry)
        if digest == on_disk:
            return self.say(target, "current", "重新生成后内容相同（" + "；".join(why) + "）")
        return self.say(target, "written", "；".join(why))

    def context(self, target: Target, view: View) -> dict[str, Any]:
        """Everything that the template sees."""
        names = dict(target_names(self.workspace, view, target))
        figures = figures_for(self.workspace, view, target)
        return names | ({"figures": figures, "cases": Cases(view)} if figures is not None else {})

    def properties(self, target: Target, view: View) -> Properties:
        names = shared_names(self.workspace, view, target.period)
        texts = {name: compiled_text(text).render(names) for name, text in self.workspace.catalog.properties.items()}
        return Properties(title=Path(target.output).stem, day=target.day, **texts)

    def template(self, target: Target) -> Template | None:
        """The compiled template; None for a wrong one, which is said once."""
        name = f"templates/{target.document.template}"
        if name not in self.templates:
            self.templates[name] = None if name in self.wrong.files else self.compiled(name)
        return self.templates[name]

    def compiled(self, name: str) -> Template | None:
        try:
            path = self.workspace.root / name
            return compile_template(path, profile=self.workspace.catalog.profile, name=name)
        except RenderError as problem:
            self.built.diagnostics += problem.diagnostics
        except OSError as problem:
            message = f"模板读不出来：{why_not(problem)}。"
            self.built.diagnostics.append(Diagnostic("DG324", "error", message, Location(name)))
        return None

    def edited(self, target: Target, why: list[str]) -> None:
        message = f"“{target.output}”不是 docgen 上次生成的内容，可能有人改过，没有覆盖。"
        hint = "把改动写回案卷或者模板；确实要覆盖这一份，用 --force，并用 --case 写明案卷"
        severity: Severity = "error" if why else "warning"
        self.built.diagnostics.append(Diagnostic("DG605", severity, message, Location(target.output), hint=hint))
        self.say(target, "failed" if why else "current", "手工改过，没有覆盖")

    def fail(self, target: Target, *diagnostics: Diagnostic) -> None:
        self.built.diagnostics += diagnostics
        self.say(target, "failed", diagnostics[0].message)

    def say(self, target: Target, status: Status, reason: str) -> None:
        document = target.document
        self.built.outcomes.append(Outcome(document.id, document.title, _case(target), target.output, status, reason))


def _case(target: Target) -> str:
    return target.case + (f"#{target.item}" if target.item else "")


def _in_case(each: Diagnostic, target: Target) -> Diagnostic:
    """A rendering error with the case that it was rendered for."""
    related = (Related(target.location, f"案卷 {_case(target)}"), *each.related)
    return replace(each, field=each.field or target.case, related=related)


def _early(workspace: Workspace, targets: list[Target]) -> list[Diagnostic]:
    """Documents of a period that is not over on the day they are made for: their figures stop there, texts do not."""
    periods = workspace.catalog.periods
    found = []
    for target in targets:
        last = workspace.last_day(target.period)
        if target.document.each.kind == periods.kind and target.day < last:
            message = f"期间 {target.period} 到 {last} 才结束，{target.document.title}的数字只统计到 {target.day}。"
            hint = "案卷里写好的文字不会跟着变，请核对后再用"
            found.append(Diagnostic("DG610", "warning", message, target.location, hint=hint))
    return found


def _unwritable(target: Target, problem: OSError) -> Diagnostic:
    message = f"“{target.output}”写不进去：{why_not(problem)}。"
    return Diagnostic("DG606", "error", message, Location(target.output), field=target.document.title)
