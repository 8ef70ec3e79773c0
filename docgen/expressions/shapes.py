"""Shapes: what is known of a value before there is one. Schemas, the catalog and the figures provide them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
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
NOTHING = Plain()
"""What holds nothing: none, an empty text or list. A name may be set to it first, and to something else after that."""
TEXT = Plain("text")
NUMBER = Plain("number")
_MOST = 20
"""Something that may be more things than this is not looked at any closer."""


@dataclass(frozen=True)
class Either:
    """What one of several expressions gives, all of one form: has what any of them has, and is met as all of them."""

    shapes: Sequence[Shape]

    @property
    def form(self) -> Form:
        return self.shapes[0].form

    @property
    def values(self) -> Collection[str]:
        known = [each.values for each in self.shapes]
        return list(dict.fromkeys(value for values in known for value in values)) if all(known) else ()

    def member(self, name: str) -> Shape | None:
        return either([each.member(name) for each in self.shapes])

    def members(self) -> Collection[str]:
        return list(dict.fromkeys(name for each in self.shapes for name in each.members()))

    def element(self) -> Shape | None:
        return either([each.element() for each in self.shapes])


@dataclass(frozen=True)
class Around:
    """A shape that is known as another one, its ``shape``; what stands around that says more of it."""

    shape: Shape

    @property
    def form(self) -> Form:
        return self.shape.form

    @property
    def values(self) -> Collection[str]:
        return self.shape.values

    def member(self, name: str) -> Shape | None:
        return self.shape.member(name)

    def members(self) -> Collection[str]:
        return self.shape.members()

    def element(self) -> Shape | None:
        return self.shape.element()


@dataclass(frozen=True)
class Made(Around):
    """The value of a name that a template sets, met with the ``parts`` that it is made from."""

    parts: Sequence[Shape]


class Space:
    """A ``namespace``: its fields may be anything; ``made`` is what each was made from, wherever it was set."""

    form: Form = "any"
    values: Collection[str] = ()

    def __init__(self) -> None:
        self.made: dict[str, Sequence[Shape]] = {}

    def add(self, name: str, parts: Iterable[Shape]) -> None:
        self.made[name] = once([*self.made.get(name, ()), *parts])

    def member(self, _: str) -> Shape | None:
        return None

    def members(self) -> Collection[str]:
        return ()

    def element(self) -> Shape | None:
        return None


def made(shape: Shape, parts: Iterable[Shape]) -> Shape:
    """A value with what it is made from; a namespace knows that of its fields itself."""
    return shape if isinstance(shape, Space) else Made(bare(shape), once(parts))


def bare(shape: Shape) -> Shape:
    """A value without what it is made from."""
    return shape.shape if isinstance(shape, Made) else shape


def either(shapes: Sequence[Shape | None]) -> Shape | None:
    """The shape of one of these; nothing where none is known, anything where they differ in form or are too many."""
    known: list[Shape] = []
    for each in shapes:
        for leaf in _leaves(bare(each)) if each is not None else ():
            if leaf not in known:
                known.append(leaf)
    if len(known) < 2:
        return known[0] if known else None
    alike = all(each.form == known[0].form for each in known)
    return Either(known) if alike and len(known) <= _MOST else ANY


def _leaves(shape: Shape) -> Sequence[Shape]:
    return shape.shapes if isinstance(shape, Either) else [shape]


def once(shapes: Iterable[Shape]) -> list[Shape]:
    """Each of them once: what a name that is set to itself twice is made from must not double each time."""
    return list({id(each): each for each in shapes}.values())
