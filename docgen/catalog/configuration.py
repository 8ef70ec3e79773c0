"""``docgen.yaml`` to documents and figures; tolerant of what `check` reports, so that one slip hides no other."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from docgen.model import Location, Path, Source
from docgen.schemas import CalendarForm

_EACH = re.compile(r"(?:(?P<name>\S+) in )?(?P<kind>[a-z][a-z0-9_]*)(?:\.(?P<list>\S+))?")
_DIGITS = re.compile("[0-6]")
USED = r"\bfigures(?:\.([\u4e00-\u9fffA-Za-z_〇][\u4e00-\u9fffA-Za-z0-9_〇]*)|\[\s*[\"']([^\"'\]]+)[\"']\s*\])"
"""A figure in an expression, by name as ``figures.甲`` or ``figures["甲"]``."""


@dataclass(frozen=True)
class Each:
    """``enterprise``, or ``处方 in enterprise.质量处方``: the cases of a kind, or the items of a list in them."""

    kind: str
    list: str = ""
    name: str = ""


@dataclass(frozen=True)
class Document:
    """One entry of ``documents``: what is made, from which cases, with which template, under which name."""

    id: str
    title: str
    each: Each
    template: str
    output: str
    when: str = ""
    path: Path = ()


@dataclass(frozen=True)
class Count:
    """One source of a figure; ``mark`` (``as``) is what distinct counting tells apart, ``group`` (``by``) the group."""

    each: Each
    where: str = ""
    mark: str = ""
    day: str = ""
    path: Path = ()
    group: str = ""


@dataclass(frozen=True)
class FigureRule:
    """One entry of ``figures``: a count, a sum or a value calculated from other figures.

    ``called`` are other words for it, by which numbers in running text are recognized.
    """

    name: str
    unit: str
    definition: str
    counts: tuple[Count, ...] = ()
    distinct: bool = False
    sum: str = ""
    value: str = ""
    digits: int | None = None
    path: Path = ()
    called: tuple[str, ...] = ()

    @property
    def grouped(self) -> bool:
        """Whether the figure is counted by something."""
        return any(count.group for count in self.counts)


@dataclass(frozen=True)
class Periods:
    """Which kind of case is a period, the fields of its first and last day, and the current one's id."""

    kind: str = ""
    first: str = ""
    last: str = ""
    current: str = ""


@dataclass(frozen=True)
class Catalog:
    """All that ``docgen.yaml`` says, beside ``about``."""

    periods: Periods = Periods()
    calendar: CalendarForm = field(default_factory=CalendarForm)
    documents: Mapping[str, Document] = field(default_factory=dict)
    figures: Mapping[str, FigureRule] = field(default_factory=dict)
    profile: str = "gb2312"
    properties: Mapping[str, str] = field(default_factory=dict)

    def document(self, name: str) -> Document | None:
        """A document by its id or its title."""
        if name in self.documents:
            return self.documents[name]
        return next((each for each in self.documents.values() if each.title == name), None)


def read_each(text: str) -> Each | None:
    """``each:`` as written; None when it has another form."""
    match = _EACH.fullmatch(text.strip())
    if not match or bool(match["name"]) != bool(match["list"]):
        return None
    return Each(match["kind"], match["list"] or "", match["name"] or "")


def read_catalog(source: Source) -> Catalog:
    """The catalog in a loaded ``docgen.yaml``; malformed entries are left out (`check` reports them)."""
    data = source.data
    periods, calendar = _mapping(data.get("periods")), _mapping(data.get("calendar"))
    return Catalog(
        Periods(*(_text(periods.get(name)) for name in ("kind", "from", "to", "current"))),
        CalendarForm(*(_text(calendar.get(name)) for name in ("kind", "off", "from", "to", "on", "day"))),
        {name: document for name, entry in _mapping(data.get("documents")).items()
         if (document := _document(name, _mapping(entry)))},
        {name: figure for name, entry in _mapping(data.get("figures")).items()
         if (figure := _figure(name, _mapping(entry)))},
        _text(data.get("style")) or "gb2312",
        {name: _text(value) for name, value in _mapping(data.get("properties")).items()},
    )  # fmt: skip


def _document(name: str, entry: Mapping[str, Any]) -> Document | None:
    each = read_each(_text(entry.get("each")))
    if each is None or not all(_text(entry.get(key)) for key in ("title", "template", "output")):
        return None
    title, template, output, when = (_text(entry.get(key)) for key in ("title", "template", "output", "when"))
    return Document(name, title, each, template, output, when, ("documents", name))


def _figure(name: str, entry: Mapping[str, Any]) -> FigureRule | None:
    path: Path = ("figures", name)
    counts = tuple(_counts(entry, path))
    if not counts and not _text(entry.get("value")):
        return None
    digits = _text(entry.get("digits"))
    return FigureRule(
        name,
        _text(entry.get("unit")),
        _text(entry.get("definition")),
        counts,
        entry.get("distinct") == "true",
        _text(entry.get("sum")),
        _text(entry.get("value")),
        int(digits) if _DIGITS.fullmatch(digits) else None,
        path,
        tuple(word for each in _list(entry.get("called")) if (word := _text(each))),
    )


def _counts(entry: Mapping[str, Any], path: Path) -> list[Count]:
    count = entry.get("count")
    if isinstance(count, str):
        each = read_each(count)
        return [_count(each, entry, (*path, "count"))] if each else []
    found = []
    for number, part in enumerate(_list(count)):
        part = _mapping(part)
        each = read_each(_text(part.get("each")))
        if each:
            found.append(_count(each, {"by": entry.get("by"), **part}, (*path, "count", number)))
    return found


def _count(each: Each, entry: Mapping[str, Any], path: Path) -> Count:
    where, mark, day, group = (_text(entry.get(key)) for key in ("where", "as", "day", "by"))
    return Count(each, where, mark, day, path, group)


def figures_used(value: str) -> list[str]:
    """The names of the figures that a ``value`` is calculated from, in the order of the text."""
    return list(dict.fromkeys(match[1] or match[2] for match in re.finditer(USED, value)))


def place(source: Source, path: Path) -> Location:
    """Where an entry (or the nearest thing above it) stands in ``docgen.yaml``."""
    while path and path not in source.values:
        path = path[:-1]
    return source.keys.get(path) or source.values[path]


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
