"""A figure to how it came about: what its rule says, what was counted, and what only its date kept out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from docgen.catalog import FAILURES, Count, FigureRule, Workspace, evaluate, figures_used, place
from docgen.figures.counting import Figures
from docgen.figures.facts import Fact, Facts, location_of, name_of, shown
from docgen.figures.problems import UnreliableFigureError
from docgen.figures.tally import Entry, Tally
from docgen.model import Absent, Diagnostic, Location
from docgen.model.figures import Figure
from docgen.schemas import Record


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that was counted or left out; ``day`` is empty where nothing dates it, ``amount`` where it counts 1.

    ``thing`` is what is counted once, where that is not the case itself. A thing that is mentioned again in another
    group has both groups in its ``reason``.
    """

    case: str
    name: str
    item: str
    day: str
    location: Location
    group: str = ""
    amount: str = ""
    thing: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Way:
    """One source of a figure as ``docgen.yaml`` has it: where, and labelled sentences."""

    location: Location
    count: Count
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """All there is to say of a figure; ``figure`` is None where ``problem`` says why it cannot be counted.

    ``parts`` are the figures that a ``value`` is calculated from, None where one cannot be counted.
    """

    rule: FigureRule
    figure: Figure | None
    problem: Diagnostic | None
    period: str
    first: str
    last: str
    as_of: str
    location: Location
    ways: tuple[Way, ...] = ()
    counted: tuple[Row, ...] = ()
    repeats: tuple[Row, ...] = ()
    unmarked: tuple[Row, ...] = ()
    left_out: tuple[Row, ...] = ()
    parts: tuple[tuple[FigureRule, Figure | None], ...] = ()


def explanation(workspace: Workspace, figures: Figures, name: str) -> Explanation:
    """Why the figure is what it is. Raises UnknownFieldError when there is no such figure."""
    figure, problem = _counted(figures, name)
    rule, facts = workspace.catalog.figures[name], figures.facts
    found = Tally() if rule.value or figure is None else figures.tally(rule)
    of = _groups_of(figure)
    as_of = facts.view.as_of if isinstance(facts.view.as_of, str) else ""
    return Explanation(
        rule, figure, problem, facts.period, facts.first, facts.last, as_of,
        place(workspace.configuration, rule.path),
        tuple(_way(workspace, rule, count) for count in rule.counts),
        _in_groups(figure, [_row(entry, rule, of) for entry in found.counted]),
        tuple(_again(entry, rule, of) for entry in found.repeats),
        tuple(_row(entry, rule, of) for entry in found.unmarked),
        tuple(_left_out(workspace, rule, facts, as_of, found)) if figure is not None else (),
        tuple(_parts(workspace, figures, rule)),
    )  # fmt: skip


def _counted(figures: Figures, name: str) -> tuple[Figure | None, Diagnostic | None]:
    try:
        return figures.figure(name), None
    except UnreliableFigureError as failure:
        return None, failure.diagnostic


def _parts(workspace: Workspace, figures: Figures, rule: FigureRule) -> Iterator[tuple[FigureRule, Figure | None]]:
    for used in figures_used(rule.value):
        if used in workspace.catalog.figures:
            yield workspace.catalog.figures[used], _counted(figures, used)[0]


def _way(workspace: Workspace, rule: FigureRule, count: Count) -> Way:
    each = count.each
    label = workspace.kinds[each.kind].label
    what = f"“{label}”案卷里“{each.list}”的每一项，称为“{each.name}”" if each.list else f"“{label}”案卷，一份计一个"
    lines = [("数什么", what)]
    lines += [("条件", count.where)] if count.where else []
    lines += [("日期", _day(workspace, count))]
    lines += [("加总", rule.sum)] if rule.sum else []
    lines += [("去重", f"同一个“{count.mark}”只计一次" if count.mark else "同一项只计一次")] if rule.distinct else []
    lines += [("分组", count.group)] if count.group else []
    return Way(place(workspace.configuration, count.path), count, tuple(lines))


