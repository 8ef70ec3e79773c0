"""Figures and why they are what they are -> the lines that a person reads, and the JSON that programs read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from docgen.catalog.configuration import USED, FigureRule
from docgen.figures import Explanation, Row, Way
from docgen.model.figures import Figure
from docgen.report.as_json import SCHEMA_VERSION, diagnostic_json, number_json
from docgen.report.columns import clean, pad, width
from docgen.report.table import table_text
from docgen.report.text import location_text

_NOT = "不能统计"
_INDENT = "  "


def period_text(period: str, first: str, last: str, as_of: str) -> str:
    """期间 2022-08（2022-01-01 至 2022-08-05），截至 2022-08-05."""
    return f"期间 {period}（{first} 至 {last}）" + (f"，截至 {as_of}" if as_of else "")


def figures_text(figures: Iterable[Figure], refused: Iterable[str] = ()) -> str:
    """A table of figures with their groups below them; ``refused`` are the names of those that cannot be counted."""
    unreliable, figures = set(refused), list(figures)
    rows = []
    for figure in figures:
        text = _NOT if figure.name in unreliable else figure.text
        rows.append({"名称": figure.name, "数值": text, "单位": figure.unit, "口径": figure.definition})
        for group in figure.groups or ():
            rows.append({"名称": _INDENT + group.name, "数值": group.text, "单位": figure.unit, "口径": ""})
    return "\n".join([table_text(rows), *_undated(figures)]) if rows else "没有。"


def _undated(figures: Iterable[Figure]) -> Iterator[str]:
    """What was left out because the day that it would be counted by is not filled in."""
    told = [f"“{figure.name}”{figure.undated} 项" for figure in figures if figure.undated]
    if told:
        yield ""
        yield f"没有填写所按日期、没有计入的：{'、'.join(told)}。用 docgen explain 名称 --left-out 列出。"


def explanation_text(told: Explanation, left_out: bool) -> str:
    """Everything about one figure; ``left_out`` also lists what was not counted."""
    value = f"{told.figure.text} {told.rule.unit}" if told.figure is not None else _NOT
    lines = [f"{told.rule.name}  {value}", f"口径  {told.rule.definition}",
             period_text(told.period, told.first, told.last, told.as_of), ""]  # fmt: skip
    lines += _formula(told) if told.rule.value else _ways(told.ways)
    if told.figure is not None and not told.rule.value:
        lines += ["", *_counted(told), *_beside(told, left_out)]
    return "\n".join(clean(line) for line in lines)


def _ways(ways: tuple[Way, ...]) -> Iterator[str]:
    yield "怎么数" + (f"（{len(ways)} 个来源合起来）" if len(ways) > 1 else "")
    for way in ways:
        yield f"{_INDENT}{location_text(way.location)}"
        column = max(width(label) for label, _ in way.lines)
        yield from (f"{_INDENT * 2}{pad(label, column)}  {text}" for label, text in way.lines)


def _formula(told: Explanation) -> Iterator[str]:
    digits = "" if told.rule.digits is None else f"，保留 {told.rule.digits} 位小数，四舍五入"
    yield f"怎么算  {location_text(told.location)}"
    yield f"{_INDENT}{told.rule.value}{digits}"
    yield f"{_INDENT}= {filled_in(told)}"
    if told.figure is not None:
        unknown = "（未知：除数是零，或者用到的数是未知的）" if told.figure.value is None else f" {told.rule.unit}"
        yield f"{_INDENT}= {told.figure.text}{unknown}"
    if told.parts:
        rows = [{"名称": rule.name, "数值": figure.text if figure is not None else _NOT, "单位": rule.unit,
                 "口径": rule.definition} for rule, figure in told.parts]  # fmt: skip
        yield ""
        yield "用到的数"
        yield from (_INDENT + line for line in table_text(rows).split("\n"))
        day = f" --as-of {told.as_of}" if told.as_of and told.as_of != told.last else ""
        yield ""
        yield f"各数怎么来的：docgen explain {told.parts[0][0].name} --period {told.period}{day}"


def filled_in(told: Explanation) -> str:
    """The formula with the text of each figure in it: 已销号问题（12 条） / 应整改问题（16 条） * 100."""
    texts = {rule.name: f"{rule.name}（{figure.text + ' ' + rule.unit if figure is not None else _NOT}）"
             for rule, figure in told.parts}  # fmt: skip
    named = re.compile(rf"{USED}(?:\.value)?")
    return named.sub(lambda match: texts.get(match[1] or match[2], match[0]), told.rule.value)


def _counted(told: Explanation) -> Iterator[str]:
    yield f"计入 {len(told.counted)} 项"
    totals = {group.name: group.text for group in (told.figure.groups if told.figure else None) or ()}
    if not totals:
        yield from _table(told.counted)
    for name, text in totals.items():
        yield f"{_INDENT}{name}  {text} {told.rule.unit}"
        yield from (_INDENT + line for line in _table([row for row in told.counted if row.group == name]))


def _table(rows: Iterable[Row]) -> Iterator[str]:
    found = [_cells(row) for row in rows]
    used = [head for head in (found[0] if found else ()) if any(row[head] for row in found)]
    if found:
        table = table_text([{head: row[head] for head in used} for row in found])
        yield from (_INDENT + line for line in table.split("\n"))


def _cells(row: Row) -> Mapping[str, str]:
    return {
        "案卷": row.case, "名称": row.name, "条目": row.item, "对象": row.thing, "日期": row.day, "加上": row.amount,
        "原因": row.reason, "位置": f"{row.location.file}:{row.location.line}",
    }  # fmt: skip


def _beside(told: Explanation, left_out: bool) -> Iterator[str]:
    """What was not counted: repeated mentions, what cannot be told apart, and what is dated elsewhere."""
    reasons = Counter(row.reason for row in told.left_out)
    listed = "、".join(f"{reason} {count} 项" for reason, count in reasons.items())
    again = [row for row in told.repeats if not row.reason]
    elsewhere = [row for row in told.repeats if row.reason]
    if elsewhere:
        yield ""
        yield f"有 {len(elsewhere)} 处是已经计入别的组的，只计入先有的那一组："
        yield from _table(elsewhere)
    for said, rows in (
        (f"另有 {len(again)} 处说的是已经计入的，没有重复计", again),
        (f"有 {len(told.unmarked)} 项没有填写去重用的内容，没有计", told.unmarked),
        (f"符合条件、只因日期没有计入的 {len(told.left_out)} 项：{listed}", told.left_out),
    ):
        if rows:
            yield ""
            yield f"{said}。" + ("" if left_out else "加 --left-out 列出。")
            yield from _table(rows) if left_out else ()


def explanation_json(told: Explanation) -> dict[str, Any]:
    """The same for programs; what was left out is always listed."""
    figure = told.figure
    return {
        "schema_version": SCHEMA_VERSION,
        "figure": told.rule.name, "period": told.period or None, "from": told.first or None, "to": told.last or None,
        "as_of": told.as_of or None,
        "value": number_json(figure.value) if figure is not None else None,
        "text": figure.text if figure is not None else None,
        "unit": told.rule.unit or None, "definition": told.rule.definition or None,
        "counting": [_way_json(way, told.rule) for way in told.ways],
        "formula": told.rule.value or None,
        "filled_in": filled_in(told) if told.rule.value else None,
        "parts": [{"figure": rule.name, "value": number_json(part.value) if part is not None else None,
                   "text": part.text if part is not None else None, "unit": rule.unit} for rule, part in told.parts],
        "groups": [{"name": group.name, "value": number_json(group.value), "text": group.text}
                   for group in (figure.groups if figure is not None else None) or ()],
        "counted": [_row_json(row) for row in told.counted],
        "repeats": [_row_json(row) for row in told.repeats],
        "unmarked": [_row_json(row) for row in told.unmarked],
        "left_out": [_row_json(row) for row in told.left_out],
        "diagnostics": [diagnostic_json(told.problem)] if told.problem is not None else [],
    }  # fmt: skip


def _way_json(way: Way, rule: FigureRule) -> dict[str, Any]:
    count = way.count
    each = f"{count.each.name} in {count.each.kind}.{count.each.list}" if count.each.list else count.each.kind
    return {
        "each": each, "where": count.where or None, "day": count.day or None, "sum": rule.sum or None,
        "distinct": rule.distinct, "as": count.mark or None, "by": count.group or None,
        "file": way.location.file, "line": way.location.line,
    }  # fmt: skip


def _row_json(row: Row) -> dict[str, Any]:
    return {
        "case": row.case, "name": row.name, "item": row.item or None, "day": row.day or None,
        "group": row.group or None, "amount": row.amount or None, "thing": row.thing or None,
        "reason": row.reason or None,
        "file": row.location.file, "line": row.location.line,
    }  # fmt: skip
