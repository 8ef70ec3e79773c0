"""How much one rendering or evaluation may do: loops, comparing and list filters are all taken off one budget."""

from __future__ import annotations

from contextvars import ContextVar
from typing import Any

from docgen.expressions.errors import ExpressionError

LOOP_BUDGET = 2_000_000
MAX_NESTED = 100_000
MAX_DEPTH = 10
LONG = 1_000
"""So many characters cost as much as one item of a list."""
_budget: ContextVar[list[int] | None] = ContextVar("loop_budget", default=None)


class loop_budget:  # noqa: N801  a context manager reads as a verb
    """While open, everything of this thread together may take `LOOP_BUDGET` steps; one inside another shares it."""

    def __enter__(self) -> None:
        self._token = _budget.set(_budget.get() or [LOOP_BUDGET])

    def __exit__(self, *_: object) -> None:
        _budget.reset(self._token)


def within_budget() -> bool:
    """Whether a budget is open."""
    return _budget.get() is not None


def charge(steps: int) -> None:
    """Take steps off the open budget. Raises ExpressionError when it is used up."""
    budget = _budget.get()
    if budget is not None:
        budget[0] -= steps
        if budget[0] < 0:
            raise ExpressionError(f"循环次数超过 {LOOP_BUDGET}", "减少循环的层数，或者少用整个列表来比较和计算")


def weighed(value: Any) -> Any:
    """The value, after charging for going through it once."""
    if isinstance(value, (list, tuple, dict)):
        charge(len(value))
    elif isinstance(value, str) and len(value) >= LONG:
        charge(len(value) // LONG)
    return value


def nested(value: Any) -> Any:
    """A list (or mapping) that an expression made, unless lists in lists make it too deep or too large.

    What stands in it twice counts twice, since comparing goes through it twice.

    Raises:
        ExpressionError: more than `MAX_DEPTH` levels or `MAX_NESTED` items in all.
    """
    count = 0
    levels: list[tuple[Any, int]] = [(value, 1)]
    while levels:
        holder, depth = levels.pop()
        inside = list(holder.values()) if isinstance(holder, dict) else holder
        count += len(inside)
        if depth > MAX_DEPTH or count > MAX_NESTED:
            raise ExpressionError("列表套列表，套得太深或者太大", "不要把列表反复放进列表里")
        levels += [(each, depth + 1) for each in inside if isinstance(each, (list, tuple, dict))]
    charge(count)
    return value
