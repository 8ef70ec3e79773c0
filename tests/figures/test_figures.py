"""Figures counted from a small workspace: what counts, once or each time, in the period, and what is refused."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from docgen.catalog import Selection, Workspace, open_workspace, plan
from docgen.check import check_workspace
from docgen.expressions import Text
from docgen.figures import Figures, UnreliableFigureError, figures_for, wrong_cases
from docgen.model import Absent, UnknownFieldError
from tests.bad_inputs.changes import make
from tests.bad_inputs.checking import small_workspace
from tests.figures.workspace import add, counted


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return small_workspace(tmp_path / "workspace")


def value(root: Path, lines: str, day: str = "2022-08-31") -> Any:
    return counted(root, day, 甲=lines).figure("甲").value


def refusal(root: Path, lines: str) -> str:
    with pytest.raises(UnreliableFigureError) as caught:
        value(root, lines)
    assert caught.value.diagnostic.code == "DG311"
    assert caught.value.diagnostic.location.file == "docgen.yaml"
    return caught.value.diagnostic.message


def test_items_are_counted_each_and_cases_once_where_they_are_distinct(root: Path) -> None:
    figures = counted(root)
    assert figures.figure("发现问题").value == 4
    assert figures.figure("问题企业").value == 2


def test_a_value_is_rounded_half_up_to_its_digits(root: Path) -> None:
    assert counted(root).figure("户均问题").text == "2.0"
    assert value(root, "value: 0.25 + 0\ndigits: 1") == Decimal("0.3")


def test_both_ends_of_the_period_count_and_nothing_beside_them(root: Path) -> None:
    for case, day in (("issues", "2022-08-31"), ("more", "2022-09-01")):
        file = f"cases/enterprise/qy-002/{case}.yaml"
        number = "2022-08-10" if case == "issues" else "2022-08-11"
        make({"replace": file, "from": f"发现日期: {number}", "to": f"发现日期: {day}"}, root)
    assert value(root, "count: 问题 in enterprise.质量问题", "2022-12-31") == 3


def test_what_happened_after_the_day_is_not_counted(root: Path) -> None:
    assert counted(root, "2022-08-04").figure("发现问题").value == 1


def test_a_union_of_sources_counts_a_case_in_both_of_them_once(root: Path) -> None:
    both = "count:\n  - each: 问题 in enterprise.质量问题\n    as: 企业\n  - each: enterprise\n    as: 企业"
    assert value(root, f"{both}\ndistinct: true") == 2
    assert value(small_again(root), both) == 6


def small_again(root: Path) -> Path:
    return small_workspace(root.parent / "again")


def test_a_condition_chooses_and_a_sum_adds(root: Path) -> None:
    assert value(root, "count: 问题 in enterprise.质量问题\nwhere: 问题.严重程度 == '一般'") == 3
    assert value(small_again(root), "count: enterprise\nsum: 企业.质量问题 | length") == 4


def test_a_sum_over_what_is_not_filled_in_is_refused_until_a_condition_leaves_it_out(root: Path) -> None:
    said = refusal(root, "count: enterprise\nsum: 企业.员工人数")
    assert "企业 qy-002没有填写“员工人数”，不知道该加多少" in said
    lines = "count: enterprise\nwhere: 企业.员工人数 is filled\nsum: 企业.员工人数"
    assert value(small_again(root), lines) == 86


def test_another_day_may_date_the_fact(root: Path) -> None:
    dated = "count: 问题 in enterprise.质量问题\nday: (问题.办理 | last).日期"
    assert value(root, dated) == 1
    assert counted(root, "2022-08-31").figure("甲").undated == 3


def test_another_day_is_not_looked_at_beyond_the_day_that_the_figures_are_of(root: Path) -> None:
    due = "count: 问题 in enterprise.质量问题\nday: 问题.整改期限"
    assert value(root, due, "2022-08-31") == 4
    for day, found in (("2022-08-19", 0), ("2022-08-20", 1)):
        assert counted(root, day).figure("甲").value == found


def test_a_day_that_is_no_date_is_refused(root: Path) -> None:
    assert "的 day 算出来的不是日期" in refusal(root, "count: enterprise\nday: 企业.名称 ~ ''")


REFERRED = "count: enterprise\nwhere: 企业.专班.名称 == '样例第一专班'"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"encode": "cases/team/td-01.yaml", "as": "gb18030"}, "案卷 cases/team/td-01.yaml 读不出来"),
        ({"remove": "cases/team/td-01.yaml"}, "用到的案卷 team/td-01 不存在"),
    ],
)
@pytest.mark.parametrize(
    "lines", [REFERRED, "count: enterprise\nby: 企业.专班.名称", "count: enterprise\nas: 企业.专班\ndistinct: true"]
)
def test_a_case_that_is_only_referred_to_and_not_there_refuses_the_figure(
    root: Path, change: dict[str, str], said: str, lines: str
) -> None:
    make(change, root)
    assert said in refusal(root, lines)


def test_a_wrong_case_that_is_only_referred_to_refuses_the_figure_but_not_the_others(root: Path) -> None:
    make({"replace": "cases/team/td-01.yaml", "from": "成立日期: ", "to": "成立日期: 3月"}, root)
    add(root, 甲=REFERRED)
    workspace = open_workspace(root)
    wrong = wrong_cases(workspace, check_workspace(workspace))
    figures = Figures(workspace, workspace.view("2022-08-31"), "2022-08", wrong)
    assert figures.figure("发现问题").value == 4
    with pytest.raises(UnreliableFigureError, match="案卷 team/td-01 有错"):
        figures.figure("甲")


def test_a_division_by_zero_is_unknown_and_prints_a_dash(root: Path) -> None:
    figures = counted(root, "2022-08-01")
    assert figures.figure("户均问题").value is None
    assert isinstance(figures.lookup("户均问题"), Absent)
    assert Text("{{ figures.户均问题.text }}{{ figures.户均问题.unit }}").render({"figures": figures}) == "—条"


def test_a_figure_is_a_number_with_words(root: Path) -> None:
    figures = counted(root)
    assert Text("{{ figures.发现问题 }}{{ figures.发现问题.unit }}").render({"figures": figures}) == "4条"
    assert Text("{{ figures.发现问题 * 2 }}").render({"figures": figures}) == "8"
    assert [figure.figure.name for figure in figures] == ["发现问题", "问题企业", "户均问题"]
    with pytest.raises(UnknownFieldError, match="没有数字“问题”"):
        figures.lookup("问题")


def test_the_sources_say_what_was_counted_and_where_it_stands(root: Path) -> None:
    sources = counted(root).figure("发现问题").sources
    assert [(each.case, each.item, str(each.location)) for each in sources][:2] == [
        ("enterprise/qy-001", "WT-001", "cases/enterprise/qy-001.yaml:13:5"),
        ("enterprise/qy-001", "WT-002", "cases/enterprise/qy-001.yaml:22:5"),
    ]


def test_an_unreadable_case_refuses_the_figure_and_those_calculated_from_it(root: Path) -> None:
    make({"encode": "cases/enterprise/qy-001.yaml", "as": "gb18030"}, root)
    figures = counted(root)
    for name in ("发现问题", "户均问题", "发现问题"):
        with pytest.raises(UnreliableFigureError, match=r"qy-001\.yaml 读不出来，数出来会偏少"):
            figures.figure(name)


def test_a_condition_that_cannot_be_decided_refuses_the_figure_and_names_the_case(root: Path) -> None:
    said = refusal(root, "count: enterprise\nwhere: 企业.员工人数 > 50")
    assert "企业 qy-002没有填写“员工人数”，不知道该不该算进去" in said
    assert value(small_again(root), "count: enterprise\nwhere: 企业.员工人数 is filled and 企业.员工人数 > 50") == 1


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("count: enterprise\nsum: 企业.名称", "sum 算出来的不是数"),
        ("value: figures.发现问题.text", "value 算出来的不是数"),
        ("value: figures.发现问题 > 3", "value 算出来的不是数"),
        ("count: enterprise\nas: 企业.质量问题\ndistinct: true", "as 算出来的是一个列表"),
        ("count: enterprise\nas: range(3)\ndistinct: true", "as 算出来的是一个列表"),
        ("count: enterprise\nas: namespace(甲=1)\ndistinct: true", "as 算出来的是一个不能比较的东西"),
        ("count: enterprise\nby: namespace(甲=1)", "by 算出来的是一个不能比较的东西"),
        ("count: enterprise\nby: none", "by 算出来的是空的"),
        ("count: enterprise\nby: '{\"甲\": 1}'", "by 算出来的是一张对照表"),
        ("value: figures.甲 + 1", "算法里又用到了它自己"),
        ("value: figures.发现问题 + '条'", "“+”只能用于数字"),
    ],
)
def test_a_definition_that_makes_no_number_is_refused(root: Path, lines: str, said: str) -> None:
    assert said in refusal(root, lines)


def test_only_documents_made_for_each_period_have_figures(root: Path) -> None:
    workspace: Workspace = open_workspace(root)
    target = plan(workspace, Selection(documents=("notice",)))[0][0]
    assert figures_for(workspace, workspace.view("2022-08-31"), target) is None
