"""Diagnostics as people read them in a terminal: layout, alignment, and what a console can print."""

from __future__ import annotations

import ast
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import docgen.report
from docgen.model import Diagnostic, Location, Related
from docgen.report import diagnostic_text, summary_text

CASE = "cases/enterprise/qy-031.yaml"


def columns_of(text: str) -> int:
    """Display columns, counted apart from the code under test."""
    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in {"W", "F"} else 1
        for sign in text
    )


def lines_of(text: str) -> Callable[[str, int], str | None]:
    lines = text.split("\n")
    return lambda file, line: lines[line - 1] if 1 <= line <= len(lines) else None


def shown(diagnostic: Diagnostic, text: str = "", color: bool = False) -> list[str]:
    return diagnostic_text(diagnostic, lines_of(text), color).split("\n")


def marked(output: list[str]) -> str:
    """What stands above the carets, found by display columns."""
    below = next(index for index, line in enumerate(output) if re.fullmatch(r" +│ +\^+|│\^+|.*│ *\^+", line))
    start, end = output[below].index("^"), len(output[below])
    found, at = "", 0
    for sign in output[below - 1]:
        if start <= at < end:
            found += sign
        at += columns_of(sign)
    return found


def finding(line: int, column: int, end_line: int = 0, end_column: int = 0) -> Diagnostic:
    return Diagnostic("DG203", "error", "示例问题。", Location(CASE, line, column, end_line, end_column))


def test_a_finding_in_a_case_reads_as_in_the_design() -> None:
    text = "\n" * 12 + "    发现日期: 2022-06-30\n    严重程度: 较中\n"
    diagnostic = Diagnostic(
        "DG203",
        "error",
        "“严重程度”的值“较中”不在允许范围。要写“较重”吗？",
        Location(CASE, 14, 11, 14, 13),
        field="企业 示例建材有限公司 › 质量问题 WT-2022-003 › 严重程度",
        notes=(("可填", "一般 较重 严重"),),
    )
    assert shown(diagnostic, text) == [
        "cases/enterprise/qy-031.yaml:14:11  DG203 错误  “严重程度”的值“较中”不在允许范围。要写“较重”吗？",
        "   13 │     发现日期: 2022-06-30",
        "   14 │     严重程度: 较中",
        "      │               ^^^^",
        "   字段  企业 示例建材有限公司 › 质量问题 WT-2022-003 › 严重程度",
        "   可填  一般 较重 严重                                            说明  docgen rule DG203",
    ]


def test_a_finding_in_a_template_reads_as_in_the_design() -> None:
    diagnostic = Diagnostic(
        "DG402",
        "error",
        "没有字段“问题.描诉”，最接近的是“问题.描述”",
        Location("templates/issue_list.docx"),
        place="正文 表 1 第 2 行第 3 格",
        notes=(("原文", "{{ 问题.描诉 }}"), ("循环", "{%tr for 问题 in 企业.质量问题 %}")),
    )
    assert shown(diagnostic) == [
        "templates/issue_list.docx  正文 表 1 第 2 行第 3 格  DG402 错误  没有字段“问题.描诉”，最接近的是“问题.描述”",
        "   原文  {{ 问题.描诉 }}      循环  {%tr for 问题 in 企业.质量问题 %}      说明  docgen rule DG402",
    ]


def test_hint_and_related_places_follow_the_notes() -> None:
    diagnostic = Diagnostic(
        "DG110",
        "error",
        "“名称”写了两次。",
        Location(CASE, 3, 1, 3, 3),
        hint="请删掉其中一个，或者改成另一个字段的名称。",
        related=(Related(Location(CASE, 1, 1), "第一次写在这里"), Related(Location(CASE), "同一个文件")),
    )
    assert shown(diagnostic, "名称: 甲\n\n名称: 乙") == [
        "cases/enterprise/qy-031.yaml:3:1  DG110 错误  “名称”写了两次。",
        "    2 │",
        "    3 │ 名称: 乙",
        "      │ ^^^^",
        "   改法  请删掉其中一个，或者改成另一个字段的名称。",
        "   另见  cases/enterprise/qy-031.yaml:1:1  第一次写在这里",
        "   另见  cases/enterprise/qy-031.yaml  同一个文件                  说明  docgen rule DG110",
    ]


