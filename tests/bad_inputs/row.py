"""A row of the table of bad inputs."""

from __future__ import annotations

from dataclasses import dataclass

from bad_inputs.changes import Change


@dataclass(frozen=True)
class Row:
    """A change, and the one finding that it must lead to.

    ``at`` is ``file:line:column``, or the file alone where the finding is about the whole of it; ``under`` is the
    text that the caret underlines; ``place`` is the place in a Word file. ``says`` and ``hint`` are pieces of the
    message and of the advice. ``others`` are the codes of further errors that cannot but follow.
    """

    name: str
    change: Change
    code: str
    at: str
    says: str
    hint: str = ""
    severity: str = "error"
    under: str = ""
    place: str = ""
    others: tuple[str, ...] = ()
