"""Findings of all checks but ``x-rules`` to the same, those that a record waives told as hints with the reason.

A waiver (an item of a list with ``x-waives``) holds for what stands inside the object that the list belongs to.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from docgen.catalog import Workspace
from docgen.check.cases import every_case
from docgen.check.places import value_place
from docgen.model import Case, Diagnostic, Location, Path
from docgen.schemas import Node

Used = set[tuple[str, Path, str]]
"""Waivers that silenced something: the case's key, the path of the waiver, and its code."""
COUNTED = frozenset(("DG341",))
"""Warnings that come of counting figures, after all other checks."""
WAIVABLE = COUNTED | frozenset(
    ("DG219", "DG220", "DG223", "DG224", "DG225", "DG226", "DG227", "DG228", "DG229", "DG313", "DG314", "DG316",
     "DG317", "DG331", "DG801", "DG802")
)  # fmt: skip
"""The codes of docgen's own warnings of what cases say."""


@dataclass(frozen=True)
class _Holder:
    """An object that may hold waivers: its place, the name of the list, and the waivers in it by code."""

    case: Case
    path: Path
    name: str
    waivers: Mapping[str, tuple[Path, str]]

    def holds(self, place: Location) -> bool:
        if not self.path:
            return place.file in self.case.files
        whole = value_place(self.case.source, self.path)
        end = place.end_line or place.line, place.end_column or place.column
        begun = (whole.line, whole.column) <= (place.line, place.column)
        return place.file == whole.file and begun and end <= (whole.end_line, whole.end_column)


class Waivers:
    """What may be waived in the cases of a workspace."""

    def __init__(self, workspace: Workspace) -> None:
        kinds = workspace.nodes.values()
        self._codes = WAIVABLE | {words.code for kind in kinds for node in kind.below() for words in node.words}

    def told(self, case: Case, node: Node, found: list[Diagnostic]) -> tuple[list[Diagnostic], Used]:
        """The findings in a case, with warnings that are waived made hints, and which waivers these were."""
        if not any(map(self.waivable, found)):
            return found, set()
        used: Used = set()
        holders = list(_holders(case, node, case.data, ()))
        return [_waived(each, holders, used) if self.waivable(each) else each for each in found], used

    def waivable(self, found: Diagnostic) -> bool:
        """Whether a finding is one that a case may waive."""
        return found.severity == "warning" and found.code in self._codes


def waived(workspace: Workspace, found: list[Diagnostic]) -> tuple[list[Diagnostic], Used]:
    """The findings in any cases, with warnings that are waived made hints, and which waivers these were."""
    waivers, used = Waivers(workspace), set[tuple[str, Path, str]]()
    files = {each.location.file for each in found if waivers.waivable(each)}
    holders = {
        file: (case, node)
        for case, node in (every_case(workspace) if files else ())
        if not files.isdisjoint(case.files)
        for file in case.files
    }
    told = []
    for each in found:
        if each.location.file in holders:
            [each], more = waivers.told(*holders[each.location.file], [each])
            used |= more
        told.append(each)
    return told, used


def _waived(found: Diagnostic, holders: list[_Holder], used: Used) -> Diagnostic:
    around = [each for each in holders if each.holds(found.location)]
    for each in reversed(around):
        if found.code in each.waivers:
            path, reason = each.waivers[found.code]
            used.add((each.case.key, path, found.code))
            message = f"{found.message.rstrip('。')}（已豁免，理由：{reason}）。"
            return replace(found, severity="hint", message=message, hint="")
    if not around:
        return found
    hint = f"确实不适用的，在“{around[-1].name}”里写明规则（{found.code}）和理由"
    return replace(found, hint="；".join(filter(None, (found.hint, hint))))


def _holders(case: Case, node: Node, data: Any, path: Path) -> Iterator[_Holder]:
    """The objects of a case that may hold waivers, each before those inside it."""
    if isinstance(data, Mapping):
        for name, child in node.properties.items():
            if child.waives:
                yield _Holder(case, path, name, dict(_waivers(data.get(name), child.waives, (*path, name))))
        for name, value in data.items():
            if name in node.properties:
                yield from _holders(case, node.properties[name], value, (*path, name))
    elif isinstance(data, list) and node.items is not None:
        for number, value in enumerate(data):
            yield from _holders(case, node.items, value, (*path, number))


def _waivers(items: Any, field: str, path: Path) -> Iterator[tuple[str, tuple[Path, str]]]:
    for number, item in enumerate(items if isinstance(items, list) else ()):
        if isinstance(item, Mapping):
            code = str(item.get(field, ""))
            yield code, ((*path, number), reason_of(item, code))


def reason_of(waiver: Mapping[str, Any], code: str) -> str:
    """Why something is waived: all that the waiver says beside the code."""
    return "；".join(str(value) for value in waiver.values() if str(value) != code) or "未写"
