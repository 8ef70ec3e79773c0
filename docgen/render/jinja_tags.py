"""Tags as Jinja reads them: why one is refused, which names it uses, the program of a part whose tags are not simple.

The only module here with Jinja. Each tag starts a line of its own in the source, so that a line of Jinja's is a tag of
ours.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from jinja2 import nodes
from jinja2.exceptions import TemplateSyntaxError

from docgen.expressions import Environment, ExpressionError, in_chinese
from docgen.expressions.generating import generate
from docgen.render.filters import FILTERS
from docgen.render.tags import Tag, tag_at

if TYPE_CHECKING:
    from docgen.expressions import NameProblem, Printed, Shape
    from docgen.expressions.code import Code

_CLOSING = {"for": "{% endfor %}", "if": "{% endif %}", "else": "{% endif %}", "elif": "{% endif %}",
            "with": "{% endwith %}"}  # fmt: skip
_OPENING = {"else": "{% if true %}", "elif": "{% if true %}", "endfor": "{% for x in [] %}",
            "endif": "{% if true %}", "endwith": "{% with %}"}  # fmt: skip

_ENVIRONMENT = Environment()
_ENVIRONMENT.filters = FILTERS


def refusal(tag: Tag) -> tuple[str, ExpressionError] | None:
    """What one tag says that cannot be understood (DG403) or is not allowed (DG404), whatever stands around it."""
    source = _source_of(tag)
    if tag.opener == "{%":
        source = _OPENING.get(tag.word, "") + source + _CLOSING.get(tag.word, "")
    return _refusal(source)


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
    sources = [_stand_in(tag) if tag.number in broken else _source_of(tag) for tag in tags]
    try:
        tree = _ENVIRONMENT.parse("".join(sources))
    except TemplateSyntaxError:
        return [], []
    from docgen.expressions import unknown_names  # only checking asks for them

    problems, printed = unknown_names(tree, scope)
    return [(tag_at(tags, each.line), each) for each in problems], [(tag_at(tags, each.line), each) for each in printed]


def program_of(pieces: Sequence[str], tags: list[Tag], places: Sequence[str], without: Collection[int] = ()) -> Code:
    """The program of a part, as `expressions.generating` makes it.

    ``places`` say for each tag what is told of a printed value; the tags ``without`` print nothing and are never true.
    Raises ExpressionError, whose line is a tag's.
    """
    # Jinja reads the number of each piece in its stead: it goes through a text letter by letter.
    numbers = [str(number) if piece else "" for number, piece in enumerate(pieces)]
    source = numbers[0] + "".join(_source_of(tag) + number for tag, number in zip(tags, numbers[1:], strict=True))
    try:
        tree = _ENVIRONMENT.parse(source)
        _ENVIRONMENT.refuse(tree)
    except TemplateSyntaxError as problem:
        raise in_chinese(problem) from None
    for data in tree.find_all(nodes.TemplateData):
        data.data = pieces[int(data.data)]
    for node in list(tree.find_all((nodes.If, nodes.For))) if without else ():
        if tag_at(tags, node.lineno).number in without:
            _empty(node)

    def printing(value: nodes.Expr) -> tuple[str, nodes.Name | None] | None:
        number = tag_at(tags, value.lineno).number
        return None if number in without else (places[number], next(_roots(value), None))

    try:
        return generate(tree, _ENVIRONMENT, printing)
    except (SyntaxError, RecursionError, MemoryError):  # Python's own limits: 20 loops in each other, 100 levels in all
        raise ExpressionError("循环和判断套得太深", "最多套 15 层，把里面的内容分开写") from None


def _source_of(tag: Tag) -> str:
    """The tag as the program has it: on a line of its own."""
    return "{#\n#}" if tag.opener == "{#" else f"{tag.opener}\n{tag.inner} {'}}' if tag.opener == '{{' else '%}'}"


def _stand_in(tag: Tag) -> str:
    words = {"for": "for _ in []", "if": "if true", "elif": "elif true", "with": "with"}
    return "{#\n#}" if tag.word not in words else f"{{%\n{words[tag.word]} %}}"


def _empty(node: nodes.Node) -> None:
    if isinstance(node, nodes.If):
        node.test = nodes.Const(False, lineno=node.lineno)
    elif isinstance(node, nodes.For):
        node.iter = nodes.List([], lineno=node.lineno)


def _roots(value: nodes.Node) -> Iterator[nodes.Name]:
    """The name that a path such as ``问题.措施.内容 | or_blank`` starts with."""
    if isinstance(value, nodes.Name):
        return
    while isinstance(value, (nodes.Getattr, nodes.Getitem, nodes.Filter)) and value.node is not None:
        value = value.node
    if isinstance(value, nodes.Name):
        yield value
