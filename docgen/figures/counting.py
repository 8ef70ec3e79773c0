"""Figures: what the catalog says to count, counted from a view, each with the cases and items behind it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from docgen.catalog import FigureRule, Target, Workspace, evaluate
from docgen.expressions import ExpressionError
from docgen.figures.facts import Facts, sources_of
from docgen.figures.groups import grouped
from docgen.figures.problems import UnreliableFigureError, refused, ungroupable
from docgen.figures.tally import Tally, number, tally
from docgen.figures.values import Number, Unknown, seen
from docgen.model import Absent, AbsentUsedError, Diagnostic, UnknownFieldError
from docgen.model.figures import Figure, FigureGroup
from docgen.schemas import View

UNKNOWN = "—"


class Figures:
    """``figures`` of one period and view: counted when first asked for, in the catalog's order when looped over.

    ``wrong`` is what `wrong_cases` gives: figures that count or look at a wrong case are refused.
    """

    def __init__(
        self, workspace: Workspace, view: View, period: str, wrong: Mapping[str, Diagnostic] | None = None
    ) -> None:
        self._workspace, self._wrong = workspace, wrong or {}
        self.facts = Facts(workspace, view, period)
        self._counted: dict[str, Figure | UnreliableFigureError] = {}

    def lookup(self, name: Any) -> Number | Unknown:
        """A figure by name. Raises UnknownFieldError, UnreliableFigureError."""
        return seen(self.figure(str(name)))

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
            hint = "改 value，使它只用到先数出来的数字"
            self._counted[name] = refused(self._workspace, rule, "算法里又用到了它自己", hint)
            try:
                self._counted[name] = self._count(rule)
            except UnreliableFigureError as failure:
                self._counted[name] = failure
        found = self._counted[name]
        if isinstance(found, UnreliableFigureError):
            raise found
        return found

    def tally(self, rule: FigureRule) -> Tally:
        """What a figure that is not calculated counts. Raises UnreliableFigureError."""
        try:
            return tally(rule, self.facts, self._wrong)
        except (ExpressionError, UnknownFieldError) as failure:
            raise refused(self._workspace, rule, str(failure)) from None

    def _count(self, rule: FigureRule) -> Figure:
        if rule.value:
            return _made(rule, self._calculated(rule))
        found = self.tally(rule)
        value = self._rounded(rule, found.total)
        sources = sources_of(entry.fact for entry in found.counted)
        groups = self._groups(rule, found, value) if rule.grouped else None
        return _made(rule, value, sources, groups, len(found.undated))

    def _calculated(self, rule: FigureRule) -> Decimal | None:
        try:
            value = evaluate(rule.value, self.facts.names | {"figures": self})
        except (ExpressionError, UnknownFieldError) as failure:
            raise refused(self._workspace, rule, str(failure)) from None
        except AbsentUsedError:
            return None
        return None if isinstance(value, Absent) else self._rounded(rule, number(rule, self.facts, "value", value))

    def _rounded(self, rule: FigureRule, value: Decimal) -> Decimal:
        try:
            return value if rule.digits is None else value.quantize(Decimal(1).scaleb(-rule.digits), ROUND_HALF_UP)
        except ArithmeticError:
            raise refused(self._workspace, rule, "得数的位数太多") from None

    def _groups(self, rule: FigureRule, found: Tally, value: Decimal) -> tuple[FigureGroup, ...]:
        groups = grouped(rule, found, self._workspace, lambda subtotal: self._rounded(rule, subtotal))
        subtotals = sum((group.value for group in groups), Decimal(0))
        if subtotals != value:
            reason = f"各组四舍五入以后相加是 {subtotals:f}，总数是 {value:f}"
            raise ungroupable(self._workspace, rule, reason, "去掉 digits，或者多保留几位小数")
        return groups


def _made(rule: FigureRule, value: Decimal | None, sources: Any = (), groups: Any = None, undated: int = 0) -> Figure:
    text = UNKNOWN if value is None else format(value, "f")
    return Figure(rule.name, value, text, rule.unit, rule.definition, sources, groups, undated)


def figures_for(workspace: Workspace, view: View, target: Target) -> Figures | None:
    """``figures`` for a document made for each period; None for any other."""
    if target.document.each.kind != workspace.catalog.periods.kind:
        return None
    return Figures(workspace, view, target.period)
