"""What is looked at first, of all texts of a case at once, misses nothing that each text by itself would give."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from docgen.check.names import _windows, known_names
from docgen.check.passages import Joined
from docgen.check.plans import Plan
from docgen.check.privacy import _ID, _MOBILE, _WIDE, looks_private
from docgen.check.prose import TABLE
from docgen.expressions.texts import normalise_name
from docgen.schemas import Node

PROFILE = settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
NAMES = known_names(
    ["示例（样例市）水泥有限公司", "样例ABC电缆有限责任公司", "示例甲²丁", "示例样例有限公", "abc厂 ℃", "范例…厂"]
)
PIECES = [
    "示例", "（", "(", "样例市", "）", ")", "水泥", "有限", "责任", "公司", "公", " 司", "ＡＢＣ", "abc", "电缆", "甲",
    "²",
    "2", "丁", " ", "\u3000", "\n", "\u200b", "\t", "℃", "°C", "…", "...", "e\u0301", "厂", "ﬁ", "限", "责", "ｶﾞ",
]  # fmt: skip


@PROFILE
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_a_text_that_bears_a_name_in_any_spelling_is_looked_at(text: str) -> None:
    plain = "\n".join(normalise_name(line) for line in text.split("\n"))
    assert NAMES.plain(text) == plain
    assert any(True for _ in NAMES.near(text)) or not list(_windows(plain, NAMES))


SIGNS = "约近余多左右上下一二三十百千万亿零年月日倍降、（）()。；0123456789.-－–—~～%％ ,;?!家次有超过减少了到\n"


@PROFILE
@given(st.text(SIGNS, max_size=24))
def test_a_text_that_a_row_of_wording_matches_is_looked_at(text: str) -> None:
    assert [row.code for row in TABLE if row.pattern.search(text) and not row.may_say(text)] == []


@PROFILE
@given(
    st.lists(
        st.sampled_from(["1", "3", "8", "0138", "0000", "２０２２", "-", " ", "340621", "19900101", "X", "电"]),
        max_size=9,
    )
)
def test_a_text_with_a_private_number_is_looked_at(pieces: list[str]) -> None:
    text = "".join(pieces)
    wide = text.translate(_WIDE)
    assert any(True for _ in looks_private(text)) or not (_ID.search(wide) or _MOBILE.search(wide))


@PROFILE
@given(st.lists(st.text("甲乙\n余", max_size=5), max_size=8), st.sampled_from(["余", "甲", "甲乙"]))
def test_texts_joined_are_found_again(texts: list[str], sign: str) -> None:
    plan = Plan(Node("string", "示例"))
    joined = Joined([(text, plan, (), number) for number, text in enumerate(texts)], "\n".join(texts))
    assert [each[3] for each in joined.holding([sign])] == [n for n, text in enumerate(texts) if sign in text]
