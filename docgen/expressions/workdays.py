"""Days and the days off in a calendar -> working days counted; knows Monday to Friday, and what a calendar changes.

Holidays come as ``calendar``, which knows a year at a time, or as two lists of days (off, and worked at weekends).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, Protocol, runtime_checkable

from docgen.expressions.arguments import items, option
from docgen.expressions.dates import day_given, moved
from docgen.model import Absent

MAX_WORKDAYS = 1_000
MAX_SPAN = 3_660
"""Working days are counted over ten years at most."""


@runtime_checkable
class WorkCalendar(Protocol):
    """Knows the days off and the weekend days worked around a year, as ``YYYY-MM-DD``; raises AbsentUsedError."""

    def year(self, number: int) -> tuple[frozenset[str], frozenset[str]]: ...


def workdays_after(value: Any, days: Any, holidays: Any = (), workdays: Any = ()) -> str:
    """The day on which that many working days have passed, not counting ``value`` itself."""
    day, works = day_given("workdays_after", value), _working("workdays_after", holidays, workdays)
    left = option("workdays_after", "天数", days, 0, MAX_WORKDAYS)
    while left:
        day = moved("workdays_after", day, 1)
        left -= works(day)
    return day.isoformat()


def workdays_until(value: Any, other: Any, holidays: Any = (), workdays: Any = ()) -> int:
    """Working days after ``value`` up to and with ``other``; negative if ``other`` is earlier."""
    start, end = day_given("workdays_until", value), day_given("workdays_until", other)
    works, sign = _working("workdays_until", holidays, workdays), 1 if end >= start else -1
    length = abs((end - start).days)
    option("workdays_until", "起止相隔的天数", length, 0, MAX_SPAN)
    first = min(start, end)
    return sign * sum(works(first + timedelta(days=number)) for number in range(1, length + 1))


def is_workday(value: Any, holidays: Any = (), workdays: Any = ()) -> bool:
    """Whether people work on this day."""
    return _working("workday", holidays, workdays)(day_given("workday", value))


def is_rest_day(value: Any, holidays: Any = (), workdays: Any = ()) -> bool:
    """Whether this day is a weekend or a holiday."""
    return not _working("rest_day", holidays, workdays)(day_given("rest_day", value))


def _working(name: str, holidays: Any, workdays: Any) -> Callable[[date], bool]:
    if isinstance(holidays, WorkCalendar):
        of_year = holidays.year
    else:
        lists = [
            frozenset(day_given(name, one).isoformat() for one in items(name, each)) for each in (holidays, workdays)
        ]

        def of_year(number: int) -> tuple[frozenset[str], frozenset[str]]:
            return lists[0], lists[1]

    def works(day: date) -> bool:
        off, on = of_year(day.year)
        return day.isoformat() in on or (day.weekday() < 5 and day.isoformat() not in off)

    return works


def false_if_absent(function: Callable[..., bool]) -> Callable[..., bool]:
    """The test, false where anything that it is given is absent."""

    def guarded(*arguments: Any, **options: Any) -> bool:
        absent = any(isinstance(one, Absent) for one in (*arguments, *options.values()))
        return not absent and function(*arguments, **options)

    guarded.__name__ = function.__name__
    return guarded
