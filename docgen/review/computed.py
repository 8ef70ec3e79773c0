"""Two states of a case in; the computed fields that came out differently, out. Nobody typed these.

They are computed on each side as that side's schemas and cases have it, all facts counted whatever their day. What
needs to know what day it is, or cannot be computed, is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Any

from docgen.catalog import FAILURES, evaluate
from docgen.catalog.cases import item_index
from docgen.model import Absent, Case, Location, Path
from docgen.review.change import Change, Kind
from docgen.review.compare import case_label
from docgen.review.items import paired
from docgen.review.lazy import Lazy
from docgen.review.reading import Reader
from docgen.review.snapshot import Snapshot, cases_in
from docgen.review.values import is_empty, keyed, scalar_text
from docgen.schemas import FOREVER, ItemIndex, Node, Record, View

_UNKNOWN = object()
_OUTSIDE = re.compile(r"\b(?:parent|case|cases|about|calendar)\b")


def view_of(snapshot: Snapshot, reader: Reader) -> View:
    """All cases of a snapshot, each read when it is asked for."""
    nodes = {kind: node for kind, node in reader.schemas(snapshot).nodes.items() if kind != "about"}
    cases = Lazy(lambda: nodes, lambda kind: _cases_of(kind, snapshot, reader, nodes[kind]))
    lists = [(kind, name) for kind, node in nodes.items() for name, each in node.properties.items() if each.key]
    items = Lazy(lambda: lists, lambda place: _index(place, nodes, cases))
    return View(nodes, cases, ItemIndex(items), evaluate, FOREVER, Absent("截至日期"))


def _cases_of(kind: str, snapshot: Snapshot, reader: Reader, node: Node) -> Mapping[str, Case]:
    files = {key[1]: names for key, names in cases_in(snapshot.whole()).items() if key[0] == kind}
    return Lazy(lambda: files, lambda case_id: reader.case(snapshot, (kind, case_id), files[case_id], node)[0])


def _index(place: tuple[str, str], nodes: Mapping[str, Node], cases: Mapping[str, Mapping[str, Case]]) -> Any:
    kind, name = place
    return item_index(nodes[kind], (case for each in cases[kind] if (case := cases[kind].get(each)) is not None), name)


@dataclass(frozen=True, slots=True)
class _Place:
    """A record of both sides (of the newer one only where the item is new), and what leads to it."""

    old: Record | None
    new: Record
    labels: tuple[str, ...]
    path: Path = ()
    fields: tuple[str, ...] = ()
    item: str = ""
    was: str = ""

    def into(self, name: str, node: Node) -> _Place:
        there = (*self.labels, node.label or name), (*self.path, name), (*self.fields, name)
        return replace(self, labels=there[0], path=there[1], fields=there[2])


def computed_changes(before: Case, after: Case, old: View, new: View, additions: bool = False) -> list[Change]:
    """The computed fields of a case, and of items that both sides have, whose values differ.

    With ``additions`` also those of items that are new.
    """
    records = _record(old, before), _record(new, after)
    if records[0] is None or records[1] is None:
        return []
    return list(_fields(_Place(records[0], records[1], (case_label(after, records[1].node),)), additions))


def _record(view: View, case: Case) -> Record | None:
    node = view.kinds.get(case.kind)
    return Record(view, case, node, case.data, (), None) if node is not None else None


def _fields(place: _Place, additions: bool) -> Iterator[Change]:
    for name, node in place.new.node.properties.items():
        here, data = place.into(name, node), place.new.data.get(name)
        if node.value:
            yield from _value(here, name)
        elif node.type == "object" and name in place.new.data:
            new, old = _looked_up(place.new, name), _looked_up(place.old, name)
            if isinstance(new, Record) and (isinstance(old, Record) or additions):
                yield from _fields(replace(here, new=new, old=old if isinstance(old, Record) else None), additions)
        elif keyed(node, data):
            yield from _items(here, name, node, additions)


def _items(place: _Place, name: str, node: Node, additions: bool) -> Iterator[Change]:
    old = place.old.data.get(name, []) if place.old is not None else []
    before, after = (_looked_up(place.old, name) if old else []), _looked_up(place.new, name)
    if not keyed(node, old) or len(before) != len(old) or len(after) != len(place.new.data[name]):
        return  # an item is hidden or of the wrong form: places no longer tell which is which
    same = place.old is not None and place.old.node.properties.get(name) is node
    alone = same and _stands_alone(node, place.new.root.node.label)
    for pair in paired(old, place.new.data[name], node):
        if pair.new is None or (pair.old is None and not additions):
            continue
        if alone and pair.old is not None and old[pair.old] == place.new.data[name][pair.new]:
            continue
        labels = (*place.labels[:-1], f"{place.labels[-1]} {pair.label}")
        here = replace(place, new=after[pair.new], old=before[pair.old] if pair.old is not None else None,
                       labels=labels, path=(*place.path, pair.key))  # fmt: skip
        if len(place.path) == 1:
            here = replace(here, item=pair.key, was=pair.was)
        yield from _fields(here, additions)


@cache
def _stands_alone(node: Node, kind: str) -> bool:
    """Whether what is computed in the items of a list follows from each item alone, not from the case (of this title).

    Another case that an item refers to is not looked at: such a change is told where it was made.
    """
    return not any(_OUTSIDE.search(each.value) or (kind and kind in each.value) for each in node.below())


def _value(place: _Place, name: str) -> Iterator[Change]:
    before, after = _shown(_looked_up(place.old, name)), _shown(_looked_up(place.new, name))
    if before is _UNKNOWN or after is _UNKNOWN or before == after:
        return
    kind: Kind = "added" if before is None else "removed" if after is None else "changed"
    where = place.new.case.source.values.get(place.new.path) or Location(place.new.case.files[0])
    yield Change(kind, place.new.case.key, place.labels, place.path, before, after, where, place.item, place.was,
                 computed=True, fields=place.fields)  # fmt: skip


def _looked_up(record: Record | None, name: str) -> Any:
    """A field's value; nothing where there is no record."""
    if record is None:
        return None
    if name not in record.node.properties:
        return _UNKNOWN
    try:
        return record.lookup(name)
    except (*FAILURES, ArithmeticError, TypeError, ValueError):
        return _UNKNOWN


def _shown(value: Any) -> Any:
    """A value as it is compared and told: text, number, yes or no, or a list of these; None where there is nothing."""
    if value is _UNKNOWN:
        return _UNKNOWN
    if isinstance(value, Absent) or is_empty(value):
        return None
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Record):
        return value.address
    if isinstance(value, (int, Decimal)):
        return Decimal(scalar_text(Decimal(value)))
    if isinstance(value, str):
        return str(value)
    if isinstance(value, list):
        shown = [_shown(each) for each in value]
        return _UNKNOWN if any(each is _UNKNOWN for each in shown) else shown
    return _UNKNOWN
