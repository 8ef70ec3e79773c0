"""A command as typed in a folder in; its exit status and what it printed out."""

from __future__ import annotations

import contextlib
import io
import sys
from dataclasses import dataclass
from pathlib import Path

from docgen.cli import main


@dataclass(frozen=True)
class Done:
    """What a command left: its exit status and what it printed."""

    returncode: int
    stdout: str
    stderr: str


def docgen(*words: str, cwd: Path) -> Done:
    """The command as typed in a folder, in this process: starting Python anew costs more than most commands."""
    out, err = io.StringIO(), io.StringIO()
    typed, sys.argv = sys.argv, ["docgen", *words]
    try:
        with contextlib.chdir(cwd), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            main()
    except SystemExit as left:
        return Done(int(left.code or 0), out.getvalue(), err.getvalue())
    finally:
        sys.argv = typed
    raise AssertionError("main() always leaves with a status")


def number_of_cases(root: Path) -> int:
    return sum(len(list(folder.iterdir())) for folder in (root / "cases").iterdir())


def changed(file: Path, before: str, after: str) -> None:
    """Write a file with one stretch of its text changed: the first of those that are alike."""
    text = file.read_text("utf-8")
    assert before in text, f"{before} in {file.name}"
    file.write_text(text.replace(before, after, 1), "utf-8")
