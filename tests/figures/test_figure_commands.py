"""``docgen figures`` and ``docgen explain`` as typed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.bad_inputs.changes import make
from tests.bad_inputs.checking import small_workspace
from tests.cli.typed import docgen
from tests.figures.workspace import add, date

ISSUES = "count: 问题 in enterprise.质量问题\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return small_workspace(tmp_path / "workspace")


def read(*words: str, cwd: Path) -> Any:
    return json.loads(docgen(*words, "--format", "json", cwd=cwd).stdout)


def test_figures_lists_every_figure_with_its_groups_below(root: Path) -> None:
    add(root, 程度=f"{ISSUES}by: 问题.严重程度")
    done = docgen("figures", cwd=root)
    assert done.returncode == 0
    assert done.stdout.splitlines() == [
        "期间 2022-08（2022-08-01 至 2022-08-31），截至 2022-08-31",
        "",
        "名称      数值  单位  口径",
        "发现问题  4     条    期间内发现的质量问题",
        "问题企业  2     家    期间内发现过质量问题的企业，同一企业只计一次",
        "户均问题  2.0   条    发现问题数÷问题企业数",
        "程度      4     条    样例",
        "  一般    3     条",
        "  较重    1     条",
        "  严重    0     条",
    ]


def test_figures_of_a_day_say_that_the_period_goes_on(root: Path) -> None:
    done = docgen("figures", "2022-08", "--as-of", "2022-08-04", cwd=root)
    assert "发现问题  1 " in done.stdout
    assert done.stderr == "期间 2022-08 到 2022-08-31 才结束，只统计到 2022-08-04。\n"


def test_a_figure_that_cannot_be_counted_is_told_and_the_others_are_shown(root: Path) -> None:
    add(root, 甲="count: enterprise\nwhere: 企业.员工人数 > 50", 乙="value: figures.甲 + 1")
    done = docgen("figures", cwd=root)
    assert done.returncode == 1
    assert "发现问题  4  " in done.stdout
    assert done.stdout.count("不能统计  条") == 2
    assert done.stdout.count("DG311 错误") == 1
    document = read("figures", cwd=root)
    assert [(name, each["value"]) for name, each in document["figures"].items()] == [
        ("发现问题", 4), ("问题企业", 2), ("户均问题", 2), ("甲", None), ("乙", None),
    ]  # fmt: skip
    assert [each["code"] for each in document["diagnostics"]] == ["DG311"]


def test_figures_over_a_wrong_case_are_refused_for_one_reason_said_once(root: Path) -> None:
    make({"replace": "cases/enterprise/qy-001.yaml", "from": "严重程度: 较重", "to": "严重程度: 较中"}, root)
    done = docgen("figures", cwd=root)
    assert done.returncode == 1
    assert "案卷 enterprise/qy-001 有错，数出来会不准" in done.stdout
    assert "另有  1 个数字也因此不能统计" in done.stdout
    assert "cases/enterprise/qy-001.yaml:15:11" in done.stdout


def test_json_has_groups_only_where_the_figure_has(root: Path) -> None:
    add(root, 程度=f"{ISSUES}by: 问题.严重程度")
    document = read("figures", cwd=root)
    assert (document["period"], document["as_of"], document["diagnostics"]) == ("2022-08", "2022-08-31", [])
    assert "groups" not in document["figures"]["发现问题"]
    source = {"case": "enterprise/qy-001", "item": "WT-001", "file": "cases/enterprise/qy-001.yaml", "line": 13}
    group = document["figures"]["程度"]["groups"][1]
    assert group == {"name": "较重", "value": 1, "text": "1", "sources": [source]}


def test_a_missing_template_is_no_reason_not_to_count(root: Path) -> None:
    make({"remove": "templates/notice.docx"}, root)
    assert docgen("figures", cwd=root).returncode == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["figures", "2022-8"], "没有期间“2022-8”。要写“2022-08”吗？"),
        (["figures", "--as-of", "8月"], "--as-of 要写成 2022-06-30 这样的日期"),
        (["explain", "发现的问题"], "docgen.yaml 里没有数字“发现的问题”。要写“发现问题”吗？"),
        (["explain", "发现问题", "--period", "2021"], "没有期间“2021”。"),
    ],
)
def test_wrong_words_are_refused_with_the_nearest(root: Path, words: list[str], said: str) -> None:
    done = docgen(*words, cwd=root)
    assert done.returncode == 2
    assert said in done.stderr


def test_explain_says_how_it_is_counted_and_what_was_counted(root: Path) -> None:
    add(root, 程度=f"{ISSUES}where: 问题.严重程度 != '严重'\nby: 问题.严重程度")
    lines = docgen("explain", "程度", cwd=root).stdout.splitlines()
    assert lines[:3] == ["程度  4 条", "口径  样例", "期间 2022-08（2022-08-01 至 2022-08-31），截至 2022-08-31"]
    assert lines[4:10] == [
        "怎么数",
        "  docgen.yaml:45:5",
        "    数什么  “企业”案卷里“质量问题”的每一项，称为“问题”",
        "    条件    问题.严重程度 != '严重'",
        "    日期    发现日期，在期间以内的才算",
        "    分组    问题.严重程度",
    ]
    assert "  一般  3 条" in lines
    assert "    enterprise/qy-001  示例建材有限公司  WT-001  2022-08-03  cases/enterprise/qy-001.yaml:13" in lines


def test_explain_tells_what_only_its_date_left_out_and_lists_it_when_asked(root: Path) -> None:
    date(root, "2022-07-31")
    make({"replace": "cases/enterprise/qy-002/more.yaml", "from": "2022-08-11", "to": "2022-09-01"}, root)
    words = ["explain", "发现问题", "--as-of", "2022-08-04"]
    short, long = (docgen(*words, *more, cwd=root).stdout for more in ([], ["--left-out"]))
    said = "符合条件、只因日期没有计入的 3 项：晚于截至日期 1 项、早于期间 1 项、晚于期间 1 项。"
    assert f"{said}加 --left-out 列出。" in short
    assert said in long
    assert "WT-004" not in short
    assert "WT-004  2022-09-01  晚于期间" in long
    assert "WT-002  2022-08-05  晚于截至日期" in long


def test_explain_tells_repeated_mentions_and_what_was_counted_once(root: Path) -> None:
    union = "count:\n  - {each: 问题 in enterprise.质量问题, as: 企业.专班}\ndistinct: true"
    add(root, 专班=union)
    assert "另有 2 处说的是已经计入的，没有重复计。" in docgen("explain", "问题企业", cwd=root).stdout
    told = read("explain", "专班", cwd=root)
    assert [(each["case"], each["thing"]) for each in told["counted"]] == [
        ("enterprise/qy-001", "样例第一专班（td-01）")
    ]
    assert [each["item"] for each in told["repeats"]] == ["WT-002", "WT-003", "WT-004"]


def test_explain_fills_the_parts_into_a_formula(root: Path) -> None:
    done = docgen("explain", "户均问题", cwd=root)
    assert "  = 发现问题（4 条） / 问题企业（2 家）" in done.stdout
    assert "  = 2.0 条" in done.stdout
    assert "docgen explain 发现问题 --period 2022-08" in done.stdout
    told = read("explain", "户均问题", "--as-of", "2022-08-01", cwd=root)
    assert (told["value"], told["text"]) == (None, "—")
    assert [(each["figure"], each["value"]) for each in told["parts"]] == [("发现问题", 0), ("问题企业", 0)]


ROUNDED = "count: enterprise\nsum: 企业.质量问题 | length / 3\ndigits: 0\nby: 企业.id"


def test_explain_tells_what_falls_into_two_groups_and_where_it_counts(root: Path) -> None:
    add(root, 甲=f"{ISSUES}as: 企业\ndistinct: true\nby: 问题.严重程度")
    shown = docgen("explain", "甲", cwd=root).stdout
    assert "有 1 处是已经计入别的组的，只计入先有的那一组：" in shown
    assert "WT-002  2022-08-05  也属于“一般”，只计入“较重”" in shown
    assert "另有 1 处说的是已经计入的，没有重复计。" in shown


def test_figures_remarks_on_what_has_no_day_to_be_counted_by(root: Path) -> None:
    add(root, 甲=f"{ISSUES}day: (问题.办理 | last).日期")
    assert "没有填写所按日期、没有计入的：“甲”3 项。" in docgen("figures", cwd=root).stdout
    assert "没有日期 3 项" in docgen("explain", "甲", cwd=root).stdout


def test_a_formula_that_names_a_figure_in_brackets_is_filled_in_too(root: Path) -> None:
    add(root, 甲="value: figures['发现问题'] + 1")
    assert "= 发现问题（4 条） + 1" in docgen("explain", "甲", cwd=root).stdout


def test_explain_of_a_figure_that_cannot_be_counted_says_why(root: Path) -> None:
    add(root, 甲=ROUNDED)
    done = docgen("explain", "甲", cwd=root)
    assert done.returncode == 1
    assert "甲  不能统计" in done.stdout
    assert "DG340 错误" in done.stdout
    assert [each["code"] for each in read("explain", "甲", cwd=root)["diagnostics"]] == ["DG340"]


def test_check_tells_of_a_number_in_a_text_and_goes_on_to_plan(root: Path) -> None:
    add(root, 甲=ROUNDED)
    done = docgen("check", cwd=root)
    assert done.returncode == 1
    assert done.stdout.count("DG340 错误") == 1
    assert docgen("build", cwd=root).returncode == 0
