"""The figures of every period: which cannot be counted, and where the period's own texts state another number."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from functools import cache, partial
from typing import Any

from docgen.catalog import Workspace
from docgen.catalog.files import Lines
from docgen.figures.counting import Figures
from docgen.figures.facts import name_of
from docgen.figures.mentions import Mention, Whole, Words
from docgen.figures.problems import UnreliableFigureError, wrong_cases
from docgen.model import Case, Diagnostic, Location, Path
from docgen.model.figures import Figure
from docgen.schemas import Node, View, breadcrumb

_PLANS = re.compile("打算|计划|下一步|目标|展望")
"""Fields of such names say what is to be done; their numbers were not counted yet."""


def check_agreement(workspace: Workspace, findings: Iterable[Diagnostic] = ()) -> list[Diagnostic]:
    """What is wrong with figures and texts of any period, as of its last day; ``findings`` are what checking found.

    A figure that cannot be counted because a case is wrong is not told again: the case is.
    """
    kind, rules = workspace.catalog.periods.kind, workspace.catalog.figures
    periods = workspace.cases.by_kind.get(kind, {})
    if not rules or not periods:
        return []
    wrong, words, lines = wrong_cases(workspace, findings), Words(rules.values()), Lines(workspace.root)
    found: dict[Location, Diagnostic] = {}
    said: list[Diagnostic] = []
    for period, case in sorted(periods.items()):
        day = workspace.last_day(period)
        if case.key in wrong or not day:
            continue
        with closing(workspace.view(day)) as view:
            counted = dict(_counted(workspace, Figures(workspace, view, period, wrong), found))
            names = tuple(name_of(each) for each in view.all(kind) if each.case is case)
            whole = Whole(workspace.first_day(period), day, names)
            named = cache(partial(_with_parties, whole, view, kind))
            said += _texts(workspace, case, counted, words, (whole, named), lines)
    return [*found.values(), *said]


def _counted(workspace: Workspace, figures: Figures, found: dict[Location, Diagnostic]) -> Iterator[tuple[str, Figure]]:
    """The figures that can be counted; the others are told once, whatever the period."""
    for name in workspace.catalog.figures:
        try:
            yield name, figures.figure(name)
        except UnreliableFigureError as failure:
            if not failure.told:
                found.setdefault(failure.diagnostic.location, failure.diagnostic)


def _with_parties(whole: Whole, view: View, kind: str) -> Whole:
    """With what the cases are called: a sentence that names one speaks of it, not of the whole."""
    names = {name_of(record) for each in view.kinds if each != kind for record in view.all(each)}
    return replace(whole, parties=tuple(name for name in sorted(names) if len(name) > 3))


def _texts(
    workspace: Workspace, case: Case, figures: Mapping[str, Figure], words: Words,
    wholes: tuple[Whole, Callable[[], Whole]], lines: Lines,
) -> Iterator[Diagnostic]:  # fmt: skip
    """What differs; all cases are asked for their names (the second of ``wholes``) only where something may."""
    node = workspace.kinds[case.kind]
    whole, named = wholes
    for path, text in _free_texts(case.data, node, ()):
        if any(_disagrees(mention, figures) for mention in words.mentions(text, whole)):
            for mention in words.mentions(text, named()):
                figure = _disagrees(mention, figures)
                if figure is not None:
                    yield _differs(case, node, path, text, mention, figure, whole.last, lines)


def _disagrees(mention: Mention, figures: Mapping[str, Figure]) -> Figure | None:
    """The figure of which the text says something else."""
    figure = figures.get(mention.figure.name)
    return None if figure is None or figure.value is None or mention.number.agrees(figure.value) else figure


def _free_texts(data: Any, node: Node, path: Path) -> Iterator[tuple[Path, str]]:
    """The texts that people write freely; an item of a list that refers to a case is about that case alone."""
    if isinstance(data, str):
        if not (node.enum or node.format or node.ref):
            yield path, data
    elif isinstance(data, Mapping):
        if (
            path
            and isinstance(path[-1], int)
            and any(name in data for name, each in node.properties.items() if each.ref)
        ):
            return
        for name, value in data.items():
            if name in node.properties and not _PLANS.search(name):
                yield from _free_texts(value, node.properties[name], (*path, name))
    elif isinstance(data, list) and node.items is not None and not node.waives:
        for number, value in enumerate(data):
            yield from _free_texts(value, node.items, (*path, number))


def _differs(
    case: Case, node: Node, path: Path, text: str, mention: Mention, figure: Figure, day: str, lines: Lines
) -> Diagnostic:
    where = lines.within(case.source.values[path], text, (mention.start, mention.end))
    message = f"文字里写的是“{mention.said}”，统计的“{figure.name}”是 {figure.text} {figure.unit}（截至 {day}）。"
    hint = "核对以后改正这里的数，或者补齐案卷；数字也可以不写在文字里，由模板印出"
    field = breadcrumb(node, case.data, path, f"{node.label} {case.id}")
    notes = (("统计", f"docgen explain {figure.name} --period {case.id}"),)
    return Diagnostic("DG341", "warning", message, where, hint=hint, field=field, notes=notes)
