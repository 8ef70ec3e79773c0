"""``docgen check``: everything wrong with a workspace, and mending what is safe to mend."""

from __future__ import annotations

import difflib
from pathlib import Path

import click

from docgen.build.writing import put
from docgen.catalog import CONFIGURATION, Workspace, find_root, plan
from docgen.catalog.files import content_of
from docgen.cli.appearing import with_appearances
from docgen.cli.chinese import Command
from docgen.cli.common import Console, all_findings, inside, opened, relative_paths, shared
from docgen.figures import REFUSALS
from docgen.load import fix
from docgen.model import Diagnostic
from docgen.report import check_json, summary_text


@click.command("check", cls=Command)
@click.argument("paths", nargs=-1, metavar="[文件或文件夹…]")
@click.option("--fix", "mend", is_flag=True, help="改正可以放心改的：编码、全角冒号和空格、制表符、代码的引号")
@click.option("--strict", is_flag=True, help="有警告也算没有通过")
@shared
def command(paths: tuple[str, ...], mend: bool, strict: bool, console: Console) -> int:
    """检查案卷、模式、配置和模板，列出全部问题。

    写了文件或文件夹，就只列出它们的问题。有错误时退出状态是 1，没有时是 0。
    """
    root = find_root(console.folder)
    chosen = relative_paths(paths, root) or ["."]
    if mend:
        _mend(root, chosen, console)
    workspace = opened(console)
    found = all_findings(workspace, figures=True)
    if not any(each.severity == "error" and each.location.file == CONFIGURATION and each.code not in REFUSALS
               for each in found):  # fmt: skip
        found += plan(workspace)[1]
    found = with_appearances(workspace, (each for each in found if inside(each.location.file, chosen)))
    _show(found, _cases(workspace, chosen), root, console)
    levels = {each.severity for each in found}
    return 1 if "error" in levels or (strict and "warning" in levels) else 0


def _show(found: list[Diagnostic], cases: int, root: Path, console: Console) -> None:
    if console.json:
        return console.data(check_json(found, cases))
    console.diagnostics(found, root)
    errors, warnings = (sum(each.severity == level for each in found) for level in ("error", "warning"))
    console.result(summary_text(errors, warnings, cases))
    unread = {each.location.file for each in found if each.severity == "error" and each.code.startswith("DG1")}
    if unread:
        console.remark(f"有 {len(unread)} 个文件的写法有错，改好以后再检查里面的内容。")
    return None


def _cases(workspace: Workspace, chosen: list[str]) -> int:
    files = [file for cases in workspace.cases.by_kind.values() for case in cases.values() for file in case.files[:1]]
    broken = [file for names in workspace.cases.broken.values() for file in names]
    return sum(inside(file, chosen) for file in files + broken)


def _mend(root: Path, chosen: list[str], console: Console) -> None:
    for file in sorted((root / "cases").rglob("*.yaml")):
        name = file.relative_to(root).as_posix()
        if not inside(name, chosen):
            continue
        before, _ = content_of(file, root)
        if before is None:
            continue
        after, said = fix(before)
        if after == before:
            continue
        put(after, file, root)
        console.remark(f"已改正 {name}：" + "；".join(said))
        for line in _difference(before, after, name):
            console.remark(line)


def _difference(before: bytes, after: bytes, name: str) -> list[str]:
    try:
        old = before.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            old = before.decode("gb18030")
        except UnicodeDecodeError:
            return []
    return list(
        difflib.unified_diff(
            old.splitlines(), after.decode("utf-8").splitlines(), f"{name}（原来）", f"{name}（改后）", lineterm="", n=0
        )
    )
