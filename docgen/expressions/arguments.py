"""What a filter was given -> a checked text, whole number or `Decimal`; knows how to refuse anything else in Chinese.

The filter modules of this package build on this one; none of them imports jinja2.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Any

from docgen.model import Absent

MAX_MAGNITUDE = 10**16
"""Numbers stay below this: a larger one is a typing slip, and its digits would cost memory."""

EXACT = Context(prec=60)
"""Expressions calculate with so many digits; larger whole numbers are refused, so that none is ever rounded."""

MAX_TEXT = 100_000
"""No filter makes a text longer than this."""


class FilterError(ValueError):
    """A filter was used on something that it is not for; ``message`` is a Chinese sentence for the user."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def shown(value: object) -> str:
    """A value as an error message quotes it: short, and never a Python repr."""
    if isinstance(value, str):
        return f"“{value[:30]}…”" if len(value) > 30 else f"“{value}”"
    if isinstance(value, Absent):
        return f"没有填写的“{value.label}”"
    if isinstance(value, bool):
        return "是或否的判断"
    if isinstance(value, int | Decimal):
        return plain(value) if _is_moderate(value) else "一个位数过多的数"
    if isinstance(value, list | tuple):
        return f"有 {len(value)} 项的列表"
    return "空值" if value is None else "一条记录"


def plain(value: int | Decimal) -> str:
    """A number as it was typed, without exponent."""
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def text(name: str, value: object) -> str:
    """``value`` as plain ``str``, or a `FilterError` naming the filter ``name``."""
    if not isinstance(value, str):
        raise FilterError(f"{name} 只能用于文字，得到的是{shown(value)}")
    if len(value) > MAX_TEXT:
        raise FilterError(f"{name} 不能用于超过 {MAX_TEXT} 字的文字")
    return str(value)


def number(name: str, value: object) -> Decimal:
    """``value`` (``int`` or ``Decimal``) as a finite ``Decimal`` below `MAX_MAGNITUDE`."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise FilterError(f"{name} 只能用于数，得到的是{shown(value)}")
    if not _is_moderate(value):
        raise FilterError(f"{name} 不能用于位数这么多的数")
    return Decimal(value)


def whole(name: str, value: object, least: int = -MAX_MAGNITUDE, most: int = MAX_MAGNITUDE) -> int:
    """``value`` as an ``int`` from ``least`` to ``most``; ``Decimal("3")`` and ``Decimal("3.0")`` count as 3."""
    amount = number(name, value)
    if amount != amount.to_integral_value():
        raise FilterError(f"{name} 只能用于整数，得到的是{shown(value)}")
    if not least <= amount <= most:
        limits = f"从 {least} 到 {most}" if most < MAX_MAGNITUDE else f"不小于 {least}"
        raise FilterError(f"{name} 用的数要{limits}，得到的是{shown(value)}")
    return int(amount)


def option(name: str, meaning: str, value: object, least: int, most: int) -> int:
    """A whole-number argument of a filter, as in ``fixed(digits)``; ``meaning`` is what it is for, in Chinese."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal) or not _is_moderate(value):
        raise FilterError(f"{name} 的{meaning}要写成整数，得到的是{shown(value)}")
    if value != int(value) or not least <= value <= most:
        raise FilterError(f"{name} 的{meaning}要写 {least} 到 {most} 之间的整数，得到的是{shown(value)}")
    return int(value)


def rounded(value: Decimal, digits: int) -> Decimal:
    """``value`` with exactly ``digits`` decimals, half up (0.125 -> 0.13), never minus zero."""
    result = value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP, Context(prec=150))
    return result if result else abs(result)


def items(name: str, value: object) -> list[Any]:
    """``value`` as a list, or a `FilterError`: a text is not taken for a list of characters."""
    if isinstance(value, str | bytes) or not isinstance(value, Iterable):
        raise FilterError(f"{name} 只能用于列表，得到的是{shown(value)}")
    return list(value)


def _is_moderate(value: int | Decimal) -> bool:
    if isinstance(value, Decimal):
        return value.is_finite() and _decimals(value) <= 100 and value.adjusted() < 17 and abs(value) < MAX_MAGNITUDE
    return -MAX_MAGNITUDE < value < MAX_MAGNITUDE


def _decimals(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0
