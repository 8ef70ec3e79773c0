"""A generated program: compiled Python that knows which line of the template each of its lines is from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import CodeType
from typing import Any, NamedTuple, cast

FUNCTIONS = frozenset({"range", "namespace"})
"""What a template may call."""
PASSES_TEXT = frozenset({"or_blank", "or_dash", "or_todo"})
"""Filters that, with nothing in brackets, give any text back as it is."""


class Code(NamedTuple):
    """A program's source, compiled, and pairs of a line of the template and the line of the program where it starts."""

    source: str
    code: CodeType
    lines: tuple[tuple[int, int], ...]

    def bound(self, functions: Mapping[str, Any]) -> Callable[..., Any]:
        """The program with the functions that it calls."""
        scope = {"__builtins__": {"type": type, "dict": dict, "str": str, "len": len, "isinstance": isinstance}}
        scope |= functions
        exec(self.code, scope)
        return cast(Callable[..., Any], scope["program"])

    def template_line(self, line: int) -> int:
        """The line of the template that a line of the program is from."""
        return next((template for template, own in reversed(self.lines) if own <= line), 1)


def compiled(source: str, lines: tuple[tuple[int, int], ...]) -> Code:
    """The program of this source. Raises SyntaxError or RecursionError: nested too deep."""
    return Code(source, compile(source, "<template>", "exec"), lines)
