"""Text filters, tests, and what every filter does with an absent value."""

from __future__ import annotations

import re
import subprocess
import sys
import unicodedata
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.expressions.filters import FILTERS, TESTS, FilterError
from docgen.model import Absent, Markdown

ABSENT = Absent("整改措施")
ARGUMENTS: dict[str, tuple[Any, ...]] = {
    "cn_date_range": ("2026-03-05",),
    "month_range": ("2026-03-05",),
    "days_after": (1,),
    "workdays_after": (1,),
    "days_until": ("2026-03-05",),
    "cn_count": ("家",),
    "level": (1,),
    "fixed": (1,),
    "measure": ("条",),
    "truncate_cn": (5,),
    "contains": ("甲",),
    "starts_with": ("甲",),
}
FALL_BACKS = {"or_blank": "", "or_dash": "—", "or_todo": "【待补：整改措施】", "contains": False, "starts_with": False}


@pytest.mark.parametrize("name", sorted(set(FILTERS) - set(FALL_BACKS)))
def test_an_absent_value_comes_out_absent(name: str) -> None:
    assert FILTERS[name](ABSENT, *ARGUMENTS.get(name, ())) is ABSENT


@pytest.mark.parametrize(("name", "result"), FALL_BACKS.items())
def test_the_fall_backs_say_what_stands_for_an_absent_value(name: str, result: Any) -> None:
    assert FILTERS[name](ABSENT, *ARGUMENTS.get(name, ())) == result


def test_an_absent_argument_makes_the_result_absent_too() -> None:
    assert FILTERS["cn_date_range"]("2026-01-01", ABSENT) is ABSENT
    assert FILTERS["approx_yu"](137, unit=ABSENT) is ABSENT


@pytest.mark.parametrize("name", sorted(set(TESTS)))
def test_no_test_holds_of_an_absent_value(name: str) -> None:
    assert TESTS[name](ABSENT) is False


@pytest.mark.parametrize("name", ["or_blank", "or_dash", "or_todo"])
@pytest.mark.parametrize("value", [0, Decimal("0"), "有", Markdown("# 一"), ["甲"], False])
def test_a_value_that_is_there_is_left_as_it_is(name: str, value: Any) -> None:
    assert FILTERS[name](value) is value


def test_an_unknown_figure_is_printed_as_a_dash() -> None:
    assert FILTERS["or_dash"](None) == "—"


def test_the_label_of_what_is_to_be_added_can_be_given() -> None:
    assert FILTERS["or_todo"](ABSENT, "整改情况") == "【待补：整改情况】"
    assert FILTERS["or_todo"](None) == "【待补】"


@pytest.mark.parametrize(
    ("value", "part", "holds"),
    [
        (["甲", "乙"], "乙", True),
        (["甲", "乙"], "丙", False),
        ([Decimal("2")], 2, True),
        ([], "甲", False),
        ("责令改正", "责令", True),
        ("建议改进", "责令", False),
        (["甲"], ABSENT, False),
    ],
)
def test_contains_looks_into_lists_and_texts(value: Any, part: Any, holds: bool) -> None:
    assert FILTERS["contains"](value, part) is holds


@pytest.mark.parametrize(
    ("name", "value", "arguments", "written"),
    [
        ("starts_with", "340602", ("3406",), True),
        ("in_brackets", "淮北", (), "（淮北）"),
        ("in_brackets", 3, (), "（3）"),
        ("in_brackets", "", (), ""),
        ("quote_title", "产品质量法", (), "《产品质量法》"),
        ("quote_title", "《产品质量法》", (), "《产品质量法》"),
        ("quote_title", "关于印发《示例办法》的通知", (), "《关于印发〈示例办法〉的通知》"),
        ("quote_title", "《甲》和《乙》", (), "《〈甲〉和〈乙〉》"),
        ("normalise_name", "示例(淮北)建材有限责任公司", (), "示例（淮北）建材有限公司"),
        ("normalise_name", "示例（淮北） 建材有限公司", (), "示例（淮北）建材有限公司"),
        ("normalise_name", "ＡＢＣ示例\u3000有限公司", (), "ABC示例有限公司"),
        ("truncate_cn", "水泥强度不合格", (4,), "水泥强度……"),
        ("truncate_cn", "水泥强度", (4,), "水泥强度"),
        ("truncate_cn", "水泥，强度不合格", (3,), "水泥……"),
        ("truncate_cn", "葛\U000e0100城示例", (1,), "葛\U000e0100……"),
        ("sum_of", [1, Decimal("2.5")], (), Decimal("3.5")),
        ("sum_of", [], (), 0),
    ],
)
def test_text_filters_write_what_is_expected(name: str, value: Any, arguments: tuple[Any, ...], written: Any) -> None:
    assert FILTERS[name](value, *arguments) == written


