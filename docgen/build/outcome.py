"""What became of the documents of one run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from docgen.model import Diagnostic

Status = Literal["written", "current", "failed"]
Progress = Callable[[str, int, int], None]
"""Told the stage, how much of it is done, and how much there is."""


@dataclass(frozen=True)
class Outcome:
    """What became of one document; ``case`` is ``kind/id`` or ``kind/id#item``, ``reason`` a phrase in Chinese."""

    document: str
    title: str
    case: str
    output: str
    status: Status
    reason: str


@dataclass
class Built:
    """The outcomes of one run and everything to be said about it; ``gone`` are documents no case asks for."""

    outcomes: list[Outcome] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    pruned: list[str] = field(default_factory=list)

    def ours(self) -> list[str]:
        """The outputs that stand there as docgen has made them."""
        edited = {each.location.file for each in self.diagnostics if each.code == "DG605"}
        return [each.output for each in self.outcomes if each.status != "failed" and each.output not in edited]

    def count(self, status: Status) -> int:
        return sum(outcome.status == status for outcome in self.outcomes)
