"""A row of the table -> what is found wrong with the workspace that it changes, as the command line finds it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from docgen.catalog import UnusableWorkspaceError, open_workspace, plan
from docgen.cli.common import all_findings
from docgen.model import Diagnostic
from tests.bad_inputs.changes import make
from tests.bad_inputs.word import word

BASE = Path(__file__).parent / "base"
TEMPLATES = {
    "issue_list.docx": word(
        "{{ 企业.名称 }}质量问题清单",
        [
            ["编号", "发现日期", "严重程度"],
            ["{%tr for 问题 in 企业.质量问题 %}", "", ""],
            ["{{ 问题.编号 }}", "{{ 问题.发现日期 | cn_date }}", "{{ 问题.严重程度 }}"],
            ["{%tr endfor %}", "", ""],
        ],
        header="{{ about.单位.全称 }}",
    ),
    "notice.docx": word("{{ 企业.名称 }}：", "{{ 问题.编号 }}请在{{ 问题.整改期限 | or_blank }}前整改。"),
}


def small_workspace(root: Path) -> Path:
    """A copy of the small workspace, in which nothing is wrong."""
    shutil.copytree(BASE, root)
    (root / "templates").mkdir()
    for name, content in TEMPLATES.items():
        (root / "templates" / name).write_bytes(content)
    return root


def changed(root: Path, change: Any) -> Path:
    """A copy of the small workspace with a change made to it."""
    make(change, small_workspace(root))
    return root


def findings(root: Path) -> list[Diagnostic]:
    """What checking says of a workspace, and planning its documents."""
    try:
        workspace = open_workspace(root)
    except UnusableWorkspaceError as unusable:
        return unusable.diagnostics
    found = all_findings(workspace, figures=True)
    return found if any(each.severity == "error" for each in found) else found + plan(workspace)[1]


def underlined(root: Path, found: Diagnostic) -> str:
    """The text that the caret underlines; nothing where the finding is about a whole file or a place in Word."""
    place = found.location
    if not place.line or not place.end_column or place.end_line > place.line:
        return ""
    line = (root / place.file).read_text("utf-8-sig", errors="replace").splitlines()[place.line - 1]
    return line[place.column - 1 : place.end_column - 1]
