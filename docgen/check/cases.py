"""Cases against their schemas, their keys, their references and each other."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches
from typing import Any

from jsonschema import Draft202012Validator

from docgen.catalog import Workspace, case_id_of
from docgen.check.places import key_place, value_place
from docgen.check.unknown_fields import empty_unknown
from docgen.check.validation import violations
from docgen.check.wording import worded
from docgen.model import Case, Diagnostic, Path, Related
from docgen.schemas import Node, breadcrumb

PLACEHOLDERS = frozenset(
    {"无", "暂无", "没有", "不详", "待定", "待补", "/", "-", "—", "——", "N/A", "n/a", "××", "xx", "XX"}
)


def check_case(case: Case, node: Node, validator: Draft202012Validator, failed: set[Path]) -> list[Diagnostic]:
    """One case against its schema; ``failed`` are the values that typing has already complained of."""
    start = f"{node.label} {case.id}" if case.kind != case.id else node.label
    found = computed(case, node, start)
    typed = {path for path, _ in _computed_paths(case.data, node)}
    for error in violations(validator, case.data):
        path = error.path
        if path in failed or any(path[: len(each)] == each for each in typed):
            continue
        found += [_told_to_leave_empty(each, error.value) for each in worded(error, node, case.source, start)]
    wrong = {each.location for each in found}
    return (
        found
        + [each for each in placeholders(case, node, start) if each.location not in wrong]
        + [
            each
            for path in sorted(case.source.empties, key=str)
            for each in empty_unknown(path, node, case.source, start)
        ]
    )


def _told_to_leave_empty(found: Diagnostic, value: Any) -> Diagnostic:
    return replace(found, hint=f"没有就空着，不要写“{value}”") if _is_placeholder(value) else found


def _is_placeholder(value: Any) -> bool:
    return isinstance(value, str) and value.strip() in PLACEHOLDERS


def placeholders(case: Case, node: Node, start: str) -> list[Diagnostic]:
    """Words that stand for nothing, which would be printed as if they were the answer."""
    return [
        Diagnostic("DG219", "warning", f"“{each.label}”写的是“{value}”，会照样印出来。", value_place(case.source, path),
                   hint=f"没有就空着，不要写“{value}”", field=breadcrumb(node, case.data, path, start))
        for path, each, value in walk(case.data, node)
        if _is_placeholder(value) and value not in each.enum and value not in each.examples
    ]  # fmt: skip


def computed(case: Case, node: Node, start: str) -> list[Diagnostic]:
    """Fields that are computed and yet typed."""
    return [
        Diagnostic(
            "DG214",
            "error",
            f"“{each.label}”由系统算出，不用填写。",
            key_place(case.source, path),
            hint="删掉这一行" + (f"；它的意思是：{each.description}" if each.description else ""),
            field=breadcrumb(node, case.data, path, start),
        )
        for path, each in _computed_paths(case.data, node)
    ]


def _computed_paths(data: Any, node: Node) -> list[tuple[Path, Node]]:
    return [(path, each) for path, each, _ in walk(data, node) if each.value]


def walk(data: Any, node: Node, path: Path = ()) -> Iterator[tuple[Path, Node, Any]]:
    """Every value of a case with its path and node; undeclared ones are passed over."""
    yield path, node, data
    if isinstance(data, Mapping):
        for name, value in data.items():
            child = node.properties.get(name)
            if child is not None:
                yield from walk(value, child, (*path, name))
    elif isinstance(data, list) and node.items is not None:
        for number, value in enumerate(data):
            yield from walk(value, node.items, (*path, number))


def check_across(workspace: Workspace) -> list[Diagnostic]:
    """References, unique values and keys, over all cases."""
    found: list[Diagnostic] = []
    unique: dict[tuple[str, Path], dict[str, tuple[Case, Path]]] = {}
    items: dict[tuple[str, str], dict[tuple[str, ...], tuple[Case, Path]]] = {}
    referred = _referred(workspace.kinds)
    for kind, cases in workspace.cases.by_kind.items():
        node = workspace.kinds[kind]
        for case in cases.values():
            for path, each, value in walk(case.data, node):
                if each.ref and isinstance(value, str):
                    found += _reference(workspace, case, node, path, each, value)
                elif each.unique and isinstance(value, str):
                    place = (kind, tuple(step for step in path if isinstance(step, str)))
                    found += _twice(unique.setdefault(place, {}), case, path, each, value)
                elif each.key and isinstance(value, list):
                    name = (kind, str(path[0])) if len(path) == 1 and f"{kind}.{path[0]}" in referred else None
                    seen = items.setdefault(name, {}) if name else {}
                    found += _keys(seen, case, path, each, value)
    return found


def _referred(kinds: Mapping[str, Node]) -> set[str]:
    def refs(node: Node, depth: int = 0) -> Iterator[str]:
        if node.ref:
            yield node.ref
        children = [*node.properties.values(), *([node.items] if node.items else [])]
        for child in children if depth < 20 else ():
            yield from refs(child, depth + 1)

    return {ref for node in kinds.values() for ref in refs(node)}


def _reference(workspace: Workspace, case: Case, node: Node, path: Path, each: Node, value: str) -> list[Diagnostic]:
    kind, _, name = each.ref.partition(".")
    known: Mapping[str, Any] = (
        workspace.index.items.get((kind, name), {}) if name else workspace.cases.by_kind.get(kind, {})
    )
    unread = {case_id_of(file) for file in workspace.cases.broken.get(kind, ())}
    if value in known or kind in workspace.broken_kinds or (unread if name else value in unread):
        return []
    target = workspace.kinds.get(kind)
    what = name or (target.label if target else kind)
    message = f"没有编号为“{value}”的{what}。"
    hint, notes = _suggested(workspace, kind, name, value, list(known))
    field = breadcrumb(node, case.data, path, f"{node.label} {case.id}")
    place = value_place(case.source, path)
    return [Diagnostic("DG301", "error", message, place, hint=hint, field=field, notes=notes)]


def _suggested(
    workspace: Workspace, kind: str, name: str, value: str, known: list[str]
) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The id that was meant: one whose case bears the value as its own name, or the nearest one."""
    if not name:
        for case in workspace.cases.by_kind.get(kind, {}).values():
            if value in case.data.values():
                return f"这里填编号：写“{case.id}”", ()
    # Another id that merely looks alike is another party: only another way to write the same one is suggested.
    bare = value.removeprefix(f"{kind}/")
    same = [each for each in known if _spelt_plainly(each) == _spelt_plainly(bare)]
    if len(same) == 1:
        return f"要写“{same[0]}”吗？", ()
    shown = get_close_matches(value, known, 12, 0.0)
    return "先建立它，或者改成已有的编号", (("现有", " ".join(sorted(shown))),) if shown else ()


