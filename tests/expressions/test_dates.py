"""Dates from text to text, by the calendar."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.expressions.filters import FILTERS, TESTS, FilterError


@pytest.mark.parametrize(
    ("name", "value", "written"),
    [
        ("cn_date", "2022-03-05", "2022年3月5日"),
        ("cn_date", "2026-12-31", "2026年12月31日"),
        ("cn_month", "2022-03", "2022年3月"),
        ("cn_month", "2022-03-05", "2022年3月"),
        ("cn_month_day", "2022-03-05", "3月5日"),
        ("cn_year_numerals", "2022-03-05", "二〇二二年"),
        ("cn_year_numerals", "2026-03", "二〇二六年"),
        ("cn_year_numerals", "2026", "二〇二六年"),
        ("cn_year_numerals", 2026, "二〇二六年"),
        ("compact_date", "2022-03-05", "20220305"),
        ("weekday", "2022-03-05", "星期六"),
        ("weekday", "2026-03-02", "星期一"),
        ("weekday", "2026-03-08", "星期日"),
    ],
)
def test_a_date_is_written_in_the_form_asked_for(name: str, value: Any, written: str) -> None:
    assert FILTERS[name](value) == written


@pytest.mark.parametrize(
    ("start", "end", "written"),
    [
        ("2026-01-01", "2026-06-30", "2026年1月1日至6月30日"),
        ("2025-12-01", "2026-06-30", "2025年12月1日至2026年6月30日"),
        ("2026-03-05", "2026-03-12", "2026年3月5日至12日"),
        ("2026-03-05", "2026-03-05", "2026年3月5日"),
        ("2026-01", "2026-06", "2026年1月至6月"),
        ("2025-11", "2026-02", "2025年11月至2026年2月"),
        ("2026-03", "2026-03", "2026年3月"),
    ],
)
def test_a_range_does_not_repeat_the_year(start: str, end: str, written: str) -> None:
    assert FILTERS["cn_date_range"](start, end) == written


@pytest.mark.parametrize(
    ("start", "end", "written"),
    [
        ("2026-01-01", "2026-06-30", "1—6月"),
        ("2026-01", "2026-06", "1—6月"),
        ("2026-06", "2026-06-30", "6月"),
        ("2025-11", "2026-02", "2025年11月—2026年2月"),
    ],
)
def test_months_are_joined_by_a_one_em_dash(start: str, end: str, written: str) -> None:
    assert FILTERS["month_range"](start, end) == written


@pytest.mark.parametrize(
    ("start", "days", "day"),
    [
        ("2022-06-30", 15, "2022-07-15"),
        ("2024-02-28", 1, "2024-02-29"),
        ("2023-02-28", 1, "2023-03-01"),
        ("2022-03-05", 0, "2022-03-05"),
        ("2022-03-05", -5, "2022-02-28"),
    ],
)
def test_days_after_counts_calendar_days(start: str, days: int, day: str) -> None:
    assert FILTERS["days_after"](start, days) == day


@pytest.mark.parametrize(
    ("start", "days", "options", "day"),
    [
        ("2026-03-05", 1, {}, "2026-03-06"),
        ("2026-03-05", 5, {}, "2026-03-12"),
        ("2026-03-07", 1, {}, "2026-03-09"),
        ("2026-04-30", 1, {"holidays": ["2026-05-01", "2026-05-04", "2026-05-05"]}, "2026-05-06"),
        ("2026-05-08", 1, {"workdays": ["2026-05-09"]}, "2026-05-09"),
        ("2026-03-05", 0, {}, "2026-03-05"),
    ],
)
def test_workdays_leave_out_weekends_and_the_holidays_given(
    start: str, days: int, options: dict[str, Any], day: str
) -> None:
    assert FILTERS["workdays_after"](start, days, **options) == day


@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)), st.integers(-36_600, 36_600))
def test_days_until_undoes_days_after(day: date, days: int) -> None:
    later = FILTERS["days_after"](day.isoformat(), days)
    assert later == (day + timedelta(days=days)).isoformat()
    assert FILTERS["days_until"](day.isoformat(), later) == days


@pytest.mark.parametrize(
    ("name", "arguments", "complaint"),
    [
        ("cn_date", ("较重",), "cn_date 只能用于日期，得到的是“较重”"),
        ("cn_date", ("2026-02-30",), "cn_date 只能用于日期，得到的是“2026-02-30”"),
        ("cn_date", ("2026-3-5",), "只能用于日期"),
        ("cn_date", ("2026-03-05\n",), "只能用于日期"),
        ("cn_date", ("２０２６-03-05",), "只能用于日期"),
        ("cn_date", ("2026-03",), "只能用于日期"),
        ("cn_date", (20260305,), "得到的是20260305"),
        ("cn_date", (["2026-03-05"],), "得到的是有 1 项的列表"),
        ("cn_month", ("2026-13",), "cn_month 只能用于日期或月份"),
        ("cn_date_range", ("2026-06-30", "2026-01-01"), "起止颠倒了：2026-06-30 在 2026-01-01 之后"),
        ("days_after", ("2026-03-05", 99_999), "天数要写 -36600 到 36600 之间的整数"),
        ("days_after", ("2026-03-05", "三"), "天数要写成整数"),
        ("days_after", ("9999-12-31", 1), "超出了公元 1 至 9999 年"),
        ("workdays_after", ("9999-12-31", 5), "超出了公元 1 至 9999 年"),
        ("workdays_after", ("2026-03-05", 1_001), "天数要写 0 到 1000"),
        ("workdays_after", ("2026-03-05", 1, "2026-03-06"), "只能用于列表"),
        ("days_until", ("2026-03-05", "明天"), "days_until 只能用于日期，得到的是“明天”"),
    ],
)
def test_what_is_no_date_is_refused_in_chinese(name: str, arguments: tuple[Any, ...], complaint: str) -> None:
    with pytest.raises(FilterError, match=complaint):
        FILTERS[name](*arguments)


def test_only_real_dates_are_dates() -> None:
    assert TESTS["date"]("2024-02-29")
    assert not TESTS["date"]("2023-02-29")
    assert not TESTS["date"](20240229)


def test_saturday_and_sunday_are_the_weekend() -> None:
    found = [day for day in range(2, 9) if TESTS["weekend"](f"2026-03-0{day}")]
    assert found == [7, 8]
