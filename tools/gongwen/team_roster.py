"""问诊团队名册: the leading group, then each team with its task, its members in their order, and its experts."""

from __future__ import annotations

from lxml import etree

from gongwen.blocks import Blocks, control, facts, head_row, line, loop_rows, nothing_row, p, table, when

TITLE = "问诊团队名册"
_LEFT, _MIDDLE = "表格文字", "表格居中"
_SMALL, _CENTRED = "清单文字", "清单居中"
_COLUMNS = {"序号": 480, "姓名": 720, "单位": 2080, "职务（职称）": 1684, "专业领域": 1020, "人员来源": 830,
            "团队职务": 830, "电话": 1200}  # fmt: skip
_WIDTHS = list(_COLUMNS.values())


def blocks() -> Blocks:
    """The body of the roster."""
    return [
        p("{{ about.工程.名称 }}问诊团队名册", "公文标题"),
        p("（截至{{ as_of | cn_date }}）", "标题说明"),
        *when("about.领导小组", *_leaders()),
        p(f"共组建问诊团队{{{{ cases.team | length }}}}支，其中专班{_count('专班')}支、小分队{_count('小分队')}支。"),
        control("for 团队 in cases.team"),
        p("{{ 团队.名称 }}", "heading 1"),
        _about(),
        p("", "表后", keepNext=True),
        _people(),
        control("endfor"),
    ]


def _count(kind: str) -> str:
    return f'{{{{ cases.team | selectattr("类型", "equalto", "{kind}") | length }}}}'


def _leaders() -> Blocks:
    widths = [1100, 1300, 3844, 2600]
    one = [("组长", _MIDDLE), ("{{ about.领导小组.组长.姓名 }}", _MIDDLE),
           ("{{ about.领导小组.组长.单位 or about.单位.全称 }}", _LEFT),
           ("{{ about.领导小组.组长.职务 | or_dash }}", _LEFT)]  # fmt: skip
    rows = [_row(widths, one)]
    for title in ("副组长", "成员"):
        person = [(title, _MIDDLE), ("{{ 人.姓名 }}", _MIDDLE), ("{{ 人.单位 }}", _LEFT),
                  ("{{ 人.职务 | or_dash }}", _LEFT)]  # fmt: skip
        rows += loop_rows(widths, f"人 in about.领导小组.{title}", _row(widths, person))
    day = "{% if about.领导小组.成立日期 %}于{{ about.领导小组.成立日期 | cn_date }}成立，{% endif %}"
    duty = "{% if about.领导小组.职责 %}职责：{{ about.领导小组.职责 }}{% endif %}"
    return [
        p("领导小组", "heading 1"),
        p(f"领导小组{day}办公室设在{{{{ about.领导小组.办公室 }}}}。{duty}"),
        table(widths, head_row(widths, ["职务", "姓名", "单位", "单位职务"]), *rows),
    ]


def _about() -> etree._Element:
    served = '{{ 团队.服务行业 | join("、") | or_dash }}'
    return facts(
        [1300, 3122, 1300, 3122],
        [("团队类型", "{{ 团队.类型 }}"), ("组建日期", "{{ 团队.组建日期 | cn_date }}")],
        [("服务行业", served)],
        [("服务区域", "{{ 团队.服务区域 }}")],
        [("任务", "{{ 团队.任务 }}")],
        only={"服务行业": "团队.服务行业", "服务区域": "团队.服务区域"},
        tied=True,
    )


def _people() -> etree._Element:
    role = '专家{% if 外聘.团队职务 and 外聘.团队职务 != "成员" %}、{{ 外聘.团队职务 }}{% endif %}'
    of_member = (
        "姓名 }}",
        "单位 }}",
        "职务 }}",
        "专业领域 | or_dash }}",
        "人员来源 }}",
        "团队职务 }}",
        "电话 | or_dash }}",
    )
    member = ["{{ loop.index }}", *(f"{{{{ 成员.{each}" for each in of_member)]
    of_expert = ("姓名 }}", "单位 }}", "职务 }}", '专业领域 | join("、") }}', "人员来源 }}")
    expert = ["{{ loop.index + (团队.成员 | length) }}", *(f"{{{{ 外聘.专家.{each}" for each in of_expert), role,
              "{{ 外聘.专家.电话 | or_dash }}"]  # fmt: skip
    experts = "团队.专家 | length"
    total = f"合计{{{{ (团队.成员 | length) + ({experts}) }}}}人，其中外聘专家{{{{ {experts} }}}}人。"
    return table(
        _WIDTHS,
        head_row(_WIDTHS, list(_COLUMNS), "清单表头"),
        *loop_rows(_WIDTHS, "成员 in 团队.成员", _person(member), nothing=nothing_row(_WIDTHS)),
        *loop_rows(_WIDTHS, "外聘 in 团队.专家", _person(expert)),
        line(_WIDTHS, (len(_WIDTHS), [p(total, _SMALL)])),
        margin=50,
    )


def _person(values: list[str]) -> etree._Element:
    left = ("单位", "职务（职称）")
    styles = (_SMALL if title in left else _CENTRED for title in _COLUMNS)
    return _row(_WIDTHS, list(zip(values, styles, strict=True)))


def _row(widths: list[int], values: list[tuple[str, str]]) -> etree._Element:
    return line(widths, *((1, [p(text, style)]) for text, style in values))
