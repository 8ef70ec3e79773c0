"""Credit codes by GB 32100 and document numbers, with the standard's example and typing slips."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.expressions.filters import TESTS
from docgen.expressions.identifiers import (
    ALPHABET,
    credit_code_check_character,
    credit_code_repair,
    document_number_repair,
)

FICTIONAL = [
    "91340600MA0XX00156",
    "91340602MA0XX0023X",
    "91340603MA0XX00317",
    "91340604MA0XX004XD",
    "91340621MA0XX00581",
    "91340600MA0XX0103L",
]
SUM_IS_A_MULTIPLE_OF_31 = "91340600MA0XY04670"


@pytest.mark.parametrize("code", ["91350100M000100Y43", *FICTIONAL, SUM_IS_A_MULTIPLE_OF_31])
def test_the_test_vectors_are_valid(code: str) -> None:
    assert TESTS["credit_code_form"](code)
    assert TESTS["credit_code"](code)
    assert credit_code_check_character(code[:17]) == code[17]


@pytest.mark.parametrize("code", [*FICTIONAL, SUM_IS_A_MULTIPLE_OF_31])
def test_the_organisation_code_inside_is_valid_too(code: str) -> None:
    assert TESTS["organisation_code_valid"](code)
    assert TESTS["organisation_code_valid"](code[8:17])
    assert TESTS["organisation_code_valid"](f"{code[8:16]}-{code[16]}")
    wrong = str((int(code[16], 36) + 1) % 10)
    assert not TESTS["organisation_code_valid"](code[:16] + wrong + code[17])


@pytest.mark.parametrize(
    ("code", "form"),
    [
        ("91350100M000100Y4Z", False),
        ("91350100M000100Y44", True),
        ("91340600MA0XX0015", False),
        ("91340600MA0XX001560", False),
        ("91340600ma0xx00156", False),
        ("91340600MA0XX00156\n", False),
        ("９1340600MA0XX00156", False),
        ("", False),
    ],
)
def test_wrong_codes_are_told_apart_by_form_and_check(code: str, form: bool) -> None:
    assert TESTS["credit_code_form"](code) is form
    assert not TESTS["credit_code"](code)


@given(st.integers(0, 17), st.sampled_from(FICTIONAL), st.sampled_from(ALPHABET))
def test_any_single_wrong_sign_is_noticed(position: int, code: str, sign: str) -> None:
    typed = code[:position] + sign + code[position + 1 :]
    assert TESTS["credit_code"](typed) is (typed == code)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("91340600ma0xx00156", "91340600MA0XX00156"),
        ("9134 0600 MA0X X001 56", "91340600MA0XX00156"),
        ("９１３４０６００ＭＡ０ＸＸ００１５６", "91340600MA0XX00156"),
        ("9134O600MA0XX00156", "91340600MA0XX00156"),
        ("9134O6OOMAOXXOOI56", "91340600MA0XX00156"),
        ("9I34060ZMA0XX00Z3X", "91340602MA0XX0023X"),
        ("91340621MA0XX00S81", "91340621MA0XX00581"),
        ("91340600MA0XX00156", None),
        ("9134O600MA0XX00157", None),
        ("91340600MA0XX0015", None),
        ("示例", None),
        ("0" * 10_000, None),
    ],
)
def test_a_typing_slip_is_repaired_only_when_the_check_then_passes(typed: str, meant: str | None) -> None:
    assert credit_code_repair(typed) == meant


def test_an_early_code_with_a_failing_check_is_still_tidied() -> None:
    assert credit_code_repair("91350100m000100y44") == "91350100M000100Y44"


@pytest.mark.parametrize("first", ["", "9134060", "91340600MA0XX00I5"])
def test_a_check_sign_needs_seventeen_known_signs(first: str) -> None:
    with pytest.raises(ValueError, match="seventeen"):
        credit_code_check_character(first)


@pytest.mark.parametrize("number", ["示例市监发〔2026〕5号", "示例函〔2022〕117号"])
def test_a_document_number_in_the_standard_form_is_accepted(number: str) -> None:
    assert TESTS["document_number"](number)
    assert document_number_repair(number) is None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("示例发[2026]5号", "示例发〔2026〕5号"),
        ("示例发(2026)5号", "示例发〔2026〕5号"),
        ("示例发（2026）5号", "示例发〔2026〕5号"),
        ("示例发【2026】5号", "示例发〔2026〕5号"),
        ("示例发〖2026〗5号", "示例发〔2026〕5号"),
        ("示例发［２０２６］５号", "示例发〔2026〕5号"),
        ("示例发〔2026〕第5号", "示例发〔2026〕5号"),
        ("示例发〔2026〕005号", "示例发〔2026〕5号"),
        ("示例发[2026]第005号", "示例发〔2026〕5号"),
        ("示例发 〔2026〕 5 号", "示例发〔2026〕5号"),
        ("示例发〔26〕5号", None),
        ("示例发2026年5号", None),
        ("〔2026〕5号", None),
        ("示例发〔2026〕0号", None),
    ],
)
def test_a_document_number_is_repaired(typed: str, meant: str | None) -> None:
    assert not TESTS["document_number"](typed)
    assert document_number_repair(typed) == meant
