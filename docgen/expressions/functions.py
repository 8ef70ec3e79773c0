"""All that a generated program can call, by its name there: look-ups, loops, arithmetic, and the filters and tests.

`functions` makes the same table over other filters, for programs that also say where their values came from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from docgen.expressions import sequences
from docgen.expressions.arguments import shown
from docgen.expressions.budget import LOOP_BUDGET, charge, nested, weighed
from docgen.expressions.calculating import calculate, signed
from docgen.expressions.errors import ExpressionError
from docgen.expressions.filters import FILTERS, TESTS
from docgen.expressions.guards import MAX_TEXT, guarded, joined
from docgen.expressions.printing import printable
from docgen.model import Absent

Function = Callable[..., Any]
_LOOP_FIELDS = frozenset({"index", "index0", "first", "last", "length", "revindex", "revindex0"})


class _Missing:
    """What a local name of a program holds where the context does not have it."""


missing = _Missing()


class Namespace:
    """``namespace(甲=1)``: names that ``set`` may change from inside a loop."""

    __slots__ = ("held",)

    def __init__(self, /, *given: Any, **named: Any) -> None:
        self.held: dict[str, Any] = dict(*given, **named)

    def __setitem__(self, name: str, value: Any) -> None:
        self.held[name] = value


class Loop:
    """``loop`` inside a ``for``: where it stands, and of how many."""

    __slots__ = ("index0", "length")

    def __init__(self, index0: int, length: int) -> None:
        self.index0, self.length = index0, length

    def lookup(self, name: Any) -> int | bool:
        """Raises ExpressionError for anything but the position."""
        if name not in _LOOP_FIELDS:
            raise ExpressionError(f"这个值没有下一级{shown(name)}")
        return getattr(self, name)  # type: ignore[no-any-return]

    index = property(lambda self: self.index0 + 1)
    first = property(lambda self: self.index0 == 0)
    last = property(lambda self: self.index0 + 1 == self.length)
    revindex = property(lambda self: self.length - self.index0)
    revindex0 = property(lambda self: self.length - self.index0 - 1)


def no_name(name: str) -> Any:
    """A name that the context does not have: using it, even to hand it on, says so in Chinese."""
    raise ExpressionError(f"没有“{name}”这个名称")


def member(obj: Any, name: Any, root: str = "") -> Any:
    """``obj.name``; ``root`` is the name that gives ``obj``, where the context may not have it."""
    if obj is missing:
        no_name(root)
    look_up = getattr(type(obj), "lookup", None)
    if look_up is not None:
        return look_up(obj, name)
    return sequences.member(obj, name, _special)


def item(obj: Any, name: Any) -> Any:
    """``obj[name]``, where the name may be a whole number."""
    if isinstance(name, Decimal) and name == name.to_integral_value():
        name = int(name)
    return sequences.member(obj, name, _special)


def sliced(obj: Any, start: Any, stop: Any, step: Any) -> Any:
    """``obj[start:stop:step]``."""
    return obj[start:stop:step]


def _special(obj: Any, name: Any) -> Any:
    if isinstance(obj, Namespace) and isinstance(name, str):
        if name not in obj.held:
            raise ExpressionError(f"namespace 里没有“{name}”")
        return obj.held[name]
    return NotImplemented


def short_range(*bounds: Any) -> range:
    """``range``, for as many times as a document may need."""
    try:
        numbers = range(*(int(bound) for bound in bounds))
        times = len(numbers)
    except OverflowError:
        times = LOOP_BUDGET
    if times > 200:
        raise ExpressionError("range 最多 200 次")
    return numbers


def called(function: Any, *arguments: Any, **options: Any) -> Any:
    """A call; a name given by the data may hide the two functions that there are."""
    if function is not short_range and function is not Namespace:
        raise ExpressionError("range 或者 namespace 在这里是别的值，不能这样用", "给同名的变量、字段另取一个名称")
    return function(*arguments, **options)


def _not_a_namespace(_: str) -> ExpressionError:
    """What ``set a.b = …`` raises where ``a`` is no namespace; the words are Jinja's own."""
    return ExpressionError("set 只能改变量或者 namespace 里的项，不能改案卷的内容")


def counted(values: Any) -> list[Any]:
    """The values of a loop as a list, taken off the rendering's budget of iterations."""
    if isinstance(values, (str, Mapping)) or not isinstance(values, Iterable):
        raise ExpressionError("for 只能用于列表")
    found = list(values)
    charge(len(found))
    return found


def looped(values: Iterable[Any]) -> Iterator[tuple[Any, Loop]]:
    """The values, each with its ``loop``."""
    found = list(values)
    for number, value in enumerate(found):
        yield value, Loop(number, len(found))


def concat(*values: Any) -> Any:
    """``a ~ b``: the texts in one, absent where one of them is."""
    absent = next((value for value in values if isinstance(value, Absent)), None)
    return absent if absent is not None else weighed(joined(printable(value) for value in values))


def measured(made: list[str]) -> int:
    """How many pieces a text may have before it is measured again: twice as many, so that measuring costs little.

    Raises:
        ExpressionError: where it is too long.
    """
    if sum(map(len, made)) > MAX_TEXT:
        raise ExpressionError(f"文字太长，超过 {MAX_TEXT} 字")
    return 2 * len(made)


def functions(filters: Mapping[str, Function], tests: Mapping[str, Function]) -> dict[str, Any]:
    """The table, for these filters and tests."""
    return {
        "missing": missing, "undefined": no_name, "member": member, "item": item, "sliced": sliced,
        "counted": counted, "looped": looped, "called": called, "measured": measured, "calculate": calculate,
        "signed": signed, "weighed": weighed, "nested": nested, "concat": concat, "decimal": Decimal,
        "printable": printable, "Namespace": Namespace, "TemplateRuntimeError": _not_a_namespace,
        "range_": short_range, "namespace_": Namespace,
        **{f"filter_{name}": function for name, function in filters.items()},
        **{f"test_{name}": function for name, function in tests.items()},
    }  # fmt: skip


def guarded_filters(
    wrapped: Callable[[str, Function], Function] = guarded,
) -> tuple[dict[str, Function], dict[str, Function]]:
    """All filters and tests by their names, each ``wrapped``; ``map`` and ``select`` use these same ones."""
    filters: dict[str, Function] = {}
    tests = {name: wrapped(name, function) for name, function in {**sequences.TESTS, **TESTS}.items()}
    own = {**sequences.FILTERS, **FILTERS, "map": sequences.mapping(filters.__getitem__)}
    for name in sequences.SELECTING:
        own[name] = sequences.selecting(name, tests.__getitem__)
    filters |= {name: wrapped(name, function) for name, function in own.items()}
    return filters, tests
