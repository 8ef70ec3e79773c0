"""一域一策: the plan for one cluster, with its chain of production, shared inspection, and what its managers do."""

from __future__ import annotations

from lxml import etree

from gongwen import plans
from gongwen.blocks import Blocks, facts, loop_table, markdown, p, when
from gongwen.industry_plan import common_problems

TITLE = "一域一策质量帮扶方案"
_LEFT, _MIDDLE = "表格文字", "表格居中"


def blocks() -> Blocks:
    """The body of the plan: the common sections, and those that only a cluster has."""
    chain = when("集中区.产业链", p("产业链各环节如下：", keepNext=True), _chain())
    duties = when("方案.园区职责", p("园区有关单位职责如下：", keepNext=True), _duties())
    return [
        *plans.title("{{ 集中区.名称 }}", "一域一策"),
        *plans.section("集中区概况", markdown("集中区.概况"), p("", "表后"), _profile(), *chain),
        *plans.state(*common_problems()),
        *plans.analysis_and_goals(),
        *plans.measures(),
        *when("集中区.公共检测平台", *plans.section("公共检测平台", p("{{ 集中区.公共检测平台 }}"))),
        *plans.team("{{ 集中区.管理单位 }}组织区内企业落实", *duties),
        *plans.schedule(),
        *plans.safeguards_and_acceptance("回头看日期"),
        *plans.signed("集中区管理单位负责人（签字、盖章）："),
    ]


def _profile() -> etree._Element:
    return facts(
        [1600, 2822, 1600, 2822],
        [("集中区名称", "{{ 集中区.名称 }}"), ("所在县（区）", "{{ 集中区.区域 }}")],
        [("管理单位", "{{ 集中区.管理单位 }}"), ("主导产业", "{{ 集中区.主导产业 }}")],
    )


def _chain() -> etree._Element:
    cells = [
        [p("{{ 链.序号 }}", _MIDDLE)],
        [p("{{ 链.环节 }}", _MIDDLE)],
        [p("{{ 链.内容 }}", _LEFT)],
    ]
    return loop_table([600, 2000, 6244], ["序号", "环节", "企业和短板"], "链 in 集中区.产业链", cells)


def _duties() -> etree._Element:
    cells = [[p("{{ 分工.单位 }}", _LEFT)], [p("{{ 分工.职责 }}", _LEFT)]]
    return loop_table([2600, 6244], ["单位", "职责"], "分工 in 方案.园区职责", cells)
