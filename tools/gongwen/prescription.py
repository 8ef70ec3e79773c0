"""质量处方: one page like a doctor's prescription: symptom, diagnosis, measures with how and until when, advice."""

from __future__ import annotations

from lxml import etree

from gongwen.blocks import (
    Blocks,
    cell,
    control,
    form_head,
    line,
    loop_rows,
    p,
    row,
    rows_when,
    signatures,
    table,
    two_line_date,
)  # fmt: skip

TITLE = "质量处方"
_LEFT, _MIDDLE, _HEAD = "表单文字", "表单居中", "表单标签"
_WIDTHS = [1140, 620, 2640, 1140, 2084, 1220]
_FULL = 560
"""Least height in twips of a part that a doctor writes: 10 mm."""


def blocks() -> Blocks:
    """The body of the prescription."""
    return [
        *form_head("质量处方", "{{ 处方.编号 }}", "开具日期：{{ 处方.开具日期 | cn_date }}"),
        table(_WIDTHS, *_about(), *_found(), *_remedy(), *_signed()),
        p("注：本处方是质量技术帮扶意见，不代替监管部门依法作出的责令改正等决定；一式两份，问诊团队、企业各存一份。",
          "表注"),
    ]  # fmt: skip


def _about() -> Blocks:
    consulted = (
        "{% if 处方.会诊 %}{{ 处方.会诊.日期 | cn_date }}（一对一会诊）"
        "{% elif 处方.集体会诊 %}{{ 处方.集体会诊.召开日期 | cn_date }}（集体会诊）{% else %}—{% endif %}"
    )
    return [
        _two("企业名称", "{{ 企业.名称 }}", "产品", "{{ 处方.产品 }}"),
        _two("会诊日期", consulted, "结合事项", "{{ 处方.结合事项 | or_dash }}"),
        _one("对应问题", [p('{{ 处方.对应问题 | map(attribute="编号") | join("、") }}', _LEFT)]),
    ]


def _found() -> Blocks:
    return [
        _one("症状", [p("{{ 处方.症状 }}", _LEFT)], _FULL),
        _one("诊断", [p("{{ 处方.诊断 }}", _LEFT)], _FULL),
    ]


def _remedy() -> Blocks:
    """The measures, in a row each, with one label at their left; then advice and the day of the next visit."""
    titles = ((1, "序号"), (1, "措施"), (2, "用法"), (1, "疗程"))
    head = _under("restart", "处方", *((span, [p(title, _HEAD)]) for span, title in titles))
    measure = _under(
        "continue",
        "",
        (1, [p("{{ 味.序号 }}", _MIDDLE)]),
        (1, [p("{{ 味.措施 }}", _LEFT)]),
        (2, [p("{{ 味.用法 }}", _LEFT)]),
        (1, two_line_date("味.完成时限", _MIDDLE)),
    )
    return [
        head,
        *loop_rows(_WIDTHS, "味 in 处方.措施", measure),
        *rows_when(_WIDTHS, "处方.医嘱", _one("医嘱", [p("{{ 处方.医嘱 }}", _LEFT)], _FULL)),
        _one("复诊日期", [p("{{ 处方.复诊日期 | cn_date | or_dash }}", _LEFT)]),
    ]


def _signed() -> Blocks:
    expert = "{{ 专家.姓名 }}（{{ 专家.单位 }}{{ 专家.职务 }}）"
    experts = [control("for 专家 in 处方.开方专家"), p(expert, _LEFT, keepNext=True), control("endfor")]
    return [
        _one("开方专家", experts),
        signatures(_WIDTHS, (3, "开方专家（签名）："), (3, "企业签收（签字、盖章）："), style=_LEFT),
    ]


def _one(label: str, content: Blocks, height: int = 0) -> etree._Element:
    return line(_WIDTHS, (1, [p(label, _HEAD)]), (len(_WIDTHS) - 1, content), height=height)


def _two(first: str, one: str, second: str, other: str) -> etree._Element:
    parts = ((1, first, _HEAD), (2, one, _LEFT), (1, second, _HEAD), (2, other, _LEFT))
    return line(_WIDTHS, *((span, [p(text, style)]) for span, text, style in parts))


def _under(merge: str, label: str, *parts: tuple[int, Blocks]) -> etree._Element:
    """A row whose first cell is one with those of its neighbours."""
    cells, used = [cell(_WIDTHS[0], p(label, _HEAD), merge=merge)], 1
    for span, content in parts:
        cells.append(cell(sum(_WIDTHS[used : used + span]), *content, span=span))
        used += span
    return row(*cells)
