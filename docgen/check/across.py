"""What the cases hold, each judged apart, against each other: what stands twice, is not there, or is not listed.

Cases are looked at again only where there is something to tell.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from docgen.catalog import Workspace, case_id_of
from docgen.catalog.files import Lines
from docgen.check.apart import Apart
from docgen.check.calendar import years_without_calendar
from docgen.check.cases import key_of, same_key
from docgen.check.lookups import label_of, not_listed
from docgen.check.names import same_name
from docgen.check.passages import Passage
from docgen.check.places import value_place
from docgen.check.waivers import waived
from docgen.expressions.texts import normalise_name
from docgen.model import Case, Diagnostic, Path, Related
from docgen.schemas import Node, breadcrumb


def across(workspace: Workspace, aparts: Iterable[Apart]) -> list[Diagnostic]:
    """Everything that is wrong with cases, from each of them apart, in whatever order they come."""
    every = {each.key: each for each in aparts}
    order = [case.key for cases in workspace.cases.by_kind.values() for case in cases.values()]
    order += [workspace.about.key] if workspace.about is not None else []
    judged = [every[key] for key in order if key in every]
    found, used = waived(workspace, list(_Across(workspace).told(judged)))
    wrong = {each.key for each in judged if each.wrong}
    for each in judged:
        found += each.found
        found += [said for said, reads in each.ruled if wrong.isdisjoint(reads)]
        found += [said for path, code, said in each.idle if (each.key, path, code) not in used]
    return found


class _Across:
    """All cases, each held against those before it."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace, self.lines = workspace, Lines(workspace.root)
        self.spelt: dict[tuple[str, str], dict[tuple[str, ...], list[str]]] = {}
        self.named: dict[str, dict[str, str]] = {}

    def told(self, judged: list[Apart]) -> Iterator[Diagnostic]:
        unique: dict[tuple[Any, ...], tuple[str, Path]] = {}
        names: dict[tuple[str, str], str] = {}
        keys: dict[tuple[str, str, tuple[str, ...]], tuple[str, int]] = {}
        unlisted: dict[tuple[str, str], list[tuple[str, Path]]] = {}
        for each in judged:
            kind = each.key.partition("/")[0]
            for path, value in each.missing:
                yield from self.missing(each.key, path, value)
            for path, value in each.unique:
                field = (kind, value, *(step for step in path if isinstance(step, str)))
                first = unique.setdefault(field, (each.key, path))
                if first != (each.key, path):
                    yield self.twice(each.key, path, value, first)
            for name, number, key in each.keys:
                place = keys.setdefault((kind, name, key), (each.key, number))
                if place != (each.key, number):
                    yield self.same_key(each.key, name, number, key, place)
            if each.name:
                bearer = names.setdefault((kind, normalise_name(each.name)), each.key)
                if bearer != each.key:
                    yield same_name(self.name(each.key), self.name(bearer))
            for target, path, value in each.unlisted:
                unlisted.setdefault((target, value), []).append((each.key, path))
        for (target, value), places in unlisted.items():
            passage = self.passage(*places[0], value)
            yield not_listed(passage, label_of(self.workspace, target), len(places) - 1)
        yield from years_without_calendar(self.workspace, (year for each in judged for year in each.years))

    def case(self, key: str) -> tuple[Case, Node]:
        found = self.workspace.with_node(key)
        assert found is not None
        return found

    def passage(self, key: str, path: Path, text: str) -> Passage:
        case, root = self.case(key)
        node = root.at(path)
        assert node is not None
        return Passage(case, root, path, node, text, self.lines)

    def name(self, key: str) -> Passage:
        """The name of a case as a text."""
        case, root = self.case(key)
        field = next(name for name, node in root.properties.items() if node.name)
        return self.passage(key, (field,), case.data[field])

    def twice(self, key: str, path: Path, value: str, before: tuple[str, Path]) -> Diagnostic:
        (case, root), (first, _) = self.case(key), self.case(before[0])
        node = root.at(path)
        assert node is not None
        message = f"“{node.label}”的值“{value}”与 {first.key} 相同。"
        related = (Related(value_place(first.source, before[1]), "先出现在这里"),)
        hint = "两个案卷不能同用一个值；其实是同一个的请合并，抄错的请改正"
        return Diagnostic("DG302", "error", message, value_place(case.source, path), hint=hint, related=related)

    def same_key(
        self, key: str, name: str, number: int, item: tuple[str, ...], before: tuple[str, int]
    ) -> Diagnostic:  # fmt: skip
        (case, root), (first, _) = self.case(key), self.case(before[0])
        node = root.properties[name]
        where = "" if first is case else f"，另一项在 {first.key}"
        return same_key(case, (name, number), node, item, key_of(first, (name, before[1]), node), where)

    def missing(self, key: str, path: Path, value: str) -> Iterator[Diagnostic]:
        """That a reference leads nowhere, unless what it leads to is only unreadable."""
        workspace, (case, root) = self.workspace, self.case(key)
        node = root.at(path)
        assert node is not None
        kind, _, name = node.ref.partition(".")
        unread = {case_id_of(file) for file in workspace.cases.broken.get(kind, ())}
        if kind in workspace.broken_kinds or (unread if name else value in unread):
            return
        target = workspace.kinds.get(kind)
        message = f"没有编号为“{value}”的{name or (target.label if target else kind)}。"
        hint, notes = self.suggested(kind, name, value)
        field = breadcrumb(root, case.data, path, f"{root.label} {case.id}")
        yield Diagnostic("DG301", "error", message, value_place(case.source, path), hint=hint, field=field, notes=notes)

    def suggested(self, kind: str, name: str, value: str) -> tuple[str, tuple[tuple[str, str], ...]]:
        """The id that was meant: one whose case bears the value as its own name, or the nearest one."""
        workspace = self.workspace
        known = workspace.ids(f"{kind}.{name}" if name else kind)
        if not name:
            if kind not in self.named:
                self.named[kind] = _texts_of(workspace.cases.by_kind.get(kind, {}))
            if value in self.named[kind]:
                return f"这里填编号：写“{self.named[kind][value]}”", ()
        # Another id that merely looks alike is another party: only another way to write the same one is suggested.
        if (kind, name) not in self.spelt:
            ways = self.spelt[kind, name] = {}
            for each in known:
                ways.setdefault(_spelt_plainly(each), []).append(each)
        same = self.spelt[kind, name].get(_spelt_plainly(value.removeprefix(f"{kind}/")), [])
        if len(same) == 1:
            return f"要写“{same[0]}”吗？", ()
        shown = get_close_matches(value, list(known), 12, 0.0)
        return "先建立它，或者改成已有的编号", (("现有", " ".join(sorted(shown))),) if shown else ()


def _texts_of(cases: Mapping[str, Case]) -> dict[str, str]:
    """Every text that is a field of a case itself -> the first case that has it."""
    found: dict[str, str] = {}
    for case in cases.values():
        for value in case.data.values():
            if isinstance(value, str):
                found.setdefault(value, case.id)
    return found


def _spelt_plainly(name: str) -> tuple[str, ...]:
    """An id without what typing varies: case, width, separators and leading zeros."""
    parts = re.findall(r"[0-9]+|[^\W\d_]+", unicodedata.normalize("NFKC", name).casefold())
    return tuple(part.lstrip("0") if part.isdigit() else part for part in parts)
