"""A file read in pieces says what it says when it is read whole, at the same places."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.load import load
from docgen.review.pieces import Pieces
from tests.review.story import MENDED, OPENED, REFORMATTED

KEPT = Pieces()
BITS = (
    ":",
    "：",
    "\n",
    '"',
    "'",
    "|",
    "#",
    "- ",
    "\t",
    "  ",
    "{",
    "]",
    "\n---\n",
    "\n...\n",
    "\n=======\n",
    "&a ",
    "\r\n",
    "x: 1\n",
)


def assert_same(text: str) -> None:
    whole, pieces = load(text.encode(), "a.yaml")[0], KEPT.load(text.encode(), "a.yaml")[0]
    assert (whole is None) == (pieces is None)
    if whole is not None and pieces is not None:
        assert (pieces.data, pieces.empties) == (whole.data, whole.empties)
        assert (dict(pieces.values), dict(pieces.keys)) == (dict(whole.values), dict(whole.keys))
        assert (len(pieces.values), len(pieces.keys)) == (len(whole.values), len(whole.keys))


@pytest.mark.parametrize(
    "text",
    [
        OPENED + MENDED,
        MENDED + "# 完\n\n" + OPENED,
        REFORMATTED + OPENED,
        OPENED + "名称: 又一个\n",
        "备注: |\n  一\n\n  二\n空:\n名称: 示例\n",
        "备注: '一\n\n二: 三'\n名称: 示例\n",
        "列表: [一,\n二]\n名称: 示例\n",
        "# 只有注释\n",
        "",
    ],
)
def test_pieces_together_are_the_file(text: str) -> None:
    assert_same(text)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 600), st.sampled_from(BITS), st.integers(0, 2))
def test_a_slip_of_the_pen_is_seen_in_pieces_too(at: int, bit: str, left_out: int) -> None:
    text = OPENED + MENDED
    assert_same(text[:at] + bit + text[at + left_out :])
