"""Text to typed values by the schema: numbers become `Decimal`; nothing else is guessed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from weakref import WeakKeyDictionary

from docgen.model import Diagnostic, Location, Path, Source
from docgen.schemas.crumbs import breadcrumb
from docgen.schemas.node import Node

_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})(?:\.[0-9]{1,9})?")
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")
_NUMBERS: Mapping[str, tuple[re.Pattern[str], Callable[[str], Any]]] = {
    "number": (_NUMBER, Decimal),
    "integer": (_INTEGER, int),
}
_WITH_UNIT = re.compile(r"(-?[0-9]+(?:\.[0-9]+)?)\s*([^0-9eE./:-][^0-9]*|)")
_POWERS = {"千": 10**3, "万": 10**4, "亿": 10**8}


@dataclass
class Typed:
    """Typed data and what could not be typed, by path."""

    data: Any
    problems: list[Diagnostic] = field(default_factory=list)
    failed: set[Path] = field(default_factory=set)


def typed(source: Source, node: Node, start: str = "") -> Typed:
    """The source's data with numbers as `Decimal` (integers as ``int``) where the schema says so.

    Pieces without a number are the source's own.
    A value that is no number where one is wanted stays text and is reported; ``start`` (企业 qy-031) begins the way
    to it.
    """
    result = Typed(source.data)
    ways = _ways_to_numbers(node)
    if ways is not None:
        result.data = _typed(source.data, ways, (), result.failed)
    for path in sorted(result.failed, key=lambda path: source.values[path]):
        here = node.at(path)
        assert here is not None
        field = breadcrumb(node, source.data, path, start or node.label)
        result.problems.append(_not_a_number(_at(source.data, path), here, source.values[path], field))
    return result


def _at(data: Any, path: Path) -> str:
    for step in path:
        data = data[step]
    return str(data)


@dataclass(frozen=True, slots=True)
class _Ways:
    """The ways from a node to the numbers below it; what no way leads through is left as it is.

    ``number`` is what the text of the node itself has to match, with what is made of it.
    """

    fields: tuple[tuple[str, _Ways], ...]
    items: _Ways | None
    number: tuple[re.Pattern[str], Callable[[str], Any]] | None


_KNOWN: WeakKeyDictionary[Node, _Ways | None] = WeakKeyDictionary()


def _ways_to_numbers(node: Node) -> _Ways | None:
    """The ways from a node, found once; None if it has no number."""
    if node not in _KNOWN:
        below = ((name, _ways_to_numbers(each)) for name, each in node.properties.items())
        fields = tuple((name, each) for name, each in below if each is not None)
        items = _ways_to_numbers(node.items) if node.items is not None else None
        number = None if node.value else _NUMBERS.get(node.type)
        _KNOWN[node] = _Ways(fields, items, number) if fields or items or number else None
    return _KNOWN[node]


def _typed(value: Any, ways: _Ways, path: Path, failed: set[Path]) -> Any:
    if isinstance(value, dict):
        if not ways.fields:
            return value
        made = value.copy()
        for name, each in ways.fields:
            if name in made:
                made[name] = _typed(made[name], each, (*path, name), failed)
        return made
    if isinstance(value, list):
        items = ways.items
        if items is None:
            return value
        return [_typed(each, items, (*path, number), failed) for number, each in enumerate(value)]
    if ways.number is None:
        return value
    pattern, make = ways.number
    if pattern.fullmatch(value):
        return make(value)
    failed.add(path)
    return value


def _not_a_number(value: str, node: Node, place: Location, field: str) -> Diagnostic:
    wanted = "数字" if node.type == "number" else "整数"
    message = f"“{node.label}”要填{wanted}，现在写的是“{value if len(value) <= 40 else value[:40] + '……'}”。"
    return Diagnostic("DG202", "error", message, place, hint=_how(value, node), field=field)


def _how(value: str, node: Node) -> str:
    """What to write instead, where one number is plainly meant."""
    plain = unicodedata.normalize("NFKC", value).replace(",", "").replace("，", "").replace("−", "-").strip()
    match = _WITH_UNIT.fullmatch(plain)
    if not match:
        return "只写一个半角数字，不带单位和文字；说不准的数不要填在这里"
    power, unit = _power(match[2])
    wanted_power, wanted_unit = _power(node.unit)
    if unit and node.unit and unit != wanted_unit:
        return f"这里的单位是{node.unit}，请换算以后只写数字"
    ratio = Decimal(power if unit or power > 1 else wanted_power) / wanted_power
    number = _plain(Decimal(match[1]) * ratio) if ratio != 1 else format(Decimal(match[1]), "f")
    if node.type == "integer" and "." in number:
        return "这里只能填整数，不带小数"
    if not _NUMBER.fullmatch(number):
        return "整数部分最多 18 位，小数最多 9 位"
    told = f"；单位是{node.unit}，不用写" if unit and node.unit else ""
    return f"只写半角数字：{number}{told}"


def _power(unit: str) -> tuple[int, str]:
    """万元 -> 10000, 元."""
    return (_POWERS[unit[0]], unit[1:]) if unit[:1] in _POWERS else (1, unit)


def _plain(number: Decimal) -> str:
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
