"""What an expression may be made of: an allow-list over Jinja's tree, and Jinja's complaints in Chinese."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from decimal import Decimal

from jinja2 import nodes
from jinja2.exceptions import TemplateSyntaxError

from docgen.expressions.code import FUNCTIONS
from docgen.expressions.errors import ExpressionError
from docgen.expressions.sequences import NAMING

_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.For, nodes.If, nodes.Assign, nodes.Name, nodes.NSRef,
    nodes.Const, nodes.List, nodes.Tuple, nodes.Dict, nodes.Pair, nodes.CondExpr, nodes.Filter, nodes.Test,
    nodes.Getattr, nodes.Getitem, nodes.Slice, nodes.Concat, nodes.Compare, nodes.Operand, nodes.Not, nodes.And,
    nodes.Or, nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Neg, nodes.Pos,
    nodes.Keyword, nodes.Call, nodes.With,
)  # fmt: skip
_NAMES = {
    nodes.Pow: "乘方（**）", nodes.Include: "include", nodes.Import: "import", nodes.FromImport: "import",
    nodes.Extends: "extends", nodes.Block: "block", nodes.Macro: "macro", nodes.CallBlock: "call",
    nodes.FilterBlock: "filter 块", nodes.AssignBlock: "set 块", nodes.Scope: "autoescape",
}  # fmt: skip
_WHAT_ELSE = {
    nodes.Pow: "用乘法 * 写", nodes.AssignBlock: "写成 {% set 名称 = 值 %}",
    nodes.FilterBlock: "写成 {{ 值 | 过滤器 }}", nodes.Include: "把内容直接写在模板里",
    nodes.Macro: "把内容直接写在模板里",
}  # fmt: skip
_INSTEAD = {
    "default": "没有填的，用“| or_blank”“| or_dash”或者“| or_todo”", "d": "没有填的，用“| or_blank”或者“| or_dash”",
    "safe": "去掉它：值总是照原样印出", "e": "去掉它：值总是照原样印出", "escape": "去掉它：值总是照原样印出",
    "format": "数字用“| fixed(1)”“| thousands”，日期用“| cn_date”", "strftime": "日期用“| cn_date”",
    "int": "去掉它：是不是数字由模式决定", "float": "去掉它：是不是数字由模式决定", "string": "去掉它",
    "defined": "填没填写，用“is filled”判断", "undefined": "填没填写，用“is filled”判断",
    "none": "填没填写，用“is filled”判断",
}  # fmt: skip
MAX_LOOPS = 10
MAX_FLOAT_DIGITS = 15


def refuse_unknown(tree: nodes.Node, filters: Collection[str], tests: Collection[str]) -> int:
    """How many levels the tree has. Raises ExpressionError at the first node outside the allow-lists."""
    found = 0
    for node, depth, loops in _all(tree):
        found = max(found, depth)
        if loops > MAX_LOOPS:
            raise ExpressionError(f"for 套得太深，最多 {MAX_LOOPS} 层", line=node.lineno)
        if not isinstance(node, _ALLOWED):
            name = _NAMES.get(type(node), type(node).__name__)
            raise ExpressionError(f"这里不能用 {name}", _WHAT_ELSE.get(type(node), ""), node.lineno)
        if isinstance(node, nodes.Filter):
            _known(node.name, filters, "过滤器", node)
        elif isinstance(node, nodes.Test):
            _known(node.name, tests, "判断", node)
        elif isinstance(node, nodes.Call) and not (isinstance(node.node, nodes.Name) and node.node.name in FUNCTIONS):
            raise ExpressionError("表达式里不能调用方法", "改用过滤器，例如 {{ 值 | join('、') }}", node.lineno)
        elif isinstance(node, nodes.For) and node.recursive:
            raise ExpressionError("for 不能用 recursive", line=node.lineno)
        elif isinstance(node, nodes.CondExpr) and node.expr2 is None:
            raise ExpressionError("“甲 if 条件”后面要写 else", "什么也不印就写“else ''”", node.lineno)
        elif isinstance(node, nodes.Name) and node.name == "self":
            raise ExpressionError("没有名称“self”", line=node.lineno)
        elif isinstance(node, nodes.Const) and isinstance(node.value, float) and not Decimal(node.value).is_finite():
            raise ExpressionError("数字太大，不能计算", line=node.lineno)
        if isinstance(node, nodes.Filter) and node.name in NAMING:
            _named_inside(node, filters, tests)
    return found


def _all(tree: nodes.Node) -> Iterator[tuple[nodes.Node, int, int]]:
    """Every node as written, how deep it stands, and in how many loops, itself counted."""
    left = [(tree, 1, 0)]
    while left:
        node, depth, loops = found = left.pop()
        yield found
        below = [(each, depth + 1, loops + isinstance(each, nodes.For)) for each in node.iter_child_nodes()]
        left += reversed(below)


def _known(name: str | None, known: Collection[str], what: str, node: nodes.Node) -> None:
    if name not in known:
        from difflib import get_close_matches

        names = list(known)
        near = get_close_matches(name or "", names, 1, 0.7)
        hint = _INSTEAD.get(name or "") or (f"要写“{near[0]}”吗？" if near else f"能用的{what}见 README")
        raise ExpressionError(f"没有{what}“{name}”", hint, node.lineno)


def _named_inside(node: nodes.Filter, filters: Collection[str], tests: Collection[str]) -> None:
    """The filter or test that ``map`` or ``select`` names in text must be known too."""
    position = 1 if (node.name or "").endswith("attr") else 0
    if len(node.args) > position:
        named = node.args[position]
        if not isinstance(named, nodes.Const) or not isinstance(named.value, str):
            raise ExpressionError(f"{node.name} 里要直接写出名称", line=node.lineno)
        _known(named.value, filters if node.name == "map" else tests, "过滤器" if node.name == "map" else "判断", node)


def refuse_long_decimals(tokens: Iterable[tuple[int, str, str]]) -> None:
    """Raise ExpressionError at a decimal with more digits than Jinja hands on exactly."""
    for line, kind, written in tokens:
        if kind == "float":
            digits = re.split("[eE]", written.replace("_", ""))[0].replace(".", "").strip("0")
            if len(digits) > MAX_FLOAT_DIGITS:
                message = f"小数的数字太多，最多写 {MAX_FLOAT_DIGITS} 位有效数字"
                raise ExpressionError(message, "去掉多余的小数位", line)


@contextmanager
def readable() -> Iterator[None]:
    """While open, what is too long or too deep to be read becomes Jinja's own kind of complaint."""
    try:
        yield
    except (RecursionError, MemoryError, SyntaxError):
        raise TemplateSyntaxError("too deep", 1) from None
    except (ValueError, OverflowError):
        raise TemplateSyntaxError("number too long", 1) from None


