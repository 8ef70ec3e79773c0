"""What a public copy may show of a person."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.expressions.filters import FILTERS, FilterError


@pytest.mark.parametrize(
    ("name", "value", "masked"),
    [
        ("mask_person", "张三丰", "张某某"),
        ("mask_person", "张三", "张某"),
        ("mask_person", "张\u3000三", "张某"),
        ("mask_person", "欧阳示", "欧阳某"),
        ("mask_person", "欧阳示例", "欧阳某某"),
        ("mask_person", "诸葛例", "诸葛某"),
        ("mask_person", "欧样例", "欧某某"),
        ("mask_person", "张某", "张某"),
        ("mask_person", "张某甲", "张某甲"),
        ("mask_person", "张三（质检员）", "张某某"),
        ("mask_person", "示例·样本江", "示某某"),
        ("mask_person", "Sample Name", "S***"),
        ("mask_person", "", ""),
        ("mask_mobile", "13800001234", "138****1234"),
        ("mask_mobile", "138 0000 1234", "138****1234"),
        ("mask_mobile", "+86-138-0000-1234", "138****1234"),
        ("mask_mobile", "0561-0000123", "****"),
        ("mask_mobile", "1380000123", "****"),
        ("mask_landline", "0561-0000123", "0561-****123"),
        ("mask_landline", "（0561）0000123", "0561-****123"),
        ("mask_landline", "05610000123", "0561-****123"),
        ("mask_landline", "010-00000123", "010-****123"),
        ("mask_landline", "0561-0000123-801", "0561-****123"),
        ("mask_landline", "0561-0000123转801", "0561-****123"),
        ("mask_landline", "0000123", "****123"),
        ("mask_landline", "找门卫", "****"),
        ("mask_phone", "13800001234", "138****1234"),
        ("mask_phone", "0561-0000123", "0561-****123"),
        ("mask_phone", "", ""),
        ("mask_id_number", "340600190001010012", "340600********0012"),
        ("mask_id_number", "34060019000101001x", "340600********001X"),
        ("mask_id_number", "340600000101001", "340600*****1001"),
        ("mask_id_number", "3406", "****"),
        ("mask_email", "zhangsan@example.cn", "z***@example.cn"),
        ("mask_email", "z@example.cn", "***@example.cn"),
        ("mask_email", "没有", "****"),
    ],
)
def test_a_mask_shows_no_more_than_the_rules_allow(name: str, value: str, masked: str) -> None:
    assert FILTERS[name](value) == masked


@given(st.from_regex(r"\A1[3-9][0-9]{9}\Z"), st.sampled_from(["mask_mobile", "mask_landline", "mask_phone"]))
def test_no_mobile_number_survives_a_mask(number: str, name: str) -> None:
    assert not re.search(r"[0-9]{5}", FILTERS[name](number))


@given(st.text(max_size=40))
def test_masks_take_any_text_and_let_little_of_it_through(value: str) -> None:
    for name in ("mask_mobile", "mask_landline", "mask_phone", "mask_id_number"):
        masked = FILTERS[name](value)
        assert "****" in masked or not value
    assert len(FILTERS["mask_person"](value)) <= 6


@pytest.mark.parametrize(
    "name", ["mask_person", "mask_mobile", "mask_landline", "mask_phone", "mask_id_number", "mask_email"]
)
@pytest.mark.parametrize("value", [13800001234, ["张三丰"], None])
def test_only_text_can_be_masked(name: str, value: Any) -> None:
    with pytest.raises(FilterError, match=f"{name.replace('phone', 'mobile')} 只能用于文字"):
        FILTERS[name](value)
