"""Personal data -> what a public copy may show; knows Chinese names, telephone and identity numbers.

A mask never fails on an odd value and never lets one through: what is not recognised is hidden whole.
"""

from __future__ import annotations

import re
from typing import Any

from docgen.expressions.arguments import text

HIDDEN = "****"
_COMPOUND_SURNAMES = """
欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 申屠 公孙
慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 亓官 司寇 巫马 公西 颛孙 壤驷 公良 漆雕 乐正 谷梁 拓跋 轩辕 令狐 百里
呼延 东郭 南门 羊舌 微生 西门 第五 即墨 达奚 褚师 纳兰 完颜 耶律 叶赫 爱新觉罗 钮祜禄
"""
COMPOUND_SURNAMES = frozenset(_COMPOUND_SURNAMES.split())
_SPACES = r"[\s\u200b-\u200f\u2060\ufeff]+"
_MASKED = r"某{1,2}[甲乙丙丁戊己庚辛壬癸]?"
_MOBILE = r"(?:\+?86)?(1[3-9][0-9])[0-9]{4}([0-9]{4})"
_LANDLINE = r"(0(?:10|2[0-9]|[3-9][0-9]{2}))?[0-9]{4,5}([0-9]{3})"
_EXTENSION = r"(?:转|[-—－xX#])[0-9]{1,6}$"
_ID_NUMBER = r"([0-9]{6})([0-9]{5}|[0-9]{8})([0-9]{3}[0-9Xx]|[0-9]{4})"
_EMAIL = r"([^@\s]+)@([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)"


def mask_person(value: Any) -> str:
    """张三丰 -> 张某某, 张三 -> 张某, 欧阳示例 -> 欧阳某某; a Latin name keeps its first letter."""
    name = re.sub(_SPACES, "", text("mask_person", value))
    if not name:
        return ""
    if not re.match(r"[\u3400-\u9fff\U00020000-\U0003ffff]", name):
        return name[0] + "***"
    surname = next((name[:size] for size in (4, 3, 2) if name[:size] in COMPOUND_SURNAMES), name[0])
    if re.fullmatch(_MASKED, name.removeprefix(surname)):
        return name
    return surname + "某" * min(2, max(1, len(name) - len(surname)))


def mask_mobile(value: Any) -> str:
    """13800001234 -> 138****1234; anything that is no mobile number is hidden whole."""
    found = re.fullmatch(_MOBILE, _digits("mask_mobile", value))
    return f"{found[1]}****{found[2]}" if found else _hidden(value)


def mask_landline(value: Any) -> str:
    """0561-0000123 -> 0561-****123; an extension goes; anything else is hidden whole."""
    written = re.sub(_EXTENSION, "", text("mask_landline", value).strip()) if _has_extension(value) else value
    found = re.fullmatch(_LANDLINE, _digits("mask_landline", written))
    if not found:
        return _hidden(value)
    return f"{found[1]}-****{found[2]}" if found[1] else f"****{found[2]}"


def mask_phone(value: Any) -> str:
    """A number of either sort."""
    masked = mask_mobile(value)
    return mask_landline(value) if masked == HIDDEN else masked


def mask_id_number(value: Any) -> str:
    """An identity number: the first six and the last four stay, at most; anything else is hidden whole."""
    found = re.fullmatch(_ID_NUMBER, re.sub(_SPACES, "", text("mask_id_number", value)))
    return f"{found[1]}{'*' * len(found[2])}{found[3].upper()}" if found else _hidden(value)


def mask_email(value: Any) -> str:
    """zhangsan@example.cn -> z***@example.cn; a name of one letter is hidden."""
    found = re.fullmatch(_EMAIL, re.sub(_SPACES, "", text("mask_email", value)))
    if not found:
        return _hidden(value)
    return f"{found[1][0] if len(found[1]) > 1 else ''}***@{found[2]}"


def _digits(name: str, value: object) -> str:
    """The number without the signs that people group it with."""
    return re.sub(r"[\s\u200b-\u200f\u2060\ufeff()（）\-—－]+", "", text(name, value))


def _has_extension(value: object) -> bool:
    """A hyphen is an extension's only after seven digits: 0561-0000123 has none."""
    written = text("mask_landline", value).strip()
    return bool(re.search(_EXTENSION, written)) and len(re.sub(r"[^0-9]", "", re.sub(_EXTENSION, "", written))) >= 7


def _hidden(value: object) -> str:
    return HIDDEN if value else ""
