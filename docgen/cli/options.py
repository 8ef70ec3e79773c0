"""The options that every command shares, in a module that imports nothing heavy."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])


def shared_options(command: F) -> F:
    """``-C``, ``--format``, ``--color`` and ``-q``, before or after the command's name."""
    options = (
        click.option("-C", "folder", metavar="文件夹", help="工作区所在的文件夹，默认从当前文件夹向上找"),
        click.option("--format", "form", type=click.Choice(["text", "json"]), metavar="text|json",
                     help="输出文字还是 JSON，默认文字"),
        click.option("--color", type=click.Choice(["auto", "always", "never"]), metavar="auto|always|never",
                     help="是否用颜色，默认只在终端上用"),
        click.option("-q", "--quiet", is_flag=True, default=None, help="不显示进度和说明"),
    )  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command
