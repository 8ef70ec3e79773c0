"""Shapes: what is known of a value before there is one. Schemas, the catalog and the figures provide them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

Form = Literal["text", "markdown", "number", "object", "list", "any"]


class Shape(Protocol):
    """What is known of a value: its form, the only texts that it may be (if it may not be any), its members by name,
    and the shape of its items."""

    @property
    def form(self) -> Form: ...
    @property
    def values(self) -> Collection[str]: ...
    def member(self, name: str) -> Shape | None: ...
    def members(self) -> Collection[str]: ...
    def element(self) -> Shape | None: ...


@dataclass(frozen=True)
class Plain:
    """A shape made by hand: fixed members, or a list of one shape, or neither."""

    form: Form = "any"
    fields: Mapping[str, Shape] = field(default_factory=dict)
    item: Shape | None = None
    values: Collection[str] = ()

    def member(self, name: str) -> Shape | None:
        return self.fields.get(name)

    def members(self) -> Collection[str]:
        return self.fields.keys()

    def element(self) -> Shape | None:
        return self.item


ANY = Plain()
TEXT = Plain("text")
NUMBER = Plain("number")


@dataclass(frozen=True)
class Either:
    """What one of several expressions gives, all of one form: known as the first of them, and met as any."""

    shapes: Sequence[Shape]

    @property
    def form(self) -> Form:
        return self.shapes[0].form

    @property
    def values(self) -> Collection[str]:
        known = [each.values for each in self.shapes]
        return [value for values in known for value in values] if all(known) else ()

    def member(self, name: str) -> Shape | None:
        return either([each.member(name) for each in self.shapes])

    def members(self) -> Collection[str]:
        return self.shapes[0].members()

    def element(self) -> Shape | None:
        return either([each.element() for each in self.shapes])


def either(shapes: Sequence[Shape | None]) -> Shape | None:
    """The shape of one of these; nothing where the first of them is unknown."""
    known = [each for each in shapes if each is not None]
    return Either(known) if shapes[0] is not None and len(known) > 1 else shapes[0]
