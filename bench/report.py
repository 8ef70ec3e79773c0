"""``results.json`` -> a page of tables in Chinese: goals first, then every row."""

from __future__ import annotations

from typing import Any

from bench.goals import GOALS, verdict
from bench.result import CPU

NAMES = {"floor": "下限（直写的 Python）"}


def shown(name: str) -> str:
    """An entrant's name for readers."""
    return NAMES.get(name, name)


def reference(entries: list[dict[str, Any]]) -> str:
    """The entrant that the others are held against, with a space where it needs one."""
    name = next((shown(each["name"]) for each in entries if each["wall"] and not each["faster"]), "")
    return f" {name} " if name.isascii() else f"“{name}”"


def figure(value: float) -> str:
    """Three digits that count, never a power of ten."""
    return f"{value:.3g}" if value < 1000 else f"{value:.0f}"


def page(results: dict[str, Any]) -> str:
    """Markdown."""
    rows = {row["key"]: row for row in results["rows"]}
    lines = ["<!-- 由 make bench 生成，不要手工修改 -->", "", f"测于 {results['day']}，{results['mode']}。", ""]
    lines += ["、".join(f"{name} {value}" for name, value in results["machine"].items()) + "。", ""]
    lines += [*results["remarks"], ""] if results["remarks"] else []
    lines += _goals(rows)
    own = [row for row in results["rows"] if row["key"].startswith("own_")]
    for row in results["rows"]:
        if row in own:
            continue
        lines += _stages(row) if row["key"] == "stages" else _row(row)
    return "\n".join(lines + (_own(own) if own else []))


def _goals(rows: dict[str, dict[str, Any]]) -> list[str]:
    lines = [
        "## 目标",
        "",
        "| 比什么 | 要达到 | 期望 | 测得（最低～最高） | 结果 |",
        "| --- | ---: | ---: | ---: | --- |",
    ]
    for goal in GOALS:
        found, said = verdict(goal, rows)
        bound = "≥" if goal.more else "≤"
        lines.append(f"| {goal.title} | {bound} {goal.reach:g} | {bound} {goal.aim:g} | {_spread(found)} | {said} |")
    return [*lines, ""]


def _row(row: dict[str, Any]) -> list[str]:
    lines = [f"## {row['title']}", ""]
    if row["missing"]:
        return [*lines, f"没有测：{row['missing']}。", ""]
    entries = row["entries"]
    if not any(each["cpu"] for each in entries):
        lines += [f"| | {row['unit']} |", "| --- | ---: |"]
        lines += [f"| {shown(each['name'])} | {_spread(each['wall'])} |" for each in entries]
    else:
        base = reference(entries)
        lines += [f"| | {row['unit']}（最低～最高） | 处理器 | 速度是{base}的几倍（最低～最高） | |"]
        lines += ["| --- | ---: | ---: | ---: | --- |"]
        for each in entries:
            times = (_spread(each["wall"]), _number(each["cpu"]), _spread(each["faster"]))
            lines.append("| " + " | ".join((shown(each["name"]), *times, each["note"])) + " |")
    lines += ["", *_ratios(row["ratios"]), ""]
    return lines + ([row["note"], ""] if row["note"] else [])


def _ratios(ratios: dict[str, Any]) -> list[str]:
    """One line: the ratios of wall time, each with that of processor time."""
    said = []
    for name, found in ratios.items():
        if not name.endswith(CPU):
            cpu = ratios.get(name + CPU)
            slow, _, fast = name.partition(" / ")
            pair = f"{shown(slow)} ÷ {shown(fast)} = {figure(found['median'])}"
            said.append(pair + (f"（处理器 {figure(cpu['median'])}）" if cpu else ""))
    return ["；".join(said)] if said else []


def _stages(row: dict[str, Any]) -> list[str]:
    lines = [f"## {row['title']}", ""]
    if row["missing"]:
        return [*lines, f"没有测：{row['missing']}。", ""]
    lines += [f"| | {row['unit']} | 占 |", "| --- | ---: | ---: |"]
    lines += [f"| {each['name']} | {each['wall']['median']:.3f} | {each['note']} |" for each in row["entries"]]
    return [*lines, ""]


def _own(rows: list[dict[str, Any]]) -> list[str]:
    lines = ["## 本工程自己的模板，热启动渲染", ""]
    lines += ["| 文书 | docgen，毫秒/份 | docxtpl，毫秒/份 | 速度是 docxtpl 的几倍（最低～最高） | |"]
    lines += ["| --- | ---: | ---: | ---: | --- |"]
    for row in rows:
        entries = {each["name"]: each for each in row["entries"]}
        ours, theirs = entries.get("docgen", {}), entries.get("docxtpl", {})
        notes = "；".join(filter(None, (row["missing"], ours.get("note"), theirs.get("note"))))
        cells = (_number(ours.get("wall")), _number(theirs.get("wall")), _spread(ours.get("faster")), notes)
        lines.append(f"| {row['title']} | " + " | ".join(cells) + " |")
    return [*lines, ""]


def _number(found: dict[str, float] | None) -> str:
    return figure(found["median"]) if found else ""


def _spread(found: dict[str, float] | None) -> str:
    if not found:
        return ""
    middle = figure(found["median"])
    return middle if found["rounds"] == 1 else f"{middle}（{figure(found['low'])}～{figure(found['high'])}）"
