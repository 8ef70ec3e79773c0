"""What was written in August stays: later facts change no byte of the papers of the period that ended on 5 August."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from docgen.build import build
from docgen.catalog import Selection, open_workspace
from tests.year.raw import ROOT, read

END = "2022-08-05"
DATED = {
    "enterprise": {
        "帮扶对象": "列入日期", "监督抽查": "抽样日期", "质量问题": "发现日期", "一对一会诊": "日期",
        "一企一策": "制定日期", "走访": "日期", "企业需求": "提出日期", "风险信号": "日期",
        "质量处方": "开具日期", "回访": "日期", "标杆培育": "培育开始日期", "成效": "日期", "企业评价": "日期",
    },
    "team": {"出动": "日期"},
    "industry": {"共性问题": "提出日期", "一业一策": "制定日期"},
    "cluster": {"共性问题": "提出日期", "一域一策": "制定日期"},
    "product": {"一品一策": "制定日期"},
}  # fmt: skip
STEPS = {"办理": "日期", "后处理": "日期", "处置": "日期", "进展": "日期"}
WHOLE = {"meeting": "召开日期", "training": "日期", "team": "组建日期"}
PAPERS = ("工作总结", "帮扶对象名录", "问诊团队名册")


def ended(kind: str, case: dict[str, Any]) -> dict[str, Any]:
    """The case as it stood in the file on the last day: nothing that is dated later had been written."""
    kept = dict(case)
    for name, day in DATED.get(kind, {}).items():
        if name in kept:
            kept[name] = [_steps(item) for item in kept[name] if item[day] <= END]
            if not kept[name]:
                del kept[name]
    return kept


def _steps(item: dict[str, Any]) -> dict[str, Any]:
    kept = dict(item)
    for name, day in STEPS.items():
        if name in kept:
            kept[name] = [step for step in kept[name] if step[day] <= END]
            if not kept[name]:
                del kept[name]
    return kept


def wrote(root: Path, today: Path) -> None:
    """A workspace whose case files end on 5 August 2022."""
    for folder in ("schemas", "templates"):
        (root / folder).symlink_to(today / folder)
    configuration = (today / "docgen.yaml").read_text("utf-8")
    (root / "docgen.yaml").write_text(re.sub('current: ".*"', 'current: "2022-08"', configuration), "utf-8")
    for kind in sorted(path.name for path in (today / "cases").iterdir()):
        for case_id, case in read(kind).items():
            if (kind == "period" and case["截止日期"] > END) or case.get(WHOLE.get(kind, ""), "") > END:
                continue
            file = root / "cases" / kind / f"{case_id}.yaml"
            file.parent.mkdir(parents=True, exist_ok=True)
            text = yaml.dump(ended(kind, case), allow_unicode=True, sort_keys=False, Dumper=yaml.CSafeDumper)
            file.write_text(text, "utf-8")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The August papers of today's workspace, and of the one whose files ended in August."""
    now, then = tmp_path_factory.mktemp("now"), tmp_path_factory.mktemp("then")
    wrote(then, ROOT)
    chosen = Selection(documents=PAPERS, cases=("period/2022-08",))
    for root, place in ((ROOT, now), (then, then / "output")):
        built = build(open_workspace(root), chosen, out=place, findings=[])
        assert [each.message for each in built.diagnostics] == []
    return now, then / "output"


@pytest.mark.parametrize("paper", PAPERS)
def test_a_paper_of_august_is_the_same_with_and_without_what_came_later(paper: str, built: tuple[Path, Path]) -> None:
    now, then = (next(place.rglob(f"2022-08*{paper}.docx")) for place in built)
    assert now.read_bytes() == then.read_bytes()


def test_the_year_did_go_on_after_august() -> None:
    later = [
        item for case in read("enterprise").values() for item in case.get("质量问题", []) if item["发现日期"] > END
    ]
    assert later
    assert any(case["召开日期"] > END for case in read("meeting").values())
