"""工作总结: a report to the superiors; figures in running text, and all of them again in the annex."""

from __future__ import annotations

from functools import partial

from gongwen.blocks import (
    Blocks,
    blank_lines,
    control,
    loop_table,
    markdown,
    p,
    tied_last,
    two_line_date,
    when,
)  # fmt: skip
from gongwen.imprint import imprint
from gongwen.styles import TITLE_PITCH

TITLE = "工作总结"
_LEFT, _MIDDLE = "表格文字", "表格居中"
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
    counted = _counted(
        ("列入帮扶对象", "帮扶对象"),
        ("组建专班和小分队", "组建团队"),
        ("出动", "出动"),
        ("召开质量分析会", "质量分析会"),
        ("开展集体会诊", "集体会诊"),
        ("诊断企业", "诊断企业"),
        ("帮扶重点企业", "帮扶重点企业"),
        separator="，",
    )
    return [
        markdown("期间.开篇"),
        *when(
            "figures.帮扶对象.value or figures.出动.value or figures.发现问题.value",
            p(f"据统计，{_RANGE}，{counted}。{_found()}{_trained()}各项数字的统计口径见附件1。"),
        ),
    ]


def _found() -> str:
    solved = _if("解决问题", "，解决{{ figures.解决问题.text }}条")
    rate = _if("整改完成率", "，整改完成率{{ figures.整改完成率.text }}%")
    return _if("发现问题", f"共找出质量问题{{{{ figures.发现问题.text }}}}条{solved}{rate}。")


def _trained() -> str:
    people = _if("参训人次", "，参训{{ figures.参训人次.text }}人次")
    return _if("质量技术培训指导", f"开展质量技术培训指导{{{{ figures.质量技术培训指导.text }}}}次{people}。")


def _achievements() -> Blocks:
    return [
        p("主要做法和成效", "heading 1"),
        *_part("坚持“四突出”，梳理帮扶对象", "四突出", "帮扶对象", _selected()),
        *_part("坚持“两找准”，查找质量问题", "两找准", "发现问题", _searched()),
        *_part("坚持“三帮扶”，开展质量攻关", "三帮扶", "帮扶方案", _helped()),
        *_part("坚持“五结合”，助力质量提升", "五结合", "诊断企业", _joined()),
    ]


def _part(title: str, field: str, leading: str, sentence: str) -> Blocks:
    """What was done, the sentence of figures where its leading figure is above 0, and one case."""
    return [
        p(title, "heading 2"),
        markdown(f"期间.{field}.做法"),
        *when(f"figures.{leading}.value", p(sentence)),
        markdown(f"期间.{field}.事例"),
    ]


def _selected() -> str:
    kinds = _counted(
        ("排险除患产品企业", "排险除患对象"),
        ("地方支柱产业企业", "支柱产业对象"),
        ("监督抽查问题较多的企业", "抽查问题对象"),
        ("新兴领域和薄弱中小微企业", "新兴薄弱对象"),
    )
    return f"期间内共列入帮扶对象{{{{ figures.帮扶对象.text }}}}家，其中{kinds}。"


def _searched() -> str:
    failed = _if("抽查不合格批次", "，不合格{{ figures.抽查不合格批次.text }}批次")
    sampled = _if("监督抽查批次", f"帮扶企业接受监督抽查{{{{ figures.监督抽查批次.text }}}}批次{failed}。")
    moved = _if("移送问题", "，移送处理{{ figures.移送问题.text }}条")
    return f"{sampled}期间内共找出质量问题{{{{ figures.发现问题.text }}}}条{moved}。"


