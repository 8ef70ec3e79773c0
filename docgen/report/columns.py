"""Text -> what a terminal shows of it; knows how many columns a character takes and how a long line is cut.

Wide characters take two columns, combining ones none. What would steer the terminal or stay invisible is shown as ?.
"""

from __future__ import annotations

import unicodedata
from itertools import accumulate

TAB_STOP = 4
CUT = "..."
_REACH = 300
"""Characters of a line that are looked at on either side of a place; no screen shows more."""


def width(text: str) -> int:
    """The columns that a text of one line takes once it is `clean`."""
    return sum(_char_width(sign) for sign in text)


def clean(text: str) -> str:
    """A text of one line that can do a terminal no harm: line breaks and tabs become spaces, controls ``?``."""
    return "".join(" " if sign in "\r\n\t" else _visible(sign) for sign in text)


def pad(text: str, columns: int) -> str:
    """``text`` with spaces up to that many columns."""
    return text + " " * (columns - width(text))


def window(line: str, column: int, end_column: int, room: int) -> tuple[str, int, int]:
    """The part of ``line`` round a place that fits in ``room`` columns, and the marks below it.

    ``column`` and ``end_column`` count characters from 1, the end is the one after the last. Gives the text as shown,
    the columns before the marks, and how many columns to mark (at least one).
    """
    first = max(0, column - 1 - _REACH)
    cells = _cells(line[first : column - 1 + _REACH])
    start = min(column - 1 - first, len(cells))
    end = max(start, min(end_column - 1 - first, len(cells)))
    low, high = _visible_part(cells, start, end, room, more=first > 0 or first + len(cells) < len(line))
    lead = CUT if first or low else ""
    trail = CUT if first + high < len(line) else ""
    shown = lead + "".join(cells[low:high]) + trail
    return shown, len(lead) + _sum(cells[low:start]), max(1, _sum(cells[start : min(end, high)]))


def _visible_part(cells: list[str], start: int, end: int, room: int, more: bool) -> tuple[int, int]:
    """Which cells to show: all if they (and a mark behind the last) fit, else the marked ones with some text before."""
    if not more and _sum(cells) + (start == len(cells)) <= room:
        return 0, len(cells)
    inner = room - 2 * len(CUT)
    low = 0
    if _sum(cells[:end]) > inner:
        room_before = inner // 3
        while low < start and (_sum(cells[low:start]) > room_before or not width(cells[low])):
            low += 1
    fitting = sum(1 for total in accumulate(map(width, cells[low:])) if total <= inner)
    return low, low + fitting


def _cells(line: str) -> list[str]:
    """What is shown for each character of a line: itself, the spaces of a tab, or ``?``."""
    cells: list[str] = []
    at = 0
    for sign in line:
        cells.append(" " * (TAB_STOP - at % TAB_STOP) if sign == "\t" else _visible(sign))
        at += width(cells[-1])
    return cells


def _sum(cells: list[str]) -> int:
    return sum(map(width, cells))


def _visible(sign: str) -> str:
    return "?" if unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Zl", "Zp") else sign


def _char_width(sign: str) -> int:
    if unicodedata.category(sign) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1
