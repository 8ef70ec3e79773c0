"""What a figure may count: the cases and items of a source with their days and names, walked once for all figures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

from docgen.catalog import Each, Workspace, expanded, names_of, shared_names
from docgen.model import Location
from docgen.model.figures import FigureSource
from docgen.schemas import WHOLE, Record, View

_CODE = re.compile(r"[A-Z]{1,8}(?:-?[0-9A-Z]+)*-?[0-9]+")


@dataclass(frozen=True, slots=True, eq=False)
class Fact:
    """A case (or an item of one) with the day that dates it (None where nothing does) and the names it is seen by."""

    record: Record
    item: Record | None
    day: Any
    names: Mapping[str, Any]

    @property
    def here(self) -> Record:
        return self.item if self.item is not None else self.record

    @property
    def place(self) -> tuple[str, tuple[str | int, ...]]:
        """Which fact this is, in any view."""
        return self.record.case.key, self.here.path


class Facts:
    """The facts of one period and view, each source walked once."""

    def __init__(self, workspace: Workspace, view: View, period: str) -> None:
        self.workspace, self.view, self.period = workspace, view, period
        self.first, self.last = workspace.first_day(period), workspace.last_day(period)
        self.names = shared_names(workspace, view, period)
        self._known: dict[Each, tuple[list[Fact], set[str]]] = {}

    def of(self, each: Each) -> list[Fact]:
        """Every case of the kind, or every item of the list, that exists on the view's day.

        What was read to find them counts as read again by each figure that asks, and so do the period's days.
        """
        periods = self.workspace.catalog.periods
        bounds = {(f"{periods.kind}/{self.period}", name) for name in (periods.first, periods.last)}
        self.view.touched |= bounds if self.workspace.case(f"{periods.kind}/{self.period}") else set()
        if each not in self._known:
            with self.view.reading() as reads:
                facts = [
                    Fact(record, item, _own_day(record, item, each), self.names | names_of(each, record, item))
                    for record, item in expanded(self.view, each)
                ]
            self._known[each] = facts, reads
        found, reads = self._known[each]
        self.view.reads |= reads
        return found

    def inside(self, day: Any) -> bool:
        """Whether a day lies in the period and not after the view's day, all ends included.

        What nothing dates (None) lies in every period.
        """
        return day is None or (isinstance(day, str) and self.first <= day <= min(self.last, self.view.day))


def _own_day(record: Record, item: Record | None, each: Each) -> Any:
    """The date that ``x-day`` gives the fact, for an undated item that of its case; None when neither has one."""
    day = record.node.properties[each.list].day if item is not None else ""
    if item is not None and day:
        return item.lookup(day)
    return record.lookup(record.node.day) if record.node.day else None


def location_of(record: Record) -> Location:
    """Where a case or an item stands; the view notes that this depends on the whole file."""
    record.view.touched.add((record.key, WHOLE))
    return record.case.source.keys.get(record.path) or record.case.source.values[record.path]


def name_of(record: Record) -> str:
    """What people call a record's case: the field that is marked as its name, its first required text, or its id."""
    root = record.root
    fields = root.node.properties
    marked = [name for name, node in fields.items() if node.name]
    plain = [name for name in root.node.required if _is_words(fields, name)]
    for name in [*marked, *plain]:
        root.view.touched.add((root.key, name))
        value = root.data.get(name)
        if isinstance(value, str):
            return value
    return root.case.id


def _is_words(fields: Mapping[str, Any], name: str) -> bool:
    node = fields.get(name)
    return node is not None and node.type == "string" and not (node.enum or node.format or node.ref)


def shown(value: Any) -> str:
    """A value as a group's or a thing's name."""
    if isinstance(value, Record):
        return name_of(value) if not value.path else (value.item_key or value.label)
    if isinstance(value, bool):
        return "是" if value else "否"
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def sources_of(facts: Iterable[Fact]) -> tuple[FigureSource, ...]:
    """The facts as sources, each with the shortest text that names it among them.

    A code such as WT-2022-001 says enough by itself, if no other fact bears it; any other key needs the case's id.
    """
    found = [(fact.record.case.key, fact.here.item_key if fact.item is not None else "", fact) for fact in facts]
    bearers: dict[str, set[str]] = {}
    for case, key, _ in found:
        bearers.setdefault(key, set()).add(case)
    return tuple(
        FigureSource(
            case, key, _text(fact.record.case.id, key, len(bearers[key]) == 1), partial(location_of, fact.here)
        )
        for case, key, fact in found
    )


def _text(case_id: str, key: str, alone: bool) -> str:
    if not key:
        return case_id
    return key if alone and _CODE.fullmatch(key) else f"{case_id}（{key}）"
