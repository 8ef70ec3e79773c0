"""The sentences of the work summary that state figures: each says only what is known and above 0."""

from __future__ import annotations


def opening(period: str) -> str:
    """The headline: what the programme reports of itself, large counts rounded as running text may."""
    teams = _if("专班和小分队", "，组建、派出专班和小分队{{ figures.专班和小分队.text }}个（次）")
    work = teams + _if("质量分析会", "，召开质量分析会{{ figures.质量分析会.text }}次")
    found = _if("发现问题", f"，找出质量问题{_rounded('发现问题', '条')}")
    solved = _if("解决问题", f"，攻关解决质量问题{_rounded('解决问题', '条')}")
    trained = _if("质量技术培训指导", "，开展质量技术培训指导{{ figures.质量技术培训指导.text }}次")
    helped = _counted(("重点企业", "帮扶重点企业"), ("行业", "帮扶行业"), ("产业集中区", "帮扶产业集中区"))
    any_helped = "figures.帮扶重点企业.value or figures.帮扶行业.value or figures.帮扶产业集中区.value"
    listed = _if("帮扶对象", "，列入帮扶对象名录{{ figures.帮扶对象.text }}家")
    return (
        f"据统计，{period}{listed}{work}{found}{solved}{trained}。{consulted()}"
        f"{{% if {any_helped} %}}共帮扶{helped}。{{% endif %}}各项数字的统计口径见附件1。"
    )


def consulted() -> str:
    """Whom the experts saw: one by one, together, and in all."""
    singly = _if("一对一会诊", "对{{ figures.一对一会诊.text }}家企业开展一对一会诊")
    trades = _each("组 in figures.行业集体会诊.groups if 组.value", "{{ 组.name }}集体会诊{{ 组.text }}次")
    others = 'figures.集体会诊.groups | selectattr("value") | rejectattr("name", "equalto", "行业集体会诊")'
    kinds = _each(f"组 in {others}", "{{ 组.name }}{{ 组.text }}次")
    both = f"{{% if figures.行业集体会诊.value and ({others}) %}}、{{% endif %}}"
    together = _if("集体会诊", f"，开展集体会诊{{{{ figures.集体会诊.text }}}}次，分别是{trades}{both}{kinds}")
    every = _if("诊断企业", "，共计诊断企业{{ figures.诊断企业.text }}家")
    return f"{{% if figures.诊断企业.value %}}{singly}{together}{every}。{{% endif %}}"


def selected() -> str:
    """四突出: the list by class, and what visits brought."""
    classes = _groups("帮扶对象", "企业", "家")
    listed = _if("帮扶对象", f"列入帮扶对象名录{{{{ figures.帮扶对象.text }}}}家，其中{classes}。")
    needs = _if("企业需求", "，收集企业实际需要{{ figures.企业需求.text }}项") + _if(
        "办结需求", "，办结{{ figures.办结需求.text }}项（含以前提出的）"
    )
    return listed + _if("走访企业", f"走访企业{{{{ figures.走访企业.text }}}}家{needs}。")


def searched() -> str:
    """两找准: samples, issues with the three commonest sorts, common problems."""
    failed = _if("抽查不合格批次", "，不合格{{ figures.抽查不合格批次.text }}批次")
    sampled = _if(
        "监督抽查批次",
        f"对在册企业（多因抽查不合格列入，不代表全市水平）监督抽查{{{{ figures.监督抽查批次.text }}}}批次{failed}。",
    )
    ranked = 'figures.发现问题.groups | selectattr("value") | sort(attribute="value", reverse=true)'
    most = (
        f"{{% if figures.发现问题.value >= 20 %}}{{% for 组 in ({ranked})[:3] %}}"
        "{% if loop.first %}，居前的是{% else %}、{% endif %}{{ 组.name }}{{ 组.text }}条{% endfor %}{% endif %}"
    )
    found = _if("发现问题", f"找出质量问题{{{{ figures.发现问题.text }}}}条{most}。")
    common = _if("共性问题", "归纳行业、区域共性问题{{ figures.共性问题.text }}个。")
    moved = _if("移送问题", "涉嫌违法的移送处理{{ figures.移送问题.text }}条。")
    return sampled + found + common + moved


