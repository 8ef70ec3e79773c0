"""质量分析会纪要: the form of minutes, with its red mark, resolutions with unit and deadline, and who attended."""

from __future__ import annotations

from lxml import etree

from gongwen.blocks import Blocks, blank_lines, control, loop_table, markdown, p, when
from gongwen.imprint import imprint
from gongwen.styles import TITLE_PITCH

TITLE = "质量分析会纪要"
_DATE = "{{ 会议.召开日期 | cn_date }}{{ 会议.时间 | or_blank }}"
_CHAIR = "{{ 会议.主持人.单位 | or_blank }}{{ 会议.主持人.职务 | or_blank }}{{ 会议.主持人.姓名 }}"


def blocks() -> Blocks:
    """The body of the minutes."""
    return [*_head(), *_text(), *_attachments(), *_attendance(), *_foot()]


def _head() -> Blocks:
    return [
        p("{{ about.单位.全称 }}{{ 会议.形式 }}纪要", "纪要标志"),
        *when("会议.期号", p("（第{{ 会议.期号 }}期）", "期号")),
        p("{{ about.单位.印发机关 }}\t{{ 会议.印发日期 | cn_date | or_todo }}", "纪要版头"),
        p("{{ 会议.名称 }}纪要", "公文标题", spacing=blank_lines(2, TITLE_PITCH)),
    ]


def _text() -> Blocks:
    return [
        p(f"{_DATE}，{_CHAIR}在{{{{ 会议.地点 }}}}主持召开{{{{ 会议.名称 }}}}，研究{{{{ 会议.议题 }}}}。现纪要如下：",
          spacing=blank_lines(1)),
        *when("会议.通报", p("会议通报情况", "heading 1"), markdown("会议.通报")),
        *when("会议.分析", p("会议分析意见", "heading 1"), markdown("会议.分析")),
        *when('会议.参会企业 | selectattr("诊断意见", "filled")', p("专家诊断意见", "heading 1"), _opinions()),
        *when("会议.议定事项", p("会议议定事项", "heading 1"), *_resolutions()),
    ]  # fmt: skip


def _opinions() -> etree._Element:
    cells = [
        [p("{{ loop.index }}", "表格居中")],
        [p("{{ 参会.企业.名称 }}", "表格文字")],
        [p("{{ 参会.诊断意见 | or_dash }}", "表格文字")],
    ]
    return loop_table([700, 2600, 5544], ["序号", "企业", "诊断意见"], "参会 in 会议.参会企业", cells)


def _resolutions() -> Blocks:
    details = "（责任单位：{{ 事项.责任单位 }}；完成时限：{{ 事项.完成时限 | cn_date }}）"
    return [control("for 事项 in 会议.议定事项"), p("{{ 事项.内容 }}" + details, "议定事项"), control("endfor")]


def _attachments() -> Blocks:
    """附件说明, a blank line below the body: one name alone, several numbered, each on a line of its own."""
    first = p(
        "附件：{{ '1.' if 会议.附件 | length > 1 else '' }}{{ 会议.附件 | first }}", "附件说明", spacing=blank_lines(1)
    )
    rest = p("{{ loop.index + 1 }}.{{ 附件 }}", "附件说明", ind={"left": 1840, "hanging": 255})
    return when("会议.附件", first, control("for 附件 in 会议.附件[1:]"), rest, control("endfor"))


def _attendance() -> Blocks:
    """Everybody once: who is listed as present is not named again with the enterprise or among the experts."""
    enterprises = "{{ 参会.企业.名称 }}{% if 参会.代表 and 参会.代表 not in 出席者 %}（{{ 参会.代表 }}）{% endif %}"
    others = '会议.专家 | rejectattr("姓名", "in", 出席者)'
    experts = "{{ 专家.姓名 }}（{{ 专家.单位 }}）"
    return [
        control('set 出席者 = 会议.出席 | map(attribute="姓名")'),
        p(f"⟦出席：⟧{_people('出席')}", "出席", spacing=blank_lines(1)),
        *when("会议.请假", p(f"⟦请假：⟧{_people('请假')}", "出席")),
        *when("会议.列席", p(f"⟦列席：⟧{_people('列席')}", "出席")),
        *when(others, p(f"⟦专家：⟧{_in_turn('专家', others, experts)}", "出席")),
        *when("会议.参会企业", p(f"⟦企业：⟧{_in_turn('参会', '会议.参会企业', enterprises)}", "出席")),
        *when("会议.记录人", p("⟦记录：⟧{{ 会议.记录人 }}", "出席")),
        *when("会议.签发人", p("⟦签发：⟧{{ 会议.签发人 }}", "出席")),
    ]


def _people(field: str) -> str:
    """Names by unit, in the order of the list."""
    text = '{{ 同行.grouper }}　{{ 同行.list | join("、", attribute="姓名") }}'
    return _in_turn("同行", f'会议.{field} | groupby("单位")', text)


def _in_turn(name: str, values: str, text: str, separator: str = "；") -> str:
    return f"{{% for {name} in {values} %}}{text}{{% if not loop.last %}}{separator}{{% endif %}}{{% endfor %}}"


def _foot() -> Blocks:
    return imprint(
        "{{ about.单位.印发机关 }}",
        "{{ 会议.印发日期 | cn_date | or_todo }}",
        copies="会议.抄送机关",
        recipients='分送：{{ 会议.抄送机关 | join("，") }}',
    )
