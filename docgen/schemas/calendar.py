"""Calendar cases, one a year, to days off and weekend days worked; knows nothing of when a week ends.

A year is seen whole, whatever the view's day: a deadline looks ahead. Which case a day is written in means nothing: the
holidays of a new year often begin in the old one.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from docgen.model import AbsentUsedError, UnknownFieldError

if TYPE_CHECKING:
    from docgen.schemas.views import View

_LONGEST = datetime.timedelta(days=366)


@dataclass(frozen=True)
class CalendarForm:
    """The kind whose ids are years; its list of holidays with first and last day, and of weekend days worked."""

    kind: str = ""
    off: str = ""
    first: str = ""
    last: str = ""
    on: str = ""
    day: str = ""


@dataclass
class Calendar:
    """``calendar`` in expressions: only filters and tests for working days make use of it."""

    view: View
    form: CalendarForm
    _days: list[tuple[frozenset[str], frozenset[str]]] = field(default_factory=list)

    @property
    def label(self) -> str:
        """What printing it is refused with."""
        return "calendar"

    def lookup(self, name: Any) -> Any:
        """It has no fields. Raises UnknownFieldError."""
        raise UnknownFieldError(f"calendar 没有“{name}”这一项；它用在 workday、workdays_after 一类的括号里")

    def year(self, number: int) -> tuple[frozenset[str], frozenset[str]]:
        """All days off and weekend days worked, as ``YYYY-MM-DD``; the view notes that all calendars were read.

        Raises:
            AbsentUsedError: when there is no case for this year.
        """
        cases = self.view.cases.get(self.form.kind, {})
        self.view.reads |= {f"{self.form.kind}/*", *(case.key for case in cases.values())}
        self.view.touched |= {(case.key, name) for case in cases.values() for name in (self.form.off, self.form.on)}
        if str(number) not in cases:
            raise AbsentUsedError(f"{number}年的放假安排")
        if not self._days:
            off = frozenset(day for case in cases.values() for day in self._off(case.data))
            self._days.append((off, frozenset(day for case in cases.values() for day in self._on(case.data))))
        return self._days[0]

    def _off(self, data: Mapping[str, Any]) -> Iterator[str]:
        for item in _items(data, self.form.off):
            first, last = _date(item.get(self.form.first)), _date(item.get(self.form.last))
            day = first
            while first and last and day and day <= last and day - first <= _LONGEST:
                yield day.isoformat()
                day += datetime.timedelta(days=1)

    def _on(self, data: Mapping[str, Any]) -> Iterator[str]:
        for item in _items(data, self.form.on):
            if day := _date(item.get(self.form.day)):
                yield day.isoformat()


def _items(data: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    values = data.get(name)
    return [each for each in values if isinstance(each, Mapping)] if isinstance(values, list) else []


def _date(value: Any) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
