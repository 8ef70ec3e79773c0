"""A workspace's folder in; its commits, the files of any of them, and the steps between them, out.

Files are named relative to the workspace, which may be a folder inside the repository. Names are text in which bytes
that are no UTF-8 are kept as lone surrogates.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from docgen.git.commits import Commit, commit_of
from docgen.git.objects import NAME, Objects
from docgen.git.process import run
from docgen.git.trouble import GitError, no_commit, no_repository

_COMMIT_LIMIT = 1 << 20
_LINK, _MODULE = "120000", "160000"


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of a revision: the name of its content, and whether it is a link (whose content is where it leads)."""

    id: str
    link: bool = False


@dataclass(frozen=True, slots=True)
class FileChange:
    """What a step did to a file: ``None`` where it was not there."""

    file: str
    before: Entry | None
    after: Entry | None


@dataclass(frozen=True, slots=True)
class Step:
    """A commit that touched files, seen from its first parent. ``first`` where nothing older is recorded here."""

    id: str
    first: bool
    changes: tuple[FileChange, ...]


@dataclass
class Repository:
    """A repository, read only; a context manager. ``prefix`` leads from its top to the workspace (``a/b/`` or empty).

    ``shallow`` repositories lack their older commits.
    """

    top: Path
    prefix: str
    shallow: bool
    _objects: Objects = field(repr=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._objects.close()

    def content(self, name: str, limit: int) -> bytes | None:
        """The first ``limit`` bytes of a content; ``None`` where this computer does not have it. Raises GitError."""
        return self._objects.read(name, limit)

    def commit(self, revision: str) -> Commit | None:
        """The commit of a branch, tag or other name; ``None`` where there is none. Raises GitError."""
        if revision.startswith("-") or any(sign < " " for sign in revision) or not revision:
            return None
        try:
            revision.encode("utf-8", "surrogateescape")
        except UnicodeEncodeError:
            return None
        try:
            answer = run(self.top, ["rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}"], quiet=True)
        except GitError as problem:
            # Words like @{u} that cannot be worked out are no name; on HEAD it is the repository that is wrong.
            if revision == "HEAD" or problem.diagnostic.code != "DG706":
                raise
            return None
        return self.described((answer or b"").decode("ascii", "replace").strip())

    def head(self) -> Commit:
        """The commit that the work goes on from. Raises GitError where nothing has been committed yet."""
        found = self.commit("HEAD")
        if found is None:
            raise no_commit()
        return found

    def described(self, name: str) -> Commit | None:
        """A commit by its full name."""
        content = self._objects.read(name, _COMMIT_LIMIT)
        return commit_of(name, content) if content is not None else None

    def on_day(self, day: str) -> Commit | None:
        """The last commit of the current branch up to the end of that day, each commit in its own time zone."""
        self.head()
        answer = run(self.top, ["log", "--first-parent", "--format=%H %cI", "HEAD", "--"]) or b""
        for line in answer.decode("ascii", "replace").splitlines():
            name, _, time = line.partition(" ")
            if time[:10] <= day:
                return self.described(name)
        return None

    def files(self, commit: str, names: Iterable[str]) -> dict[str, Entry]:
        """The files of a commit that are, or are in, one of these."""
        paths = [self.prefix + name for name in names]
        answer = run(self.top, ["ls-tree", "-r", "-z", "--full-tree", commit, "--", *paths]) or b""
        found = {}
        for row in answer.split(b"\0"):
            head, _, file = row.partition(b"\t")
            words = head.decode("ascii", "replace").split()
            if len(words) == 3 and words[1] == "blob":
                found[_text(file)[len(self.prefix) :]] = Entry(words[2], words[0] == _LINK)
        return found

    def steps(self, start: str, names: Iterable[str], most: int = 0) -> Iterator[Step]:
        """The commits that touched one of these, newest first, each against its first parent. Raises GitError.

        A merge is one step, which brings all that the merged branch did.
        """
        paths = [self.prefix + name for name in names]
        answer = run(self.top, [
            "log", "-z", "--raw", "--root", "--first-parent", "--diff-merges=first-parent",
            "--no-renames", "--no-abbrev", "--no-ext-diff", "--no-textconv", "--no-show-signature", "--no-decorate",
            "--format=%H %P", *([f"--max-count={most}"] if most else []), start, "--", *paths,
        ])  # fmt: skip
        return self._parsed(answer or b"")

    def step(self, commit: str, names: Iterable[str]) -> Step | None:
        """What one commit did to these; ``None`` where it touched none of them."""
        found = next(self.steps(commit, names, 1), None)
        return found if found is not None and found.id == commit else None

    def _parsed(self, answer: bytes) -> Iterator[Step]:
        name, first, changes = "", False, list[FileChange]()
        tokens = iter(answer.split(b"\0"))
        for token in tokens:
            words = token.decode("ascii", "replace").split()
            if token.lstrip(b"\n").startswith(b":"):
                change = self._change(words, _text(next(tokens, b"")))
                changes += [change] if change else []
            elif words and NAME.fullmatch(words[0]):
                if name:
                    yield Step(name, first, tuple(changes))
                name, first, changes = words[0], len(words) == 1, []
        if name:
            yield Step(name, first, tuple(changes))

    def _change(self, words: list[str], file: str) -> FileChange | None:
        if len(words) != 5 or not file.startswith(self.prefix):
            return None
        old_mode, new_mode, old, new, _ = words
        return FileChange(file[len(self.prefix) :], _entry(old_mode.lstrip(":"), old), _entry(new_mode, new))


def _entry(mode: str, name: str) -> Entry | None:
    return None if mode in ("000000", _MODULE) else Entry(name, mode == _LINK)


def _text(name: bytes) -> str:
    return name.decode("utf-8", "surrogateescape")


def undone(files: Mapping[str, Entry], changes: Iterable[FileChange]) -> dict[str, Entry]:
    """The files as they were before a step."""
    before = dict(files)
    for change in changes:
        if change.before is None:
            before.pop(change.file, None)
        else:
            before[change.file] = change.before
    return before


def open_repository(folder: Path) -> Repository:
    """The repository that a workspace's folder stands in. Raises GitError.

    It is looked for here and not by git, which would take ``core.worktree`` or a bare repository planted in the
    folder for it.
    """
    folder = folder.resolve()
    top = next((each for each in (folder, *folder.parents) if (each / ".git").exists()), None)
    if top is None:
        raise no_repository(str(folder))
    prefix = folder.relative_to(top).as_posix()
    answer = run(top, ["rev-parse", "--is-shallow-repository"]) or b""
    return Repository(top, "" if prefix == "." else f"{prefix}/", answer.strip() == b"true", Objects(top))
