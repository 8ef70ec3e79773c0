"""Facts dated after a day: what documents of that day leave out, and dates that are so late that the year is wrong."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping

from docgen.catalog import Workspace
from docgen.check.cases import walk
from docgen.check.places import value_place
from docgen.model import Case, Diagnostic, Location, Path
from docgen.schemas import Node, breadcrumb

_FAR = 366


def later_facts(workspace: Workspace, day: str) -> list[tuple[str, str, Location]]:
    """What is dated (``x-day``) after a day: the way to it in labels, its date, and its place."""
    return [
        (breadcrumb(node, case.data, path[:-1], f"{node.label} {case.id}"), date, value_place(case.source, path))
        for case, node, path, date in _dated(workspace)
        if date > day
    ]


def far_dates(workspace: Workspace) -> list[Diagnostic]:
    """Dates more than a year after the last period's end: a slip in the year, most likely."""
    periods = workspace.cases.by_kind.get(workspace.catalog.periods.kind, {})
    try:
        last = datetime.date.fromisoformat(max(workspace.last_day(period) for period in periods))
    except ValueError:
        return []
    limit = (last + datetime.timedelta(days=_FAR)).isoformat()
    return [
        Diagnostic("DG331", "warning", f"日期 {date} 比最晚的期间（到 {last}）还晚一年以上，年份写错了吗？", place,
                   hint="按当前期间生成的文书里不会有这一条；写对了的，不用理会", field=field)
        for field, date, place in later_facts(workspace, limit)
    ]  # fmt: skip


def _dated(workspace: Workspace) -> Iterator[tuple[Case, Node, Path, str]]:
    for kind, cases in workspace.cases.by_kind.items():
        root = workspace.kinds[kind]
        for case in cases.values():
            for path, node, value in walk(case.data, root):
                items = enumerate(value) if isinstance(value, list) else [(None, value)]
                for number, item in items if node.day else ():
                    date = item.get(node.day) if isinstance(item, Mapping) else None
                    if isinstance(date, str):
                        here = path if number is None else (*path, number)
                        yield case, root, (*here, node.day), date
