"""Filters, tests and results to the same within limits: what goes wrong is told in Chinese, nothing grows endless."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from docgen.expressions.arguments import EXACT, FilterError
from docgen.expressions.budget import LONG, weighed
from docgen.expressions.errors import ExpressionError
from docgen.model import AbsentUsedError, UnknownFieldError

MAX_TEXT = 1_000_000
MAX_ITEMS = 100_000
_ARGUMENTS = re.compile(r"positional argument|keyword argument|multiple values for argument")


def guarded(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """The filter or test; used wrongly, it says so in Chinese and by its name."""

    @functools.wraps(function)
    def guarded_function(*arguments: Any, **options: Any) -> Any:
        for argument in arguments:
            if type(argument) is not str or len(argument) >= LONG:
                weighed(argument)
        try:
            return function(*arguments, **options)
        except (ExpressionError, AbsentUsedError, UnknownFieldError, FilterError):
            raise
        except TypeError as problem:
            reason = "括号里的参数不对" if _ARGUMENTS.search(str(problem)) else "值的类型不对"
            raise ExpressionError(f"“{name}”不能这样用：{reason}") from None
        except IndexError:
            raise ExpressionError(f"“{name}”的括号里少了参数") from None
        except (ValueError, ArithmeticError, LookupError, AttributeError):
            raise ExpressionError(f"“{name}”不能这样用：值的类型不对") from None

    return guarded_function


def bounded(value: Any) -> Any:
    """A text, list or number of a size that documents have.

    Raises:
        ExpressionError: for anything larger.
    """
    if isinstance(value, str) and len(value) > MAX_TEXT:
        raise ExpressionError(f"文字太长，超过 {MAX_TEXT} 字")
    if isinstance(value, list) and len(value) > MAX_ITEMS:
        raise ExpressionError(f"列表太长，超过 {MAX_ITEMS} 项")
    if isinstance(value, Decimal) and not (value.is_finite() and abs(value.adjusted()) < EXACT.prec):
        raise ExpressionError("数字太大，不能计算")
    return value


def joined(texts: Iterable[str], separator: str = "") -> str:
    """The texts in one, counted before they are put together.

    Raises:
        ExpressionError: where they are too long.
    """
    found, length = [], 0
    for text in texts:
        found.append(text)
        length += len(text) + (len(separator) if len(found) > 1 else 0)
        if length > MAX_TEXT:
            raise ExpressionError(f"文字太长，超过 {MAX_TEXT} 字")
    return separator.join(found)
