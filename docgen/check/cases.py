"""One case against its schema: what the schema refuses, words that stand for nothing, and keys that stand twice."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from typing import Any

from docgen.catalog import Workspace
from docgen.check.places import key_place, value_place
from docgen.check.plans import PLACEHOLDERS, Gathered
from docgen.check.unknown_fields import empty_unknown
from docgen.check.validation import Checker
from docgen.check.wording import worded
from docgen.model import Case, Diagnostic, Location, Path, Related
from docgen.schemas import Node, breadcrumb


def every_case(workspace: Workspace) -> Iterator[tuple[Case, Node]]:
    """Every case with the node of its kind, and ``about``, which is checked like one."""
    for kind, cases in workspace.cases.by_kind.items():
        for case in cases.values():
            yield case, workspace.kinds[kind]
    if workspace.about is not None and workspace.about_node is not None:
        yield workspace.about, workspace.about_node


def check_case(
    case: Case, node: Node, data: Any, checker: Checker, failed: Collection[Path], met: Gathered
) -> list[Diagnostic]:
    """One case against its schema; ``failed`` are the values that typing has already complained of.

    ``data`` is the case's, ``met`` what `gathered` gives of it.
    """
    start = f"{node.label} {case.id}" if case.kind != case.id else node.label
    found = _computed(case, node, start, met.computed)
    if not checker.accepts(data):
        found += _refused(case, node, start, checker, failed, met.computed)
    if met.placeholders:
        wrong = {each.location for each in found}
        found += [each for each in _placeholders(case, node, start, met, failed) if each.location not in wrong]
    for path in sorted(case.source.empties, key=str):
        found += empty_unknown(path, node, case.source, start)
    return found


def _refused(
    case: Case, node: Node, start: str, checker: Checker, failed: Collection[Path], computed: list[Path]
) -> Iterator[Diagnostic]:
    for error in checker.violations(case.data):
        path = error.path
        if path not in failed and not any(path[: len(each)] == each for each in computed):
            for found in worded(error, node, case.source, start):
                nothing = isinstance(error.value, str) and error.value.strip() in PLACEHOLDERS
                yield replace(found, hint=f"没有就空着，不要写“{error.value}”") if nothing else found


def _placeholders(case: Case, node: Node, start: str, met: Gathered, failed: Collection[Path]) -> Iterator[Diagnostic]:
    """Words that stand for nothing, which would be printed as if they were the answer."""
    for value, plan, path in met.placeholders:
        if path in failed:
            continue  # that it is no number or date has been said
        message = f"“{plan.node.label}”写的是“{value}”，会照样印出来。"
        field = breadcrumb(node, case.data, path, start)
        hint = f"没有就空着，不要写“{value}”"
        yield Diagnostic("DG219", "warning", message, value_place(case.source, path), hint=hint, field=field)


def _computed(case: Case, node: Node, start: str, paths: list[Path]) -> list[Diagnostic]:
    """Fields that are computed and yet typed."""
    found = []
    for path in paths:
        each = node.at(path)
        assert each is not None
        message = f"“{each.label}”由系统算出，不用填写。"
        hint = "删掉这一行" + (f"；它的意思是：{each.description}" if each.description else "")
        field = breadcrumb(node, case.data, path, start)
        found.append(Diagnostic("DG214", "error", message, key_place(case.source, path), hint=hint, field=field))
    return found


def keys_of(values: list[Any], node: Node) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The position and the key of each item of a list with an ``x-key``.

    An identifying field that is left out is one more way of being the same: two 王示例 without a unit.
    """
    names = node.key
    for number, item in enumerate(values):
        if type(item) is dict:
            key = tuple([str(item.get(name, "")) for name in names])
            if any(key) or any(name in item for name in names):
                yield number, key


def twice_in_a_list(case: Case, met: Gathered) -> list[Diagnostic]:
    """Items of one list with the same key, in the lists that no reference names items of."""
    found = []
    for values, plan, path in met.keyed:
        seen: dict[tuple[str, ...], int] = {}
        for number, key in keys_of(values, plan.node) if plan.own else ():
            first = seen.setdefault(key, number)
            if first != number:
                place = key_of(case, (*path, first), plan.node)
                found.append(same_key(case, (*path, number), plan.node, key, place, ""))
    return found


def key_of(case: Case, path: Path, node: Node) -> Location:
    """Where the key of an item stands; ``node`` is that of its list."""
    item: Any = case.data
    for step in path:
        item = item[step]
    return value_place(case.source, (*path, next(name for name in node.key if name in item)))


def same_key(case: Case, path: Path, node: Node, key: Iterable[str], first: Location, where: str) -> Diagnostic:
    """That an item has the key of another one, whose key stands at ``first``."""
    message = f"“{node.label}”里有两项的{'、'.join(node.key)}都是“{' '.join(filter(None, key))}”{where}。"
    related = (Related(first, "先出现在这里"),)
    hint = f"是同一件事就合并，不是就改成不重复的{node.key[0]}"
    if len(node.key) > 1:
        hint = "是同一件事就合并，不是就写清区别"
    return Diagnostic("DG312", "error", message, key_of(case, path, node), hint=hint, related=related)
