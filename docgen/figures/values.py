"""A counted figure as expressions and templates see it: a number, its groups and its sources, each with words."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from docgen.model import Absent, UnknownFieldError
from docgen.model.figures import Figure, FigureGroup, FigureSource


class Number(Decimal):
    """A known figure in expressions: a number that also has ``.text``, ``.unit``, ``.definition`` …"""

    figure: Figure

    def lookup(self, name: Any) -> Any:
        return _field(self.figure, name)


class Unknown(Absent):
    """A figure whose value is unknown: absent in calculations, — when its text is printed."""

    __slots__ = ("figure",)

    def __init__(self, figure: Figure) -> None:
        super().__init__(figure.name)
        self.figure = figure

    def lookup(self, name: Any) -> Any:
        return _field(self.figure, name)


class SourceText(str):
    """One source: printed, it is the text that names it; it also has ``.case``, ``.item``, ``.file`` …"""

    __slots__ = ("source",)
    source: FigureSource

    def lookup(self, name: Any) -> Any:
        source = self.source
        if name in ("file", "line"):
            return getattr(source.location, name)
        if name in ("case", "item", "text"):
            return getattr(source, name)
        if name == "id":
            return source.case.partition("/")[2]
        raise UnknownFieldError(f"数字的来源没有“{name}”这一项")


class Group:
    """One group in expressions: an object with ``.name``, ``.value``, ``.text`` and ``.sources``."""

    __slots__ = ("group", "label")

    def __init__(self, group: FigureGroup) -> None:
        self.group, self.label = group, group.name

    def lookup(self, name: Any) -> Any:
        if name not in ("name", "value", "text", "sources"):
            raise UnknownFieldError(f"数字的分组没有“{name}”这一项")
        return _sources(self.group.sources) if name == "sources" else getattr(self.group, name)


def seen(figure: Figure) -> Number | Unknown:
    """The figure as expressions see it."""
    if figure.value is None:
        return Unknown(figure)
    number = Number(figure.value)
    number.figure = figure
    return number


def _field(figure: Figure, name: Any) -> Any:
    if name == "sources":
        return _sources(figure.sources)
    if name == "groups":
        return [Group(group) for group in figure.groups or ()]
    if name not in ("name", "value", "text", "unit", "definition"):
        raise UnknownFieldError(f"数字“{figure.name}”没有“{name}”这一项")
    found = getattr(figure, name)
    return Absent(figure.name) if found is None else found


def _sources(sources: tuple[FigureSource, ...]) -> list[SourceText]:
    found = []
    for source in sources:
        text = SourceText(source.text)
        text.source = source
        found.append(text)
    return found
