"""帮扶对象名录: landscape A4, the enterprises of the year by 四突出, with why, who is responsible and who answers."""

from __future__ import annotations

from lxml import etree

from gongwen.blocks import Blocks, blank_lines, cell, each, head_row, p, row, table, when
from gongwen.styles import TITLE_PITCH
from gongwen.targets import counters, grouped_rows, number_cell
from gongwen.xml import w

TITLE = "帮扶对象名录"
_COLUMNS = {
    "序号": 380, "企业名称和统一社会信用代码": 2040, "县（区）和园区": 860, "行业": 820, "主要产品": 1360, "规模": 340,
    "许可和认证": 1200, "抽查/不合格": 540, "选取理由": 2316, "责任团队和包保责任人": 950, "联系人和电话": 1150,
    "帮扶类型": 800,
}  # fmt: skip
_WIDTHS = list(_COLUMNS.values())
_LEFT, _MIDDLE = "清单文字", "清单居中"
_SPAN = "抽查批次和不合格批次统计到截至日期为止近五年的监督抽查"
_OFFICE = "{{ about.工程.主管科室 or about.单位.全称 }}"


def blocks() -> Blocks:
    """The body of the list."""
    cells = row(*(cell(width, *content) for width, content in zip(_WIDTHS, _cells(), strict=True)))
    return [
        p("{{ 期间.截止日期[:4] }}年度{{ about.工程.名称 }}帮扶对象名录", "公文标题",
          spacing=blank_lines(0, TITLE_PITCH)),
        p("（截至{{ as_of | cn_date }}）", "标题说明"),
        *counters(),
        table(_WIDTHS, head_row(_WIDTHS, list(_COLUMNS), "清单表头"),
              *grouped_rows(_WIDTHS, cells, _LEFT, _foot()), margin=40),
    ]  # fmt: skip


def _foot() -> Blocks:
    return [
        p(f"统计截至日期：{{{{ as_of | cn_date }}}}\t制表单位：{_OFFICE}\t填表人：\t审核人：", "表注", tabs=_stops()),
        p(f"注：{_SPAN}，选取理由写的是列入名录时的情况；“—”表示没有填写。", "表注"),
    ]  # fmt: skip


def _cells() -> list[Blocks]:
    code = "企业.统一社会信用代码"
    return [
        number_cell(_MIDDLE),
        [p("{{ 企业.名称 }}", _LEFT), *when(code, p(f"{{{{ {code} }}}}", _LEFT))],
        [p("{{ 企业.区域 }}", _LEFT), *when("企业.产业集中区", p("{{ 企业.产业集中区 }}", _LEFT))],
        [p("{{ 企业.行业 or 企业.产品类别 }}", _LEFT),
         *when("企业.国民经济行业代码", p("（{{ 企业.国民经济行业代码 }}）", _LEFT))],
        [p('{{ 企业.主要产品 | join("、") }}', _LEFT)],
        [p("{{ 企业.企业规模 | or_dash }}", _MIDDLE)],
        _permits(),
        [p("{% if 近五年.批次 %}{{ 近五年.批次 }}/{{ 近五年.不合格 }}{% else %}—{% endif %}", _MIDDLE)],
        [p("{% if 对象.四突出细类 %}（{{ 对象.四突出细类 }}）{% endif %}{{ 对象.选取理由 }}", _LEFT)],
        [p("{{ 对象.团队.名称 | or_dash }}", _LEFT),
         *when("对象.帮扶责任人", p("{{ 对象.帮扶责任人.姓名 }}", _LEFT))],
        [p("{{ 企业.联系人.姓名 | or_dash }}", _MIDDLE),
         *when("企业.联系人.电话", p("{{ 企业.联系人.电话 }}", _MIDDLE))],
        each("类型", "对象.帮扶类型", "{{ 类型 }}", _MIDDLE),
    ]  # fmt: skip


def _permits() -> Blocks:
    fields = ("生产许可证号", "CCC证书号", "认证情况")
    given = [when(f"企业.{name}", p(f"{{{{ 企业.{name} }}}}", _LEFT)) for name in fields]
    none = " and ".join(f"not 企业.{name}" for name in fields)
    return [block for blocks in given for block in blocks] + when(none, p("—", _MIDDLE))


def _stops() -> list[etree._Element]:
    return [w("tab", val="left", pos=place) for place in (4200, 7800, 10400)]
