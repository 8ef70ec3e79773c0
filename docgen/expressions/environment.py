"""Jinja expressions in a sandbox: source text in, a callable value or a clear refusal out.

Only this package knows Jinja. What an expression may do is an allow-list: node types, filters, tests, functions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from types import CodeType
from typing import Any

from jinja2 import StrictUndefined, Template, nodes
from jinja2.exceptions import TemplateSyntaxError, UndefinedError
from jinja2.parser import Parser
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Namespace

from docgen.expressions import sequences, syntax
from docgen.expressions.budget import LOOP_BUDGET, charge, loop_budget, nested, weighed
from docgen.expressions.calculating import calculate, signed
from docgen.expressions.filters import FILTERS, TESTS
from docgen.expressions.guards import guarded, joined
from docgen.expressions.printing import printable
from docgen.expressions.syntax import ExpressionError
from docgen.model import Absent

_LOOP_FIELDS = frozenset({"index", "index0", "first", "last", "length", "revindex", "revindex0"})


class StrictName(StrictUndefined):
    """A name that the context does not have: using it, even to hand it on, says so in Chinese."""

    __slots__ = ()

    def __init__(self, hint: str | None = None, obj: Any = None, name: str | None = None, *_: Any) -> None:
        raise UndefinedError(f"没有“{name}”这个名称" if name else "这里没有可用的值")


class Environment(ImmutableSandboxedEnvironment):
    """The sandbox shared by templates, rules, computed fields, figures and selections.

    Looking a name up on a value asks the value's own ``lookup(name)`` first, then mapping items; Python
    attributes and methods are out of reach.  Numbers calculate as `Decimal`.
    """

    intercepted_binops = frozenset({"+", "-", "*", "/", "//", "%"})
    intercepted_unops = frozenset({"+", "-"})

    def __init__(self, **options: Any) -> None:
        options = {"autoescape": False, "undefined": StrictName, "keep_trailing_newline": True, **options}
        super().__init__(**options)
        filters: dict[str, Callable[..., Any]] = {
            **sequences.FILTERS, **FILTERS, "_decimal": Decimal, "_loop": _counted, "_concat": _concat,
            "_nested": nested, "_weighed": weighed,
            "map": sequences.mapping(self._filter),
        }  # fmt: skip
        for name in ("select", "reject", "selectattr", "rejectattr"):
            filters[name] = sequences.selecting(name, self._test)
        self.filters = {name: guarded(name, function) for name, function in filters.items()}
        tests: dict[str, Callable[..., Any]] = {**sequences.TESTS, **TESTS}
        self.tests = {name: guarded(name, function) for name, function in tests.items()}
        self.globals = {"range": _short_range, "namespace": Namespace}

    def _filter(self, name: str) -> Callable[..., Any]:
        found: Callable[..., Any] = self.filters[name]
        return found

    def _test(self, name: str) -> Callable[..., Any]:
        found: Any = self.tests[name]
        return found  # type: ignore[no-any-return]

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        with syntax.readable():
            return super()._parse(source, name, filename)

    def _compile(self, source: str, filename: str) -> CodeType:
        with syntax.readable():
            return super()._compile(source, filename)

    def _tokenize(self, source: str, name: str | None, filename: str | None = None, state: str | None = None) -> Any:
        syntax.refuse_long_decimals(self.lexer.tokeniter(source, name, filename, state))
        return super()._tokenize(source, name, filename, state)

    def getattr(self, obj: Any, attribute: str) -> Any:
        return sequences.member(obj, attribute, _loop_field)

    def getitem(self, obj: Any, argument: Any) -> Any:
        if isinstance(argument, Decimal) and argument == argument.to_integral_value():
            argument = int(argument)
        return sequences.member(obj, argument, _loop_field)

    def is_safe_callable(self, obj: Any) -> bool:
        return obj is _short_range or obj is Namespace

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        return calculate(operator, left, right)

    def call_unop(self, context: Any, operator: str, arg: Any) -> Any:
        return signed(operator, arg)

    def checked(self, tree: nodes.Template) -> nodes.Template:
        """Refuse what the allow-lists do not hold, then make numbers, loops and ``~`` safe.

        Raises:
            ExpressionError: with the line of the tag.
        """
        syntax.refuse_unknown(tree, self.filters, self.tests)
        return syntax.harden(tree)


def _loop_field(obj: Any, name: Any) -> Any:
    if isinstance(obj, LoopContext) and name in _LOOP_FIELDS:
        return getattr(obj, name)
    if isinstance(obj, Namespace) and isinstance(name, str):
        held: Mapping[str, Any] = obj._Namespace__attrs
        if name not in held:
            raise ExpressionError(f"namespace 里没有“{name}”")
        return held[name]
    return NotImplemented


def _short_range(*bounds: Any) -> range:
    try:
        numbers = range(*(int(bound) for bound in bounds))
        times = len(numbers)
    except OverflowError:
        times = LOOP_BUDGET
    if times > 200:
        raise ExpressionError("range 最多 200 次")
    return numbers


def _counted(values: Iterable[Any]) -> list[Any]:
    """The values of a loop as a list, taken off the rendering's budget of iterations."""
    if isinstance(values, (str, Mapping)) or not isinstance(values, Iterable):
        raise ExpressionError("for 只能用于列表")
    found = list(values)
    charge(len(found))
    return found


