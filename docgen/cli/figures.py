"""``docgen figures``: every figure of a period, with its groups."""

from __future__ import annotations

import click

from docgen.cli.chinese import Command
from docgen.cli.common import Console, shared, told_once
from docgen.cli.counting import Asked, asked
from docgen.figures import UNKNOWN, UnreliableFigureError
from docgen.model import Diagnostic
from docgen.model.figures import Figure
from docgen.report import diagnostic_json, figures_json
from docgen.report.figures import figures_text, period_text


@click.command("figures", cls=Command)
@click.argument("period", default="", metavar="[期间]")
@click.option("--as-of", "as_of", default="", metavar="日期", help="截至哪一天，默认是期间的最后一天")
@shared
def command(period: str, as_of: str, console: Console) -> int:
    """统计一个期间的全部数字，默认是当前期间。

    分组的数字，各组列在下面。一个数字是怎么来的，用 docgen explain 看。
    """
    wanted = asked(console, period, as_of)
    figures, problems = _all(wanted)
    found = list(dict.fromkeys(problems.values()))
    if console.json:
        document = figures_json(figures, wanted.period, wanted.day)
        console.data({**document, "diagnostics": [diagnostic_json(each) for each in found]})
    else:
        facts = wanted.figures.facts
        console.result(period_text(wanted.period, facts.first, facts.last, wanted.day) + "\n")
        console.result(figures_text(figures, problems) + ("\n" if found else ""))
        once = told_once(found, _reason, "个数字也因此不能统计")
        console.diagnostics(once, wanted.workspace.root)
    return 1 if problems else 0


def _reason(found: Diagnostic) -> object:
    """One wrong case may stop many figures."""
    return found.message.partition("：")[2], found.related


def _all(wanted: Asked) -> tuple[list[Figure], dict[str, Diagnostic]]:
    """Every figure in the catalog's order; those that cannot be counted are unknown, and why."""
    figures, problems = [], {}
    for name, rule in wanted.workspace.catalog.figures.items():
        try:
            figures.append(wanted.figures.figure(name))
        except UnreliableFigureError as failure:
            problems[name] = failure.diagnostic
            figures.append(Figure(name, None, UNKNOWN, rule.unit, rule.definition))
    return figures, problems
