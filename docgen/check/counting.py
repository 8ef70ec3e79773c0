"""The ``figures`` of ``docgen.yaml`` to what is wrong with them: nothing may be left out of a count in silence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from docgen.catalog import (
    NAME,
    Count,
    FigureRule,
    Workspace,
    compiled_expression,
    each_scope,
    figures_shape,
    figures_used,
    read_each,
    shared_scope,
)
from docgen.check.expressions import expression_problems
from docgen.check.places import Place, key_place, value_place
from docgen.check.sources import each_problems, near
from docgen.expressions import Expression, Shape, shape_of
from docgen.model import Diagnostic, Location, Path, Source
from docgen.schemas import NodeShape

_SOURCE_KEYS = ("each", "where", "as", "day", "by")
_HOW = "写一类案卷，如 meeting；一类案卷里的列表，如 出动 in team.出动；或者以“- each: ”开头逐项写"


def check_figure_forms(workspace: Workspace) -> Iterator[Diagnostic]:
    """What the schema of ``docgen.yaml`` cannot say: the forms of ``count``, and keys that do not go together."""
    data = workspace.configuration.data.get("figures")
    for name, entry in data.items() if isinstance(data, Mapping) else ():
        path: Path = ("figures", name)
        if not NAME.fullmatch(name):
            hint = "用汉字、字母和数字，不带括号、斜线和空格"
            yield _say(workspace, "DG326", f"数字的名称“{name}”不合规则。", path, hint)
        if isinstance(entry, Mapping):
            yield from _count_forms(workspace, entry, path)
            yield from _combinations(workspace, name, entry, path)


def _count_forms(workspace: Workspace, entry: Mapping[str, Any], path: Path) -> Iterator[Diagnostic]:
    count = entry.get("count")
    if isinstance(count, str) and read_each(count) is None:
        yield _say(workspace, "DG322", f"count 写成“{count}”，看不懂要数什么。", (*path, "count"), _HOW, value_place)
    elif isinstance(count, Mapping) or count == []:
        yield _say(workspace, "DG322", "count 的写法不对，看不出要数什么。", (*path, "count"), _HOW, value_place)
    for number, part in enumerate(count if isinstance(count, list) else ()):
        here = (*path, "count", number)
        each = part.get("each") if isinstance(part, Mapping) else None
        if not isinstance(each, str) or read_each(each) is None:
            written = f"each 写成“{each}”，" if isinstance(each, str) else "这一项没有 each，"
            yield _say(workspace, "DG322", f"{written}看不懂要数什么。", here, _HOW)
        for key in part if isinstance(part, Mapping) else ():
            if key not in _SOURCE_KEYS:
                hint = near(key, _SOURCE_KEYS) or "这里可以写 each、where、as、day、by"
                yield _say(workspace, "DG321", f"count 里没有“{key}”这一项。", (*here, key), hint)


def _combinations(workspace: Workspace, name: str, entry: Mapping[str, Any], path: Path) -> Iterator[Diagnostic]:
    if "value" in entry:
        for key in ("count", "where", "as", "day", "sum", "distinct", "by"):
            if key in entry:
                message = f"数字“{name}”写了 value，就不能再写 {key}。"
                yield _say(workspace, "DG327", message, (*path, key), "要么数（count），要么由别的数字算出（value）")
        if isinstance(entry["value"], str) and "/" in entry["value"] and "digits" not in entry:
            message = f"数字“{name}”里有除法，要写明保留几位小数。"
            yield _say(workspace, "DG327", message, (*path, "value"), "加一行“digits: 1”", value_place)
    if entry.get("distinct") == "true" and "sum" in entry:
        message = f"数字“{name}”写了 distinct，就不能再写 sum：同一个只计一次，说不清加哪一次的数。"
        yield _say(workspace, "DG327", message, (*path, "sum"), "要加起来的去掉 distinct，只计一次的去掉 sum")
    if isinstance(entry.get("count"), list):
        for key in ("where", "as", "day"):
            if key in entry:
                message = f"count 分几项写的，{key} 要写在各项里，写在这里不起作用。"
                yield _say(workspace, "DG327", message, (*path, key), f"把 {key} 移到 count 的各项里")
        parts = [part for part in entry["count"] if isinstance(part, Mapping)]
        if "by" not in entry and any("by" in part for part in parts):
            message = f"数字“{name}”的 count 有的项写了 by，有的没有，没有写的分不了组。"
            for number, part in enumerate(parts):
                if "by" not in part:
                    hint = "各项都写 by；分组的写法相同的，写在数字下面就可以"
                    yield _say(workspace, "DG327", message, (*path, "count", number), hint)


def check_figures(workspace: Workspace) -> Iterator[Diagnostic]:
    """Kinds, lists and names that figures count by; circles of figures; and words that call two of them."""
    for figure in workspace.catalog.figures.values():
        yield from _figure(workspace, figure)
    yield from _circles(workspace)
    yield from _words(workspace)


def _words(workspace: Workspace) -> Iterator[Diagnostic]:
    """A word with its unit must mean one figure, or a number in a text could not be held against it."""
    figures = workspace.catalog.figures.values()
    known = {(figure.name, figure.unit): figure.name for figure in figures}
    for figure in figures:
        for number, word in enumerate(figure.called):
            first = known.setdefault((word, figure.unit), figure.name)
            if first != figure.name:
                message = f"“{word}”既指数字“{first}”，又指“{figure.name}”，计量单位也相同，分不清。"
                where = (*figure.path, "called", number)
                yield _say(workspace, "DG326", message, where, "只留一处，或者换一种说法", value_place)


def _figure(workspace: Workspace, figure: FigureRule) -> Iterator[Diagnostic]:
    what = f"数字“{figure.name}”的"
    for count in figure.counts:
        wrong = each_problems(workspace, count.each, partial(value_place, workspace.configuration, count.path))
        yield from wrong
        if not wrong:
            yield from _count(workspace, figure, count, what)
    if figure.value:
        scope = shared_scope(workspace) | {"figures": figures_shape(workspace)}
        where = partial(value_place, workspace.configuration, (*figure.path, "value"))
        yield from expression_problems(figure.value, scope, where, f"{what} value ", Expression, "DG323")


def _count(workspace: Workspace, figure: FigureRule, count: Count, what: str) -> Iterator[Diagnostic]:
    scope = shared_scope(workspace) | each_scope(workspace, count.each)
    path = count.path if isinstance(count.path[-1], int) else figure.path
    if not count.day and not _dated(workspace, count):
        message = f"{what} count 数的“{count.each.list or count.each.kind}”没有日期，每一期都会全部算进去。"
        hint = "写一行“day: ”，说明按哪个日期算；或者在模式里写 x-day"
        at = value_place(workspace.configuration, count.path)
        yield Diagnostic("DG330", "warning", message, at, hint=hint)
    texts = [((*path, "where"), count.where), ((*path, "as"), count.mark), ((*path, "day"), count.day)]
    own = "by" in _part(workspace, count)
    texts.append((((*count.path, "by") if own else (*figure.path, "by")), count.group))
    for where, text in [*texts, ((*figure.path, "sum"), figure.sum)]:
        if text:
            here = partial(value_place, workspace.configuration, where)
            problems = expression_problems(text, scope, here, f"{what} {where[-1]} ", Expression, "DG323")
            yield from problems or (_no_date(text, scope, here, what) if where[-1] == "day" else [])


def _no_date(text: str, scope: Mapping[str, Shape], where: Place, what: str) -> Iterator[Diagnostic]:
    """A ``day`` that is plainly no date: what no schema declares as one would date nothing, or everything wrongly."""
    shape = shape_of(compiled_expression(text).tree, scope)
    field = shape.node if isinstance(shape, NodeShape) else None
    undated = field is not None and shape.form == "text" and not field.value and field.format != "date"
    if undated or shape.form in ("number", "list", "object", "markdown"):
        hint = "写一个日期字段（模式里 format 是 date）；不写 day，就按模式里的 x-day"
        yield Diagnostic("DG323", "error", f"{what} day 不是日期：{text}。", where(), hint=hint)


def _part(workspace: Workspace, count: Count) -> Mapping[str, Any]:
    """The entry of a list of sources as it is written; nothing for a source that stands alone."""
    name, *rest = count.path[1:]
    part = workspace.configuration.data["figures"][name]["count"]
    return part[rest[1]] if len(rest) > 1 else {}


def _dated(workspace: Workspace, count: Count) -> bool:
    """Whether the schema says on which day what is counted happened; an undated item takes the day of its case."""
    node = workspace.kinds[count.each.kind]
    return bool(node.day or (count.each.list and node.properties[count.each.list].day))


def _circles(workspace: Workspace) -> Iterator[Diagnostic]:
    figures = workspace.catalog.figures
    uses = {name: [used for used in figures_used(figure.value) if used in figures] for name, figure in figures.items()}
    for name in figures:
        way, seen = [name], set()
        while way:
            for used in uses[way.pop()]:
                if used == name:
                    message = f"数字“{name}”由自己算出，或者与别的数字互相算。"
                    hint = "改 value，使它只用到先数出来的数字"
                    yield _say(workspace, "DG328", message, ("figures", name, "value"), hint, value_place)
                    way = []
                    break
                if used not in seen:
                    seen.add(used)
                    way.append(used)


def _say(
    workspace: Workspace, code: str, message: str, path: Path, hint: str,
    at: Callable[[Source, Path], Location] = key_place,
) -> Diagnostic:  # fmt: skip
    return Diagnostic(code, "error", message, at(workspace.configuration, path), hint=hint)
