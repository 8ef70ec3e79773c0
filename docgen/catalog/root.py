"""Where a workspace is: the folder with a ``docgen.yaml``."""

from __future__ import annotations

from pathlib import Path

from docgen.model import Diagnostic, DocgenError

CONFIGURATION = "docgen.yaml"


class UnusableWorkspaceError(DocgenError):
    """``docgen.yaml`` cannot be read; ``diagnostics`` say where."""

    def __init__(self, diagnostics: list[Diagnostic], message: str = "docgen.yaml 有错，工作区打不开。") -> None:
        super().__init__(message)
        self.diagnostics = diagnostics

    def __reduce__(self) -> tuple[type[UnusableWorkspaceError], tuple[object, ...]]:
        return UnusableWorkspaceError, (self.diagnostics, str(self))  # another process is told all of it


def find_root(start: Path) -> Path:
    """The nearest folder upwards that holds a ``docgen.yaml``.

    Raises:
        DocgenError: when there is none.
    """
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / CONFIGURATION).is_file():
            return folder
    raise DocgenError(
        f"在“{start}”和它上面的文件夹里都没有 {CONFIGURATION}。"
        "请先进入工作区，或者用 -C 指明；新建工作区用 docgen init。"
    )
