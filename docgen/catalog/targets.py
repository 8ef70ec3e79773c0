"""The catalog times the cases: every document that is due, under its output name, before anything is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, closing
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from docgen.catalog.configuration import Document, Each, place
from docgen.catalog.outputs import comparable, name_problem
from docgen.catalog.selection import EVERYTHING, Selection
from docgen.catalog.workspace import Workspace, compiled_expression, compiled_text, evaluate
from docgen.expressions import ExpressionError
from docgen.model import (
    Absent,
    AbsentUsedError,
    Case,
    Diagnostic,
    DocgenError,
    Location,
    Path,
    Related,
    UnknownFieldError,
)
from docgen.schemas import Record, View

FAILURES = (ExpressionError, AbsentUsedError, UnknownFieldError)


class Target(NamedTuple):
    """One document to be made: from which case (and item, at ``path`` in it), as of which day, under which name.

    With a ``problem`` it cannot be made and has no output name.
    """

    document: Document
    case: str
    item: str
    output: str
    day: str
    period: str
    path: Path = ()
    problem: Diagnostic | None = None


def names_of(each: Each, record: Record, item: Record | None) -> dict[str, Any]:
    """The case under its kind's title and the item under its name."""
    names: dict[str, Any] = {record.node.label: record}
    if item is not None:
        names[each.name] = item
    return names


def expanded(
    view: View, each: Each, ids: Iterable[str] | None = None
) -> Iterable[tuple[Record, Record | None]]:  # fmt: skip
    """Every case of the kind on the view's day, or every item of the list in each of them; with ``ids``, of these."""
    records = view.all(each.kind) if ids is None else (view.case(each.kind, case_id) for case_id in ids)
    for record in records:
        if isinstance(record, Absent):
            continue
        if not each.list:
            yield record, None
            continue
        for item in record.lookup(each.list):
            if isinstance(item, Record):
                yield record, item


def shared_names(workspace: Workspace, view: View, period: str) -> dict[str, Any]:
    """``about``, ``period``, ``as_of`` and ``calendar`` for a view."""
    names: dict[str, Any] = {"about": view.about, "as_of": view.as_of} | view.calendar_name()
    if workspace.catalog.periods.kind:
        names["period"] = view.case(workspace.catalog.periods.kind, period)
    return names


def plan(workspace: Workspace, selection: Selection = EVERYTHING) -> tuple[list[Target], list[Diagnostic]]:
    """The documents that the selection asks for, and what is wrong: failed conditions, refused names, and every
    clash of output names, also with documents that were not asked for.

    A document made for each period (or for items in one) is seen as of that period's own last day, any other as of
    the selected period's; ``as_of`` goes before both.
    """
    due = in_order(workspace, planned(workspace, selection))
    chosen = [target for target, wanted in due if wanted]
    problems = [target.problem for target in chosen if target.problem]
    return chosen, problems + clashes(workspace, [target for target, _ in due])


def planned(
    workspace: Workspace, selection: Selection = EVERYTHING, keys: Iterable[str] | None = None
) -> list[tuple[Target, bool]]:
    """Every document that is due for these cases (``kind/id``; None for all), each with whether it is asked for."""
    chosen: dict[str, list[str]] | None = None
    if keys is not None:
        chosen = {}
        for key in keys:
            kind, _, case_id = key.partition("/")
            chosen.setdefault(kind, []).append(case_id)
    views: dict[str, View] = {}
    found: list[tuple[Target, bool]] = []
    with ExitStack() as opened:
        for document in workspace.catalog.documents.values():
            if chosen is not None and document.each.kind not in chosen:
                continue
            ids = None if chosen is None else chosen[document.each.kind]
            for period, only in _periods_of(workspace, document, selection):
                day = selection.as_of or workspace.last_day(period)
                if day not in views:
                    view = workspace.view(day) if day else workspace.view()
                    views[day] = opened.enter_context(closing(view))
                wanted = ids if not only else [only] if ids is None or only in ids else []
                found += _targets(workspace, document, selection, period, views[day], wanted)
    return found


def in_order(workspace: Workspace, targets: Iterable[tuple[Target, bool]]) -> list[tuple[Target, bool]]:
    """The targets of all cases, planned in any batches, in the order of the catalog, of periods and of cases."""
    place = {name: number for number, name in enumerate(workspace.catalog.documents)}
    return sorted(targets, key=lambda each: (place[each[0].document.id], *_order(each[0], workspace)))


