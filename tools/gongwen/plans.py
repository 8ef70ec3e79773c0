"""What the four kinds of plan have in common: sections, tables and signatures; each kind hands in what is its own."""

from __future__ import annotations

from functools import partial

from lxml import etree

from gongwen.blocks import (
    Blocks,
    control,
    each,
    filled,
    head_row,
    line,
    loop_rows,
    loop_table,
    markdown,
    nothing_row,
    p,
    signatures,
    table,
    tied_last,
    two_line_date,
    when,
)  # fmt: skip
from gongwen.styles import ACCEPTANCE, TYPE_AREA
from gongwen.xml import w

_LEFT, _MIDDLE = "表格文字", "表格居中"


def title(subject: str, name: str) -> Blocks:
    """The title in two lines, and below it the number of the plan and the day on which it was made."""
    return [
        p(f"{subject}\n“{name}”质量帮扶方案", "公文标题"),
        p("（{{ 方案.编号 }}，{{ 方案.制定日期 | cn_date }}制定）", "标题说明"),
    ]


def section(name: str, *content: etree._Element) -> Blocks:
    """A numbered heading and what stands under it."""
    return [p(name, "heading 1"), *content]


def state(*more: etree._Element, several: bool = True) -> Blocks:
    """质量现状和存在问题: the text, what the kind of plan adds, and the issues where the plan names any.

    The plan of ``several`` enterprises says whose each issue is.
    """
    issues = _issues(several)
    return section("质量现状和存在问题", markdown("方案.质量现状"), *more, *when("方案.对应问题", *issues))


def _issues(several: bool) -> Blocks:
    holder = {"企业": [p("{{ 问题.企业.名称 }}", _LEFT)]} if several else {}
    issue = 2604 if several else 4104
    widths = {"编号": 1440, "企业": 1500, "问题": issue, "类别": 1100, "严重程度": 1060, "发现日期": 1140}
    cells = {
        "编号": [p("{{ 问题.编号 }}", _MIDDLE)],
        **holder,
        "问题": [p("{{ 问题.问题描述 }}", _LEFT)],
        "类别": [p("{{ 问题.问题类别 }}", _MIDDLE)],
        "严重程度": [p("{{ 问题.严重程度 | or_dash }}", _MIDDLE)],
        "发现日期": two_line_date("问题.发现日期"),
    }
    return [
        p("本方案要解决的质量问题共{{ 方案.对应问题 | length }}条：", keepNext=True),
        loop_table([widths[name] for name in cells], list(cells), "问题 in 方案.对应问题", list(cells.values())),
    ]


def analysis_and_goals() -> Blocks:
    """症结分析 and 帮扶目标."""
    return [*section("症结分析", markdown("方案.症结分析")), *section("帮扶目标", _goals())]


def _goals() -> etree._Element:
    cells = [
        [p("{{ 目标.指标 }}", _LEFT)],
        [p("{{ 目标.基线 | or_dash }}", _MIDDLE)],
        [p("{{ 目标.目标 }}", _MIDDLE)],
        [p("{{ 目标.完成时限 | cn_date }}", _MIDDLE)],
    ]
    return loop_table([3084, 2000, 1920, 1840], ["指标", "基线", "目标", "完成时限"], "目标 in 方案.帮扶目标", cells)


def measures() -> Blocks:
    """帮扶措施; a plan that ties none of them to an issue has no column of issues."""
    tied = {"序号": 440, "措施": 2084, "对应问题": 1440, "责任单位": 1300, "配合单位": 1180, "完成时限": 1140,
            "成果形式": 1260}  # fmt: skip
    loose = {"序号": 440, "措施": 2744, "责任单位": 1640, "配合单位": 1440, "完成时限": 1140, "成果形式": 1440}
    return section(
        "帮扶措施",
        control('if 方案.帮扶措施 | selectattr("对应问题")'),
        _measures(tied),
        control("else"),
        _measures(loose),
        control("endif"),
    )


