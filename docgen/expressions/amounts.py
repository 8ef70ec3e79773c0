"""Numbers -> Arabic numerals with decimals, per cent, 万 and units, and the approximate numbers of running text.

Knows when 余, 多, 近 and 约 may be said: exact numbers stay exact, and 余 never states more than was counted.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from docgen.expressions.arguments import FilterError, number, option, plain, rounded, shown, text, whole

MAX_DIGITS = 10
_SCALES = ((10**12, "万亿"), (10**8, "亿"), (10**4, "万"))
_NUMBER_TEXT = re.compile(r"-?[0-9]{1,20}(?:,[0-9]{3}){0,6}(?:\.[0-9]{1,10})?(?:万亿|万|亿)?")
_UNIT = r"[\u3400-\u9fffA-Za-z\u3380-\u33df²³°℃Ω]{1,10}"
_NO_UNIT = r"余|多|左右|上下|以上|以下|以内|百分|成$"
_TIMES = {"万": 10**4, "亿": 10**8}
"""12345 of 万元 is 1.2亿余元, not 1.2万余万元."""
EXACT_BELOW = 20
"""Smaller numbers are never rounded."""


def fixed(value: Any, digits: Any) -> str:
    """Exactly that many decimals, half up: 0.125 and 2 -> 0.13."""
    return plain(rounded(number("fixed", value), _digits("fixed", digits)))


def percent(value: Any, digits: Any = 1) -> str:
    """A ratio as per cent: 0.873 -> 87.3%."""
    return plain(rounded(number("percent", value) * 100, _digits("percent", digits))) + "%"


def thousands(value: Any, digits: Any = None) -> str:
    """12345.6 -> 12,345.6, for tables only (公文 text has no commas)."""
    amount = number("thousands", value)
    return f"{amount if digits is None else rounded(amount, _digits('thousands', digits)):,f}"


def wan(value: Any, digits: Any = 1) -> str:
    """12345 -> 1.2万, 120000000 -> 1.2亿, half up; below 10,000 as it is; 10000 -> 1万."""
    amount = number("wan", value)
    places = _digits("wan", digits)
    if abs(amount) < 10_000:
        return plain(amount)
    parts = [(rounded(amount.scaleb(-zeros), places), mark) for zeros, mark in ((4, "万"), (8, "亿"), (12, "万亿"))]
    part, mark = next((pair for pair in parts if abs(pair[0]) < 10_000), parts[-1])
    return _without_zeros(part) + mark


def measure(value: Any, unit: Any) -> str:
    """A number, or the text that another number filter made of it, with its unit: 137 and 条 -> 137条."""
    word = text("measure", unit)
    if len(word) > 20 or any(sign in "0123456789" or not sign.isprintable() for sign in word):
        raise FilterError(f"measure 的单位要短，不能有数字，得到的是{shown(unit)}")
    if isinstance(value, str):
        if not _NUMBER_TEXT.fullmatch(value):
            raise FilterError(f"measure 只能用于数，得到的是{shown(value)}")
        return value + word
    amount = number("measure", value)
    if amount != rounded(amount, 6):
        raise FilterError("measure 的数小数位太多，先用 fixed(位数) 取整，如 fixed(1)")
    return plain(amount) + word


def approx_yu(value: Any, unit: Any = "", coarse: bool = False) -> str:
    """137 and 条 -> 130余条 (coarse: 100余条); exactly 100 -> 100条; 12345 and 家 -> 1.2万余家."""
    return _and_more("approx_yu", "余", value, unit, coarse)


def approx_duo(value: Any, unit: Any = "", coarse: bool = False) -> str:
    """Like `approx_yu`, in plainer speech: 130多条."""
    return _and_more("approx_duo", "多", value, unit, coarse)


def approx_jin(value: Any, unit: Any = "", coarse: bool = False) -> str:
    """196 -> 近200: only where the number is just below the round one; else it stays exact (131 -> 131)."""
    amount, word = _counted("approx_jin", value, unit)
    for step in [_step(amount, 1), _step(amount, 2)] if coarse else [_step(amount, 2)]:
        above = -(-amount // step) * step
        if 0 < above - amount <= min(step / 2, above / 20):
            return f"近{_scaled(above)}{word}"
    return _scaled(amount) + word


def approx_about(value: Any, unit: Any = "", coarse: bool = False) -> str:
    """196 -> 约200, to the nearest of two digits (coarse: one); a round number stays exact (200 -> 200)."""
    amount, word = _counted("approx_about", value, unit)
    step = _step(amount, 1 if coarse else 2)
    nearest = (amount + step // 2) // step * step
    return ("" if nearest == amount else "约") + _scaled(nearest) + word


def _and_more(name: str, more: str, value: object, unit: object, coarse: bool) -> str:
    amount, word = _counted(name, value, unit)
    step = _step(amount, 1 if coarse else 2)
    below = amount // step * step
    return _scaled(below) + ("" if below == amount else more) + word


def _counted(name: str, value: object, unit: object) -> tuple[int, str]:
    """The number and its unit; refuses what cannot be approximated: decimals, per cent, 家(次), a second 余 or 多."""
    if isinstance(value, str):
        raise FilterError(f"{name} 只能用于没有取整、没有百分号的数，得到的是{shown(value)}")
    word = text(name, unit)
    if word and (not re.fullmatch(_UNIT, word) or re.search(_NO_UNIT, word)):
        raise FilterError(f"{name} 只能带一个量词，如“条”“家”，得到的是{shown(unit)}")
    amount = whole(name, value, least=0)
    if amount >= 10_000 and word[:1] in _TIMES:
        return amount * _TIMES[word[0]], word[1:]
    return amount, word


def _step(amount: int, kept: int) -> int:
    """The size of a unit in the last of the ``kept`` leading digits; 1 where nothing is to be rounded."""
    return 1 if amount < EXACT_BELOW else 10 ** max(0, len(str(amount)) - kept)


def _scaled(amount: int) -> str:
    """12000 -> 1.2万, where at most one decimal is needed; any other number in full."""
    for scale, mark in _SCALES:
        if amount >= scale and amount * 10 % scale == 0:
            return _without_zeros(Decimal(amount) / scale) + mark
    return str(amount)


def _without_zeros(value: Decimal) -> str:
    written = plain(value)
    return written.rstrip("0").rstrip(".") if "." in written else written


def _digits(name: str, digits: object) -> int:
    return option(name, "小数位数", digits, 0, MAX_DIGITS)
