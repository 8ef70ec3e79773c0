"""``docgen init``: a fresh workspace from the packaged configuration, schemas, templates and sample."""

from __future__ import annotations

import shutil
from importlib.resources import files
from pathlib import Path

import click

from docgen.build.writing import why_not
from docgen.catalog import open_workspace
from docgen.cli.chinese import Command
from docgen.cli.common import Console, shared
from docgen.model import DocgenError

_GITATTRIBUTES = "*.yaml text eol=lf\n*.json text eol=lf\n*.docx binary\n"
_GITIGNORE = "/output/\n~$*\n"


@click.command("init", cls=Command)
@click.argument("folder_name", metavar="文件夹")
@click.option("--empty", is_flag=True, help="不带示例案卷，只带标准目录、节假日一类查对用的")
@shared
def command(folder_name: str, empty: bool, console: Console) -> int:
    """新建一个工作区：配置、模式、模板和一套虚构的示例案卷，马上可以 docgen build。"""
    target = console.folder / folder_name
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise DocgenError(f"“{target}”已经存在，而且不是空文件夹。")
    try:
        _copy(target, empty)
    except OSError as problem:
        raise DocgenError(f"“{target}”建不成：{why_not(problem)}。") from None
    if console.json:
        console.data({"schema_version": 1, "folder": str(target)})
    else:
        current = "" if not empty else "先用 docgen new period 编号 建立期间，并改 docgen.yaml 的 current。"
        console.result(f"已建工作区 {target}。{current}进入这个文件夹，运行 docgen build。")
    return 0


def _copy(target: Path, empty: bool) -> None:
    source = packaged()
    target.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source / "docgen.yaml", target / "docgen.yaml")
    for folder in ("schemas", "templates"):
        shutil.copytree(source / folder, target / folder)
    if not empty:
        shutil.copytree(source / "cases", target / "cases")
    else:
        for kind in sorted((source / "cases").iterdir()):
            (target / "cases" / kind.name).mkdir(parents=True)
        for name in _reference_kinds(target):
            shutil.copytree(source / "cases" / name, target / "cases" / name, dirs_exist_ok=True)
    (target / ".gitattributes").write_text(_GITATTRIBUTES, "utf-8", newline="\n")
    (target / ".gitignore").write_text(_GITIGNORE, "utf-8", newline="\n")


def _reference_kinds(target: Path) -> set[str]:
    """The kinds that are no work but what work is checked against: what is looked up, and the calendar."""
    workspace = open_workspace(target)
    looked_up = {node.lookup.partition(".")[0] for kind in workspace.kinds.values() for node in kind.below()}
    return {workspace.catalog.calendar.kind, *looked_up} & workspace.kinds.keys()


def packaged() -> Path:
    """The packaged workspace: inside the installed package, or the repository that the package is run from."""
    inside = Path(str(files("docgen"))) / "workspace"
    return inside if inside.is_dir() else inside.parent.parent