@pytest.mark.parametrize(
    ("line", "column", "end_column", "marked_text"),
    [
        ("严重程度: 较中", 7, 9, "较中"),
        ("\t名称: 甲", 6, 7, "甲"),
        ("甲\t乙", 3, 4, "乙"),
        ("e\u0301tude: 甲", 9, 10, "甲"),
        ("𠮷野: 示例", 5, 7, "示例"),
        ("ｆｕｌｌ： 甲", 7, 8, "甲"),
        ("a: b", 4, 5, "b"),
        ("号\u200b码: 1", 2, 3, "?"),
        ("\x1b[31m红: 1", 1, 2, "?"),
        ("坏\ud83d字", 2, 3, "?"),
    ],
)
def test_carets_stand_below_the_text_they_mean(line: str, column: int, end_column: int, marked_text: str) -> None:
    output = shown(finding(1, column, 1, end_column), line)
    assert marked(output) == marked_text


@given(
    st.text(st.characters(exclude_characters="\n\r^│", codec="utf-8"), min_size=1, max_size=400),
    st.integers(1, 400),
    st.integers(0, 400),
)
@example("0" * 92, 93, 0)
@example("0" * 93, 94, 0)
def test_no_line_of_source_is_wider_than_a_terminal(line: str, column: int, length: int) -> None:
    output = shown(finding(1, column, 1, column + length), line)
    assert all(columns_of(row) <= 100 for row in output[1:])
    assert not any(unicodedata.category(sign) in {"Cc", "Cf", "Cs"} for row in output for sign in row)


@pytest.mark.parametrize("before", [0, 30, 88, 95, 200, 5_000_000])
@pytest.mark.parametrize("after", [0, 3, 500])
def test_a_long_line_is_cut_round_the_place(before: int, after: int) -> None:
    line = "前" * before + "错处" + "后" * after
    output = shown(finding(1, before + 1, 1, before + 3), line)
    assert marked(output) == "错处"
    source = output[1].split("│ ")[1]
    assert columns_of(output[1]) <= 100
    assert source.startswith("...") == (before * 2 + 4 > 86 and not source.startswith("前" * before + "错"))
    assert source.endswith("...") == (not source.endswith("错处" + "后" * after))
    assert before == 0 or source.count("前") >= 5


def test_a_stretch_longer_than_the_screen_is_marked_to_the_cut() -> None:
    output = shown(finding(1, 5, 1, 500), "甲: [" + "长" * 500)
    assert set(marked(output)) == {"长"}
    assert len(marked(output)) > 30
    assert output[1].endswith("...")


def test_of_several_lines_only_the_first_is_marked() -> None:
    output = shown(finding(1, 5, 3, 2), "说明: 第一行  \n  第二行\n  第三行")
    assert marked(output) == "第一行"
    assert not any("第二行" in row for row in output)


@pytest.mark.parametrize(
    ("line", "location", "mark"),
    [
        ("a: 甲乙", (1, 1), "      │ ^"),
        ("a: 甲乙", (1, 4), "      │    ^^"),
        ("a: 甲乙", (1, 4, 1, 4), "      │    ^^"),
        ("a: 甲乙", (1, 4, 1, 2), "      │    ^^"),
        ("", (1, 1), "      │ ^"),
    ],
)
def test_a_single_point_marks_one_character(line: str, location: tuple[int, ...], mark: str) -> None:
    assert shown(finding(*location), line)[2] == mark


def test_a_place_past_the_end_is_marked_behind_the_text() -> None:
    assert shown(finding(1, 99), "名称:")[2] == "      │      ^"


