"""``docgen build``: check, then write every document that is out of date."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docgen.cli.chinese import Command
from docgen.cli.common import Console, root_of, shared
from docgen.model import DocgenError
from docgen.report import BuildRow, build_json

if TYPE_CHECKING:
    from docgen.build import Built, Ran
    from docgen.build.outcome import Progress
    from docgen.build.pdfs import Pdfs
    from docgen.catalog import Workspace


@click.command("build", cls=Command)
@click.argument("documents", nargs=-1, metavar="[文书…]")
@click.option("--case", "cases", multiple=True, metavar="类别/编号", help="只做这个案卷的；可以写多次")
@click.option("--where", default="", metavar="条件", help="只做符合条件的，写法同模板里的 if")
@click.option("--period", default="", metavar="期间", help="按哪个期间，默认是配置里的当前期间")
@click.option("--as-of", "as_of", default="", metavar="日期", help="截至哪一天，默认是期间的最后一天")
@click.option("--jobs", default=0, type=click.IntRange(0, 256), metavar="个数",
              help="几个进程一起做，默认看处理器有几个；几百份以内用一个")  # fmt: skip
@click.option(
    "--cluster", default="", metavar="地址", help="交给 Dask 调度器下面的几台机器做，例如 tcp://10.0.0.1:8786"
)
@click.option("--pdf", is_flag=True, help="同时用 LibreOffice 转出 PDF，放在 Word 文件旁边")
@click.option("--out", default="", metavar="文件夹", help="写到哪里，默认是工作区的 output")
@click.option("--force", is_flag=True, help="覆盖手工改过的文件")
@click.option("--why", is_flag=True, help="说明每份文书为什么要写、为什么不写")
@click.option("--prune", is_flag=True, help="删除已经没有对应案卷的文书")
@shared
def command(
    documents: tuple[str, ...], cases: tuple[str, ...], where: str, period: str, as_of: str, jobs: int, cluster: str,
    pdf: bool, out: str, force: bool, why: bool, prune: bool, console: Console,
) -> int:  # fmt: skip
    """检查案卷，生成文书，写到 output 文件夹；没有变化的不重写。

    文书可以写名称，也可以写编号（用 docgen list documents 看有哪些）。不写就做全部。
    """
    from docgen.build import build_folder
    from docgen.catalog import EVERYTHING, Selection

    def accept(workspace: Workspace) -> None:
        from docgen.cli.selecting import refuse_wrong

        refuse_wrong(workspace, selection)

    root = root_of(console)
    selection = Selection(documents, cases, where, period, as_of)
    if prune and selection != EVERYTHING:
        raise DocgenError("--prune 要和全部文书一起用：不写文书、--case、--where、--period 和 --as-of。")
    with _progress(console) as progress:
        ran = build_folder(
            root, selection, Path(out).resolve() if out else None, jobs=jobs, cluster=cluster, pdf=pdf, force=force,
            prune=prune, accept=accept, progress=progress,
        )  # fmt: skip
    _show(ran, root, why, console)
    _tell_later(ran, console)
    told = ran.built.diagnostics + (ran.pdfs.diagnostics if ran.pdfs else [])
    failed = ran.built.count("failed") or any(each.severity == "error" for each in told)
    return 1 if failed else 0


def _tell_later(ran: Ran, console: Console) -> None:
    """What was entered for later days and is therefore in no document of this one."""
    if not ran.later:
        return
    shown = "；".join(f"{field}（{date}）" for field, date in ran.later[:3])
    more = "等" if len(ran.later) > 3 else ""
    console.remark(f"文书截至 {ran.day}，案卷里有 {len(ran.later)} 处日期在这以后，没有写入：{shown}{more}。")


@contextmanager
def _progress(console: Console) -> Iterator[Progress | None]:
    """A line on a terminal that says how far things are, how fast they go, and how long they will take."""
    if console.quiet or not sys.stderr.isatty():
        yield None
        return
    line = _Line()
    try:
        yield line.tell
    finally:
        line.clear()


class _Line:
    """One line of the terminal, written over and over."""

    def __init__(self) -> None:
        self._stage, self._begun, self._told = "", 0.0, 0.0

    def tell(self, stage: str, done: int, total: int) -> None:
        now = time.monotonic()
        if stage != self._stage:
            self._stage, self._begun = stage, now
        elif now - self._told < 0.1 and done < total:
            return
        self._told = now
        rate = done / (now - self._begun) if done and now > self._begun else 0.0
        text = f"{stage} {done}/{total}"
        if rate and now - self._begun > 1:
            text += f"  每秒 {rate:.0f} 份  还要 {_duration((total - done) / rate)}"
        sys.stderr.write(f"\r\x1b[K{text}")
        sys.stderr.flush()

    def clear(self) -> None:
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} 小时 {minutes} 分" if hours else f"{minutes} 分 {rest} 秒" if minutes else f"{rest} 秒"


def _show(ran: Ran, root: Path, why: bool, console: Console) -> None:
    built = ran.built
    errors = [each for each in ran.findings if each.severity == "error"]
    of_pdfs = ran.pdfs.diagnostics if ran.pdfs else []
    said = list(dict.fromkeys(errors + built.diagnostics + of_pdfs))
    if console.json:
        rows = [BuildRow(each.document, each.case, each.output, each.status, each.reason) for each in built.outcomes]
        return console.data(build_json(rows, said))
    console.diagnostics(said, root)
    if why:
        names = {"written": "已写", "current": "未变", "failed": "没做"}
        for each in built.outcomes:
            console.result(f"{names[each.status]}  {each.output or each.title + ' ' + each.case}  {each.reason}")
    for output in built.pruned:
        console.remark(f"已删除 {output}")
    warnings = sum(each.severity == "warning" for each in ran.findings)
    return console.result(_summary(built, warnings) + (_of_pdfs(ran.pdfs) if ran.pdfs else ""))


def _of_pdfs(pdfs: Pdfs) -> str:
    parts = [f"转了 {len(pdfs.written)} 份 PDF"] if pdfs.written or not pdfs.current else []
    parts += [f"{pdfs.current} 份{'' if parts else ' PDF '}没有变化"] if pdfs.current else []
    return "，".join(parts) + "。"


def _summary(built: Built, warnings: int) -> str:
    written, current, failed = (built.count(each) for each in ("written", "current", "failed"))
    parts = [f"写了 {written} 份"] if written or not current else []
    parts += [f"{current} 份没有变化"] if current else []
    parts += [f"{failed} 份没有做成"] if failed else []
    edited = sum(each.code == "DG605" for each in built.diagnostics)
    parts += [f"其中 {edited} 份手工改过，没有覆盖"] if edited else []
    advice = f"检查有 {warnings} 条警告，用 docgen check 查看。" if warnings else ""
    return "，".join(parts) + "。" + advice