def helped() -> str:
    """三帮扶: papers, issues, trainings, benchmarks."""
    plans = _counted(
        ("一企一策", "一企一策"), ("一品一策", "一品一策"), ("一业一策", "一业一策"), ("一域一策", "一域一策")
    )
    measures = _if("帮扶措施", "，帮扶措施共{{ figures.帮扶措施.text }}项")
    made = _if("帮扶方案", f"制定{plans}{measures}。")
    prescribed = _if("质量处方", "开具质量处方{{ figures.质量处方.text }}份。")
    return made + prescribed + _solved() + trained() + _kept()


def _solved() -> str:
    closed = _if("已销号问题", "；当期发现的问题已销号{{ figures.已销号问题.text }}条") + _if(
        "整改完成率", "，整改完成率{{ figures.整改完成率.text }}%"
    )
    slow = [("办理延期", "延期问题"), ("验收退回", "退回问题"), ("到期未办结", "逾期问题"), ("尚在整改", "在办问题")]
    late = "".join(_if(figure, f"，{words}{{{{ figures.{figure}.text }}}}条") for words, figure in slow)
    return _if("解决问题", f"解决质量问题{{{{ figures.解决问题.text }}}}条{closed}{late}。")


def trained() -> str:
    """How often, of which sorts, and for how many."""
    people = _if("参训人次", "，参训{{ figures.参训人次.text }}人次")
    sorts = _groups("质量技术培训指导", "", "次")
    held = f"开展质量技术培训指导{{{{ figures.质量技术培训指导.text }}}}次，其中{sorts}{people}。"
    return _if("质量技术培训指导", held)


def _kept() -> str:
    again = _if("回访", "回访企业{{ figures.回访.text }}家次。")
    model = _if("标杆培育", "培育质量标杆企业{{ figures.标杆培育.text }}家。")
    said = _if("企业评价", f"收到企业评价{{{{ figures.企业评价.text }}}}份，其中{_groups('企业评价', '', '份')}。")
    gain = _counted(("增加产值", "增加产值"), ("减少损失", "挽回损失"), separator="，")
    any_gain = "figures.增加产值.value or figures.挽回损失.value"
    return f"{again}{model}{said}{{% if {any_gain} %}}据企业提供并确认，{gain}。{{% endif %}}"


def joined() -> str:
    """五结合: which of the five the consultations and meetings were joined to."""
    meetings = (("与行业质量提升相结合召开会议", "结合行业提升"), ("与区域质量提升相结合召开会议", "结合区域提升"))
    together = _counted(*meetings, separator="，")
    any_together = "figures.结合行业提升.value or figures.结合区域提升.value"
    with_each = (
        "{% for 组 in figures.一对一会诊.groups if 组.value %}{% if not loop.first %}、{% endif %}"
        "与{{ 组.name }}相结合{{ 组.text }}家{% endfor %}"
    )
    only = _if("只参加集体会诊企业", "，其中只参加集体会诊的{{ figures.只参加集体会诊企业.text }}家")
    singly = _if("一对一会诊", f"接受一对一会诊的企业{{{{ figures.一对一会诊.text }}}}家，其中{with_each}。")
    talks = _if("约谈", "开展质量安全约谈{{ figures.约谈.text }}次。")
    return (
        f"共诊断企业{{{{ figures.诊断企业.text }}}}家{only}。{singly}"
        f"{{% if {any_together} %}}{together}。{{% endif %}}{talks}"
    )


def _if(figure: str, text: str) -> str:
    """The words, where the figure is known and above 0."""
    return f"{{% if figures.{figure}.value %}}{text}{{% endif %}}"


def _rounded(figure: str, unit: str) -> str:
    return f'{{{{ figures.{figure} | approx_yu("{unit}") }}}}'


def _each(loop: str, text: str) -> str:
    return f"{{% for {loop} %}}{{% if not loop.first %}}、{{% endif %}}{text}{{% endfor %}}"


def _groups(figure: str, noun: str, unit: str) -> str:
    """The subtotals that are above 0, in their order."""
    return _each(f"组 in figures.{figure}.groups if 组.value", f"{{{{ 组.name }}}}{noun}{{{{ 组.text }}}}{unit}")


def _counted(*named: tuple[str, str], separator: str = "、") -> str:
    """Words and figures in turn, leaving out those that are 0 or unknown."""
    pairs = ", ".join(f'("{words}", figures.{figure})' for words, figure in named)
    inner = f"{{{{ 说法 }}}}{{{{ 数字.text }}}}{{{{ 数字.unit }}}}{{% if not loop.last %}}{separator}{{% endif %}}"
    return f"{{% for 说法, 数字 in [{pairs}] if 数字.value %}}{inner}{{% endfor %}}"
