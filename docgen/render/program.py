"""A part's XML and tags -> a compiled program, and what is wrong with the tags; the only module here with Jinja.

Each tag starts a line of its own in the program's source, so that a line of Jinja's is a tag of ours. Every value
printed goes through ``_write`` with its tag's number, and the writer knows where that is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from types import TracebackType
from typing import TYPE_CHECKING, Any, Protocol

from jinja2 import nodes
from jinja2.exceptions import TemplateSyntaxError

from docgen.expressions import Environment, ExpressionError, failed, in_chinese
from docgen.expressions.code import generate
from docgen.expressions.syntax import FAILURES
from docgen.model import AbsentUsedError, Diagnostic
from docgen.render.cell_values import CELL_FILTERS
from docgen.render.tags import Tag
from docgen.render.text import checks as text_checks
from docgen.render.text import first_checks

if TYPE_CHECKING:
    from docgen.expressions import NameProblem, Printed, Shape

_FAILURES = (ExpressionError, AbsentUsedError, *FAILURES)
_RESERVED = frozenset(("and", "or", "not", "in", "is", "if", "else", "elif", "true", "false", "none", "self"))
_CLOSING = {"for": "{% endfor %}", "if": "{% endif %}", "else": "{% endif %}", "elif": "{% endif %}",
            "with": "{% endwith %}"}  # fmt: skip
_OPENING = {"else": "{% if true %}", "elif": "{% if true %}", "endfor": "{% for x in [] %}",
            "endif": "{% if true %}", "endwith": "{% with %}"}  # fmt: skip
MAX_FAILURES = 50
_SLOW_RUNS = 20
"""After so many, `text.checks` are made, which takes as long as they save by then."""
MAX_LENGTH = 100_000_000
"""Characters of XML in one part; a table of 20,000 full rows stays below."""


class Writer(Protocol):
    """What a rendering does with each value printed, and with a tag whose expression fails; ``problems`` so far."""

    @property
    def problems(self) -> list[Diagnostic]: ...
    def write(self, number: int, value: object, owner: object) -> str: ...
    def failed(self, number: int, problem: ExpressionError | AbsentUsedError) -> None: ...


class Hooks(Protocol):
    """What a traced rendering puts in the stead of the names, the functions that programs call, and the writer."""

    @property
    def names(self) -> Mapping[str, Any]: ...
    def functions(self, plain: Mapping[str, Any]) -> Mapping[str, Any]: ...
    def noting(self, writer: Writer, tags: list[Tag]) -> Writer: ...


_ENVIRONMENT = Environment()
_ENVIRONMENT.filters.update(CELL_FILTERS)


def source_of(tag: Tag) -> str:
    """The tag as the program has it: on a line of its own."""
    return "{#\n#}" if tag.opener == "{#" else f"{tag.opener}\n{tag.inner} {'}}' if tag.opener == '{{' else '%}'}"


def check_tag(tag: Tag) -> tuple[str, ExpressionError] | None:
    """What one tag says that cannot be understood (DG403) or is not allowed (DG404), whatever stands around it."""
    if tag.opener == "{#":
        return None
    if not tag.inner:
        return "DG403", ExpressionError("标签里没有内容", "写上要印的字段，或者删去这个标签")
    if _is_plain(tag.inner) if tag.opener == "{{" else _is_simple(tag.inner.split()):
        return None
    source = source_of(tag)
    if tag.opener == "{%":
        source = _OPENING.get(tag.word, "") + source + _CLOSING.get(tag.word, "")
    return _refusal(source)


def _is_plain(inner: str) -> bool:
    """Whether this is names with dots, as in most tags: Jinja takes a while to say that nothing is wrong with them."""
    if not inner.replace(".", "").replace("_", "").isalnum():
        return False
    steps = inner.split(".")
    return all(map(str.isidentifier, steps)) and steps[0].lower() not in _RESERVED


def _is_simple(words: list[str]) -> bool:
    """The same of a statement: the end of a block, a condition that is a name, a loop over one."""
    match words:
        case ["else" | "endif" | "endfor" | "endwith"]:
            return True
        case ["if" | "elif", condition]:
            return _is_plain(condition)
        case ["for", item, "in", values]:
            return "." not in item and _is_plain(item) and _is_plain(values)
    return False


@lru_cache(maxsize=4096)
def _refusal(source: str) -> tuple[str, ExpressionError] | None:
    """Why a tag cannot be compiled; checking and compiling ask for the same tags."""
    try:
        _ENVIRONMENT.refuse(_ENVIRONMENT.parse(source))
    except TemplateSyntaxError as problem:
        return "DG403", in_chinese(problem)
    except ExpressionError as problem:
        return "DG404", problem
    except RecursionError:
        return "DG403", ExpressionError("括号套得太深，读不懂")
    return None


def check_names(
    tags: list[Tag], broken: set[int], scope: Mapping[str, Shape]
) -> tuple[list[tuple[Tag, NameProblem]], list[tuple[Tag, Printed]]]:
    """The names that nothing declares, and everything printed, by tag; nothing where the blocks do not fit together."""
    sources = [_stand_in(tag) if tag.number in broken else source_of(tag) for tag in tags]
    try:
        tree = _ENVIRONMENT.parse("".join(sources))
    except TemplateSyntaxError:
        return [], []
    from docgen.expressions import unknown_names  # only checking asks for them

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

    def __init__(
        self, pieces: list[str], tags: list[Tag], checks: Sequence[str] = (), without: frozenset[int] = frozenset()
    ) -> None:
        """``pieces`` of XML stand around the tags (one more than there are tags).

        ``checks`` name for each tag what a text must pass to stand in the XML as it is (`text.checks`), nothing where
        each value goes through the writer. ``without`` are tags that print nothing and are never true. Raises
        ExpressionError, whose line is a tag's.
        """
        self.tags = tags
        self._pieces, self._checks, self._without = pieces, checks, without
        # Jinja reads the number of each piece in its stead: it goes through a text letter by letter.
        numbers = [str(number) if piece else "" for number, piece in enumerate(pieces)]
        source = numbers[0] + "".join(source_of(tag) + number for tag, number in zip(tags, numbers[1:], strict=True))
        try:
            tree = _ENVIRONMENT.parse(source)
            _ENVIRONMENT.refuse(tree)
        except TemplateSyntaxError as problem:
            raise in_chinese(problem) from None
        for data in tree.find_all(nodes.TemplateData):
            data.data = pieces[int(data.data)]
        for node in list(tree.find_all((nodes.If, nodes.For))) if without else ():
            self._rewrite(node)
        try:
            self._code = generate(tree, _ENVIRONMENT, self._printing)
        except (SyntaxError, RecursionError):  # Python's own limits: 20 loops in each other, 100 levels in all
            raise ExpressionError("循环和判断套得太深", "最多套 15 层，把里面的内容分开写") from None
        self._functions = {**_ENVIRONMENT.functions, **first_checks(), "measured": _measured}
        self._program = self._code.bound(self._functions)
        self._slow_runs = _SLOW_RUNS

    @property
    def source(self) -> str:
        """The program as Python."""
        return self._code.source

    def run(self, names: Mapping[str, Any], writer: Writer, hooks: Hooks | None = None) -> str:
        """The part's XML; what fails is told to the writer, and the rest goes on without it."""
        if hooks is not None:
            names, writer = hooks.names, hooks.noting(writer, self.tags)
        program, failures = self, frozenset(self._without)
        while True:
            run = program._ready() if hooks is None else program._code.bound(hooks.functions(program._functions))
            try:
                return _joined(run(names, writer.write))
            except _FAILURES as problem:
                number = program._failing(problem.__traceback__, run.__globals__)
                told = problem if isinstance(problem, (ExpressionError, AbsentUsedError)) else failed(problem)
                writer.failed(number, told)
                if number in failures or len(failures) >= MAX_FAILURES:
                    return ""
                failures |= {number}
                program = Program(self._pieces, self.tags, self._checks, failures)

    def _ready(self) -> Callable[..., Any]:
        """The program; after some runs with the checks that are fast, and slow to make."""
        if self._slow_runs:
            self._slow_runs -= 1
            if self._slow_runs <= 0:
                self._functions = {**self._functions, **text_checks()}
                self._program = self._code.bound(self._functions)
                self._slow_runs = 0
        return self._program

    def _failing(self, traceback: TracebackType | None, scope: object) -> int:
        """The number of the tag whose code raised; ``scope`` is what the program runs in."""
        line = 2
        while traceback is not None:
            if traceback.tb_frame.f_globals is scope:
                line = self._code.template_line(traceback.tb_lineno)
            traceback = traceback.tb_next
        return _tag_at(self.tags, line).number

    def _rewrite(self, node: nodes.Node) -> None:
        if _tag_at(self.tags, node.lineno).number in self._without:
            if isinstance(node, nodes.If):
                node.test = nodes.Const(False, lineno=node.lineno)
            elif isinstance(node, nodes.For):
                node.iter = nodes.List([], lineno=node.lineno)

    def _printing(self, value: nodes.Expr) -> tuple[str, nodes.Name | None] | None:
        number = _tag_at(self.tags, value.lineno).number
        check = self._checks[number] if number < len(self._checks) else ""
        place = f"{number}, {check}" if check else str(number)
        return None if number in self._without else (place, next(_roots(value), None))


def _joined(pieces: list[str]) -> str:
    made = "".join(pieces)
    _measured([made])
    return made


def _measured(made: list[str]) -> int:
    """As `functions.measured`, for a part."""
    if sum(map(len, made)) > MAX_LENGTH:
        raise ExpressionError("生成的内容太长，超过一个 Word 文件能打开的长度", "检查循环是不是套错了")
    return 2 * len(made)


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
