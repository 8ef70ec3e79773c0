"""What a value looks like when it is printed; what may not be printed is refused with the reason."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from docgen.expressions.errors import ExpressionError
from docgen.model import Absent


def printable(value: Any) -> str:
    """The text of a value: text as it is, numbers as they were typed.

    Raises:
        ExpressionError: for an absent value, yes/no, a list or an object.
    """
    if isinstance(value, str):
        return value
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    raise ExpressionError(*refusal(value))


def refusal(value: Any) -> tuple[str, str]:
    """Why a value cannot be printed, and what to write instead."""
    if isinstance(value, Absent):
        return (
            f"“{value.label}”没有填写，不能印出",
            "补填这一项；允许空着的，模板里写“| or_blank”“| or_dash”或者“| or_todo”",
        )
    if isinstance(value, bool):
        return "这是一个判断的结果（是或否），不能直接印出", "用 {% if … %} 写出要印的文字"
    if isinstance(value, (list, tuple)):
        return "这是一个列表，不能直接印出", "用 {% for … %} 逐项印出，或者用“| join”连起来"
    label = getattr(value, "label", "")
    return f"{'“' + label + '”' if label else '这'}是一个对象，不能直接印出", "写明要印它的哪一项，例如“.名称”"