def _concat(values: list[Any]) -> Any:
    absent = next((value for value in values if isinstance(value, Absent)), None)
    return absent if absent is not None else weighed(joined(printable(value) for value in values))


class Expression:
    """One expression, compiled; ``names`` are those it uses, ``evaluate`` gives its value for the names handed in."""

    def __init__(self, source: str, environment: Environment | None = None) -> None:
        """Raises ExpressionError where the source is not an allowed expression."""
        self.source = source
        environment = environment or ENVIRONMENT
        try:
            with syntax.readable():
                parser = Parser(environment, source, state="variable")
                expression = parser.parse_expression()
                if not parser.stream.eos:
                    raise TemplateSyntaxError("chunk after expression", parser.stream.current.lineno)
            body: list[nodes.Node] = [nodes.Assign(nodes.Name("result", "store", lineno=1), expression, lineno=1)]
            self.tree = nodes.Template(body, lineno=1)
            self.tree.set_environment(environment)
            self._template = _compiled(self.tree, environment)
            self.names = frozenset(each.name for each in self.tree.find_all(nodes.Name) if each.ctx == "load")
        except TemplateSyntaxError as problem:
            raise syntax.in_chinese(problem) from None

    def evaluate(self, names: Mapping[str, Any]) -> Any:
        """The value. Raises ExpressionError or AbsentUsedError."""
        with loop_budget():
            try:
                context = self._template.new_context(dict(names))
                for _ in self._template.root_render_func(context):
                    pass
                return context.vars["result"]
            except syntax.FAILURES as problem:
                raise syntax.failed(problem) from None


class Text:
    """Text with ``{{ }}`` in it, compiled; ``render`` gives the text for the names handed in."""

    def __init__(self, source: str, environment: Environment | None = None) -> None:
        """Raises ExpressionError where a tag is not allowed."""
        self.source = source
        environment = environment or TEXTS
        try:
            self.tree = environment.parse(source)
            self._template = _compiled(self.tree, environment)
        except TemplateSyntaxError as problem:
            raise syntax.in_chinese(problem) from None

    def render(self, names: Mapping[str, Any]) -> str:
        """The text. Raises ExpressionError or AbsentUsedError."""
        with loop_budget():
            try:
                context = self._template.new_context(dict(names))
                return joined(self._template.root_render_func(context))
            except syntax.FAILURES as problem:
                raise syntax.failed(problem) from None


def _compiled(tree: nodes.Template, environment: Environment) -> Template:
    with syntax.readable():
        return environment.from_string(environment.checked(parse_again(tree)))


def parse_again(tree: nodes.Template) -> nodes.Template:
    """A copy of the tree that may be rewritten, so that the names are checked on what was typed."""
    from copy import deepcopy

    environment, tree.environment = tree.environment, None
    for node in tree.find_all(nodes.Node):
        node.environment = None
    copy = deepcopy(tree)
    tree.set_environment(environment)  # type: ignore[arg-type]
    copy.set_environment(environment)  # type: ignore[arg-type]
    return copy


ENVIRONMENT = Environment()
TEXTS = Environment(finalize=printable)
