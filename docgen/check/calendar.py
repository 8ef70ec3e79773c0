"""``calendar:`` of ``docgen.yaml`` against the kind that it names: its lists, and the dates in them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.catalog import Workspace
from docgen.check.places import value_place
from docgen.check.sources import near
from docgen.model import Diagnostic, Location
from docgen.schemas import Node

_YEAR = re.compile("[0-9]{4}")


def check_calendar(workspace: Workspace) -> Iterator[Diagnostic]:
    """What is wrong with ``calendar:``, and every calendar case whose id is no year."""
    form = workspace.catalog.calendar
    if not form.kind:
        return
    node = workspace.kinds.get(form.kind)
    if node is None:
        hint = near(form.kind, workspace.kinds) or "现有的类别：" + "、".join(sorted(workspace.kinds))
        yield _say(workspace, "kind", f"没有“{form.kind}”这一类案卷。", hint)
        return
    yield from _list(workspace, node, "off", form.off, {"from": form.first, "to": form.last})
    yield from _list(workspace, node, "on", form.on, {"day": form.day})
    for case in workspace.cases.by_kind.get(form.kind, {}).values():
        if not _YEAR.fullmatch(case.id):
            message = f"{node.label}“{case.id}”的编号不是年份，用不上。"
            yield Diagnostic("DG318", "error", message, Location(case.files[0]), hint="文件名写四位年份，如 2022.yaml")


def _list(workspace: Workspace, node: Node, key: str, name: str, days: dict[str, str]) -> Iterator[Diagnostic]:
    lists = {each: child.items for each, child in node.properties.items() if child.items is not None}
    items = lists.get(name)
    if name and items is None:
        hint = near(name, lists) or f"{node.label}有这些列表：" + "、".join(lists)
        yield _say(workspace, key, f"{node.label}没有列表“{name}”。", hint)
    for day, field in days.items() if items is not None else ():
        dates = [each for each, child in items.properties.items() if child.format == "date"] if items else []
        if field and field not in dates:
            hint = near(field, dates) or f"“{name}”里有这些日期字段：" + "、".join(dates)
            yield _say(workspace, day, f"“{name}”里没有日期字段“{field}”。", hint)


def _say(workspace: Workspace, key: str, message: str, hint: str) -> Diagnostic:
    place = value_place(workspace.configuration, ("calendar", key))
    return Diagnostic("DG318", "error", message, place, hint=hint)
