"""A workspace and the words of the command in, a `Comparison` out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from docgen.git import Repository
from docgen.model import DocgenError
from docgen.review.asked import asked
from docgen.review.change import Comparison
from docgen.review.sides import Sides
from docgen.review.snapshot import CONFIGURATION, Snapshot, of_commit, of_folder


def diff(
    repository: Repository, root: Path, words: Sequence[str] = (), here: Path | None = None, computed: bool = True
) -> Comparison:
    """Compare two states of a workspace: ``words`` are ``[A[..B]] [PATH…]`` as typed in the folder ``here``.

    Without a revision the working folder is compared with the last commit. Raises DocgenError, GitError.
    """
    meant = asked(repository, root, words, here or root)
    before = of_commit(repository, meant.before)
    after = of_commit(repository, meant.after) if meant.after else of_folder(root, before.files)
    _refuse_unknown(meant.paths, before, after)
    sides = Sides(before, after, computed=computed)
    changes = sides.changes(lambda file: not meant.paths or any(_inside(file, each) for each in meant.paths))
    return Comparison(meant.before, meant.after, tuple(changes), tuple(sides.diagnostics), _remarks(before, after))


def _inside(file: str, chosen: str) -> bool:
    return chosen == "." or file == chosen or file.startswith(chosen + "/")


def _refuse_unknown(paths: tuple[str, ...], before: Snapshot, after: Snapshot) -> None:
    """Raise DocgenError where nothing on either side is meant."""
    if paths and not any(_inside(file, each) for each in paths for file in (*before.files, *after.files)):
        raise DocgenError(f"两边都没有“{paths[0]}”。比较两个版本写成“甲..乙”，例如 2022-06-30..2022-08-05。")


def _remarks(before: Snapshot, after: Snapshot) -> tuple[str, ...]:
    return tuple(
        f"{each.name}里还没有工作区（没有 {CONFIGURATION}）。"
        for each in (before, after)
        if CONFIGURATION not in each.files
    )
