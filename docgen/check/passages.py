"""Cases to the texts in them, each with its place; only this module knows where in a file a word of a text stands."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path as FilePath
from typing import Any, NamedTuple

from docgen.catalog import Workspace
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
    files: Files
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
        return self.files.within(value_place(self.case.source, self.path), self.text, span)


class Files:
    """The lines of a workspace's files, read only where something is to be told of one."""

    def __init__(self, root: FilePath) -> None:
        self._lines = lru_cache(maxsize=64)(lambda file: _lines(root / file))

    def within(self, whole: Location, text: str, span: tuple[int, int]) -> Location:
        """The place of a stretch of a text that stands at ``whole``; ``whole`` where it cannot be told apart."""
        start, end = span
        lines: list[str] = self._lines(whole.file)
        if not whole.end_line or whole.end_line > len(lines):
            return whole
        wanted = text[start:end]
        left = text.count(wanted, 0, start)
        for number in range(whole.line, whole.end_line + 1):
            line = lines[number - 1]
            first = whole.column - 1 if number == whole.line else 0
            last = whole.end_column - 1 if number == whole.end_line else len(line)
            found = line.find(wanted, first, last)
            while found >= 0 and left:
                left -= 1
                found = line.find(wanted, found + len(wanted), last)
            if found >= 0:
                return Location(whole.file, number, found + 1, number, found + len(wanted) + 1)
        return whole


def _lines(file: FilePath) -> list[str]:
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return []
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def passages(workspace: Workspace) -> list[Passage]:
    """Every text of every case and of ``about``, computed fields apart."""
    files, found = Files(workspace.root), list[Passage]()
    for kind, cases in workspace.cases.by_kind.items():
        for case in cases.values():
            _Reader(case, workspace.kinds[kind], files, found).read(workspace.kinds[kind], case.data, (), "")
    if workspace.about is not None and workspace.about_node is not None:
        reader = _Reader(workspace.about, workspace.about_node, files, found)
        reader.read(workspace.about_node, workspace.about.data, (), "")
    return found


class _Reader(NamedTuple):
    """One case, read through into ``found``."""

    case: Case
    root: Node
    files: Files
    found: list[Passage]

    def read(self, node: Node, data: Any, path: Path, private: str) -> None:
        private = node.private or private
        if isinstance(data, str):
            if node.type == "string" and not node.value:
                self.found.append(Passage(self.case, self.root, path, node, data, self.files, private))
        elif isinstance(data, dict):
            for name, value in data.items():
                child = node.properties.get(name)
                if child is not None:
                    self.read(child, value, (*path, name), private)
        elif isinstance(data, list) and node.items is not None:
            for number, value in enumerate(data):
                self.read(node.items, value, (*path, number), private)
