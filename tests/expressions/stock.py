"""Our language run by Jinja's own compiler, context and sandbox: what generated programs are compared with."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from jinja2 import StrictUndefined, nodes
from jinja2.exceptions import SecurityError, TemplateRuntimeError
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Namespace

from docgen.expressions import functions, sequences
from docgen.expressions.budget import nested, weighed
from docgen.expressions.calculating import calculate, signed
from docgen.expressions.errors import ExpressionError
from docgen.expressions.guards import guarded, joined
from docgen.expressions.printing import printable


class StrictName(StrictUndefined):
    __slots__ = ()

    def __init__(self, hint: str | None = None, obj: Any = None, name: str | None = None, *_: Any) -> None:
        raise ExpressionError(f"没有“{name}”这个名称")


def _concat(values: list[Any]) -> Any:
    return functions.concat(*values)


class StockEnvironment(ImmutableSandboxedEnvironment):
    intercepted_binops = frozenset({"+", "-", "*", "/", "//", "%"})
    intercepted_unops = frozenset({"+", "-"})

    def __init__(self) -> None:
        super().__init__(autoescape=False, undefined=StrictName, keep_trailing_newline=True, finalize=printable)
        filters, tests = functions.guarded_filters()
        own: dict[str, Any] = {"_decimal": Decimal, "_loop": functions.counted, "_concat": _concat,
                               "_nested": nested, "_weighed": weighed}  # fmt: skip
        self.filters = {**filters, **{name: guarded(name, function) for name, function in own.items()}}
        self.tests = dict(tests)
        self.globals = {"range": functions.short_range, "namespace": Namespace}

    def getattr(self, obj: Any, attribute: str) -> Any:
        return sequences.member(obj, attribute, _special)

    def getitem(self, obj: Any, argument: Any) -> Any:
        if isinstance(argument, Decimal) and argument == argument.to_integral_value():
            argument = int(argument)
        return sequences.member(obj, argument, _special)

    def is_safe_callable(self, obj: Any) -> bool:
        return obj is functions.short_range or obj is Namespace

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        return calculate(operator, left, right)

    def call_unop(self, context: Any, operator: str, arg: Any) -> Any:
        return signed(operator, arg)


def _special(obj: Any, name: Any) -> Any:
    if isinstance(obj, LoopContext) and name in ("index", "index0", "first", "last", "length", "revindex", "revindex0"):
        return getattr(obj, name)
    if isinstance(obj, Namespace) and isinstance(name, str):
        held: Mapping[str, Any] = obj._Namespace__attrs
        if name not in held:
            raise ExpressionError(f"namespace 里没有“{name}”")
        return held[name]
    return NotImplemented


_STOCK = StockEnvironment()


def stock_text(tree: nodes.Template, names: Mapping[str, Any]) -> str:
    """What Jinja makes of a checked tree, which it changes."""
    _rewrite(tree)
    tree.set_environment(_STOCK)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what Jinja works out beforehand may look odd to Python
        template = _STOCK.from_string(tree)
    try:
        return joined(template.root_render_func(template.new_context(dict(names))))
    except SecurityError:
        raise ExpressionError("range 或者 namespace 在这里是别的值，不能这样用") from None
    except TemplateRuntimeError:
        raise ExpressionError("set 只能改变量或者 namespace 里的项，不能改案卷的内容") from None


def _rewrite(node: nodes.Node) -> None:
    for field, value in node.iter_fields():
        if isinstance(value, nodes.Node):
            setattr(node, field, _replaced(value))
        elif isinstance(value, list):
            value[:] = [_replaced(each) if isinstance(each, nodes.Node) else each for each in value]
    if isinstance(node, nodes.For) and isinstance(node.iter, nodes.Expr):
        node.iter = _filter(node.iter, "_loop")


def _replaced(node: nodes.Node) -> nodes.Node:
    _rewrite(node)
    if isinstance(node, nodes.Const) and isinstance(node.value, float):
        return _filter(nodes.Const(repr(node.value), lineno=node.lineno), "_decimal")
    if isinstance(node, nodes.Concat):
        return _filter(nodes.List(node.nodes, lineno=node.lineno), "_concat")
    if isinstance(node, (nodes.List, nodes.Dict)) or (isinstance(node, nodes.Tuple) and node.ctx == "load"):
        return _filter(node, "_nested")
    if isinstance(node, nodes.Compare):
        node.expr = _filter(node.expr, "_weighed")
        for operand in node.ops:
            operand.expr = _filter(operand.expr, "_weighed")
    return node


def _filter(value: nodes.Expr, name: str) -> nodes.Filter:
    return nodes.Filter(value, name, [], [], None, None, lineno=value.lineno)
