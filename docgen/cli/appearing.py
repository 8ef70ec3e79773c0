"""Findings about fields of cases -> the same, with where each field, or what is computed from it, is printed (去处)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from docgen.catalog import Workspace
from docgen.model import Case, Diagnostic, Location, Path
from docgen.schemas import Node

_Paths = dict[tuple[str, int, int], list[Path]]
SHOWN = 3
"""So many places are named; more are counted."""


def with_appearances(workspace: Workspace, found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Each error and warning about a field that documents print, with a note that says where."""
    findings = list(found)
    wanted = {each.location.file for each in findings if each.field and each.severity != "hint"}
    cases = _cases(workspace, wanted) if wanted else {}
    if not cases:
        return findings
    from docgen.render.appearing import appearances

    index, places = appearances(workspace), _Places()
    return [_told(each, cases, index, places) for each in findings]


def _cases(workspace: Workspace, files: set[str]) -> dict[str, tuple[Case, Node]]:
    """The cases that stand in these files, with the nodes of their kinds."""
    from docgen.check import every_case

    return {file: (case, node) for case, node in every_case(workspace) for file in case.files if file in files}


class _Places:
    """What stands where in the cases asked for."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[_Paths, _Paths]] = {}

    def at(self, case: Case, place: Location) -> tuple[list[Path], list[Path]]:
        """The paths whose key or value begins there, and those of values alone, the longest first."""
        if case.key not in self._known:
            values = _by_place(case.source.values.items())
            both = _by_place([*case.source.values.items(), *case.source.keys.items()])
            self._known[case.key] = both, values
        both, values = self._known[case.key]
        where = place.file, place.line, place.column
        return both.get(where, []), values.get(where, [])


def _by_place(items: Iterable[tuple[Path, Location]]) -> _Paths:
    found: _Paths = {}
    for path, where in sorted(items, key=lambda each: -len(each[0])):
        found.setdefault((where.file, where.line, where.column), []).append(path)
    return found


def _told(
    each: Diagnostic,
    cases: Mapping[str, tuple[Case, Node]],
    index: Mapping[tuple[str, tuple[str, ...]], list[str]],
    places: _Places,
) -> Diagnostic:
    if not each.field or each.severity == "hint" or each.location.file not in cases:
        return each
    case, node = cases[each.location.file]
    both, values = places.at(case, each.location)
    shown = index.get((case.kind, _meant(node, both, values, each.field.rpartition(" > ")[2])), [])
    more = f" 等 {len(shown)} 处" if len(shown) > SHOWN else ""
    note = (("去处", "；".join(shown[:SHOWN]) + more),) if shown else ()
    return replace(each, notes=(*each.notes, *note))


def _meant(root: Node, both: list[Path], values: list[Path], label: str) -> tuple[str, ...]:
    """The names to the field that a finding is about: of this label, or missing from what stands there, or the value.

    An item of a list begins where its first key does, so that several things may stand at one place.
    """
    named = [(tuple(name for name in path if isinstance(name, str)), _node(root, path)) for path in both]
    for names, node in named:
        if node.label == label and names:
            return names
    for names, node in named:
        for name, child in (node.items or node).properties.items():
            if child.label == label:
                return (*names, name)
    leaves = (path for path in values if _node(root, path).type not in ("object", "array"))
    return next((tuple(name for name in path if isinstance(name, str)) for path in leaves), ())


def _node(node: Node, path: Path) -> Node:
    for name in path:
        node = (node.items or node) if isinstance(name, int) else node.properties.get(name, node)
    return node
