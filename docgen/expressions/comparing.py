"""What values are compared with -> what they can never be, before there is data."""

from __future__ import annotations

from collections.abc import Collection

from jinja2 import nodes

EQUAL = frozenset({"eq", "ne", "equalto", "==", "!="})
WITHIN = frozenset({"in", "notin"})
_NEAR = 0.5


def impossible(values: Collection[str], how: str, other: nodes.Node) -> list[str]:
    """The texts written in an expression that something which is one of ``values`` (none: anything) is compared with.

    ``how`` is an operator or a test. An empty text asks whether there is any, and may be compared with.
    """
    given: list[nodes.Node] = [other] if how in EQUAL else []
    if how in WITHIN and isinstance(other, (nodes.List, nodes.Tuple)):
        given += other.items
    texts = [each.value for each in given if isinstance(each, nodes.Const) and isinstance(each.value, str)]
    return [each for each in texts if each and each not in values] if values else []


def nearest(name: str, known: Collection[str]) -> str:
    """The known name that is most like this one; empty where none is."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(name, list(known), 1, _NEAR)), "")
