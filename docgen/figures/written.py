"""Numbers as running text writes them (137, 1.2万, 一百三十七, 百余, 近200) to what they say, and whether it is so."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Manner = Literal["exact", "above", "below", "about"]
"""Exactly so many; so many and some more (余, 多); nearly so many (近); about so many (约)."""

NUMBER = (
    r"(?P<before>将近|接近|近|大约|约)?(?P<hundred>百分之)?"
    r"(?P<digits>[0-9]{1,3}(?:,[0-9]{3})+|[0-9０-９]{1,12}(?:[.．][0-9０-９]{1,6})?|"
    r"[零〇一二两三四五六七八九十百千万亿]{1,16}(?:点[零〇一二三四五六七八九]{1,6})?)"
    r"(?P<more>余|多)?(?P<scale>万亿|万|亿)?(?P<later>余|多)?"
)
"""The pattern of a number."""
TAIL = r"(?P<tail>左右|上下|以上|以下|以内|之多)?"
"""What may stand behind its unit."""

_SCALES = {"": 1, "万": 10**4, "亿": 10**8, "万亿": 10**12}
_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_PLACES = {"十": 10, "百": 100, "千": 1000}
_NEAR = Decimal("0.1")
"""近 and 约 may be off by so much of what is written."""


@dataclass(frozen=True, slots=True)
class Written:
    """A number of running text and how it is meant; ``step`` is the size of its last digit that is not 0."""

    value: Decimal
    manner: Manner
    step: Decimal

    def agrees(self, counted: Decimal) -> bool:
        """Whether the text may say this of what was counted."""
        if self.manner == "exact":
            return counted == self.value
        if self.manner == "above":
            return self.value < counted < self.value + self.step
        if self.manner == "below":
            return 0 < self.value - counted <= self.value * _NEAR
        return abs(self.value - counted) <= self.value * _NEAR


def written(match: re.Match[str]) -> Written | None:
    """What a match of `NUMBER` and `TAIL` says; None for a bound (100条以上) or what is no number (三四, or 十百)."""
    digits = unicodedata.normalize("NFKC", match["digits"]).replace(",", "")
    value = Decimal(digits) if digits[0].isdigit() and digits.isascii() else chinese(digits)
    if value is None or match["tail"] in ("以上", "以下", "以内"):
        return None
    scale = _SCALES[match["scale"] or ""]
    manner: Manner = "exact"
    if match["more"] or match["later"]:
        manner = "above"
    elif match["before"]:
        manner = "about" if match["before"].endswith("约") else "below"
    elif match["tail"] in ("左右", "上下"):
        manner = "about"
    return Written(value * scale, manner, _step(value) * scale)


def _step(value: Decimal) -> Decimal:
    """The size of the last digit that is not 0: 100 of 100, 10 of 130, 0.1 of 1.2."""
    return Decimal(1).scaleb(int(value.normalize().as_tuple().exponent)) if value else Decimal(1)


def chinese(text: str) -> Decimal | None:
    """一百三十七 -> 137, 十 -> 10, 百 -> 100, 一万二千 -> 12000, 八十七点五 -> 87.5; None for what is no number."""
    whole, _, decimals = text.partition("点")
    total = _whole(whole)
    if total is None:
        return None
    return Decimal(total) + (Decimal("0." + "".join(str(_DIGITS[sign]) for sign in decimals)) if decimals else 0)


def _whole(text: str) -> int | None:
    for sign, size in (("亿", 10**8), ("万", 10**4)):
        high, mark, low = text.rpartition(sign)
        if mark:
            above, below = _whole(high) if high else 1, _whole(low) if low else 0
            return None if above is None or below is None or below >= size or low[:1] == "万" else above * size + below
    return _below_ten_thousand(text)


def _below_ten_thousand(text: str) -> int | None:
    total, digit, last = 0, None, 10**4
    for sign in text:
        if sign in _PLACES:
            if _PLACES[sign] >= last:
                return None
            last = _PLACES[sign]
            total += (1 if digit is None else digit) * last
            digit = None
        elif digit not in (None, 0):
            return None
        else:
            digit = _DIGITS[sign]
    return (total + (digit or 0)) if text else None
