"""质量技术培训（指导）记录: a form of one page, and a sheet to sign by hand."""

from __future__ import annotations

from lxml import etree

from gongwen.blocks import (
    Blocks,
    blank_lines,
    cell,
    control,
    control_row,
    each,
    facts,
    form_head,
    head_row,
    p,
    row,
    signatures,
    table,
    when,
)  # fmt: skip
from gongwen.styles import TITLE_PITCH

TITLE = "质量技术培训记录"
_LEFT, _MIDDLE, _HEAD = "表单文字", "表单居中", "表单标签"
_FORM = [1300, 3122, 1300, 3122]
_MOST = 40
"""So many empty lines at most; a larger crowd signs on a copy of the sheet."""
_LINE = 520
"""Height of a line to sign on, in twips: 9 mm."""


def blocks() -> Blocks:
    """The form, and the sheet for those who were there in person."""
    return [
        *form_head("质量技术{{ 培训.性质 }}记录", "{{ 培训.id }}", "日期：{{ 培训.日期 | cn_date }}"),
        _record(),
        p("", "表后"),
        *when('培训.形式 != "线上"', *_sheet()),
    ]


def _record() -> etree._Element:
    firms = '{{ 培训.参训企业 | join("、", attribute="名称") }}'
    others = "{% if 培训.参训企业数 is filled and 培训.参训企业数 > 培训.参训企业 | length %}等{% endif %}"
    teacher = "{{ 授课.姓名 }}（{{ 授课.单位 }}{{ 授课.职称 | or_blank }}）"
    teachers = [control("for 授课 in 培训.授课人"), p(teacher, _LEFT), control("endfor")]
    return facts(
        _FORM,
        [("主题", "{{ 培训.主题 }}")],
        [("专题", "{{ 培训.专题 }}"), ("形式", "{{ 培训.性质 }}（{{ 培训.形式 }}）")],
        [("时间", "{{ 培训.时间 | or_dash }}"),
         ("学时", "{% if 培训.学时 is filled %}{{ 培训.学时 }}学时{% else %}—{% endif %}")],
        [("地点", "{{ 培训.地点 }}")],
        [("主办单位", "{{ 培训.主办单位 }}"), ("承办单位", "{{ 培训.承办单位 | or_dash }}")],
        [("组织团队", "{{ 培训.团队.名称 | or_dash }}"), ("结合事项", "{{ 培训.结合事项 | or_dash }}")],
        [("授课人", teachers)],
        [("参训企业数", "{% if 培训.参训企业数 is filled %}{{ 培训.参训企业数 }}家{% else %}—{% endif %}"),
         ("参训人次", "{{ 培训.参训人次 }}")],
        [("参训企业", firms + others)],
        [("内容提要", [p("{{p 培训.内容提要 }}", "表单段落")])],
        [("发放资料", each("资料", "培训.资料", "{{ loop.index }}.{{ 资料 }}", _LEFT))],
        [("考核情况", "{{ 培训.考核 }}")],
        [("学员反馈", "{{ 培训.反馈 }}")],
        [("收费", "{{ 培训.收费 }}"), ("记录人", "{{ 培训.记录人 | or_blank }}")],
        only={"组织团队": "培训.团队 or 培训.结合事项", "参训企业": "培训.参训企业", "发放资料": "培训.资料",
              "考核情况": "培训.考核", "学员反馈": "培训.反馈"},
        tall={"内容提要": 3000},
        styles=(_HEAD, _LEFT),
        after=[signatures(_FORM, (2, "组织单位（签字）："), (2, "记录人（签字）："), style=_LEFT)],
    )  # fmt: skip


def _sheet() -> Blocks:
    widths = {"序号": 700, "姓名": 1200, "单位": 2844, "职务": 1200, "电话": 1500, "签名": 1400}
    sizes = list(widths.values())
    empty = row(cell(sizes[0], p("{{ 行 + 1 }}", _MIDDLE)), *(cell(width, p("", _MIDDLE)) for width in sizes[1:]),
                height=_LINE)  # fmt: skip
    lines = f"for 行 in range([培训.参训人次, {_MOST}] | min)"
    rows = [control_row(sizes, lines), empty, control_row(sizes, "endfor")]
    return [
        p("附件", "附件标识", pageBreakBefore=True),
        p("签到表", "公文标题", spacing=blank_lines(1, TITLE_PITCH)),
        p("主题：{{ 培训.主题 }}\t{{ 培训.日期 | cn_date }}", "表单编号"),
        table(sizes, head_row(sizes, list(widths)), *rows),
        *when(
            f"培训.参训人次 > {_MOST}", p(f"注：参训{{{{ 培训.参训人次 }}}}人次，本表留{_MOST}行，不够的续页。", "表注")
        ),
        p("", "表后"),
    ]
