"""工作总结: a report to the superiors; figures in running text, and all of them again in the annex."""

from __future__ import annotations

from functools import partial

from lxml import etree

from gongwen import summary_sentences
from gongwen.blocks import (
    Blocks,
    blank_lines,
    cell,
    control,
    head_row,
    line,
    loop_rows,
    markdown,
    nothing_row,
    p,
    row,
    table,
    tied_last,
    two_line_date,
    when,
)  # fmt: skip
from gongwen.imprint import imprint
from gongwen.styles import TITLE_PITCH
from gongwen.targets import counters, grouped_rows, number_cell

TITLE = "工作总结"
_LEFT, _MIDDLE = "表格文字", "表格居中"
_SMALL, _SMALL_MIDDLE = "清单文字", "清单居中"
_RANGE = "{{ 期间.起始日期 | cn_date_range(as_of if as_of < 期间.截止日期 else 期间.截止日期) }}"
_COPIES = '抄送：{{ 期间.抄送机关 | join("，") }}'
_DAY = "{{ (期间.成文日期 or 期间.截止日期) | cn_date }}"


def blocks() -> Blocks:
    """The body of the report, its two annexes, and the imprint."""
    report = '期间.文种 == "报告"'
    return [
        *when(report, *_letterhead()),
        p("关于{{ 期间.名称 }}\n{{ about.工程.名称 }}工作情况的{{ 期间.文种 }}", "公文标题",
          spacing=blank_lines(2, TITLE_PITCH)),
        *when("期间.主送机关", p('{{ 期间.主送机关 | join("、") }}：', "主送机关")),
        *when("not 期间.主送机关", p("")),
        *_opening(),
        *_achievements(),
        *_titled("典型案例", "案例", "期间.典型案例"),
        *_titled("存在问题", "问题", "期间.存在问题"),
        *_titled("下一步打算", "打算", "期间.下一步打算", tied=True),
        *_signature(),
        *_figures_annex(),
        *_targets_annex(),
        *when(f"{report} and 期间.抄送机关", *imprint("{{ about.单位.印发机关 }}", _DAY, recipients=_COPIES)),
        *when(f"{report} and not 期间.抄送机关", *imprint("{{ about.单位.印发机关 }}", _DAY)),
    ]  # fmt: skip


def _letterhead() -> Blocks:
    number = '{{ 期间.发文字号 or "待编号" }}'
    return [
        p("{{ about.单位.全称 }}文件", "发文机关标志"),
        p(f"{number}\t签发人：⟨{{{{ 期间.签发人 | or_blank }}}}⟩", "发文字号"),
    ]


def _opening() -> Blocks:
    return [
        markdown("期间.开篇"),
        *when(
            "figures.帮扶对象.value or figures.专班和小分队.value or figures.发现问题.value",
            p(summary_sentences.opening(_RANGE)),
        ),
    ]


def _achievements() -> Blocks:
    return [
        p("主要做法和成效", "heading 1"),
        *_part(
            "坚持“四突出”，梳理帮扶对象",
            "四突出",
            "figures.帮扶对象.value or figures.走访企业.value",
            summary_sentences.selected(),
        ),
        *_part(
            "坚持“两找准”，查找质量问题",
            "两找准",
            "figures.发现问题.value or figures.监督抽查批次.value",
            summary_sentences.searched(),
        ),
        *_part(
            "坚持“三帮扶”，开展质量攻关",
            "三帮扶",
            "figures.帮扶方案.value or figures.解决问题.value or figures.质量技术培训指导.value",
            summary_sentences.helped(),
        ),
        *_part("坚持“五结合”，助力质量提升", "五结合", "figures.诊断企业.value", summary_sentences.joined()),
    ]


def _part(title: str, field: str, leading: str, sentence: str) -> Blocks:
    """What was done, the sentence of figures where ``leading`` holds, and one case."""
    return [
        p(title, "heading 2"),
        markdown(f"期间.{field}.做法"),
        *when(leading, p(sentence)),
        markdown(f"期间.{field}.事例"),
    ]


def _titled(title: str, name: str, values: str, *, tied: bool = False) -> Blocks:
    text = partial(markdown, f"{name}.内容")
    return [
        p(title, "heading 1"),
        control(f"for {name} in {values}"),
        p(f"{{{{ {name}.标题 }}}}", "heading 2"),
        *(tied_last(text) if tied else [text()]),
        control("endfor"),
    ]