def _spelt_plainly(name: str) -> tuple[str, ...]:
    """An id without what typing varies: case, width, separators and leading zeros."""
    parts = re.findall(r"[0-9]+|[^\W\d_]+", unicodedata.normalize("NFKC", name).casefold())
    return tuple(part.lstrip("0") if part.isdigit() else part for part in parts)


def _twice(seen: dict[str, tuple[Case, Path]], case: Case, path: Path, each: Node, value: str) -> list[Diagnostic]:
    if value not in seen:
        seen[value] = (case, path)
        return []
    first, first_path = seen[value]
    message = f"“{each.label}”的值“{value}”与 {first.key} 相同。"
    related = (Related(value_place(first.source, first_path), "先出现在这里"),)
    hint = "两个案卷不能同用一个值；其实是同一个的请合并，抄错的请改正"
    return [Diagnostic("DG302", "error", message, value_place(case.source, path), hint=hint, related=related)]


def _keys(
    seen: dict[tuple[str, ...], tuple[Case, Path]], case: Case, path: Path, each: Node, values: list[Any]
) -> list[Diagnostic]:
    found = []
    for number, item in enumerate(values):
        # An identifying field that is left out is one more way of being the same: two 王示例 without a unit.
        if not isinstance(item, Mapping) or not any(name in item for name in each.key):
            continue
        key = tuple(str(item.get(name, "")) for name in each.key)
        here = (*path, number, next(name for name in each.key if name in item))
        if key not in seen:
            seen[key] = (case, here)
            continue
        first, first_path = seen[key]
        where = "" if first is case else f"，另一项在 {first.key}"
        message = f"“{each.label}”里有两项的{'、'.join(each.key)}都是“{' '.join(filter(None, key))}”{where}。"
        related = (Related(value_place(first.source, first_path), "先出现在这里"),)
        place = value_place(case.source, here)
        hint = f"是同一件事就合并，不是就改成不重复的{each.key[0]}"
        if len(each.key) > 1:
            hint = "是同一件事就合并，不是就写清区别"
        found.append(Diagnostic("DG312", "error", message, place, hint=hint, related=related))
    return found
