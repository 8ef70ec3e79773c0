"""What goes wrong with an expression, said in Chinese; knows nothing of how expressions are read."""

from __future__ import annotations

FAILURES = (TypeError, ValueError, ArithmeticError, IndexError, KeyError, AttributeError, RecursionError, MemoryError)
"""What may go wrong while an expression runs, besides ExpressionError; `failed` says each in Chinese."""


class ExpressionError(Exception):
    """An expression is refused or failed: a Chinese sentence, a hint, and the line in its source."""

    def __init__(self, message: str, hint: str = "", line: int = 1) -> None:
        super().__init__(message)
        self.message, self.hint, self.line = message, hint, line


def failed(problem: Exception) -> ExpressionError:
    """What went wrong while an expression ran (one of `FAILURES`), as an ExpressionError."""
    message = getattr(problem, "message", None)
    if message:
        return ExpressionError(str(message), str(getattr(problem, "hint", "")))
    if isinstance(problem, (RecursionError, MemoryError)):
        return ExpressionError("算得太深、太大，不能完成")
    if isinstance(problem, TypeError):
        return ExpressionError("不同类型的值不能这样比较或者计算，例如文字和数字")
    hint = "检查方括号里的起止和步长（步长不能写 0）、过滤器括号里的数、参加计算的值，换一个能用的值"
    return ExpressionError("这里有一个值用不上，例如步长写成了 0", hint)
