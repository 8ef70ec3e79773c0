"""``results.json`` -> a picture: bars on a logarithmic scale, one group a row, as plain SVG."""

from __future__ import annotations

import math
from html import escape
from typing import Any

from bench.report import figure, reference, shown

SHOWN = ("warm_problem_list", "warm_work_summary", "end_to_end", "jobs", "second_run", "cold", "help")
_WIDTH, _LEFT, _RIGHT, _BAR, _GAP = 900, 250, 190, 20, 5
_INK, _PALE, _LINE = "#222222", "#666666", "#dddddd"
_OURS, _FLOOR, _OTHERS = "#c0392b", "#7f8c8d", "#5b8db8"


def picture(results: dict[str, Any]) -> str:
    """SVG; each group has a scale of its own, in the unit of its row, in powers of ten."""
    rows = {row["key"]: row for row in results["rows"]}
    made: list[str] = []
    top = 20
    for key in SHOWN:
        measured = [each for each in rows[key]["entries"] if each["wall"]] if key in rows else []
        if measured:
            top = _group(rows[key], measured, top, made)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{top}" viewBox="0 0 {_WIDTH} {top}" '
        'font-family="Noto Sans CJK SC, Microsoft YaHei, sans-serif" font-size="13">'
    )
    return "\n".join([head, f'<rect width="{_WIDTH}" height="{top}" fill="white"/>', *made, "</svg>", ""])


def _group(row: dict[str, Any], measured: list[dict[str, Any]], top: int, made: list[str]) -> int:
    medians = [each["wall"]["median"] for each in measured]
    low, high = math.floor(math.log10(min(medians)) - 0.01), math.ceil(math.log10(max(medians)) + 0.01)

    def across(value: float) -> float:
        return _LEFT + (math.log10(value) - low) / (high - low) * (_WIDTH - _LEFT - _RIGHT)

    title = f"{row['title']}（{row['unit']}，越短越快，对数刻度；倍数是与{reference(measured)}相比的速度）"
    made.append(f'<text x="20" y="{top + 14}" font-weight="bold" fill="{_INK}">{escape(title)}</text>')
    begin = top + 26
    end = begin + len(measured) * (_BAR + _GAP)
    for power in range(low, high + 1):
        x = across(10.0**power)
        made.append(f'<line x1="{x:.1f}" y1="{begin}" x2="{x:.1f}" y2="{end}" stroke="{_LINE}"/>')
        made.append(_words(x, end + 13, f"{10.0**power:g}", "middle", _PALE, 11))
    for number, each in enumerate(measured):
        y = begin + number * (_BAR + _GAP)
        x = across(each["wall"]["median"])
        made.append(_words(_LEFT - 8, y + 15, shown(each["name"]), "end"))
        made.append(
            f'<rect x="{_LEFT}" y="{y}" width="{x - _LEFT:.1f}" height="{_BAR}" fill="{_colour(each["name"])}"/>'
        )
        said = figure(each["wall"]["median"])
        if each["faster"]:
            said += f"，{figure(each['faster']['median'])} 倍"
        made.append(_words(x + 6, y + 15, said, "start", _PALE))
    return end + 34


def _words(x: float, y: float, text: str, anchor: str, fill: str = _INK, size: int = 13) -> str:
    return f'<text x="{x:.1f}" y="{y}" text-anchor="{anchor}" fill="{fill}" font-size="{size}">{escape(text)}</text>'


def _colour(name: str) -> str:
    if name == "floor":
        return _FLOOR
    return _OURS if name.startswith(("docgen", "第")) else _OTHERS
