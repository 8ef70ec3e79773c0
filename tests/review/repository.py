"""A repository written by a test: a small workspace of its own, and commits whose authors and days are fixed."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PERSON = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_COMMITTER_NAME": "示例机",
    "GIT_COMMITTER_EMAIL": "shili@example.cn",
    "GIT_AUTHOR_EMAIL": "shili@example.cn",
}
STEP = {
    "type": "object",
    "properties": {
        "日期": {"type": "string"}, "事项": {"type": "string"}, "说明": {"type": "string"},
    },
}  # fmt: skip
ISSUE = {
    "type": "object",
    "properties": {
        "编号": {"type": "string"},
        "描述": {"type": "string"},
        "完成时限": {"type": "string"},
        "整改措施": {"type": "array", "items": {"type": "string"}},
        "办理": {"type": "array", "x-key": ["日期", "事项"], "x-day": "日期", "items": STEP},
        "整改状态": {"type": "string", "x-value": "(this.办理 | last).事项 if this.办理 else '未办'"},
    },
}
ENTERPRISE: dict[str, Any] = {
    "title": "企业",
    "type": "object",
    "required": ["名称"],
    "properties": {
        "名称": {"type": "string"},
        "员工人数": {"type": "integer"},
        "年产值": {"type": "number"},
        "联系人": {"type": "object", "properties": {"姓名": {"type": "string"}, "电话": {"type": "string"}}},
        "主要产品": {"type": "array", "items": {"type": "string"}},
        "质量问题": {"type": "array", "x-key": "编号", "items": ISSUE},
        "措施": {
            "type": "array",
            "x-key": "序号",
            "items": {
                "type": "object",
                "properties": {
                    "序号": {"type": "integer"},
                    "内容": {"type": "string"},
                },
            },
        },
        "问题数": {"type": "integer", "x-value": "this.质量问题 | length"},
    },
}


def git(folder: Path, *words: str, **environment: str) -> str:
    """The answer of the computer's git, asked plainly."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    done = subprocess.run(
        ["git", *words], cwd=folder, env=kept | PERSON | environment, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


@dataclass
class Written:
    """A workspace under git that a test writes to."""

    root: Path

    @staticmethod
    def begun(root: Path) -> Written:
        """A new repository with the workspace's schema and configuration, not yet committed."""
        (root / "schemas").mkdir(parents=True)
        (root / "cases/enterprise").mkdir(parents=True)
        git(root, "init", "-q", "-b", "main")
        schema = json.dumps(ENTERPRISE, ensure_ascii=False)
        (root / "schemas/enterprise.schema.json").write_text(schema, "utf-8")
        (root / "docgen.yaml").write_text("docgen: 1\nfigures: {}\n", "utf-8")
        return Written(root)

    def write(self, file: str, text: str) -> None:
        """Write a file of the workspace; a path without a folder is an enterprise's."""
        place = self.root / (file if "/" in file or "." in file else f"cases/enterprise/{file}.yaml")
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, "utf-8")

    def commit(self, time: str, author: str, subject: str) -> str:
        """Commit everything; the commit's name as docgen shows it."""
        git(self.root, "add", "-A")
        when = {"GIT_AUTHOR_DATE": time, "GIT_COMMITTER_DATE": time, "GIT_AUTHOR_NAME": author}
        git(self.root, "commit", "-q", "--allow-empty", "-m", subject, **when)
        return self.last()

    def last(self) -> str:
        return git(self.root, "rev-parse", "HEAD")[:8]
