"""A folder to a workspace: configuration, schemas, cases, and views of them as of a day."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from docgen.catalog.cases import Cases, item_index, read_cases
from docgen.catalog.configuration import Catalog, read_catalog
from docgen.expressions import Expression
from docgen.load import load
from docgen.model import Case, Diagnostic, DocgenError, Location, Source
from docgen.schemas import FOREVER, BrokenReferenceError, ItemIndex, Node, Record, View, compiled, typed

CONFIGURATION = "docgen.yaml"


@dataclass
class Workspace:
    """Everything read from a workspace's folder, and all that was wrong with it.

    ``documents`` of ``schemas`` are the JSON values by file name; ``schema_places`` their loaded positions.
    ``kinds`` holds the kinds whose schema could be compiled.
    """

    root: Path
    configuration: Source
    catalog: Catalog
    schemas: Mapping[str, Any]
    schema_places: Mapping[str, Source]
    kinds: Mapping[str, Node]
    cases: Cases
    index: ItemIndex
    about: Case | None
    about_node: Node | None
    digests: Mapping[str, str]
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def view(self, day: str = FOREVER, as_of: str = "") -> View:
        """The cases as of a day; ``as_of`` is what expressions see, by default the same day."""
        view = View(self.kinds, self.cases.by_kind, self.index, evaluate, day, as_of or day)
        if self.about is not None and self.about_node is not None:
            view.about = Record(view, self.about, self.about_node, self.about.data, (), None)
        return view

    def case(self, key: str) -> Case | None:
        """A case by ``kind/id``."""
        kind, _, case_id = key.partition("/")
        return self.cases.by_kind.get(kind, {}).get(case_id)

    def last_day(self, period: str) -> str:
        """The last day of a period, as text; empty when there is no such period."""
        case = self.case(f"{self.catalog.periods.kind}/{period}")
        return str(case.data.get(self.catalog.periods.last, "")) if case else ""


@lru_cache(maxsize=4096)
def compiled_expression(source: str) -> Expression:
    """An expression, compiled once a process. Raises ExpressionError."""
    return Expression(source)


def evaluate(source: str, names: Mapping[str, Any]) -> Any:
    """The value of an expression for these names. Raises ExpressionError, AbsentUsed."""
    return compiled_expression(source).evaluate(names)


def find_root(start: Path) -> Path:
    """The nearest folder upwards that holds a ``docgen.yaml``.

    Raises:
        DocgenError: when there is none.
    """
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / CONFIGURATION).is_file():
            return folder
    raise DocgenError(
        f"在“{start}”和它上面的文件夹里都没有 {CONFIGURATION}。请先进入工作区，或者用 -C 指明；新建工作区用 docgen init。"
    )


def open_workspace(path: Path | str) -> Workspace:
    """Read a workspace whole. What is wrong with single files is in ``diagnostics``.

    Raises:
        DocgenError: when there is no readable ``docgen.yaml``.
    """
    root = Path(path)
    configuration, problems, digest = _configuration(root)
    documents, places, schema_problems, digests = _schemas(root)
    problems += schema_problems
    nodes, kind_problems = _nodes(documents, places)
    problems += kind_problems
    about_node = nodes.pop("about", None)
    about, about_problems = _about(configuration, about_node)
    cases = read_cases(root, nodes)
    problems += about_problems + cases.diagnostics
    digests[CONFIGURATION] = digest
    index = item_index(nodes, cases.by_kind)
    return Workspace(
        root, configuration, read_catalog(configuration), documents, places, nodes, cases, index, about, about_node,
        digests, problems,
    )  # fmt: skip


def _configuration(root: Path) -> tuple[Source, list[Diagnostic], str]:
    try:
        content = (root / CONFIGURATION).read_bytes()
    except OSError as problem:
        raise DocgenError(f"读不到“{root / CONFIGURATION}”：{problem.strerror}。") from None
    source, problems = load(content, CONFIGURATION)
    if source is None:
        raise UnusableWorkspaceError(problems)
    # `distinct: true` is how everyone writes it: advice on quoting is for cases.
    return source, [each for each in problems if each.severity != "hint"], sha256(content).hexdigest()


class UnusableWorkspaceError(DocgenError):
    """``docgen.yaml`` cannot be read; ``diagnostics`` say where."""

    def __init__(self, diagnostics: list[Diagnostic]) -> None:
        super().__init__("docgen.yaml 有错，工作区打不开。")
        self.diagnostics = diagnostics


def _schemas(root: Path) -> tuple[dict[str, Any], dict[str, Source], list[Diagnostic], dict[str, str]]:
    documents: dict[str, Any] = {}
    places: dict[str, Source] = {}
    problems: list[Diagnostic] = []
    digests: dict[str, str] = {}
    for file in sorted((root / "schemas").glob("*.schema.json")):
        name = f"schemas/{file.name}"
        content = file.read_bytes()
        digests[name] = sha256(content).hexdigest()
        try:
            document = json.loads(content.decode("utf-8"), object_pairs_hook=_once)
        except (ValueError, RecursionError) as problem:
            line, column = getattr(problem, "lineno", 1), getattr(problem, "colno", 1)
            hint = "检查这一处前后的逗号、引号和括号" if hasattr(problem, "lineno") else ""
            message = f"不是合格的 JSON：{problem}。" if isinstance(problem, _TwiceError) else "不是合格的 JSON。"
            problems.append(Diagnostic("DG210", "error", message, Location(name, line, column), hint=hint))
            continue
        source, _ = load(content, name)
        if source is None or not isinstance(document, dict):
            problems.append(Diagnostic("DG210", "error", "模式文件要是一个 JSON 对象。", Location(name)))
            continue
        documents[file.name], places[file.name] = document, source
    return documents, places, problems, digests


class _TwiceError(ValueError):
    """A JSON object has a key twice."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise _TwiceError(f"“{name}”写了两遍")
        found[name] = value
    return found


