"""Figures: what the catalog says to count, counted from a view, each with the cases and items behind it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from docgen.catalog import Count, FigureRule, Target, Workspace, evaluate, expanded, names_of, place, shared_names
from docgen.expressions import ExpressionError
from docgen.model import Absent, AbsentUsedError, Diagnostic, Figure, Location, UnknownFieldError
from docgen.schemas import Record, View

UNKNOWN = "—"
_MEND = "改 docgen.yaml 里这个数字的写法"


class Number(Decimal):
    """A known figure in expressions: a number that also has ``.text``, ``.unit``, ``.definition`` …"""

    figure: Figure

    def lookup(self, name: Any) -> Any:
        return _field(self.figure, name)


class Unknown(Absent):
    """A figure whose value is unknown: absent in calculations, — when its text is printed."""

    __slots__ = ("figure",)

    def __init__(self, figure: Figure) -> None:
        super().__init__(figure.name)
        self.figure = figure

    def lookup(self, name: Any) -> Any:
        return _field(self.figure, name)


def _field(figure: Figure, name: Any) -> Any:
    if name not in ("name", "value", "text", "unit", "definition", "sources"):
        raise UnknownFieldError(f"数字“{figure.name}”没有“{name}”这一项")
    found = getattr(figure, name)
    return Absent(figure.name) if found is None else found


class UnreliableFigureError(Exception):
    """A figure cannot be counted; ``diagnostic`` says why."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


