"""Unified social credit codes and document numbers -> right or wrong, and the likely repair of a typing slip.

Knows GB 32100-2015 (31 signs, weights 3^i mod 31), GB 11714 inside it, and the form of a 发文字号. Some genuinely
issued codes fail the check: a failed check is worth a warning, only a wrong form is an error.
"""

from __future__ import annotations

import re
import unicodedata

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CODE = r"[0-9A-HJ-NP-RT-UW-Y]{2}[0-9]{6}[0-9A-HJ-NP-RT-UW-Y]{10}"
_WEIGHTS = tuple(pow(3, position, 31) for position in range(17))
_ORGANISATION = re.compile(r"([0-9A-Z]{8})-?([0-9X])")
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_SLIPS = str.maketrans("OIZS", "0125")
_DOCUMENT_NUMBER = r"[\u4e00-\u9fff]{2,10}〔[0-9]{4}〕[1-9][0-9]{0,5}号"
_ROUGH_NUMBER = r"([\u4e00-\u9fff]{2,10})[\[(【〖〔〈《{]([0-9]{4})[\])】〗〕〉》}]第?0{0,5}([1-9][0-9]{0,5})号?"
MAX_LENGTH = 60


def credit_code_check_character(first17: str) -> str:
    """The 18th sign of a credit code; raises `ValueError` unless ``first17`` is seventeen signs of the alphabet."""
    if len(first17) != 17 or any(sign not in ALPHABET for sign in first17):
        raise ValueError("seventeen signs of the credit code alphabet are needed")
    total = sum(ALPHABET.index(sign) * weight for sign, weight in zip(first17, _WEIGHTS, strict=True))
    return ALPHABET[(31 - total % 31) % 31]


def has_credit_code_form(code: str) -> bool:
    """Whether length and alphabet are right, as stored: upper case, no spaces."""
    return bool(re.fullmatch(_CODE, code))


def is_credit_code(code: str) -> bool:
    """Whether form and check sign are right."""
    return has_credit_code_form(code) and credit_code_check_character(code[:17]) == code[17]


def credit_code_repair(code: str) -> str | None:
    """What was probably meant, or ``None`` where nothing is to repair or nothing is known.

    Case, width and spaces are mended for any code of the right form; O, I, Z, S (not in the alphabet) become 0, 1, 2, 5
    only where that makes the check pass.
    """
    if len(code) > MAX_LENGTH:
        return None
    tidy = re.sub(r"[\s\u200b-\u200f\u2060\ufeff-]", "", unicodedata.normalize("NFKC", code)).upper()
    if has_credit_code_form(tidy):
        return tidy if tidy != code else None
    mended = tidy.translate(_SLIPS)
    return mended if is_credit_code(mended) else None


def is_organisation_code(code: str) -> bool:
    """Whether the GB 11714 check of an organisation code (9 signs, or positions 9 to 17 of a credit code) is right."""
    found = _ORGANISATION.fullmatch(code[8:17] if len(code) == 18 else code)
    if not found:
        return False
    return organisation_check_character(found[1]) == found[2]


def organisation_check_character(first8: str) -> str:
    """The 9th sign of an organisation code, for eight digits and capital letters."""
    total = sum(int(sign, 36) * weight for sign, weight in zip(first8, _ORGANISATION_WEIGHTS, strict=True))
    return "0123456789X0"[11 - total % 11]


def is_document_number(number: str) -> bool:
    """Whether this is a 发文字号: 示例发〔2026〕5号."""
    return bool(re.fullmatch(_DOCUMENT_NUMBER, number))


def document_number_repair(number: str) -> str | None:
    """示例发[2026]第005号 -> 示例发〔2026〕5号, or ``None`` where nothing is to repair or nothing is known."""
    if len(number) > MAX_LENGTH or is_document_number(number):
        return None
    found = re.fullmatch(_ROUGH_NUMBER, re.sub(r"\s", "", unicodedata.normalize("NFKC", number)))
    return f"{found[1]}〔{found[2]}〕{found[3]}号" if found else None
