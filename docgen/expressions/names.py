"""Names against what is declared: a tree and a scope of shapes in, every unknown name out, with the nearest known one;
and what is printed and looked at."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeGuard

from jinja2 import nodes

from docgen.expressions.comparing import EQUAL, WITHIN, impossible, nearest
from docgen.expressions.shapes import (
    ANY,
    NOTHING,
    NUMBER,
    TEXT,
    Either,
    Made,
    Plain,
    Shape,
    Space,
    bare,
    either,
    made,
    once,
)

_LOOP = Plain("object", dict.fromkeys(("index", "index0", "length", "revindex", "revindex0"), NUMBER)
              | {"first": ANY, "last": ANY})  # fmt: skip
_SAME = frozenset({"selectattr", "rejectattr", "select", "reject", "sort", "unique", "reverse", "list"})
_ONE = frozenset({"first", "last", "min", "max"})
_ATTRIBUTE = {"selectattr": 0, "rejectattr": 0, "is_sorted": 0, "groupby": 0, "sum": 0, "min": 0, "max": 0,
              "sort": 1, "join": 1}  # fmt: skip
"""Where filters take the name of a field, if it is not given as ``attribute=``."""
_SELECTING = frozenset({"selectattr", "rejectattr", "select", "reject"})
_SHOWN = 12
"""So many known names or values are listed in advice."""
_FILLED_BY_WORDS = frozenset({"or_blank", "or_dash", "or_todo"})


@dataclass(frozen=True)
class NameProblem:
    """A name that nothing declares (or a value that cannot be printed), at a line of the source."""

    line: int
    message: str
    hint: str = ""


@dataclass(frozen=True)
class Printed:
    """A value that a template prints: where, its shape, how it is written, and the shapes that it is made from."""

    line: int
    shape: Shape
    written: str
    passed: tuple[Shape, ...] = ()


def unknown_names(tree: nodes.Node, scope: Mapping[str, Shape]) -> tuple[list[NameProblem], list[Printed]]:
    """Every undeclared name in the tree, and the shape of everything it prints."""
    reader = _Reader()
    reader.statements([tree], dict(scope))
    return reader.problems, reader.printed


def shape_of(tree: nodes.Node, scope: Mapping[str, Shape]) -> Shape:
    """What is known of the value of an expression, compiled as `Expression.tree`; unknown names are any value."""
    assigned = next(iter(tree.find_all(nodes.Assign)), None)
    shape = _Reader().shape(assigned.node, scope) if assigned is not None else ANY
    return shape.shapes[0] if isinstance(shape, Either) else shape


def looked_at(tree: nodes.Node, scope: Mapping[str, Shape]) -> list[Shape]:
    """Everything that an expression, compiled as `Expression.tree`, looks at, what it only asks about included."""
    reader = _Reader()
    reader.statements([tree], dict(scope))
    return reader.met


def written(node: nodes.Node) -> str:
    """An expression as its author wrote it, near enough for a message."""
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        return f"{written(node.node)}.{node.attr}"
    if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
        return f"{written(node.node)}[{node.arg.value!r}]"
    if isinstance(node, nodes.Filter) and node.node is not None:
        attribute = _attribute(node)
        return f"{written(node.node)} | {node.name}" + (f"({attribute})" if attribute else "")
    return "…"


def _attribute(node: nodes.Filter) -> str | None:
    """The name of the field of each item that a filter asks for, if it does."""
    given = node.args[_ATTRIBUTE[node.name] :] if node.name in _ATTRIBUTE else []
    if given and isinstance(given[0], nodes.Const) and isinstance(given[0].value, str):
        return given[0].value
    for keyword in node.kwargs:
        if keyword.key == "attribute" and isinstance(keyword.value, nodes.Const):
            return str(keyword.value.value)
    return None


def _with_words(shape: Shape) -> Shape:
    """A value, or a list of such, in whose place words may stand that are none of its values."""
    element = shape.element()
    if element is not None and element.values:
        return Plain("list", item=TEXT)
    return TEXT if shape.values else shape


def _holds_nothing(node: nodes.Node) -> bool:
    if isinstance(node, nodes.Const):
        return node.value is None or node.value is False or node.value == ""
    return isinstance(node, nodes.List) and not node.items


def _is_namespace(node: nodes.Node) -> TypeGuard[nodes.Call]:
    """``namespace(name=value, …)``, whose fields are followed each by itself."""
    called = isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.node.name == "namespace"
    return called and not (node.args or node.dyn_args or node.dyn_kwargs)  # type: ignore[attr-defined]


class _Reader:
    def __init__(self) -> None:
        self.problems: list[NameProblem] = []
        self.printed: list[Printed] = []
        self.passed: list[Shape] = []
        self.met: list[Shape] = []

    def statements(self, body: list[nodes.Node], scope: dict[str, Shape]) -> None:
        for node in body:
            self.statement(node, scope)

    def statement(self, node: nodes.Node, scope: dict[str, Shape]) -> None:
        if isinstance(node, nodes.Output):
            for value in node.nodes:
                if not isinstance(value, nodes.TemplateData):
                    self.passed = []
                    shape = self.shape(value, scope)
                    self.printed.append(Printed(value.lineno, shape, written(value), tuple(self.passed)))
        elif isinstance(node, nodes.For):
            self.loop(node, scope)
        elif isinstance(node, nodes.If):
            self.branches(node, scope)
        elif isinstance(node, nodes.Assign):
            self.assign(node.target, node.node, scope, scope)
        elif isinstance(node, nodes.With):
            inner = dict(scope)
            for target, value in zip(node.targets, node.values, strict=True):
                self.assign(target, value, scope, inner)
            self.statements(node.body, inner)
        elif isinstance(node, nodes.Expr):
            self.shape(node, scope)
        else:
            self.statements(list(node.iter_child_nodes()), scope)

    def branches(self, node: nodes.If, scope: dict[str, Shape]) -> None:
        """Each branch by itself; a name that one of them sets is then what any of them leaves it as."""
        ends = []
        for branch in [node, *node.elif_]:
            self.shape(branch.test, scope)
            ends.append(inner := dict(scope))
            self.statements(branch.body, inner)
        ends.append(last := dict(scope))
        self.statements(node.else_, last)
        for name in dict.fromkeys(name for end in ends for name in end):
            shapes = once(end[name] for end in ends if name in end)
            if len(shapes) > 1 or shapes[0] is not scope.get(name):
                filled = [each for each in shapes if bare(each) is not NOTHING]
                parts = [part for each in shapes for part in (each.parts if isinstance(each, Made) else [each])]
                space = next((each for each in shapes if isinstance(each, Space)), None)
                scope[name] = space or made(either(filled) or NOTHING, parts)

    def loop(self, node: nodes.For, scope: dict[str, Shape]) -> None:
        self.passed = []
        values = self.shape(node.iter, scope)
        element = values.element() or made(ANY, self.passed)
        if values.form not in ("list", "any"):
            self.complain(node.iter, f"“{written(node.iter)}”不是列表，不能用 for 逐项印出", "in 后面写一个列表")
        inner = dict(scope) | {"loop": _LOOP}
        self.bind(node.target, element, inner)
        if node.test is not None:
            self.shape(node.test, inner)
        self.statements(node.body, inner)
        self.statements(node.else_, dict(scope))

    def assign(self, target: nodes.Node, value: nodes.Node, scope: Mapping[str, Shape], into: dict[str, Shape]) -> None:
        """Bind a name to a value, and note what that is made from: whatever prints the name prints these."""
        self.passed = []
        if isinstance(target, nodes.Name) and _is_namespace(value):
            into[target.name] = space = Space()
            for each in value.kwargs:
                self.passed = []
                self.shape(each.value, scope)
                space.add(each.key, self.passed)
            return
        shape = NOTHING if _holds_nothing(value) else self.shape(value, scope)
        if isinstance(target, nodes.NSRef):
            holder = scope.get(target.name)
            if isinstance(holder, Space):
                holder.add(target.attr, self.passed)
        else:
            self.bind(target, made(shape, self.passed), into)

    def bind(self, target: nodes.Node, shape: Shape, scope: dict[str, Shape]) -> None:
        if isinstance(target, nodes.Name):
            scope[target.name] = shape
        elif isinstance(target, nodes.Tuple):
            for each in target.items:
                self.bind(each, made(ANY, shape.parts if isinstance(shape, Made) else ()), scope)

    def shape(self, node: nodes.Node, scope: Mapping[str, Shape]) -> Shape:
        """The shape of an expression; unknown names in it are noted on the way."""
        if isinstance(node, nodes.Name):
            return self.named(node, scope)
        if isinstance(node, nodes.Getattr):
            return self.member(node, self.shape(node.node, scope), node.attr)
        if isinstance(node, nodes.Getitem):
            return self.item(node, scope)
        if isinstance(node, nodes.Filter) and node.node is not None:
            return self.filtered(node, scope)
        if isinstance(node, (nodes.Test, nodes.Compare, nodes.Not)):
            before = len(self.passed)
            if isinstance(node, nodes.Compare):
                self.compare(node, scope)
            else:
                shapes = self.children(node, scope)
                if isinstance(node, nodes.Test) and node.args:
                    self.never(node.node, shapes[0], node.name, node.args[0])
            del self.passed[before:]
            return ANY
        if isinstance(node, (nodes.CondExpr, nodes.Or, nodes.And)):
            shapes = self.children(node, scope)
            branches = shapes[1:] if isinstance(node, nodes.CondExpr) else shapes
            return either(branches) or ANY
        if isinstance(node, nodes.Const):
            return TEXT if isinstance(node.value, str) else NUMBER
        self.children(node, scope)
        return TEXT if isinstance(node, nodes.Concat) else ANY

    def children(self, node: nodes.Node, scope: Mapping[str, Shape]) -> list[Shape]:
        return [self.shape(child, scope) for child in node.iter_child_nodes()]

    def compare(self, node: nodes.Compare, scope: Mapping[str, Shape]) -> None:
        left, of_left = node.expr, self.shape(node.expr, scope)
        for each in node.ops:
            right, of_right = each.expr, self.shape(each.expr, scope)
            self.never(left, of_left, each.op, right)
            if each.op in EQUAL:
                self.never(right, of_right, each.op, left)
            elif each.op in WITHIN and (element := of_right.element()) is not None:
                self.never(right, element, "eq", left, says="里不会有")
            left, of_left = right, of_right

    def never(
        self, node: nodes.Node, shape: Shape, how: str, other: nodes.Node, called: str = "", says: str = "不会是"
    ) -> None:
        """Complain of what a value, called so or as it is written, is compared with that it can never be."""
        for value in impossible(shape.values, how, other):
            name = called or written(node)
            what = "比较的值" if name.startswith("…") else f"“{name}”"
            near, known = nearest(value, shape.values), "、".join(list(shape.values)[:_SHOWN])
            more = f"等 {len(shape.values)} 个" if len(shape.values) > _SHOWN else ""
            hint = f"改成“{near}”" if near else f"模式列出的有：{known}{more}"
            self.complain(node, f"{what}{says}“{value}”，模式列出的值里没有它", hint)

    def named(self, node: nodes.Name, scope: Mapping[str, Shape]) -> Shape:
        if node.name in scope:
            return self.meet(scope[node.name])
        if node.name not in ("range", "namespace", "true", "false", "none"):
            self.unknown(node, node.name, "", scope.keys())
        return ANY

    def meet(self, shape: Shape) -> Shape:
        if isinstance(shape, Either):
            self.meet_all(shape.shapes)
        elif isinstance(shape, Made):
            self.meet_all((shape.shape, *shape.parts))
        else:
            self.passed.append(shape)
            self.met.append(shape)
        return shape

    def meet_all(self, shapes: Iterable[Shape]) -> None:
        for each in shapes:
            self.meet(each)

    def item(self, node: nodes.Getitem, scope: Mapping[str, Shape]) -> Shape:
        owner = self.shape(node.node, scope)
        if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
            return self.member(node, owner, node.arg.value)
        self.shape(node.arg, scope)
        if isinstance(node.arg, nodes.Slice):
            return TEXT if owner.values else owner  # a part of a text is none of the values
        return owner.element() or ANY

    def member(self, node: nodes.Getattr | nodes.Getitem, owner: Shape, name: str) -> Shape:
        return self.member_of(node, owner, name, written(node.node))

    def member_of(self, node: nodes.Node, owner: Shape, path: str, start: str) -> Shape:
        shape = owner
        for name in path.split("."):
            if shape.form == "any":
                self.meet_all(shape.made.get(name, ()) if isinstance(shape, Space) else ())
                return ANY
            found = shape.member(name)
            if found is None:
                self.unknown(node, name, start, shape.members())
                return ANY
            shape, start = self.meet(found), f"{start}.{name}"
        return shape

    def filtered(self, node: nodes.Filter, scope: Mapping[str, Shape]) -> Shape:
        assert node.node is not None
        owner = self.shape(node.node, scope)
        for argument in [*node.args, *(each.value for each in node.kwargs)]:
            self.shape(argument, scope)
        element = owner.element() or ANY
        named = _attribute(node)
        of_attribute: Shape = ANY
        if named is not None and owner.form != "any":
            of_attribute = self.member_of(node, element, named, f"{written(node.node)}[…]")
        self.select(node, of_attribute if named is not None else element)
        if node.name in _SAME:
            return owner
        if node.name in _ONE:
            return element
        if node.name == "flatten":
            return Plain("list", item=element.element() or element)
        if node.name == "map":
            return Plain("list", item=of_attribute)
        if node.name == "groupby":
            return Plain("list", item=Plain("object", {"grouper": of_attribute, "list": owner}))
        if node.name in _FILLED_BY_WORDS:
            return _with_words(owner)
        return NUMBER if node.name in ("length", "count") else ANY

    def select(self, node: nodes.Filter, shape: Shape) -> None:
        """What a filter that selects compares each item, or a field of it, with."""
        given = node.args[1:] if node.name in ("selectattr", "rejectattr") else node.args
        if node.name in _SELECTING and len(given) > 1 and isinstance(given[0], nodes.Const):
            self.never(node, shape, str(given[0].value), given[1], _attribute(node) or "")

    def unknown(self, node: nodes.Node, name: str, owner: str, known: Collection[str]) -> None:
        near = nearest(name, known)
        message = f"没有字段“{owner}.{name}”".replace("“….", "“") if owner else f"没有名称“{name}”"
        if near:
            message += f"，最接近的是“{owner + '.' if owner else ''}{near}”"
            self.complain(node, message, f"把“{name}”改成“{near}”")
        else:
            listed = "、".join(sorted(known)[:_SHOWN])
            self.complain(node, message, f"可用的有：{listed}" if known else "它没有下一级")

    def complain(self, node: nodes.Node, message: str, hint: str = "") -> None:
        self.problems.append(NameProblem(node.lineno, message, hint))
