"""``docgen log``: what each commit changed in a case."""

from __future__ import annotations

import datetime

import click

from docgen.cli.chinese import Command
from docgen.cli.common import Console, shared
from docgen.cli.repository import asked
from docgen.model import DocgenError
from docgen.report.reviews import history_json, history_text
from docgen.review import history, wanted


@click.command("log", cls=Command)
@click.argument("case", metavar="案卷[#项][.字段]")
@click.option("-n", "--number", "most", type=click.IntRange(min=1), metavar="次数", help="最多列几次提交")
@click.option("--since", default="", metavar="日期", help="只列这一天以后（含当天）的提交")
@click.option("--no-computed", is_flag=True, help="不列系统算出的字段")
@shared
def command(case: str, most: int | None, since: str, no_computed: bool, console: Console) -> int:
    """一份案卷历次提交各改了什么，新的在前。

    \b
    docgen log enterprise/qy-001                        整份案卷
    docgen log "enterprise/qy-001#WT-2022-003"          其中一项
    docgen log "enterprise/qy-001#WT-2022-003.完成时限" 这一项的一个字段
    docgen log enterprise/qy-001.联系人                 案卷的一个字段

    只改了格式的提交不列，最后说明有几次。
    """
    if since:
        _refuse_day(since)
    meant = wanted(case)
    found = asked(console, lambda repository, root: history(repository, root, meant, most or 0, since, not no_computed))
    if found is None:
        return 2
    if console.json:
        console.data(history_json(found))
    else:
        console.result(history_text(found, console.color))
    wrong = any(entry.trouble for entry in found.entries)
    return 1 if wrong or any(each.code == "DG708" for each in found.diagnostics) else 0


def _refuse_day(day: str) -> None:
    try:
        if datetime.date.fromisoformat(day).isoformat() != day:
            raise ValueError
    except ValueError:
        raise DocgenError(f"--since 要写成 2022-06-30 这样的日期，不能是“{day}”。") from None
