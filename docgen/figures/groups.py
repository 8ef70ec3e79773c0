"""A tally's entries to groups with subtotals, in the order of the schema or of the names; the subtotals add up."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from docgen.catalog import Count, FigureRule, Workspace, each_scope
from docgen.figures.facts import shown, sources_of
from docgen.figures.tally import NOT_FILLED_IN, Entry, Tally
from docgen.model.figures import FigureGroup
from docgen.schemas import NodeShape, Record

_PATH = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)+")
_NUMBER = re.compile(r"-?[0-9]{1,30}(?:\.[0-9]{1,30})?")


def grouped(rule: FigureRule, tally: Tally, workspace: Workspace, rounded: Any) -> tuple[FigureGroup, ...]:
    """The groups of a figure; a field's declared values are all there, also with 0. ``rounded`` gives a subtotal."""
    members: dict[Any, list[Entry]] = {name: [] for count in rule.counts for name in declared(count, workspace)}
    for entry in tally.counted:
        members.setdefault(entry.group, []).append(entry)
    names = _names(members)
    places = {name: number for number, name in enumerate(dict.fromkeys(
        name for count in rule.counts for name in declared(count, workspace)))}  # fmt: skip
    order = sorted(members, key=lambda key: (key == NOT_FILLED_IN, places.get(names[key], len(places)),
                                             _in_order(names[key])))  # fmt: skip
    return tuple(_group(names[key], members[key], rounded) for key in order)


def _group(name: str, entries: list[Entry], rounded: Any) -> FigureGroup:
    value = rounded(sum((entry.amount for entry in entries), Decimal(0)))
    return FigureGroup(name, value, format(value, "f"), sources_of(entry.fact for entry in entries))


def _in_order(name: str) -> tuple[Decimal, str]:
    """Numbers by their value and before words."""
    return (Decimal(name), "") if _NUMBER.fullmatch(name) else (Decimal("Infinity"), name)


def _names(keys: Iterable[Any]) -> dict[Any, str]:
    """What each group is called: by its text or its case's name, with the id where two cases share a name."""
    names = {key: shown(key) for key in keys}
    times = Counter(names.values())
    return {key: f"{name}（{key.case.id}）" if times[name] > 1 and isinstance(key, Record) else name
            for key, name in names.items()}  # fmt: skip


def declared(count: Count, workspace: Workspace) -> tuple[str, ...]:
    """The values that the schema allows for a ``by`` that is plainly a field; none for any other expression."""
    path = count.group.strip()
    if not _PATH.fullmatch(path):
        return ()
    first, *rest = path.split(".")
    shape = each_scope(workspace, count.each).get(first)
    for name in rest:
        shape = shape.member(name) if shape is not None else None
    return shape.node.enum if isinstance(shape, NodeShape) else ()
