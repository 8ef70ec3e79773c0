"""A checked tree of tags -> straight-line Python; the only module that builds on the inside of Jinja's compiler.

Jinja says what a tag means (its parser, and which name is meant where: `jinja2.idtracking`). What differs is how: names
are local variables, printed values are appended to a list, filters and look-ups are called directly, and nothing goes
through a context or a sandbox at run time, since the allow-list has refused all that a sandbox would. A generated
program reads like this, for ``{% for p in problems %}<w:t>{{ p.no }}</w:t>{% endfor %}``::

    def program(names, written):
        l_0_problems = names.get('problems', missing)
        for l_1_p in counted((undefined(name='problems') if l_0_problems is missing else l_0_problems)):
            append('<w:t>')
            value = (l_1_p['no'] if type(l_1_p) is dict and 'no' in l_1_p else member(l_1_p, 'no'))
            append(value if type(value) is str and not special(value) else written(0, value, l_1_p))
            append('</w:t>')
"""

# ruff: noqa: N802, N815  visitors are named by Jinja's nodes
from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame, find_undeclared, operators
from jinja2.environment import Environment as JinjaEnvironment
from jinja2.idtracking import VAR_LOAD_PARAMETER, VAR_LOAD_RESOLVE

from docgen.expressions.code import FUNCTIONS, PASSES_TEXT, Code, compiled

_ORDER = frozenset({"eq", "ne", "lt", "lteq", "gt", "gteq"})

Printing = Callable[[nodes.Expr], tuple[str, nodes.Name | None] | None]
"""For a printed value: its place and check as Python (see `Generator._print`), and whose it is; None: not printed."""


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
    return compiled(source, tuple(generator.debug_info))


def _operation(function: str, sign: str) -> Callable[[Generator, nodes.Node, Frame], None]:
    def visitor(self: Generator, node: nodes.Node, frame: Frame) -> None:
        self.call(f"{function}({sign!r}, ", node.iter_child_nodes(), frame)

    return visitor


