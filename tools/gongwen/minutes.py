"""The form of minutes (纪要): red mark, numbered resolutions, attachments, who attended, and who gets a copy."""

from __future__ import annotations

from lxml import etree

from gongwen.blocks import Blocks, blank_lines, control, markdown, p, when
from gongwen.imprint import imprint
from gongwen.styles import TITLE_PITCH

_DATE = "{{ 会议.召开日期 | cn_date }}{{ 会议.时间 | or_blank }}"
_CHAIR = "{{ 会议.主持人.单位 | or_blank }}{{ 会议.主持人.职务 | or_blank }}{{ 会议.主持人.姓名 }}"


def head() -> Blocks:
    """Down to the title."""
    return [
        p("{{ about.单位.全称 }}{{ 会议.形式 }}纪要", "纪要标志"),
        *when("会议.期号", p("（第{{ 会议.期号 }}期）", "期号")),
        p("{{ about.单位.印发机关 }}\t{{ 会议.印发日期 | cn_date | or_todo }}", "纪要版头"),
        p("{{ 会议.名称 }}纪要", "公文标题", spacing=blank_lines(2, TITLE_PITCH)),
    ]


def opening(more: str = "") -> Blocks:
    """When, who chaired, where, on what; ``more`` is a sentence with its full stop."""
    held = f"{_DATE}，{_CHAIR}在{{{{ 会议.地点 }}}}主持召开{{{{ 会议.名称 }}}}，研究{{{{ 会议.议题 }}}}。"
    return [p(f"{held}{more}现纪要如下：", spacing=blank_lines(1))]


def told(title: str, field: str) -> Blocks:
    """A numbered heading over a Markdown field, where it is filled in."""
    return when(f"会议.{field}", p(title, "heading 1"), markdown(f"会议.{field}"))


def resolutions() -> Blocks:
    """What was resolved, each with its unit and deadline."""
    details = "（责任单位：{{ 事项.责任单位 }}；完成时限：{{ 事项.完成时限 | cn_date }}）"
    items = [control("for 事项 in 会议.议定事项"), p("{{ 事项.内容 }}" + details, "议定事项"), control("endfor")]
    return when("会议.议定事项", p("会议议定事项", "heading 1"), *items)


def attachments() -> Blocks:
    """附件说明, a blank line below the body: one name alone, several numbered, each on a line of its own."""
    first = p(
        "附件：{{ '1.' if 会议.附件 | length > 1 else '' }}{{ 会议.附件 | first }}", "附件说明", spacing=blank_lines(1)
    )
    rest = p("{{ loop.index + 1 }}.{{ 附件 }}", "附件说明", ind={"left": 1840, "hanging": 255})
    return when("会议.附件", first, control("for 附件 in 会议.附件[1:]"), rest, control("endfor"))


def attended(present: str, *named: etree._Element) -> Blocks:
    """Who was there (``present`` gives the list), away and listening in; then ``named``, the clerk and who signed."""
    return [
        *when(present, p(f"⟦出席：⟧{_people(present)}", "出席", spacing=blank_lines(1))),
        *when("会议.请假", p(f"⟦请假：⟧{_people('会议.请假')}", "出席")),
        *when("会议.列席", p(f"⟦列席：⟧{_people('会议.列席')}", "出席")),
        *named,
        *when("会议.记录人", p("⟦记录：⟧{{ 会议.记录人 }}", "出席")),
        *when("会议.签发人", p("⟦签发：⟧{{ 会议.签发人 }}", "出席")),
    ]


def _people(values: str) -> str:
    """Names by unit, in the order of the list."""
    text = '{{ 同行.grouper }}　{{ 同行.list | join("、", attribute="姓名") }}'
    return in_turn("同行", f'{values} | groupby("单位")', text)


def in_turn(name: str, values: str, text: str, separator: str = "；") -> str:
    """A text for each of the values, with a separator between them."""
    return f"{{% for {name} in {values} %}}{text}{{% if not loop.last %}}{separator}{{% endif %}}{{% endfor %}}"


def foot() -> Blocks:
    """The imprint."""
    return imprint(
        "{{ about.单位.印发机关 }}",
        "{{ 会议.印发日期 | cn_date | or_todo }}",
        copies="会议.抄送机关",
        recipients='分送：{{ 会议.抄送机关 | join("，") }}',
    )
