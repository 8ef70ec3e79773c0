"""A workspace -> everything that is wrong with it, as the command line finds it; and what a caret underlines."""

from __future__ import annotations

import shutil
from pathlib import Path

from bad_inputs.changes import Change, word

from docgen.catalog import UnusableWorkspaceError, open_workspace, plan
from docgen.cli.common import all_findings
from docgen.model import Diagnostic

BASE = Path(__file__).parent / "base"
LIST = word(
    "{{ 企业.名称 }}质量问题清单",
    [
        ["编号", "发现日期", "严重程度"],
        ["{%tr for 问题 in 企业.质量问题 %}", "", ""],
        ["{{ 问题.编号 }}", "{{ 问题.发现日期 | cn_date }}", "{{ 问题.严重程度 }}"],
        ["{%tr endfor %}", "", ""],
    ],
    header="{{ about.单位.全称 }}",
)
NOTICE = word("{{ 企业.名称 }}：", "{{ 问题.编号 }}请在{{ 问题.整改期限 | or_blank }}前整改。")


def changed(root: Path, change: Change) -> Path:
    """A copy of the small workspace with a change made to it."""
    shutil.copytree(BASE, root)
    (root / "templates").mkdir()
    (root / "templates" / "issue_list.docx").write_bytes(LIST)
    (root / "templates" / "notice.docx").write_bytes(NOTICE)
    change(root)
    return root


def findings(root: Path) -> list[Diagnostic]:
    """What checking and planning say of a workspace."""
    try:
        workspace = open_workspace(root)
    except UnusableWorkspaceError as unusable:
        return unusable.diagnostics
    found = all_findings(workspace)
    if not any(each.severity == "error" for each in found):
        found += plan(workspace)[1]
    return found


def underlined(root: Path, found: Diagnostic) -> str:
    """The text of the file that a finding points at."""
    place = found.location
    line = (root / place.file).read_text("utf-8-sig").splitlines()[place.line - 1]
    return line[place.column - 1 : place.end_column - 1 if place.end_line == place.line else None]
