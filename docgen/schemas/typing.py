"""Text to typed values by the schema: numbers become `Decimal`; nothing else is guessed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from docgen.model import Diagnostic, Path, Source
from docgen.schemas.node import Node

_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})(?:\.[0-9]{1,9})?")
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")


@dataclass
class Typed:
    """Typed data and what could not be typed, by path."""

    data: Any
    problems: list[Diagnostic] = field(default_factory=list)
    failed: set[Path] = field(default_factory=set)


def typed(source: Source, node: Node) -> Typed:
    """The source's data with numbers as `Decimal` (integers as ``int``) where the schema says so.

    A value that is no number where one is wanted stays text and is reported.
    """
    result = Typed(None)
    result.data = _typed(source.data, node, (), source, result)
    return result


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
        result.problems.append(_not_a_number(value, node, path, source))
    return value


def _not_a_number(value: str, node: Node, path: Path, source: Source) -> Diagnostic:
    wanted = "数字" if node.type == "number" else "整数"
    bare = value.replace(",", "").replace("，", "").strip()
    plain = bare.translate(str.maketrans("０１２３４５６７８９．－", "0123456789.-"))
    found = re.match(r"-?[0-9]+(?:\.[0-9]+)?", plain)
    hint = f"只写数字，不带单位、逗号和文字：{_canonical(found[0])}" if found else "只写半角数字，不带单位和文字"
    return Diagnostic(
        "DG202", "error", f"“{node.label}”要填{wanted}，现在写的是“{value}”。", source.values[path], hint=hint
    )


def _canonical(number: str) -> str:
    return format(Decimal(number), "f")
