"""Columns in, which list or mapping a line belongs to out; only this module knows how indentation nests."""

from __future__ import annotations

from typing import Literal

Fit = Literal["", "mixed_list", "indent"]


class Levels:
    """The open lists and mappings, outermost first, as ``(column, is it a list)``.

    ``waiting`` is the column of the field or dash that has nothing after it yet (-1: the file as a whole).
    """

    def __init__(self) -> None:
        self.open: list[tuple[int, bool]] = []
        self.waiting: int | None = -1

    def parent(self, at: int) -> int:
        """The column that text beginning at ``at`` on a line of its own has to go beyond."""
        return max((column for column, _ in self.open if column < at), default=-1)

    def below(self, width: int) -> int:
        """The deepest open column that is not beyond ``width``."""
        return max((column for column, _ in self.open if column <= width), default=self.open[0][0] if self.open else 0)

    def is_list(self, at: int) -> bool:
        """Whether a list is open whose dashes stand in this column."""
        return (at, True) in self.open

    def field_column(self, width: int) -> int:
        """Where a field belongs that was put under a list's dashes: beside the fields of the last item, if any."""
        if not self.is_list(width) or (width, False) in self.open:
            return width
        return next((column for column, is_list in self.open if column > width and not is_list), width)

    def enter_mapping(self, at: int) -> Fit:
        """Go to the mapping whose fields begin in this column; a reason if there can be none."""
        self._leave(at)
        if self.open and self.open[-1] == (at, True):
            if (at, False) not in self.open[-2:-1]:
                return "mixed_list"
            self.open.pop()
        if self.open and self.open[-1] == (at, False):
            return ""
        return self._enter(at, False) if self.waiting is not None and self.waiting < at else "indent"

    def enter_list(self, at: int) -> Fit:
        """The same for the list whose dashes stand in this column; it may stand under its field's first letter."""
        self._leave(at)
        if self.open and self.open[-1] == (at, True):
            return ""
        if self.waiting is not None and (self.waiting < at or (self.open and self.open[-1] == (self.waiting, False))):
            return self._enter(at, True)
        return "mixed_list" if self.open and self.open[-1] == (at, False) else "indent"

    def _leave(self, at: int) -> None:
        while self.open and self.open[-1][0] > at:
            self.open.pop()

    def _enter(self, at: int, is_list: bool) -> Fit:
        innermost = self.open[-1][0] if self.open else -1
        if self.waiting != innermost:
            return "indent"
        self.open.append((at, is_list))
        return ""
