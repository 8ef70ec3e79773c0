"""The nouns of a review: one change of what a case says, and what a comparison of two sides gave."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from docgen.git import Commit
from docgen.model import Diagnostic, Location, Path

NOWHERE = Location("")
Kind = Literal["added", "removed", "changed", "moved"]


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that the two sides say differently.

    ``path`` leads to it: names of fields, keys of items (text), places in lists without keys (from 0); ``fields`` are
    the names of fields alone. ``labels`` is the way in labels, beginning with the case. ``item`` is the key of the item
    of the case that it belongs to, empty for the case's own fields; ``was`` is that item's key on the older side where
    it was another. ``before`` and ``after`` are typed values, ``None`` where there is nothing. ``location`` is on the
    newer side, else on the older. ``computed`` marks a value that nobody typed. A changed file that is no case has no
    ``case``.
    """

    kind: Kind
    case: str
    labels: tuple[str, ...]
    path: Path = ()
    before: Any = None
    after: Any = None
    location: Location = NOWHERE
    item: str = ""
    was: str = ""
    computed: bool = False
    fields: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """企业 qy-003 示例化工 > 质量问题 WT-2022-009 > 完成时限."""
        return " > ".join(self.labels)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two sides compared; ``after`` is ``None`` for the working folder. ``remarks`` are said beside the result."""

    before: Commit
    after: Commit | None
    changes: tuple[Change, ...]
    diagnostics: tuple[Diagnostic, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One commit of a case's history. Without ``changes`` and ``trouble`` it left what the case says as it was.

    ``notes`` are sentences on the file: renamed, made a folder. ``trouble`` says why this revision cannot be read.
    """

    commit: Commit
    changes: tuple[Change, ...] = ()
    notes: tuple[str, ...] = ()
    trouble: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class History:
    """The history of a case, newest first: what changed it, and the commits that only changed its form."""

    case: str
    label: str
    item: str
    fields: tuple[str, ...]
    entries: tuple[Entry, ...]
    unchanged: tuple[Entry, ...]
    diagnostics: tuple[Diagnostic, ...] = ()
    more: bool = False
