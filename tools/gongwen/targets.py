"""The enterprises listed for the year, kind by kind of 四突出, each kind with its subtotal: the rows of two tables.

Only this module knows what a list of targets counts: entries of the year in which the period ends, dated up to the day.
"""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from gongwen.blocks import Blocks, control, control_row, line, p

_KINDS = '["排险除患产品", "地方支柱产业", "抽查问题较多", "新兴领域及薄弱中小微"]'
_LISTED = "对象 in 企业.帮扶对象 if 对象.四突出类别 == 类别 and 对象.年度 ~ '' == 期间.截止日期[:4]"
_ZEROS = "家数=0, 批次=0, 不合格=0"
NUMBER = "{{ 序号.数 }}"
"""The number of an enterprise in the whole list."""


def counters() -> Blocks:
    """What stands before the table: the day five years ago, the counters of the whole list, the running number."""
    return [
        control("set 五年前 = as_of | days_after(-1826)"),
        control(f"set 合计 = namespace({_ZEROS})"),
        control("set 序号 = namespace(数=0)"),
    ]


def number_cell(style: str) -> Blocks:
    """The running number; that of the last enterprise keeps its row with the total below it."""
    last = [p(NUMBER, style, keepNext=True), control("else"), p(NUMBER, style), control("endif")]
    return [control("if 序号.数 == 小计.家数 + 此前.家数"), *last]


def grouped_rows(widths: Sequence[int], row: etree._Element, text: str, foot: Sequence[etree._Element] = ()) -> Blocks:
    """For each kind a line with its name and subtotal, then ``row`` for each enterprise; the total at the end.

    ``foot`` stands in the row of the total, so that it is never alone on a page.
    ``row`` sees 企业, 对象 (its entry of the year) and 近五年 (批次 sampled, and 不合格 of them).
    """

    def tag(words: str) -> etree._Element:
        return control_row(widths, words)

    def whole(words: str, *more: etree._Element) -> etree._Element:
        return line(widths, (len(widths), [p(words, text, keepNext=True), *more]))

    def looped(*inner: etree._Element) -> Blocks:
        recent = tag(f"set 近五年 = namespace({_recent()})")
        loops = [tag("for 企业 in cases.enterprise"), tag(f"for {_LISTED}")]
        return [*loops, recent, *inner, tag("endfor"), tag("endfor")]

    return [
        tag(f"for 类别 in {_KINDS}"),
        tag("set 此前 = namespace(家数=合计.家数)"),
        tag(f"set 小计 = namespace({_ZEROS})"),
        *looped(*(tag(f"set {each}") for each in _added())),
        whole(f"⟦{{{{ loop.index | level(1) }}}}{{{{ 类别 }}}}⟧　小计{_sum('小计')}"),
        *looped(tag("set 序号.数 = 序号.数 + 1"), row),
        tag("endfor"),
        whole(f"⟦合计⟧　{_sum('合计')}", *foot),
    ]


def _recent() -> str:
    recent = '企业.监督抽查 | selectattr("抽样日期", "ge", 五年前)'
    return ", ".join(f'{name}={recent} | sum(attribute="{field}")'
                     for name, field in (("批次", "批次"), ("不合格", "不合格批次")))  # fmt: skip


def _added() -> list[str]:
    more = {"家数": "1", "批次": "近五年.批次", "不合格": "近五年.不合格"}
    return [f"{each}.{name} = {each}.{name} + {value}" for each in ("小计", "合计") for name, value in more.items()]


def _sum(name: str) -> str:
    sampled = f"，近五年监督抽查{{{{ {name}.批次 }}}}批次，不合格{{{{ {name}.不合格 }}}}批次"
    return f"{{{{ {name}.家数 }}}}家{{% if {name}.批次 %}}{sampled}{{% endif %}}"
