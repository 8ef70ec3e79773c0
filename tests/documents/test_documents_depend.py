"""What a document depends on, found in two ways that must agree: what its rendering read, and what changes it.

Each field of each case is changed in turn, and every document made again: one that changes must have read the field;
one that prints the field as it stands must change.
"""

from __future__ import annotations

import copy
import datetime
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from docgen.build.work import Order, Workplace
from docgen.catalog import EVERYTHING, FAILURES, Target, Workspace, open_workspace, planned
from docgen.expressions.tracing import Origin
from docgen.figures import UnreliableFigureError
from docgen.model import Case, DocgenError
from docgen.model import Path as Way
from docgen.render import RenderError, compile_template
from tests.conftest import copy_few, copy_sample

_BARE = re.compile(r"\{\{\s*[\w.]+\s*\}\}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
Name = tuple[str, str, str]


class Documents:
    """A workspace's documents, made again and again from cases that are changed in memory."""

    def __init__(self, root: Path) -> None:
        self.workspace: Workspace = open_workspace(root)
        self.place = Workplace(Order(root, root / "output", EVERYTHING, False), self.workspace)
        self.targets: dict[Name, Target] = {}
        self.reads: dict[Name, set[tuple[str, str]]] = {}
        self.printed: dict[Name, set[Origin]] = {}
        for target, _ in planned(self.workspace):
            name = (target.document.id, target.case, target.item)
            self.targets[name] = target
            view = self.workspace.view(target.day)
            names = self.place._context(target, view)
            template = self._template(target)
            traced = template.trace(names, self.place._properties(target, view))
            self.reads[name] = {*view.touched, *((source, str(path[0])) for source, path in traced.reads if path)}
            self.printed[name] = {
                each.origins[0]
                for each in traced.values
                if _BARE.fullmatch(each.tag) and len(each.origins) == 1 and not each.origins[0].inputs
            }
        self.before = {name: self.made(target) for name, target in self.targets.items()}

    def _template(self, target: Target) -> Any:
        file = self.workspace.root / "templates" / target.document.template
        return compile_template(file, profile=self.workspace.catalog.profile)

    def made(self, target: Target) -> bytes | str:
        view = self.workspace.view(target.day)
        try:
            content = self._template(target).render(
                self.place._context(target, view), self.place._properties(target, view)
            )
        except (RenderError, UnreliableFigureError, DocgenError, AssertionError, *FAILURES) as problem:
            return type(problem).__name__
        assert isinstance(content, bytes)
        return content

    def changed_by(self, case: Case, way: Way) -> set[Name]:
        """The documents that are not as before when one leaf of a case is another."""
        store = self.workspace.store._loaded
        data, source = store[case.key]
        other = copy.deepcopy(data)
        holder = other
        for step in way[:-1]:
            holder = holder[step]
        holder[way[-1]] = _another(holder[way[-1]])
        store[case.key] = (other, source)
        try:
            return {name for name, target in self.targets.items() if self.made(target) != self.before[name]}
        finally:
            store[case.key] = (data, source)


def _another(value: Any) -> Any:
    """A value of the same kind that is not this one."""
    if isinstance(value, (int, Decimal)):
        return value + 1
    if _DAY.fullmatch(value):
        return (datetime.date.fromisoformat(value) + datetime.timedelta(1)).isoformat()
    return value[:-1] + ("乙" if value[-1] != "乙" else "甲")


def _leaves(data: Any, way: Way = ()) -> list[Way]:
    if isinstance(data, dict):
        return [leaf for name, value in data.items() for leaf in _leaves(value, (*way, name))]
    if isinstance(data, list):
        return [leaf for number, value in enumerate(data) for leaf in _leaves(value, (*way, number))]
    return [way]


def disagreements(documents: Documents, every: int) -> tuple[int, list[str]]:
    """How many documents the changed leaves changed, and where the two ways do not agree."""
    wrong: list[str] = []
    told = count = 0
    for cases in documents.workspace.cases.by_kind.values():
        for case in cases.values():
            for way in _leaves(case.data):
                count += 1
                if count % every:
                    continue
                field = (case.key, str(way[0]))
                changed = documents.changed_by(case, way)
                told += len(changed)
                read = {name for name, reads in documents.reads.items() if field in reads}
                shown = {name for name, origins in documents.printed.items() if Origin(case.key, way) in origins}
                wrong += [f"{name} changed by {case.key} {way}, which it did not read" for name in changed - read]
                wrong += [f"{name} prints {case.key} {way} and did not change" for name in shown - changed]
    return told, wrong


def test_what_a_rendering_read_is_what_changes_the_document(tmp_path: Path) -> None:
    copy_few(tmp_path / "few")
    told, wrong = disagreements(Documents(tmp_path / "few"), 61)
    assert not wrong
    assert told > 5


@pytest.mark.slow
def test_what_every_rendering_of_the_year_read_is_what_changes_the_document(tmp_path: Path) -> None:
    copy_few(tmp_path / "few")
    told, wrong = disagreements(Documents(tmp_path / "few"), 4)
    assert not wrong
    assert told > 250
    copy_sample(tmp_path / "year")
    told, wrong = disagreements(Documents(tmp_path / "year"), 601)
    assert not wrong
    assert told > 20
