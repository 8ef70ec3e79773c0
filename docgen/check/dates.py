"""Facts dated after a day: what documents of that day leave out, and dates that are so late that the year is wrong."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from docgen.catalog import Workspace
from docgen.check.places import value_place
from docgen.check.plans import Gathered
from docgen.model import Case, Diagnostic, Location, Path
from docgen.schemas import Node, breadcrumb

_FAR = 366


def later_facts(case: Case, node: Node, met: Gathered, day: str) -> Iterator[tuple[str, str]]:
    """What is dated (``x-day``) after a day: the way to it in labels, and its date."""
    for path, date in _after(met, day):
        yield breadcrumb(node, case.data, path[:-1], f"{node.label} {case.id}"), date


def limit_of(workspace: Workspace) -> tuple[str, datetime.date] | None:
    """The day a year after the last period's end, and that end; None where no period says when it ends."""
    periods = workspace.cases.by_kind.get(workspace.catalog.periods.kind, {})
    try:
        last = datetime.date.fromisoformat(max(workspace.last_day(period) for period in periods))
    except ValueError:
        return None
    return (last + datetime.timedelta(days=_FAR)).isoformat(), last


def far_dates(case: Case, node: Node, met: Gathered, limit: tuple[str, datetime.date] | None) -> list[Diagnostic]:
    """Dates more than a year after the last period's end: a slip in the year, most likely."""
    found = []
    for path, date in _after(met, limit[0]) if limit else ():
        assert limit is not None
        message = f"日期 {date} 比最晚的期间（到 {limit[1]}）还晚一年以上，年份写错了吗？"
        field, place = _told(case, node, path)
        hint = "按当前期间生成的文书里不会有这一条；写对了的，不用理会"
        found.append(Diagnostic("DG331", "warning", message, place, hint=hint, field=field))
    return found


def _after(met: Gathered, day: str) -> Iterator[tuple[Path, str]]:
    for path, number, name, date in met.days:
        if date > day:
            yield ((*path, name) if number is None else (*path, number, name)), date


def _told(case: Case, node: Node, path: Path) -> tuple[str, Location]:
    """The way to a date in labels, and its place."""
    return breadcrumb(node, case.data, path[:-1], f"{node.label} {case.id}"), value_place(case.source, path)
