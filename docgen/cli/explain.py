"""``docgen explain``: one figure, how it is counted, and what was counted."""

from __future__ import annotations

from difflib import get_close_matches

import click

from docgen.cli.chinese import Command
from docgen.cli.common import Console, shared
from docgen.cli.counting import asked
from docgen.figures import explanation
from docgen.model import DocgenError
from docgen.report.figures import explanation_json, explanation_text


@click.command("explain", cls=Command)
@click.argument("figure", metavar="数字")
@click.option("--period", default="", metavar="期间", help="哪个期间的，默认是当前期间")
@click.option("--as-of", "as_of", default="", metavar="日期", help="截至哪一天，默认是期间的最后一天")
@click.option("--left-out", "left_out", is_flag=True, help="列出没有计入的：重复的，和只因日期不在期间以内的")
@shared
def command(figure: str, period: str, as_of: str, left_out: bool, console: Console) -> int:
    """说明一个数字是怎么来的：口径、算法、数到的每一项和它的位置。

    数字写 docgen.yaml 里的名称，例如 docgen explain 发现问题；用 docgen list figures 看有哪些。
    """
    wanted = asked(console, period, as_of)
    known = wanted.workspace.catalog.figures
    if figure not in known:
        near = get_close_matches(figure, list(known), 1, 0.3)
        ask = f"要写“{near[0]}”吗？" if near else "可用的有：" + "、".join(list(known)[:12]) + "。"
        raise DocgenError(f"docgen.yaml 里没有数字“{figure}”。{ask if known else ''}")
    told = explanation(wanted.workspace, wanted.figures, figure)
    if console.json:
        console.data(explanation_json(told))
    else:
        console.result(explanation_text(told, left_out))
        if told.problem is not None:
            console.result("")
            console.diagnostics([told.problem], wanted.workspace.root)
    return 1 if told.problem is not None else 0
