"""Building a few enterprises of the sample: how the tests here name its files, change them and look at the outcome."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from docgen.build import Built, build
from docgen.catalog import Selection, open_workspace
from docgen.check import across, cases_apart, every_case

LIST = "qy-001 示例建材有限公司/质量问题清单.docx"
PLAN = "qy-001 示例建材有限公司/一企一策 CS-2022-001.docx"
SUMMARY = "2022-08 工作总结.docx"
RECORD = "output/.docgen/record.sqlite"
MINUTES = "fx-2022-09"
DEADLINE = ("cases/enterprise/qy-001.yaml", "完成时限: 2022-04-29", "完成时限: 2022-04-28")
"""One that the list of issues shows, and no other document."""


def made(root: Path, **options: object) -> Built:
    """Check the cases and build; the schemas stay the sample's, and checking them again would be half of the work."""
    workspace = open_workspace(root)
    selection = options.pop("selection", Selection())
    findings = across(workspace, cases_apart(workspace, every_case(workspace)))
    return build(workspace, selection, findings=findings, **options)  # type: ignore[arg-type]


def tree(folder: Path) -> dict[str, str]:
    return {
        file.relative_to(folder).as_posix(): sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*.docx"))
    }


def changed(root: Path, file: str, old: str, new: str) -> None:
    place = root / file
    text = place.read_text("utf-8")
    assert text.count(old) >= 1
    place.write_text(text.replace(old, new, 1), "utf-8")
