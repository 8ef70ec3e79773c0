"""What a process does of a run, batch by batch: read cases, check them and plan their documents, make these.

Everything that goes in or comes out can be sent to another process. Documents are written whole, but elsewhere; putting
them in place is for the process that keeps the record.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from docgen.build.inputs import Digests, Inputs, changed
from docgen.build.outcome import Status
from docgen.build.record import Entry
from docgen.build.writing import Staged, file_digest, stage, staging, why_not
from docgen.build.wrong import Wrong
from docgen.catalog import (
    FAILURES,
    Row,
    Selection,
    Target,
    Workspace,
    compiled_text,
    open_frame,
    place_of,
    planned,
    shared_names,
    target_names,
)
from docgen.catalog import Entry as CaseEntry
from docgen.check import Apart, Judge
from docgen.figures import UnreliableFigureError, figures_for
from docgen.model import Case, Diagnostic, Location, Related, Severity
from docgen.render import Properties, RenderError, Template, compile_template
from docgen.schemas import Cases, Node, View


@dataclass(frozen=True)
class Order:
    """What a run is asked to do: the workspace's folder, where to write, what is selected, and whether edited
    documents are overwritten."""

    root: Path
    out: Path
    selection: Selection
    force: bool = False

    def day(self, workspace: Workspace) -> str:
        """The day of the documents that are made for no period."""
        chosen = self.selection
        return chosen.as_of or workspace.last_day(chosen.period or workspace.catalog.periods.current)


class Task(NamedTuple):
    """A document that is due, with what the record knows of it."""

    target: Target
    entry: Entry | None


class Made(NamedTuple):
    """What became of one task: with ``staged``, a file that waits to be put in place once its entry is recorded."""

    status: Status
    reason: str
    diagnostics: tuple[Diagnostic, ...] = ()
    entry: Entry | None = None
    staged: Staged | None = None


class Workplace:
    """One process's part of a run; it reads the workspace's settings itself."""

    def __init__(self, order: Order, workspace: Workspace | None = None) -> None:
        self.order = order
        self.workspace = workspace or open_frame(order.root)
        self.wrong = Wrong(self.workspace, [])
        self._templates: dict[str, Template | tuple[Diagnostic, ...]] = {}
        self._folders: set[Path] = set()
        self._staging = staging(order.out)

    @cached_property
    def digests(self) -> Digests:
        return Digests(self.workspace)

    def read(self, entries: Sequence[CaseEntry]) -> list[Row]:
        """Read cases for the first time."""
        return [self.workspace.store.read(entry) for entry in entries]

    def take(self, rows: Iterable[Row]) -> None:
        """Learn of all cases, whoever has read them."""
        self.workspace.take(rows)

    def examine(self, keys: Sequence[str]) -> tuple[list[Apart], list[tuple[Target, bool]]]:
        """What is wrong with each of these cases, taken apart, and the documents that are due for them, each with
        whether it is asked for. Rules see what the documents see."""
        aparts = self._judge.apart((case, node) for case, node in map(self._with_node, keys))
        return aparts, planned(self.workspace, self.order.selection, keys)

    @cached_property
    def _judge(self) -> Judge:
        return Judge(self.workspace, self.order.day(self.workspace))

    def _with_node(self, key: str) -> tuple[Case, Node]:
        found = self.workspace.with_node(key)
        assert found is not None
        return found

    def learn(self, findings: list[Diagnostic]) -> None:
        """What checking found wrong, before any document is made."""
        self.wrong = Wrong(self.workspace, findings)

    def make(self, tasks: Sequence[Task]) -> list[Made]:
        """Documents, not yet in their places, or why they need not or cannot be made."""
        return [self._make(task) for task in tasks]

    def _make(self, task: Task) -> Made:
        """One document; never an exception for what users can cause."""
        target, entry = task.target, task.entry
        if target.problem is not None:
            return Made("failed", target.problem.message)
        if target.case in self.wrong.cases:
            return _failed(self.wrong.refusal(target, target.case))
        template = self._template(target)
        if isinstance(template, tuple):
            return Made("failed", f"模板 {target.document.template} 有错", template)
        try:
            on_disk = file_digest(self.order.out / target.output)
        except OSError as problem:
            return _failed(unwritable(target, problem))
        fixed = self.digests.fixed(target, template.digest)
        before = Inputs.unpacked(entry.inputs) if entry is not None else Inputs()
        since = changed(before, Inputs(fixed, *self.digests.again(before))) if entry is not None else ["首次生成"]
        if on_disk and entry is not None and not entry.knows(on_disk) and not self.order.force:
            return edited(target, since)
        if not since and entry is not None and on_disk != entry.digest:
            since = ["文件不是上次生成的样子" if on_disk else "文件不见了"]
        if since:
            workspace, day = self.workspace, target.day
            with closing(workspace.view(day) if day else workspace.view()) as view:
                return self._render(task, template, view, fixed, since, on_disk)
        listed = self.wrong.listed(before.reads())
        if listed:
            # Unchanged itself, but what it reads may have become wrong through another file.
            return _failed(self.wrong.refusal(target, listed))
        return Made("current", "没有变化")

    def _render(
        self, task: Task, template: Template, view: View, fixed: dict[str, str], why: list[str], on_disk: str
    ) -> Made:
        target = task.target
        try:
            content = template.render(self._context(target, view), self._properties(target, view))
        except RenderError as problem:
            listed = self.wrong.listed(view.reads)
            if listed:
                return _failed(self.wrong.refusal(target, listed))
            return _failed(*(self._in_case(each, target) for each in problem.diagnostics))
        except UnreliableFigureError as problem:
            return _failed(problem.diagnostic)
        except FAILURES as problem:
            message = f"{target.document.title}不能生成：{problem}。"
            return _failed(Diagnostic("DG602", "error", message, place_of(self.workspace, target)))
        listed = self.wrong.listed(view.reads)
        if listed:
            return _failed(self.wrong.refusal(target, listed))
        return self._write(task, content, Inputs(fixed, *self.digests.read(view)), why, on_disk)

    def _write(self, task: Task, content: bytes, inputs: Inputs, why: list[str], on_disk: str) -> Made:
        target, digest = task.target, sha256(content).hexdigest()
        if on_disk and task.entry is None and on_disk != digest and not self.order.force:
            return edited(target, why)
        # What somebody else wrote is not docgen's own by being overwritten once: put back, it is left alone again.
        before = on_disk if task.entry is not None and task.entry.knows(on_disk) else ""
        entry = Entry(target.output, target.document.id, case_of(target), digest, inputs.packed(), before)
        if digest == on_disk:
            return Made("current", "重新生成后内容相同（" + "；".join(why) + "）", entry=entry)
        try:
            staged = stage(content, self.order.out / target.output, self.order.out, self._staging, self._folders)
        except OSError as problem:
            return _failed(unwritable(target, problem))
        return Made("written", "；".join(why), entry=entry, staged=staged)

    def _context(self, target: Target, view: View) -> dict[str, Any]:
        """Everything that the template sees."""
        names = dict(target_names(self.workspace, view, target))
        figures = figures_for(self.workspace, view, target)
        return names | ({"figures": figures, "cases": Cases(view)} if figures is not None else {})

    def _properties(self, target: Target, view: View) -> Properties:
        names = shared_names(self.workspace, view, target.period)
        texts = {name: compiled_text(text).render(names) for name, text in self.workspace.catalog.properties.items()}
        return Properties(title=Path(target.output).stem, day=target.day, **texts)

    def _template(self, target: Target) -> Template | tuple[Diagnostic, ...]:
        """The compiled template, or what keeps it from being used (nothing where checking has told it)."""
        name = f"templates/{target.document.template}"
        if name not in self._templates:
            self._templates[name] = () if name in self.wrong.files else self._compiled(name)
        return self._templates[name]

    def _compiled(self, name: str) -> Template | tuple[Diagnostic, ...]:
        try:
            return compile_template(self.workspace.root / name, profile=self.workspace.catalog.profile, name=name)
        except RenderError as problem:
            return tuple(problem.diagnostics)
        except OSError as problem:
            return (Diagnostic("DG324", "error", f"模板读不出来：{why_not(problem)}。", Location(name)),)

    def _in_case(self, each: Diagnostic, target: Target) -> Diagnostic:
        """A rendering error with the case that it was rendered for."""
        related = (Related(place_of(self.workspace, target), f"案卷 {case_of(target)}"), *each.related)
        return replace(each, field=each.field or target.case, related=related)


def case_of(target: Target) -> str:
    """``kind/id`` or ``kind/id#item``."""
    return target.case + (f"#{target.item}" if target.item else "")


def edited(target: Target, why: list[str]) -> Made:
    """A document that somebody else wrote is left alone; a mistake only where it should be another one by now."""
    message = f"“{target.output}”不是 docgen 上次生成的内容，可能有人改过，没有覆盖。"
    hint = "把改动写回案卷或者模板；确实要覆盖这一份，用 --force，并用 --case 写明案卷"
    severity: Severity = "error" if why else "warning"
    said = Diagnostic("DG605", severity, message, Location(target.output), hint=hint)
    return Made("failed" if why else "current", "手工改过，没有覆盖", (said,))


def unwritable(target: Target, problem: OSError) -> Diagnostic:
    """A document that cannot be put in place."""
    message = f"“{target.output}”写不进去：{why_not(problem)}。"
    return Diagnostic("DG606", "error", message, Location(target.output), field=target.document.title)


def _failed(*diagnostics: Diagnostic) -> Made:
    return Made("failed", diagnostics[0].message, diagnostics)