def test_without_the_source_there_is_only_the_sentence() -> None:
    diagnostic = finding(7, 2)
    assert diagnostic_text(diagnostic, lambda file, line: None, False) == (
        "cases/enterprise/qy-031.yaml:7:2  DG203 错误  示例问题。\n   说明  docgen rule DG203"
    )


def test_a_line_without_a_column_has_no_caret() -> None:
    output = shown(finding(1, 0), "名称: 甲")
    assert output[0].startswith("cases/enterprise/qy-031.yaml:1  DG203")
    assert not any("^" in row for row in output)


def test_a_finding_without_any_place_starts_with_its_code() -> None:
    assert shown(Diagnostic("DG601", "warning", "示例。"))[0] == "DG601 警告  示例。"


@pytest.mark.parametrize(("severity", "word"), [("error", "错误"), ("warning", "警告"), ("hint", "提示")])
def test_each_severity_has_its_word(severity: str, word: str) -> None:
    diagnostic = Diagnostic("DG203", severity, "示例。")  # type: ignore[arg-type]
    assert f"DG203 {word}  示例。" in shown(diagnostic)[0]


def test_labels_are_aligned_and_long_notes_have_their_own_lines() -> None:
    notes = (("最接近", "甲"), ("可填", "乙" * 45), ("原文", "第一行\n第二行"))
    output = shown(Diagnostic("DG203", "error", "示例。", field="企业", notes=notes))
    assert [columns_of(row.split("  ")[1]) for row in output[1:3]] == [5, 7]
    assert output[1:] == [
        "   字段    企业",
        "   最接近  甲",
        "   可填    " + "乙" * 45,
        "   原文    第一行",
        "           第二行                                                  说明  docgen rule DG203",
    ]


def test_data_cannot_steer_the_terminal() -> None:
    diagnostic = Diagnostic(
        "DG106",
        "error",
        "坏\x1b[2J\n字",
        Location("cases/a\x07.yaml"),
        hint="\x9b\u202e",
        notes=(("原文", "\x1b]0;x"),),
    )
    text = diagnostic_text(diagnostic, lambda file, line: None, False)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", text)
    assert "坏?[2J 字" in text


def test_colours_change_nothing_but_the_colour() -> None:
    diagnostic = Diagnostic(
        "DG203",
        "error",
        "示例。",
        Location(CASE, 2, 5, 2, 6),
        field="企业",
        notes=(("可填", "甲 乙"),),
        hint="改成甲。",
    )
    source = lines_of("甲: 乙\n丙: 丁")
    plain, painted = diagnostic_text(diagnostic, source, False), diagnostic_text(diagnostic, source, True)
    assert "\x1b" not in plain
    assert painted.count("\x1b[0m") == painted.count("\x1b[") / 2 > 5
    assert re.sub(r"\x1b\[[0-9;]*m", "", painted) == plain


def test_every_word_of_the_report_prints_on_a_gbk_console() -> None:
    folder = Path(docgen.report.__file__).parent
    texts = [
        node.value
        for file in sorted(folder.glob("*.py"))
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and not re.search("[\ud800-\udfff]", node.value)
    ]
    assert "错误" in texts
    assert [text for text in texts if text.encode("gbk", "replace").decode("gbk") != text] == []


@pytest.mark.parametrize(
    ("errors", "warnings", "cases", "sentence"),
    [
        (0, 0, 12, "共检查 12 份案卷，没有发现问题。"),
        (3, 2, 12, "共检查 12 份案卷，发现 3 处错误、2 处警告。"),
        (0, 1, 1, "共检查 1 份案卷，发现 1 处警告。"),
        (1, 0, 0, "没有涉及案卷，发现 1 处错误。"),
        (0, 0, 0, "没有涉及案卷，没有发现问题。"),
    ],
)
def test_the_summary_is_one_sentence(errors: int, warnings: int, cases: int, sentence: str) -> None:
    assert summary_text(errors, warnings, cases) == sentence
