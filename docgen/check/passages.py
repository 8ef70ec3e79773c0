"""A text of a case, with what it takes to tell of a stretch of it; made only of texts that something may be said of."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import NamedTuple

from docgen.catalog.files import Lines
from docgen.check.places import value_place
from docgen.check.plans import Met
from docgen.model import Case, Diagnostic, Location, Path, Related, Severity
from docgen.schemas import Node, breadcrumb


class Passage(NamedTuple):
    """One text of a case; ``root`` is the node of the case, ``node`` that of the text."""

    case: Case
    root: Node
    path: Path
    node: Node
    text: str
    lines: Lines

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


class Telling(NamedTuple):
    """A case of which something may be said."""

    case: Case
    root: Node
    lines: Lines

    def passage(self, met: Met) -> Passage:
        """A text that was met in the case."""
        text, plan, path, step = met
        return Passage(self.case, self.root, (*path, step), plan.node, text, self.lines)


class Joined:
    """Texts of a case joined by line breaks into a ``whole`` that may be searched at once."""

    def __init__(self, met: list[Met], whole: str) -> None:
        self.met, self.whole = met, whole
        self._ends: list[int] = []

    def at(self, places: Iterable[int]) -> list[Met]:
        """The texts that hold places of the whole, in order."""
        return [self.met[number] for number in sorted({self._number(place) for place in places})]

    def holding(self, signs: Iterable[str]) -> list[Met]:
        """The texts that hold one of the signs, in order."""
        return self.at(place for sign in signs for place in self._places(sign))

    def _places(self, sign: str) -> Iterator[int]:
        place = self.whole.find(sign)
        while place >= 0:
            yield place
            place = self.whole.find(sign, self._ends[self._number(place)])

    def _number(self, place: int) -> int:
        if not self._ends:
            self._ends = [end - 1 for end in accumulate(len(each[0]) + 1 for each in self.met)]
        return bisect_left(self._ends, place)
