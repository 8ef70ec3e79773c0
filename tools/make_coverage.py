"""Makes ``docs/programme.md``: each point of the programme -> cases, documents, figures, and what is missing.

    python -m tools.make_coverage

``docs/programme.yaml`` says where each point is meant to be; this looks whether it is there, and how often. A name that
the workspace does not have stops it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from docgen.catalog import Workspace, open_workspace, plan
from docgen.figures import Figures
from docgen.schemas import Record, View

ROOT = Path(__file__).resolve().parent.parent
HEAD = """# 四突出、两找准、三帮扶、五结合的落点

[返回 README](../README.md)

本页由 `python -m tools.make_coverage` 生成，不要手改；要改的是 `docs/programme.yaml`。
案卷一栏是样例到{day}的数量，文书一栏是可以生成的份数，数字一栏依次是{periods}。
"""
RULE = "| --- | --- | --- | --- | --- |"


def main() -> None:
    """Write the page."""
    (ROOT / "docs/programme.md").write_text(page(ROOT), "utf-8")


def page(root: Path) -> str:
    """The page for the workspace as it is now."""
    workspace = open_workspace(root)
    titles = workspace.cases.by_kind[workspace.catalog.periods.kind]
    current = workspace.catalog.periods.current
    periods = [period for period in titles if workspace.last_day(period) <= workspace.last_day(current)]
    day = workspace.last_day(current)
    counted = {period: Figures(workspace, workspace.view(workspace.last_day(period)), period) for period in periods}
    made: dict[str, int] = {}
    for target in plan(workspace)[0]:
        made[target.document.id] = made.get(target.document.id, 0) + 1
    lines = [HEAD.format(day=day, periods="、".join(f" {period} " for period in periods).strip())]
    points = yaml.safe_load((root / "docs/programme.yaml").read_text("utf-8"))
    view = workspace.view(day)
    for group in points:
        lines += [f"\n## {group['名称']}（{group['说明']}）\n", "| 要点 | 案卷 | 文书 | 数字 | 还缺 |", RULE]
        for point in group["各点"]:
            cells = [
                point["点"],
                "<br>".join(_cases(workspace, view, each) for each in point["案卷"]),
                "<br>".join(_document(workspace, made, each) for each in point["文书"]) or "—",
                "<br>".join(_figure(counted, each) for each in point["数字"]),
                point.get("缺", ""),
            ]
            lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def _cases(workspace: Workspace, view: View, wanted: str) -> str:
    """``kind.list.field=value`` -> how many there are."""
    path, _, value = wanted.partition("=")
    kind, *steps = path.split(".")
    records: list[Any] = [view.about] if kind == "about" else list(view.all(kind))
    label = workspace.about_node.label if kind == "about" and workspace.about_node else workspace.kinds[kind].label
    found = [each for record in records for each in _values(record, steps) if not value or each == value]
    return f"{' > '.join([label, *steps])}{f'：{value}' if value else ''}（{len(found)}）"


def _values(here: Any, steps: list[str]) -> Iterator[Any]:
    if not steps:
        yield here
        return
    assert isinstance(here, Record)
    value = here.lookup(steps[0])
    for each in value if isinstance(value, list) else [value] if value else []:
        yield from _values(each, steps[1:])


def _document(workspace: Workspace, made: dict[str, int], name: str) -> str:
    return f"{workspace.catalog.documents[name].title}（{made[name]}）"


def _figure(counted: dict[str, Figures], wanted: str) -> str:
    name, _, group = wanted.partition("/")
    shown = []
    for figures in counted.values():
        figure = figures.figure(name)
        shown.append(next(each.text for each in figure.groups if each.name == group) if group else figure.text)
    return f"{name}{f'·{group}' if group else ''}：{'、'.join(shown)}"


if __name__ == "__main__":
    main()
