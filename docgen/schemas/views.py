"""Cases seen as of a day: what is dated later does not exist, references are objects, computed fields compute.

Records answer ``lookup(name)``, which is all that expressions and templates ask of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from docgen.model import Absent, Case, Markdown, Path, UnknownFieldError
from docgen.schemas.calendar import Calendar
from docgen.schemas.node import Node

FOREVER = "9999-12-31"
WHOLE = "*"
"""In place of a field: everything in the files of a case."""
KEPT = 4096
"""Of so many cases what was worked out is kept; asking more than that lets go of the first ones."""
Evaluate = Callable[[str, Mapping[str, Any]], Any]


@dataclass(frozen=True)
class ItemIndex:
    """Where the items are that references name: (kind, list) -> item id -> (case, position)."""

    items: Mapping[tuple[str, str], Mapping[str, tuple[Case, int]]]


@dataclass
class View:
    """A day's sight of all cases. ``reads`` collects the cases read (``kind/id``) and kinds listed (``kind/*``).

    ``touched`` collects, over the view's whole life, which fields of which cases were read: (``kind/id``, field), with
    `WHOLE` for what depends on every character of the files, such as the line where something stands. ``computing`` are
    the computed fields under way: one that needs itself is refused.
    ``day`` hides what is dated later; ``as_of`` is what expressions see under that name.
    """

    kinds: Mapping[str, Node]
    cases: Mapping[str, Mapping[str, Case]]
    index: ItemIndex
    evaluate: Evaluate
    day: str
    as_of: str | Absent
    about: Any = None
    calendar: Calendar | None = None
    reads: set[str] = field(default_factory=set)
    touched: set[tuple[str, str]] = field(default_factory=set)
    computing: set[tuple[str, Path, str]] = field(default_factory=set)
    _records: dict[str, Record] = field(default_factory=dict)
    _worked_out: dict[str, dict[tuple[Path, str], Any]] = field(default_factory=dict)

    def close(self) -> None:
        """Let go of the records: they hold the view, as it holds them, and would wait for Python's collector."""
        self._records.clear()
        self._worked_out.clear()
        self.about = self.calendar = None

    def worked_out(self, key: str) -> dict[tuple[Path, str], Any]:
        """What was worked out for the fields of a case, by the path of the record and the name, to be added to.

        Here and not with the records: these hold the ones above them, and would go round in a circle.
        """
        found = self._worked_out.get(key)
        if found is None:
            if len(self._worked_out) >= KEPT:
                self._worked_out.pop(next(iter(self._worked_out)))
            found = self._worked_out[key] = {}
        return found

    def case(self, kind: str, case_id: str) -> Record | Absent:
        """A case as a record; absent when there is none on this day."""
        self.reads.add(f"{kind}/{case_id}")
        found = self.cases.get(kind, {}).get(case_id)
        node = self.kinds.get(kind)
        if found is None or node is None:
            return Absent(f"{node.label if node else kind} {case_id}")
        if node.day:
            self.touched.add((found.key, node.day))
        known = self._records.get(found.key)
        if known is not None:
            return known
        data = found.data
        if not self._exists(data, node):
            return Absent(f"{node.label} {case_id}")
        if len(self._records) >= KEPT:
            self._records.pop(next(iter(self._records)))
        record = self._records[found.key] = Record(self, found, node, data, (), None)
        return record

    def all(self, kind: str) -> list[Record]:
        """Every case of a kind that exists on this day, in the order of ids."""
        self.reads.add(f"{kind}/*")
        records = (self.case(kind, case_id) for case_id in sorted(self.cases.get(kind, {})))
        return [record for record in records if isinstance(record, Record)]

    def item(self, target: str, item_id: str) -> Record | Absent:
        """The item of ``kind.list`` with this id; absent when there is none on this day."""
        kind, _, name = target.partition(".")
        found = self.index.items.get((kind, name), {}).get(item_id)
        if found is not None:
            case, position = found
            record = self.case(kind, case.id)
            if isinstance(record, Record):
                for each in record.lookup(name):
                    if each.path[-1] == position:
                        return each  # type: ignore[no-any-return]
        else:
            # Any case of the kind may come to hold it.
            self.touched |= {(case.key, name) for case in self.cases.get(kind, {}).values()}
        self.reads.add(f"{kind}/*")
        return Absent(f"{name} {item_id}")

    def wrapped(self, node: Node, value: Any, path: Path, owner: Record) -> Any:
        """A value of a case as expressions see it."""
        if type(value) is dict:
            return Record(self, owner.case, node, value, path, owner)
        if type(value) is list:
            return self._list(node, value, path, owner)
        if node.ref:
            return self.item(node.ref, value) if "." in node.ref else self.case(node.ref, value)
        return Markdown(value) if node.markdown else value

    def _list(self, node: Node, values: list[Any], path: Path, owner: Record) -> list[Any]:
        items, case, day = node.items, owner.case, node.day
        if items is None:
            return list(values)
        seen = [
            Record(self, case, items, value, (*path, number), owner)
            if type(value) is dict
            else self.wrapped(items, value, (*path, number), owner)
            for number, value in enumerate(values)
            if not day or self._exists(value, node)
        ]
        return [value for value in seen if not isinstance(value, Absent)] if items.ref else seen

    def computed(self, node: Node, value: Any, path: Path, owner: Record) -> Any:
        """What an ``x-value`` gave, as expressions see it: a text may be Markdown or name a case or an item."""
        if isinstance(value, str):
            return self.wrapped(node, value, path, owner)
        if isinstance(value, list) and node.items is not None:
            seen = [self.computed(node.items, each, path, owner) for each in value]
            return [each for each in seen if not isinstance(each, Absent)]
        return Absent(node.label) if isinstance(value, Absent) else value

    def calendar_name(self) -> dict[str, Any]:
        """``calendar``, where the workspace has one."""
        return {"calendar": self.calendar} if self.calendar is not None else {}

    @contextmanager
    def reading(self) -> Iterator[set[str]]:
        """While open, ``reads`` is a set of its own, which then goes into the one before."""
        before, self.reads = self.reads, set()
        try:
            yield self.reads
        finally:
            before |= self.reads
            self.reads = before

    def _exists(self, value: Any, node: Node) -> bool:
        day = value.get(node.day) if node.day and type(value) is dict else None
        return not isinstance(day, str) or day <= self.day


