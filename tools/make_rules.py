"""Makes ``docs/rules.md``: each rule of the trade -> where it stands, its code, a case that breaks it, what is said.

    python -m tools.make_rules

``docs/rules.yaml`` lists the rules; the cases are the rows of ``tests/rules/rows.yaml``, and the messages are what a
check of them says now.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from docgen.model import Diagnostic
from tests.rules.breaking import Row, findings, rows

ROOT = Path(__file__).resolve().parent.parent
HEAD = """# 业务规则

[返回 README](../README.md)

本页由 `python -m tools.make_rules` 生成，不要手改。规则列在 `docs/rules.yaml`，
写在 `schemas/` 的 `x-rules`、`x-words` 里，`DG` 开头的是通用检查（`docgen rule 代码` 看说明）。
“怎样会违反”是 `tests/rules/rows.yaml` 里的一行，在 `tests/rules/base.yaml` 的样例上改出来；
“提示”是检查时真正说的话。每条都由 `tests/rules/test_rules.py` 验证。
"""
TITLES = "| 规则 | 级别 | 代码 | 写在哪里 | 怎样会违反 | 提示 |"
LEVELS = {"error": "错误", "warning": "警告", "hint": "提示"}


def main() -> None:
    """Write the page."""
    with tempfile.TemporaryDirectory() as place:
        (ROOT / "docs/rules.md").write_text(page(ROOT, findings(Path(place))), "utf-8")


def page(root: Path, said: Mapping[str, list[Diagnostic]]) -> str:
    """The page, from the list of rules and what a check said of the rows."""
    places = dict(_places(root))
    by_code: dict[str, list[Row]] = {}
    for row in rows():
        by_code.setdefault(row.code, []).append(row)
    lines = [HEAD]
    for section in yaml.safe_load((root / "docs/rules.yaml").read_text("utf-8")):
        lines += [f"\n## {section['名称']}\n", TITLES, "| --- | --- | --- | --- | --- | --- |"]
        for rule in section["各条"]:
            lines += _lines(rule, places, by_code, said)
    listed = {code for section in yaml.safe_load((root / "docs/rules.yaml").read_text("utf-8"))
              for rule in section["各条"] for code in rule.get("代码", [])}  # fmt: skip
    missing = sorted(set(places) - listed)
    assert not missing, f"docs/rules.yaml leaves out {missing}"
    return "\n".join(lines) + "\n"


def _lines(
    rule: Mapping[str, Any], places: Mapping[str, str], by_code: Mapping[str, list[Row]],
    said: Mapping[str, list[Diagnostic]],
) -> Iterator[str]:  # fmt: skip
    first = f"| {rule['规则']} | {rule['级别']} |"
    for code in rule.get("代码", []):
        row = next(each for each in by_code[code] if _fits(each, rule.get("例", "")))
        told = next(each for each in said[row.file] if each.code == code)
        where = places.get(code, "通用检查")
        level = f" {LEVELS[told.severity]}" if LEVELS[told.severity] != rule["级别"] else ""
        yield f"{first} {code}{level} | {where} | {_cell(row.change)} | {_cell(told.message)} |"
        first = "| | |"
    for name in ("另法", "不做"):
        if name in rule:
            yield f"{first} — | {name} | {_cell(rule[name])} | |"
            first = "| | |"


def _fits(row: Row, example: str) -> bool:
    """Whether the row is the example that the rule names; of codes that are no example of it, any will do."""
    return not example or row.code[:2] != "DG" or example in (*row.drop, *row.set)


def _places(root: Path) -> Iterator[tuple[str, str]]:
    """Each rule's code and the file and field that it stands in."""
    for file in sorted((root / "schemas").glob("*.json")):
        for code, way in _rules(json.loads(file.read_text("utf-8")), ()):
            yield code, f"{file.name} {' > '.join(way)}".strip()


def _rules(value: Any, way: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    if not isinstance(value, dict):
        return
    for name in ("x-rules", "x-words"):
        for rule in value.get(name, ()):
            yield rule["code"], way
    for name, child in {**value.get("properties", {}), **value.get("$defs", {})}.items():
        yield from _rules(child, (*way, name))
    yield from _rules(value.get("items"), way)


def _cell(text: str) -> str:
    return text.replace("|", "｜").replace("\n", " ")


if __name__ == "__main__":
    main()
