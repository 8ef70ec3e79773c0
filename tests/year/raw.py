"""The sample's cases as plain YAML data, read without docgen, and counted again from first principles."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
_PLANS = {
    "一企一策": "enterprise",
    "一品一策": "product",
    "一业一策": "industry",
    "一域一策": "cluster",
}


@cache
def read(kind: str) -> dict[str, dict[str, Any]]:
    """The cases of a kind by id, read once (not to be changed); a folder of files is one case."""
    found: dict[str, dict[str, Any]] = {}
    for path in sorted((ROOT / "cases" / kind).iterdir()):
        data: dict[str, Any] = {}
        for file in sorted(path.glob("*.yaml")) if path.is_dir() else [path]:
            for name, value in yaml.load(file.read_text("utf-8"), yaml.CBaseLoader).items():
                data[name] = data[name] + value if isinstance(value, list) and name in data else value
        found[path.name.removesuffix(".yaml")] = data
    return found


class Year:
    """The sample in one period, as of the period's last day."""

    def __init__(self, period: str) -> None:
        dates = read("period")[period]
        self.first, self.last = dates["起始日期"], dates["截止日期"]
        self.enterprises = read("enterprise")
        self.meetings = self._held(read("meeting"), "召开日期")
        self.trainings = self._held(read("training"), "日期")
        self.teams = read("team")
        self.kinds = {kind: read(kind) for kind in ("product", "industry", "cluster")} | {
            "enterprise": self.enterprises
        }

    def counts(self) -> dict[str, Any]:
        """Every figure of ``docgen.yaml`` by name; None where it is unknown."""
        return {
            **self._work(),
            **self._issues(),
            **self._consulted(),
            **self._helped(),
            **self._results(),
        }

    def _inside(self, day: str) -> bool:
        return bool(self.first <= day <= self.last)

    def _held(self, cases: dict[str, Any], day: str) -> list[dict[str, Any]]:
        return [case for case in cases.values() if self._inside(case[day])]

    def _items(self, name: str, day: str, kind: str = "enterprise") -> Iterator[tuple[str, dict[str, Any]]]:
        for case_id, case in self.kinds[kind].items():
            for item in case.get(name, []):
                if self._inside(item[day]):
                    yield case_id, item

    def _work(self) -> dict[str, Any]:
        formed = [team for team in self.teams.values() if self._inside(team["组建日期"])]
        outings = [
            outing
            for team in self.teams.values()
            if team["组建日期"] <= self.last
            for outing in team.get("出动", [])
            if self._inside(outing["日期"])
        ]
        needs = list(self._items("企业需求", "提出日期"))
        settled = [
            step
            for case in self.enterprises.values()
            for need in case.get("企业需求", [])
            if need["提出日期"] <= self.last
            for step in [[s for s in need.get("办理", []) if s.get("办结") == "是" and s["日期"] <= self.last]]
            if step and self._inside(step[-1]["日期"])
        ]
        checks = [item for _, item in self._items("监督抽查", "抽样日期")]
        return {
            "组建团队": len(formed),
            "出动": len(outings),
            "专班和小分队": len(formed) + len(outings),
            "帮扶对象": len({case for case, _ in self._items("帮扶对象", "列入日期")}),
            "走访企业": len({case for case, _ in self._items("走访", "日期")}),
            "企业需求": len(needs),
            "办结需求": len(settled),
            "监督抽查批次": sum(int(item["批次"]) for item in checks),
            "抽查不合格批次": sum(int(item["不合格批次"]) for item in checks),
            "风险信号": sum(1 for _ in self._items("风险信号", "日期")),
        }

    def _steps(self, issue: dict[str, Any]) -> list[dict[str, Any]]:
        return [step for step in issue.get("办理", []) if step["日期"] <= self.last]

    def _issues(self) -> dict[str, Any]:
        rows = [issue for case in self.enterprises.values() for issue in case.get("质量问题", [])]
        known = [(issue, self._steps(issue)) for issue in rows if issue["发现日期"] <= self.last]
        states = [(issue, steps, steps[-1]["事项"] if steps else "") for issue, steps in known]
        new = [(issue, steps, state) for issue, steps, state in states if self._inside(issue["发现日期"])]
        found = [row for row in new if row[2] != "撤销"]
        solved = [
            issue
            for issue, steps, state in states
            if state in ("验收通过", "销号")
            and self._inside([step for step in steps if step["事项"] == "验收通过"][-1]["日期"])
        ]
        closed = [row for row in new if row[2] == "销号"]
        moved = [row for row in new if row[2] == "移送"]
        late = [row for row in states if self._late(row[1], row[2])]
        due = len(found) - len(moved)
        return {
            "发现问题": len(found),
            "解决问题": len(solved),
            "已销号问题": len(closed),
            "移送问题": len(moved),
            "延期问题": sum(any(step["事项"] == "延期" for step in steps) for _, steps, _ in new),
            "退回问题": sum(any(step["事项"] == "验收未通过" for step in steps) for _, steps, _ in new),
            "逾期问题": len(late),
            "应整改问题": due,
            "在办问题": sum(state not in ("验收通过", "销号", "移送", "撤销") for _, _, state in states),
            "整改完成率": _percent(len(closed), due),
            "共性问题": sum(1 for kind in ("industry", "cluster") for _ in self._items("共性问题", "提出日期", kind)),
        }

    def _late(self, steps: list[dict[str, Any]], state: str) -> bool:
        limits = [step["完成时限"] for step in steps if "完成时限" in step]
        return state not in ("验收通过", "销号", "移送", "撤销") and bool(limits) and limits[-1] < self.last

    def _consulted(self) -> dict[str, Any]:
        singly = {case for case, _ in self._items("一对一会诊", "日期")}
        collective = [meeting for meeting in self.meetings if meeting["形式"] == "集体会诊"]
        together = {each["企业"] for meeting in collective for each in meeting.get("参会企业", [])}
        return {
            "质量分析会": sum(meeting["形式"] == "质量分析会" for meeting in self.meetings),
            "集体会诊": len(collective),
            "行业集体会诊": sum(
                len(each.get("涉及行业", [])) for each in collective if each["会诊类型"] == "行业集体会诊"
            ),
            "约谈": sum(meeting["形式"] == "约谈" for meeting in self.meetings),
            "一对一会诊": len(singly),
            "诊断企业": len(singly | together),
            "只参加集体会诊企业": len(together - singly),
            "结合行业提升": sum(meeting.get("结合事项") == "行业质量提升" for meeting in self.meetings),
            "结合区域提升": sum(meeting.get("结合事项") == "区域质量提升" for meeting in self.meetings),
        }

    def _helped(self) -> dict[str, Any]:
        listed = {
            case_id
            for case_id, case in self.enterprises.items()
            if any(entry["列入日期"] <= self.last for entry in case.get("帮扶对象", []))
        }
        served = {
            case
            for name, day in (("一企一策", "制定日期"), ("质量处方", "开具日期"), ("走访", "日期"))
            for case, _ in self._items(name, day)
        }
        plans = {name: list(self._items(name, "制定日期", kind)) for name, kind in _PLANS.items()}
        counted = {name: len(items) for name, items in plans.items()}
        return {
            "帮扶重点企业": len(listed & served),
            "帮扶行业": len({case for case, _ in plans["一业一策"]} | self._of_meetings("行业")),
            "帮扶产业集中区": len({case for case, _ in plans["一域一策"]} | self._of_meetings("集中区")),
            **counted,
            "帮扶方案": sum(counted.values()),
            "帮扶措施": sum(len(plan["帮扶措施"]) for items in plans.values() for _, plan in items),
            "质量处方": sum(1 for _ in self._items("质量处方", "开具日期")),
        }

    def _of_meetings(self, name: str) -> set[str]:
        kind = {"行业": "行业集体会诊", "集中区": "区域集体会诊"}[name]
        held = [meeting for meeting in self.meetings if meeting.get("会诊类型") == kind]
        return {each[name] for meeting in held for each in meeting.get(f"涉及{name}", [])}

    def _results(self) -> dict[str, Any]:
        outcomes = [item for _, item in self._items("成效", "日期")]
        return {
            "质量技术培训指导": len(self.trainings),
            "参训人次": sum(int(each["参训人次"]) for each in self.trainings),
            "参训企业家次": sum(int(each.get("参训企业数", 0)) for each in self.trainings),
            "回访": sum(1 for _ in self._items("回访", "日期")),
            "标杆培育": len({case for case, _ in self._items("标杆培育", "培育开始日期")}),
            "企业评价": sum(1 for _ in self._items("企业评价", "日期")),
            "增加产值": sum(Decimal(item.get("增加产值", "0")) for item in outcomes),
            "挽回损失": sum(Decimal(item.get("挽回损失", "0")) for item in outcomes),
        }


def _percent(part: int, whole: int) -> Decimal | None:
    if not whole:
        return None
    return (Decimal(part * 100) / Decimal(whole)).quantize(Decimal("0.1"), ROUND_HALF_UP)
