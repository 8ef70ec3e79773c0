"""A figure's rule and the facts to what it counts: every entry with its day, its group and its amount."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from docgen.catalog import FAILURES, Count, FigureRule, evaluate
from docgen.expressions.dates import is_date
from docgen.figures.facts import Fact, Facts, shown
from docgen.figures.problems import UnreliableFigureError, refuse_unsound, refused
from docgen.model import Absent, AbsentUsedError, Diagnostic
from docgen.schemas import Record

NOT_FILLED_IN = "未填写"


@dataclass(frozen=True, slots=True)
class Entry:
    """A fact that meets a figure's condition, with the day it is counted by, its group and what it adds.

    ``group`` is a text, or the record that it names: two records of one name are two groups. ``mark`` is what distinct
    counting tells apart, the fact itself where nothing is counted once; ``first`` is the entry that this one mentions
    again.
    """

    fact: Fact
    count: Count
    day: Any
    group: Any = ""
    amount: Decimal = Decimal(1)
    mark: Any = None
    first: Entry | None = None


@dataclass(slots=True)
class Tally:
    """What a figure counts; ``repeats`` mention again what is counted once, ``unmarked`` cannot be told apart.

    ``undated`` meet the condition, but the day that they would be counted by is not filled in.
    """

    counted: list[Entry] = field(default_factory=list)
    repeats: list[Entry] = field(default_factory=list)
    unmarked: list[Entry] = field(default_factory=list)
    undated: list[Fact] = field(default_factory=list)

    @property
    def total(self) -> Decimal:
        return sum((entry.amount for entry in self.counted), Decimal(0))


def tally(rule: FigureRule, facts: Facts, wrong: Mapping[str, Diagnostic]) -> Tally:
    """What the figure counts. ``wrong`` are the wrong cases by ``kind/id``, each with its error.

    What is counted once belongs to the group in which it comes first: by the order of sources, then by day.

    Raises:
        UnreliableFigureError: when a case that was looked at is unreadable, missing or wrong, also where it is only
            referred to: something could be left out.
    """
    found = Tally()
    with facts.view.reading() as reads:
        try:
            _count(rule, facts, found)
        except (UnreliableFigureError, *FAILURES):
            # What is wrong with a case is the reason, where there is both.
            refuse_unsound(facts.workspace, rule, reads, wrong)
            raise
        refuse_unsound(facts.workspace, rule, reads, wrong)
    return found


def _count(rule: FigureRule, facts: Facts, found: Tally) -> None:
    seen: dict[Any, Entry] = {}
    for count in rule.counts:
        for fact, day in _in_order(rule, count, matching(rule, count, facts, found.undated)):
            mark = _mark(rule, count, facts, fact) if rule.distinct else fact
            entry = Entry(fact, count, day, _group(rule, count, facts, fact), mark=mark)
            if isinstance(mark, Absent):
                found.unmarked.append(entry)
            elif mark in seen:
                found.repeats.append(replace(entry, first=seen[mark]))
            else:
                seen[mark] = entry
                found.counted.append(_with_amount(rule, facts, entry))


def _in_order(rule: FigureRule, count: Count, matches: Iterator[tuple[Fact, Any]]) -> Iterable[tuple[Fact, Any]]:
    """By day, where the first mention says which group it is."""
    if not (rule.distinct and count.group):
        return matches
    return sorted(matches, key=lambda each: each[1] if isinstance(each[1], str) else "")


def matching(
    rule: FigureRule, count: Count, facts: Facts, undated: list[Fact] | None = None
) -> Iterator[tuple[Fact, Any]]:
    """The facts of a source that are dated inside the period and meet its condition, with their days.

    Those that only lack the day are added to ``undated``.
    """
    for fact in facts.of(count.each):
        day = _day(rule, count, facts, fact)
        if isinstance(day, Absent):
            if undated is not None and _meets(count, fact):
                undated.append(fact)
        elif facts.inside(day) and (not count.where or _told(rule, facts, fact, count.where)):
            yield fact, day


def _day(rule: FigureRule, count: Count, facts: Facts, fact: Fact) -> Any:
    """The day that a fact is counted by: a date, absent, or None where nothing dates it."""
    if not count.day:
        return fact.day
    day = _told(rule, facts, fact, count.day)
    if not isinstance(day, Absent) and not is_date(day):
        hint = "day 要写一个日期，例如“企业.走访日期”；不写就按模式里的 x-day"
        raise refused(facts.workspace, rule, f"{fact.here.label}的 day 算出来的不是日期", hint)
    return day


def _meets(count: Count, fact: Fact) -> bool:
    """Whether a fact meets the condition, for telling of it; one that cannot be decided does not."""
    try:
        return not count.where or bool(evaluate(count.where, fact.names))
    except FAILURES:
        return False


def _mark(rule: FigureRule, count: Count, facts: Facts, fact: Fact) -> Any:
    """What distinct counting tells apart."""
    mark = _told(rule, facts, fact, count.mark) if count.mark else fact.here
    if not isinstance(mark, (*_PLAIN, Absent)):
        raise refused(facts.workspace, rule, f"as 算出来的是{_what(mark)}，不能用来区分", _WRITE)
    return mark


_PLAIN = (str, int, Decimal, Record)
"""What can be told apart and be a group: text, number, yes or no, and a case or an item."""
_WRITE = "写一个字段（文字、数、日期）、一个案卷或者其中的一条"


def _what(value: Any) -> str:
    """What a value is that is no text, number, yes or no, or record."""
    if isinstance(value, (list, tuple, range)):
        return "一个列表"
    return "一张对照表" if isinstance(value, Mapping) else "空的" if value is None else "一个不能比较的东西"


def _group(rule: FigureRule, count: Count, facts: Facts, fact: Fact) -> Any:
    """The group that a fact falls into, a text or a case; empty where the figure has none."""
    if not count.group:
        return ""
    try:
        value = evaluate(count.group, fact.names)
    except AbsentUsedError:
        return NOT_FILLED_IN
    if isinstance(value, Absent):
        return NOT_FILLED_IN
    if not isinstance(value, _PLAIN):
        raise refused(facts.workspace, rule, f"by 算出来的是{_what(value)}，分不清归哪一组", _WRITE)
    return value if isinstance(value, Record) and not value.path else shown(value)


def _with_amount(rule: FigureRule, facts: Facts, entry: Entry) -> Entry:
    if not rule.sum:
        return entry
    part = _told(rule, facts, entry.fact, rule.sum)
    if isinstance(part, Absent):
        reason = f"{entry.fact.here.label}没有填写“{part.label}”，不知道该加多少"
        hint = "补填这一项；允许不填的，在 docgen.yaml 的 where 里先用“is filled”判断"
        raise refused(facts.workspace, rule, reason, hint)
    return replace(entry, amount=number(rule, facts, "sum", part))


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