def _day(workspace: Workspace, count: Count) -> str:
    node = workspace.kinds[count.each.kind]
    own = node.properties[count.each.list].day if count.each.list else ""
    if count.day:
        return f"{count.day}，在期间以内的才算"
    if own:
        return f"{own}，在期间以内的才算"
    return f"{node.label}的{node.day}，在期间以内的才算" if node.day else "没有日期，每一期都算"


def _groups_of(figure: Figure | None) -> dict[tuple[str, Location], str]:
    groups = figure.groups or () if figure is not None else ()
    return {(source.case, source.location): group.name for group in groups for source in group.sources}


def _row(entry: Entry, rule: FigureRule, groups: dict[tuple[str, Location], str]) -> Row:
    where = location_of(entry.fact.here)
    group = groups.get((entry.fact.record.case.key, where), "")
    amount = format(entry.amount, "f") if rule.sum else ""
    return replace(_shown(entry.fact, entry.day), group=group, amount=amount, thing=_thing(entry))


def _again(entry: Entry, rule: FigureRule, groups: dict[tuple[str, Location], str]) -> Row:
    """What is mentioned again, and where that is another group, in which one it counts."""
    row, first = _row(entry, rule, groups), entry.first
    if first is None or first.group == entry.group:
        return row
    counted = groups.get((first.fact.record.case.key, location_of(first.fact.here)), shown(first.group))
    return replace(row, reason=f"也属于“{shown(entry.group)}”，只计入“{counted}”")


def _shown(fact: Fact, day: Any, reason: str = "") -> Row:
    item = fact.here.item_key if fact.item is not None else ""
    told = day if isinstance(day, str) else ""
    return Row(fact.record.case.key, name_of(fact.record), item, told, location_of(fact.here), reason=reason)


def _thing(entry: Entry) -> str:
    """What the entry stands for in distinct counting, unless that is plain from its case and item."""
    mark = entry.mark
    if mark is None or isinstance(mark, (Absent, Fact)) or mark in (entry.fact.record, entry.fact.item):
        return ""
    return f"{shown(mark)}（{mark.case.id}）" if isinstance(mark, Record) and not mark.path else shown(mark)


def _in_groups(figure: Figure | None, rows: list[Row]) -> tuple[Row, ...]:
    """In the order of the groups, and in each as it was counted: by source, case and item."""
    order = {group.name: number for number, group in enumerate(figure.groups or ())} if figure is not None else {}
    return tuple(sorted(rows, key=lambda row: order.get(row.group, 0)))


def _left_out(workspace: Workspace, rule: FigureRule, facts: Facts, as_of: str, found: Tally) -> Iterator[Row]:
    """What meets the condition, as all cases stand now, and is dated outside the period or after the day."""
    everything = Facts(workspace, workspace.view(as_of=as_of), facts.period)
    known = {entry.fact.place for entry in [*found.counted, *found.repeats, *found.unmarked]}
    for count in rule.counts:
        for fact, day in _meeting(count, everything.of(count.each)):
            reason = "" if day is None or fact.place in known else _reason(facts, day, as_of)
            if reason:
                yield _shown(fact, day, reason)


def _meeting(count: Count, facts: Iterable[Fact]) -> Iterator[tuple[Fact, Any]]:
    for fact in facts:
        try:
            day = evaluate(count.day, fact.names) if count.day else fact.day
            if not count.where or evaluate(count.where, fact.names):
                yield fact, day
        except FAILURES:
            continue  # A condition that cannot be decided there is no reason to name the fact.


def _reason(facts: Facts, day: Any, as_of: str) -> str:
    if not isinstance(day, str):
        return "没有日期"
    if day < facts.first:
        return "早于期间"
    if day > facts.last:
        return "晚于期间"
    return "晚于截至日期" if as_of and day > as_of else ""
