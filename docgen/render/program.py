"""A part's XML and tags -> a compiled program, and what is wrong with the tags.

Every value printed goes through ``written`` with its tag's number, and the writer knows where that is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache
from types import TracebackType
from typing import Any, Protocol

from docgen.expressions import ExpressionError, failed, simple, simple_code
from docgen.expressions.code import Code
from docgen.expressions.errors import FAILURES
from docgen.expressions.functions import functions
from docgen.model import AbsentUsedError, Diagnostic
from docgen.render.filters import FILTERS, TESTS
from docgen.render.tags import Tag, tag_at
from docgen.render.text import checks as text_checks
from docgen.render.text import first_checks

_FAILURES = (ExpressionError, AbsentUsedError, *FAILURES)
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


@cache
def _functions() -> Mapping[str, Any]:
    return {**functions(FILTERS, TESTS), **first_checks(), "measured": _measured}


def check_tag(tag: Tag) -> tuple[str, ExpressionError] | None:
    """What one tag says that cannot be understood (DG403) or is not allowed (DG404), whatever stands around it."""
    if tag.opener == "{#":
        return None
    if not tag.inner:
        return "DG403", ExpressionError("标签里没有内容", "写上要印的字段，或者删去这个标签")
    if _statement(tag.opener, tag.inner) is not None:
        return None
    from docgen.render import jinja_tags  # Jinja takes a while to load

    return jinja_tags.refusal(tag)


@lru_cache(maxsize=4096)
def _statement(opener: str, inner: str) -> simple.Statement | None:
    """Checking and compiling ask for the same tags."""
    return simple.read(opener, inner, FILTERS, TESTS)


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
        self._code = self._compiled()
        self._functions = _functions()
        self._program = self._code.bound(self._functions)
        self._slow_runs = _SLOW_RUNS

    def _compiled(self) -> Code:
        checks = [*self._checks, *[""] * (len(self.tags) - len(self._checks))]
        places = [f"{number}, {check}" if check else str(number) for number, check in enumerate(checks)]
        statements = [_statement(tag.opener, tag.inner) for tag in self.tags]
        code = None if self._without else simple_code.generate(self._pieces, statements, places)
        if code is None:
            from docgen.render import jinja_tags  # Jinja takes a while to load

            code = jinja_tags.program_of(self._pieces, self.tags, places, self._without)
        return code

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
        return tag_at(self.tags, line).number


def _joined(pieces: list[str]) -> str:
    made = "".join(pieces)
    _measured([made])
    return made


def _measured(made: list[str]) -> int:
    """As `functions.measured`, for a part."""
    if sum(map(len, made)) > MAX_LENGTH:
        raise ExpressionError("生成的内容太长，超过一个 Word 文件能打开的长度", "检查循环是不是套错了")
    return 2 * len(made)


def owner_name(tag: Tag) -> str:
    """How the template calls the record that a printed field belongs to: 问题 in ``{{ 问题.描述 }}``."""
    found = re.match(r"\w+", tag.inner)
    return found[0] if found else ""
