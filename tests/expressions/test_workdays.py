"""Working days counted: weekends, holidays given as lists or by a calendar, and what is absent."""

from __future__ import annotations

from typing import Any

import pytest

from docgen.expressions import Expression, ExpressionError
from docgen.model import Absent, AbsentUsedError

GIVEN = {"没填": Absent("日期")}


class Calendar:
    """The calendar of one year."""

    def year(self, number: int) -> tuple[frozenset[str], frozenset[str]]:
        if number != 2022:
            raise AbsentUsedError(f"{number}年的放假安排")
        return frozenset({"2022-10-03", "2022-10-04"}), frozenset({"2022-10-08"})


def value(source: str) -> Any:
    return Expression(source).evaluate({**GIVEN, "calendar": Calendar()})


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("'2022-03-04' | workdays_until('2022-03-07')", 1),
        ("'2022-03-04' | workdays_until('2022-03-04')", 0),
        ("'2022-03-07' | workdays_until('2022-03-04')", -1),
        ("'2022-09-30' | workdays_until('2022-10-10', calendar)", 5),
        ("'2022-09-30' | workdays_after(5, calendar)", "2022-10-10"),
        ("'2022-10-03' is rest_day(calendar)", True),
        ("'2022-10-08' is rest_day(calendar)", False),
        ("'2022-10-08' is workday(calendar)", True),
        ("'2022-10-08' is workday", False),
        ("没填 is workday(calendar) or 没填 is rest_day(calendar)", False),
        ("['2022-10-03', '2022-10-08'] | select('workday', calendar) | join", "2022-10-08"),
    ],
)
def test_working_days_follow_the_calendar(source: str, wanted: object) -> None:
    assert value(source) == wanted


@pytest.mark.parametrize("days", [0, 1, 3, 20])
def test_after_and_until_agree(days: int) -> None:
    assert value(f"'2022-09-28' | workdays_until('2022-09-28' | workdays_after({days}, calendar), calendar)") == days


def test_what_is_absent_stays_absent() -> None:
    assert isinstance(value("没填 | workdays_until('2022-03-04', calendar)"), Absent)
    assert isinstance(value("'2022-03-04' | workdays_after(没填, calendar)"), Absent)


@pytest.mark.parametrize("source", ["'2023-01-03' is workday(calendar)", "'2022-12-30' | workdays_after(1, calendar)"])
def test_a_year_without_a_calendar_is_unknown(source: str) -> None:
    with pytest.raises(AbsentUsedError, match="2023年的放假安排"):
        value(source)


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("'示例' is workday", "workday 只能用于日期"),
        ("'2022-03-04' | workdays_until(3)", "workdays_until 只能用于日期"),
        ("'2022-03-04' is workday('2022-03-04')", "workday 只能用于列表"),
        ("'1922-03-04' | workdays_until('2022-03-04')", "0 到 3660 之间"),
    ],
)
def test_wrong_use_is_told_in_chinese(source: str, says: str) -> None:
    with pytest.raises(ExpressionError) as problem:
        value(source)
    assert says in problem.value.message
