"""Numbers in running text: rounding, and every wording rule for approximate numbers."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.expressions.filters import FILTERS, FilterError

_SCALES = {"": 1, "万": 10**4, "亿": 10**8, "万亿": 10**12}


def stated(written: str) -> Decimal:
    """The round figure that an approximate number names."""
    found = re.fullmatch(r"[近约]?([0-9.]+)(万亿|亿|万|)[余多]?", written)
    assert found, written
    return Decimal(found[1]) * _SCALES[found[2]]


@pytest.mark.parametrize(
    ("name", "value", "arguments", "written"),
    [
        ("fixed", Decimal("0.125"), (2,), "0.13"),
        ("fixed", Decimal("2.5"), (0,), "3"),
        ("fixed", Decimal("-2.5"), (0,), "-3"),
        ("fixed", Decimal("-0.001"), (2,), "0.00"),
        ("fixed", 3, (1,), "3.0"),
        ("percent", Decimal("0.873"), (), "87.3%"),
        ("percent", Decimal("0.8735"), (), "87.4%"),
        ("percent", 1, (0,), "100%"),
        ("thousands", 1234567, (), "1,234,567"),
        ("thousands", Decimal("12345.60"), (), "12,345.60"),
        ("thousands", Decimal("12345.678"), (1,), "12,345.7"),
        ("wan", 12345, (), "1.2万"),
        ("wan", 12345, (2,), "1.23万"),
        ("wan", 9999, (), "9999"),
        ("wan", 10000, (), "1万"),
        ("wan", 99_999_999, (), "1亿"),
        ("wan", 120_000_000, (), "1.2亿"),
        ("wan", -12345, (), "-1.2万"),
        ("measure", 137, ("条",), "137条"),
        ("measure", Decimal("12.50"), ("吨",), "12.50吨"),
        ("measure", "87.3", ("%",), "87.3%"),
        ("measure", "1.2万", ("家",), "1.2万家"),
    ],
)
def test_a_number_is_written_in_the_form_asked_for(
    name: str, value: Any, arguments: tuple[Any, ...], written: str
) -> None:
    assert FILTERS[name](value, *arguments) == written


@pytest.mark.parametrize(
    ("name", "value", "unit", "coarse", "written"),
    [
        ("approx_yu", 100, "条", False, "100条"),
        ("approx_yu", 100, "条", True, "100条"),
        ("approx_yu", 137, "条", False, "130余条"),
        ("approx_yu", 137, "条", True, "100余条"),
        ("approx_yu", 101, "条", True, "100余条"),
        ("approx_yu", 199, "条", True, "100余条"),
        ("approx_yu", 101, "条", False, "100余条"),
        ("approx_yu", 0, "条", False, "0条"),
        ("approx_yu", 19, "条", True, "19条"),
        ("approx_yu", 35, "家", False, "35家"),
        ("approx_yu", 35, "家", True, "30余家"),
        ("approx_yu", 1200, "条", False, "1200条"),
        ("approx_yu", 1234, "条", False, "1200余条"),
        ("approx_yu", 12345, "家", False, "1.2万余家"),
        ("approx_yu", 10000, "家", False, "1万家"),
        ("approx_yu", 10001, "家", False, "1万余家"),
        ("approx_yu", 12345, "家", True, "1万余家"),
        ("approx_yu", 123_456_789, "元", False, "1.2亿余元"),
        ("approx_yu", 1234, "万元", False, "1200余万元"),
        ("approx_yu", 12345, "万元", False, "1.2亿余元"),
        ("approx_yu", 137, "人次", False, "130余人次"),
        ("approx_yu", 137, "", False, "130余"),
        ("approx_duo", 137, "条", False, "130多条"),
        ("approx_duo", 12345, "家", False, "1.2万多家"),
        ("approx_duo", 100, "条", False, "100条"),
        ("approx_jin", 196, "条", False, "近200条"),
        ("approx_jin", 200, "条", False, "200条"),
        ("approx_jin", 131, "条", False, "131条"),
        ("approx_jin", 18, "条", False, "18条"),
        ("approx_jin", 97, "家", True, "近100家"),
        ("approx_jin", 960, "家", True, "近1000家"),
        ("approx_jin", 137, "家", True, "近140家"),
        ("approx_jin", 19_600, "家", False, "近2万家"),
        ("approx_about", 196, "条", False, "约200条"),
        ("approx_about", 203, "条", False, "约200条"),
        ("approx_about", 200, "条", False, "200条"),
        ("approx_about", 12345, "家", False, "约1.2万家"),
        ("approx_about", 7, "家", False, "7家"),
    ],
)
def test_approximate_numbers_follow_the_wording_rules(
    name: str, value: int, unit: str, coarse: bool, written: str
) -> None:
    assert FILTERS[name](value, unit, coarse=coarse) == written


@given(st.integers(0, 10**15), st.sampled_from(["approx_yu", "approx_duo"]), st.booleans())
def test_and_more_never_states_more_than_the_truth(value: int, name: str, coarse: bool) -> None:
    written = FILTERS[name](value, coarse=coarse)
    said_more = written[-1] in "余多"
    assert stated(written) < value if said_more else stated(written) == value
    assert value - stated(written) <= value * (Decimal("0.5") if coarse else Decimal("0.1"))


@given(st.integers(0, 10**15), st.booleans())
def test_nearly_is_said_only_just_below_the_round_number(value: int, coarse: bool) -> None:
    written = FILTERS["approx_jin"](value, coarse=coarse)
    if written.startswith("近"):
        assert value < stated(written) <= value * Decimal("1.053")
    else:
        assert stated(written) == value


@given(st.integers(0, 10**15), st.booleans())
def test_about_is_never_far_off(value: int, coarse: bool) -> None:
    written = FILTERS["approx_about"](value, coarse=coarse)
    assert abs(stated(written) - value) <= value * (Decimal("0.34") if coarse else Decimal("0.05"))
    assert written.startswith("约") == (stated(written) != value)


@pytest.mark.parametrize("name", ["approx_yu", "approx_duo", "approx_jin", "approx_about"])
@pytest.mark.parametrize(
    ("value", "unit", "complaint"),
    [
        (Decimal("12.5"), "吨", "只能用于整数，得到的是12.5"),
        (30, "家(次)", "只能带一个量词，如“条”“家”，得到的是“家(次)”"),
        (30, "家（次）", "只能带一个量词"),
        (30, "家、次", "只能带一个量词"),
        (87, "%", "只能带一个量词"),
        (87, "个百分点", "只能带一个量词"),
        (30, "余家", "只能带一个量词"),
        (30, "家左右", "只能带一个量词"),
        (30, "3家", "只能带一个量词"),
        ("87.3%", "", "没有取整、没有百分号的数，得到的是“87.3%”"),
        (-3, "家", "不小于 0"),
    ],
)
def test_what_cannot_be_approximated_is_refused(name: str, value: Any, unit: str, complaint: str) -> None:
    with pytest.raises(FilterError, match=re.escape(complaint)):
        FILTERS[name](value, unit)


@pytest.mark.parametrize(
    ("name", "value", "arguments", "complaint"),
    [
        ("fixed", Decimal(1), (9_999_999,), "fixed 的小数位数要写 0 到 10 之间的整数"),
        ("fixed", Decimal(1), (-1,), "0 到 10"),
        ("fixed", "1.25", (1,), "fixed 只能用于数，得到的是“1.25”"),
        ("fixed", Decimal("Infinity"), (1,), "位数这么多"),
        ("thousands", Decimal("1E+300"), (), "位数这么多"),
        ("percent", None, (), "percent 只能用于数，得到的是空值"),
        ("measure", "较重", ("条",), "measure 只能用于数，得到的是“较重”"),
        ("measure", 1, ("9条",), "单位要短，不能有数字"),
        ("measure", Decimal(1) / 3, ("吨",), "先用 fixed"),
    ],
)
def test_other_bad_uses_are_refused(name: str, value: Any, arguments: tuple[Any, ...], complaint: str) -> None:
    with pytest.raises(FilterError, match=re.escape(complaint)):
        FILTERS[name](value, *arguments)
