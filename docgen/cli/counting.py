"""What ``docgen figures`` and ``docgen explain`` share: a workspace, a period and a day to its figures."""

from __future__ import annotations

from dataclasses import dataclass

from docgen.catalog import CONFIGURATION, Selection, UnusableWorkspaceError, Workspace
from docgen.check import check_workspace
from docgen.cli.common import Console, opened
from docgen.cli.selecting import refuse_wrong
from docgen.figures import Figures, wrong_cases
from docgen.model import DocgenError, Location


@dataclass(frozen=True)
class Asked:
    """The figures of a period as of a day; figures over a kind in which a case is wrong are refused."""

    workspace: Workspace
    period: str
    day: str
    figures: Figures


def asked(console: Console, period: str, as_of: str) -> Asked:
    """The figures of a period, by default the current one, as of a day, by default its last.

    Raises:
        DocgenError: when there is no such period, or the configuration or a schema is wrong.
    """
    workspace = opened(console)
    if not workspace.catalog.periods.kind:
        raise DocgenError("docgen.yaml 里没有写 periods，不知道按哪个期间统计。")
    findings = check_workspace(workspace, as_of)
    unusable = [each for each in findings if each.severity == "error" and _matters(workspace, each.location)]
    if unusable:
        raise UnusableWorkspaceError(unusable, f"配置或者模式有 {len(unusable)} 处错误，先改正再统计。")
    period = period or workspace.catalog.periods.current
    refuse_wrong(workspace, Selection(period=period, as_of=as_of))
    day = as_of or workspace.last_day(period)
    if not day:
        raise DocgenError(f"期间 {period} 没有截止日期，先用 docgen check 检查。")
    if day < workspace.last_day(period):
        console.remark(f"期间 {period} 到 {workspace.last_day(period)} 才结束，只统计到 {day}。")
    figures = Figures(workspace, workspace.view(day), period, wrong_cases(workspace, findings))
    return Asked(workspace, period, day, figures)


def _matters(workspace: Workspace, where: Location) -> bool:
    """Whether figures cannot be counted while something is wrong there; documents are none of their business."""
    if where.file != CONFIGURATION:
        return where.file.startswith("schemas/")
    beside = [workspace.configuration.values.get((name,)) for name in ("documents", "properties")]
    return not any(block and block.line <= where.line <= block.end_line for block in beside)
