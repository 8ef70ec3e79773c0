"""``calendar:`` of ``docgen.yaml`` against the kind that it names: its lists, the dates in them, and missing years."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from docgen.catalog import Workspace, case_id_of
from docgen.check.places import value_place
from docgen.check.sources import near, no_kind
from docgen.model import Diagnostic, Location
from docgen.schemas import Node

_YEAR = re.compile("[0-9]{4}")


def check_calendar(workspace: Workspace) -> Iterator[Diagnostic]:
    """What is wrong with ``calendar:``, and every calendar case whose id is no year."""
    form = workspace.catalog.calendar
    if not form.kind:
        return
    node = workspace.kinds.get(form.kind)
    if node is None:
        yield _say(workspace, "kind", *no_kind(workspace, form.kind))
        return
    yield from _list(workspace, node, "off", form.off, {"from": form.first, "to": form.last})
    yield from _list(workspace, node, "on", form.on, {"day": form.day})
    for case in workspace.cases.by_kind.get(form.kind, {}).values():
        if not _YEAR.fullmatch(case.id):
            message = f"{node.label}“{case.id}”的编号不是年份，用不上。"
            yield Diagnostic("DG318", "error", message, Location(case.files[0]), hint="文件名写四位年份，如 2022.yaml")


def years_without_calendar(workspace: Workspace, dated: Iterable[str]) -> Iterator[Diagnostic]:
    """The years of the periods in which something is dated and which have no calendar: told once, as a hint.

    ``dated`` are the years in which cases date something. A year whose case cannot be read is told elsewhere.
    """
    kind, periods = workspace.catalog.calendar.kind, workspace.catalog.periods
    if kind not in workspace.kinds:
        return
    known = {*workspace.cases.by_kind.get(kind, {}), *map(case_id_of, workspace.cases.broken.get(kind, ()))}
    spans = [(workspace.first_day(each)[:4], workspace.last_day(each)[:4])
             for each in workspace.cases.by_kind.get(periods.kind, ())]  # fmt: skip
    missing = sorted(
        year
        for year in set(dated) - known
        if _YEAR.fullmatch(year) and (not spans or any(first <= year <= last for first, last in spans))
    )
    if missing:
        message = f"{'、'.join(missing)}年有登记的事，没有{workspace.kinds[kind].label}案卷，这样的年份算不出工作日。"
        hint = f"建立 cases/{kind}/{missing[0]}.yaml，填当年的放假和调休"
        place = value_place(workspace.configuration, ("calendar", "kind"))
        yield Diagnostic("DG332", "hint", message, place, hint=hint)


def _list(workspace: Workspace, node: Node, key: str, name: str, days: dict[str, str]) -> Iterator[Diagnostic]:
    lists = {each: child.items for each, child in node.properties.items() if child.items is not None}
    items = lists.get(name)
    if name and items is None:
        hint = near(name, lists) or f"{node.label}有这些列表：" + "、".join(lists)
        yield _say(workspace, key, f"{node.label}没有列表“{name}”。", hint)
    for day, field in days.items() if items is not None else ():
        dates = [each for each, child in items.properties.items() if child.format == "date"] if items else []
        if field and field not in dates:
            hint = near(field, dates) or f"“{name}”里有这些日期字段：" + "、".join(dates)
            yield _say(workspace, day, f"“{name}”里没有日期字段“{field}”。", hint)


def _say(workspace: Workspace, key: str, message: str, hint: str) -> Diagnostic:
    place = value_place(workspace.configuration, ("calendar", key))
    return Diagnostic("DG318", "error", message, place, hint=hint)
