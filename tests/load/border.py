"""YAML texts near the border of what the quick reader takes: odd lines put together, and right files, damaged."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path

from hypothesis import strategies as st

ROOT = Path(__file__).parents[2]
WORDS = [
    "示例", "a", "a b", "2", "2022-01-02", "2022-1", "0561-8887101", "12:30", "8:30—9:00", "1e5", "1e-5", "1.5E+3",
    "0b11", "0o17", "1:30.5", "1.0_0", ".inf", "-5", "+5", "5.", ".5", "007", "0", "0.5", "1_000", "0x1F",
    "12345678901234567", "NO", "yes", "on", "null", "~", "true", "=", "<<", "No.1", "注意：先查", "注意:先查",
    "注意 ：x", "a:b", "http://a.cn/b", "a: b", "a:", "x #y", "x # y", "2#炉", "#x", "# x", "甲，乙", "(a)", "(",
    "<5%", "<", "-5℃", "-0.5", "'甲: 乙'", "'2022'", "{甲: '乙'}", "['甲', 乙]", "甲，地址：乙", "甲，地址:乙",
    "（一）", "“引”", '引"号', "it's", '"引"', "'引'", '"a: b"', '""', "''", '"a\\n"', "'a''b'", "&a", "*a", "!x",
    "%x", "@x", "`x", "? x", "- x", "-x", "—x", "－ x", "：x", "＃x", ">", "|", "| ", "|-", "|+", "|2", "{{ x }}",
    "{% x %}", "{甲: 1, 乙: 2}", "{甲: 1, 甲: 2}", "{甲: [1, 2], 乙: {丙: 3}}", "{甲：1}", "{甲:1}", "{甲: }",
    "{甲}", "{甲: 1,}", "{甲: 1 }", "{ 甲: 1}", "{甲: 乙，丙：丁}", "{甲: 乙，丙: 丁}", "{甲: NO}", "{甲: 12:30}",
    '{甲: "x, y", 乙: z}', "{甲: 1} x", "{}", "[]", "[甲, 乙]", "[甲，乙]", "[甲，乙, 丙]", "[a: b]", "[甲,乙]",
    "[甲, ]", "[yes, 甲]", "[{甲: 1}, 乙]", '["甲", 乙]', "[[甲], 乙]", "[甲: 1, 乙]", "[甲", "甲]", "{甲: 1",
    "<<<<<<<", "=======", "<<<<<<< HEAD", "---", "...", "x ", "x\t", "\t", "\u3000x", "x\u3000y", "\u200bx",
    "x\x85y", "\u202e", "\ufeff", "\x07", "x\ry", "🙂",
]  # fmt: skip
KEYS = [
    "名称", "地址", "问题", "a", "b_1", "甲（乙）", "名 称", "2022", "名²", "ａ", "名\u0301", "ª", "\u115f",
    "名\u200b称", "\u3164", "<<", "yes", '"名称"', "甲-乙", "甲、乙", "<<<<<<<",
]  # fmt: skip
COLONS = [": ", ":", "：", ":  ", " : ", "： ", ":\t"]
LEADS = ["", "", "  ", "  ", "    ", " ", "   ", "\t", "\u3000"]
DASHES = ["", "", "", "- ", "- ", "-", "-  ", "- - ", "－ ", "? ", "# ", "#"]
SIGNS = [
    *WORDS, *COLONS, *LEADS, *DASHES,
    "\n", "\n\n", "\r\n", "- 名称：", ", ", ",", "[", "]", "{", "}", '"', "'", "\\", "key:value",
]  # fmt: skip


@st.composite
def odd_files(draw: st.DrawFn) -> str:
    """A few lines of fields and items, most of them right, put together from pieces that are near to being wrong."""
    word, lines = st.sampled_from(WORDS), list[str]()
    for _ in range(draw(st.integers(1, 6))):
        lead = draw(st.sampled_from(LEADS)) if lines else draw(st.sampled_from(["", "", "", "  ", "\ufeff"]))
        key = draw(st.sampled_from([*KEYS[:6] * 4, *KEYS])) + draw(st.sampled_from([*COLONS[:1] * 12, *COLONS]))
        text = draw(word) if draw(st.booleans()) else draw(st.sampled_from(["示例", "", "", "|"]))
        lines.append(lead + draw(st.sampled_from(DASHES)) + (key if draw(st.integers(0, 2)) else "") + text)
    ending = draw(st.sampled_from(["\n", "\n", "\n", "\r\n", "\n\n", "\r"]))
    return ending.join(lines) + draw(st.sampled_from(["", "\n", "\n\n", " ", "\n  "]))


_leaves = (
    st.sampled_from([*WORDS, "", "a\n", "\\", "\x7f", "🙂"]) | st.none() | st.booleans() | st.integers() | st.floats()
)
_names = st.sampled_from([*KEYS, "", "$ref", "x-key"])
_values = st.recursive(
    _leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_names, inner, max_size=3), max_leaves=8
)


@st.composite
def odd_json(draw: st.DrawFn) -> str:
    """An object in one of the ways of writing it, now and then with a few signs put in or taken out."""
    value = draw(st.dictionaries(_names, _values, min_size=1, max_size=4))
    signs = draw(st.sampled_from([(",", ":"), (", ", ": "), (", ", " : "), (",", ": ")]))
    text = json.dumps(
        value, ensure_ascii=draw(st.booleans()), indent=draw(st.sampled_from([None, 0, 2])), separators=signs
    )
    for _ in range(draw(st.sampled_from([0, 0, 1, 2]))):
        at = draw(st.integers(1, len(text)))
        text = (
            text[:at]
            + draw(st.sampled_from(["", " ", "\n", '"', ",", "#", "\\", "'", "a", "\t", ": "]))
            + text[at + 1 :]
        )
    return text + draw(st.sampled_from(["", "\n", " ", "\n# x", "\n---\n"]))


def right_pieces() -> list[str]:
    """The fields of all files of this repository, each once, comments over them included."""
    files = sorted(file for folder in ("cases", "tests") for file in (ROOT / folder).rglob("*.yaml"))
    texts = [file.read_bytes().decode("utf-8", "replace") for file in files]
    return list(
        dict.fromkeys(piece for text in texts for piece in re.split(r"(?m)^(?=[^\s#-])", text) if piece.strip())
    )


def damaged_pieces(seed: int, number: int) -> list[str]:
    """Right pieces with signs put in, taken out or replaced, and lines swapped, pushed in or pulled out."""
    chance = random.Random(seed)
    pieces = [piece for piece in right_pieces() if 40 < len(piece) < 900]
    return [
        _damaged(chance, chance.choice(pieces)) + chance.choice(["", "", chance.choice(pieces)]) for _ in range(number)
    ]


def _damaged(chance: random.Random, text: str) -> str:
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        at, way = chance.randrange(len(text) + 1), chance.randrange(10)
        if way < 5:
            text = text[:at] + chance.choice(SIGNS) + text[at + chance.choice((0, 0, 1, 2)) :]
        elif way < 6:
            text = text[:at] + text[at + 1 :]
        else:
            text = _moved(chance, text, way)
    return text


def _moved(chance: random.Random, text: str, way: int) -> str:
    lines = text.split("\n")
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    if way == 6:
        lines[one], lines[other] = lines[other], lines[one]
    elif way == 7:
        lines[one] = chance.choice((" ", "  ", "- ", "# ")) + lines[one]
    elif way == 8:
        lines[one] = lines[one][chance.choice((1, 2)) :]
    else:
        lines.insert(one, lines[one][: len(lines[one]) - len(lines[one].lstrip())] + chance.choice(SIGNS))
    return "\n".join(lines)
