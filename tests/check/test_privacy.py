"""Personal numbers in free text, and characters that the fonts of the office do not have."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.check.small import checked, kind, text, told, under, write

NOTE = kind(
    "记录",
    {
        "情况": text(),
        "电话": text(**{"x-private": "phone"}),
        "手机": text(pattern="^(?:[0-9]+)$", maxLength=11, examples=["138"]),
    },
)


@pytest.mark.parametrize(
    ("sentence", "code", "part"),
    [
        ("联系人王示例13800000000", "DG801", "13800000000"),
        ("（138 0000 0000）", "DG801", "138 0000 0000"),
        ("电话：１３８００００００００。", "DG801", "１３８００００００００"),
        ("身份证110101199003077598", "DG802", "110101199003077598"),
    ],
)
def test_a_personal_number_in_a_text_is_told(tmp_path: Path, sentence: str, code: str, part: str) -> None:
    root = write(tmp_path / "w", {"note": NOTE}, {"note/a": f"情况: {sentence}\n"})
    [found] = checked(root)
    assert (found.code, found.severity, under(root, found)) == (code, "warning", part)


@pytest.mark.parametrize(
    "case",
    [
        "电话: '13800000000'\n", "手机: '13800000000'\n", "情况: 138****0000\n", "情况: 批号2022-13800000000\n",
        "情况: 代码91340600MA0XX00156\n", "情况: 编号110101199003077597\n", "情况: 编号110101199013077598\n",
        "情况: 批号138000000001\n", "情况: 批号13912345678\n",
        "情况: 发票号码：15612345678\n", "情况: 固定电话0561-3012345\n",
    ],
)  # fmt: skip
def test_other_numbers_and_private_fields_are_left_alone(tmp_path: Path, case: str) -> None:
    assert checked(write(tmp_path / "w", {"note": NOTE}, {"note/a": case})) == []


def test_characters_that_a_gb2312_font_lacks_are_told_once_a_text(tmp_path: Path) -> None:
    root = write(tmp_path / "w", {"note": NOTE}, {"note/a": "情况: 由王㛃、李昇和李昇签收\n"}, "gb2312")
    [found] = checked(root)
    assert told([found]) == ["DG229 cases/note/a.yaml:1:7"]
    assert "“㛃”“昇”" in found.message


@pytest.mark.parametrize(("style", "value"), [("gbk", "王㛃"), ("gb2312", "二〇二二年——“示例”·①㎡ m³ ℃")])
def test_other_signs_and_fonts_are_left_alone(tmp_path: Path, style: str, value: str) -> None:
    assert checked(write(tmp_path / "w", {"note": NOTE}, {"note/a": f"情况: {value}\n"}, style)) == []
