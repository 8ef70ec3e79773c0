"""Looking names up on values, and the list filters: Jinja's own, made to return lists and to keep to the sandbox."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import pairwise
from typing import Any

from docgen.expressions.arguments import EXACT, shown
from docgen.expressions.budget import charge, weighed
from docgen.expressions.calculating import calculate
from docgen.expressions.errors import ExpressionError
from docgen.expressions.guards import bounded, joined
from docgen.expressions.printing import printable
from docgen.model import Absent, AbsentUsedError

SELECTING = ("select", "reject", "selectattr", "rejectattr")
NAMING = frozenset({"map", *SELECTING})
"""Filters whose arguments may name another filter or a test."""


def member(obj: Any, name: Any, special: Callable[[Any, Any], Any]) -> Any:
    """``obj.name`` or ``obj[name]``: the value's own look-up, a mapping's item, a list's position.

    ``special`` answers for values that only the environment knows, else ``NotImplemented``.

    Raises:
        AbsentUsedError: where the name is itself a value that is not filled in.
    """
    look_up = getattr(type(obj), "lookup", None)
    if look_up is not None and type(name) is str:
        return look_up(obj, name)
    if isinstance(obj, Absent) and look_up is None:
        return obj
    if isinstance(name, Absent):
        raise AbsentUsedError(name.label)
    if look_up is not None:
        return look_up(obj, name)
    if isinstance(obj, Mapping):
        if name in obj:
            return obj[name]
        raise ExpressionError(f"没有{shown(name)}这一项")
    if isinstance(obj, (list, tuple, str)) and isinstance(name, (int, slice)):
        return _position(obj, name)
    found = special(obj, name)
    if found is NotImplemented:
        raise ExpressionError(f"这个值没有下一级{shown(name)}")
    return found


def _position(obj: Any, name: int | slice) -> Any:
    if isinstance(name, slice):
        return obj[name]
    return obj[name] if -len(obj) <= name < len(obj) else Absent(f"第{name + 1}项")


def attribute(item: Any, path: Any) -> Any:
    """Follow ``a.b.c`` from an item."""
    for name in str(path).split("."):
        item = member(item, int(name) if name.isdigit() else name, lambda *_: NotImplemented)
    return item


def selecting(name: str, test_named: Callable[[str], Callable[..., Any]]) -> Callable[..., Any]:
    """``select``, ``reject``, ``selectattr`` or ``rejectattr`` over the allow-listed tests, giving a list."""
    by_attribute, wanted = name.endswith("attr"), name.startswith("select")

    def filtered(values: Iterable[Any], *arguments: Any) -> list[Any]:
        rest = list(arguments)
        path = rest.pop(0) if by_attribute else None
        test = test_named(rest.pop(0)) if rest else bool
        found = []
        for item in values:
            subject = attribute(item, path) if by_attribute else item
            if bool(test(subject, *rest)) is wanted:
                found.append(item)
        return found

    return filtered


def mapping(filter_named: Callable[[str], Callable[..., Any]]) -> Callable[..., Any]:
    """``map(attribute="x")``, which leaves out items where x is absent, or ``map("filter", …)``; gives a list."""

    def mapped(values: Iterable[Any], *arguments: Any, **options: Any) -> list[Any]:
        if "attribute" in options:
            found = (attribute(item, options["attribute"]) for item in values)
            return [value for value in found if not isinstance(value, Absent)]
        function, rest = filter_named(arguments[0]), arguments[1:]
        return [function(item, *rest, **options) for item in values]

    return mapped


def _first(values: Iterable[Any]) -> Any:
    return next(iter(values), Absent("第一项"))


def _last(values: Any) -> Any:
    found = list(values)
    return found[-1] if found else Absent("最后一项")


def _numbered(values: Iterable[Any]) -> Iterator[int]:
    """For each value the number of the first one equal to it, counting only those that differ from all before."""
    known: dict[Any, int] = {}
    loose: list[tuple[Any, int]] = []
    for value in values:
        following = len(known) + len(loose)
        try:
            yield known.setdefault(value, following)
        except TypeError:
            charge(len(loose))
            number = next((number for other, number in loose if other == value), following)
            if number == following:
                loose.append((value, number))
            yield number


def _unique(values: Iterable[Any]) -> list[Any]:
    found: list[Any] = []
    values = list(values)
    for value, number in zip(values, _numbered(values), strict=True):
        if number == len(found):
            found.append(value)
    return found


def _flatten(values: Iterable[Any]) -> list[Any]:
    """One level: the items of the lists in a list; an item that is no list stays, an absent one has no items."""
    found: list[Any] = []
    for value in values:
        if isinstance(value, (list, tuple)):
            found += weighed(value)
        elif not isinstance(value, Absent):
            found.append(value)
    return bounded(found)  # type: ignore[no-any-return]


def _key(by: str | None) -> Callable[[Any], Any]:
    def key(item: Any) -> tuple[bool, Any]:
        value = attribute(item, by) if by else item
        return (True, "") if isinstance(value, Absent) else (False, value)

    return key


def _sort(values: Iterable[Any], reverse: bool = False, attribute: str | None = None) -> list[Any]:
    return sorted(values, key=_key(attribute), reverse=reverse)


def _sum(values: Iterable[Any], attribute: str | None = None, start: Any = 0) -> Any:
    total = start
    for item in values:
        value = _attribute(item, attribute) if attribute else item
        if isinstance(value, Absent):
            continue
        total = total + value if type(total) is type(value) is int else calculate("+", total, value)
    return total


_attribute = attribute


def _group(values: Iterable[Any], attribute: str) -> list[Mapping[str, Any]]:
    """Groups in the order in which they first appear, each with ``grouper`` and ``list``."""
    groups: list[tuple[Any, list[Any]]] = []
    values = list(values)
    groupers = [_attribute(item, attribute) for item in values]
    for item, grouper, number in zip(values, groupers, _numbered(groupers), strict=True):
        if number == len(groups):
            groups.append((grouper, []))
        groups[number][1].append(item)
    return [{"grouper": grouper, "list": members} for grouper, members in groups]


def _join(values: Any, separator: str = "、", attribute: str | None = None) -> Any:
    if isinstance(values, Absent):
        return values
    items = [_attribute(item, attribute) if attribute else item for item in values]
    absent = next((item for item in items if isinstance(item, Absent)), None)
    return absent if absent is not None else joined(map(printable, items), printable(separator))


def _extreme(choose: Callable[..., Any]) -> Callable[..., Any]:
    def extreme(values: Iterable[Any], attribute: str | None = None) -> Any:
        found = [item for item in values if not _key(attribute)(item)[0]]
        return choose(found, key=_key(attribute)) if found else Absent("最大最小项")

    return extreme


def _is_sorted(values: Iterable[Any], attribute: str | None = None) -> bool:
    found = [value for missing, value in map(_key(attribute), values) if not missing]
    return all(first <= second for first, second in pairwise(found))


def _length(values: Any) -> int:
    return len(values)


def _round(value: Any) -> Any:
    return value if isinstance(value, Absent) else Decimal(value).to_integral_value("ROUND_HALF_UP")


FILTERS: dict[str, Callable[..., Any]] = {
    "first": _first,
    "last": _last,
    "unique": _unique,
    "flatten": _flatten,
    "sort": _sort,
    "sum": _sum,
    "groupby": _group,
    "join": _join,
    "min": _extreme(min),
    "max": _extreme(max),
    "is_sorted": _is_sorted,
    "length": _length,
    "count": _length,
    "list": list,
    "reverse": lambda values: list(values)[::-1],
    "round": _round,
    "abs": lambda value: EXACT.abs(value) if isinstance(value, Decimal) else abs(value),
    "trim": lambda text: text if isinstance(text, Absent) else text.strip(),
}

TESTS: dict[str, Callable[..., Any]] = {
    "equalto": lambda a, b: a == b,
    "eq": lambda a, b: a == b,
    "==": lambda a, b: a == b,
    "ne": lambda a, b: a != b,
    "!=": lambda a, b: a != b,
    "lt": lambda a, b: a < b,
    "le": lambda a, b: a <= b,
    "gt": lambda a, b: a > b,
    "ge": lambda a, b: a >= b,
    "in": lambda a, b: a in b,
    "odd": lambda n: n % 2 == 1,
    "even": lambda n: n % 2 == 0,
    "divisibleby": lambda n, by: n % by == 0,
}
