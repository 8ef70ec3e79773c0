"""A checked tree of tags -> its program: compiled Python that knows which line of the template each line is from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import CodeType
from typing import Any, NamedTuple, cast

from jinja2 import nodes
from jinja2.environment import Environment as JinjaEnvironment

from docgen.expressions.generating import Generator, Printing, ValueGenerator


class Code(NamedTuple):
    """A generated program: its source, compiled, and which line of the template each of its lines is from."""

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


def generate(tree: nodes.Template, environment: JinjaEnvironment, printing: Printing | None = None) -> Code:
    """The program of a template, ``program(names, written) -> list[str]``.

    Without ``printing``, a value goes through ``printable``. Raises SyntaxError or RecursionError: nested too deep.
    """
    return _code(Generator(environment, printing), tree)


def generate_expression(tree: nodes.Template, environment: JinjaEnvironment) -> Code:
    """The program of a single assignment, ``program(names) -> value``."""
    return _code(ValueGenerator(environment, None), tree)


def _code(generator: Generator, tree: nodes.Template) -> Code:
    generator.visit(tree)
    source = generator.stream.getvalue()  # type: ignore[attr-defined]
    return Code(source, compile(source, "<template>", "exec"), tuple(generator.debug_info))
