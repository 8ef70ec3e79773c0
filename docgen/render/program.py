"""A part's XML and tags -> a compiled program, and what is wrong with the tags; the only module here with Jinja.

Each tag starts a line of its own in the program's source, so that a line of Jinja's is a tag of ours. Every value
printed goes through ``_write`` with its tag's number, and the writer knows where that is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import TracebackType
from typing import Any, Protocol

from jinja2 import nodes, pass_context
from jinja2.exceptions import TemplateSyntaxError
from jinja2.runtime import Context

from docgen.expressions import (
    Environment,
    ExpressionError,
    NameProblem,
    Printed,
    Shape,
    failed,
    in_chinese,
    unknown_names,
)
from docgen.expressions.syntax import FAILURES
from docgen.model import AbsentUsedError
from docgen.render.tags import Tag

_RENDERING = "_rendering"
_FAILURES = (ExpressionError, AbsentUsedError, *FAILURES)
_CLOSING = {"for": "{% endfor %}", "if": "{% endif %}", "with": "{% endwith %}"}
_OPENING = {"else": "{% if true %}", "elif": "{% if true %}", "endfor": "{% for x in [] %}",
            "endif": "{% if true %}", "endwith": "{% with %}"}  # fmt: skip
MAX_FAILURES = 50
MAX_LENGTH = 100_000_000
"""Characters of XML in one part; a table of 20,000 full rows stays below."""


class Writer(Protocol):
    """What a rendering does with each value printed, and with a tag whose expression fails."""

    def write(self, number: int, value: object, owner: object) -> str: ...
    def failed(self, number: int, problem: ExpressionError | AbsentUsedError) -> None: ...


@pass_context
def _write(context: Context, value: object, number: int, owner: object = None) -> str:
    writer: Writer = context.parent[_RENDERING]
    return writer.write(number, value, owner)


_ENVIRONMENT = Environment()
_ENVIRONMENT.filters["_write"] = _write


def source_of(tag: Tag) -> str:
    """The tag as the program has it: on a line of its own."""
    return "{#\n#}" if tag.opener == "{#" else f"{tag.opener}\n{tag.inner} {'}}' if tag.opener == '{{' else '%}'}"


def check_tag(tag: Tag) -> tuple[str, ExpressionError] | None:
    """What one tag says that cannot be understood (DG403) or is not allowed (DG404), whatever stands around it."""
    if tag.opener == "{#":
        return None
    if not tag.inner:
        return "DG403", ExpressionError("标签里没有内容", "写上要印的字段，或者删去这个标签")
    source = source_of(tag)
    if tag.opener == "{%":
        source = _OPENING.get(tag.word, "") + source + (_CLOSING.get(tag.word) or _end_of(tag.word))
    return _refusal(source)


@lru_cache(maxsize=4096)
def _refusal(source: str) -> tuple[str, ExpressionError] | None:
    """Why a tag cannot be compiled; checking and compiling ask for the same tags."""
    try:
        _ENVIRONMENT.checked(_ENVIRONMENT.parse(source))
    except TemplateSyntaxError as problem:
        return "DG403", in_chinese(problem)
    except ExpressionError as problem:
        return "DG404", problem
    except RecursionError:
        return "DG403", ExpressionError("括号套得太深，读不懂")
    return None


def _end_of(word: str) -> str:
    return {"else": "{% endif %}", "elif": "{% endif %}"}.get(word, "")


def check_names(
    tags: list[Tag], broken: set[int], scope: Mapping[str, Shape]
) -> tuple[list[tuple[Tag, NameProblem]], list[tuple[Tag, Printed]]]:
    """The names that nothing declares, and everything printed, by tag; nothing where the blocks do not fit together."""
    sources = [_stand_in(tag) if tag.number in broken else source_of(tag) for tag in tags]
    try:
        tree = _ENVIRONMENT.parse("".join(sources))
    except TemplateSyntaxError:
        return [], []
    problems, printed = unknown_names(tree, scope)
    return [(_tag_at(tags, each.line), each) for each in problems], [
        (_tag_at(tags, each.line), each) for each in printed
    ]


def _stand_in(tag: Tag) -> str:
    words = {"for": "for _ in []", "if": "if true", "elif": "elif true", "with": "with"}
    return "{#\n#}" if tag.word not in words else f"{{%\n{words[tag.word]} %}}"


def _tag_at(tags: list[Tag], line: int) -> Tag:
    return tags[min(max(line - 2, 0), len(tags) - 1)]


class Program:
    """One part, compiled; it may run in many threads at once."""

    def __init__(self, pieces: list[str], tags: list[Tag], without: frozenset[int] = frozenset()) -> None:
        """``pieces`` of XML stand around the tags (one more than there are tags).

        ``without`` are tags that print nothing and are never true. Raises ExpressionError, whose line is a tag's.
        """
        self.tags = tags
        self._pieces = pieces
        self._without = without
        source = pieces[0] + "".join(source_of(tag) + piece for tag, piece in zip(tags, pieces[1:], strict=True))
        try:
            tree = _ENVIRONMENT.checked(_ENVIRONMENT.parse(source))
        except TemplateSyntaxError as problem:
            raise in_chinese(problem) from None
        for node in list(tree.find_all((nodes.Output, nodes.If, nodes.For))):
            self._rewrite(node)
        tree.set_environment(_ENVIRONMENT)
        try:
            self._template = _ENVIRONMENT.from_string(tree)
        except (SyntaxError, RecursionError):  # Python's own limits: 20 loops in each other, 100 levels in all
            raise ExpressionError("循环和判断套得太深", "最多套 15 层，把里面的内容分开写") from None

    def run(self, names: Mapping[str, Any], writer: Writer) -> str:
        """The part's XML; what fails is told to the writer, and the rest goes on without it."""
        program, failures = self, frozenset(self._without)
        while True:
            try:
                return program._once(names, writer)
            except _FAILURES as problem:
                number = program._failing(problem.__traceback__)
                told = problem if isinstance(problem, (ExpressionError, AbsentUsedError)) else failed(problem)
                writer.failed(number, told)
                if number in failures or len(failures) >= MAX_FAILURES:
                    return ""
                failures |= {number}
                program = Program(self._pieces, self.tags, failures)

    def _once(self, names: Mapping[str, Any], writer: Writer) -> str:
        context = self._template.new_context({**names, _RENDERING: writer})
        made: list[str] = []
        length = 0
        for piece in self._template.root_render_func(context):
            length += len(piece)
            if length > MAX_LENGTH:
                raise ExpressionError("生成的内容太长，超过一个 Word 文件能打开的长度", "检查循环是不是套错了")
            made.append(piece)
        return "".join(made)

    def _failing(self, traceback: TracebackType | None) -> int:
        """The number of the tag whose code raised."""
        line = 2
        while traceback is not None:
            if traceback.tb_frame.f_globals.get("__jinja_template__") is self._template:
                line = self._template.get_corresponding_lineno(traceback.tb_lineno)
            traceback = traceback.tb_next
        return _tag_at(self.tags, line).number

    def _rewrite(self, node: nodes.Node) -> None:
        if isinstance(node, nodes.Output):
            node.nodes = [each if isinstance(each, nodes.TemplateData) else self._written(each) for each in node.nodes]
        elif _tag_at(self.tags, node.lineno).number in self._without:
            if isinstance(node, nodes.If):
                node.test = nodes.Const(False, lineno=node.lineno)
            elif isinstance(node, nodes.For):
                node.iter = nodes.List([], lineno=node.lineno)

    def _written(self, value: nodes.Expr) -> nodes.Expr:
        number = _tag_at(self.tags, value.lineno).number
        if number in self._without:
            return nodes.TemplateData("", lineno=value.lineno)
        arguments: list[nodes.Expr] = [nodes.Const(number, lineno=value.lineno)]
        owner = next(_roots(value), None)
        if owner is not None:
            arguments.append(nodes.Name(owner.name, "load", lineno=value.lineno))
        return nodes.Filter(value, "_write", arguments, [], None, None, lineno=value.lineno)


def _roots(value: nodes.Node) -> Iterator[nodes.Name]:
    """The name that a path such as ``问题.措施.内容 | or_blank`` starts with."""
    if isinstance(value, nodes.Name):
        return
    while isinstance(value, (nodes.Getattr, nodes.Getitem, nodes.Filter)) and value.node is not None:
        value = value.node
    if isinstance(value, nodes.Name):
        yield value


def owner_name(tag: Tag) -> str:
    """How the template calls the record that a printed field belongs to: 问题 in ``{{ 问题.描述 }}``."""
    found = re.match(r"\w+", tag.inner)
    return found[0] if found else ""