def _helped() -> str:
    measures = _if("帮扶措施", "、帮扶措施{{ figures.帮扶措施.text }}项")
    closed = _if("已销号问题", "，其中已销号{{ figures.已销号问题.text }}条")
    end = "{% if figures.延期问题.value %}；{% else %}。{% endif %}"
    solved = _if("解决问题", f"解决质量问题{{{{ figures.解决问题.text }}}}条{closed}{end}")
    late = _if("延期问题", "办理延期{{ figures.延期问题.text }}条。")
    return f"期间内制定帮扶方案{{{{ figures.帮扶方案.text }}}}份{measures}。{solved}{late}{_trained()}"


def _joined() -> str:
    singly = _counted(
        ("结合监督抽查不合格后处理", "结合抽查后处理"),
        ("结合事中事后监管", "结合事中事后监管"),
        ("结合风险监控", "结合风险监控"),
    )
    together = _counted(
        ("结合行业质量提升召开会议", "结合行业提升"), ("结合区域质量提升召开会议", "结合区域提升"), separator="，"
    )
    any_singly = "figures.结合抽查后处理.value or figures.结合事中事后监管.value or figures.结合风险监控.value"
    among = f"{{% if {any_singly} %}}，其中{singly}{{% endif %}}"
    one_to_one = _if("一对一会诊", f"对{{{{ figures.一对一会诊.text }}}}家企业开展一对一专家会诊{among}。")
    any_together = "figures.结合行业提升.value or figures.结合区域提升.value"
    return (
        f"期间内共诊断企业{{{{ figures.诊断企业.text }}}}家。{one_to_one}"
        f"{{% if {any_together} %}}{together}。{{% endif %}}"
    )


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
    cells = [
        [p("{{ loop.index }}", "清单居中")],
        [p("{{ 数字.name }}", "清单文字")],
        [p("{{ 数字.text }}", "清单居中")],
        [p("{{ 数字.unit }}", "清单居中")],
        [p("{{ 数字.definition }}", "清单文字")],
    ]
    titles = ["序号", "指标", "数值", "单位", "统计口径"]
    return [
        *_annex(1, "数据统计表", f"统计期间：{_RANGE}"),
        loop_table([560, 1660, 720, 940, 4964], titles, "数字 in figures", cells, head="清单表头"),
        p("注：数据截至{{ as_of | cn_date }}；“—”表示暂时不能得出。", "表注"),
    ]


def _targets_annex() -> Blocks:
    latest = "企业.帮扶对象 | last"
    cells = [
        [p("{{ loop.index }}", _MIDDLE)],
        [p("{{ 企业.名称 }}", _LEFT)],
        [p("{{ 企业.区域 }}", _MIDDLE)],
        [p("{{ 企业.产品类别 }}", _MIDDLE)],
        [p(f"{{{{ ({latest}).四突出类别 }}}}", _MIDDLE)],
        [p(f"{{{{ ({latest}).团队.名称 | or_dash }}}}", _LEFT)],
        two_line_date(f"({latest}).列入日期"),
    ]
    titles = ["序号", "企业名称", "区域", "产品类别", "四突出类别", "责任团队", "列入日期"]
    return [
        *_annex(2, "帮扶对象名录", "截至{{ as_of | cn_date }}"),
        loop_table([600, 2260, 820, 1240, 1460, 1324, 1140], titles,
                   '企业 in cases.enterprise | selectattr("帮扶对象")', cells),
    ]  # fmt: skip


def _if(figure: str, text: str) -> str:
    """The words, where the figure is known and above 0."""
    return f"{{% if figures.{figure}.value %}}{text}{{% endif %}}"


def _counted(*named: tuple[str, str], separator: str = "、") -> str:
    """Words and figures in turn, leaving out those that are 0 or unknown."""
    pairs = ", ".join(f'("{words}", figures.{figure})' for words, figure in named)
    inner = f"{{{{ 说法 }}}}{{{{ 数字.text }}}}{{{{ 数字.unit }}}}{{% if not loop.last %}}{separator}{{% endif %}}"
    return f"{{% for 说法, 数字 in [{pairs}] if 数字.value %}}{inner}{{% endfor %}}"
