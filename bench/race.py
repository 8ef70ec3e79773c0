"""Entrants in, their times out: they take turns, round by round, so that a ratio is taken inside one round.

A machine whose speed drifts favours nobody: the median of the rounds' ratios is shown, never a ratio of two medians.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Spread:
    """The median of some rounds, with the lowest and the highest."""

    median: float
    low: float
    high: float
    rounds: int

    @classmethod
    def of(cls, values: Sequence[float]) -> Spread:
        return cls(statistics.median(values), min(values), max(values), len(values))


@dataclass
class Times:
    """Milliseconds of each round; ``wall`` as the clock on the wall, ``cpu`` as the processor spent them."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    def add(self, wall: float, cpu: float) -> None:
        self.wall.append(wall)
        self.cpu.append(cpu)


Timed = Callable[[], tuple[float, float]]
"""Runs an entrant once, and gives the milliseconds of wall and of CPU that a unit of its work took."""


def race(entrants: Mapping[str, Timed], rounds: int) -> dict[str, Times]:
    """Every entrant once a round, in an order that turns from round to round."""
    names = list(entrants)
    times = {name: Times() for name in names}
    for number in range(rounds):
        turn = number % len(names) if names else 0
        for name in names[turn:] + names[:turn]:
            times[name].add(*entrants[name]())
    return times


def ratio(slow: Sequence[float], fast: Sequence[float]) -> Spread:
    """How many times less the second takes than the first, round by round."""
    return Spread.of([one / other for one, other in zip(slow, fast, strict=True)])
