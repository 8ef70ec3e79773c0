"""What is out of date, and writing it: plan, compare with the record, render, put in place, record."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

from filelock import FileLock, Timeout

from docgen.build.inputs import changed, fixed_inputs, read_inputs
from docgen.build.outcome import Built, Outcome, Status
from docgen.build.record import FOLDER, Entry, Record, read_record
from docgen.build.writing import file_digest, put, remove, sweep, why_not
from docgen.catalog import EVERYTHING, FAILURES, Selection, Target, Workspace, plan, shared_names, target_names
from docgen.expressions import Text
from docgen.figures import UnreliableFigureError, figures_for
from docgen.model import AbsentUsedError, Diagnostic, DocgenError, Location, Related
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
            return _Run(workspace, out, list(findings), force).all(selection, prune, progress)
    except Timeout:
        raise DocgenError(f"另一个 docgen 正在向“{out}”写文件（DG607）。等它做完再来。") from None
    except OSError as problem:
        raise DocgenError(f"不能写入“{out}”：{why_not(problem)}。") from None


class _Run:
    """One run under the lock."""

    def __init__(self, workspace: Workspace, out: Path, findings: list[Diagnostic], force: bool) -> None:
        self.workspace, self.out, self.force = workspace, out, force
        errors = [each for each in findings if each.severity == "error"]
        self.bad_files: dict[str, Diagnostic] = {each.location.file: each for each in reversed(errors)}
        self.wrong = {
            case.key: self.bad_files[file]
            for cases in workspace.cases.by_kind.values()
            for case in cases.values()
            for file in case.files
            if file in self.bad_files
        }
        self.templates: dict[str, Template | list[Diagnostic]] = {}
        self.record = Record(out / FOLDER / "record.jsonl")
        self.built = Built()

    def all(self, selection: Selection, prune: bool, progress: Callable[[int, int], None] | None) -> Built:
        for kind, files in self.workspace.cases.broken.items():
            for file in files:
                self.bad_files.setdefault(file, _broken(kind, file))
        targets, problems = plan(self.workspace, selection)
        self.built.diagnostics += problems
        if any(each.code == "DG603" for each in problems):
            for target in targets:
                self.say(target, "failed", "输出名有冲突，什么都没有写")
            return self.built
        sweep(self.out)
        self.record, said = read_record(self.out)
        self.built.diagnostics += said
        try:
            for number, target in enumerate(targets, 1):
                self.one(target)
                if progress is not None:
                    progress(number, len(targets))
            if selection == EVERYTHING:
                self.gone(targets, prune)
        finally:
            self.record.close()
        return self.built

    def one(self, target: Target) -> None:
        """One document: skipped, written or failed; never an exception for what users can cause."""
        if target.problem is not None:
            return self.say(target, "failed", target.problem.message)
        template = self.template(target)
        if not isinstance(template, Template):
            return self.say(target, "failed", f"模板 {target.document.template} 有错")
        if target.case in self.wrong:
            return self.fail(target, self.reads_wrong(target, target.case))
        file = self.out / target.output
        before = self.record.entries.get(target.output)
        fixed = fixed_inputs(self.workspace, target, template.digest)
        on_disk = file_digest(file)
        edited = bool(on_disk) and bool(before) and on_disk not in self.record.ours[target.output]
        reads = [name for name in before.inputs if "/" in name] if before else []
        why = changed(before.inputs, fixed | read_inputs(self.workspace, reads)) if before else ["首次生成"]
        if edited and not self.force:
            return self.edited(target, why)
        if before and not why and on_disk == before.digest:
            return self.say(target, "current", "没有变化")
        if before and not why:
            why = ["文件不见了" if not on_disk else "上次没有写完" if not edited else "按要求覆盖手工修改"]
        return self.render(target, template, fixed, why, on_disk, bool(before))

    def render(
        self, target: Target, template: Template, fixed: dict[str, str], why: list[str], on_disk: str, known: bool
    ) -> None:
        view = self.workspace.view(target.day) if target.day else self.workspace.view()
        try:
            content = template.render(self.context(target, view), self.properties(target, view))
        except RenderError as problem:
            wrong = self.read_wrong(view)
            if wrong is not None:
                return self.fail(target, self.reads_wrong(target, wrong))
            return self.fail(target, *[_in_case(each, target) for each in problem.diagnostics])
        except UnreliableFigureError as problem:
            return self.fail(target, problem.diagnostic)
        except (*FAILURES, AbsentUsedError) as problem:
            message = f"{target.document.title}不能生成：{problem}。"
            return self.fail(target, Diagnostic("DG602", "error", message, target.location))
        wrong = self.read_wrong(view)
        if wrong is not None:
            return self.fail(target, self.reads_wrong(target, wrong))
        digest = sha256(content).hexdigest()
        if on_disk and not known and on_disk != digest and not self.force:
            return self.edited(target, ["首次生成"])
        entry = Entry(target.output, target.document.id, _case(target), digest,
                      fixed | read_inputs(self.workspace, view.reads))  # fmt: skip
        try:
            self.record.enter(entry)
            if digest != on_disk:
                put(content, self.out / target.output, self.out)
        except OSError as problem:
            where = Location(target.output)
            message = f"写不进去：{why_not(problem)}。"
            return self.fail(target, Diagnostic("DG606", "error", message, where, field=target.document.title))
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
        texts = {name: Text(text).render(names) for name, text in self.workspace.catalog.properties.items()}
        return Properties(title=Path(target.output).stem, day=target.day, **texts)

    def template(self, target: Target) -> Template | list[Diagnostic]:
        """The compiled template, or why there is none (said once)."""
        name = f"templates/{target.document.template}"
        if name not in self.templates:
            if name in self.bad_files:
                self.templates[name] = [self.bad_files[name]]
            else:
                try:
                    path = self.workspace.root / name
                    self.templates[name] = compile_template(path, profile=self.workspace.catalog.profile, name=name)
                except RenderError as problem:
                    self.templates[name] = list(problem.diagnostics)
                    self.built.diagnostics += problem.diagnostics
                except OSError as problem:
                    found = Diagnostic("DG324", "error", f"模板读不出来：{why_not(problem)}。", Location(name))
                    self.templates[name] = [found]
                    self.built.diagnostics.append(found)
        return self.templates[name]

    def read_wrong(self, view: View) -> str | None:
        """A wrong case among those that were listed: what is counted or listed must be whole and right.

        A single case that is only referred to may be wrong elsewhere: what is printed of it is checked when it is
        printed.
        """
        listed = {name.partition("/")[0] for name in view.reads if name.endswith("/*")}
        for kind in sorted(listed):
            if self.workspace.cases.broken.get(kind):
                return f"{kind}/*"
        return next((key for key in sorted(self.wrong) if key.partition("/")[0] in listed), None)

    def reads_wrong(self, target: Target, name: str) -> Diagnostic:
        kind, _, case_id = name.partition("/")
        if case_id == "*":
            file = self.workspace.cases.broken[kind][0]
            reason, error = f"{kind} 里有读不出来的案卷", self.bad_files.get(file)
        else:
            reason, error = f"案卷 {name} 有错", self.wrong.get(name)
        related = (Related(error.location, error.message),) if error else ()
        message = f"{target.document.title}没有生成：{reason}。"
        return Diagnostic("DG604", "error", message, target.location, related=related, hint="改正后再生成")

    def edited(self, target: Target, why: list[str]) -> None:
        changed_since = bool(why)
        message = f"“{target.output}”不是 docgen 上次生成的内容，可能有人改过，没有覆盖。"
        hint = "把改动写回案卷或者模板；确实要覆盖，用 --force"
        severity: Literal["error", "warning"] = "error" if changed_since else "warning"
        self.built.diagnostics.append(Diagnostic("DG605", severity, message, Location(target.output), hint=hint))
        self.say(target, "failed" if changed_since else "current", "手工改过，没有覆盖")

    def fail(self, target: Target, *diagnostics: Diagnostic) -> None:
        self.built.diagnostics += diagnostics
        self.say(target, "failed", diagnostics[0].message)

    def say(self, target: Target, status: Status, reason: str) -> None:
        document = target.document
        self.built.outcomes.append(Outcome(document.id, document.title, _case(target), target.output, status, reason))

    def gone(self, targets: list[Target], prune: bool) -> None:
        """Documents in the record that no case asks for any more; one whose case is unreadable is not among them."""
        due = {target.output for target in targets}
        unsure = {target.case for target in targets if target.problem is not None}
        for output, entry in sorted(self.record.entries.items()):
            case = entry.case.partition("#")[0]
            kind, _, case_id = case.partition("/")
            unreadable = any(f"/{case_id}." in file or f"/{case_id}/" in file
                             for file in self.workspace.cases.broken.get(kind, ()))  # fmt: skip
            if output in due or case in unsure or case in self.wrong or unreadable:
                continue
            self.leave(output, prune)

    def leave(self, output: str, prune: bool) -> None:
        file = self.out / output
        on_disk = file_digest(file)
        if not on_disk:
            return self.record.drop(output)
        where, hint = Location(output), "用 --prune 删除，或者自行移走"
        if prune and (on_disk in self.record.ours[output] or self.force):
            try:
                remove(file, self.out)
            except OSError as problem:
                message = f"删不掉：{why_not(problem)}。"
                self.built.diagnostics.append(Diagnostic("DG606", "error", message, where))
                return None
            self.record.drop(output)
            self.built.pruned.append(output)
            return None
        if prune:
            hint = "文件手工改过，没有删除；确实要删，加上 --force"
        self.built.gone.append(output)
        message = f"“{output}”已经没有对应的案卷。"
        self.built.diagnostics.append(Diagnostic("DG608", "warning", message, where, hint=hint))
        return None


def _case(target: Target) -> str:
    return target.case + (f"#{target.item}" if target.item else "")


def _in_case(each: Diagnostic, target: Target) -> Diagnostic:
    """A rendering error with the case that it was rendered for."""
    related = (Related(target.location, f"案卷 {_case(target)}"), *each.related)
    return Diagnostic(each.code, each.severity, each.message, each.location, each.place, each.hint,
                      each.field or target.case, each.notes, related)  # fmt: skip


def _broken(kind: str, file: str) -> Diagnostic:
    return Diagnostic("DG604", "error", f"{kind} 的案卷读不出来。", Location(file))
