"""A text that is no date, code or number to how it is meant; knows the slips people make when they copy one."""

from __future__ import annotations

import datetime
import re
import unicodedata

from docgen.expressions.identifiers import ALPHABET, credit_code_repair, document_number_repair


def date_hint(value: str) -> str:
    """How to write the day that is meant, or that there is no such day."""
    plain = unicodedata.normalize("NFKC", value).strip()
    numbers = re.findall(r"[0-9]+", plain)
    if re.fullmatch(r"[0-9]{8}", plain):
        numbers = [plain[:4], plain[4:6], plain[6:]]
    if len(numbers) == 3 and len(numbers[0]) == 4:
        try:
            day = datetime.date(*(int(number) for number in numbers))
        except (ValueError, OverflowError):
            return "没有这一天，请核对年月日"
        return f"写成 {day.isoformat()}"
    return "写成四位年、两位月、两位日，例如 2022-03-05"


def credit_code_fault(value: str) -> tuple[str, str]:
    """What is wrong with a credit code, as the end of a sentence, and what to write instead."""
    repaired = credit_code_repair(value)
    hint = f"要写“{repaired}”吗？请对照营业执照核实" if repaired else "18 位，只有数字和大写字母，没有 I、O、S、V、Z"
    if re.search(r"\s", value):
        return "里面有空格", hint
    if unicodedata.normalize("NFKC", value) != value:
        return "里面有全角的字母或者数字", hint
    if len(value) != 18:
        return f"有 {len(value)} 位，应当是 18 位", hint
    if value != value.upper():
        return "字母要大写", hint
    wrong = sorted(set(value) - set(ALPHABET))
    return (f"里面有不会出现的字符“{'、'.join(wrong)}”" if wrong else "前 8 位里有应当是数字的字母"), hint


def meant_by_pattern(value: str, pattern: str) -> str:
    """The value without blanks, full-width signs or wrong case, or as a 发文字号, if that fits; else nothing."""
    tidy = "".join(unicodedata.normalize("NFKC", value).split())
    candidates = (tidy, tidy.upper(), tidy.lower(), document_number_repair(value) or "")
    return next((each for each in candidates if each and re.search(pattern, each)), "")