class Figures:
    """``figures`` of one period and view: counted when first asked for, in the catalog's order when looped over."""

    def __init__(self, workspace: Workspace, view: View, period: str) -> None:
        self._workspace, self._view, self._period = workspace, view, period
        self._names = shared_names(workspace, view, period)
        self._counted: dict[str, Figure | UnreliableFigureError] = {}

    def lookup(self, name: Any) -> Number | Unknown:
        """A figure by name. Raises UnknownFieldError, UnreliableFigureError."""
        figure = self.figure(str(name))
        if figure.value is None:
            return Unknown(figure)
        number = Number(figure.value)
        number.figure = figure
        return number

    def __iter__(self) -> Iterator[Number | Unknown]:
        return (self.lookup(name) for name in self._workspace.catalog.figures)

    def figure(self, name: str) -> Figure:
        """The figure with its sources.

        Raises:
            UnknownFieldError: when the catalog has no such figure.
            UnreliableFigureError: when a case that it counts is unreadable, or its definition fails.
        """
        rule = self._workspace.catalog.figures.get(name)
        if rule is None:
            raise UnknownFieldError(f"docgen.yaml 里没有数字“{name}”")
        if name not in self._counted:
            # What is found here while it is being counted is the figure itself, asked for by its own definition.
            circle = self._problem(rule, "算法里又用到了它自己", "改 value，使它只用到先数出来的数字")
            self._counted[name] = UnreliableFigureError(circle)
            try:
                self._counted[name] = self._count(rule)
            except UnreliableFigureError as failure:
                self._counted[name] = failure
        found = self._counted[name]
        if isinstance(found, UnreliableFigureError):
            raise found
        return found

    def _count(self, rule: FigureRule) -> Figure:
        sources: list[tuple[str, str, Location]] = []
        try:
            if rule.value:
                value = evaluate(rule.value, self._names | {"figures": self})
            else:
                value, sources = self._total(rule)
        except (ExpressionError, UnknownFieldError) as failure:
            raise UnreliableFigureError(self._problem(rule, str(failure), _MEND)) from None
        except AbsentUsedError:
            value = None
        if isinstance(value, Absent):
            value = None
        if value is not None:
            value = self._rounded(rule, value)
        text = UNKNOWN if value is None else format(value, "f")
        return Figure(rule.name, value, text, rule.unit, rule.definition, tuple(sources))

    def _rounded(self, rule: FigureRule, value: Any) -> Decimal:
        number = self._number(rule, "value", value)
        try:
            return number if rule.digits is None else number.quantize(Decimal(1).scaleb(-rule.digits), ROUND_HALF_UP)
        except ArithmeticError:
            raise UnreliableFigureError(self._problem(rule, "得数的位数太多", _MEND)) from None

    def _number(self, rule: FigureRule, key: str, value: Any) -> Decimal:
        if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
            raise UnreliableFigureError(self._problem(rule, f"{key} 算出来的不是数", _MEND))
        return Decimal(value)

    def _total(self, rule: FigureRule) -> tuple[Decimal, list[tuple[str, str, Location]]]:
        total = Decimal(0)
        counted: list[Any] = []
        seen: set[Any] = set()
        sources: list[tuple[str, str, Location]] = []
        for count in rule.counts:
            self._refuse_broken(rule, count)
            for record, item, names in self._inside(rule, count):
                here = item if item is not None else record
                mark = self._mark(rule, here, count, names)
                if rule.distinct and (isinstance(mark, Absent) or mark in seen):
                    continue
                seen.add(mark)
                counted.append(mark)
                if rule.sum:
                    part = self._told(rule, here, rule.sum, names)
                    total += Decimal(0) if isinstance(part, Absent) else self._number(rule, "sum", part)
                place_of = here.case.source.keys.get(here.path) or here.case.source.values[here.path]
                sources.append((here.case.key, here.item_key, place_of))
        return (total if rule.sum else Decimal(len(counted))), sources

    def _mark(self, rule: FigureRule, here: Record, count: Count, names: Mapping[str, Any]) -> Any:
        """What distinct counting tells apart."""
        mark = self._told(rule, here, count.by, names) if count.by else here
        if isinstance(mark, (list, dict)):
            raise UnreliableFigureError(self._problem(rule, "as 算出来的是一个列表，不能用来区分", _MEND))
        return mark

    def _told(self, rule: FigureRule, here: Record, expression: str, names: Mapping[str, Any]) -> Any:
        """The value of an expression; what cannot be decided is refused, since counting on would undercount."""
        try:
            return evaluate(expression, names)
        except AbsentUsedError as absent:
            reason = f"{here.label}没有填写“{absent}”，不知道该不该算进去"
            hint = "补填这一项；允许不填的，在 docgen.yaml 里先用“is filled”判断"
            raise UnreliableFigureError(self._problem(rule, reason, hint)) from None

    def _inside(self, rule: FigureRule, count: Count) -> Iterator[tuple[Record, Record | None, Mapping[str, Any]]]:
        """The cases or items of a source that are dated inside the period and meet its condition."""
        first, last = self._bounds()
        for record, item in expanded(self._view, count.each):
            names = self._names | names_of(count.each, record, item)
            here = item if item is not None else record
            day = self._told(rule, here, count.day, names) if count.day else _own_day(record, item, count)
            if day is not None and not (isinstance(day, str) and first <= day <= last):
                continue
            if not count.where or self._told(rule, here, count.where, names):
                yield record, item, names

    def _bounds(self) -> tuple[str, str]:
        periods = self._workspace.catalog.periods
        case = self._workspace.case(f"{periods.kind}/{self._period}")
        data = case.data if case else {}
        return str(data.get(periods.first, "")), str(data.get(periods.last, ""))

    def _refuse_broken(self, rule: FigureRule, count: Count) -> None:
        broken = self._workspace.cases.broken.get(count.each.kind)
        if broken:
            raise UnreliableFigureError(
                self._problem(rule, f"案卷 {broken[0]} 读不出来，数出来会偏少", "先改正这个案卷")
            )

    def _problem(self, rule: FigureRule, reason: str, hint: str) -> Diagnostic:
        where = place(self._workspace.configuration, rule.path)
        message = f"数字“{rule.name}”不能统计：{reason}。"
        return Diagnostic("DG311", "error", message, where, hint=hint)


def _own_day(record: Record, item: Record | None, count: Count) -> Any:
    """The date that ``x-day`` gives the fact, for an undated item that of its case; None when neither has one."""
    day = record.node.properties[count.each.list].day if item is not None else ""
    if item is not None and day:
        return item.lookup(day)
    return record.lookup(record.node.day) if record.node.day else None


def figures_for(workspace: Workspace, view: View, target: Target) -> Figures | None:
    """``figures`` for a document made for each period; None for any other."""
    if target.document.each.kind != workspace.catalog.periods.kind:
        return None
    return Figures(workspace, view, target.period)
