"""Typed values in; forms that are equal where two values say the same, and what counts as empty."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from docgen.schemas import Node

ANY = Node("any", "")


def is_empty(value: Any) -> bool:
    """Whether nothing is said: a field without content, and a list or an object in which nothing stands."""
    if isinstance(value, Mapping):
        return all(is_empty(each) for each in value.values())
    return value is None or value == [] or value == ""


def scalar_text(value: Any) -> str:
    """A single value as text; numbers that are equal give the same."""
    if isinstance(value, Decimal):
        text = format(value, "f")
        text = text.rstrip("0").rstrip(".") if "." in text else text
        return "0" if text == "-0" else text
    return str(value)


def canonical(value: Any, node: Node) -> Any:
    """A hashable form: the order of fields and of items with keys says nothing, that of other lists does."""
    if isinstance(value, Mapping):
        fields = ((name, canonical(each, child(node, name))) for name, each in value.items() if not is_empty(each))
        return "object", frozenset(fields)
    if isinstance(value, list):
        items = [canonical(each, node.items or ANY) for each in value]
        return "list", frozenset(Counter(items).items()) if keyed(node, value) else tuple(items)
    return scalar_text(value)


def child(node: Node, name: str) -> Node:
    """The node of a field; a field that the schema does not know has its own name for a label."""
    return node.properties.get(name) or node.others or Node("any", name)


def keyed(node: Node, value: Any) -> bool:
    """Whether a value is a list of items that have keys."""
    return bool(node.key) and isinstance(value, list) and all(isinstance(each, Mapping) for each in value)


def key_of(item: Mapping[str, Any], node: Node) -> str:
    """What identifies an item in its list, joined by a blank."""
    return " ".join(scalar_text(item[name]) for name in node.key if not is_empty(item.get(name)))
