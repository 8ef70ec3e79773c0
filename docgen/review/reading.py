"""A snapshot in; its schemas and cases, or why they cannot be read, out. What was read once is kept for a while."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from docgen.catalog.cases import joined
from docgen.catalog.schema_files import SUFFIX, parsed
from docgen.model import Case, Diagnostic, Location, Source
from docgen.review.pieces import Pieces
from docgen.review.snapshot import Key, Snapshot
from docgen.schemas import BrokenReferenceError, Node, compiled, typed

T = TypeVar("T")
_SOURCES, _SCHEMAS = 256, 16
_FOLDER = "schemas/"


@dataclass(frozen=True, slots=True)
class Schemas:
    """The nodes of the kinds whose schema can be used, and why the others cannot."""

    nodes: Mapping[str, Node]
    broken: Mapping[str, Diagnostic]


@dataclass
class Reader:
    """Reads snapshots; files that several of them share are read once."""

    _kept: dict[str, OrderedDict[Hashable, Any]] = field(default_factory=dict)
    _pieces: Pieces = field(default_factory=Pieces)

    def schemas(self, snapshot: Snapshot) -> Schemas:
        """All schemas of this time."""
        files = {file: name for file, name in snapshot.files.items() if _is_schema(file)}
        key = tuple(sorted(files.items()))
        return self.once("schemas", key, _SCHEMAS, lambda: _schemas(snapshot, sorted(files)))

    def case(
        self, snapshot: Snapshot, key: Key, files: Sequence[str], node: Node
    ) -> tuple[Case | None, list[Diagnostic]]:
        """A case of this time, joined and typed; or one warning for each of its files that cannot be read."""
        kind, case_id = key
        if len({file.count("/") for file in files}) > 1:
            why = f"“{kind}/{case_id}”既有文件又有文件夹，不知道该看哪一个"
            return None, [_unreadable(snapshot, why, Location(files[0]))]
        sources, problems = [], []
        for file in files:
            source, trouble = self._source(snapshot, file)
            sources += [source] if source is not None else []
            problems += [trouble] if trouble is not None else []
        if problems or not sources:
            return None, problems
        source, clashes = joined(sources, node)
        if clashes:
            return None, [_unreadable(snapshot, each.message, each.location) for each in clashes]
        return Case(kind, case_id, typed(source, node).data, source, tuple(files), ""), []

    def _source(self, snapshot: Snapshot, file: str) -> tuple[Source | None, Diagnostic | None]:
        source, why, place = self.once(
            "sources", (file, snapshot.files.get(file) or snapshot.whole().get(file)), _SOURCES,
            lambda: self._load(snapshot, file),
        )  # fmt: skip
        return source, None if source is not None else _unreadable(snapshot, why, place)

    def _load(self, snapshot: Snapshot, file: str) -> tuple[Source | None, str, Location]:
        content, why = snapshot.read(file)
        if content is None:
            return None, why, Location(file)
        source, problems = self._pieces.load(content, file)
        first = next((each for each in problems if each.severity == "error"), None)
        return source, first.message if first else "", first.location if first else Location(file)

    def once(self, what: str, key: Hashable, most: int, make: Callable[[], T]) -> T:
        """What was made for a key, or is made now; only so many of a sort are kept."""
        kept = self._kept.setdefault(what, OrderedDict())
        if key not in kept:
            kept[key] = make()
            if len(kept) > most:
                kept.popitem(last=False)
        kept.move_to_end(key)
        value: T = kept[key]
        return value


def _unreadable(snapshot: Snapshot, why: str, place: Location) -> Diagnostic:
    message = f"{snapshot.name}里的这个文件读不出来，没有比较：{why.rstrip('。')}。"
    if snapshot.commit is None:
        return Diagnostic("DG707", "warning", message, place, hint="用 docgen check 查看，改正以后再比较")
    return Diagnostic("DG707", "warning", message, place, hint="以前的版本不用改；以前后两个读得出的版本为准")


def _is_schema(file: str) -> bool:
    return file.startswith(_FOLDER) and file.endswith(SUFFIX) and file.count("/") == 1


def _schemas(snapshot: Snapshot, files: Sequence[str]) -> Schemas:
    documents: dict[str, Any] = {}
    broken: dict[str, Diagnostic] = {}
    for file in files:
        name = file.removeprefix(_FOLDER)
        document, why, place = _document(snapshot, file)
        if document is None:
            broken[name.removesuffix(SUFFIX)] = _useless(snapshot, why, place)
        else:
            documents[name] = document
    nodes: dict[str, Node] = {}
    for name in documents:
        kind = name.removesuffix(SUFFIX)
        try:
            nodes[kind] = compiled(name, documents)
        except (BrokenReferenceError, KeyError, TypeError, AttributeError, ValueError, RecursionError):
            # A reference into a file that cannot be read is that file's trouble.
            cause = next(iter(broken.values()), None)
            broken[kind] = cause or _useless(snapshot, "它的写法不对，或者引用了不存在的定义", Location(_FOLDER + name))
    return Schemas(nodes, broken)


def _document(snapshot: Snapshot, file: str) -> tuple[dict[str, Any] | None, str, Location]:
    content, why = snapshot.read(file)
    if content is None:
        return None, why, Location(file)
    try:
        document = json.loads(content)
    except (ValueError, RecursionError):
        document = None
    if isinstance(document, dict):
        return document, "", Location(file)
    problems = parsed(content, file)[2]
    return (
        None,
        problems[0].message if problems else "不是合格的 JSON",
        problems[0].location if problems else Location(file),
    )


def _useless(snapshot: Snapshot, why: str, place: Location) -> Diagnostic:
    message = f"{snapshot.name}里的这个模式读不出来，改用另一版的模式比较：{why.rstrip('。')}。"
    return Diagnostic("DG708", "warning", message, place, hint="字段的名称和编号可能与当时不同；改正模式以后再比较")
