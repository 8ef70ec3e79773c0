"""``docgen diff``: what the cases of two revisions say differently."""

from __future__ import annotations

from pathlib import Path

import click

from docgen.cli.chinese import Command
from docgen.cli.common import Console, shared
from docgen.cli.repository import asked
from docgen.report.reviews import comparison_json, comparison_text
from docgen.review import diff


@click.command("diff", cls=Command)
@click.argument("words", nargs=-1, metavar="[版本[..版本]] [文件|文件夹|案卷…]")
@click.option("--no-computed", is_flag=True, help="不列系统算出的字段")
@shared
def command(words: tuple[str, ...], no_computed: bool, console: Console) -> int:
    """比较两个版本的案卷，逐项说明增加、删除、修改了什么。

    \b
    docgen diff                        上次提交以后改了什么
    docgen diff 2022-06-30             6 月 30 日以来改了什么
    docgen diff 2022-06-30..2022-08-05 这两天之间改了什么
    docgen diff 2022-06-30 enterprise/qy-001

    版本可以写日期（当天最后的提交）、提交编号、标签、分支。

    比的是内容：换行、引号、注释、先后次序不算修改。
    """
    found = asked(console, lambda repository, root: diff(repository, root, words, Path.cwd(), not no_computed))
    if found is None:
        return 2
    if console.json:
        console.data(comparison_json(found))
    else:
        console.result(comparison_text(found, console.color))
    for each in found.remarks:
        console.remark(each)
    return 1 if found.diagnostics else 0
