"""What ``docgen diff`` and ``docgen log`` share: a question to the workspace's repository, or why it has no answer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

from docgen.cli.common import Console, root_of
from docgen.git import GitError, Repository, open_repository
from docgen.report import diagnostic_json

T = TypeVar("T")


def asked(console: Console, question: Callable[[Repository, Path], T]) -> T | None:
    """What the question finds in the repository and the workspace's folder; None after saying why git cannot answer.

    Raises:
        DocgenError: when there is no workspace.
    """
    root = root_of(console)
    try:
        with open_repository(root) as repository:
            return question(repository, root)
    except GitError as problem:
        said = problem.diagnostic
    if console.json:
        console.data({"schema_version": 1, "diagnostics": [diagnostic_json(said)]})
    click.echo(f"错误：{said.message}", err=True)
    if said.hint:
        click.echo(f"改法：{said.hint}。", err=True)
    click.echo(f"说明：docgen rule {said.code}", err=True)
    return None
