"""What a run is asked for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Selection:
    """What to build: documents, cases, a condition, a period and a day; empty means everything and the current day."""

    documents: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()
    where: str = ""
    period: str = ""
    as_of: str = ""


EVERYTHING = Selection()
