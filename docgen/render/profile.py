"""A style profile's name -> its fonts, and the characters that need another one; the names are in ``profiles.json``.

A profile decides which of the fonts of a family (仿宋_GB2312, 仿宋, 方正仿宋_GBK) a bureau has; templates may use any.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from docgen.model import DocgenError

LATIN = "Times New Roman"
"""For Latin text whose font a template left to its theme, where the theme names none."""


class Profile(NamedTuple):
    """``names``: any font of a family -> the one to use; ``rare``: that one -> the font for characters it lacks."""

    name: str
    names: Mapping[str, str]
    rare: Mapping[str, str]

    def font(self, name: str) -> str:
        """The font to use in the stead of ``name``; fonts of no known family stay."""
        return self.names.get(name) or self.names.get(name.casefold()) or name


@cache
def profile(name: str) -> Profile:
    """The style profile ``name``. Raises DocgenError for a name that is none."""
    data = _known()
    if name not in data["profiles"]:
        raise DocgenError(f"没有字体方案“{name}”，可以用的有：{'、'.join(data['profiles'])}")
    chosen = data["profiles"][name]
    names = {}
    for family, known in data["families"].items():
        for each in known:
            names[each] = names[each.casefold()] = chosen["names"][family]
    rare = {chosen["names"][family]: fallback for family, fallback in chosen["rare"].items()}
    return Profile(name, names, rare)


@cache
def _known() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(Path(__file__).with_name("profiles.json").read_bytes())
    return found


def profile_names() -> list[str]:
    """All profiles."""
    data = _known()
    return list(data["profiles"])


_JOINING = (
    r"[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u200d\u20d0-\u20ff\u302a-\u302d\u3099\u309a\ufe00-\ufe0f\ufe20-\ufe2f"
    r"\U000e0100-\U000e01ef]"
)
"""What belongs to the character before it: combining marks, variation selectors, the joiner."""


def rare_spans(text: str) -> list[tuple[int, int]]:
    """Where the characters stand that fonts made for GB 2312 do not have, each with what belongs to it."""
    if all_in_gb2312(text):
        return []
    spans = []
    for found in _rare().finditer(text):
        start = found.start()
        if start and re.match(_JOINING, text[start]) and text[start - 1] not in "\t\n}":
            start -= 1
        spans.append((start, found.end()))
    return spans


def all_in_gb2312(text: str) -> bool:
    """Whether there is certainly no such character, found out without the pattern, which takes long to compile."""
    try:
        text.replace("—", "").replace("·", "").encode("gb2312")
    except UnicodeEncodeError:
        return False
    return "\x7f" not in text


@cache
def _rare() -> re.Pattern[str]:
    return re.compile(f"[{outside_gb2312()}]+")


@cache
def outside_gb2312() -> str:
    """The characters that fonts made for GB 2312 do not have, as ranges for a regular expression."""
    included = sorted({0x09, 0x0A, 0x0D, *_gb2312()})
    gaps = [(one + 1, following - 1) for one, following in pairwise([0x1F, *included, 0x110000]) if following > one + 1]
    # Written as they are, not as \U…: reading seven thousand of those takes a fifth of a cold start.
    return "".join(f"{chr(start)}-{chr(end)}" for start, end in gaps if start > 0x1F)


def _gb2312() -> list[int]:
    """ASCII and the characters of GB 2312, with — and · as documents write them (the codec has their doubles)."""
    every = "".join(map(chr, range(0x80, 0x10000))).encode("gb2312", "ignore").decode("gb2312")
    return [*range(0x20, 0x7F), 0x2014, 0xB7, *map(ord, every)]
