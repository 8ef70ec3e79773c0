"""A node to what can be wrong with its values, worked out once for all cases; and a case, gone through once by it.

What applies to no field of a kind costs its cases nothing, and the path of a value is made only where it is needed.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from docgen.model import Path
from docgen.schemas import Node

PLACEHOLDERS = frozenset(
    {"无", "暂无", "没有", "不详", "待定", "待补", "/", "-", "—", "——", "N/A", "n/a", "××", "xx", "XX"}
)
_LONGEST = max(map(len, PLACEHOLDERS))
Step = str | int


@dataclass(slots=True, eq=False)
class Plan:
    """A node with what is checked in its values; ``private`` is what it or anything above it is marked as.

    ``free`` is prose: no choice, date, code, reference or name of the case itself. ``inert`` texts are looked at only
    for placeholders. ``own`` are lists whose items are told apart within one case only.
    """

    node: Node
    private: str = ""
    properties: dict[str, Plan] = field(default_factory=dict)
    items: Plan | None = None
    written: frozenset[str] = frozenset()
    computed: bool = False
    day: str = ""
    free: bool = False
    inert: bool = True
    special: bool = False
    own: bool = False
    referred: bool = False


Met = tuple[str, Plan, Path, Step]
"""A text with its plan, the path of what holds it, and its step in that."""


@dataclass(slots=True)
class Gathered:
    """What was met in one case."""

    computed: list[Path] = field(default_factory=list)
    placeholders: list[tuple[str, Plan, Path]] = field(default_factory=list)
    prose: list[Met] = field(default_factory=list)
    other: list[Met] = field(default_factory=list)
    special: list[Met] = field(default_factory=list)
    keyed: list[tuple[list[Any], Plan, Path]] = field(default_factory=list)
    days: list[tuple[Path, Step | None, str, str]] = field(default_factory=list)


def planned(node: Node, kind: str, referred: Collection[str], private: str = "", path: tuple[str, ...] = ()) -> Plan:
    """The plan of a kind; ``referred`` are the lists (``kind.list``) whose items fields of any kind name."""
    private = node.private or private
    text = node.type == "string" and not node.value
    free = text and not (node.enum or node.format or node.ref or node.pattern or node.lookup or node.name)
    whole = len(path) == 1 and f"{kind}.{path[0]}" in referred
    plan = Plan(node, private, free=free, computed=bool(node.value), day=node.day)
    texts = [each for each in (*node.enum, *node.examples) if isinstance(each, str)]
    plan.written = frozenset(each for each in texts if each.strip() in PLACEHOLDERS)
    plan.inert = not text or bool(node.enum) or free
    plan.special = bool(node.ref or node.unique or (text and (node.lookup or node.words)))
    plan.own, plan.referred = bool(node.key) and not whole, bool(node.key) and whole
    plan.properties = {
        name: planned(child, kind, referred, private, (*path, name)) for name, child in node.properties.items()
    }
    plan.items = planned(node.items, kind, referred, private, (*path, "")) if node.items is not None else None
    return plan


def gathered(plan: Plan, data: Any) -> Gathered:
    """Go through a case; what its schema does not declare is passed over."""
    found = Gathered()
    _read(plan, data, (), found)
    return found


def _read(plan: Plan, data: Any, path: Path, found: Gathered) -> None:
    """What stands in an object or a list that stands at ``path``."""
    if type(data) is dict:
        properties = plan.properties
        if plan.day:
            date = data.get(plan.day)
            if isinstance(date, str):
                found.days.append((path, None, plan.day, date))
        for name, value in data.items():
            child = properties.get(name)
            if child is None:
                continue
            if type(value) is str:
                _text(child, value, path, name, found)
            elif type(value) is dict or type(value) is list:
                if child.computed:
                    found.computed.append((*path, name))
                _read(child, value, (*path, name), found)
            elif child.computed:
                found.computed.append((*path, name))
    elif type(data) is list and plan.items is not None:
        inner = plan.items
        if plan.own or plan.referred:
            found.keyed.append((data, plan, path))
        for number, value in enumerate(data):
            if type(value) is str:
                _text(inner, value, path, number, found)
                continue
            if inner.computed:
                found.computed.append((*path, number))
            if type(value) is dict or type(value) is list:
                if plan.day and type(value) is dict:
                    date = value.get(plan.day)
                    if isinstance(date, str):
                        found.days.append((path, number, plan.day, date))
                _read(inner, value, (*path, number), found)


def _text(plan: Plan, value: str, path: Path, step: Step, found: Gathered) -> None:
    if plan.free:
        found.prose.append((value, plan, path, step))
    elif not plan.inert and not value.isascii():
        found.other.append((value, plan, path, step))
    if plan.special:
        found.special.append((value, plan, path, step))
    word = value.strip()
    if len(word) <= _LONGEST and word in PLACEHOLDERS and value not in plan.written:
        found.placeholders.append((value, plan, (*path, step)))
    if plan.computed:
        found.computed.append((*path, step))
