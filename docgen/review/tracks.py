"""A case's key in, the versions of its files out, newest first, through renames; knows when two cases are one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from docgen.git import Commit, Entry, FileChange, Repository, Step, undone
from docgen.model import Case
from docgen.review.reading import Reader
from docgen.review.snapshot import Key, Snapshot, case_of, of_commit
from docgen.review.values import is_empty, scalar_text
from docgen.schemas import Node

_LIKE = 0.6
"""The share of values that two cases must have in common to be taken for one that was renamed."""


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
    best: tuple[float, Key] | None = None
    for key in sorted(_gone(moved.changes) - {version.key}) if new is not None else ():
        if repository.files(step.id, names_of(key)[:2]):
            continue
        snapshot = of_commit(repository, parent, repository.files(parent.id, names_of(key)))
        old = reader.case(snapshot, key, snapshot.cases().get(key, ()), node)[0]
        share = _share(old, new) if old is not None and new is not None else 0.0
        if share >= _LIKE and (best is None or share > best[0]):
            best = share, key
    if best is None:
        return None
    return Version(version.key, version.commit, version.snapshot, True, False, best[1], best[0])


def _gone(changes: tuple[FileChange, ...]) -> set[Key]:
    keys = {case_of(change.file) for change in changes if change.after is None}
    return {key for key in keys if key is not None}


def _share(old: Case, new: Case) -> float:
    """How much of what either says, both say: from 0 to 1, by single values."""
    before, after = set(_leaves(old.data, ())), set(_leaves(new.data, ()))
    return len(before & after) / len(before | after) if before | after else 0.0


def _leaves(value: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(value, Mapping):
        for name, each in value.items():
            yield from _leaves(each, (*path, name))
    elif isinstance(value, list):
        for each in value:
            yield from _leaves(each, path)
    elif not is_empty(value):
        yield path, scalar_text(value)