class Record:
    """An object of a case: ``lookup(name)`` gives a field; equality is being the same object of the same case."""

    __slots__ = ("case", "data", "key", "node", "owner", "path", "view")

    def __init__(
        self, view: View, case: Case, node: Node, data: Mapping[str, Any], path: Path, owner: Record | None
    ) -> None:
        self.view = view
        self.case = case
        self.node = node
        self.data = data
        self.path = path
        self.owner = owner
        self.key: str = owner.key if owner is not None else case.key

    def lookup(self, name: Any) -> Any:
        """The field's value; `Absent` when it is declared and not filled in.

        A case also answers to ``id``, an item to its kind's title with the case that it stands in.

        Raises:
            UnknownFieldError: when the schema declares no such field.
        """
        node = self.node.properties.get(name)
        if node is None:
            if name == "id" and not self.path:
                return self.case.id
            if name == self.root.node.label and self.path:
                return self.root
            raise UnknownFieldError(self._unknown(str(name)))
        if self.owner is None:
            self.view.touched.add((self.key, name))
        if node.value:
            return self._compute(name, node)
        value = self.data.get(name)
        if type(value) is str:
            if node.ref:
                return self.view.wrapped(node, value, (), self)
            return Markdown(value) if node.markdown else value
        if value is None:
            return Absent(node.label)
        if type(value) is not dict and type(value) is not list:
            return self.view.wrapped(node, value, (), self)
        if node.items is not None and node.items.ref:
            # Going through references is noted by the view each time; anything else is the same each time.
            return self.view.wrapped(node, value, (*self.path, name), self)
        known = self.view.worked_out(self.key)
        found = known.get((self.path, name))
        if found is None:
            found = known[self.path, name] = self.view.wrapped(node, value, (*self.path, name), self)
        return found

    def _compute(self, name: str, node: Node) -> Any:
        """The value of a computed field, kept together with what was read for it, which counts as read again."""
        known = self.view.worked_out(self.key).get((self.path, name))
        if known is None:
            place = (self.key, self.path, name)
            if place in self.view.computing:
                raise UnknownFieldError(f"“{node.label}”的算法里又用到了它自己")
            self.view.computing.add(place)
            try:
                with self.view.reading() as reads:
                    value = self.view.evaluate(node.value, self.names())
                    value = self.view.computed(node, value, (*self.path, name), self)
            finally:
                self.view.computing.discard(place)
            # Asked for anew: what was computed may have looked at so many cases that this one was let go of.
            known = self.view.worked_out(self.key)[self.path, name] = value, reads
        found, reads = known
        self.view.reads |= reads
        return found

    def names(self) -> dict[str, Any]:
        """The names that rules and computed fields see from this record."""
        return {
            "this": self,
            "parent": self.owner if self.owner is not None else self,
            "case": self.root,
            "cases": Cases(self.view),
            "about": self.view.about,
            "as_of": self.view.as_of,
        } | self.view.calendar_name()

    @property
    def root(self) -> Record:
        return self if self.owner is None else self.owner.root

    @property
    def address(self) -> str:
        """``kind/id`` or ``kind/id#item``."""
        item = next((each for each in self._way() if each.item_key), None)
        return self.case.key + (f"#{item.item_key}" if item else "")

    @property
    def item_key(self) -> str:
        """What identifies this item in its list, joined by a space; empty for what is no keyed item."""
        if not self.path or not isinstance(self.path[-1], int) or self.owner is None:
            return ""
        holder = self.owner.node.properties.get(str(self.path[-2]))
        return " ".join(str(self.data[name]) for name in (holder.key if holder else ()) if name in self.data)

    @property
    def label(self) -> str:
        """The way to this record in labels: 企业 qy-001 > 质量问题 WT-2022-003."""
        return " > ".join(f"{each.node.label} {each.item_key or ('' if each.path else each.case.id)}".strip()
                          for each in reversed(list(self._way())))  # fmt: skip

    def _way(self) -> Iterable[Record]:
        record: Record | None = self
        while record is not None:
            yield record
            record = record.owner

    def _unknown(self, name: str) -> str:
        near = get_close_matches(name, list(self.node.properties), 1, 0.5)
        return f"{self.label}没有字段“{name}”" + (f"，最接近的是“{near[0]}”" if near else "")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Record) and (self.key, self.path) == (other.key, other.path)

    def __hash__(self) -> int:
        return hash((self.key, self.path))


@dataclass(frozen=True)
class Cases:
    """``cases.KIND``: every case of a kind on the view's day."""

    view: View

    def lookup(self, name: Any) -> list[Record]:
        if name not in self.view.kinds:
            raise UnknownFieldError(f"没有“{name}”这一类案卷")
        return self.view.all(name)
