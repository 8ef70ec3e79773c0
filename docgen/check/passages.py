"""Cases to the texts in them, each with its place."""

from __future__ import annotations

from typing import Any, NamedTuple

from docgen.catalog import Workspace
from docgen.catalog.files import Lines
from docgen.check.cases import every_case
from docgen.check.places import value_place
from docgen.model import Case, Diagnostic, Location, Path, Related, Severity
from docgen.schemas import Node, breadcrumb


class Passage(NamedTuple):
    """One text of a case: ``root`` is the node of the case, ``private`` what it or anything above it is marked as."""

    case: Case
    root: Node
    path: Path
    node: Node
    text: str
    lines: Lines
    private: str = ""

    @property
    def free(self) -> bool:
        """Whether it is prose: no choice, date, code, reference or name of the case itself."""
        node = self.node
        return not (node.enum or node.format or node.ref or node.lookup or node.pattern or node.name)

    def say(
        self, code: str, severity: Severity, message: str, span: tuple[int, int], hint: str = "",
        related: tuple[Related, ...] = (),
    ) -> Diagnostic:  # fmt: skip
        """A diagnostic at the stretch ``span`` of the text."""
        start = self.root.label if self.case.kind == self.case.id else f"{self.root.label} {self.case.id}"
        crumbs = breadcrumb(self.root, self.case.data, self.path, start)
        return Diagnostic(code, severity, message, self.place(span), hint=hint, field=crumbs, related=related)

    def place(self, span: tuple[int, int]) -> Location:
        """Where a stretch of the text stands in its file."""
        return self.lines.within(value_place(self.case.source, self.path), self.text, span)


def passages(workspace: Workspace) -> list[Passage]:
    """Every text of every case and of ``about``, computed fields apart."""
    lines, found = Lines(workspace.root), list[Passage]()
    for case, node in every_case(workspace):
        _Reader(case, node, lines, found).read(node, case.data, (), "")
    return found


class _Reader(NamedTuple):
    """One case, read through into ``found``."""

    case: Case
    root: Node
    lines: Lines
    found: list[Passage]

    def read(self, node: Node, data: Any, path: Path, private: str) -> None:
        private = node.private or private
        if isinstance(data, str):
            if node.type == "string" and not node.value:
                self.found.append(Passage(self.case, self.root, path, node, data, self.lines, private))
        elif isinstance(data, dict):
            for name, value in data.items():
                child = node.properties.get(name)
                if child is not None:
                    self.read(child, value, (*path, name), private)
        elif isinstance(data, list) and node.items is not None:
            for number, value in enumerate(data):
                self.read(node.items, value, (*path, number), private)
