"""一企一策: the plan agreed with one enterprise, its measures tied to the issues that they answer."""

from __future__ import annotations

from lxml import etree

from gongwen import plans
from gongwen.blocks import Blocks, facts, markdown, when

TITLE = "一企一策质量帮扶方案"
_DUTY = "企业负责落实整改措施{% if 企业.主要负责人 %}，由主要负责人{{ 企业.主要负责人 }}组织{% endif %}"


def blocks() -> Blocks:
    """The body of the plan, its nine sections and the signatures."""
    return [
        *plans.title("{{ 企业.名称 }}", "一企一策"),
        *plans.section("基本情况", *when("企业.基本情况", markdown("企业.基本情况")), _profile()),
        *plans.state(several=False),
        *plans.analysis_and_goals(),
        *plans.measures(),
        *plans.team(_DUTY),
        *plans.schedule(),
        *plans.safeguards_and_acceptance("复诊日期"),
        *plans.signed("企业负责人（签字、盖章）："),
    ]


def _profile() -> etree._Element:
    return facts(
        [1600, 2642, 1960, 2642],
        [("企业名称", "{{ 企业.名称 }}"), ("统一社会信用代码", "{{ 企业.统一社会信用代码 | or_dash }}")],
        [("法定代表人", "{{ 企业.法定代表人 | or_dash }}"), ("主要负责人", "{{ 企业.主要负责人 | or_dash }}")],
        [("质量安全总监", "{{ 企业.质量安全总监 | or_dash }}"), ("质量安全员", "{{ 企业.质量安全员 | or_dash }}")],
        [("所在县（区）", "{{ 企业.区域 }}"), ("产业集中区", "{{ 企业.产业集中区 | or_dash }}")],
        [("产品类别", "{{ 企业.产品类别 }}"), ("企业规模", "{{ 企业.企业规模 | or_dash }}")],
        [("主要产品", '{{ 企业.主要产品 | join("、") }}')],
        [("年产能", "{{ 企业.年产能 | or_dash }}"),
         ("从业人数", "{% if 企业.从业人数 %}{{ 企业.从业人数 }}人{% else %}—{% endif %}")],
        [("生产许可证号", "{{ 企业.生产许可证号 | or_dash }}"), ("CCC证书号", "{{ 企业.CCC证书号 | or_dash }}")],
        [("认证情况", "{{ 企业.认证情况 | or_dash }}")],
        [("列为帮扶对象的理由", "{{ (企业.帮扶对象 | last).选取理由 | or_dash }}")],
        only={
            "法定代表人": "企业.法定代表人 or 企业.主要负责人",
            "质量安全总监": "企业.质量安全总监 or 企业.质量安全员",
            "年产能": "企业.年产能 or 企业.从业人数",
            "生产许可证号": "企业.生产许可证号 or 企业.CCC证书号",
        },
    )  # fmt: skip
