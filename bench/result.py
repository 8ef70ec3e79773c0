"""What a row of the bench gives: measured entrants with ratios, or the reason why there is nothing.

Plain data, so that ``results.json`` holds all of it and the table and the picture are made from that file alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from bench.race import Spread, Times, ratio

CPU = " (CPU)"
"""What ends the name of a ratio of processor times."""


@dataclass(frozen=True)
class Entry:
    """One entrant of a row: its time (or size) in the row's unit, and how many times as long the reference takes."""

    name: str
    wall: Spread | None = None
    cpu: Spread | None = None
    faster: Spread | None = None
    """The ratio reference : this one, from rounds; None for the reference itself."""
    note: str = ""


@dataclass
class Row:
    """One thing measured: its entrants, the fastest first, and ``ratios`` by name, ``slow / fast``.

    ``missing`` says why there is nothing; ``note`` is shown below the table.
    """

    key: str
    title: str
    unit: str
    entries: list[Entry] = field(default_factory=list)
    ratios: dict[str, Spread] = field(default_factory=dict)
    note: str = ""
    missing: str = ""

    def json(self) -> dict[str, Any]:
        return asdict(self)


def entries(times: Mapping[str, Times], reference: str, notes: Mapping[str, str]) -> list[Entry]:
    """Every entrant with its ratio against the reference, the fastest first."""
    base = times.get(reference)
    found = [
        Entry(
            name, Spread.of(each.wall), Spread.of(each.cpu),
            ratio(base.wall, each.wall) if base and name != reference else None, notes.get(name, ""),
        )
        for name, each in times.items()
    ]  # fmt: skip
    return sorted(found, key=lambda each: each.wall.median if each.wall else 0)


def pairs(times: Mapping[str, Times], wanted: Sequence[tuple[str, str]]) -> dict[str, Spread]:
    """The ratios ``slow / fast`` of the pairs that both ran, and the same of CPU time."""
    found = {}
    for slow, fast in wanted:
        if slow in times and fast in times:
            found[f"{slow} / {fast}"] = ratio(times[slow].wall, times[fast].wall)
            found[f"{slow} / {fast}{CPU}"] = ratio(times[slow].cpu, times[fast].cpu)
    return found
