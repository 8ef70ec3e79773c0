"""What a case file says: text exactly as typed, where each piece stands, and what is absent."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from docgen.load import load
from docgen.load.quotes import needs_quotes
from docgen.model import Diagnostic, Location, Source

LoadWith = Callable[[str | bytes], tuple[Source | None, list[Diagnostic]]]

CASE = """\
# yaml-language-server: $schema=../../schemas/enterprise.schema.json
名称: 示例建材有限公司
信用代码: "91340600MA0XX00001"
法定代表人:
传真: ""
质量问题:
  - 编号: WT-2022-001   # 专班编号
    发现日期: 2022-06-30
    描述: 配料秤检定证书
      已过有效期
  - 编号: WT-2022-002
    描述: |
      第一段。

      第二段。

主要产品: [预拌混凝土, '砂浆']
"""


def place(line: int, column: int, end_line: int, end_column: int) -> Location:
    return Location("示例.yaml", line, column, end_line, end_column)


def test_a_case_is_read_as_nested_text(load_with: LoadWith) -> None:
    source, diagnostics = load_with(CASE)
    assert diagnostics == []
    assert source is not None
    assert source.data == {
        "名称": "示例建材有限公司",
        "信用代码": "91340600MA0XX00001",
        "质量问题": [
            {"编号": "WT-2022-001", "发现日期": "2022-06-30", "描述": "配料秤检定证书 已过有效期"},
            {"编号": "WT-2022-002", "描述": "第一段。\n\n第二段。"},
        ],
        "主要产品": ["预拌混凝土", "砂浆"],
    }


def test_every_value_and_field_knows_its_place(load_with: LoadWith) -> None:
    source, _ = load_with(CASE)
    assert source is not None
    assert source.values["名称",] == place(2, 5, 2, 13)
    assert source.values["信用代码",] == place(3, 7, 3, 27)
    assert source.values["质量问题",] == place(7, 3, 15, 11)
    assert source.values["质量问题", 0] == place(7, 5, 10, 12)
    assert source.values["质量问题", 0, "编号"] == place(7, 9, 7, 20)
    assert source.values["主要产品", 1] == place(17, 15, 17, 19)
    assert source.values["主要产品",] == place(17, 7, 17, 20)
    assert source.values[()] == place(2, 1, 17, 20)
    assert source.keys["质量问题",] == place(6, 1, 6, 5)
    assert source.keys["质量问题", 1, "描述"] == place(12, 5, 12, 7)


def test_text_of_several_lines_ends_where_its_last_word_ends(load_with: LoadWith) -> None:
    source, _ = load_with(CASE)
    assert source is not None
    assert source.values["质量问题", 0, "描述"] == place(9, 9, 10, 12)
    assert source.values["质量问题", 1, "描述"] == place(12, 9, 15, 11)


def test_a_field_with_nothing_after_it_is_absent_but_has_a_place(load_with: LoadWith) -> None:
    source, _ = load_with(CASE)
    assert source is not None
    assert source.empties == {("法定代表人",), ("传真",)}
    assert source.keys["法定代表人",] == place(4, 1, 4, 6)
    assert ("法定代表人",) not in source.values


@pytest.mark.parametrize("typed", ["NO", "yes", "12:30", "0561", "1e5", "341225198001010011", "1_000", "0x1F", "1.10"])
@pytest.mark.parametrize("form", ["a: {}\n", "a: '{}'\n", 'a: "{}"\n', "a: |\n  {}\n"])
def test_nothing_is_guessed_from_what_a_text_looks_like(load_with: LoadWith, typed: str, form: str) -> None:
    source, _ = load_with(form.format(typed))
    assert source is not None
    assert source.data == {"a": typed}


@pytest.mark.parametrize(
    ("yaml", "text"),
    [
        ("a: |\n  一\n  二\n", "一\n二"),
        ("a: |-\n  一\n  二\n", "一\n二"),
        ("a: |+\n  一\n\n\n", "一"),
        ("a: >\n  一\n  二\n\n  三\n", "一 二\n三"),
        ("a: |2\n    一\n", "  一"),
        ("a: |\n  　　段首空两格\n", "　　段首空两格"),
        ("a: '它''说'\n", "它'说"),
        ('a: "甲\\t乙\\n丙"\n', "甲\t乙\n丙"),
        ("a: 甲\t乙\n", "甲\t乙"),
        ("a: 甲\t\n  乙\t丙\n\n  丁\n", "甲 乙\t丙\n丁"),
        ("a:\t甲\t# 注释\n", "甲"),
        ("a: 第一，关于检定：已到期\n", "第一，关于检定：已到期"),
        ("a: 甲\n  原因：乙\n", "甲 原因：乙"),
        ("a: |\n  名称：乙\n  名称:丙\n  - 丁\n", "名称：乙\n名称:丙\n- 丁"),
        ("a: '名称：乙'  # 地址：丙\n", "名称：乙"),
        ("a: http://example.cn:80/x\n", "http://example.cn:80/x"),
        ("a: C#语言 # 注释\n", "C#语言"),
        ("a: 是吗?\n", "是吗?"),
        ("a:\n  甲\n", "甲"),
        ("a: 𠮷🙂\n", "𠮷🙂"),
    ],
)
def test_text_is_what_was_typed(load_with: LoadWith, yaml: str, text: str) -> None:
    source, diagnostics = load_with(yaml)
    assert diagnostics == []
    assert source is not None
    assert source.data == {"a": text}


@pytest.mark.parametrize(
    ("yaml", "data"),
    [
        ("a: {b: 是吗?, c: [x, 'y, z']}\n", {"a": {"b": "是吗?", "c": ["x", "y, z"]}}),
        ('{"a":"x","b":["y"]}\n', {"a": "x", "b": ["y"]}),
        ("a: {}\nb: []\n", {"a": {}, "b": []}),
        ("a:\n  b:\n", {"a": {}}),
        ("a:\n- x\n- y: z\n", {"a": ["x", {"y": "z"}]}),
        ("- - x\n  - y\n", None),
        ("---\na: x\n", {"a": "x"}),
        ("a: x\n...\n", {"a": "x"}),
        ("\"a b\": x\n'c': y\n", {"a b": "x", "c": "y"}),
        ("a:   # 说明\n  b: x\n", {"a": {"b": "x"}}),
    ],
)
def test_lists_and_fields_may_be_written_in_any_style(load_with: LoadWith, yaml: str, data: object) -> None:
    source, _ = load_with(yaml)
    assert (source and source.data) == data


@pytest.mark.parametrize(
    "items",
    [
        ["拉丝模每生产5吨测一次孔径：超差的换下。"],
        ["注意：先查", "一是料：后查", "第一条：再查", "时间:3月"],
        ["注意：先查", "其余照旧"],
        ["—— 甲", "－5℃"],
    ],
)
def test_items_with_colons_of_their_own_are_text(load_with: LoadWith, items: list[str]) -> None:
    source, diagnostics = load_with("a:\n" + "".join(f"  - {item}\n" for item in items))
    assert diagnostics == []
    assert source is not None
    assert source.data == {"a": items}


def test_an_item_of_text_goes_on_in_the_next_line(load_with: LoadWith) -> None:
    source, diagnostics = load_with("a:\n  - 注意：超差的\n    换下。\n  - 其余：照旧\n")
    assert diagnostics == []
    assert source is not None
    assert source.data == {"a": ["注意：超差的 换下。", "其余：照旧"]}


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_line_ends_of_all_systems_read_the_same(load_with: LoadWith, line_break: str) -> None:
    assert load_with(CASE.replace("\n", line_break)) == load_with(CASE)


def test_one_byte_order_mark_at_the_start_is_no_matter(load_with: LoadWith) -> None:
    assert load_with("\ufeff" + CASE) == load_with(CASE)


def test_a_last_line_without_a_line_break_is_read(load_with: LoadWith) -> None:
    source, _ = load_with("a: x\nb: |\n  y")
    assert source is not None
    assert source.data == {"a": "x", "b": "y"}
    assert source.values["b",] == place(2, 4, 3, 4)


def test_columns_count_characters_not_bytes_or_screen_cells(load_with: LoadWith) -> None:
    source, _ = load_with("𠮷名: 示例\n")
    assert source is not None
    assert source.values["𠮷名",] == place(1, 5, 1, 7)


def test_forty_levels_are_read_and_forty_one_are_not(load_with: LoadWith) -> None:
    source, _ = load_with("a: " + "[" * 39 + "x" + "]" * 39)
    assert source is not None
    assert load_with("a: " + "[" * 40 + "x" + "]" * 40)[0] is None


RISKY = ["0561", "010", "00", "yes", "No", "ON", "off", "12:30", "1:20:30", "1e5", "1.5e+5", "12E-3"]
RISKY += ["0x1F", "0o17", "0b11", "1_000", ".nan", "-.inf", "1234567890123456", "+8613800000000", "-012", "<<", "="]
SAFE = ["2022-06-30", "12", "-3.5", "1.10", "0", "0.5", "123456789012345", "WT-2022-001", "91340600MA0XX00001", "是"]
SAFE += [
    "y",
    "示例",
    "12 30",
    "1e",
    "e5",
    "v1.2",
    "2022年",
    "0561-0000001",
    "12:30至13:00",
    "C30",
    "..",
    "-",
    "http://x",
]


@pytest.mark.parametrize("text", RISKY)
def test_a_value_that_other_programs_misread_gets_a_hint(load_with: LoadWith, text: str) -> None:
    assert needs_quotes(text)
    source, (hint,) = load_with(f"a: {text}\n")
    assert source is not None
    assert source.data == {"a": text}
    assert (hint.code, hint.severity, hint.location) == ("DG127", "hint", place(1, 4, 1, 4 + len(text)))
    assert f'"{text}"' in hint.hint


@pytest.mark.parametrize("text", ["true", "FALSE", "null", "~"])
def test_what_is_a_type_to_every_program_needs_quotes_as_text(text: str) -> None:
    assert needs_quotes(text)


@pytest.mark.parametrize("text", SAFE)
def test_a_value_that_every_program_reads_the_same_gets_none(load_with: LoadWith, text: str) -> None:
    assert not needs_quotes(text)
    assert load_with(f"a: {text.replace('-', 'x') if text == '-' else text}\n")[1] == []


def test_quotes_silence_the_hint(load_with: LoadWith) -> None:
    assert load_with("a: \"0561\"\nb: 'NO'\nc: |\n  12:30\n")[1] == []


def test_places_name_the_file_that_was_asked_for() -> None:
    source, _ = load(b"a: x\n", "cases/enterprise/qy-001.yaml")
    assert source is not None
    assert str(source.values["a",]) == "cases/enterprise/qy-001.yaml:1:4"
