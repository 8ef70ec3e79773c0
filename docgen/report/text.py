"""A diagnostic -> the lines that a person reads in a terminal: place, sentence, source with carets, notes, way to mend.

Knows the layout, 100 columns wide. All words of its own can be printed on a GBK console.
"""

from __future__ import annotations

from collections.abc import Callable

from docgen.model import Diagnostic, Location
from docgen.report.columns import clean, pad, width, window

SourceLine = Callable[[str, int], str | None]
"""The text of a file's line (file, line from 1), or ``None`` where there is none to show."""

COLUMNS = 100
_RULE_COLUMN = 67
_GAP = "      "
_SEVERITIES = {"error": ("错误", "1;31"), "warning": ("警告", "1;33"), "hint": ("提示", "1;36")}
_BOLD, _FAINT = "1", "2"


def diagnostic_text(diagnostic: Diagnostic, source_line: SourceLine, color: bool) -> str:
    """Several lines, without a line break at the end; ANSI colours only if ``color``."""
    lines = [
        _header(diagnostic, color),
        *_excerpt(diagnostic, source_line, color),
        *_notes(diagnostic, color),
    ]
    return "\n".join(lines)


def summary_text(errors: int, warnings: int, cases: int) -> str:
    """One sentence on a whole check."""
    checked = f"共检查 {cases} 份案卷" if cases else "没有涉及案卷"
    found = [f"{count} 处{word}" for count, word in ((errors, "错误"), (warnings, "警告")) if count]
    return f"{checked}，发现 {'、'.join(found)}。" if found else f"{checked}，没有发现问题。"


def location_text(location: Location) -> str:
    """``file:line:column`` as far as it is known, in a form that editors jump to."""
    if location.line and not location.column:
        return clean(f"{location.file}:{location.line}")
    return clean(str(location))


def _header(diagnostic: Diagnostic, color: bool) -> str:
    word, style = _SEVERITIES[diagnostic.severity]
    place = "  ".join(part for part in (location_text(diagnostic.location), clean(diagnostic.place)) if part)
    parts = [_paint(place, _BOLD, color), f"{diagnostic.code} {_paint(word, style, color)}", clean(diagnostic.message)]
    return "  ".join(part for part in parts if part)


def _excerpt(diagnostic: Diagnostic, source_line: SourceLine, color: bool) -> list[str]:
    """The line before, the line itself, and carets below it; nothing where the line is not to be had."""
    location = diagnostic.location
    line = source_line(location.file, location.line) if location.line else None
    if line is None:
        return []
    line = line.rstrip("\r\n")
    digits = max(5, len(str(location.line)))
    room = COLUMNS - digits - 3
    shown, before, marks = window(line, max(1, location.column), _end(location, line), room)
    previous = source_line(location.file, location.line - 1) if location.line > 1 else None
    rows = []
    if previous is not None:
        rows.append((str(location.line - 1), window(previous.rstrip("\r\n"), 1, 1, room)[0]))
    rows.append((str(location.line), shown))
    if location.column:
        rows.append(("", " " * before + _paint("^" * marks, _SEVERITIES[diagnostic.severity][1], color)))
    return [f"{_paint(f'{number:>{digits}} │', _FAINT, color)} {text}".rstrip() for number, text in rows]


def _end(location: Location, line: str) -> int:
    """The column after the marked stretch; of several lines only the first is marked."""
    if location.end_line > location.line:
        return max(location.column + 1, len(line.rstrip()) + 1)
    return location.end_column if location.end_line and location.end_column > location.column else location.column + 1


def _notes(diagnostic: Diagnostic, color: bool) -> list[str]:
    rows = _rows(diagnostic)
    label_width = max(width(label) for row in [*rows, [("说明", "")]] for label, _ in row)
    lines = [_row(row, label_width, False) for row in rows]
    painted = [_row(row, label_width, color) for row in rows]
    rule = ("说明", f"docgen rule {diagnostic.code}")
    gap = max(len(_GAP), _RULE_COLUMN - width(lines[-1])) if lines else COLUMNS
    plain_rule, painted_rule = f"{rule[0]}  {rule[1]}", f"{_paint(rule[0], _FAINT, color)}  {rule[1]}"
    if lines and width(lines[-1]) + gap + width(plain_rule) <= COLUMNS:
        painted[-1] += " " * gap + painted_rule
    else:
        painted.append(_row([rule], label_width, color))
    return painted


def _rows(diagnostic: Diagnostic) -> list[list[tuple[str, str]]]:
    """The labelled notes, line by line: short ones share a line, the others have their own."""
    rows = [[("字段", clean(diagnostic.field))]] if diagnostic.field else []
    shared: list[tuple[str, str]] = []
    for label, value in diagnostic.notes:
        first, *more = [(clean(label), clean(line)) for line in value.splitlines() or [""]]
        if shared and (more or width(_row([*shared, first], 4, False)) > COLUMNS):
            rows.append(shared)
            shared = []
        shared = [*shared, first]
        if more:
            rows += [shared, *([("", line)] for _, line in more)]
            shared = []
    rows += [shared] if shared else []
    rows += [[("改法", clean(diagnostic.hint))]] if diagnostic.hint else []
    for related in diagnostic.related:
        rows.append([("另见", f"{location_text(related.location)}  {clean(related.message)}".strip())])
    return rows


def _row(pairs: list[tuple[str, str]], label_width: int, color: bool) -> str:
    (label, value), *others = pairs
    first = "   " + _paint(pad(label, label_width), _FAINT, color and bool(label)) + "  " + value
    return first + "".join(f"{_GAP}{_paint(label, _FAINT, color)}  {value}" for label, value in others)


def _paint(text: str, style: str, color: bool) -> str:
    return f"\x1b[{style}m{text}\x1b[0m" if color and text else text
