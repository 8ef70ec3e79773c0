"""The nouns of figures: what was counted, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from docgen.model import Location


def _nowhere() -> Location:
    return Location("")


@dataclass(frozen=True, slots=True)
class FigureSource:
    """One thing that was counted: its case (``kind/id``), its item's key or nothing, and its text.

    ``text`` is what a list of sources prints: the shortest that names it within the figure. ``locate`` finds where it
    stands, which takes reading the file once more.
    """

    case: str
    item: str
    text: str = ""
    locate: Callable[[], Location] = field(default=_nowhere, compare=False, repr=False)

    @property
    def location(self) -> Location:
        return self.locate()


@dataclass(frozen=True, slots=True)
class FigureGroup:
    """One group of a figure that has ``by``: its name, its subtotal, and what was counted in it."""

    name: str
    value: Any
    text: str
    sources: tuple[FigureSource, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A counted value: ``value`` is a ``Decimal``, or ``None`` where it is unknown (printed as —).

    ``groups`` is ``None`` where the figure is not counted by anything; their values add up to the figure's.
    ``undated`` is how many things were left out only because the day that they are counted by is not filled in.
    """

    name: str
    value: Any
    text: str
    unit: str
    definition: str
    sources: tuple[FigureSource, ...] = ()
    groups: tuple[FigureGroup, ...] | None = None
    undated: int = 0
