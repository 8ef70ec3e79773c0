"""What is refused, each with its own code at its own place: a table of files, and what is said about them.

A row is: what is wrong, the file, and what must be found, as ``line:column code`` in the order of the file.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from docgen.load import load
from docgen.load.messages import MESSAGES
from docgen.model import Diagnostic, Location, Source

LoadWith = Callable[[str | bytes], tuple[Source | None, list[Diagnostic]]]
CODES = Path(__file__).parents[2] / "docgen" / "codes" / "dg1.yaml"
CHINESE = "名称: 示例建材有限公司\n地址: 示例路 1 号\n"

TABLE: list[tuple[str, str | bytes, str]] = [
    # The file
    ("GB 18030", CHINESE.encode("gb18030"), "1:1 DG101"),
    ("GB 18030 after ASCII", b"a: x\nb: y " + "示例".encode("gbk"), "2:6 DG101"),
    ("GB 18030 with a rare character", "名称: 示例𠮷建材有限公司\n".encode("gb18030"), "1:1 DG101"),
    ("GB 18030 and a full-width colon", "名称: 示例\n地址：示例路\n".encode("gb18030"), "1:1 DG101, 2:3 DG112"),
    ("UTF-16 LE with mark", CHINESE.encode("utf-16"), "1:1 DG101"),
    ("UTF-16 BE with mark", b"\xfe\xff" + CHINESE.encode("utf-16-be"), "1:1 DG101"),
    ("UTF-16 LE without mark", CHINESE.encode("utf-16-le"), "1:1 DG101"),
    ("UTF-16 BE without mark", CHINESE.encode("utf-16-be"), "1:1 DG101"),
    ("one bad byte in UTF-8", CHINESE.encode() + b"a: \xff\xfe\xfd\n", "3:4 DG101"),
    ("GBK pasted into UTF-8", CHINESE.encode() * 5 + "甲: 混".encode("gbk") + "\n乙: 丙\n".encode(), "11:1 DG101"),
    ("a Word file", b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00\xff\xfe\x80\x81", "1:15 DG101"),
    ("over 5 MB", b"a: " + b"x" * (5 * 1024 * 1024), "0:0 DG102"),
    ("empty", "", "0:0 DG103"),
    ("white space only", " \n\n\t\n", "0:0 DG103"),
    ("comments only", "# 名称: 示例\n", "0:0 DG103"),
    ("a document mark only", "---\n", "0:0 DG103"),
    ("two byte order marks", "\ufeff\ufeff名称: 示例\n", "1:1 DG104"),
    ("a byte order mark in the middle", "名称: 示例\n\ufeff地址: x\n", "2:1 DG104"),
    (
        "a merge conflict",
        "a: 1\n<<<<<<< HEAD\nb: 2\n=======\nb: 3\n>>>>>>> x\n",
        "2:1 DG105, 4:1 DG105, 6:1 DG105",
    ),
    ("a merge conflict in block text", "a: |\n  <<<<<<< HEAD\n  甲\n  >>>>>>> x\n", "2:3 DG105, 4:3 DG105"),
    ("a merge conflict and a control character", "a: \x07\n||||||| x\n", "1:4 DG106, 2:1 DG105"),
    # Characters
    ("NUL", "a: x\0y\n", "1:5 DG106"),
    ("BEL, DEL and C1", "a: \x07\nb: \x7f\nc: x\x9f\n", "1:4 DG106, 2:4 DG106, 3:5 DG106"),
    ("VT from Word", "a: 甲\x0b乙\n", "1:5 DG106"),
    ("U+FFFE and U+FFFF", "a: 甲\ufffe\uffff\n", "1:5 DG106, 1:6 DG106"),
    ("a control character in a comment", "a: x # \x01\n", "1:8 DG106"),
    ("a lone surrogate", b"a: x\xed\xa0\xbdy\n", "1:5 DG106"),
    ("an escaped surrogate", 'a: "甲\\ud83d乙"\n', "1:6 DG107"),
    ("an escaped pair of surrogates", 'a: "\\ud83d\\ude00"\n', "1:5 DG107, 1:11 DG107"),
    ("escaped control characters", 'a: "\\x07 \\0 \\e"\n', "1:5 DG107, 1:10 DG107, 1:13 DG107"),
    ("escaped strange line breaks", 'a: "\\v\\r\\N\\L\\u2029"\n', ", ".join(f"1:{n} DG107" for n in (5, 7, 9, 11, 13))),
    ("an escape in the second line of a text", 'a: "甲\n  \\x01"\n', "2:3 DG107"),
    ("an escape inside brackets", 'a: [x, "\\u202e"]\n', "1:9 DG107"),
    ("U+200B in a field name", "名\u200b称: x\n", "1:2 DG108"),
    ("NBSP in a field name", "企业\xa0名称: x\n", "1:3 DG108"),
    ("U+3000 in a field name", "企业　名称: x\n", "1:3 DG108"),
    ("a tab in a field name", "企业\t名称: x\n", "1:3 DG108"),
    ("U+202E in a text", "a: x\u202ey\n", "1:5 DG109"),
    ("an isolate in a comment", "# \u2066\na: x\n", "1:3 DG109"),
    ("U+2028 and U+0085", "a: 甲\u2028乙\nb: 丙\x85丁\n", "1:5 DG110, 2:5 DG110"),
    # Layout
    ("tabs as indentation", "a:\n\tb: x\n\tc: z\n", "2:1 DG111, 3:1 DG111"),
    ("a tab behind spaces", "a:\n  b: x\n \tc: z\n", "3:2 DG111"),
    ("a tab before an item's field", "a:\n  - b: x\n\tc: z\n", "3:1 DG111"),
    ("a tab before a field among items", "a:\n  - x\n\tc: z\nd: w\n", "3:1 DG111"),
    ("a tab before an item among fields", "a:\n  b: x\n\t- z\n", "3:1 DG111"),
    ("a tab before block text", "a: |\n\t甲\n", "2:1 DG111"),
    ("a tab behind a dash", "a:\n  -\tb: x\n    c: z\n", "2:4 DG111"),
    ("one full-width colon", "名称: 示例\n地址：示例路\n电话: 1\n", "2:3 DG112"),
    ("all colons full-width", "名称：示例\n地址：示例路\n", "1:3 DG112, 2:3 DG112"),
    ("a nested file of full-width colons", "企业：\n  名称：示例\n  地址：x\n", "1:3 DG112, 2:5 DG112, 3:5 DG112"),
    ("a full-width colon in a list", "a:\n  - 名称：x\n    地址：z\n", "2:7 DG112, 3:7 DG112"),
    ("a full-width colon of one item of many", "a:\n  - 名称: x\n  - 名称：z\n", "3:7 DG112"),
    ("a full-width colon of an item over a list", "a:\n  - 名称：\n    - 甲\n", "2:7 DG112"),
    ("a full-width colon behind brackets", "单位（全称）：示例\n简称: x\n", "1:7 DG112"),
    ("a full-width colon behind quotes", '"名称"：示例\n', "1:5 DG112"),
    ("a full-width colon in braces", "a: {名称：x, 地址: z}\n", "1:7 DG112"),
    ("a full-width colon below a closed text", "a: 甲：乙\n  丙：丁\n地址：x\n", "3:3 DG112"),
    ("full-width indentation", "企业:\n　　名称: x\n", "2:1 DG113"),
    ("NBSP indentation", "企业:\n\xa0\xa0名称: x\n", "2:1 DG113"),
    ("full-width space behind the colon", "名称:　示例\n地址: 　x\n", "1:4 DG113, 2:5 DG113"),
    ("NBSP behind the colon", "名称:\xa0示例\n", "1:4 DG113"),
    ("full-width space behind a dash", "a:\n  -　名称: x\n", "2:4 DG113"),
    ("full-width space inside brackets", "a: [x,　z]\n", "1:7 DG113"),
    ("block text indented by full-width spaces", "a: |\n　　甲\n　　乙\n", "2:1 DG113, 3:1 DG113"),
    ("no space behind the colon", "名称:示例\n地址: x\n", "1:3 DG114"),
    ("no space behind the colon in a list", "a:\n  - 名称:示例\n    地址:x\n", "2:7 DG114, 3:7 DG114"),
    ("no space behind the colon in braces", "a: {名称:示例}\n", "1:7 DG114"),
    # Structure
    ("a field twice", "名称: x\n地址: z\n名称: y\n", "3:1 DG115"),
    ("a field twice in an item", "a:\n  - b: x\n    b: z\n", "3:5 DG115"),
    ("a field three times", "a: x\na: z\na: w\n", "2:1 DG115, 3:1 DG115"),
    ("null", "a: null\nb: ~\nc: [Null]\n", "1:4 DG116, 2:4 DG116, 3:5 DG116"),
    ("an empty item", "a:\n  - x\n  -\n  - ''\n", "3:3 DG117, 4:3 DG117"),
    ("a list at the top", "- 甲\n- 乙\n", "1:1 DG118"),
    ("text at the top", "示例建材有限公司\n", "1:1 DG118"),
    ("an anchor and an alias", "a: &x 1\nb: *x\n", "1:4 DG119, 2:4 DG119"),
    ("an alias of itself", "a: &x [*x]\n", "1:4 DG119, 1:8 DG119"),
    ("tags", "a: !!str 12\nb: !x z\nc: ! z\n", "1:4 DG120, 2:4 DG120, 3:4 DG120"),
    ("a Python tag", "a: !!python/object/apply:os.system [x]\n", "1:4 DG120"),
    ("a merge key", "<<: x\na: z\n", "1:1 DG121"),
    ("a directive", "%YAML 1.2\n---\na: x\n", "1:1 DG122"),
    ("two documents", "a: x\n---\na: z\n", "2:1 DG123"),
    ("something behind the end of a document", "a: x\n...\nb: z\n", "2:1 DG123"),
    ("a complex key", "? a\n: b\n", "1:1 DG124"),
    ("a list as a key", "[a, b]: c\n", "1:1 DG124"),
    ("no key", ": x\n", "1:1 DG124"),
    ("an empty key", '"": x\n', "1:1 DG124"),
    ("41 brackets", "a: " + "[" * 40, "1:43 DG125"),
    ("41 levels of fields", "".join(" " * n + "a:\n" for n in range(42)), "41:41 DG125"),
    # Values
    ("text lost behind #", "规格: 第 #1号\n", "1:7 DG126"),
    ("a value that begins with #", "规格: #1号\n型号: 甲\n", "1:5 DG126"),
    ("an item that begins with #", "规格:\n  - #1号\n", "2:5 DG126"),
    ("text lost behind # in the second line", "规格: 第\n  一 #（1）\n", "2:5 DG126"),
    ("text behind a quoted text", 'a: "三同时"制度\nb: x\n', "1:9 DG128"),
    ("text behind a quoted item", "a:\n  - '甲' 乙\n", "2:9 DG128"),
    ("a colon in a text", "a: 注意: 内容\nb: x\n", "1:6 DG129"),
    ("a colon in the second line of a text", "a: 甲\n  （注意: 内容\n", "2:6 DG129"),
    ("values that begin with signs", "a: *重要\nb: @x\nc: %5\nd: `x`\n", "1:4 DG130, 2:4 DG130, 3:4 DG130, 4:4 DG130"),
    ("values that begin like block text", "a: | 甲\nb: > 5\n", "1:4 DG130, 2:4 DG130"),
    ("values that begin like tags and anchors", "a: !重要\nb: & x\n", "1:4 DG130, 2:4 DG130"),
    ("a template's mark", "a: {{ 企业.名称 }}\nb: {% if x %}\n", "1:4 DG130, 2:4 DG130"),
    ("text behind a bracket", "a: [2022]15号\n", "1:4 DG130"),
    ("an open quote", 'a: "甲\nb: x\n', "1:4 DG131"),
    ("an open quote before other quotes", 'a: "甲\nb: "乙"\nc: x\n', "1:4 DG131"),
    ("an open quote in the last line", "a: x\nb: '甲\n", "2:4 DG131"),
    ("an open quote in a list", 'a:\n  - "甲\n  - "乙"\n', "2:5 DG131"),
    ("an open bracket", "a: [1, 2\nb: x\n", "1:4 DG132"),
    ("an open bracket in a list", "a:\n  - [1, 2\n  - [3, 4]\n", "2:5 DG132"),
    ("an open brace at the end", "a: {b: x\n", "1:4 DG132"),
    ("the wrong bracket", "a: [1}\nb: x\n", "1:6 DG132"),
    ("no comma in braces", "a: {b: x\n  c: z}\n", "2:4 DG132"),
    ("less indentation", "a:\n    b: x\n  c: z\nd: w\n", "3:3 DG133"),
    ("more indentation", "a: x\n  b: z\n  c: w\nd: v\n", "2:3 DG133"),
    ("block text that is not indented", "a: |\n甲，\n乙\nb: x\n", "2:1 DG133"),
    ("block text with less indentation", "a: |\n    甲\n  乙\nb: x\n", "3:3 DG133"),
    ("no colon", "名称 示例\n地址: x\n", "1:1 DG134"),
    ("no colon in the middle", "a: x\n地址 示例路\nb: z\n", "2:1 DG134"),
    ("no colon at the end", "a: x\n地址\n", "2:1 DG134"),
    ("no colon before nested fields", "a: x\n企业\n  名称: z\nb: w\n", "2:1 DG134"),
    ("a full-width comment sign", "＃ 说明\na: x\n", "1:1 DG134"),
    ("a field in a list", "a:\n  - x\n  b: z\n", "3:3 DG135"),
    ("an item among fields", "a:\n  b: x\n  - z\n", "3:3 DG135"),
    ("an item behind a colon", "a: - x\n", "1:4 DG135"),
    ("a Windows path in double quotes", 'a: "D:\\共享"\n', "1:7 DG136"),
    ("an escape beyond Unicode", 'a: "\\UFFFFFFFF"\n', "1:5 DG136"),
    ("no space behind a dash", "a:\n  -甲\n  -乙\n", "2:3 DG137, 3:3 DG137"),
    ("full-width dashes among others", "a:\n  - 甲\n  － 乙\n  —丙\n", "3:3 DG137, 4:3 DG137"),
    ("full-width dashes alone", "a:\n  － 甲：1\n  － 乙\n", "2:3 DG137, 3:3 DG137"),
    ("one full-width dash", "a:\n  － 甲\n", "2:3 DG137"),
    ("two colons in an item", "a:\n  - 注意：时间: 3月\n", "2:10 DG129"),
    ("no space between a dash and a quote", "a:\n  -'甲'\n  -[x]\n", "2:3 DG137, 3:3 DG137"),
    ("an escaped surrogate in a field name", '"名\\ud83d": x\n', "1:3 DG107"),
    ("no colon behind quotes", 'a: x\n"地址" 示例路\n', "2:1 DG134"),
    ("a comment that hides a bracket", "a: {b: x, #c }\n", "1:4 DG132"),
    ("what fits nothing", "a: {b: ''!!}\n", "1:12 DG139"),
    # Several at once
    (
        "everything that one file can have",
        'a：x\nb:z\nc:\n\td: 第 #1\ne: "甲"乙\nf: 注意: 丙\na: ~\ng: \x07\n',
        "1:2 DG112, 4:1 DG111, 4:7 DG126, 5:7 DG128, 6:6 DG129, 7:1 DG115, 7:4 DG116, 8:4 DG106, 2:2 DG114",
    ),
]


def found(diagnostics: list[Diagnostic]) -> list[str]:
    return [f"{d.location.line}:{d.location.column} {d.code}" for d in diagnostics if d.severity == "error"]


def in_order(expected: str) -> list[str]:
    return sorted(expected.split(", "), key=lambda text: [int(number) for number in re.findall(r"\d+", text)])


@pytest.mark.parametrize(("content", "expected"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE])
def test_is_refused_where_it_stands(load_with: LoadWith, content: str | bytes, expected: str) -> None:
    source, diagnostics = load_with(content)
    assert source is None
    assert found(diagnostics) == in_order(expected)


@pytest.mark.parametrize("content", [row[1] for row in TABLE], ids=[row[0] for row in TABLE])
def test_messages_are_whole_chinese_sentences(content: str | bytes) -> None:
    data = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
    for diagnostic in load(data, "f")[1]:
        assert diagnostic.message.endswith("。")
        assert diagnostic.hint.endswith("。")
        assert not re.search(r"[{}]\w|\bNone\b", re.sub("“[^”]*”|'[^']*'", "", diagnostic.message + diagnostic.hint))


def test_a_list_that_is_swallowed_by_a_text_is_warned_of(load_with: LoadWith) -> None:
    source, (warning,) = load_with("a: 三家\n  - 甲\n  - 乙\n")
    assert source is not None
    assert (warning.code, warning.severity, warning.location.line, warning.location.column) == (
        "DG138",
        "warning",
        2,
        3,
    )


def test_a_full_width_comma_between_items_is_warned_of(load_with: LoadWith) -> None:
    source, (warning,) = load_with("a: [水泥，混凝土]\nb: ['甲，乙']\nc: 丙，丁\nd: {e: 甲，乙}\nf: [甲，乙, 丙]\n")
    assert source is not None
    assert source.data["a"] == ["水泥，混凝土"]
    assert (warning.code, warning.severity, str(warning.location)) == ("DG132", "warning", "示例.yaml:1:7")


@pytest.mark.parametrize("colon", ["：", ":"])
def test_entries_in_braces_that_run_together_are_warned_of(load_with: LoadWith, colon: str) -> None:
    source, (warning,) = load_with(f"a: {{姓名: 丁例慎，职务{colon}质量部长}}\n")
    assert source is not None
    assert (warning.code, warning.severity, str(warning.location)) == ("DG132", "warning", "示例.yaml:1:12")
    assert warning.message == f"括号里“，职务{colon}”用了全角标点，后面的“职务”没有成为单独的一项。"
    assert "改成半角逗号加空格、半角冒号加空格" in warning.hint


@pytest.mark.parametrize(
    "value", ["甲，乙，丙", "甲。于，10:30开始", "见，http://x", "'甲，乙：丙'", "甲，一个相当长的不像名字的词：乙"]
)
def test_ordinary_text_in_braces_is_not_warned_of(load_with: LoadWith, value: str) -> None:
    assert load_with(f"a: {{b: {value}, c: x}}\n")[1] == []


def test_a_line_that_carries_on_the_line_before_is_told_so(load_with: LoadWith) -> None:
    for torn in ("备注: 甲，\n一并复检\n", "a:\n  - 备注: 甲\n    一并复检\n"):
        _, (diagnostic,) = load_with(torn)
        assert diagnostic.code == "DG134"
        assert "是上一行没写完的，接到上一行末尾，或者改用“|”写多行" in diagnostic.hint
    _, (diagnostic,) = load_with("备注: 甲。\n一并复检\n")
    assert "上一行" not in diagnostic.hint


def test_a_comment_with_a_space_behind_its_sign_is_a_comment(load_with: LoadWith) -> None:
    _, diagnostics = load_with("a: 第 # 1 号\nb: 甲 ##\nc: '乙' #丙\n#丁\nd: #\n")
    assert diagnostics == []


def test_a_repeated_field_names_both_lines(load_with: LoadWith) -> None:
    _, (diagnostic,) = load_with("名称: 甲\n地址: x\n名称: 乙\n")
    assert "第 1 行" in diagnostic.message
    assert "第 3 行" in diagnostic.message
    (first,) = diagnostic.related
    assert first.location == Location("示例.yaml", 1, 1, 1, 3)


def test_gb18030_and_utf16_are_named_and_fix_is_offered(load_with: LoadWith) -> None:
    for codec, name in (("gb18030", "GB 18030"), ("utf-16", "UTF-16"), ("utf-16-be", "UTF-16")):
        _, (diagnostic,) = load_with(CHINESE.encode(codec))
        assert name in diagnostic.message
        assert "--fix" in diagnostic.hint


def test_a_line_break_from_word_says_what_to_do(load_with: LoadWith) -> None:
    _, (diagnostic,) = load_with("a: 甲\x0b乙\n")
    assert "改为换行" in diagnostic.hint
    assert "U+000B" in diagnostic.message


def test_many_alike_are_summed_up(load_with: LoadWith) -> None:
    _, diagnostics = load_with("a:\n" + "  - 名称：x\n    a: z\n" * 50)
    assert len(diagnostics) == 20
    assert "后面还有 30 处" in diagnostics[-1].message


def test_an_alias_bomb_is_refused_at_once(load_with: LoadWith) -> None:
    bomb = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 30))
    source, diagnostics = load_with(bomb)
    assert source is None
    assert {d.code for d in diagnostics} == {"DG119"}


@pytest.mark.parametrize("deep", ["[" * 100_000, "a: " + "{a: " * 100_000, "- " * 100_000, "? " * 100_000])
def test_nesting_that_crashes_libyaml_is_refused(load_with: LoadWith, deep: str) -> None:
    source, diagnostics = load_with(deep)
    assert source is None
    assert {"DG125", "DG124"} & {d.code for d in diagnostics}


def test_every_code_is_explained() -> None:
    source, diagnostics = load(CODES.read_bytes(), "dg1.yaml")
    assert diagnostics == []
    assert source is not None
    assert sorted(source.data) == sorted({message.code for message in MESSAGES.values()})
    assert list(source.data) == [f"DG1{number:02}" for number in range(1, len(source.data) + 1)]
    for entry in source.data.values():
        assert list(entry) == ["名称", "说明", "错例", "改法"]


def test_the_examples_of_the_explanations_are_what_they_say() -> None:
    source, _ = load(CODES.read_bytes(), "dg1.yaml")
    assert source is not None
    unseen = {"DG101", "DG102", "DG104", "DG106", "DG109", "DG110", "DG139"}  # nothing to see, or no fixed form
    for code, entry in source.data.items():
        assert load(entry["改法"].encode(), "改法")[1] == [], code
        wrong = {d.code for d in load(entry["错例"].encode(), "错例")[1] if d.severity == "error" or code == "DG127"}
        wrong |= {d.code for d in load(entry["错例"].encode(), "错例")[1] if d.severity == "warning"}
        assert wrong == (set() if code in unseen else {code}), code
