"""Case files to cases: read, joined and typed; their data is kept while there is room, and read again after that.

What is kept of every case for good is a row: its digest, what was wrong with it, and the items that references name.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from pathlib import Path as FilePath
from typing import Any, NamedTuple

from docgen.catalog.entries import Entry
from docgen.catalog.files import content_of
from docgen.load import load
from docgen.load.later import places
from docgen.model import Case, Diagnostic, DocgenError, Location, Path, Related, Source
from docgen.schemas import ItemIndex, Node, typed

KEPT = 4096
"""So many cases of some 40 KB each keep their data in memory."""


class Row(NamedTuple):
    """A case without its data, fit to be sent to another process.

    ``name`` is what it bears as its name (``x-name``), ``failed`` are the values that could not be typed, ``items`` the
    ids of the items of each list that references name, in order (``None`` for an item without one). Without
    ``readable`` it is no case, and ``diagnostics`` say why.
    """

    entry: Entry
    digest: str
    readable: bool = True
    name: str = ""
    failed: frozenset[Path] = frozenset()
    items: tuple[tuple[str, tuple[str | None, ...]], ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass
class Cases:
    """All cases by kind and id; ``broken`` are the files of each kind that could not be read as cases.

    ``names`` are the names of all of them, as far as they have one.
    """

    by_kind: dict[str, dict[str, Case]] = field(default_factory=dict)
    broken: dict[str, list[str]] = field(default_factory=dict)
    untyped: dict[str, Collection[Path]] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)


class StoredCase(Case):
    """A case whose data is asked of the store each time, so that holding the case does not hold its data."""

    __slots__ = ("_store",)
    _store: CaseStore

    def __init__(self, entry: Entry, digest: str, store: CaseStore) -> None:
        for name, value in (
            ("kind", entry.kind), ("id", entry.id), ("files", entry.files), ("digest", digest), ("_store", store),
        ):  # fmt: skip
            object.__setattr__(self, name, value)

    @property
    def data(self) -> Any:
        return self._store.loaded(self)[0]

    @property
    def source(self) -> Source:
        return self._store.loaded(self)[1]


class CaseStore:
    """The data of the cases read last; of any other, read again from its files, which must be the same still."""

    def __init__(self, root: FilePath, kinds: Mapping[str, Node]) -> None:
        self._root, self._kinds = root, kinds
        self._lists = referred_lists(kinds)
        self._names = {kind: _name_field(node) for kind, node in kinds.items()}
        self._loaded: OrderedDict[str, tuple[Any, Source]] = OrderedDict()

    def read(self, entry: Entry) -> Row:
        """Read a case for the first time."""
        node = self._kinds[entry.kind]
        source, digest, problems = _read(entry, node, self._root)
        if source is None:
            return Row(entry, digest, readable=False, diagnostics=tuple(problems))
        result = typed(source, node, f"{node.label} {entry.id}")
        self._keep(entry.key, result.data, source)
        items = tuple(_items(result.data, node, entry.kind, self._lists))
        name = result.data.get(self._names[entry.kind])
        named = name if isinstance(name, str) else ""
        return Row(entry, digest, True, named, frozenset(result.failed), items, (*problems, *result.problems))

    def loaded(self, case: StoredCase) -> tuple[Any, Source]:
        """The typed data of a case, and its source.

        Raises:
            DocgenError: when its files have changed since they were first read.
        """
        key = case.key
        found = self._loaded.get(key)
        if found is not None:
            self._loaded.move_to_end(key)
            return found
        node = self._kinds[case.kind]
        source, digest, _ = _read(Entry(case.kind, case.id, case.files), node, self._root)
        if source is None or digest != case.digest:
            raise DocgenError(f"案卷 {key} 在运行的时候改动过。请等文件存好以后再运行一次。")
        return self._keep(key, typed(source, node, f"{node.label} {case.id}").data, source)

    def _keep(self, key: str, data: Any, source: Source) -> tuple[Any, Source]:
        self._loaded[key] = found = (data, source)
        if len(self._loaded) > KEPT:
            self._loaded.popitem(last=False)
        return found


def _read(entry: Entry, node: Node, root: FilePath) -> tuple[Source | None, str, list[Diagnostic]]:
    """The files of a case as one source, None where one of them cannot be read; and the case's digest.

    That is the SHA-256 of its file, of several files the SHA-256 of theirs.
    """
    sources: list[Source | None] = []
    digests, problems = list[str](), list[Diagnostic]()
    for file in entry.files:
        content, said = content_of(root / file, root)
        problems += said
        source = None
        if content is not None:
            digests.append(sha256(content).hexdigest())
            source, said = load(content, file)
            problems += said
        sources.append(source)
    readable = [source for source in sources if source is not None]
    digest = digests[0] if len(digests) == 1 else sha256(" ".join(digests).encode()).hexdigest()
    if len(readable) < len(sources):
        return None, digest, problems
    source, said = joined(readable, node)
    return source, digest, problems + said


def _items(
    data: Mapping[str, Any], node: Node, kind: str, named: Collection[tuple[str, str]]
) -> Iterator[tuple[str, tuple[str | None, ...]]]:
    for name, child in node.properties.items():
        values = data.get(name)
        if (kind, name) in named and len(child.key) == 1 and isinstance(values, list):
            key = child.key[0]
            yield name, tuple(str(each[key]) if isinstance(each, Mapping) and key in each else None for each in values)


def _name_field(node: Node) -> str:
    named = (name for name, each in node.properties.items() if each.name and each.type == "string" and not each.value)
    return next(named, "")


def referred_lists(kinds: Mapping[str, Node]) -> frozenset[tuple[str, str]]:
    """The lists whose items fields of any kind refer to or are looked up in, as (kind, list)."""
    targets = {target for node in kinds.values() for each in node.below() for target in (each.ref, each.lookup)}
    return frozenset((kind, name) for kind, _, name in (each.partition(".") for each in targets) if name)


def gathered(rows: Iterable[Row], store: CaseStore, found: Cases) -> ItemIndex:
    """Enter the rows into ``found``; gives where the items are that references name."""
    items: dict[tuple[str, str], dict[str, tuple[Case, int]]] = {}
    for row in rows:
        entry = row.entry
        found.diagnostics += row.diagnostics
        if not row.readable:
            found.broken.setdefault(entry.kind, []).extend(entry.files)
            continue
        case = StoredCase(entry, row.digest, store)
        found.by_kind.setdefault(entry.kind, {})[entry.id] = case
        if row.name:
            found.names.append(row.name)
        if row.failed:
            found.untyped[case.key] = row.failed
        _enter(items, case, row.items)
    return ItemIndex(items)


def item_index(node: Node, cases: Iterable[Case], name: str) -> Mapping[str, tuple[Case, int]]:
    """Where the items of a list of these cases, all of one kind, stand."""
    items: dict[tuple[str, str], dict[str, tuple[Case, int]]] = {}
    for case in cases:
        _enter(items, case, _items(case.data, node, case.kind, {(case.kind, name)}))
    return next(iter(items.values()), {})


def _enter(
    items: dict[tuple[str, str], dict[str, tuple[Case, int]]], case: Case,
    lists: Iterable[tuple[str, tuple[str | None, ...]]],
) -> None:  # fmt: skip
    for name, ids in lists:
        known = items.setdefault((case.kind, name), {})
        for position, item_id in enumerate(ids):
            if item_id is not None:
                known.setdefault(item_id, (case, position))


def joined(sources: list[Source], node: Node) -> tuple[Source, list[Diagnostic]]:
    """Files of one case as one: lists with an ``x-key`` add up, any other key stands once."""
    if len(sources) == 1:
        return sources[0], []
    data: dict[str, Any] = {}
    moves: list[_Move] = []
    empties: set[Path] = set()
    problems: list[Diagnostic] = []
    for source in sources:
        for name, value in source.data.items():
            child = node.properties.get(name)
            shift = 0
            if name in data:
                if not (child and child.key and isinstance(value, list) and isinstance(data[name], list)):
                    problems.append(_clash(name, source, _joined_places(moves).keys[(name,)]))
                    continue
                shift = len(data[name])
                data[name] = data[name] + value
            else:
                data[name] = value
            moves.append((source, name, shift))
        empties |= {path for path in source.empties if path[0] not in data}
        moves.append((source, "", 0))
    return Source(data, *places(partial(_joined_places, moves)), frozenset(empties)), problems


_Move = tuple[Source, str, int]
"""A field that comes from a file, and the items before those that it adds; without a name, its empty fields."""


def _joined_places(moves: list[_Move]) -> Source:
    """A source with the places of the fields of several files, and nothing else."""
    values: dict[Path, Location] = {(): moves[0][0].values[()]}
    keys: dict[Path, Location] = {}
    for source, name, shift in moves:
        if name:
            _move(source.values, values, name, shift)
            _move(source.keys, keys, name, shift)
        else:
            keys.update({path: source.keys[path] for path in source.empties if path not in keys})
    return Source({}, values, keys)


def _move(places: Mapping[Path, Location], into: dict[Path, Location], name: str, shift: int) -> None:
    for path, location in places.items():
        if path and path[0] == name:
            moved = (name, path[1] + shift, *path[2:]) if shift and len(path) > 1 and isinstance(path[1], int) else path
            into.setdefault(moved, location)


def _clash(name: str, source: Source, first: Location) -> Diagnostic:
    message = f"“{name}”在同一案卷的两个文件里都有。"
    related = (Related(first, "另一处在这里"),)
    return Diagnostic("DG310", "error", message, source.keys[(name,)], hint="只在一个文件里写", related=related)