def _signature() -> Blocks:
    return [
        p("附件：1.数据统计表", "附件说明", spacing=blank_lines(1), keepNext=True),
        p("2.帮扶对象名录", "附件说明", ind={"left": 1840, "hanging": 255}, keepNext=True),
        p("{{ about.单位.全称 }}", "落款", spacing=blank_lines(2), keepNext=True),
        p(_DAY, "落款"),
        *when("期间.公开属性", p("（此件{{ 期间.公开属性 }}）")),
    ]


def _annex(number: int, title: str, note: str) -> Blocks:
    return [
        p(f"附件{number}", "附件标识", pageBreakBefore=True),
        p(title, "公文标题", spacing=blank_lines(1, TITLE_PITCH)),
        p(f"（{note}）", "标题说明"),
    ]


def _figures_annex() -> Blocks:
    return [
        *_annex(1, "数据统计表", f"统计期间：{_RANGE}"),
        _figures_table(),
        p("注：数据截至{{ as_of | cn_date }}；数值为0的没有列出，“—”表示暂时不能得出。", "表注"),
        *when('期间.附列来源 == "是"', *_sources()),
    ]


def _figures_table() -> etree._Element:
    """Every figure with its definition; below a figure that is counted by something, the subtotals."""
    widths = [560, 1660, 720, 940, 4964]
    figure = [("{{ loop.index }}", _SMALL_MIDDLE), ("{{ 数字.name }}", _SMALL), ("{{ 数字.text }}", _SMALL_MIDDLE),
              ("{{ 数字.unit }}", _SMALL_MIDDLE), ("{{ 数字.definition }}", _SMALL)]  # fmt: skip
    group = [("", _SMALL), ("其中：{{ 组.name }}", _SMALL), ("{{ 组.text }}", _SMALL_MIDDLE),
             ("{{ 数字.unit }}", _SMALL_MIDDLE), ("", _SMALL)]  # fmt: skip
    rows = loop_rows(
        widths,
        "数字 in figures if 数字.value != 0",
        _row(widths, figure),
        *loop_rows(widths, "组 in 数字.groups if 组.value", _row(widths, group)),
        nothing=nothing_row(widths),
    )
    return table(widths, head_row(widths, ["序号", "指标", "数值", "单位", "统计口径"], "清单表头"), *rows)


def _sources() -> Blocks:
    """What each figure counted, for those who check it; one that is worked out from others has nothing of its own."""
    widths = [1760, 720, 6364]
    source = [("{{ 数字.name }}", _SMALL), ("{{ 数字.text }}", _SMALL_MIDDLE),
              ('{{ 数字.sources | map(attribute="text") | join("、") }}', _SMALL)]  # fmt: skip
    rows = loop_rows(widths, "数字 in figures if 数字.sources", _row(widths, source), nothing=nothing_row(widths))
    return [
        p("数据来源", "表题"),
        table(widths, head_row(widths, ["指标", "数值", "来源"], "清单表头"), *rows),
        p("注：来源是计入该项的案卷或者条目编号；由其他指标算出的不列。", "表注"),
    ]


def _targets_annex() -> Blocks:
    columns = {"序号": 600, "企业名称": 2500, "区域": 900, "产品类别": 1300, "规模": 700, "责任团队": 1704,
               "列入日期": 1140}  # fmt: skip
    widths = list(columns.values())
    cells = [
        number_cell(_MIDDLE),
        [p("{{ 企业.名称 }}", _LEFT)],
        [p("{{ 企业.区域 }}", _MIDDLE)],
        [p("{{ 企业.产品类别 }}", _MIDDLE)],
        [p("{{ 企业.企业规模 | or_dash }}", _MIDDLE)],
        [p("{{ 对象.团队.名称 | or_dash }}", _LEFT)],
        two_line_date("对象.列入日期"),
    ]
    enterprise = row(*(cell(width, *content) for width, content in zip(widths, cells, strict=True)))
    return [
        *_annex(2, "帮扶对象名录", "截至{{ as_of | cn_date }}"),
        *counters(),
        table(widths, head_row(widths, list(columns)), *grouped_rows(widths, enterprise, _LEFT)),
    ]


def _row(widths: list[int], values: list[tuple[str, str]]) -> etree._Element:
    return line(widths, *((1, [p(text, style)]) for text, style in values))
