"""一企一策: the plan agreed with one enterprise, its measures tied to the issues that they answer."""

from __future__ import annotations

from functools import partial

from lxml import etree

from gongwen.blocks import (
    SEAL_HEIGHT,
    Blocks,
    cell,
    control,
    date_to_fill,
    each,
    facts,
    filled,
    head_row,
    loop_rows,
    loop_table,
    markdown,
    nothing_row,
    p,
    row,
    seal_room,
    table,
    tied_last,
    two_line_date,
    when,
)  # fmt: skip
from gongwen.styles import ACCEPTANCE
from gongwen.xml import w

TITLE = "一企一策质量帮扶方案"
_LEFT, _MIDDLE = "表格文字", "表格居中"
_WIDTH = 8844


def blocks() -> Blocks:
    """The body of the plan, its nine sections and the signatures."""
    return [
        p("{{ 企业.名称 }}\n“一企一策”质量帮扶方案", "公文标题"),
        p("（{{ 方案.编号 }}，{{ 方案.制定日期 | cn_date }}制定）", "标题说明"),
        *_section("基本情况", *_profile()),
        *_section("质量现状和存在问题", *_state()),
        *_section("症结分析", markdown("方案.症结分析")),
        *_section("帮扶目标", _goals()),
        *_section("帮扶措施", _measures()),
        *_section("责任分工和专家团队", *_team()),
        *_section("进度安排", _schedule()),
        *_section("保障措施", markdown("方案.保障措施")),
        *_section("验收标准", *_acceptance()),
        *_signatures(),
    ]


def _section(title: str, *content: etree._Element) -> Blocks:
    return [p(title, "heading 1"), *content]


def _profile() -> Blocks:
    return [
        *when("企业.基本情况", markdown("企业.基本情况")),
        facts(
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
        ),
    ]  # fmt: skip


def _state() -> Blocks:
    cells = [
        [p("{{ 问题.编号 }}", _MIDDLE)],
        [p("{{ 问题.问题描述 }}", _LEFT)],
        [p("{{ 问题.问题类别 }}", _MIDDLE)],
        [p("{{ 问题.严重程度 | or_dash }}", _MIDDLE)],
        two_line_date("问题.发现日期"),
    ]
    titles = ["编号", "问题", "类别", "严重程度", "发现日期"]
    return [
        markdown("方案.质量现状"),
        p("本方案要解决的质量问题共{{ 方案.对应问题 | length }}条：", keepNext=True),
        loop_table([1440, 4104, 1100, 1060, 1140], titles, "问题 in 方案.对应问题", cells),
    ]


def _goals() -> etree._Element:
    cells = [
        [p("{{ 目标.指标 }}", _LEFT)],
        [p("{{ 目标.基线 | or_dash }}", _MIDDLE)],
        [p("{{ 目标.目标 }}", _MIDDLE)],
        [p("{{ 目标.完成时限 | cn_date }}", _MIDDLE)],
    ]
    return loop_table([3084, 2000, 1920, 1840], ["指标", "基线", "目标", "完成时限"], "目标 in 方案.帮扶目标", cells)


def _measures() -> etree._Element:
    columns = {"序号": 440, "措施": 2084, "对应问题": 1440, "责任单位": 1300, "配合单位": 1180, "完成时限": 1140,
               "成果形式": 1260}  # fmt: skip
    cells = [
        [p("{{ 措施.序号 }}", _MIDDLE)],
        [p("{{ 措施.措施 }}", _LEFT)],
        each("问题", "措施.对应问题", "{{ 问题.编号 }}", _MIDDLE),
        [p("{{ 措施.责任单位 }}", _LEFT)],
        filled("措施.配合单位"),
        two_line_date("措施.完成时限"),
        [p("{{ 措施.成果形式 }}", _LEFT)],
    ]
    return loop_table(list(columns.values()), list(columns), "措施 in 方案.帮扶措施", cells)


def _team() -> Blocks:
    widths = [900, 2300, 1850, 1080, 2714]
    chief = '方案.团队.成员 | selectattr("团队职务", "equalto", "组长") | map(attribute="姓名") | join("、")'
    member = [("{{ 成员.姓名 }}", _MIDDLE), ("{{ 成员.单位 }}", _LEFT), ("{{ 成员.职务 }}", _LEFT),
              ("{{ 成员.团队职务 }}", _MIDDLE), ("{{ 成员.专业领域 | or_dash }}", _LEFT)]  # fmt: skip
    expert = [("{{ 外聘.专家.姓名 }}", _MIDDLE), ("{{ 外聘.专家.单位 }}", _LEFT), ("{{ 外聘.专家.职务 }}", _LEFT),
              ('专家{% if 外聘.团队职务 and 外聘.团队职务 != "成员" %}、{{ 外聘.团队职务 }}{% endif %}', _MIDDLE),
              ('{{ 外聘.专家.专业领域 | join("、") }}{% if 外聘.分工 %}：{{ 外聘.分工 }}{% endif %}', _LEFT),
              ]  # fmt: skip
    rows = [
        *loop_rows(widths, "成员 in 方案.团队.成员", _row(widths, member), nothing_row(widths)),
        *loop_rows(widths, "外聘 in 方案.团队.专家", _row(widths, expert)),
    ]
    return [
        p(f"本方案由{{{{ 方案.团队.名称 }}}}组织实施，组长{{{{ {chief} }}}}负责统筹；企业负责落实整改措施"
          "{% if 企业.主要负责人 %}，由主要负责人{{ 企业.主要负责人 }}组织{% endif %}。团队成员和专家如下：",
          keepNext=True),
        table(widths, head_row(widths, ["姓名", "单位", "职务（职称）", "团队职务", "专业领域和分工"]), *rows),
    ]  # fmt: skip


def _row(widths: list[int], values: list[tuple[str, str]]) -> etree._Element:
    return row(*(cell(width, p(text, style)) for width, (text, style) in zip(widths, values, strict=True)))


def _schedule() -> etree._Element:
    cells = [
        [p("{{ 阶段.阶段 }}", _MIDDLE)],
        [p("{{ 阶段.起始日期 | cn_date_range(阶段.截止日期) }}", _MIDDLE)],
        [p("{{ 阶段.内容 }}", _LEFT)],
    ]
    return loop_table([1200, 3040, 4604], ["阶段", "时间", "内容"], "阶段 in 方案.进度安排", cells)


def _acceptance() -> Blocks:
    number = [w("ilvl", val=0), w("numId", val=ACCEPTANCE)]
    return [
        control("for 标准 in 方案.验收标准"),
        *tied_last(partial(p, "{{ 标准 }}", "List Number", numPr=number)),
        control("endfor"),
        *when("方案.复诊日期", p("复诊日期：{{ 方案.复诊日期 | cn_date }}。", keepNext=True)),
    ]


def _signatures() -> Blocks:
    half = _WIDTH // 2
    parts = ("问诊团队组长（签字）：", "企业负责人（签字、盖章）：")
    content = (cell(half, p(title, _LEFT), *seal_room(), date_to_fill(half), top=True) for title in parts)
    return [p("", _LEFT, keepNext=True), table([half, half], row(*content, height=SEAL_HEIGHT)), p("", "表后")]
