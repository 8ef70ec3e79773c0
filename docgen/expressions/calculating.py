"""Two values and an operator to a result: `Decimal` throughout, whole numbers exact or refused."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from docgen.expressions.arguments import EXACT
from docgen.expressions.budget import nested, weighed
from docgen.expressions.errors import ExpressionError
from docgen.expressions.guards import bounded
from docgen.model import Absent


def calculate(operator: str, left: Any, right: Any) -> Any:
    """``left operator right`` in Decimal; a division by zero is absent (unknown), not an error."""
    if operator == "+" and isinstance(left, list) and isinstance(right, list):
        return nested(bounded(left + right))
    if operator == "+" and isinstance(left, str) and isinstance(right, str):
        return weighed(bounded(left + right))
    a, b = _number(left, operator), _number(right, operator)
    if isinstance(a, Absent) or isinstance(b, Absent):
        return a + b
    if operator in {"/", "//", "%"} and b == 0:
        return Absent("除数为零的结果")
    try:
        return bounded(_OPERATIONS[operator](a, b))
    except ArithmeticError:
        raise ExpressionError("数字太大，不能计算") from None


def signed(operator: str, value: Any) -> Any:
    """``-value`` or ``+value``, with every digit."""
    number = _number(value, operator)
    if isinstance(number, Absent):
        return -number
    return bounded(EXACT.minus(number) if operator == "-" else EXACT.plus(number))


_OPERATIONS: dict[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": EXACT.add,
    "-": EXACT.subtract,
    "*": EXACT.multiply,
    "/": EXACT.divide,
    "//": EXACT.divide_int,
    "%": EXACT.remainder,
}


def _number(value: Any, operator: str) -> Decimal | Absent:
    if isinstance(value, (Decimal, Absent)):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    raise ExpressionError(f"“{operator}”只能用于数字")