class Generator(CodeGenerator):
    """Jinja's generator, for the nodes of `syntax._ALLOWED` alone."""

    def __init__(self, environment: JinjaEnvironment, printing: Printing | None) -> None:
        super().__init__(environment, None, None, optimized=False)
        self._printing = printing

    def call(self, start: str, arguments: Iterable[nodes.Node], frame: Frame) -> None:
        """Write ``start``, the arguments with commas, and a closing bracket."""
        self.write(start)
        for number, argument in enumerate(arguments):
            self.write(", " if number else "")
            self.visit(argument, frame)
        self.write(")")

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:
        frame = self._root(node, "names, written=None")
        self.writeline("made = []")
        self.writeline("append = made.append")
        self.writeline("room = 256")
        self.enter_frame(frame)
        self.blockvisit(node.body, frame)
        self.writeline("return made")

    def _root(self, node: nodes.Template, parameters: str) -> Frame:
        frame = Frame(nodes.EvalContext(self.environment, None))
        frame.symbols.analyze_node(node)
        frame.toplevel = frame.rootlevel = True
        self.writeline(f"def program({parameters}):")
        self.indent()
        return frame

    def enter_frame(self, frame: Frame) -> None:
        for target, (action, name) in list(frame.symbols.loads.items()):
            if action == VAR_LOAD_RESOLVE:
                default = f"{name}_" if name in FUNCTIONS else "missing"
                self.writeline(f"{target} = names.get({name!r}, {default})")
        others = {target: load for target, load in frame.symbols.loads.items() if load[0] != VAR_LOAD_RESOLVE}
        kept, frame.symbols.loads = frame.symbols.loads, others
        super().enter_frame(frame)
        frame.symbols.loads = kept

    def blockvisit(self, nodes: Iterable[nodes.Node], frame: Frame) -> None:
        """The statements of a block; Python wants one where there is none."""
        before = self.code_lineno
        for node in nodes:
            self.visit(node, frame)
        if self.code_lineno == before:
            self.writeline("pass")

    def pop_assign_tracking(self, frame: Frame) -> None:
        self._assign_stack.pop()

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:
        for child in node.nodes:
            if isinstance(child, nodes.TemplateData):
                if child.data:
                    self.writeline(f"append({child.data!r})")
            elif self._printing is None:
                self.writeline("append(printable(", child)
                self.visit(child, frame)
                self.write("))")
            else:
                self._print(child, self._printing(child), frame)

    def _print(self, value: nodes.Expr, printed: tuple[str, nodes.Name | None] | None, frame: Frame) -> None:
        """``printed`` is ``3``, or ``3, special`` with the check that a text must not fail to be appended as it is."""
        if printed is None:
            return
        place, owner = printed
        number, _, check = place.partition(", ")
        self.writeline("value = ", value)
        self.visit(value, frame)
        self.newline()
        self.write(f"append(value if type(value) is str and not {check}(value) else " if check else "append(")
        self.write(f"written({number}, value, ")
        if owner is None:
            self.write("None")
        else:
            self.write(frame.symbols.ref(owner.name))  # the value starts with it: it is known to be there
        self.write("))")

    def visit_For(self, node: nodes.For, frame: Frame) -> None:
        loop_frame, else_frame = frame.inner(), frame.inner()
        loop_frame.loop_frame = True
        numbered = "loop" in find_undeclared(node.iter_child_nodes(only=("body",)), ("loop",))
        loop = loop_frame.symbols.declare_parameter("loop") if numbered else ""
        loop_frame.symbols.analyze_node(node, for_branch="body")
        for name in node.target.find_all(nodes.Name):
            if name.name == "loop":
                self.fail("Can't assign to special loop variable in for-loop target", name.lineno)
        chosen = self._choose(node, frame, loop_frame) if node.test else ""
        empty = self.temporary_identifier() if node.else_ else ""
        if empty:
            else_frame.symbols.analyze_node(node, for_branch="else")
            self.writeline(f"{empty} = True")
        self.writeline("for ", node)
        self.visit(node.target, loop_frame)
        self.write(f", {loop} in looped(" if loop else " in ")
        self.write(f"{chosen}(counted(" if chosen else "counted(")
        self.visit(node.iter, frame)
        self.write(")" * (1 + bool(loop) + bool(chosen)) + ":")
        self.indent()
        self.enter_frame(loop_frame)
        self.blockvisit(node.body, loop_frame)
        if node.find(nodes.Output) is not None:
            self.writeline("if len(made) > room:")
            self.indent()
            self.writeline("room = measured(made)")
            self.outdent()
        if empty:
            self.writeline(f"{empty} = False")
        self.outdent()
        self.leave_frame(loop_frame)
        if empty:
            self.writeline(f"if {empty}:")
            self.indent()
            self.enter_frame(else_frame)
            self.blockvisit(node.else_, else_frame)
            self.leave_frame(else_frame)
            self.outdent()

    def _choose(self, node: nodes.For, frame: Frame, loop_frame: Frame) -> str:
        """The name of a function that goes through what the loop's own ``if`` lets pass."""
        assert node.test is not None
        name, test_frame = self.temporary_identifier(), frame.inner()
        test_frame.symbols.analyze_node(node, for_branch="test")
        self.writeline(f"def {name}(values):", node.test)
        self.indent()
        self.enter_frame(test_frame)
        self.writeline("for ")
        self.visit(node.target, loop_frame)
        self.write(" in values:")
        self.indent()
        self.writeline("if ", node.test)
        self.visit(node.test, test_frame)
        self.write(":")
        self.indent()
        self.writeline("yield ")
        self.visit(node.target, loop_frame)
        self.outdent(3)
        return name

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        self._member(node.node, repr(node.attr), frame)

    def visit_Getitem(self, node: nodes.Getitem, frame: Frame) -> None:
        if isinstance(node.arg, nodes.Slice):
            ends = [node.arg.start, node.arg.stop, node.arg.step]
            none = nodes.Const(None, lineno=node.lineno)
            self.call("sliced(", [node.node, *(none if end is None else end for end in ends)], frame)
        elif isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
            self._member(node.node, repr(node.arg.value), frame)
        else:
            self.call("item(", [node.node, node.arg], frame)

    def _member(self, holder: nodes.Expr, name: str, frame: Frame) -> None:
        """Items of plain dictionaries are taken at once; ``member`` knows all others, and a name that is missing."""
        if isinstance(holder, nodes.Name):
            ref = frame.symbols.ref(holder.name)
            load = frame.symbols.find_load(ref)
            unsure = "" if load is not None and load[0] == VAR_LOAD_PARAMETER else f", {holder.name!r}"
            self.write(f"({ref}[{name}] if type({ref}) is dict and {name} in {ref} else member({ref}, {name}{unsure}))")
            return
        ref = self.temporary_identifier()
        self.write(f"({ref}[{name}] if type({ref} := ")
        self.visit(holder, frame)
        self.write(f") is dict and {name} in {ref} else member({ref}, {name}))")

    def visit_Filter(self, node: nodes.Filter, frame: Frame) -> None:
        assert node.node is not None
        if node.name in PASSES_TEXT and not node.args and not node.kwargs:
            ref = self.temporary_identifier()
            self.write(f"({ref} if type({ref} := ")
            self.visit(node.node, frame)
            self.write(f") is str else filter_{node.name}({ref}))")
            return
        self.write(f"filter_{node.name}(")
        self.visit(node.node, frame)
        self.signature(node, frame)
        self.write(")")

    def visit_Test(self, node: nodes.Test, frame: Frame) -> None:
        self.write(f"test_{node.name}(")
        self.visit(node.node, frame)
        self.signature(node, frame)
        self.write(")")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        self.write("called(")
        self.visit(node.node, frame)
        self.signature(node, frame)
        self.write(")")

    def visit_Compare(self, node: nodes.Compare, frame: Frame) -> None:
        """Going through a long value costs budget; comparing anything with a written word or number does not."""
        operands = [node.expr, *(each.expr for each in node.ops)]
        light = len(node.ops) == 1 and any(map(_is_short, operands[1 - (node.ops[0].op in _ORDER) :]))
        self.write("(")
        for number, operand in enumerate(operands):
            self.write(f" {operators[node.ops[number - 1].op]} " if number else "")
            if light or _is_short(operand):
                self.visit(operand, frame)
            else:
                self.call("weighed(", [operand], frame)
        self.write(")")

    def visit_Const(self, node: nodes.Const, frame: Frame) -> None:
        if isinstance(node.value, float):
            self.write(f"decimal({repr(node.value)!r})")
        else:
            super().visit_Const(node, frame)

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:
        self.call("concat(", node.nodes, frame)

    def visit_List(self, node: nodes.List, frame: Frame) -> None:
        self._literal(node, frame, super().visit_List)

    def visit_Dict(self, node: nodes.Dict, frame: Frame) -> None:
        self._literal(node, frame, super().visit_Dict)

    def visit_Tuple(self, node: nodes.Tuple, frame: Frame) -> None:
        if node.ctx == "load":
            self._literal(node, frame, super().visit_Tuple)
        else:
            super().visit_Tuple(node, frame)

    def _literal(self, node: nodes.Expr, frame: Frame, visit: Callable[[Any, Frame], None]) -> None:
        """Lists that are not all words are bounded: they may hold other lists."""
        if all(map(_is_word, node.iter_child_nodes())):
            visit(node, frame)
            return
        self.write("nested(")
        visit(node, frame)
        self.write(")")

    visit_Add = _operation("calculate", "+")
    visit_Sub = _operation("calculate", "-")
    visit_Mul = _operation("calculate", "*")
    visit_Div = _operation("calculate", "/")
    visit_FloorDiv = _operation("calculate", "//")
    visit_Mod = _operation("calculate", "%")
    visit_Pos = _operation("signed", "+")
    visit_Neg = _operation("signed", "-")


class ValueGenerator(Generator):
    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:
        (assigned,) = node.body
        assert isinstance(assigned, nodes.Assign)
        frame = self._root(node, "names")
        self.enter_frame(frame)
        self.writeline("return ")
        self.visit(assigned.node, frame)


def _is_word(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Const) and len(str(node.value)) < 1_000


def _is_short(node: nodes.Node) -> bool:
    """A written word or number, or a list of them."""
    return _is_word(node) or (isinstance(node, (nodes.List, nodes.Tuple)) and all(map(_is_word, node.items)))
