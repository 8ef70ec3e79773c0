"""One run: what is out of date, and writing it, in batches: compare with the record, render, put in place."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from docgen.build.last import forget
from docgen.build.locking import recorded
from docgen.build.outcome import Built, Outcome, Progress
from docgen.build.pools import Here, Pool
from docgen.build.pruning import gone, leave
from docgen.build.record import BuildRecord
from docgen.build.work import Made, Order, Task, Workplace, case_of, unwritable
from docgen.build.writing import flush, put_in_place
from docgen.catalog import EVERYTHING, Selection, Target, Workspace, clashes, in_order, place_of, planned
from docgen.figures import wrong_cases
from docgen.model import Diagnostic

T = TypeVar("T")
BATCH = 100


def build(
    workspace: Workspace,
    selection: Selection = EVERYTHING,
    out: Path | None = None,
    *,
    findings: Iterable[Diagnostic] = (),
    force: bool = False,
    prune: bool = False,
    progress: Progress | None = None,
) -> Built:
    """Write every document of the selection that is out of date, in this process.

    ``findings`` are what checking found: a document that reads a wrong case, or whose template is wrong, is
    not written.

    Raises:
        DocgenError: when another run is writing to the same folder, or the folder cannot be made.
        OSError: of a file outside the output folder that was taken away while the run went on.
    """
    order = Order(workspace.root, out or workspace.root / "output", selection, force)
    with recorded(order.out) as (record, said):
        forget(record)
        run = Run(workspace, order, Here(Workplace(order, workspace)), record, progress)
        run.built.diagnostics += said
        run.learn(list(findings))
        return run.make(planned(workspace, selection), prune)


class Run:
    """One run under the lock; the pool does the work, this process keeps the record and puts documents in place."""

    def __init__(
        self, workspace: Workspace, order: Order, pool: Pool, record: BuildRecord, progress: Progress | None
    ) -> None:
        self.workspace, self.order, self.pool, self.record = workspace, order, pool, record
        self.progress = progress or (lambda *_: None)
        self.wrong: Collection[str] = ()
        self.built = Built()

    def learn(self, findings: list[Diagnostic]) -> None:
        """What checking found wrong, told to all that work."""
        self.wrong = wrong_cases(self.workspace, findings)
        self.pool.everywhere(Workplace.learn, [each for each in findings if each.severity == "error"])

    def make(self, plan: Iterable[tuple[Target, bool]], prune: bool) -> Built:
        """Every document that is asked for, of all that are due; nothing at all when output names clash."""
        found = in_order(self.workspace, plan)
        targets, due = [target for target, wanted in found if wanted], [target for target, _ in found]
        self.built.diagnostics += [target.problem for target in targets if target.problem]
        clashing = clashes(self.workspace, due)
        if clashing:
            self.built.diagnostics += clashing
            said = Made("failed", "输出名有冲突，什么都没有写")
            self.built.outcomes += [outcome_of(target, said) for target in targets]
            return self.built
        self.built.diagnostics += _early(self.workspace, targets)
        self._make_all(targets)
        if self.order.selection == EVERYTHING:
            for output, case in gone(self.workspace, self.record, targets, self.wrong):
                leave(output, case, self.workspace, self.record, self.order.out, self.built, prune, self.order.force)
        self.built.diagnostics = list(dict.fromkeys(self.built.diagnostics))
        return self.built

    def _make_all(self, targets: Sequence[Target]) -> None:
        found: list[Outcome | None] = [None] * len(targets)
        said: dict[int, tuple[Diagnostic, ...]] = {}
        batches = self._batches_of(targets)
        written: list[str] = []
        done = 0
        tasks = ((number, self._tasks(targets, batch)) for number, batch in batches.items())
        try:
            for number, results in self.pool.each(Workplace.make, tasks):
                for place, made in zip(batches[number], self._placed(targets, batches[number], results), strict=True):
                    found[place] = outcome_of(targets[place], made)
                    if made.diagnostics:
                        said[place] = made.diagnostics
                    if made.staged:
                        written.append(made.staged.place)
                    done += 1
                    self.progress("生成", done, len(targets))
        except KeyboardInterrupt:
            left = f"{len(targets)} 份里做了 {done} 份，其中新写 {len(written)} 份，都是完整的"
            raise KeyboardInterrupt(f"已中断：{left}；再运行一次会接着做。") from None
        finally:
            flush(written)
        self.built.outcomes += [each for each in found if each is not None]
        for place in sorted(said):
            self.built.diagnostics += said[place]

    def _batches_of(self, targets: Sequence[Target]) -> dict[int, list[int]]:
        """The places of targets by the number of a batch: each document of a period alone and first, since it may take
        long; the others with the cases that were read together."""
        entries = self.workspace.entries.entries
        read_in = {entry.key: number // BATCH for number, entry in enumerate(entries)}
        periods = self.workspace.catalog.periods.kind
        apart = [place for place, each in enumerate(targets) if each.document.each.kind == periods]
        found = {-number: [place] for number, place in enumerate(apart, 1)}
        for place, each in enumerate(targets):
            if each.document.each.kind != periods:
                found.setdefault(read_in.get(each.case, 0), []).append(place)
        return found

    def _tasks(self, targets: Sequence[Target], places: Sequence[int]) -> list[Task]:
        known = self.record.entries(targets[place].output for place in places if targets[place].output)
        return [Task(targets[place], known.get(targets[place].output)) for place in places]

    def _placed(self, targets: Sequence[Target], places: Sequence[int], results: Sequence[Made]) -> list[Made]:
        """Enter the documents of a batch in the record, all at once, and only then put them in place."""
        try:
            self.record.enter(made.entry for made in results if made.entry is not None)
        except OSError as problem:
            return [
                self._unrecorded(targets[place], made, problem) for place, made in zip(places, results, strict=True)
            ]
        return [self._put(targets[place], made) for place, made in zip(places, results, strict=True)]

    def _put(self, target: Target, made: Made) -> Made:
        if made.staged is None:
            return made
        try:
            put_in_place(made.staged)
        except OSError as problem:
            said = unwritable(target, problem)
            return Made("failed", said.message, (said,))
        return made

    def _unrecorded(self, target: Target, made: Made, problem: OSError) -> Made:
        if made.entry is None:
            return made
        if made.staged is not None:
            Path(made.staged.file).unlink(missing_ok=True)
        said = unwritable(target, problem)
        return Made("failed", said.message, (said,))


def outcome_of(target: Target, made: Made) -> Outcome:
    document = target.document
    return Outcome(document.id, document.title, case_of(target), target.output, made.status, made.reason)


def batched(values: Sequence[T]) -> Iterator[list[T]]:
    """The values in the batches in which all work is given out."""
    return (list(values[start : start + BATCH]) for start in range(0, len(values), BATCH))


def _early(workspace: Workspace, targets: Sequence[Target]) -> list[Diagnostic]:
    """Documents of a period that is not over on the day they are made for: their figures stop there, texts do not."""
    periods = workspace.catalog.periods
    found = []
    for target in targets:
        if target.document.each.kind != periods.kind:
            continue
        last = workspace.last_day(target.period)
        if target.day < last:
            message = f"期间 {target.period} 到 {last} 才结束，{target.document.title}的数字只统计到 {target.day}。"
            hint = "案卷里写好的文字不会跟着变，请核对后再用"
            found.append(Diagnostic("DG610", "warning", message, place_of(workspace, target), hint=hint))
    return found
