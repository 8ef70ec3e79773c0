"""The words of ``docgen diff`` in, two revisions and the files that are meant out; knows which word is which."""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from docgen.git import Commit, GitError, Repository
from docgen.model import DocgenError

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CASES = re.compile(r"[^/.][^/]*/?[^/]*")
"""A case, or all cases of a kind."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What to compare: ``after`` is ``None`` for the working folder; no ``paths`` are all files."""

    before: Commit
    after: Commit | None
    paths: tuple[str, ...]


def asked(repository: Repository, root: Path, words: Sequence[str], here: Path) -> Asked:
    """Which word is a revision and which a file. Raises DocgenError, GitError."""
    repository.head()
    first, rest = (words[0], words[1:]) if words else ("", ())
    if first and not is_path(first, root, here):
        old, dots, new = first.partition("..")
        if new.startswith("."):
            raise DocgenError(f"“{first}”写了三个点。比较两个版本写成“甲..乙”，例如 2022-06-30..2022-08-05。")
        before = revision(repository, old or "HEAD", or_file=not dots)
        return Asked(before, revision(repository, new or "HEAD") if dots else None, _paths(rest, root, here))
    if first and _DAY.fullmatch(first) is None and not first.startswith(("./", "/")) and repository.commit(first):
        raise DocgenError(f"“{first}”既是版本又是文件：指版本请写“refs/heads/{first}”，指文件请写“./{first}”。")
    return Asked(repository.head(), None, _paths(words, root, here))


def revision(repository: Repository, name: str, or_file: bool = False) -> Commit:
    """The commit of a branch, tag or day (its state at the end of it).

    ``or_file``: a file might have been meant. Raises GitError.
    """
    if _DAY.fullmatch(name):
        return _on_day(repository, name)
    found = repository.commit(name)
    if found is None:
        hint = "可以写日期（2022-08-05）、提交编号、标签或者分支；看有哪些提交用 git log"
        if repository.shallow:
            hint += "。本机只有最近的提交，取回全部用 git fetch --unshallow"
        raise GitError("DG705", f"没有“{name}”这个版本{'，也没有这个文件或案卷' if or_file else ''}。", hint)
    return found


def _on_day(repository: Repository, day: str) -> Commit:
    try:
        datetime.date.fromisoformat(day)
    except ValueError:
        raise GitError("DG705", f"没有“{day}”这一天。", "日期写成 2022-08-05") from None
    found = repository.on_day(day)
    if found is None:
        hint = "本机只有最近的提交，取回全部用 git fetch --unshallow" if repository.shallow else "请写晚一些的日期"
        raise GitError("DG705", f"到 {day} 为止还没有提交过。", hint)
    return found


def is_path(word: str, root: Path, here: Path) -> bool:
    """Whether a word names a file or folder that is there, a case, or a kind of case."""
    if "\0" in word or _DAY.fullmatch(word):
        return False
    if word.startswith(("./", "../", "cases/", "schemas/", "templates/")) or word in (".", ".."):
        return True
    named = (here / word, root / word, root / "cases" / word, root / f"cases/{word}.yaml")
    return any(each.exists() for each in named)


def _paths(words: Sequence[str], root: Path, here: Path) -> tuple[str, ...]:
    return tuple(name for word in words for name in _meant(word, root.resolve(), here))


def _meant(word: str, root: Path, here: Path) -> tuple[str, ...]:
    """The names that a word may stand for, relative to the workspace: a file that is gone may be meant too."""
    if "\0" in word:
        raise DocgenError("文件名里不能有空字符。")
    place = Path(os.path.normpath(here.resolve() / word))
    names: tuple[str, ...] = (place.relative_to(root).as_posix(),) if place.is_relative_to(root) else ()
    if place.exists() and names:
        return names
    if place.exists() or (not names and not _CASES.fullmatch(word)):
        raise DocgenError(f"“{word}”不在工作区“{root}”里。")
    if _CASES.fullmatch(word):
        names += (f"cases/{word}".rstrip("/"), f"cases/{word}.yaml")
    return (*names, word.rstrip("/"))
