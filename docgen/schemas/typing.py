"""Text to typed values by the schema: numbers become `Decimal`; nothing else is guessed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from docgen.model import Diagnostic, Location, Path, Source
from docgen.schemas.crumbs import breadcrumb
from docgen.schemas.node import Node

_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})(?:\.[0-9]{1,9})?")
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")
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

    A value that is no number where one is wanted stays text and is reported; ``start`` (企业 qy-031) begins the way
    to it.
    """
    result = Typed(None)
    result.data = _typed(source.data, node, (), source, result)
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


def _typed(value: Any, node: Node | None, path: Path, source: Source, result: Typed) -> Any:
    if node is None:
        return value
    if isinstance(value, Mapping):
        return {
            name: _typed(each, node.properties.get(name), (*path, name), source, result) for name, each in value.items()
        }
    if isinstance(value, list):
        return [_typed(each, node.items, (*path, number), source, result) for number, each in enumerate(value)]
    if node.type in ("number", "integer") and not node.value:
        pattern = _NUMBER if node.type == "number" else _INTEGER
        if pattern.fullmatch(value):
            return Decimal(value) if node.type == "number" else int(value)
        result.failed.add(path)
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
