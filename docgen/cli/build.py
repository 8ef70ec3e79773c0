"""``docgen build``: check, then write every document that is out of date."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path

import click

from docgen.build import Built, build
from docgen.catalog import CONFIGURATION, EVERYTHING, Selection, UnusableWorkspaceError, Workspace, find_root
from docgen.check import later_facts
from docgen.cli.chinese import Command
from docgen.cli.common import Console, all_findings, opened, shared
from docgen.cli.selecting import refuse_wrong
from docgen.model import Diagnostic, DocgenError
from docgen.report import BuildRow, build_json


@click.command("build", cls=Command)
@click.argument("documents", nargs=-1, metavar="[文书…]")
@click.option("--case", "cases", multiple=True, metavar="类别/编号", help="只做这个案卷的；可以写多次")
@click.option("--where", default="", metavar="条件", help="只做符合条件的，写法同模板里的 if")
@click.option("--period", default="", metavar="期间", help="按哪个期间，默认是配置里的当前期间")
@click.option("--as-of", "as_of", default="", metavar="日期", help="截至哪一天，默认是期间的最后一天")
@click.option("--out", default="", metavar="文件夹", help="写到哪里，默认是工作区的 output")
@click.option("--force", is_flag=True, help="覆盖手工改过的文件")
@click.option("--why", is_flag=True, help="说明每份文书为什么要写、为什么不写")
@click.option("--prune", is_flag=True, help="删除已经没有对应案卷的文书")
@shared
def command(
    documents: tuple[str, ...], cases: tuple[str, ...], where: str, period: str, as_of: str, out: str,
    force: bool, why: bool, prune: bool, console: Console,
) -> int:  # fmt: skip
    """检查案卷，生成文书，写到 output 文件夹；没有变化的不重写。

    文书可以写名称，也可以写编号（用 docgen list documents 看有哪些）。不写就做全部。
    """
    root = find_root(console.folder)
    workspace = opened(console)
    selection = Selection(documents, cases, where, period, as_of)
    refuse_wrong(workspace, selection)
    if prune and selection != EVERYTHING:
        raise DocgenError("--prune 要和全部文书一起用：不写文书、--case、--where、--period 和 --as-of。")
    day = as_of or workspace.last_day(period or workspace.catalog.periods.current)
    findings = all_findings(workspace, day)
    _refuse_unusable(findings)
    with _progress(console) as progress:
        built = build(workspace, selection, Path(out) if out else None, findings=findings, force=force,
                      prune=prune, progress=progress)  # fmt: skip
    _show(built, findings, root, why, console)
    _tell_later(workspace, day, console)
    failed = built.count("failed") or any(each.severity == "error" for each in built.diagnostics)
    return 1 if failed else 0


def _tell_later(workspace: Workspace, day: str, console: Console) -> None:
    """What was entered for later days and is therefore in no document of this one."""
    later = later_facts(workspace, day) if day else []
    if not later:
        return
    shown = "；".join(f"{field}（{date}）" for field, date, _ in later[:3])
    more = "等" if len(later) > 3 else ""
    console.remark(f"文书截至 {day}，案卷里有 {len(later)} 处日期在这以后，没有写入：{shown}{more}。")


def _refuse_unusable(findings: list[Diagnostic]) -> None:
    """Raise UnusableWorkspaceError when the configuration or a schema is wrong: nothing can be judged by them."""
    wrong = [each for each in findings if each.severity == "error"
             and (each.location.file == CONFIGURATION or each.location.file.startswith("schemas/"))]  # fmt: skip
    if wrong:
        raise UnusableWorkspaceError(wrong, f"配置或者模式有 {len(wrong)} 处错误，先改正再生成。")


@contextmanager
def _progress(console: Console):  # type: ignore[no-untyped-def]
    """A bar on a terminal; nothing anywhere else."""
    if console.quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console as Terminal
    from rich.progress import Progress

    with Progress(console=Terminal(stderr=True), transient=True) as bar:
        task = bar.add_task("生成文书", total=None)

        def step(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        report: Callable[[int, int], None] = step
        yield report


def _show(built: Built, findings: list[Diagnostic], root: Path, why: bool, console: Console) -> None:
    errors = [each for each in findings if each.severity == "error"]
    said = list(dict.fromkeys(errors + built.diagnostics))
    rows = [BuildRow(each.document, each.case, each.output, each.status, each.reason) for each in built.outcomes]
    if console.json:
        return console.data(build_json(rows, said))
    console.diagnostics(said, root)
    if why:
        names = {"written": "已写", "current": "未变", "failed": "没做"}
        for each in built.outcomes:
            console.result(f"{names[each.status]}  {each.output or each.title + ' ' + each.case}  {each.reason}")
    for output in built.pruned:
        console.remark(f"已删除 {output}")
    return console.result(_summary(built, findings))


def _summary(built: Built, findings: list[Diagnostic]) -> str:
    written, current, failed = (built.count(each) for each in ("written", "current", "failed"))
    parts = [f"写了 {written} 份"] if written or not current else []
    parts += [f"{current} 份没有变化"] if current else []
    parts += [f"{failed} 份没有做成"] if failed else []
    edited = sum(each.code == "DG605" for each in built.diagnostics)
    parts += [f"其中 {edited} 份手工改过，没有覆盖"] if edited else []
    warnings = sum(each.severity == "warning" for each in findings)
    advice = f"检查有 {warnings} 条警告，用 docgen check 查看。" if warnings else ""
    return "，".join(parts) + "。" + advice