_COMPLAINTS = (
    (r"too deep", "这里写得太长或者套得太深，读不下去", "分成几步来写"),
    (r"number too long", "这里的数字太长", ""),
    (r"can't assign to", "不能给这个名称另外赋值", "换一个名称"),
    (r"unexpected '(?!end of)(.+?)'", "这里不该有“{0}”", ""),
    (r"unexpected char '(.+?)' at", "这里不该有字符“{0}”", "标签里的引号、括号、竖线要用英文半角"),
    (r"expected token '(.+?)', got '(.+?)'", "“{1}”的位置不对", "检查括号、引号是否成对，名称之间是否缺少“|”或者“.”"),
    (r"expected token '(.+?)', got", "标签没有写完", "检查括号、引号是否成对"),
    (r"looking for the following tags: (.+?)\. The innermost block that needs to be closed is '(.+?)'",
     "{1} 没有结束", "在后面补上 {{% end{1} %}}"),
    (r"[Uu]nexpected end of template|unexpected 'end of (?:template|print statement|statement block)'",
     "这里没有写完", "检查括号、引号是否成对，符号后面是否缺少内容"),
    (r"Encountered unknown tag '(end.+?)'", "多出一个 {0}，前面没有与它对应的开头", ""),
    (r"Encountered unknown tag '(.+?)'", "没有“{0}”这种标签", ""),
    (r"chunk after expression", "表达式后面多出了内容", "检查括号、引号和逗号"),
    (r"No filter named '(.+?)'", "没有过滤器“{0}”", ""),
    (r"No test named '(.+?)'", "没有判断“{0}”", ""),
    (r"Missing end of (?:comment|raw)", "标签没有结束", ""),
)  # fmt: skip


def in_chinese(problem: TemplateSyntaxError) -> ExpressionError:
    """Jinja's complaint about the form of a tag, said for people who write Word templates."""
    text = problem.message or ""
    for pattern, message, hint in _COMPLAINTS:
        match = re.search(pattern, text)
        if match:
            groups = match.groups()
            return ExpressionError(message.format(*groups), hint.format(*groups), problem.lineno)
    return ExpressionError("标签的写法不对", "检查括号、引号是否成对", problem.lineno)
