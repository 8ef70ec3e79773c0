"""A context -> the same names, seen through views that know where each value stands; and what a traced rendering tells.

A case's field comes from (``kind/id``, path); a figure from ``figures/NAME``; a name of the context itself from the
path that begins with it, in no case.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from docgen.catalog import compiled_expression
from docgen.expressions import ExpressionError, printable
from docgen.expressions.environment import ENVIRONMENT, evaluated
from docgen.expressions.tracing import SCALARS, Origin, Traced, carrying, origins_of, traced_functions
from docgen.model import AbsentUsedError, Case, Diagnostic, Location, Path, Related
from docgen.model.figures import Figure
from docgen.render.program import Writer
from docgen.render.tags import Tag
from docgen.render.text import checks as text_checks
from docgen.render.traced_views import FIGURES, FieldsView, NamesView, view_of, within
from docgen.schemas import Record
from docgen.schemas.views import Cases

_STANDS, _LACKS = "要印的值在这里", "要印的值应当写在这里面"


@dataclass(frozen=True, slots=True)
class TracedValue:
    """A value as it was printed: the place in the template, the tag there, the text, and where that came from.

    ``place`` is that of the tag (正文 表 1 第 2 行第 3 格): a row that is repeated prints there many times.
    """

    place: str
    tag: str
    text: str
    origins: tuple[Origin, ...]


@dataclass(frozen=True, slots=True)
class TracedDocument:
    """A document, what it printed, in its order, and all that was read: (source, path), a kind listed as ``kind/*``."""

    document: bytes
    values: tuple[TracedValue, ...]
    reads: tuple[tuple[str, Path], ...]


class Trace:
    """One rendering's: the names of its context as traced views, what was read through them, and what was printed."""

    def __init__(self, context: Mapping[str, Any]) -> None:
        self.log: list[Origin] = []
        self.values: list[TracedValue] = []
        self.cases: dict[str, Case] = {}
        self._inputs: dict[tuple[str, Path], tuple[Origin, ...]] = {}
        self.names = NamesView(self, context)

    def functions(self, plain: Mapping[str, Any]) -> dict[str, Any]:
        """The functions for a program that is to trace; it hands every value to the writer."""
        return traced_functions(plain, self) | dict.fromkeys(text_checks(), lambda _: True)

    def noting(self, writer: Writer, tags: list[Tag]) -> Writer:
        """The writer, which also notes what was printed."""
        return _Noting(writer, tags, self)

    @property
    def reads(self) -> tuple[tuple[str, Path], ...]:
        return tuple(dict.fromkeys((each.source, each.path) for each in self.log))

    def location(self, origin: Origin) -> Location | None:
        """Where in a case's file a value stands, or the nearest that stands around it."""
        case = self.cases.get(origin.source)
        path = origin.path
        while case is not None and path and path not in case.source.values:
            path = path[:-1]
        return case.source.values.get(path) if case is not None and path else None

    def placed(self, problem: Diagnostic, origins: Iterable[Origin]) -> Diagnostic:
        """The problem of a value, with where in the cases the value stands, or should."""
        found = [(each, self.location(each)) for each in origins]
        told = [Related(place, _STANDS if self._is_at(each) else _LACKS) for each, place in found if place is not None]
        return replace(problem, related=(*problem.related, *dict.fromkeys(told)))

    def _is_at(self, origin: Origin) -> bool:
        return origin.path in self.cases[origin.source].source.values

    def seen(self, value: Any, origin: Origin) -> Any:
        """A value as a traced program sees it."""
        if isinstance(value, (Traced, bool)) or value is None:
            return value
        origin = self._own(value) or origin
        if isinstance(value, (list, tuple)):
            numbered = [self.seen(each, within(origin, number)) for number, each in enumerate(value)]
            return carrying(numbered, [origin]) if isinstance(value, list) else tuple(numbered)
        if isinstance(value, Mapping):
            return FieldsView(self, value, origin)
        if hasattr(type(value), "lookup") and not isinstance(value, SCALARS):
            return view_of(self, value, origin)
        return carrying(value, [origin])

    def _own(self, value: Any) -> Origin | None:
        """The origin of what knows where it stands: records and figures."""
        if isinstance(value, Record):
            self.cases.setdefault(value.key, value.case)
            if value.node.day and not value.path:
                self.log.append(Origin(value.key, (value.node.day,)))  # that it exists on this day
            return Origin(value.key, value.path)
        figure = getattr(value, "figure", None)
        if isinstance(figure, Figure):
            counted = (Origin(each.case + (f"#{each.item}" if each.item else ""), ()) for each in figure.sources)
            return Origin(f"{FIGURES}{figure.name}", (), tuple(dict.fromkeys(counted)))
        return None

    def field(self, holder: Any, origin: Origin, name: Any) -> Any:
        """``holder.name``, noted as read."""
        name = str(name) if isinstance(name, str) else name
        value = holder.lookup(name)
        here = Origin(f"{name}/*", ()) if isinstance(holder, Cases) else within(origin, name)
        if isinstance(holder, Record) and name in holder.node.properties and holder.node.properties[name].value:
            here = replace(here, inputs=self._computed(holder, name))
            self.log.append(here)
            return self._same(value, here)
        self.log.append(here)
        return self.seen(value, here)

    def _same(self, value: Any, origin: Origin) -> Any:
        """A computed value: what is in a list of it stands nowhere else."""
        if isinstance(value, list):
            return carrying([self._same(each, origin) for each in value], [origin])
        return self.seen(value, origin)

    def _computed(self, record: Record, name: str) -> tuple[Origin, ...]:
        """What a computed field is computed from: all that is read for it."""
        place = (record.key, (*record.path, name))
        if place not in self._inputs:
            self._inputs[place] = ()
            source = compiled_expression(record.node.properties[name].value)
            program = source.code.bound(traced_functions(ENVIRONMENT.functions, self))
            before = len(self.log)
            evaluated(program, NamesView(self, record.names()))
            self._inputs[place] = tuple(dict.fromkeys(self.log[before:]))
        return self._inputs[place]


class _Noting:
    """A writer that also notes what it is given: for each value its tag, its text and its origins."""

    def __init__(self, writer: Writer, tags: list[Tag], trace: Trace) -> None:
        self._writer, self._tags, self._trace = writer, tags, trace
        self._before = len(trace.values)

    @property
    def problems(self) -> list[Diagnostic]:
        return self._writer.problems

    def write(self, number: int, value: object, owner: object) -> str:
        """What the writer makes of it."""
        tag, origins, before = self._tags[number], origins_of(value), len(self.problems)
        made = self._writer.write(number, value, owner)
        if len(self.problems) > before:
            whole = value.origins if isinstance(value, Traced) else origins
            self.problems[-1] = self._trace.placed(self.problems[-1], whole)
        else:
            self._trace.values.append(TracedValue(tag.place, tag.text, _text(value), origins))
        return made

    def failed(self, number: int, problem: ExpressionError | AbsentUsedError) -> None:
        """The program begins anew without this tag."""
        del self._trace.values[self._before :]
        self._writer.failed(number, problem)


def _text(value: object) -> str:
    """What a value prints; nothing for what is no text, such as a picture."""
    try:
        return str(printable(value))
    except ExpressionError:
        return ""
