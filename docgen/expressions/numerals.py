"""Whole numbers and money -> Chinese numerals; knows 零, 两, 万 and 亿, 大写金额 and the level marks of a document.

GB/T 15835-2011: 一二三 in counts with 零, 〇 only in years; 大写 by the Ministry of Finance's rules for receipts.
"""

from __future__ import annotations

from typing import Any

from docgen.expressions.arguments import FilterError, number, plain, rounded, text, whole

_DIGITS = "零一二三四五六七八九"
_CAPITALS = "零壹贰叁肆伍陆柒捌玖"
_ER_UNITS = frozenset({"级", "号", "月", "楼", "层", "等", "等奖", "年级", "两"})
"""Words after which 2 is 二: they number something (二级, 二号) or are the weight 两 (二两)."""


def cn_number(value: Any) -> str:
    """103 -> 一百零三. Whole numbers below 10^16; a negative one begins with 负."""
    amount = whole("cn_number", value)
    spelled = _spell(abs(amount), _DIGITS, "十百千")
    spelled = spelled.removeprefix("一") if spelled.startswith("一十") else spelled
    return "负" + spelled if amount < 0 else spelled


def cn_count(value: Any, unit: str) -> str:
    """2 and 家 -> 两家; 12 and 家 -> 十二家; 2 and 级 -> 二级."""
    amount = whole("cn_count", value, least=0)
    word = measure_word("cn_count", unit)
    return ("两" if amount == 2 and word not in _ER_UNITS else cn_number(amount)) + word


def cn_ordinal(value: Any) -> str:
    """2 -> 第二."""
    return "第" + cn_number(whole("cn_ordinal", value, least=1))


def cn_financial(value: Any) -> str:
    """An amount in yuan, at most two decimals, not negative: 1680.32 -> 壹仟陆佰捌拾元叁角贰分."""
    amount = number("cn_financial", value)
    if amount < 0:
        raise FilterError(f"cn_financial 不能用于负数，得到的是{plain(amount)}")
    if amount != rounded(amount, 2):
        raise FilterError(f"cn_financial 的金额最多写到分（两位小数），得到的是{plain(amount)}")
    yuan, cents = divmod(int(amount * 100), 100)
    jiao, fen = divmod(cents, 10)
    head = _spell(yuan, _CAPITALS, "拾佰仟") + "元" if yuan or not cents else ""
    if not cents:
        return head + "整"
    tail = _CAPITALS[jiao] + "角" if jiao else ("零" if head else "")
    return head + tail + (_CAPITALS[fen] + "分" if fen else "整")


def circled(value: Any) -> str:
    """1 -> ①, up to 20 -> ⑳."""
    return chr(0x2460 - 1 + whole("circled", value, least=1, most=20))


def level(value: Any, depth: Any) -> str:
    """The mark of a heading or paragraph, by depth 1 to 5: 一、 （一） 1. （1） ①."""
    order = whole("level", value, least=1, most=9999)
    match whole("level", depth, least=1, most=5):
        case 1:
            return cn_number(order) + "、"
        case 2:
            return f"（{cn_number(order)}）"
        case 3:
            return f"{order}."
        case 4:
            return f"（{order}）"
        case _:
            return circled(order)


def measure_word(name: str, unit: object) -> str:
    """A unit as the filter ``name`` was given it: up to ten characters, no digits, no line breaks."""
    word = text(name, unit)
    if len(word) > 10 or any(sign.isdigit() or not sign.isprintable() for sign in word):
        raise FilterError(f"{name} 的量词要短，不能有数字，得到的是“{word[:30]}”")
    return word


def year_numerals(year: int) -> str:
    """2022 -> 二〇二二: digit by digit, with 〇."""
    return "".join("〇一二三四五六七八九"[int(digit)] for digit in f"{year:04d}")


def _spell(amount: int, digits: str, places: str) -> str:
    """Every non-zero digit with its place; 一十 is not shortened here. Below 10^16 the groups are 万, 亿, 万亿."""
    for size, mark in ((10**8, "亿"), (10**4, "万")):
        if amount >= size:
            high, low = divmod(amount, size)
            gap = digits[0] if 0 < low < size // 10 else ""
            return _spell(high, digits, places) + mark + gap + (_spell(low, digits, places) if low else "")
    return _spell_group(amount, digits, places) or digits[0]


def _spell_group(amount: int, digits: str, places: str) -> str:
    spelled = ""
    pending_zero = False
    for place, power in zip((*reversed(places), ""), (1000, 100, 10, 1), strict=True):
        digit = amount // power % 10
        if digit:
            spelled += (digits[0] if pending_zero else "") + digits[digit] + place
        pending_zero = not digit and bool(spelled)
    return spelled
