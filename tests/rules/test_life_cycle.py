"""What may follow what in the life of an issue, step by step, and when an interview answers two failed checks."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from docgen.catalog import open_workspace
from docgen.check import check_workspace
from tests.rules.breaking import base, rows, write

GOING_ON = {"整改", "延期", "报整改", "移送", "撤销"}
FOLLOWS: dict[str, set[str]] = {
    "交办": GOING_ON,
    "整改": GOING_ON,
    "延期": GOING_ON,
    "报整改": {"验收通过", "验收未通过", "整改", "延期", "移送", "撤销"},
    "验收未通过": GOING_ON,
    "验收通过": {"销号", "移送"},
    "销号": set(),
    "移送": set(),
    "撤销": set(),
}
WAY = {
    "交办": ("交办",),
    "整改": ("交办", "整改"),
    "延期": ("交办", "延期"),
    "报整改": ("交办", "报整改"),
    "验收未通过": ("交办", "报整改", "验收未通过"),
    "验收通过": ("交办", "报整改", "验收通过"),
    "销号": ("交办", "报整改", "验收通过", "销号"),
    "移送": ("移送",),
    "撤销": ("撤销",),
}
ORDER = {"WT04", "WT12", "WT13", "WT18", "WT19", "WT20", "WT21"}
FILLED = {"完成时限": "2022-06-30", "说明": "示例", "验收方式": "复检", "复检结论": "合格", "验收人": ["甲某", "乙某"],
          "审批人": "丙某", "证据": ["记录"]}  # fmt: skip


def test_each_step_may_follow_only_the_steps_that_come_before_it(tmp_path: Path) -> None:
    write(tmp_path, [])
    tried = {f"WT-2022-{number:03}": steps for number, steps in enumerate(_all_ways(), 100)}
    file = tmp_path / "cases/enterprise/qy-901.yaml"
    case = yaml.load(file.read_text("utf-8"), yaml.CBaseLoader)
    case["质量问题"] += [case["质量问题"][0] | {"编号": name, "办理": _steps(way)} for name, way in tried.items()]
    file.write_text(json.dumps(case, ensure_ascii=False), "utf-8")
    found = check_workspace(open_workspace(tmp_path))
    refused = {name for name in tried if any(name in each.field and each.code in ORDER for each in found)}
    assert {tried[name] for name in refused} == {
        way for way in tried.values() if len(way) > 1 and way[-1] not in FOLLOWS[way[-2]]
    }


def _all_ways() -> Iterator[tuple[str, ...]]:
    for last in FOLLOWS:
        for following in FOLLOWS:
            yield (*WAY[last], following)


def _steps(way: tuple[str, ...]) -> list[dict[str, Any]]:
    first = date(2022, 3, 4)
    return [{"日期": (first + timedelta(number)).isoformat(), "事项": step} | FILLED for number, step in enumerate(way)]


@pytest.mark.parametrize(("held", "told"), [("2022-05-09", True), ("2022-05-10", False), ("2022-06-10", False)])
def test_an_interview_counts_only_after_the_later_failure(tmp_path: Path, held: str, told: bool) -> None:
    row = next(each for each in rows() if each.code == "YT01")
    write(tmp_path, [row])
    meeting = base()["meeting"] | {"形式": "约谈", "召开日期": held, "参会企业": [{"企业": row.case}]}
    (tmp_path / "cases/meeting/yt-2022-01.yaml").write_text(json.dumps(meeting, ensure_ascii=False), "utf-8")
    found = [each for each in check_workspace(open_workspace(tmp_path)) if each.location.file == row.file]
    assert ("YT01" in {each.code for each in found}) is told
