"""Numerals as GB/T 15835 and the receipt rules write them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.expressions.filters import FILTERS, FilterError

_UNITS = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_DIGITS = {
    sign: value for signs in ("零一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖") for value, sign in enumerate(signs)
}


def read_numerals(written: str) -> int:
    """An independent reader: the largest mark splits the numeral, as a person would read it."""
    for mark, size in (("亿", 10**8), ("万", 10**4)):
        if mark in written:
            high, low = written.rsplit(mark, 1)
            return read_numerals(high) * size + (read_numerals(low) if low else 0)
    total, digit = 0, 0
    for position, sign in enumerate(written):
        if sign in _UNITS:
            total += (digit if position else digit or 1) * _UNITS[sign]
            digit = 0
        else:
            digit = _DIGITS[sign]
    return total + digit


def apply(name: str, value: Any, *arguments: Any) -> Any:
    return FILTERS[name](value, *arguments)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0, "零"),
        (2, "二"),
        (10, "十"),
        (12, "十二"),
        (20, "二十"),
        (103, "一百零三"),
        (110, "一百一十"),
        (1010, "一千零一十"),
        (10010, "一万零一十"),
        (12000, "一万二千"),
        (100_000, "十万"),
        (102_000, "十万二千"),
        (120_034, "十二万零三十四"),
        (100_000_000, "一亿"),
        (1_000_000_000_001, "一万亿零一"),
        (-5, "负五"),
        (Decimal("103"), "一百零三"),
    ],
)
def test_a_number_is_spelled_as_people_write_it(value: Any, written: str) -> None:
    assert apply("cn_number", value) == written


@given(st.integers(0, 10**16 - 1))
def test_a_spelled_number_reads_back_as_the_same_number(value: int) -> None:
    written = apply("cn_number", value)
    assert read_numerals(written) == value
    assert "零零" not in written
    assert not written.endswith("零") or written == "零"


@pytest.mark.parametrize(
    ("value", "unit", "written"),
    [
        (2, "家", "两家"),
        (2, "个", "两个"),
        (2, "次", "两次"),
        (2, "级", "二级"),
        (12, "家", "十二家"),
        (22, "条", "二十二条"),
        (1, "家", "一家"),
        (0, "家", "零家"),
    ],
)
def test_two_becomes_liang_before_measure_words_only(value: int, unit: str, written: str) -> None:
    assert apply("cn_count", value, unit) == written


@pytest.mark.parametrize(("value", "written"), [(1, "第一"), (2, "第二"), (12, "第十二"), (110, "第一百一十")])
def test_ordinals_keep_er(value: int, written: str) -> None:
    assert apply("cn_ordinal", value) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("0", "零元整"),
        ("123", "壹佰贰拾叁元整"),
        ("10", "壹拾元整"),
        ("1680.32", "壹仟陆佰捌拾元叁角贰分"),
        ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("1409.50", "壹仟肆佰零玖元伍角整"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("0.05", "伍分"),
        ("0.5", "伍角整"),
        ("100000", "壹拾万元整"),
        ("3000000", "叁佰万元整"),
        ("100000000", "壹亿元整"),
    ],
)
def test_money_is_written_in_financial_numerals(value: str, written: str) -> None:
    assert apply("cn_financial", Decimal(value)) == written


@given(st.integers(1, 10**15).map(lambda cents: Decimal(cents).scaleb(-2)))
def test_financial_numerals_read_back_as_the_same_amount(amount: Decimal) -> None:
    written = apply("cn_financial", amount).removesuffix("整")
    yuan, _, rest = written.rpartition("元")
    jiao = rest[rest.index("角") - 1] if "角" in rest else "零"
    fen = rest[-2] if rest.endswith("分") else "零"
    assert Decimal(read_numerals(yuan) if yuan else 0) + Decimal(_DIGITS[jiao] * 10 + _DIGITS[fen]) / 100 == amount


@pytest.mark.parametrize(
    ("order", "depth", "mark"),
    [(1, 1, "一、"), (12, 1, "十二、"), (1, 2, "（一）"), (1, 3, "1."), (3, 4, "（3）"), (2, 5, "②")],
)
def test_level_marks_follow_the_order_of_official_documents(order: int, depth: int, mark: str) -> None:
    assert apply("level", order, depth) == mark


def test_circled_numbers_run_from_one_to_twenty() -> None:
    assert "".join(apply("circled", n) for n in range(1, 21)) == "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


@pytest.mark.parametrize(
    ("name", "value", "arguments", "complaint"),
    [
        ("cn_number", "三", (), "cn_number 只能用于数，得到的是“三”"),
        ("cn_number", Decimal("1.5"), (), "cn_number 只能用于整数，得到的是1.5"),
        ("cn_number", True, (), "得到的是是或否的判断"),
        ("cn_number", 10**16, (), "cn_number 不能用于位数这么多的数"),
        ("cn_number", Decimal("1E+999999"), (), "位数这么多"),
        ("cn_number", Decimal("1E-999999"), (), "位数这么多"),
        ("cn_number", Decimal("NaN"), (), "位数这么多"),
        ("cn_count", 2, ("3家",), "量词要短"),
        ("cn_count", -2, ("家",), "不小于 0"),
        ("cn_ordinal", 0, (), "不小于 1"),
        ("cn_financial", -1, (), "cn_financial 不能用于负数，得到的是-1"),
        ("cn_financial", Decimal("1.005"), (), "最多写到分"),
        ("circled", 21, (), "从 1 到 20，得到的是21"),
        ("circled", 0, (), "从 1 到 20"),
        ("level", 1, (6,), "从 1 到 5"),
    ],
)
def test_what_cannot_be_spelled_is_refused_in_chinese(
    name: str, value: Any, arguments: tuple[Any, ...], complaint: str
) -> None:
    with pytest.raises(FilterError, match=complaint):
        apply(name, value, *arguments)
