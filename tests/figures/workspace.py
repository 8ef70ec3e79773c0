"""The small workspace with more figures -> its figures of August 2022, as of a day."""

from __future__ import annotations

from pathlib import Path

from docgen.catalog import open_workspace
from docgen.figures import Figures
from tests.bad_inputs.changes import make

HEAD = "    unit: 条\n    definition: 样例\n"


def add(root: Path, **figures: str) -> None:
    """Add figures to the configuration, each as the lines below ``unit`` and ``definition``."""
    for name, lines in figures.items():
        text = "".join(f"    {line}\n" for line in lines.splitlines())
        make({"append": "docgen.yaml", "text": f"  {name}:\n{HEAD}{text}"}, root)


def counted(root: Path, day: str = "2022-08-31", **figures: str) -> Figures:
    """The figures of August; those given are added to the configuration."""
    add(root, **figures)
    workspace = open_workspace(root)
    return Figures(workspace, workspace.view(day), "2022-08")


def date(root: Path, day: str, of: str = "2022-08-10") -> None:
    """Give the issue WT-003 of the second enterprise, found on 10 August, another day."""
    file = "cases/enterprise/qy-002/issues.yaml"
    make({"replace": file, "from": f"发现日期: {of}", "to": f"发现日期: {day}"}, root)
