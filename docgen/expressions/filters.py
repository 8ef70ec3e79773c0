"""Names in templates and expressions -> the functions behind them; knows what an absent value does to a filter.

`FILTERS` and `TESTS` are registered by the environment. A filter that is given an absent value, as its subject or as an
argument, returns that value: printing it still fails and names the field. A test of an absent value is false.
Wrong use raises `FilterError`.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from docgen.expressions import amounts, dates, identifiers, masks, numerals, texts, workdays
from docgen.expressions.arguments import FilterError, text
from docgen.model import Absent

__all__ = ["FILTERS", "TESTS", "FilterError"]


def _passing_absent(function: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(function)
    def guarded(*arguments: Any, **options: Any) -> Any:
        absent = next((one for one in (*arguments, *options.values()) if isinstance(one, Absent)), None)
        return function(*arguments, **options) if absent is None else absent

    return guarded


def _false_if_absent(function: Callable[[Any], bool]) -> Callable[[Any], bool]:
    @functools.wraps(function)
    def guarded(value: Any) -> bool:
        return not isinstance(value, Absent) and function(value)

    return guarded


def _of_text(name: str, function: Callable[[str], bool]) -> Callable[[Any], bool]:
    return _false_if_absent(functools.wraps(function)(lambda value: function(text(name, value))))


_NOTICES_ABSENCE = (texts.or_blank, texts.or_dash, texts.or_todo, texts.contains, texts.starts_with)
_PASSES_ABSENCE = (
    dates.cn_date,
    dates.cn_month,
    dates.cn_month_day,
    dates.cn_year_numerals,
    dates.compact_date,
    dates.cn_date_range,
    dates.month_range,
    dates.days_after,
    dates.days_until,
    dates.weekday,
    workdays.workdays_after,
    workdays.workdays_until,
    numerals.cn_number,
    numerals.cn_count,
    numerals.cn_ordinal,
    numerals.cn_financial,
    numerals.circled,
    numerals.level,
    amounts.fixed,
    amounts.percent,
    amounts.thousands,
    amounts.wan,
    amounts.measure,
    amounts.approx_yu,
    amounts.approx_duo,
    amounts.approx_jin,
    amounts.approx_about,
    texts.in_brackets,
    texts.quote_title,
    texts.normalise_name,
    texts.truncate_cn,
    texts.by_thousand,
    texts.file_name,
    texts.sum_of,
    masks.mask_person,
    masks.mask_mobile,
    masks.mask_landline,
    masks.mask_phone,
    masks.mask_id_number,
    masks.mask_email,
)

FILTERS: dict[str, Callable[..., Any]] = {
    **{function.__name__: function for function in _NOTICES_ABSENCE},
    **{function.__name__: _passing_absent(function) for function in _PASSES_ABSENCE},
}

TESTS: dict[str, Callable[..., bool]] = {
    "credit_code": _of_text("credit_code", identifiers.is_credit_code),
    "credit_code_form": _of_text("credit_code_form", identifiers.has_credit_code_form),
    "organisation_code_valid": _of_text("organisation_code_valid", identifiers.is_organisation_code),
    "document_number": _of_text("document_number", identifiers.is_document_number),
    "date": _false_if_absent(dates.is_date),
    "weekend": _false_if_absent(dates.is_weekend),
    "workday": workdays.false_if_absent(workdays.is_workday),
    "rest_day": workdays.false_if_absent(workdays.is_rest_day),
    "filled": texts.is_filled,
    "sorted": _false_if_absent(texts.is_sorted),
}
