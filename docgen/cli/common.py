"""What all commands share: options, opening the workspace, findings, and how they are printed."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click

from docgen.build.writing import why_not
from docgen.catalog import CONFIGURATION, UnusableWorkspaceError, find_root
from docgen.cli.options import shared_options
from docgen.model import Diagnostic, DocgenError

if TYPE_CHECKING:
    from docgen.catalog import Workspace

F = TypeVar("F", bound=Callable[..., Any])


class Console(NamedTuple):
    """How to speak: where results and remarks go, in which form, with or without colour."""

    json: bool = False
    color: bool = False
    quiet: bool = False
    folder: Path = Path()

    def result(self, text: str) -> None:
        """A result, on standard output."""
        click.echo(text, color=self.color)

    def data(self, value: dict[str, Any]) -> None:
        """The result in JSON mode: the only thing on standard output."""
        from docgen.report import json_text

        click.echo(json_text(value))

    def remark(self, text: str) -> None:
        """Progress and remarks, on standard error."""
        if not self.quiet:
            click.echo(text, err=True, color=self.color)

    def refused(self, found: Iterable[Diagnostic], root: Path) -> None:
        """Why the workspace cannot be used: the whole result."""
        if self.json:
            from docgen.report import diagnostic_json

            self.data({"schema_version": 1, "diagnostics": [diagnostic_json(each) for each in found]})
        else:
            self.diagnostics(found, root)

    def diagnostics(self, found: Iterable[Diagnostic], root: Path) -> None:
        """Findings with their source lines, on standard output."""
        from docgen.catalog.files import Lines
        from docgen.report import diagnostic_text

        lines = Lines(root)
        for each in told_once(found, _place, "处同样的问题"):
            self.result(diagnostic_text(each, lines, self.color) + "\n")


def shared(function: F) -> F:
    """Give the command the shared options as one `Console`; what stands after the command's name goes first."""

    def with_console(*args: Any, **given: Any) -> Any:
        above = click.get_current_context().find_root().params
        chosen = {name: given.pop(name) for name in ("folder", "form", "color", "quiet")}
        chosen = {name: above.get(name) if value is None else value for name, value in chosen.items()}
        color, json = chosen["color"] or "auto", chosen["form"] == "json"
        colored = color == "always" or (color == "auto" and sys.stdout.isatty() and "NO_COLOR" not in os.environ)
        console = Console(json, colored and not json, bool(chosen["quiet"]), Path(chosen["folder"] or "."))
        try:
            return function(*args, console=console, **given)
        except UnusableWorkspaceError as problem:
            console.refused(problem.diagnostics, find_root(console.folder))
            console.remark(f"错误：{problem}")
            return 2
        except BrokenPipeError:
            raise
        except OSError as problem:
            raise unopened(problem) from None

    with_console.__doc__ = function.__doc__
    with_console.__name__ = function.__name__
    with_console.__click_params__ = getattr(function, "__click_params__", [])  # type: ignore[attr-defined]
    return shared_options(with_console)  # type: ignore[return-value]


def unopened(problem: OSError, otherwise: str = "") -> DocgenError:
    """That a file, ``otherwise`` where the system does not name it, cannot be opened, be it to read or to write."""
    why = "没有权限，或者别的程序正在使用" if isinstance(problem, PermissionError) else why_not(problem)
    return DocgenError(f"“{problem.filename or otherwise}”打不开：{why}。")


def opened(console: Console) -> Workspace:
    """The workspace. Raises DocgenError."""
    from docgen.catalog import open_workspace

    return open_workspace(root_of(console))


def root_of(console: Console) -> Path:
    """The workspace's folder. Raises DocgenError."""
    if not console.folder.is_dir():
        raise DocgenError(f"没有文件夹“{console.folder}”。")
    return find_root(console.folder)


def kind_named(workspace: Workspace, name: str) -> str:
    """A kind by its name or its title (企业 for enterprise); what is neither comes back as it was typed."""
    return next((kind for kind, node in workspace.kinds.items() if node.label == name), name)


def all_findings(workspace: Workspace, as_of: str = "", figures: bool = False) -> list[Diagnostic]:
    """What checking finds in cases, schemas, configuration and templates, in the order of files.

    With ``figures``, also what is wrong with the figures of every period, which takes counting them all.
    """
    from docgen.check import check_workspace, unusable, waived
    from docgen.render import check_templates

    found = check_workspace(workspace, as_of)
    if unusable(found):
        return found
    if figures and not any(each.severity == "error" and each.location.file == CONFIGURATION for each in found):
        from docgen.figures import check_agreement

        found += waived(workspace, check_agreement(workspace, found))[0]
    found += check_templates(workspace)
    return list(dict.fromkeys(found))


def told_once(found: Iterable[Diagnostic], same: Callable[[Diagnostic], object], more: str) -> list[Diagnostic]:
    """The first of the findings that are the ``same``, with how many ``more`` there are."""
    groups: dict[object, list[Diagnostic]] = {}
    for each in found:
        groups.setdefault(same(each), []).append(each)
    return [
        replace(first, notes=(*first.notes, ("另有", f"{len(others)} {more}"))) if others else first
        for first, *others in groups.values()
    ]


def _place(found: Diagnostic) -> object:
    """One tag of a template may fail for every case; other findings are each their own."""
    return (found.code, found.location.file, found.place) if found.place else id(found)


def inside(file: str, chosen: Iterable[str]) -> bool:
    """Whether a file is one of those chosen, or in a chosen folder (``.`` is everything)."""
    return any(each == "." or file == each or file.startswith(each + "/") for each in chosen)


def relative_paths(paths: Iterable[str], root: Path) -> list[str]:
    """Paths as typed, from here or from the workspace, relative to that. Raises DocgenError for what is not there or
    outside."""
    found, top = [], root.resolve()
    for path in paths:
        places = [place.resolve() for place in (Path(path), root / path) if place.exists()]
        inside_it = next((place for place in places if place.is_relative_to(top)), None)
        if inside_it is None:
            raise DocgenError(f"“{path}”不在工作区“{root}”里。" if places else f"没有文件“{path}”。")
        found.append(inside_it.relative_to(top).as_posix())
    return found
