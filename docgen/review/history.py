"""A case in, what each commit changed in what it says out, newest first.

Commits are compared along the first parents of the current branch: a merge is one entry, which brings what the merged
branch did. A revision that cannot be read is told and passed over; the next is compared with the last readable one.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from docgen.git import Repository
from docgen.model import Case, Diagnostic
from docgen.review.change import Change, Entry, History
from docgen.review.compare import case_label, compared, moved_case, whole
from docgen.review.likeness import likeness
from docgen.review.narrow import Wanted, narrowed
from docgen.review.reading import Reader, Schemas
from docgen.review.sides import Sides
from docgen.review.snapshot import of_commit
from docgen.review.tracks import Version, gone_to, versions
from docgen.review.unknown import no_case, no_such_part
from docgen.schemas import Node

SHALLOW = Diagnostic(
    "DG709", "warning", "这台电脑上的版本库是浅克隆，只有最近的提交，更早的修改这里看不到。",
    hint="取回全部记录用 git fetch --unshallow",
)  # fmt: skip


@dataclass
class _Reading:
    """All versions of a case, each read when it is asked for."""

    repository: Repository
    reader: Reader
    versions: list[Version]
    kept: dict[int, tuple[Case | None, list[Diagnostic]]] = field(default_factory=dict)

    def node(self, at: int) -> Node:
        """The schema of a version; the next one's where it cannot be read."""
        kind = self.versions[at].key[0]
        for version in [*self.versions[at::-1], *self.versions[at + 1 :]]:
            node = self.reader.schemas(version.snapshot).nodes.get(kind)
            if node is not None:
                return node
        return Node("any", kind)

    def case(self, at: int) -> tuple[Case | None, list[Diagnostic]]:
        """What a version says; nothing where the case is not there."""
        version = self.versions[at]
        if not version.files:
            return None, []
        if at not in self.kept:
            self.kept = {key: value for key, value in self.kept.items() if key > at - 8}
            self.kept[at] = self.reader.case(version.snapshot, version.key, version.files, self.node(at))
        return self.kept[at]

    def before(self, at: int) -> int | None:
        """The next older version that can be read; ``None`` where there is none."""
        return next((older for older in range(at + 1, len(self.versions)) if not self.case(older)[1]), None)


def history(
    repository: Repository, root: Path, meant: Wanted, most: int = 0, since: str = "", computed: bool = True
) -> History:
    """The history of a case up to the last commit.

    ``most`` limits the entries (0 is all), ``since`` is the first day. Raises GitError, and DocgenError where there
    never was such a case, item or field.
    """
    reader, head = Reader(), repository.head()
    meant = _with_kind(meant, reader.schemas(of_commit(repository, head)))
    reading = _Reading(repository, reader, list(versions(repository, reader, meant.key, head)))
    if not any(version.touched for version in reading.versions):
        raise no_case(repository, root, meant.key)
    entries: list[Entry] = []
    unchanged: list[Entry] = []
    seen: list[Change] = []
    troubles: list[Diagnostic] = []
    more, narrow = False, meant
    for at, version in enumerate(reading.versions):
        if not version.touched or version.commit.day < since:
            continue
        if most and len(entries) == most:
            more = True
            break
        entry = _entry(reading, at, computed, meant, troubles)
        entry, plain = _narrowed(entry, narrow), entry
        was = next((each.was for each in plain.changes if each.was and each.item == narrow.item), narrow.item)
        narrow = replace(narrow, item=was)
        seen += [] if meant.everything else plain.changes
        if entry.changes or entry.trouble or (entry.notes and meant.everything and version.first):
            entries.append(entry)
        elif not plain.changes:
            unchanged.append(plain)
    if not more and not since and not any(entry.changes for entry in entries):
        missing = no_such_part(meant, reading.node(0), seen)
        if missing is not None and not repository.shallow:
            raise missing
    found = [*([SHALLOW] if repository.shallow else []), *dict.fromkeys(troubles)]
    key = f"{meant.key[0]}/{meant.key[1]}"
    return History(key, _label(reading), meant.item, meant.fields, tuple(entries), tuple(unchanged), tuple(found), more)


def _with_kind(meant: Wanted, schemas: Schemas) -> Wanted:
    """A kind may be called by its title."""
    kind = next((kind for kind, node in schemas.nodes.items() if node.label == meant.key[0]), meant.key[0])
    return replace(meant, key=(kind, meant.key[1]))


def _entry(reading: _Reading, at: int, computed: bool, meant: Wanted, troubles: list[Diagnostic]) -> Entry:
    version = reading.versions[at]
    case, problems = reading.case(at)
    if problems:
        return Entry(version.commit, trouble=tuple(problems))
    older = reading.before(at)
    old = reading.case(older)[0] if older is not None else None
    notes = _notes(reading, at, older)
    if reading.repository.shallow and version.first and version.commit.parents:
        return Entry(version.commit, notes=("这台电脑上的记录从这里开始，当时不一定是新建的",))
    if case is not None and old is not None and older is not None:
        sides = Sides(reading.versions[older].snapshot, version.snapshot, reading.reader, computed, bool(meant.fields))
        changes = sides.pair(old, case)
        troubles += sides.diagnostics
    elif case is None and old is not None and (other := gone_to(reading.repository, reading.reader, version, old)):
        name = other[0].key
        changes = [moved_case(old.key, other[0], reading.node(at))]
        notes += (f"改名为 {name}，{likeness(other[1])}；以后的修改用 docgen log {name} 看",)
    else:
        changes = _one_sided(reading, at, old, case, meant, computed)
        notes += ("这是第一个读得出来的版本",) if changes and older is None and at + 1 < len(reading.versions) else ()
    if version.came_from is not None and case is not None:
        changes.insert(0, moved_case("/".join(version.came_from), case, reading.node(at)))
    return Entry(version.commit, tuple(changes), notes)


def _one_sided(
    reading: _Reading, at: int, old: Case | None, new: Case | None, meant: Wanted, computed: bool
) -> list[Change]:
    """A case that came or went; item by item where something in it is meant."""
    case, node = new or old, reading.node(at)
    if case is None:
        return []
    if meant.everything:
        return [whole("added" if new is not None else "removed", case, node)]
    nothing = replace(case, data={})
    if new is None:
        return compared(case, nothing, node, node)
    snapshot = reading.versions[at].snapshot
    return Sides(snapshot, snapshot, reading.reader, computed, bool(meant.fields)).pair(nothing, case)


def _notes(reading: _Reading, at: int, older: int | None) -> tuple[str, ...]:
    """What became of the files."""
    version = reading.versions[at]
    notes: tuple[str, ...] = ()
    if version.came_from is not None:
        notes += (f"由 {'/'.join(version.came_from)} 改名而来，{likeness(version.share)}",)
    if older is not None:
        before, after = reading.versions[older].files, version.files
        forms = [files[0].count("/") for files in (before, after) if files]
        if len(forms) == 2 and forms[0] != forms[1]:
            notes += ("由一个文件改为文件夹" if forms[0] < forms[1] else "由文件夹并为一个文件",)
    return notes


def _narrowed(entry: Entry, meant: Wanted) -> Entry:
    return entry if meant.everything else replace(entry, changes=tuple(narrowed(entry.changes, meant)))


def _label(reading: _Reading) -> str:
    """The case's name, from the newest version that can be read."""
    for at in range(len(reading.versions)):
        case = reading.case(at)[0]
        if case is not None:
            return case_label(case, reading.node(at))
    return "/".join(reading.versions[0].key)
