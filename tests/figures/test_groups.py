"""Figures counted by something: the groups, their order and subtotals, and what templates see of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.expressions import Text
from docgen.figures import UnreliableFigureError
from docgen.model import UnknownFieldError
from docgen.model.figures import Figure
from tests.bad_inputs.changes import make
from tests.bad_inputs.checking import findings, small_workspace
from tests.figures.workspace import add, counted, date

ISSUES = "count: 问题 in enterprise.质量问题\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return small_workspace(tmp_path / "workspace")


def groups(figure: Figure) -> list[tuple[str, str]]:
    return [(group.name, group.text) for group in figure.groups or ()]


def by(root: Path, lines: str, day: str = "2022-08-31") -> list[tuple[str, str]]:
    return groups(counted(root, day, 甲=lines).figure("甲"))


def test_the_values_of_a_field_are_in_the_order_of_the_schema_also_with_0(root: Path) -> None:
    assert by(root, f"{ISSUES}by: 问题.严重程度") == [("一般", "3"), ("较重", "1"), ("严重", "0")]


def test_other_groups_are_in_the_order_of_names(root: Path) -> None:
    assert by(root, f"{ISSUES}by: 企业.名称") == [("样例电缆有限公司", "2"), ("示例建材有限公司", "2")]


def test_numbers_are_in_order_and_what_is_not_filled_in_is_last(root: Path) -> None:
    make({"replace": "cases/enterprise/qy-002/base.yaml", "from": "联系人:", "to": "员工人数: 9\n联系人:"}, root)
    make(
        {"write": "cases/enterprise/qy-003.yaml", "text": "名称: 范例纸品厂\n专班: td-01\n联系人: {姓名: 何示平}\n"},
        root,
    )
    assert by(root, "count: enterprise\nby: 企业.员工人数") == [("9", "1"), ("86", "1"), ("未填写", "1")]


def test_a_condition_over_what_is_not_filled_in_is_that_group_too(root: Path) -> None:
    lines = "count: enterprise\nby: \"'大' if 企业.员工人数 > 50 else '小'\""
    assert by(root, lines) == [("大", "1"), ("未填写", "1")]


def test_a_judgement_groups_into_yes_and_no(root: Path) -> None:
    assert by(root, f"{ISSUES}by: 问题.办理 is filled") == [("否", "3"), ("是", "1")]


def test_cases_that_are_referred_to_go_by_name_and_two_of_one_name_stay_apart(root: Path) -> None:
    make({"write": "cases/team/td-02.yaml", "text": "名称: 样例第一专班\n成立日期: 2022-03-02\n"}, root)
    make({"replace": "cases/enterprise/qy-001.yaml", "from": "专班: td-01", "to": "专班: td-02"}, root)
    assert by(root, f"{ISSUES}by: 企业.专班") == [("样例第一专班（td-01）", "2"), ("样例第一专班（td-02）", "2")]


def test_sums_and_distinct_counts_have_groups_too(root: Path) -> None:
    add(root, 加总="count: enterprise\nsum: 企业.质量问题 | length\nby: 企业.名称")
    figures = counted(root, 去重=f"{ISSUES}as: 企业\ndistinct: true\nby: 企业.名称")
    for name, each in (("加总", "2"), ("去重", "1")):
        assert groups(figures.figure(name)) == [("样例电缆有限公司", each), ("示例建材有限公司", each)]


def test_subtotals_add_up_to_the_total_and_have_their_own_sources(root: Path) -> None:
    figure = counted(root, 甲=f"{ISSUES}by: 问题.严重程度").figure("甲")
    assert figure.groups is not None
    assert sum(group.value for group in figure.groups) == figure.value
    told = [source for group in figure.groups for source in group.sources]
    assert sorted(told, key=lambda each: each.item) == sorted(figure.sources, key=lambda each: each.item)


def test_the_sources_of_a_union_may_be_grouped_each_in_its_own_way(root: Path) -> None:
    parts = (
        "count:\n  - {each: 问题 in enterprise.质量问题, by: 问题.严重程度}\n"
        "  - {each: team, by: \"'专班'\", day: period.起始日期}"
    )
    assert by(root, parts) == [("一般", "3"), ("较重", "1"), ("严重", "0"), ("专班", "1")]
    for_all = "count:\n  - {each: 问题 in enterprise.质量问题}\n  - {each: enterprise}\nby: 企业.id"
    assert by(small_workspace(root.parent / "again"), for_all) == [("qy-001", "3"), ("qy-002", "3")]


TWO_GROUPS = f"{ISSUES}as: 企业\ndistinct: true\nby: 问题.严重程度"


def test_a_thing_in_two_groups_is_counted_in_the_first_by_day_and_the_subtotals_add_up(root: Path) -> None:
    figure = counted(root, "2022-08-31", 甲=TWO_GROUPS).figure("甲")
    assert (figure.value, groups(figure)) == (2, [("一般", "1"), ("较重", "1"), ("严重", "0")])
    make(
        {"replace": "cases/enterprise/qy-001.yaml", "from": "发现日期: 2022-08-03", "to": "发现日期: 2022-08-30"}, root
    )
    figure = counted(root, "2022-08-31").figure("甲")
    assert (figure.value, groups(figure)) == (2, [("一般", "2"), ("较重", "0"), ("严重", "0")])


def test_of_two_sources_the_first_one_says_which_group(root: Path) -> None:
    parts = (
        "count:\n  - {each: enterprise, as: 企业, by: \"'企业'\"}\n"
        "  - {each: 问题 in enterprise.质量问题, as: 企业, by: 问题.严重程度}\ndistinct: true"
    )
    assert by(root, parts) == [("一般", "0"), ("较重", "0"), ("严重", "0"), ("企业", "2")]


def test_subtotals_that_rounding_drives_apart_refuse_the_figure(root: Path) -> None:
    make({"replace": "cases/enterprise/qy-001.yaml", "from": "年产值: 1200.50", "to": "年产值: 0.5"}, root)
    make({"replace": "cases/enterprise/qy-002/base.yaml", "from": "专班:", "to": "年产值: 0.5\n专班:"}, root)
    figures = counted(root, 甲="count: enterprise\nsum: 企业.年产值\ndigits: 0\nby: 企业.id")
    with pytest.raises(UnreliableFigureError, match="各组四舍五入以后相加是 2，总数是 1"):
        figures.figure("甲")


def test_a_list_cannot_be_a_group(root: Path) -> None:
    with pytest.raises(UnreliableFigureError, match="by 算出来的是一个列表"):
        counted(root, 甲="count: enterprise\nby: 企业.主要产品 or []").figure("甲")


def test_templates_print_groups_and_sources(root: Path) -> None:
    figures = {"figures": counted(root, 甲=f"{ISSUES}by: 问题.严重程度")}
    text = "{% for 组 in figures.甲.groups %}{{ 组.name }}{{ 组.text }}条（{{ 组.sources | join('、') }}）{% endfor %}"
    assert Text(text).render(figures) == "一般3条（WT-002、WT-003、WT-004）较重1条（WT-001）严重0条（）"
    first = "{% set 一 = figures.甲.sources | first %}"
    one = first + "{{ 一 }} {{ 一.case }} {{ 一.id }} {{ 一.item }} {{ 一.file }}:{{ 一.line }}"
    assert Text(one).render(figures) == "WT-001 enterprise/qy-001 qy-001 WT-001 cases/enterprise/qy-001.yaml:13"
    assert Text("{{ figures.发现问题.groups | length }}").render(figures) == "0"


def test_a_source_that_its_key_does_not_name_is_told_with_its_case(root: Path) -> None:
    team = "cases/team/td-02.yaml"
    make({"write": team, "text": "名称: 样例第二专班\n成立日期: 2022-03-01\n成员:\n  - 姓名: 周示安\n"}, root)
    figures = counted(root, "2022-08-31", 甲="count: 人 in team.成员\nday: period.起始日期", 乙="count: enterprise")
    assert [each.text for each in figures.figure("甲").sources] == ["td-01（周示安）", "td-02（周示安）"]
    assert [each.text for each in figures.figure("乙").sources] == ["qy-001", "qy-002"]


@pytest.mark.parametrize("name", ["figures.甲.groups[0].总数", "(figures.甲.sources | first).页码"])
def test_what_groups_and_sources_do_not_have_is_refused(root: Path, name: str) -> None:
    with pytest.raises(UnknownFieldError, match="没有“"):
        Text("{{ " + name + " }}").render({"figures": counted(root, 甲=f"{ISSUES}by: 问题.严重程度")})


def test_a_template_that_names_what_groups_do_not_have_is_told_by_checking(root: Path) -> None:
    lines = [
        "monthly:",
        "  title: 月报",
        "  each: period",
        "  template: monthly.docx",
        "  output: '{{ 期间.id }}.docx'",
    ]
    entry = "".join(f"  {line}\n" for line in lines)
    make({"replace": "docgen.yaml", "from": "figures:\n", "to": f"{entry}figures:\n"}, root)
    add(root, 甲=f"{ISSUES}by: 问题.严重程度")
    body = ["{% for 组 in figures.甲.groups %}{{ 组.nam }}{% endfor %}", "{{ figures.发现问题.groups | length }}"]
    make({"template": "monthly.docx", "body": body}, root)
    said = [each.message for each in findings(root) if each.code == "DG402"]
    assert ["没有字段“组.nam”，最接近的是“组.name”" in said[0], "没有字段“figures.发现问题.groups”" in said[1]] == [
        True,
        True,
    ]


@pytest.mark.parametrize(
    ("day", "found"),
    [
        ("2022-07-31", "1"), ("2022-08-01", "2"), ("2022-08-31", "2"), ("2022-09-01", "1"),
    ],
)  # fmt: skip
def test_a_day_inside_or_outside_the_period_moves_the_figure_and_its_group(root: Path, day: str, found: str) -> None:
    date(root, day)
    figures = counted(root, "2022-12-31", 甲=f"{ISSUES}by: 企业.名称", 乙=f"{ISSUES}as: 企业\ndistinct: true")
    assert figures.figure("甲").value == 2 + int(found)
    assert groups(figures.figure("甲"))[0] == ("样例电缆有限公司", found)
    assert figures.figure("乙").value == 2


@pytest.mark.parametrize(("day", "total", "group"), [("2022-08-09", 2, 0), ("2022-08-10", 3, 1), ("2022-08-11", 4, 2)])
def test_the_figures_and_groups_of_a_day_do_not_know_the_next_one(root: Path, day: str, total: int, group: int) -> None:
    lines = f"{ISSUES}as: 企业\ndistinct: true"
    figures = counted(root, day, 甲=f"{ISSUES}by: 问题.整改期限", 乙=lines)
    assert figures.figure("甲").value == total
    assert dict(groups(figures.figure("甲"))) == {"2022-08-20": "1", "2022-08-31": str(1 + group)}
    assert figures.figure("乙").value == (2 if group else 1)


def test_what_is_counted_once_is_counted_as_long_as_one_mention_is_in_the_period(root: Path) -> None:
    date(root, "2022-07-31")
    lines = f"{ISSUES}as: 企业\ndistinct: true\nby: 企业.名称"
    assert by(root, lines) == [("样例电缆有限公司", "1"), ("示例建材有限公司", "1")]
    make({"replace": "cases/enterprise/qy-002/more.yaml", "from": "2022-08-11", "to": "2022-09-01"}, root)
    assert groups(counted(root, "2022-12-31").figure("甲")) == [("示例建材有限公司", "1")]
