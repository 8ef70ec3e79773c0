"""质量分析会纪要: what was reported, how it was judged, what experts said, what was resolved, and who attended."""

from __future__ import annotations

from lxml import etree

from gongwen import minutes
from gongwen.blocks import Blocks, control, loop_table, p, when

TITLE = "质量分析会纪要"


def blocks() -> Blocks:
    """The body of the minutes."""
    opinions = '会议.参会企业 | selectattr("诊断意见", "filled")'
    return [
        *minutes.head(),
        *minutes.opening(),
        *minutes.told("会议通报情况", "通报"),
        *minutes.told("会议分析意见", "分析"),
        *when(opinions, p("专家诊断意见", "heading 1"), _opinions()),
        *minutes.resolutions(),
        *minutes.attachments(),
        *_attendance(),
        *minutes.foot(),
    ]


def _opinions() -> etree._Element:
    cells = [
        [p("{{ loop.index }}", "表格居中")],
        [p("{{ 参会.企业.名称 }}", "表格文字")],
        [p("{{ 参会.诊断意见 | or_dash }}", "表格文字")],
    ]
    return loop_table([700, 2600, 5544], ["序号", "企业", "诊断意见"], "参会 in 会议.参会企业", cells)


def _attendance() -> Blocks:
    """Everybody once: who is listed as present is not named again with the enterprise or among the experts."""
    enterprises = "{{ 参会.企业.名称 }}{% if 参会.代表 and 参会.代表 not in 出席者 %}（{{ 参会.代表 }}）{% endif %}"
    others = '会议.专家 | rejectattr("姓名", "in", 出席者)'
    experts = "{{ 专家.姓名 }}（{{ 专家.单位 }}）"
    return [
        control('set 出席者 = 会议.出席 | map(attribute="姓名")'),
        *minutes.attended(
            "会议.出席",
            *when(others, p(f"⟦专家：⟧{minutes.in_turn('专家', others, experts)}", "出席")),
            *when("会议.参会企业", p(f"⟦企业：⟧{minutes.in_turn('参会', '会议.参会企业', enterprises)}", "出席")),
        ),
    ]
