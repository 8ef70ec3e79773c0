"""一业一策: the plan for one industry, with its common problems, whom to learn from, training and standards."""

from __future__ import annotations

from lxml import etree

from gongwen import plans
from gongwen.blocks import Blocks, each, facts, filled, loop_table, markdown, p, when

TITLE = "一业一策质量帮扶方案"
_LEFT, _MIDDLE = "表格文字", "表格居中"


def blocks() -> Blocks:
    """The body of the plan: the common sections, and those that only an industry has."""
    learn = "本行业以{{ 方案.标杆企业.名称 }}（{{ 方案.标杆企业.区域 }}）为标杆，组织同行对标学习。"
    return [
        *plans.title("{{ 行业.名称 }}", "一业一策"),
        *plans.section("行业概况", markdown("行业.概况"), p("", "表后"), _profile()),
        *plans.state(*common_problems()),
        *plans.analysis_and_goals(),
        *plans.measures(),
        *when("方案.标杆企业", *plans.section("标杆引领", p(learn))),
        *when("方案.培训计划", *plans.section("培训计划", _trainings())),
        *when("方案.标准制修订", *plans.section("标准制修订", p("{{ 方案.标准制修订 }}"))),
        *plans.team("各措施的责任单位按时限落实，本行业企业对照查改"),
        *plans.schedule(),
        *plans.safeguards_and_acceptance("回头看日期"),
        *plans.signed("主管科室负责人（签字）："),
    ]


def _profile() -> etree._Element:
    return facts(
        [1800, 2622, 1800, 2622],
        [("行业名称", "{{ 行业.名称 }}"), ("产品类别", "{{ 行业.产品类别 }}")],
        [("行业代码", '{{ 行业.行业代码 | join("、") }}'),
         ("全市同类企业", "{% if 行业.企业数 is filled %}{{ 行业.企业数 }}家{% else %}—{% endif %}")],
        [("共同主管部门", "{{ 行业.主管部门 }}")],
        only={"共同主管部门": "行业.主管部门"},
    )  # fmt: skip


def common_problems() -> Blocks:
    """The problems of several enterprises that the plan answers; a cluster has them too."""
    cells = [
        [p("{{ 共性.编号 }}", _MIDDLE)],
        [p("{{ 共性.问题 }}", _LEFT), p("{{ 共性.表现 }}", _LEFT)],
        [p("{{ 共性.症结 }}", _LEFT)],
        filled("共性.对策"),
        each("问题", "共性.涉及问题", "{{ 问题.编号 }}", _MIDDLE),
    ]
    titles = ["编号", "共性问题和表现", "症结", "对策", "涉及问题"]
    return when(
        "方案.共性问题",
        p("本方案针对的共性问题共{{ 方案.共性问题 | length }}个：", keepNext=True),
        loop_table([1400, 2404, 1700, 1900, 1440], titles, "共性 in 方案.共性问题", cells),
    )


def _trainings() -> etree._Element:
    cells = [
        [p("{{ loop.index }}", _MIDDLE)],
        [p("{{ 计划.日期 | cn_date }}", _MIDDLE)],
        [p("{{ 计划.主题 }}", _LEFT)],
        filled("计划.对象"),
    ]
    titles = ["序号", "计划日期", "主题", "对象"]
    return loop_table([600, 1840, 3804, 2600], titles, "计划 in 方案.培训计划", cells)
