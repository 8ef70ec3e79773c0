"""Dates as text (``YYYY-MM-DD``, months ``YYYY-MM``) -> Chinese dates and other dates.

Knows the calendar by `datetime.date` arithmetic alone: no strftime, no locale, and no clock. What day it is comes
from the data.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from docgen.expressions.arguments import FilterError, option, shown, whole
from docgen.expressions.numerals import year_numerals

_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
_YEAR = re.compile(r"[0-9]{4}")
_WEEKDAYS = "一二三四五六日"
MAX_DAYS = 36_600
"""Offsets go a hundred years either way."""


def parse_day(value: object) -> date | None:
    """The date that a text ``YYYY-MM-DD`` names, or ``None`` (2026-02-30 names none)."""
    found = _DAY.fullmatch(value) if isinstance(value, str) else None
    return _date_or_none(*map(int, found.groups())) if found else None


def cn_date(value: Any) -> str:
    """2022-03-05 -> 2022年3月5日."""
    day = day_given("cn_date", value)
    return f"{day.year}年{day.month}月{day.day}日"


def cn_month(value: Any) -> str:
    """2022-03-05 or 2022-03 -> 2022年3月."""
    month = _month("cn_month", value)
    return f"{month.year}年{month.month}月"


def cn_month_day(value: Any) -> str:
    """2022-03-05 -> 3月5日."""
    day = day_given("cn_month_day", value)
    return f"{day.month}月{day.day}日"


def cn_year_numerals(value: Any) -> str:
    """2022-03-05, 2022-03, "2022" or 2022 -> 二〇二二年."""
    if isinstance(value, str) and _YEAR.fullmatch(value):
        year = int(value)
    elif isinstance(value, str):
        year = _month("cn_year_numerals", value).year
    else:
        year = whole("cn_year_numerals", value, least=1, most=9999)
    return year_numerals(year) + "年"


def compact_date(value: Any) -> str:
    """2022-03-05 -> 20220305, as in file names."""
    return day_given("compact_date", value).isoformat().replace("-", "")


def cn_date_range(start: Any, end: Any) -> str:
    """Two days, or two months, both included: 2026年1月1日至6月30日; in two years both in full."""
    if _is_month(start) and _is_month(end):
        first, last = _in_order("cn_date_range", _month("cn_date_range", start), _month("cn_date_range", end))
        if first == last:
            return cn_month(start)
        return f"{cn_month(start)}至{f'{last.month}月' if first.year == last.year else cn_month(end)}"
    first, last = _in_order("cn_date_range", day_given("cn_date_range", start), day_given("cn_date_range", end))
    if first == last:
        return cn_date(start)
    if first.year != last.year:
        return f"{cn_date(start)}至{cn_date(end)}"
    return f"{cn_date(start)}至{f'{last.day}日' if first.month == last.month else cn_month_day(end)}"


def month_range(start: Any, end: Any) -> str:
    """1—6月, with a one-em dash; in two years 2025年11月—2026年2月. Takes days or months."""
    first, last = _in_order("month_range", _month("month_range", start), _month("month_range", end))
    if first.year != last.year:
        return f"{cn_month(start)}—{cn_month(end)}"
    return f"{first.month}月" if first.month == last.month else f"{first.month}—{last.month}月"


def days_after(value: Any, days: Any) -> str:
    """The day that many calendar days later; earlier, if ``days`` is negative."""
    day = day_given("days_after", value)
    return moved("days_after", day, option("days_after", "天数", days, -MAX_DAYS, MAX_DAYS)).isoformat()


def days_until(value: Any, other: Any) -> int:
    """Calendar days from ``value`` to ``other``; negative if ``other`` is earlier."""
    return (day_given("days_until", other) - day_given("days_until", value)).days


def weekday(value: Any) -> str:
    """2022-03-05 -> 星期六."""
    return "星期" + _WEEKDAYS[day_given("weekday", value).weekday()]


def is_date(value: Any) -> bool:
    """Whether this is the text of a real date."""
    return parse_day(value) is not None


def is_weekend(value: Any) -> bool:
    """Whether this day is a Saturday or Sunday."""
    return day_given("weekend", value).weekday() >= 5


def day_given(name: str, value: object) -> date:
    """The date that a filter ``name`` was given, or a `FilterError`."""
    day = parse_day(value)
    if day is None:
        raise FilterError(f"{name} 只能用于日期，得到的是{shown(value)}")
    return day


def _month(name: str, value: object) -> date:
    found = _MONTH.fullmatch(value) if isinstance(value, str) else None
    month = _date_or_none(int(found[1]), int(found[2]), 1) if found else parse_day(value)
    if month is None:
        raise FilterError(f"{name} 只能用于日期或月份，得到的是{shown(value)}")
    return month.replace(day=1)


def _is_month(value: object) -> bool:
    return isinstance(value, str) and bool(_MONTH.fullmatch(value))


def moved(name: str, day: date, days: int) -> date:
    """``day`` so many days later, or a `FilterError` for a filter ``name``."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        raise FilterError(f"{name} 算出的日期超出了公元 1 至 9999 年") from None


def _in_order(name: str, first: date, last: date) -> tuple[date, date]:
    if last < first:
        raise FilterError(f"{name} 的起止颠倒了：{first.isoformat()} 在 {last.isoformat()} 之后")
    return first, last


def _date_or_none(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
