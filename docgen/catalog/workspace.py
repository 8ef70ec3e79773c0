"""A folder to a workspace: configuration, schemas, cases, and views of them as of a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache, partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from docgen.catalog.cases import Cases, CaseStore, Row, gathered
from docgen.catalog.configuration import Catalog, read_catalog
from docgen.catalog.entries import Entries, list_cases
from docgen.catalog.files import reason_of
from docgen.catalog.root import CONFIGURATION, UnusableWorkspaceError
from docgen.catalog.schema_files import read_schemas
from docgen.expressions import Expression, Text
from docgen.load import load
from docgen.load.later import places
from docgen.model import Absent, Case, Diagnostic, DocgenError, Source
from docgen.schemas import FOREVER, Calendar, ItemIndex, Node, Record, View, typed


@dataclass
class Workspace:
    """Everything read from a workspace's folder, and all that was wrong with it.

    ``documents`` of ``schemas`` are the JSON values by file name; ``schema_places`` their loaded positions.
    ``kinds`` holds the kinds whose schema could be compiled, ``broken_kinds`` the others. ``cases`` keep their data in
    ``store``, as far as there is room.
    """

    root: Path
    configuration: Source
    catalog: Catalog
    schemas: Mapping[str, Any]
    schema_places: Mapping[str, Source]
    kinds: Mapping[str, Node]
    about_node: Node | None
    digests: Mapping[str, str]
    entries: Entries
    store: CaseStore
    broken_kinds: frozenset[str] = frozenset()
    diagnostics: list[Diagnostic] = field(default_factory=list)
    cases: Cases = field(default_factory=Cases)
    index: ItemIndex = field(default_factory=lambda: ItemIndex({}))
    about: Case | None = None

    @property
    def nodes(self) -> Mapping[str, Node]:
        """The nodes of all kinds, and of ``about`` under that name, where it has one."""
        return {**self.kinds, **({"about": self.about_node} if self.about_node is not None else {})}

    def take(self, rows: Iterable[Row]) -> None:
        """Take the cases that were read, in the order of ``entries``; done once."""
        found = self.entries
        self.cases = Cases({kind: {} for kind in found.kinds}, {kind: [*files] for kind, files in found.broken.items()})
        self.index = gathered(rows, self.store, self.cases)
        self.about = _about(self.configuration, self.about_node, self.cases)
        self.diagnostics += found.diagnostics + self.cases.diagnostics

    def view(self, day: str = FOREVER, as_of: str = "") -> View:
        """The cases as of a day; ``as_of`` is what expressions see, by default the same day; absent without any."""
        seen = as_of or (day if day != FOREVER else Absent("截至日期"))
        view = View(self.kinds, self.cases.by_kind, self.index, evaluate, day, seen)
        if self.about is not None and self.about_node is not None:
            view.about = Record(view, self.about, self.about_node, self.about.data, (), None)
        if self.catalog.calendar.kind:
            view.calendar = Calendar(view, self.catalog.calendar)
        return view

    def case(self, key: str) -> Case | None:
        """A case by ``kind/id``."""
        kind, _, case_id = key.partition("/")
        return self.cases.by_kind.get(kind, {}).get(case_id)

    def with_node(self, key: str) -> tuple[Case, Node] | None:
        """A case, or ``about``, by its key, with the node of its kind."""
        case = self.case(key)
        if case is not None:
            return case, self.kinds[case.kind]
        about, node = self.about, self.about_node
        return (about, node) if about is not None and node is not None and key == about.key else None

    def ids(self, target: str) -> Mapping[str, Any]:
        """What a reference to ``kind`` or ``kind.list`` may name."""
        kind, _, name = target.partition(".")
        return self.index.items.get((kind, name), {}) if name else self.cases.by_kind.get(kind, {})

    def first_day(self, period: str) -> str:
        """The first day of a period, as text; empty when there is no such period."""
        case = self.case(f"{self.catalog.periods.kind}/{period}")
        return str(case.data.get(self.catalog.periods.first, "")) if case else ""

    def last_day(self, period: str) -> str:
        """The last day of a period, as text; empty when there is no such period."""
        case = self.case(f"{self.catalog.periods.kind}/{period}")
        return str(case.data.get(self.catalog.periods.last, "")) if case else ""


@lru_cache(maxsize=4096)
def compiled_expression(source: str) -> Expression:
    """An expression, compiled once a process. Raises ExpressionError."""
    return Expression(source)


@lru_cache(maxsize=4096)
def compiled_text(source: str) -> Text:
    """Text with ``{{ }}`` in it, compiled once a process. Raises ExpressionError."""
    return Text(source)


def evaluate(source: str, names: Mapping[str, Any]) -> Any:
    """The value of an expression for these names. Raises ExpressionError, AbsentUsedError."""
    return compiled_expression(source).evaluate(names)


def open_workspace(path: Path | str) -> Workspace:
    """Read a workspace whole. What is wrong with single files is in ``diagnostics``.

    Raises:
        DocgenError: when there is no readable ``docgen.yaml``.
    """
    workspace = open_frame(path)
    workspace.take(workspace.store.read(entry) for entry in workspace.entries.entries)
    return workspace


def open_frame(path: Path | str) -> Workspace:
    """A workspace whose cases are listed and not yet read: somebody else may, and `Workspace.take` takes them.

    Raises:
        DocgenError: when there is no readable ``docgen.yaml``.
    """
    root = Path(path)
    configuration, problems, digest = _configuration(root)
    files = read_schemas(root)
    nodes, broken = files.nodes, frozenset(files.broken)
    about_node = nodes.pop("about", None)
    return Workspace(
        root, configuration, read_catalog(configuration), files.documents, files.places, nodes, about_node,
        {**files.digests, CONFIGURATION: digest}, list_cases(root, nodes, broken), CaseStore(root, nodes), broken,
        problems + files.diagnostics,
    )  # fmt: skip


def _configuration(root: Path) -> tuple[Source, list[Diagnostic], str]:
    try:
        content = (root / CONFIGURATION).read_bytes()
    except OSError as problem:
        raise DocgenError(f"读不到“{root / CONFIGURATION}”：{reason_of(problem)}。") from None
    source, problems = load(content, CONFIGURATION)
    if source is None:
        raise UnusableWorkspaceError(problems)
    # `distinct: true` is how everyone writes it: advice on quoting is for cases.
    return source, [each for each in problems if each.severity != "hint"], sha256(content).hexdigest()


def _about(configuration: Source, node: Node | None, cases: Cases) -> Case | None:
    """``about`` as a case of its own; what is wrong with its numbers goes to the cases' problems."""
    data = configuration.data.get("about", {})
    if node is None or not isinstance(data, Mapping):
        return None
    source = Source(
        data,
        *places(partial(_about_places, configuration)),
        frozenset(path[1:] for path in configuration.empties if path[:1] == ("about",)),
    )
    result = typed(source, node)
    about = Case("about", "about", result.data, source, (CONFIGURATION,), "")
    cases.untyped[about.key] = result.failed
    cases.diagnostics += result.problems
    return about


def _about_places(configuration: Source) -> Source:
    """A source with the places of ``about``, and nothing else."""
    whole = {(): configuration.values[()]}
    values, keys = (
        {path[1:]: place for path, place in all_of_them.items() if path[:1] == ("about",)}
        for all_of_them in (configuration.values, configuration.keys)
    )
    return Source({}, whole | values, keys)