def _nodes(documents: Mapping[str, Any], places: Mapping[str, Source]) -> tuple[dict[str, Node], list[Diagnostic]]:
    nodes: dict[str, Node] = {}
    problems = []
    for file in documents:
        kind = file.removesuffix(".schema.json")
        if kind == "common":
            continue
        try:
            nodes[kind] = compiled(file, documents)
        except BrokenReferenceError as broken:
            where = _where_is(str(broken), places[file]) or Location(f"schemas/{file}")
            message = f"$ref“{broken}”找不到所指的定义。"
            hint = "引用只能指向 schemas 文件夹里的模式，而且不能绕回自己"
            problems.append(Diagnostic("DG211", "error", message, where, hint=hint))
        except (KeyError, TypeError, AttributeError, ValueError):
            where = Location(f"schemas/{file}")
            problems.append(Diagnostic("DG212", "error", "模式的写法不对，无法使用。", where))
    return nodes, problems


def _where_is(reference: str, source: Source) -> Location | None:
    for path, location in source.values.items():
        if path and path[-1] == "$ref":
            value: Any = source.data
            for step in path:
                value = value[step]
            if value == reference:
                return location
    return None


def _about(configuration: Source, node: Node | None) -> tuple[Case | None, list[Diagnostic]]:
    data = configuration.data.get("about")
    if node is None or not isinstance(data, Mapping):
        return None, []
    source = Source(
        data,
        {path[1:]: place for path, place in configuration.values.items() if path[:1] == ("about",)},
        {path[1:]: place for path, place in configuration.keys.items() if path[:1] == ("about",)},
        frozenset(path[1:] for path in configuration.empties if path[:1] == ("about",)),
    )
    result = typed(source, node)
    return Case("about", "about", result.data, source, (CONFIGURATION,), ""), result.problems
