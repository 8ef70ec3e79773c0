"""What was meant to be reached, as ratios, and where in the results each of them stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bench import builds, cold, memory


@dataclass(frozen=True)
class Goal:
    """A ratio of a row; ``more`` tells whether more is better."""

    title: str
    row: str
    ratio: str
    reach: float
    aim: float
    more: bool = True


_WARM = (("warm_problem_list", "问题清单"), ("warm_work_summary", "工作总结"))
GOALS = (
    *(Goal(f"热启动渲染，{title}，对 docxtpl", row, "docxtpl / docgen", 60, 100) for row, title in _WARM),
    *(Goal(f"热启动渲染，{title}，对 docxtemplater", row, "docxtemplater / docgen", 20, 40) for row, title in _WARM),
    *(
        Goal(f"热启动渲染，{title}，对 easy-template-x", row, "easy-template-x / docgen", 20, 40)
        for row, title in _WARM
    ),
    *(Goal(f"{title}，是下限的几倍", row, "docgen / floor", 3, 1.5, more=False) for row, title in _WARM),
    Goal("从案卷到文书，1 个进程，对 docxtpl 脚本", "end_to_end", f"{builds.SCRIPT} / docgen", 15, 30),
    Goal("2 个进程对 1 个进程", "jobs", f"{builds.ONE} / {builds.TWO}", 1.8, 1.95),
    Goal("没有变化再做一次，对第一次", "second_run", f"{builds.FIRST} / {builds.AGAIN}", 10, 30),
    Goal("内存峰值，主进程，占限度的多少", "memory", memory.RATIO, 1, 0.5, more=False),
    Goal("冷启动一份，对 docxtpl 脚本", "cold", f"{cold.BARE_YAML} / {cold.YAML}", 1.3, 2),
    Goal("docgen --help，是空的 click 程序的几倍", "help", f"{cold.HELP} / {cold.EMPTY}", 1.5, 1.5, more=False),
)


def verdict(goal: Goal, rows: dict[str, dict[str, Any]]) -> tuple[dict[str, float] | None, str]:
    """The spread of a goal's ratio, if it was measured, and what to say of it."""
    row = rows.get(goal.row)
    found = row["ratios"].get(goal.ratio) if row else None
    if not found:
        return None, "没有测"
    median = found["median"]
    if median >= goal.aim if goal.more else median <= goal.aim:
        return found, "达到期望"
    reached = median >= goal.reach if goal.more else median <= goal.reach
    return found, "达到" if reached else "没有达到"
