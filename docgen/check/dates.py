"""Facts dated after a day: what documents of that day leave out, and dates that are so late that the year is wrong."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping

from docgen.catalog import Workspace
from docgen.check.cases import Entry, walked
from docgen.check.places import value_place
from docgen.model import Case, Diagnostic, Location, Path
from docgen.schemas import Node, breadcrumb

_FAR = 366
Dated = tuple[Case, Node, Path, str]
"""A case with its node, the path of a date in it, and the date."""


def later_facts(workspace: Workspace, day: str) -> list[tuple[str, str, Location]]:
    """What is dated (``x-day``) after a day: the way to it in labels, its date, and its place."""
    return [
        (field, date, place)
        for case, node, path, date in _all_dated(workspace)
        if date > day
        for field, place in [_told(case, node, path)]
    ]


def far_dates(workspace: Workspace, dated: Iterable[Dated]) -> list[Diagnostic]:
    """Dates more than a year after the last period's end: a slip in the year, most likely.

    ``dated`` are the facts of all cases, as `dated_facts` gives them.
    """
    periods = workspace.cases.by_kind.get(workspace.catalog.periods.kind, {})
    try:
        last = datetime.date.fromisoformat(max(workspace.last_day(period) for period in periods))
    except ValueError:
        return []
    limit = (last + datetime.timedelta(days=_FAR)).isoformat()
    return [
        Diagnostic("DG331", "warning", f"日期 {date} 比最晚的期间（到 {last}）还晚一年以上，年份写错了吗？", place,
                   hint="按当前期间生成的文书里不会有这一条；写对了的，不用理会", field=field)
        for case, node, path, date in dated
        if date > limit
        for field, place in [_told(case, node, path)]
    ]  # fmt: skip


def dated_facts(case: Case, root: Node, entries: Iterable[Entry]) -> Iterator[Dated]:
    """The days (``x-day``) of a case and its items; ``entries`` is what `walked` gives of it."""
    for path, node, value in entries:
        if node.day:
            for number, item in enumerate(value) if isinstance(value, list) else [(None, value)]:
                date = item.get(node.day) if isinstance(item, Mapping) else None
                if isinstance(date, str):
                    here = path if number is None else (*path, number)
                    yield case, root, (*here, node.day), date


def _all_dated(workspace: Workspace) -> Iterator[Dated]:
    for kind, cases in workspace.cases.by_kind.items():
        for case in cases.values():
            yield from dated_facts(case, workspace.kinds[kind], walked(case, workspace.kinds[kind]))


def _told(case: Case, node: Node, path: Path) -> tuple[str, Location]:
    """The way to a date in labels, and its place."""
    return breadcrumb(node, case.data, path[:-1], f"{node.label} {case.id}"), value_place(case.source, path)
