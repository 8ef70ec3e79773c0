"""What ``docgen check --fix`` mends in a case file's text, and what it leaves alone."""

from __future__ import annotations

import pytest

from docgen.load import fix, load

MENDED = [
    ("a full-width colon", "名称：示例\n", "名称: 示例\n", "第 1 行：全角冒号改为半角冒号"),
    ("a full-width colon and a space", "名称：  示例\n", "名称: 示例\n", "第 1 行：全角冒号改为半角冒号"),
    ("two colons", "名称：: 示例\n", "名称: 示例\n", "第 1 行：全角冒号改为半角冒号"),
    ("a full-width colon over fields", "企业：\n  甲: x\n", "企业:\n  甲: x\n", "第 1 行：全角冒号改为半角冒号"),
    ("a full-width colon in braces", "a: {甲：x}\n", "a: {甲: x}\n", "第 1 行：全角冒号改为半角冒号"),
    ("no space behind a colon", "名称:示例\n", "名称: 示例\n", "第 1 行：冒号后面补一个空格"),
    ("tabs", "a:\n\tb:\n\t\t- x\n", "a:\n  b:\n    - x\n", "第 2、3 行：缩进的制表符改为空格"),
    ("tabs among four spaces", "a:\n    b: x\n\tc: z\n", "a:\n    b: x\n    c: z\n", "第 3 行：缩进的制表符改为空格"),
    (
        "a tab before a further item",
        "a:\n  - b: x\n\t  c: z\n",
        "a:\n  - b: x\n    c: z\n",
        "第 3 行：缩进的制表符改为空格",
    ),
    ("full-width indentation", "a:\n　b: x\n", "a:\n  b: x\n", "第 2 行：缩进的特殊空格改为普通空格"),
    ("a stray full-width space", "a: x\n　b: z\n", "a: x\nb: z\n", "第 2 行：缩进的特殊空格改为普通空格"),
    ("NBSP behind a colon", "a:\xa0x\n", "a: x\n", "第 1 行：“:”或“-”后面的特殊空格改为普通空格"),
    ("full-width space behind a dash", "a:\n  -　x\n", "a:\n  - x\n", "第 2 行：“:”或“-”后面的特殊空格改为普通空格"),
    ("codes", "a: 0561\nb: [010, x]\n", 'a: "0561"\nb: ["010", x]\n', "第 1、2 行：给容易认错的值加上引号"),
    (
        "a full-width colon of an item with fields below",
        "a:\n  - 名称：x\n    地址：z\n  - 名称：y\n",
        "a:\n  - 名称: x\n    地址: z\n  - 名称: y\n",
        "第 2、3、4 行：全角冒号改为半角冒号",
    ),
    (
        "full-width dashes of a list",
        "a:\n  - 甲\n  － 乙\n  — 丙\n",
        "a:\n  - 甲\n  - 乙\n  - 丙\n",
        "第 3、4 行：全角短横改为半角短横加空格",
    ),
    (
        "a tab before a field of an item",
        "a:\n  - b: x\n\tc: z\n",
        "a:\n  - b: x\n    c: z\n",
        "第 3 行：缩进的制表符改为空格",
    ),
    ("a byte order mark", "\ufeffa: x\n", "a: x\n", "删去文件开头的标记（BOM）"),
    ("a second byte order mark", "a: x\n\ufeffb: z\n", "a: x\nb: z\n", "第 2 行：删去多余的文件头标记"),
]

UNTOUCHED = [
    "# 注释：甲\n名称:   示例   # 说明：乙\t\n\n\n地址: '甲：乙'\n",
    "a: x\r\nb:  z\r\n",
    "a: |\n  名称：x\n  \t- y\n  　　段首\n",
    "a: 第一行\n   名称：第二行\n",
    "a: \"0561\"\nb: 'NO'\nc: |\n  12:30\n",
    "a: 2022-06-30\nb: 12\nc: 1.10\n",
    "a: null\nb: ~\n",
    "a: 第 #1号\n",
    "a: 甲\x0b乙\u200b\n",
    "a: 1\na: 2\n",
    "<<<<<<< HEAD\na：1\n=======\na：2\n>>>>>>> x\n",
    "a: *重要\n",
    "a:\n  - 拉丝模每生产5吨测一次孔径：超差的换下。\n  - 注意：先查\n  - 时间:3月\n",
    "a:\n  - 一是料：先查\n  - 二是工: 后查\n  - 三是法：再查\n  - 四是环：再查\n",
    "a:\n  - 注意：时间: 3月\n",
    "a: {姓名：丁例慎，职务：质量部长}\n",
    "a: [{姓名: 甲例, 职务:乙}, {姓名：丁例慎，职务:部长}]\n",
    "a:\n  － 甲\n",
    "",
]


@pytest.mark.parametrize(("before", "after", "said"), [row[1:] for row in MENDED], ids=[row[0] for row in MENDED])
def test_is_mended_and_said_with_its_lines(before: str, after: str, said: str) -> None:
    assert fix(before.encode()) == (after.encode(), (said,))
    assert load(after.encode(), "f")[0] is not None


@pytest.mark.parametrize("text", UNTOUCHED)
def test_nothing_else_is_touched(text: str) -> None:
    assert fix(text.encode()) == (text.encode(), ())


@pytest.mark.parametrize("codec", ["gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_other_encodings_become_utf8_with_the_same_line_ends(codec: str) -> None:
    text = "名称: 示例建材有限公司\r\n地址: 示例路 1 号  # 注释\r\n"
    content, (said,) = fix(text.encode(codec))
    assert content == text.encode()
    assert said.startswith("编码由 ")
    assert said.endswith(" 改为 UTF-8")


def test_a_file_with_everything_wrong_is_mended_in_one_go() -> None:
    before = "名称：示例\r\n质量问题：\r\n\t- 编号:甲\r\n\t  日期：　2022-06-30\r\n\t  电话: 0561\r\n".encode("gb18030")
    content, said = fix(before)
    text = '名称: 示例\r\n质量问题:\r\n  - 编号: 甲\r\n    日期: 2022-06-30\r\n    电话: "0561"\r\n'
    assert content.decode() == text
    assert len(said) == 5
    assert load(content, "f")[1] == []


def test_what_cannot_be_mended_stays_while_the_rest_is_mended() -> None:
    content, said = fix("名称：示例\na: 第 #1号\n".encode())
    assert content.decode() == "名称: 示例\na: 第 #1号\n"
    assert said == ("第 1 行：全角冒号改为半角冒号",)


def test_damaged_bytes_stay_as_they_are() -> None:
    content = "名称：示例\n".encode() + b"\xff\xfe\xfd"
    assert fix(content) == (content, ())


def test_many_lines_are_counted_rather_than_listed() -> None:
    _, (said,) = fix(("a:\n" + "  - 名称：x\n    a: z\n" * 100).encode())
    assert said == "第 2、4、6、8、10、12、14、16、18、20、22、24 等 100 行：全角冒号改为半角冒号"
