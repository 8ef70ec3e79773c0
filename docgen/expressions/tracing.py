"""Values that know where they came from: carried through look-ups, loops, filters and arithmetic of the same programs.

A carrier is a text or number as it was, of a type of its own below the one that it has, with ``origins`` beside it. A
program that calls `traced_functions` in the stead of the plain ones hands them on to whatever is made of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any, Protocol

from docgen.expressions.functions import Function, functions, guarded_filters
from docgen.expressions.guards import guarded
from docgen.model import Absent, Path

SCALARS = (str, Decimal, int, Absent)
_BY_ATTRIBUTE = frozenset({"sum", "join"})
_MAKES = ("member", "item", "sliced", "calculate", "signed", "concat")
"""Functions that make a value out of others."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value came from: ``source`` is ``kind/id``, ``figures/NAME``, or empty for the names of the context.

    ``path`` is the way inside it. ``inputs`` are what it was computed or counted from, where it is not written there.
    """

    source: str
    path: Path
    inputs: tuple[Origin, ...] = ()


class Traced:
    """What carriers and the traced views of objects share."""

    __slots__ = ()
    origins: tuple[Origin, ...]


@cache
def _carrier_of(kind: type[Any]) -> Any:
    return type(f"Traced{kind.__name__}", (kind, Traced), {"origins": ()})


def carrying(value: Any, origins: Iterable[Origin]) -> Any:
    """The text, number, absent value or list with its origins; anything else as it is."""
    if isinstance(value, bool) or not isinstance(value, (*SCALARS, list)):
        return value
    kind = _carrier_of(next(each for each in type(value).__mro__ if not issubclass(each, Traced)))  # type: ignore[arg-type]
    made = kind.__new__(kind) if isinstance(value, (Absent, list)) else kind.__new__(kind, value)
    if isinstance(value, list):
        made.extend(value)
    for each in type(value).__mro__:
        slots = each.__dict__.get("__slots__", ())
        for name in (slots,) if isinstance(slots, str) else slots:
            if hasattr(value, name):
                setattr(made, name, getattr(value, name))
    made.__dict__.update(getattr(value, "__dict__", {}))
    made.origins = tuple(dict.fromkeys(origins))
    return made


def origins_of(value: Any) -> tuple[Origin, ...]:
    """Where a value came from; of a list of values, where each of these did."""
    if isinstance(value, (list, tuple)):
        inside = [origin for each in value if not _is_object(each) for origin in origins_of(each)]
        if inside:
            return tuple(dict.fromkeys(inside))
        if not isinstance(value, Traced) or not value.origins:
            return tuple(dict.fromkeys(origin for each in value for origin in origins_of(each)))
    return value.origins if isinstance(value, Traced) else ()


def _is_object(value: Any) -> bool:
    return isinstance(value, Traced) and not isinstance(value, (*SCALARS, list))


class Tracer(Protocol):
    """Knows how a value looks to a program that traces; ``log`` is what was read, in order."""

    log: list[Origin]

    def seen(self, value: Any, origin: Origin) -> Any: ...


def handed_on(result: Any, given: Iterable[Any], tracer: Tracer) -> Any:
    """What was made of some values, with their origins unless it has its own."""
    if isinstance(result, (Traced, bool)) or result is None:
        return result
    origins = tuple(dict.fromkeys(origin for each in given for origin in origins_of(each)))
    if not origins:
        return result
    if isinstance(result, list):
        return carrying([handed_on(each, given, tracer) for each in result], origins)
    return carrying(result, origins) if isinstance(result, SCALARS) else tracer.seen(result, origins[0])


def traced_functions(plain: Mapping[str, Any], tracer: Tracer) -> dict[str, Any]:
    """The functions of a program, handing on origins."""

    def wrapped(name: str, function: Function) -> Function:
        inner = guarded(name, function)

        def made(*arguments: Any, **options: Any) -> Any:
            before = len(tracer.log)
            result = inner(*arguments, **options)
            given: list[Any] = [*arguments, *options.values()]
            if name in _BY_ATTRIBUTE and len(given) > 1 and len(tracer.log) > before:
                given = [carrying("", tracer.log[before:]), *given[1:]]
            return handed_on(result, given, tracer)

        return made

    def making(function: Function) -> Function:
        def made(*arguments: Any, **options: Any) -> Any:
            return handed_on(function(*arguments, **options), [*arguments, *options.values()], tracer)

        return made

    # Only filters and tests: what a part measures its texts by is its own.
    made = functions(*guarded_filters(wrapped)).items()
    known = {name: function for name, function in made if name.startswith(("filter_", "test_"))}
    others = {name: making(function) for name, function in plain.items() if name.startswith("filter_")}
    return {**plain, **others, **known, **{name: making(plain[name]) for name in _MAKES}}
