"""The catalog times the cases: every document that is due, under its output name, before anything is written."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from docgen.catalog.configuration import Document, Each, place
from docgen.catalog.outputs import name_problem
from docgen.catalog.workspace import Workspace, evaluate
from docgen.expressions import ExpressionError, Text
from docgen.model import Absent, AbsentUsedError, Diagnostic, Location, Related, UnknownFieldError
from docgen.schemas import Record, View

FAILURES = (ExpressionError, AbsentUsedError, UnknownFieldError)


@dataclass(frozen=True)
class Target:
    """One document to be made: from which case (and item), as of which day, under which name in ``output``.

    With a ``problem`` it cannot be made and has no output name.
    """

    document: Document
    case: str
    item: str
    output: str
    day: str
    period: str
    location: Location
    problem: Diagnostic | None = None


def names_of(each: Each, record: Record, item: Record | None) -> dict[str, Any]:
    """The case under its kind's title and the item under its name."""
    names: dict[str, Any] = {record.node.label: record}
    if item is not None:
        names[each.name] = item
    return names


def expanded(view: View, each: Each) -> Iterable[tuple[Record, Record | None]]:
    """Every case of the kind on the view's day, or every item of the list in each of them."""
    for record in view.all(each.kind):
        if not each.list:
            yield record, None
            continue
        for item in record.lookup(each.list):
            if isinstance(item, Record):
                yield record, item


def shared_names(workspace: Workspace, view: View, period: str) -> dict[str, Any]:
    """``about``, ``period`` and ``as_of`` for a view."""
    names: dict[str, Any] = {"about": view.about, "as_of": view.as_of}
    if workspace.catalog.periods.kind:
        names["period"] = view.case(workspace.catalog.periods.kind, period)
    return names


@dataclass(frozen=True)
class Selection:
    """What to build: documents, cases, a condition, a period and a day; empty means everything and the current day."""

    documents: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()
    where: str = ""
    period: str = ""
    as_of: str = ""


EVERYTHING = Selection()


def plan(workspace: Workspace, selection: Selection = EVERYTHING) -> tuple[list[Target], list[Diagnostic]]:
    """All documents that the selection asks for, with every clash of output names and every failed condition.

    A document made for each period (or for items in one) is seen as of that period's own last day, any other as of
    the selected period's; ``as_of`` goes before both.
    """
    periods = workspace.catalog.periods
    period = selection.period or periods.current
    targets: list[Target] = []
    problems: list[Diagnostic] = []
    for document in workspace.catalog.documents.values():
        if selection.documents and not {document.id, document.title} & set(selection.documents):
            continue
        if document.each.kind == periods.kind:
            chosen = [selection.period] if selection.period else sorted(workspace.cases.by_kind.get(periods.kind, {}))
            for each in chosen:
                day = selection.as_of or workspace.last_day(each)
                _add(workspace, document, selection, each, day, targets, problems, only=each)
        else:
            day = selection.as_of or workspace.last_day(period)
            _add(workspace, document, selection, period, day, targets, problems)
    return targets, problems + _clashes(targets)


def _add(
    workspace: Workspace, document: Document, selection: Selection, period: str, day: str,
    targets: list[Target], problems: list[Diagnostic], only: str = "",
) -> None:  # fmt: skip
    view = workspace.view(day) if day else workspace.view()
    names = shared_names(workspace, view, period)
    for record, item in expanded(view, document.each):
        if (only and record.case.id != only) or (selection.cases and not _chosen(record, item, selection.cases)):
            continue
        here = item if item is not None else record
        all_names = names | names_of(document.each, record, item)
        stage = "不能确定是不是要选的"
        try:
            if selection.where and not evaluate(selection.where, all_names | {"this": here}):
                continue
            stage = "不能确定要不要做"
            if document.when and not evaluate(document.when, all_names):
                continue
            stage = "不能确定文件名"
            output = _text(document.output).render(all_names)
            problem = _refused_name(output, document, here)
        except FAILURES as failure:
            output, problem = "", _failed(failure, stage, document, workspace, here)
        key = here.item_key if item is not None else ""
        name = "" if problem else output
        targets.append(Target(document, record.case.key, key, name, day, period, _place_of(here), problem))
        problems += [problem] if problem else []


def _refused_name(output: str, document: Document, record: Record) -> Diagnostic | None:
    wrong = name_problem(output, PurePosixPath(document.template).suffix)
    if not wrong:
        return None
    shown = output if len(output) <= 60 else output[:60] + "……"
    message = f"{document.title}的输出文件名“{shown}”{wrong}。"
    hint = "改正案卷里用到的内容，或者在 docgen.yaml 的 output 里加上“| file_name”"
    return Diagnostic("DG601", "error", message, _place_of(record), hint=hint, field=record.label)


def _chosen(record: Record, item: Record | None, cases: tuple[str, ...]) -> bool:
    key = record.case.key
    return key in cases or (item is not None and f"{key}#{item.item_key}" in cases)


_texts: dict[str, Text] = {}


def _text(source: str) -> Text:
    if source not in _texts:
        _texts[source] = Text(source)
    return _texts[source]


def _failed(
    failure: Exception, stage: str, document: Document, workspace: Workspace, record: Record
) -> Diagnostic:  # fmt: skip
    unfilled = isinstance(failure, AbsentUsedError) or "没有填写" in str(failure)
    reason = f"“{failure}”没有填写" if isinstance(failure, AbsentUsedError) else str(failure)
    message = f"{document.title}{stage}：{reason}。"
    related = (Related(place(workspace.configuration, document.path), "规定在这里"),)
    hint = (
        "补填这一项；允许不填的，条件里先用“is filled”判断，文件名换用必填的项"
        if unfilled
        else "改正 docgen.yaml 里的写法"
    )
    return Diagnostic("DG602", "error", message, _place_of(record), hint=hint, field=record.label, related=related)


def _place_of(record: Record) -> Location:
    return record.case.source.keys.get(record.path) or record.case.source.values[record.path]


def _clashes(targets: list[Target]) -> list[Diagnostic]:
    seen: dict[str, Target] = {}
    problems = []
    for target in targets:
        if target.problem is not None:
            continue
        name = unicodedata.normalize("NFC", target.output).casefold()
        first = seen.setdefault(name, target)
        if first is not target:
            message = f"两份文件的输出名相同：“{target.output}”。"
            related = (Related(first.location, f"另一份是{first.document.title}（{first.case}）"),)
            hint = "在 docgen.yaml 的 output 里加上编号，使名称各不相同"
            problems.append(Diagnostic("DG603", "error", message, target.location, hint=hint, related=related))
    return problems


def target_record(view: View, target: Target) -> tuple[Record | Absent, Record | None]:
    """The case and the item that a target is made from, in a view."""
    kind, _, case_id = target.case.partition("/")
    record = view.case(kind, case_id)
    if isinstance(record, Absent) or not target.document.each.list:
        return record, None
    items: list[Record] = record.lookup(target.document.each.list)
    return record, next((item for item in items if item.item_key == target.item), None)


def target_names(workspace: Workspace, view: View, target: Target) -> Mapping[str, Any]:
    """Everything that a target's template sees, but ``figures``."""
    record, item = target_record(view, target)
    assert isinstance(record, Record)
    return shared_names(workspace, view, target.period) | names_of(target.document.each, record, item)
