"""Two snapshots in, everything that differs between them out; only what differs is read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from docgen.load import load
from docgen.model import Case, Diagnostic, Location
from docgen.review.change import Change, Kind
from docgen.review.compare import compared, moved_case, whole
from docgen.review.computed import computed_changes, view_of
from docgen.review.likeness import renamed
from docgen.review.reading import Reader
from docgen.review.snapshot import CONFIGURATION, Key, Snapshot
from docgen.schemas import Node, View

_VIEWS = 4
Chosen = Callable[[str], bool]
_FILES = {"schemas": "模式", "templates": "模板"}


@dataclass
class Sides:
    """The older and the newer side of a comparison, and what was found wrong while reading them.

    ``computed`` adds computed fields to what was typed, ``additions`` those of new items too.
    """

    before: Snapshot
    after: Snapshot
    reader: Reader = field(default_factory=Reader)
    computed: bool = True
    additions: bool = False
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def changes(self, chosen: Chosen) -> list[Change]:
        """What changed in the chosen files: cases by what they say, in the order of names, then other files by name."""
        old, new = self.before.cases(), self.after.cases()
        keys = [key for key in sorted({*old, *new}) if any(map(chosen, (*old.get(key, ()), *new.get(key, ()))))]
        gone = [key for key in keys if key not in new]
        come = [key for key in keys if key not in old]
        found = {key: self._both(key, old[key], new[key]) for key in keys if key in old and key in new}
        found |= self._one_sided({key: old[key] for key in gone}, {key: new[key] for key in come})
        return [change for key in sorted(found) for change in found[key]] + list(self._files(chosen))

    def nodes(self, kind: str) -> tuple[Node, Node]:
        """The schema of a kind on each side; where one cannot be read, the other's; else an open one."""
        schemas = self.reader.schemas(self.before), self.reader.schemas(self.after)
        for each in schemas:
            trouble = each.broken.get(kind)
            if trouble is not None and trouble not in self.diagnostics:
                self.diagnostics.append(trouble)
        old, new = (each.nodes.get(kind) for each in schemas)
        unknown = Node("any", kind)
        return old or new or unknown, new or old or unknown

    def pair(self, before: Case, after: Case) -> list[Change]:
        """What two states of a case say differently, computed fields after what was typed of the same item.

        The order of items is no change of its own, yet a computed field may follow from it: that is told.
        """
        found = compared(before, after, *self.nodes(after.kind))
        if not self.computed or before.data == after.data:
            return found
        more = computed_changes(before, after, self._view(self.before), self._view(self.after), self.additions)
        order = {place: number for number, place in enumerate(dict.fromkeys(map(_place, found + more)))}
        return sorted(found + more, key=lambda change: order[_place(change)])

    def _view(self, snapshot: Snapshot) -> View:
        return self.reader.once("views", snapshot.name, _VIEWS, lambda: view_of(snapshot, self.reader))

    def _both(self, key: Key, old: tuple[str, ...], new: tuple[str, ...]) -> list[Change]:
        if {file: self.before.files[file] for file in old} == {file: self.after.files[file] for file in new}:
            return []
        nodes = self.nodes(key[0])
        before, after = self._read(self.before, key, old, nodes[0]), self._read(self.after, key, new, nodes[1])
        return self.pair(before, after) if before is not None and after is not None else []

    def _read(self, snapshot: Snapshot, key: Key, files: tuple[str, ...], node: Node) -> Case | None:
        case, problems = self.reader.case(snapshot, key, files, node)
        self.diagnostics += problems
        return case

    def _one_sided(
        self, gone: Mapping[Key, tuple[str, ...]], come: Mapping[Key, tuple[str, ...]]
    ) -> dict[Key, list[Change]]:
        """Cases that are on one side only: renamed where the other side has one that is like it, else gone and come."""
        old = {key: self._read(self.before, key, files, self.nodes(key[0])[0]) for key, files in gone.items()}
        new = {key: self._read(self.after, key, files, self.nodes(key[0])[1]) for key, files in come.items()}
        left, right = ([case for case in cases.values() if case is not None] for cases in (old, new))
        found = {(case.kind, case.id): [whole("removed", case, self.nodes(case.kind)[0])] for case in left}
        found |= {(case.kind, case.id): [whole("added", case, self.nodes(case.kind)[1])] for case in right}
        for before, after, _ in renamed(left, right):
            del found[before.kind, before.id]
            moved = moved_case(before.key, after, self.nodes(after.kind)[1])
            found[after.kind, after.id] = [moved, *self.pair(before, after)]
        return found

    def _files(self, chosen: Chosen) -> Iterator[Change]:
        """Files that are no cases: that they changed, not how."""
        for file in sorted({*self.before.files, *self.after.files}):
            old, new = self.before.files.get(file), self.after.files.get(file)
            what = "配置" if file == CONFIGURATION else _FILES.get(file.split("/")[0], "")
            if old == new or not what or not chosen(file):
                continue
            label = what + (self._parts() if file == CONFIGURATION and old and new else "")
            kind: Kind = "changed" if old and new else "added" if new else "removed"
            yield Change(kind, "", (label,), location=Location(file))

    def _parts(self) -> str:
        """Which parts of the configuration changed, if both can be read."""
        contents = [snapshot.read(CONFIGURATION)[0] for snapshot in (self.before, self.after)]
        sources = [load(content, CONFIGURATION)[0] for content in contents if content is not None]
        if len(sources) < 2 or sources[0] is None or sources[1] is None:
            return ""
        old, new = sources[0].data, sources[1].data
        parts = [name for name in dict.fromkeys([*new, *old]) if new.get(name) != old.get(name)]
        return f"（{'、'.join(parts)}）" if parts else "（只改了写法）"


def _place(change: Change) -> tuple[str, ...]:
    """The item of the case that a change is about."""
    return tuple(map(str, change.path[:2])) if change.item else ()
