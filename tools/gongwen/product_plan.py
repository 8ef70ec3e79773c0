"""一品一策: the plan for one product and all its makers, with what standards ask, and help from sample to retest."""

from __future__ import annotations

from lxml import etree

from gongwen import plans
from gongwen.blocks import Blocks, facts, filled, loop_table, markdown, p, two_line_date, when

TITLE = "一品一策质量帮扶方案"
_LEFT, _MIDDLE = "表格文字", "表格居中"
_DUTY = "各生产企业落实整改措施{% if 产品.承检机构 %}，{{ 产品.承检机构 }}承担检验和技术帮扶{% endif %}"


def blocks() -> Blocks:
    """The body of the plan: the common sections, and that of the inspecting body's part in them."""
    return [
        *plans.title("{{ 产品.名称 }}", "一品一策"),
        *plans.section("产品基本情况", markdown("产品.概况"), _profile()),
        *plans.state(*when("产品.关键指标", p("关键指标与标准对照如下：", keepNext=True), _indicators())),
        *plans.analysis_and_goals(),
        *plans.measures(),
        *plans.section("承检机构全过程帮扶", _stages()),
        *plans.team(_DUTY),
        *plans.schedule(),
        *plans.safeguards_and_acceptance("回头看日期"),
        *plans.signed("承检机构负责人（签字、盖章）："),
    ]


def _profile() -> etree._Element:
    makers = '（共{{ 产品.生产企业 | length }}家）{{ 产品.生产企业 | join("、", attribute="名称") }}'
    return facts(
        [1600, 2642, 1600, 3002],
        [("产品名称", "{{ 产品.名称 }}"), ("产品类别", "{{ 产品.产品类别 }}")],
        [("执行标准", '{{ 产品.执行标准 | join("、") }}')],
        [("承检机构", "{{ 产品.承检机构 }}")],
        [("生产企业", makers)],
        only={"承检机构": "产品.承检机构"},
    )


def _indicators() -> etree._Element:
    cells = [
        [p("{{ 指标.指标 }}", _LEFT)],
        [p("{{ 指标.标准要求 }}", _LEFT)],
        [p("{{ 指标.标准号 }}", _LEFT), p("{{ 指标.条款 }}", _LEFT)],
        filled("指标.现状"),
        filled("指标.目标"),
    ]
    titles = ["指标", "标准要求", "标准和条款", "现状", "目标"]
    return loop_table([1700, 1900, 1860, 1884, 1500], titles, "指标 in 产品.关键指标", cells)


def _stages() -> etree._Element:
    cells = [
        [p("{{ 环节.环节 }}", _MIDDLE)],
        [p("{{ 环节.安排 }}", _LEFT)],
        [p("{{ 环节.责任单位 }}", _LEFT)],
        two_line_date("环节.完成时限"),
    ]
    titles = ["环节", "安排", "责任单位", "完成时限"]
    return loop_table([900, 4704, 2100, 1140], titles, "环节 in 方案.全过程帮扶", cells)
