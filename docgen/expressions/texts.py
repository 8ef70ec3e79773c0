"""Text, and what may be absent -> text; knows the fall-backs for absent values, quoting, names and file names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from docgen.expressions.arguments import EXACT, MAX_TEXT, FilterError, items, number, option, plain, shown, text
from docgen.model import Absent

MAX_FILE_NAME = 80
_MAX_FILE_NAME_BYTES = 240
_FULL_WIDTH = {ord(sign): chr(ord(sign) + 0xFEE0) for sign in '/\\:*?"<>|'}
_NUMBERED = re.compile(r"(.*?)([0-9]*)", re.ASCII)
RESERVED = re.compile(r"(?i)(?:CON|PRN|AUX|NUL|COM[0-9¹²³]|LPT[0-9¹²³]|CONIN\$|CONOUT\$) *(?=\.|$)")
"""The start of a file name that Windows keeps for a device, whatever follows its dot."""


def or_blank(value: Any) -> Any:
    """The value, or nothing where it is absent or unknown."""
    return "" if _is_missing(value) else value


def or_dash(value: Any) -> Any:
    """The value, or — where it is absent or unknown."""
    return "—" if _is_missing(value) else value


def or_todo(value: Any, label: Any = "") -> Any:
    """The value, or 【待补：整改措施】 with the field's label (or the one given) where it is absent."""
    if not _is_missing(value):
        return value
    name = text("or_todo", label) or (value.label if isinstance(value, Absent) else "")
    return f"【待补：{name}】" if name else "【待补】"


def contains(value: Any, part: Any) -> bool:
    """Whether a list has an item equal to ``part``, or a text has ``part`` in it; an absent value has nothing in it."""
    if isinstance(value, Absent) or isinstance(part, Absent):
        return False
    if isinstance(value, str):
        return text("contains", part) in value
    return any(item == part for item in items("contains", value))


def starts_with(value: Any, start: Any) -> bool:
    """Whether a text begins with ``start``; an absent one does not."""
    if isinstance(value, Absent) or isinstance(start, Absent):
        return False
    return text("starts_with", value).startswith(text("starts_with", start))


def in_brackets(value: Any) -> str:
    """淮北 -> （淮北）; nothing stays nothing."""
    inner = value if isinstance(value, str) else _number_text("in_brackets", value)
    return f"（{inner}）" if inner else ""


def quote_title(value: Any) -> str:
    """A title in 《》 unless it is already; 《》 inside become 〈〉: 《关于印发〈示例办法〉的通知》."""
    title = text("quote_title", value).strip()
    if not title or re.fullmatch(r"《[^《》]*》", title):
        return title
    return f"《{title.replace('《', '〈').replace('》', '〉')}》"


def normalise_name(value: Any) -> str:
    """A company name for comparing, not for printing: width, spaces, case, and 有限责任公司 = 有限公司."""
    name = re.sub(r"[\s\u200b-\u200f\u2060\ufeff]", "", unicodedata.normalize("NFKC", text("normalise_name", value)))
    name = name.replace("(", "（").replace(")", "）").replace("有限责任公司", "有限公司")
    return _bounded("normalise_name", name.upper())


def truncate_cn(value: Any, length: Any) -> str:
    """The first ``length`` characters and …… where there are more; never cut inside a composed character."""
    whole_text = text("truncate_cn", value)
    kept = option("truncate_cn", "字数", length, 1, 10_000)
    if len(whole_text) <= kept:
        return whole_text
    while kept < len(whole_text) and unicodedata.category(whole_text[kept]).startswith("M"):
        kept += 1
    return whole_text[:kept].rstrip(" \u3000，、；：。") + "……"


def by_thousand(value: Any) -> str:
    """The folders in which an id's own folder stands, so that none holds more than a thousand and its subfolders.

    qy-012345 -> ``qy-012xxx/``, qy-1234567 -> ``qy-1xxxxxx/qy-1234xxx/``; nothing for three digits and fewer.
    """
    found = _NUMBERED.fullmatch(text("by_thousand", value))
    if not found:
        return ""
    start, digits = found[1], found[2]
    cuts = range((len(digits) - 1) // 3 * 3, 0, -3)
    return "".join(f"{start}{digits[:-cut]}{'x' * cut}/" for cut in cuts)


def file_name(value: Any) -> str:
    """A safe part of an output file name: what Windows forbids becomes full-width or _, at most 80 characters."""
    name = unicodedata.normalize("NFC", value if isinstance(value, str) else _number_text("file_name", value))
    name = _trimmed(re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]", "_", name[:1000]).translate(_FULL_WIDTH))
    name = "".join(sign for sign in name if unicodedata.category(sign) != "Cf")[:MAX_FILE_NAME]
    while len(name.encode()) > _MAX_FILE_NAME_BYTES:
        name = name[:-1]
    name = RESERVED.sub(lambda found: found[0].rstrip() + "_", _trimmed(name), count=1)
    if not name:
        raise FilterError(f"file_name 不能把{shown(value)}变成文件名：去掉不能用的符号后什么也不剩")
    return name


def sum_of(value: Any) -> Any:
    """The sum of a list of numbers, 0 for an empty one; an absent item makes the sum absent."""
    total = number("sum_of", 0)
    for item in items("sum_of", value):
        if isinstance(item, Absent):
            return item
        total = EXACT.add(total, number("sum_of", item))
    return total


def is_filled(value: Any) -> bool:
    """Whether something was entered; 0 and an empty list are claims, and count as entered."""
    return not _is_missing(value) and value != ""


def is_sorted(value: Any) -> bool:
    """Whether a list of texts (dates, say) or of numbers never goes down."""
    entries: Sequence[Any] = items("sorted", value)
    if not (all(isinstance(one, str) for one in entries) or all(_is_number(one) for one in entries)):
        raise FilterError("sorted 只能用于全是文字或者全是数的列表")
    return all(one <= following for one, following in pairwise(entries))


def _is_missing(value: object) -> bool:
    return value is None or isinstance(value, Absent)


def _is_number(value: object) -> bool:
    try:
        number("sorted", value)
    except FilterError:
        return False
    return True


def _number_text(name: str, value: Any) -> str:
    try:
        return plain(number(name, value))
    except FilterError:
        raise FilterError(f"{name} 只能用于文字和数，得到的是{shown(value)}") from None


def _bounded(name: str, made: str) -> str:
    if len(made) > MAX_TEXT:
        raise FilterError(f"{name} 得到的文字超过 {MAX_TEXT} 字")
    return made


def _trimmed(name: str) -> str:
    return name.strip(" .\u3000\t")
