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

Entry = tuple[Path, Node, Any]
"""A value of a case with its path and node."""
PLACEHOLDERS = frozenset(
    {"无", "暂无", "没有", "不详", "待定", "待补", "/", "-", "—", "——", "N/A", "n/a", "××", "xx", "XX"}
)


def every_case(workspace: Workspace) -> Iterator[tuple[Case, Node]]:
    """Every case with the node of its kind, and ``about``, which is checked like one."""
    for kind, cases in workspace.cases.by_kind.items():
        for case in cases.values():
            yield case, workspace.kinds[kind]
    if workspace.about is not None and workspace.about_node is not None:
        yield workspace.about, workspace.about_node


def check_case(
    case: Case, node: Node, validator: Draft202012Validator, failed: set[Path], entries: list[Entry]
) -> list[Diagnostic]:
    """One case against its schema; ``failed`` are the values that typing has already complained of.

    ``entries`` is what `walked` gives of the case.
    """
    start = f"{node.label} {case.id}" if case.kind != case.id else node.label
    typed = {path: each for path, each, _ in entries if each.value}
    found = computed(case, node, start, typed)
    for error in violations(validator, case.data):
        path = error.path
        if path in failed or (typed and any(path[: len(each)] == each for each in typed)):
            continue
        found += [_told_to_leave_empty(each, error.value) for each in worded(error, node, case.source, start)]
    wrong = {each.location for each in found}
    return (
        found
        + [each for each in placeholders(case, node, start, entries) if each.location not in wrong]
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


def placeholders(case: Case, node: Node, start: str, entries: list[Entry]) -> list[Diagnostic]:
    """Words that stand for nothing, which would be printed as if they were the answer."""
    return [
        Diagnostic("DG219", "warning", f"“{each.label}”写的是“{value}”，会照样印出来。", value_place(case.source, path),
                   hint=f"没有就空着，不要写“{value}”", field=breadcrumb(node, case.data, path, start))
        for path, each, value in entries
        if _is_placeholder(value) and value not in each.enum and value not in each.examples
    ]  # fmt: skip


def computed(case: Case, node: Node, start: str, typed: Mapping[Path, Node]) -> list[Diagnostic]:
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
        for path, each in typed.items()
    ]


def walked(case: Case, node: Node) -> list[Entry]:
    """Every value of a case with its path and node, from the outside in; undeclared ones are passed over."""
    found: list[Entry] = [((), node, case.data)]
    # The list grows while it is gone through: what an object or a list holds comes after all that stands before.
    for path, here, data in found:
        if isinstance(data, dict):
            properties = here.properties
            found += [((*path, name), properties[name], value) for name, value in data.items() if name in properties]
        elif isinstance(data, list) and here.items is not None:
            inner = here.items
            found += [((*path, number), inner, value) for number, value in enumerate(data)]
    return found


class Across:
    """References, unique values and keys, over all cases, each read in turn."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace, self._referred = workspace, _referred(workspace.kinds)
        self._unique: dict[tuple[str, Path], dict[str, tuple[Case, Path]]] = {}
        self._items: dict[tuple[str, str], dict[tuple[str, ...], tuple[Case, Path]]] = {}

    def read(self, case: Case, node: Node, entries: list[Entry]) -> list[Diagnostic]:
        """What is wrong with a case beside those read before; ``entries`` is what `walked` gives of it."""
        found: list[Diagnostic] = []
        for path, each, value in entries:
            if each.ref and isinstance(value, str):
                found += _reference(self._workspace, case, node, path, each, value)
            elif each.unique and isinstance(value, str):
                place = (case.kind, tuple(step for step in path if isinstance(step, str)))
                found += _twice(self._unique.setdefault(place, {}), case, path, each, value)
            elif each.key and isinstance(value, list):
                referred = len(path) == 1 and f"{case.kind}.{path[0]}" in self._referred
                seen = self._items.setdefault((case.kind, str(path[0])), {}) if referred else {}
                found += _keys(seen, case, path, each, value)
        return found


def _referred(kinds: Mapping[str, Node]) -> set[str]:
    return {node.ref for kind in kinds.values() for node in kind.below() if node.ref}


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
