"""集体会诊纪要: minutes with the kind of consultation, the opinion on each enterprise, and all experts by name."""

from __future__ import annotations

from lxml import etree

from gongwen import minutes
from gongwen.blocks import Blocks, control, filled, loop_table, p, two_line_date, when

TITLE = "集体会诊纪要"
_TEXT, _MIDDLE = "清单文字", "清单居中"


def blocks() -> Blocks:
    """The body of the minutes."""
    return [
        *minutes.head(),
        *minutes.opening(_kind()),
        *minutes.told("会诊通报情况", "通报"),
        *minutes.told("会诊分析意见", "分析"),
        *when(_judged(), p("逐企诊断意见", "heading 1"), _opinions(), p("", "表后")),
        *minutes.resolutions(),
        *minutes.attachments(),
        *_attendance(),
        *minutes.foot(),
    ]


def _kind() -> str:
    """What kind of consultation it was, and how many took part: the count of enterprises is that of the figures."""
    joined = "{% if 会议.结合事项 %}，与{{ 会议.结合事项 }}相结合{% endif %}"
    industries = _of("涉及行业", "行业", "涉及")
    clusters = _of("涉及集中区", "集中区", "涉及")
    firms = "{% if 会议.参会企业 %}，参加企业{{ 会议.参会企业 | length }}家{% endif %}"
    experts = "{% if 会议.专家 %}，专家{{ 会议.专家 | length }}名{% endif %}"
    kind = "{% if 会议.会诊类型 %}{{ 会议.会诊类型 }}{% else %}集体会诊{% endif %}"
    return f"本次会诊为{kind}{joined}{industries}{clusters}{firms}{experts}。"


def _of(field: str, kind: str, words: str) -> str:
    named = f'会议.{field} | map(attribute="{kind}.名称") | join("、")'
    return f"{{% if 会议.{field} %}}，{words}{{{{ {named} }}}}{{% endif %}}"


def _judged() -> str:
    """Whether anything is said of an enterprise, beside that it took part."""
    fields = ("诊断意见", "不合格项目", "初步原因", "处方")
    return " or ".join(f'(会议.参会企业 | selectattr("{field}"))' for field in fields)


def _opinions() -> etree._Element:
    columns = {"序号": 380, "企业": 1360, "不合格项目": 1140, "初步原因": 1740, "会诊意见": 2314, "处方编号": 1090,
               "完成时限": 820}  # fmt: skip
    cells = [
        [p("{{ loop.index }}", _MIDDLE)],
        [p("{{ 参会.企业.名称 }}", _TEXT)],
        filled("参会.不合格项目", _TEXT),
        filled("参会.初步原因", _TEXT),
        filled("参会.诊断意见", _TEXT),
        [p("{{ 参会.处方.编号 | or_dash }}", _MIDDLE)],
        two_line_date("参会.完成时限", _MIDDLE),
    ]
    return loop_table(list(columns.values()), list(columns), "参会 in 会议.参会企业", cells, margin=40, head="清单表头")


def _attendance() -> Blocks:
    """All experts and all enterprises by name; an expert is not named again among those present."""
    same = '会议.专家 | selectattr("姓名", "equalto", 人.姓名) | selectattr("单位", "equalto", 人.单位)'
    firm = "{{ 参会.企业.名称 }}{% if 参会.代表 %}（{{ 参会.代表 }}）{% endif %}"
    firms = f"共{{{{ 会议.参会企业 | length }}}}家。{minutes.in_turn('参会', '会议.参会企业', firm)}"
    experts = minutes.in_turn("专家", "会议.专家", "{{ 专家.姓名 }}（{{ 专家.单位 }}{{ 专家.职务 }}）")
    return [
        control("set 到会 = namespace(人=[])"),
        control(f"for 人 in 会议.出席 if not ({same})"),
        control("set 到会.人 = 到会.人 + [人]"),
        control("endfor"),
        *minutes.attended(
            "到会.人",
            *when("会议.专家", p(f"⟦专家：⟧{experts}", "出席")),
            *when("会议.参会企业", p(f"⟦企业：⟧{firms}", "出席")),
        ),
    ]
