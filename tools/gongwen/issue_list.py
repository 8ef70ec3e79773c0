"""质量问题清单: landscape A4, one row an issue, signed by the team and the enterprise."""

from __future__ import annotations

from functools import partial

from lxml import etree

from gongwen.blocks import (
    Blocks,
    blank_lines,
    each,
    facts,
    filled,
    line,
    loop_table,
    p,
    signatures,
    tied_last,
    two_line_date,
    when,
)
from gongwen.styles import TITLE_PITCH

TITLE = "质量问题清单"
_COLUMNS = {
    "序号": 380, "问题描述": 2540, "类别": 500, "依据": 1780, "症结": 2240, "整改措施": 2416, "责任人": 640,
    "完成时限": 820, "状态": 620, "销号": 820,
}  # fmt: skip
WIDTHS = list(_COLUMNS.values())
_ALL = "企业.质量问题"


def blocks() -> Blocks:
    """The body of the list."""
    return [
        p("{{ 企业.名称 }}质量问题清单", "公文标题", spacing={**blank_lines(0, TITLE_PITCH), "after": 120}),
        _head(),
        p("", "表格文字"),
        loop_table(WIDTHS, list(_COLUMNS), f"问题 in {_ALL}", _cells(), after=[_count(), _signatures()], top=True,
                   margin=40, head="清单表头"),
        p("注：本清单一式两份，问诊团队、企业各存一份；“—”表示没有填写或者尚未办理。", "表注"),
    ]  # fmt: skip


def _head() -> etree._Element:
    return facts(
        [1000, 3400, 1900, 3556, 1100, 1800],
        [("企业名称", "{{ 企业.名称 }}"), ("统一社会信用代码", "{{ 企业.统一社会信用代码 | or_dash }}"),
         ("统计截至", "{{ as_of | cn_date }}")],
        [("问诊团队", "{{ (企业.帮扶对象 | last).团队.名称 | or_dash }}"), ("问诊日期", _days()),
         ("发现方式", f'{{{{ {_ALL} | map(attribute="发现方式") | unique | join("、") | or_dash }}}}')],
        [("主要产品", '{{ 企业.主要产品 | join("、") }}')],
    )  # fmt: skip


def _days() -> str:
    """The days on which issues were found: one or two as they are, more from the first to the last."""
    days = f'({_ALL} | map(attribute="发现日期") | unique | sort)'
    some = f'{{{{ {days} | map("cn_date") | join("、") | or_dash }}}}'
    span = f"{{{{ {days} | first | cn_date_range({days} | last) }}}}"
    return f"{{% if {days} | length > 2 %}}{span}{{% else %}}{some}{{% endif %}}"


def _cells() -> list[Blocks]:
    left, middle = "清单文字", "清单居中"
    found = '{% if 问题.发现方式 != "其他" %}{{ 问题.发现方式 }}，{% endif %}'
    return [
        tied_last(partial(p, "{{ loop.index }}", middle)),
        [
            p("{{ 问题.问题描述 }}", left),
            p("编号：{{ 问题.编号 }}", left),
            p(f"发现：{found}{{{{ 问题.发现日期 | cn_date }}}}", left),
        ],
        [p("{{ 问题.问题类别 }}", middle)],
        each("条款", "问题.依据标准条款", "《{{ 条款.标准名称 }}》（{{ 条款.标准号 }}）{{ 条款.条款 }}", left),
        filled("问题.症结", left),
        each("措施", "问题.整改措施", "{{ loop.index | circled }}{{ 措施 }}", left),
        [
            p("{{ 问题.责任人.姓名 | or_dash }}", middle),
            *when("问题.帮扶责任人", p("帮扶：{{ 问题.帮扶责任人.姓名 }}", middle)),
        ],
        two_line_date("问题.完成时限", middle),
        [p("{{ 问题.整改状态 }}", middle)],
        two_line_date("问题.销号日期", middle),
    ]


def _count() -> etree._Element:
    """How many issues, and how far they are."""
    states = (("已销号", "其中已销号"), ("移送处理", "移送处理"), ("撤销", "撤销"))
    parts = "".join(
        f"{{% if {_counted(state)} %}}，{words}{{{{ {_counted(state)} }}}}条{{% endif %}}" for state, words in states
    )
    text = p(f"合计：共{{{{ {_ALL} | length }}}}条{parts}。", "表格文字", keepNext=True)
    return line(WIDTHS, (len(WIDTHS), [text]))


def _counted(state: str) -> str:
    return f'{_ALL} | selectattr("整改状态", "equalto", "{state}") | length'


def _signatures() -> etree._Element:
    """Room for two signatures and a seal; a row of the table, so that it never stands on a page without it."""
    half = len(WIDTHS) // 2
    return signatures(WIDTHS, (half, "问诊团队（签字）："), (half, "企业负责人（签字、盖章）："))