def _order(target: Target, workspace: Workspace) -> tuple[str, str]:
    case = target.case
    return (target.period if target.document.each.kind == workspace.catalog.periods.kind else "", case)


def _periods_of(workspace: Workspace, document: Document, selection: Selection) -> list[tuple[str, str]]:
    """The periods that a document is made for, each with the id of the only case to take (empty for any)."""
    periods = workspace.catalog.periods
    if document.each.kind != periods.kind:
        return [(selection.period or periods.current, "")]
    chosen = [selection.period] if selection.period else sorted(workspace.cases.by_kind.get(periods.kind, {}))
    begun = [each for each in chosen if not selection.as_of or workspace.first_day(each) <= selection.as_of]
    return [(each, each) for each in begun]


def _targets(
    workspace: Workspace, document: Document, selection: Selection, period: str, view: View, ids: Iterable[str] | None
) -> Iterator[tuple[Target, bool]]:
    """Every target of a document for these cases (None for all), each with whether the selection asks for it."""
    shared = shared_names(workspace, view, period)
    day = selection.as_of or workspace.last_day(period)
    asked = not selection.documents or bool({document.id, document.title} & set(selection.documents))
    for record, item in expanded(view, document.each, ids):
        here = item if item is not None else record
        names = shared | names_of(document.each, record, item)
        output, problem = _output(workspace, document, here, names)
        if output is None:
            continue
        wanted = asked and (not selection.cases or _chosen(record, item, selection.cases))
        wanted = wanted and (not selection.where or holds(selection.where, names | {"this": here}))
        key = here.item_key if item is not None else ""
        yield Target(document, record.case.key, key, output, day, period, here.path, problem), wanted


def _output(
    workspace: Workspace, document: Document, here: Record, names: Mapping[str, Any]
) -> tuple[str | None, Diagnostic | None]:
    """The output name (None where the document is not due), or why there is none."""
    stage = "不能确定要不要做"
    try:
        if document.when and not evaluate(document.when, names):
            return None, None
        stage = "不能确定文件名"
        output = compiled_text(document.output).render(names)
    except FAILURES as failure:
        return "", _failed(failure, stage, document, workspace, here)
    problem = _refused_name(output, document, here)
    return "" if problem else output, problem


def holds(condition: str, names: Mapping[str, Any]) -> bool:
    """Whether a condition of the command line holds; not where it names what is not there, or orders what is absent.

    Raises:
        DocgenError: when it fails in another way.
    """
    expression = compiled_expression(condition)
    if not expression.names <= names.keys():
        return False
    try:
        return bool(expression.evaluate(names))
    except AbsentUsedError:
        return False
    except (ExpressionError, UnknownFieldError) as problem:
        raise DocgenError(f"--where 的条件不能用：{problem}。") from None


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
    return _stands(record.case, record.path)


def place_of(workspace: Workspace, target: Target) -> Location:
    """Where the case or item of a target stands."""
    case = workspace.case(target.case)
    return _stands(case, target.path) if case is not None else Location(target.case)


def _stands(case: Case, path: Path) -> Location:
    return case.source.keys.get(path) or case.source.values[path]


def clashes(workspace: Workspace, targets: Iterable[Target]) -> list[Diagnostic]:
    """Equal names, as file systems compare them, and names of files that are folders of others."""
    seen: dict[str, Target] = {}
    problems = []
    for target in targets:
        if target.problem is not None:
            continue
        first = seen.setdefault(comparable(target.output), target)
        if first is not target:
            problems.append(_clash(workspace, target, first, "两份文件的输出名相同"))
    for name, target in seen.items():
        for end in [position for position, sign in enumerate(name) if sign == "/"]:
            folder = name[:end]
            if folder in seen:
                what = "一份文件的名称是另一份的文件夹"
                problems.append(_clash(workspace, target, seen[folder], what))
    return problems


def _clash(workspace: Workspace, target: Target, other: Target, what: str) -> Diagnostic:
    message = f"{what}：“{target.output}”。"
    related = (Related(place_of(workspace, other), f"另一份是{other.document.title}（{other.case}）"),)
    hint = "在 docgen.yaml 的 output 里加上编号，使名称各不相同"
    return Diagnostic("DG603", "error", message, place_of(workspace, target), hint=hint, related=related)


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
