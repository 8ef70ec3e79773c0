"""The files of a workspace at one time: of a commit, or as they stand in the folder; knows which files belong to it."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha1, sha256
from pathlib import Path

from docgen.catalog.files import content_of, listed
from docgen.git import Commit, Entry, Repository
from docgen.load.bounds import MAX_BYTES

CONFIGURATION = "docgen.yaml"
FOLDERS = ("cases", "schemas", "templates")
_CASE = re.compile(r"cases/(?P<kind>[^/]+)/(?P<id>[^/]+)(?P<part>/[^/]+)?\.yaml", re.DOTALL)
_TEXT = (".yaml", ".json", ".html")

Key = tuple[str, str]
"""Kind and id."""


@dataclass(frozen=True)
class Snapshot:
    """``files`` maps names to what identifies their content; ``name`` is how a message speaks of this time.

    ``read`` gives a file's content, or why there is none. ``whole`` lists all cases' files, where ``files`` may hold
    only some.
    """

    name: str
    commit: Commit | None
    files: Mapping[str, str]
    read: Callable[[str], tuple[bytes | None, str]]
    whole: Callable[[], Mapping[str, str]]

    def cases(self) -> dict[Key, tuple[str, ...]]:
        """The files of each case, in the order of names."""
        return cases_in(self.files)


def cases_in(files: Mapping[str, str]) -> dict[Key, tuple[str, ...]]:
    """The files of each case among these, in the order of names."""
    found: dict[Key, list[str]] = {}
    for file in sorted(files):
        key = case_of(file)
        if key is not None:
            found.setdefault(key, []).append(file)
    return {key: tuple(names) for key, names in found.items()}


def case_of(file: str) -> Key | None:
    """The case that a file belongs to, if it is a case's."""
    match = _CASE.fullmatch(file)
    if match is None or any(step.startswith((".", "~")) for step in file.split("/")):
        return None
    return match["kind"], match["id"]


def of_commit(repository: Repository, commit: Commit, files: Mapping[str, Entry] | None = None) -> Snapshot:
    """The workspace at a commit; ``files`` are those of it that matter, by default all."""

    @cache
    def every() -> Mapping[str, Entry]:
        return repository.files(commit.id, [CONFIGURATION, *FOLDERS])

    def read(file: str) -> tuple[bytes | None, str]:
        entry = known.get(file) or every().get(file)
        if entry is None:
            return None, "这一版没有这个文件"
        if entry.link:
            return None, "这是一个链接，没有读取"
        content = repository.content(entry.id, MAX_BYTES + 1)
        if content is None:
            return None, "它的内容不在这台电脑上（版本库不完整）"
        return (content, "") if len(content) <= MAX_BYTES else (None, f"文件超过了 {MAX_BYTES >> 20} MB 的上限")

    known = every() if files is None else files
    name = f"版本 {commit.short}（{commit.day}）"
    return Snapshot(name, commit, _names(known), read, lambda: _names(every()))


def _names(files: Mapping[str, Entry]) -> dict[str, str]:
    return {file: entry.id for file, entry in files.items()}


def of_folder(root: Path, other: Mapping[str, str]) -> Snapshot:
    """The workspace as it stands in its folder; contents are named as git names them in the other files."""
    like = next(iter(other.values()), "")
    files = {name: _name(root, name, other.get(name, ""), like) for name in _files(root)}

    def read(file: str) -> tuple[bytes | None, str]:
        content, problems = content_of(root / file, root)
        return content, problems[0].message if problems else ""

    return Snapshot("工作文件夹", None, files, read, lambda: files)


def _files(root: Path) -> list[str]:
    """The files that the workspace would read, and templates; of linked folders nothing, as git records it."""
    found = [root / CONFIGURATION] if (root / CONFIGURATION).is_file() else []
    below = [entry for folder in FOLDERS for entry in listed(root / folder, root)[0]]
    for _ in range(3):
        found += [entry for entry in below if not entry.is_dir()]
        folders = [entry for entry in below if entry.is_dir() and not entry.is_symlink()]
        below = [inside for folder in folders for inside in listed(folder, root)[0]]
    return [file.relative_to(root).as_posix() for file in found]


def _name(root: Path, file: str, known: str, like: str) -> str:
    """Git's name of a file's content, which for a link is where it leads.

    Line ends of a text may be stored as line feeds, whatever the folder has; which of the two it is shows the name
    that the other side has.
    """
    if (root / file).is_symlink():
        return _hashed(os.fsencode((root / file).readlink()), like)
    content = content_of(root / file, root)[0] or b""
    plain = _hashed(content, like)
    return plain if plain == known or not file.endswith(_TEXT) else _hashed(content.replace(b"\r\n", b"\n"), like)


def _hashed(content: bytes, like: str) -> str:
    digest = sha256 if len(like) == 64 else sha1
    return digest(b"blob %d\0" % len(content) + content).hexdigest()
