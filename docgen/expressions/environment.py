"""Expressions and texts with tags: source text in, a callable value or a clear refusal out.

What an expression may do is an allow-list: node types, filters, tests, functions. Jinja reads it, `generating` makes it
Python, and `functions` is all that such a program can call.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.exceptions import TemplateSyntaxError
from jinja2.parser import Parser

from docgen.expressions import syntax
from docgen.expressions.budget import loop_budget, within_budget
from docgen.expressions.code import Code
from docgen.expressions.errors import FAILURES, failed
from docgen.expressions.functions import functions, guarded_filters
from docgen.expressions.generating import generate, generate_expression
from docgen.expressions.guards import joined

_LONG_NUMBER = re.compile(rf"[\d_.]{{{syntax.MAX_FLOAT_DIGITS + 1}}}")
"""Whoever has more digits than are allowed has this; most sources have no such thing and are not gone through twice."""
_DEEP = 12
"""Expressions with more levels are compiled at once, so that those too deep for Python are refused when read."""


class Environment(jinja2.Environment):
    """The language of templates, rules, computed fields, figures and selections: Jinja's reader with our allow-lists.

    Looking a name up on a value asks the value's own ``lookup(name)`` first, then mapping items; Python
    attributes and methods are out of reach.  Numbers calculate as `Decimal`.
    """

    def __init__(self) -> None:
        super().__init__(autoescape=False, keep_trailing_newline=True)
        filters, tests = guarded_filters()
        self.filters, self.tests = filters, dict[str, Any](tests)

    @cached_property
    def functions(self) -> Mapping[str, Any]:
        """All that a program of this environment can call; its filters are settled from then on."""
        return functions(self.filters, dict[str, Any](self.tests))

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        with syntax.readable():
            return super()._parse(source, name, filename)

    def _tokenize(self, source: str, name: str | None, filename: str | None = None, state: str | None = None) -> Any:
        if _LONG_NUMBER.search(source):
            syntax.refuse_long_decimals(self.lexer.tokeniter(source, name, filename, state))
        return super()._tokenize(source, name, filename, state)

    def refuse(self, tree: nodes.Template) -> int:
        """How many levels the tree has.

        Raises:
            ExpressionError: with the line of the tag, for what the allow-lists do not hold.
        """
        return syntax.refuse_unknown(tree, self.filters, self.tests)


class Expression:
    """One expression; ``names`` are those it uses, ``evaluate`` gives its value for the names handed in."""

    def __init__(self, source: str) -> None:
        """Raises ExpressionError where the source is not an allowed expression."""
        self.source = source
        try:
            with syntax.readable():
                parser = Parser(ENVIRONMENT, source, state="variable")
                expression = parser.parse_expression()
                if not parser.stream.eos:
                    raise TemplateSyntaxError("chunk after expression", parser.stream.current.lineno)
                body: list[nodes.Node] = [nodes.Assign(nodes.Name("result", "store", lineno=1), expression, lineno=1)]
                self.tree = nodes.Template(body, lineno=1)
                if ENVIRONMENT.refuse(self.tree) > _DEEP:
                    self._program  # noqa: B018
        except TemplateSyntaxError as problem:
            raise syntax.in_chinese(problem) from None

    @cached_property
    def names(self) -> frozenset[str]:
        return frozenset(each.name for each in self.tree.find_all(nodes.Name) if each.ctx == "load")

    @cached_property
    def code(self) -> Code:
        """The generated program, which gives the value."""
        return generate_expression(self.tree, ENVIRONMENT)

    @cached_property
    def _program(self) -> Callable[..., Any]:
        return self.code.bound(ENVIRONMENT.functions)

    def evaluate(self, names: Mapping[str, Any]) -> Any:
        """The value. Raises ExpressionError or AbsentUsedError."""
        return evaluated(self._program, names)


class Text:
    """Text with ``{{ }}`` in it; ``render`` gives the text for the names handed in."""

    def __init__(self, source: str) -> None:
        """Raises ExpressionError where a tag is not allowed."""
        self.source = source
        try:
            self.tree = ENVIRONMENT.parse(source)
            ENVIRONMENT.refuse(self.tree)
            with syntax.readable():
                self._program = generate(self.tree, ENVIRONMENT).bound(ENVIRONMENT.functions)
        except TemplateSyntaxError as problem:
            raise syntax.in_chinese(problem) from None

    def render(self, names: Mapping[str, Any]) -> str:
        """The text. Raises ExpressionError or AbsentUsedError."""
        return joined(evaluated(self._program, names))


def evaluated(program: Callable[..., Any], names: Mapping[str, Any]) -> Any:
    """What a program gives, within a budget. Raises ExpressionError or AbsentUsedError."""
    try:
        if within_budget():
            return program(names)
        with loop_budget():
            return program(names)
    except FAILURES as problem:
        raise failed(problem) from None


ENVIRONMENT = Environment()
