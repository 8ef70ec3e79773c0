"""Two states of a case in, what they say differently out: items matched by key, never by position or by line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from docgen.model import Case, Location, Path
from docgen.review.change import Change, Kind
from docgen.review.items import Paired, paired
from docgen.review.sequences import moves
from docgen.review.values import ANY, canonical, child, is_empty, keyed, scalar_text
from docgen.schemas import Node


@dataclass(frozen=True, slots=True)
class Side:
    """A value of one side: the case and node it belongs to, and where it stands there; ``None`` where it is not."""

    case: Case | None
    node: Node
    value: Any
    path: Path = ()

    def field(self, name: str) -> Side:
        inside = self.value.get(name) if isinstance(self.value, Mapping) else None
        return replace(self, node=child(self.node, name), value=inside, path=(*self.path, name))

    def item(self, position: int | None) -> Side:
        node = self.node.items or ANY
        if position is None:
            return replace(self, node=node, value=None)
        return replace(self, node=node, value=self.value[position], path=(*self.path, position))

    @property
    def location(self) -> Location | None:
        if self.case is None:
            return None
        source = self.case.source
        return source.keys.get(self.path) or source.values.get(self.path)


@dataclass(frozen=True, slots=True)
class Place:
    """A place in both sides, and what leads to it."""

    old: Side
    new: Side
    labels: tuple[str, ...]
    path: Path = ()
    item: str = ""
    was: str = ""
    fields: tuple[str, ...] = ()

    def field(self, name: str) -> Place:
        old, new = self.old.field(name), self.new.field(name)
        label = (new.node if name in self.new.node.properties else old.node).label or name
        labels, path, fields = (*self.labels, label), (*self.path, name), (*self.fields, name)
        return replace(self, old=old, new=new, labels=labels, path=path, fields=fields)

    def at(self, old: int | None, new: int | None, key: str | int, label: str) -> Place:
        labels = (*self.labels[:-1], f"{self.labels[-1]} {label}")
        path = (*self.path, key)
        return replace(self, old=self.old.item(old), new=self.new.item(new), labels=labels, path=path)

    def change(self, kind: Kind, before: Any, after: Any) -> Change:
        case = self.new.case or self.old.case
        assert case is not None
        there = self.new.location if kind != "removed" else None
        place = there or self.old.location or self.new.location or Location(case.files[0])
        return Change(kind, case.key, self.labels, self.path, before, after, place, self.item, self.was,
                      fields=self.fields)  # fmt: skip


def compared(before: Case, after: Case, old: Node, new: Node) -> list[Change]:
    """What changed from one state of a case to another, each typed by its own schema, in the schema's order."""
    place = Place(Side(before, old, before.data), Side(after, new, after.data), (case_label(after, new),))
    return list(_fields(place))


def whole(kind: Kind, case: Case, node: Node) -> Change:
    """A case that is only on one side, added or removed."""
    first = case.source.values.get(())
    place = first if first is not None and first.file == case.files[0] else Location(case.files[0])
    return Change(kind, case.key, (case_label(case, node),), (),
                  None if kind == "added" else case.data, case.data if kind == "added" else None, place)  # fmt: skip


def moved_case(before: str, case: Case, node: Node) -> Change:
    """A case that had the key ``before``."""
    return replace(whole("added", case, node), kind="moved", before=before, after=case.key)


def case_label(case: Case, node: Node) -> str:
    """企业 qy-003 示例化工股份有限公司: the kind, the id, and the first required text, which people know it by."""
    texts = (name for name in node.required if child(node, name).type == "string" and not child(node, name).ref)
    name = scalar_text(case.data.get(next(texts, ""), "")).split("\n")[0]
    return " ".join(part for part in (node.label or case.kind, case.id, name[:30]) if part)


def _fields(place: Place, but: tuple[str, ...] = ()) -> Iterator[Change]:
    """What changed in an object, by the fields of the schema; those in ``but`` are left out."""
    old, new = (side.value if isinstance(side.value, Mapping) else {} for side in (place.old, place.new))
    known = [*place.new.node.properties, *place.old.node.properties, *new, *old]
    for name in dict.fromkeys(known):
        if name not in but and (name in old or name in new):
            yield from _values(place.field(name))


def _values(place: Place) -> Iterator[Change]:
    old, new = place.old.value, place.new.value
    node = place.new.node if place.new.node.key else place.old.node
    if old == new or (is_empty(old) and is_empty(new)):
        return
    if (keyed(node, old) or is_empty(old)) and (keyed(node, new) or is_empty(new)) and node.key:
        yield from _items(place, node)
    elif is_empty(old):
        yield place.change("added", None, new)
    elif is_empty(new):
        yield place.change("removed", old, None)
    elif isinstance(old, Mapping) and isinstance(new, Mapping):
        yield from _fields(place)
    elif isinstance(old, list) and isinstance(new, list):
        yield from _sequence(place)
    elif canonical(old, place.old.node) != canonical(new, place.new.node):
        yield place.change("changed", old, new)


def _items(place: Place, node: Node) -> Iterator[Change]:
    for pair in paired(place.old.value or [], place.new.value or [], node):
        here = _item_place(place, pair)
        if pair.new is None:
            yield here.change("removed", here.old.value, None)
        elif pair.old is None:
            yield here.change("added", None, here.new.value)
        else:
            if pair.moved:
                yield here.change("moved", here.old.value, here.new.value)
            yield from _fields(here, node.key if pair.counted else ())


def _item_place(place: Place, pair: Paired) -> Place:
    here = place.at(pair.old, pair.new, pair.key, pair.label)
    if place.item or len(place.path) != 1:
        return here
    return replace(here, item=pair.key, was=pair.was)


def _sequence(place: Place) -> Iterator[Change]:
    old, new = place.old, place.new
    before = [canonical(each, old.node.items or ANY) for each in old.value]
    after = [canonical(each, new.node.items or ANY) for each in new.value]
    for move in moves(before, after):
        position = move.new if move.new is not None else move.old
        assert position is not None
        here = place.at(move.old, move.new, position, f"第{position + 1}项")
        if move.kind == "moved":
            yield here.change("moved", here.old.value, here.new.value)
        elif move.kind == "changed" and isinstance(here.old.value, Mapping) and isinstance(here.new.value, Mapping):
            yield from _fields(here)
        else:
            yield here.change(move.kind, here.old.value, here.new.value)
