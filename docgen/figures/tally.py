"""A figure's rule and the facts to what it counts: every entry with its day, its group and its amount."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from docgen.catalog import Count, FigureRule, evaluate
from docgen.figures.facts import Fact, Facts, location_of, shown
from docgen.figures.problems import refused, refused_for_case, ungroupable
from docgen.model import Absent, AbsentUsedError, Diagnostic, Related
from docgen.schemas import Record

NOT_FILLED_IN = "未填写"


@dataclass(frozen=True, slots=True)
class Entry:
    """A fact that meets a figure's condition, with the day it is counted by, its group and what it adds.

    ``group`` is a text, or the record that it names: two records of one name are two groups. ``mark`` is what distinct
    counting tells apart, the fact itself where nothing is counted once.
    """

    fact: Fact
    count: Count
    day: Any
    group: Any = ""
    amount: Decimal = Decimal(1)
    mark: Any = None


@dataclass(slots=True)
class Tally:
    """What a figure counts; ``repeats`` mention again what is counted once, ``unmarked`` cannot be told apart."""

    counted: list[Entry] = field(default_factory=list)
    repeats: list[Entry] = field(default_factory=list)
    unmarked: list[Entry] = field(default_factory=list)

    @property
    def total(self) -> Decimal:
        return sum((entry.amount for entry in self.counted), Decimal(0))


def tally(rule: FigureRule, facts: Facts, wrong: Mapping[str, tuple[str, Diagnostic]]) -> Tally:
    """What the figure counts. ``wrong`` gives a wrong case of each kind that has one, and its error.

    Raises:
        UnreliableFigureError: when something could be left out, or falls into two groups.
    """
    found = Tally()
    seen: dict[Any, Entry] = {}
    for count in rule.counts:
        _refuse_wrong(rule, count, facts, wrong)
        for fact, day in matching(rule, count, facts):
            mark = _mark(rule, count, facts, fact) if rule.distinct else fact
            entry = Entry(fact, count, day, _group(rule, count, facts, fact), mark=mark)
            if isinstance(mark, Absent):
                found.unmarked.append(entry)
            elif mark in seen:
                _refuse_two_groups(rule, facts, mark, seen[mark], entry)
                found.repeats.append(entry)
            else:
                seen[mark] = entry
                found.counted.append(_with_amount(rule, facts, entry))
    return found


def matching(rule: FigureRule, count: Count, facts: Facts) -> Iterator[tuple[Fact, Any]]:
    """The facts of a source that are dated inside the period and meet its condition, with their days."""
    for fact in facts.of(count.each):
        day = _told(rule, facts, fact, count.day) if count.day else fact.day
        if facts.inside(day) and (not count.where or _told(rule, facts, fact, count.where)):
            yield fact, day


def _refuse_wrong(rule: FigureRule, count: Count, facts: Facts, wrong: Mapping[str, tuple[str, Diagnostic]]) -> None:
    kind = count.each.kind
    broken = facts.workspace.cases.broken.get(kind)
    if broken:
        problems = facts.workspace.diagnostics
        error = next((each for each in problems if each.location.file == broken[0] and each.severity == "error"), None)
        raise refused_for_case(facts.workspace, rule, f"案卷 {broken[0]} 读不出来，数出来会偏少", error)
    if kind in wrong:
        case, error = wrong[kind]
        raise refused_for_case(facts.workspace, rule, f"案卷 {case} 有错，数出来会不准", error)


def _mark(rule: FigureRule, count: Count, facts: Facts, fact: Fact) -> Any:
    """What distinct counting tells apart."""
    mark = _told(rule, facts, fact, count.mark) if count.mark else fact.here
    if isinstance(mark, (list, dict)):
        raise refused(facts.workspace, rule, "as 算出来的是一个列表，不能用来区分")
    return mark


def _group(rule: FigureRule, count: Count, facts: Facts, fact: Fact) -> Any:
    """The group that a fact falls into, a text or a case; empty where the figure has none."""
    if not count.group:
        return ""
    try:
        value = evaluate(count.group, fact.names)
    except AbsentUsedError:
        return NOT_FILLED_IN
    if isinstance(value, (list, dict)):
        raise refused(facts.workspace, rule, "by 算出来的是一个列表，分不清归哪一组")
    if isinstance(value, Record) and not value.path:
        return value
    return NOT_FILLED_IN if isinstance(value, Absent) else shown(value)


def _with_amount(rule: FigureRule, facts: Facts, entry: Entry) -> Entry:
    if not rule.sum:
        return entry
    part = _told(rule, facts, entry.fact, rule.sum)
    amount = Decimal(0) if isinstance(part, Absent) else number(rule, facts, "sum", part)
    return replace(entry, amount=amount)


def number(rule: FigureRule, facts: Facts, key: str, value: Any) -> Decimal:
    """The value as a number. Raises UnreliableFigureError."""
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        raise refused(facts.workspace, rule, f"{key} 算出来的不是数")
    return Decimal(value)


def _told(rule: FigureRule, facts: Facts, fact: Fact, expression: str) -> Any:
    """The value of an expression; what cannot be decided is refused, since counting on would undercount."""
    try:
        return evaluate(expression, fact.names)
    except AbsentUsedError as absent:
        reason = f"{fact.here.label}没有填写“{absent}”，不知道该不该算进去"
        hint = "补填这一项；允许不填的，在 docgen.yaml 里先用“is filled”判断"
        raise refused(facts.workspace, rule, reason, hint) from None


def _refuse_two_groups(rule: FigureRule, facts: Facts, mark: Any, first: Entry, second: Entry) -> None:
    """What is counted once can be in one group only, or the subtotals are more than the total."""
    if first.group == second.group:
        return
    thing = f"{shown(mark)}（{mark.case.id}）" if isinstance(mark, Record) and not mark.path else f"“{shown(mark)}”"
    reason = f"{thing}只计一次，却既在“{shown(first.group)}”组，又在“{shown(second.group)}”组，各组之和会多于总数"
    related = tuple(Related(location_of(each.fact.here), f"在这里归“{shown(each.group)}”") for each in (first, second))
    hint = "填错的改正案卷；都没有填错的，换一个各处相同的分组项，或者不去重"
    raise ungroupable(facts.workspace, rule, reason, hint, related)