@pytest.mark.parametrize(
    ("value", "folders"),
    [("qy-031", ""), ("qy-0310", "qy-0xxx/"), ("qy-012345", "qy-012xxx/"), ("qy-1234567", "qy-1xxxxxx/qy-1234xxx/"),
     ("2022-08", ""), ("甲", "")],
)  # fmt: skip
def test_ids_are_put_into_folders_of_a_thousand(value: str, folders: str) -> None:
    assert FILTERS["by_thousand"](value) == folders


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("质量问题清单", "质量问题清单"),
        ('甲/乙\\丙:丁*戊?己"庚<辛>壬|癸', "甲／乙＼丙：丁＊戊？己＂庚＜辛＞壬｜癸"),
        ("../../etc/passwd", "／..／etc／passwd"),
        ("第一行\n第二行\t\x00", "第一行_第二行__"),
        ("  示例公司. . ", "示例公司"),
        ("CON", "CON_"),
        ("nul.2026", "nul_.2026"),
        ("com1 .docx", "com1_.docx"),
        ("LPT¹.txt", "LPT¹_.txt"),
        ("COMPANY", "COMPANY"),
        ("甲\u202e乙\u200b", "甲乙"),
        ("坏\ud83d字", "坏_字"),
        (20260315, "20260315"),
        ("e\u0301", "é"),
    ],
)
def test_a_file_name_is_safe_on_windows_too(value: Any, written: str) -> None:
    assert FILTERS["file_name"](value) == written


@given(st.text(min_size=1, max_size=400))
def test_any_text_gives_a_usable_file_name_or_a_refusal(value: str) -> None:
    try:
        name = FILTERS["file_name"](value)
    except FilterError:
        assert all(sign in " .\u3000" or unicodedata.category(sign) == "Cf" for sign in value)
        return
    assert 0 < len(name) <= 81
    assert len(name.encode()) <= 255
    assert not re.search(r'[/\\:*?"<>|\x00-\x1f]', name)
    assert name == name.strip(" .")
    assert FILTERS["file_name"](name) == name


@pytest.mark.parametrize(
    ("values", "holds"),
    [(["2026-01-01", "2026-03-05", "2026-03-05"], True), ([2, 1], False), ([], True), (["乙"], True)],
)
def test_a_list_that_never_goes_down_is_sorted(values: list[Any], holds: bool) -> None:
    assert TESTS["sorted"](values) is holds


@pytest.mark.parametrize(
    ("value", "holds"), [(0, True), ("有", True), ([], True), (False, True), ("", False), (None, False)]
)
def test_zero_is_filled_in(value: Any, holds: bool) -> None:
    assert TESTS["filled"](value) is holds


@pytest.mark.parametrize(
    ("call", "complaint"),
    [
        (lambda: FILTERS["contains"](3, "甲"), "contains 只能用于列表，得到的是3"),
        (lambda: FILTERS["contains"]("甲", 3), "contains 只能用于文字，得到的是3"),
        (lambda: FILTERS["quote_title"](["甲"]), "quote_title 只能用于文字，得到的是有 1 项的列表"),
        (lambda: FILTERS["in_brackets"]({"甲": 1}), "in_brackets 只能用于文字和数，得到的是一条记录"),
        (lambda: FILTERS["truncate_cn"]("甲", 0), "truncate_cn 的字数要写 1 到 10000 之间的整数"),
        (lambda: FILTERS["truncate_cn"]("甲" * 100_001, 3), "不能用于超过 100000 字的文字"),
        (lambda: FILTERS["file_name"](" ..."), "去掉不能用的符号后什么也不剩"),
        (lambda: FILTERS["sum_of"](["3"]), "sum_of 只能用于数，得到的是“3”"),
        (lambda: FILTERS["sum_of"]("123"), "sum_of 只能用于列表"),
        (lambda: TESTS["sorted"]([1, "2"]), "全是文字或者全是数"),
        (lambda: TESTS["credit_code"](91), "credit_code 只能用于文字，得到的是91"),
        (lambda: TESTS["weekend"]("周末"), "weekend 只能用于日期，得到的是“周末”"),
    ],
)
def test_bad_use_is_refused_in_chinese(call: Any, complaint: str) -> None:
    with pytest.raises(FilterError, match=re.escape(complaint)):
        call()


def test_the_filters_do_not_need_jinja() -> None:
    """Only the environment does; the package's own ``__init__`` is stepped over here."""
    script = (
        "import sys, types, docgen\n"
        "package = types.ModuleType('docgen.expressions')\n"
        "package.__path__ = [docgen.__path__[0] + '/expressions']\n"
        "sys.modules['docgen.expressions'] = package\n"
        "import docgen.expressions.filters\n"
        "print('jinja2' in sys.modules)\n"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout == "False\n"