def _measures(columns: dict[str, int]) -> etree._Element:
    cells = {
        "序号": [p("{{ 措施.序号 }}", _MIDDLE)],
        "措施": [p("{{ 措施.措施 }}", _LEFT)],
        "对应问题": each("问题", "措施.对应问题", "{{ 问题.编号 }}", _MIDDLE),
        "责任单位": [p("{{ 措施.责任单位 }}", _LEFT)],
        "配合单位": filled("措施.配合单位"),
        "完成时限": two_line_date("措施.完成时限"),
        "成果形式": [p("{{ 措施.成果形式 }}", _LEFT)],
    }
    chosen = [cells[name] for name in columns]
    return loop_table(list(columns.values()), list(columns), "措施 in 方案.帮扶措施", chosen)


def team(duty: str, *more: etree._Element) -> Blocks:
    """责任分工和专家团队: who leads, ``duty`` of the others, the members and experts, and what the kind adds."""
    widths = [900, 2300, 1850, 1080, 2714]
    chief = '方案.团队.成员 | selectattr("团队职务", "equalto", "组长") | map(attribute="姓名") | join("、")'
    member = [("{{ 成员.姓名 }}", _MIDDLE), ("{{ 成员.单位 }}", _LEFT), ("{{ 成员.职务 }}", _LEFT),
              ("{{ 成员.团队职务 }}", _MIDDLE), ("{{ 成员.专业领域 | or_dash }}", _LEFT)]  # fmt: skip
    expert = [("{{ 外聘.专家.姓名 }}", _MIDDLE), ("{{ 外聘.专家.单位 }}", _LEFT), ("{{ 外聘.专家.职务 }}", _LEFT),
              ('专家{% if 外聘.团队职务 and 外聘.团队职务 != "成员" %}、{{ 外聘.团队职务 }}{% endif %}', _MIDDLE),
              ('{{ 外聘.专家.专业领域 | join("、") }}{% if 外聘.分工 %}：{{ 外聘.分工 }}{% endif %}', _LEFT),
              ]  # fmt: skip
    rows = [
        *loop_rows(widths, "成员 in 方案.团队.成员", _row(widths, member), nothing=nothing_row(widths)),
        *loop_rows(widths, "外聘 in 方案.团队.专家", _row(widths, expert)),
    ]
    lead = f"本方案由{{{{ 方案.团队.名称 }}}}组织实施，组长{{{{ {chief} }}}}负责统筹；{duty}。"
    listed = "团队成员和专家如下："
    words = [p(lead), *more, p(listed, keepNext=True)] if more else [p(lead + listed, keepNext=True)]
    head = head_row(widths, ["姓名", "单位", "职务（职称）", "团队职务", "专业领域和分工"])
    return section("责任分工和专家团队", *words, table(widths, head, *rows))


def _row(widths: list[int], values: list[tuple[str, str]]) -> etree._Element:
    return line(widths, *((1, [p(text, style)]) for text, style in values))


def schedule() -> Blocks:
    """进度安排."""
    cells = [
        [p("{{ 阶段.阶段 }}", _MIDDLE)],
        [p("{{ 阶段.起始日期 | cn_date_range(阶段.截止日期) }}", _MIDDLE)],
        [p("{{ 阶段.内容 }}", _LEFT)],
    ]
    titles = ["阶段", "时间", "内容"]
    return section("进度安排", loop_table([1200, 3040, 4604], titles, "阶段 in 方案.进度安排", cells))


def safeguards_and_acceptance(again: str) -> Blocks:
    """保障措施, and 验收标准 with the day on which the outcome is looked at ``again``, where one is set."""
    number = [w("ilvl", val=0), w("numId", val=ACCEPTANCE)]
    return [
        *section("保障措施", markdown("方案.保障措施")),
        *section(
            "验收标准",
            control("for 标准 in 方案.验收标准"),
            *tied_last(partial(p, "{{ 标准 }}", "List Number", numPr=number)),
            control("endfor"),
            *when("方案.复诊日期", p(f"{again}：{{{{ 方案.复诊日期 | cn_date }}}}。", keepNext=True)),
        ),
    ]


def signed(other: str) -> Blocks:
    """The signature of the team's head, and that of the other party."""
    half = TYPE_AREA // 2
    signs = signatures([half, half], (1, "问诊团队组长（签字）："), (1, other))
    return [p("", _LEFT, keepNext=True), table([half, half], signs), p("", "表后")]
