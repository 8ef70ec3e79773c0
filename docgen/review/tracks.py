"""A case's key in, the versions of its files out, newest first, through renames."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from docgen.git import Commit, Entry, FileChange, Repository, Step, undone
from docgen.model import Case
from docgen.review.likeness import renamed
from docgen.review.reading import Reader
from docgen.review.snapshot import Key, Snapshot, case_of, of_commit
from docgen.schemas import Node


@dataclass(frozen=True, slots=True)
class Version:
    """The files of a case (and the schemas) as a commit left them.

    ``touched`` tells commits that changed the case's files from those that changed schemas only; ``first`` that
    nothing older is recorded; ``came_from`` the key that the case had before, with the share of what is the same.
    """

    key: Key
    commit: Commit
    snapshot: Snapshot
    touched: bool
    first: bool
    came_from: Key | None = None
    share: float = 1.0

    @property
    def files(self) -> tuple[str, ...]:
        return self.snapshot.cases().get(self.key, ())


def names_of(key: Key) -> list[str]:
    """What belongs to a case: its file, its folder, and the schemas that type it."""
    return [f"cases/{key[0]}/{key[1]}.yaml", f"cases/{key[0]}/{key[1]}", "schemas"]


def versions(repository: Repository, reader: Reader, key: Key, start: Commit) -> Iterator[Version]:
    """Every commit up to ``start`` that touched the case or a schema, newest first."""
    files: Mapping[str, Entry] = repository.files(start.id, names_of(key))
    goes_on = start.id
    while goes_on:
        walk, goes_on = repository.steps(goes_on, names_of(key)), ""
        for step in walk:
            commit = repository.described(step.id)
            if commit is None:
                return
            version = Version(key, commit, of_commit(repository, commit, files), _touches(step, key), step.first)
            before = undone(files, step.changes)
            old = (
                _origin(repository, reader, version, step) if _appears(key, files, before) and not step.first else None
            )
            if old is not None:
                yield old
                assert old.came_from is not None
                key, goes_on = old.came_from, commit.parents[0]
                files = repository.files(goes_on, names_of(key))
                break
            yield version
            files = before


def _touches(step: Step, key: Key) -> bool:
    return any(case_of(change.file) == key for change in step.changes)


def _appears(key: Key, after: Mapping[str, Entry], before: Mapping[str, Entry]) -> bool:
    return any(case_of(file) == key for file in after) and not any(case_of(file) == key for file in before)


def _origin(repository: Repository, reader: Reader, version: Version, step: Step) -> Version | None:
    """The version with the case that went in the same commit and says nearly the same; ``None`` where none does."""
    kind = version.key[0]
    parent = repository.described(version.commit.parents[0])
    moved = repository.step(step.id, [f"cases/{kind}"])
    if parent is None or moved is None:
        return None
    node = reader.schemas(version.snapshot).nodes.get(kind) or Node("any", kind)
    new = reader.case(version.snapshot, version.key, version.files, node)[0]
    old = []
    for key in sorted(_gone(moved.changes) - {version.key}):
        if not repository.files(step.id, names_of(key)[:2]):
            snapshot = of_commit(repository, parent, repository.files(parent.id, names_of(key)))
            case = reader.case(snapshot, key, snapshot.cases().get(key, ()), node)[0]
            old += [case] if case is not None else []
    pair = next(iter(renamed(old, [new] if new is not None else [])), None)
    if pair is None:
        return None
    came_from = pair[0].kind, pair[0].id
    return Version(version.key, version.commit, version.snapshot, True, False, came_from, pair[2])


def gone_to(repository: Repository, reader: Reader, version: Version, case: Case) -> tuple[Case, float] | None:
    """What a case that a version no longer has is called there, with the share of what is the same, if anything."""
    kind, commit = version.key[0], version.commit
    step = repository.step(commit.id, [f"cases/{kind}"])
    node = reader.schemas(version.snapshot).nodes.get(kind) or Node("any", kind)
    come = []
    for key in sorted(_come(step.changes if step is not None else ())):
        if not repository.files(commit.parents[0], names_of(key)[:2]):
            snapshot = of_commit(repository, commit, repository.files(commit.id, names_of(key)))
            new = reader.case(snapshot, key, snapshot.cases().get(key, ()), node)[0]
            come += [new] if new is not None else []
    return next(((new, share) for _, new, share in renamed([case], come)), None)


def _come(changes: tuple[FileChange, ...]) -> set[Key]:
    return {key for change in changes if change.before is None and (key := case_of(change.file)) is not None}


def _gone(changes: tuple[FileChange, ...]) -> set[Key]:
    return {key for change in changes if change.after is None and (key := case_of(change.file)) is not None}
