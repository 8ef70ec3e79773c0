"""The formats that schemas may ask for: which texts are right."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CREDIT_CODE = re.compile(r"[0-9A-HJ-NP-RT-UW-Y]{2}[0-9]{6}[0-9A-HJ-NP-RT-UW-Y]{10}")


def is_date(value: str) -> bool:
    """``YYYY-MM-DD`` and a day that exists."""
    if not _DATE.fullmatch(value):
        return False
    try:
        datetime.date.fromisoformat(value)
    except ValueError:
        return False
    return True


def is_credit_code(value: str) -> bool:
    """Length and alphabet of GB 32100-2015; the check digit is a rule's business, since some issued codes fail it."""
    return _CREDIT_CODE.fullmatch(value) is not None


FORMATS: Mapping[str, Callable[[str], bool]] = {"date": is_date, "credit-code": is_credit_code}
