"""A ``pattern`` of a schema to what is wrong with it; knows which ones every checker reads alike, and fast."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_SHORTHAND = re.compile(r"\\[dwbsDWBSZAz]")
_LOOK = re.compile(r"\(\?(?!:)|\\[1-9]")
_TOKEN = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\((?:\?:)?|\)|.", re.DOTALL)
_REPEAT = re.compile(r"[*+?]|\{([0-9]+)(?:(,)([0-9]*))?\}")


def pattern_problems(pattern: str) -> list[tuple[str, str]]:
    """Sentences and hints, one pair for each rule that the pattern breaks."""
    found = []
    if not (pattern.startswith("^(?:") and pattern.endswith(")$")):
        found.append(("pattern 要写成“^(?:…)$”，整个值都要对上。", f"写成“^(?:{pattern.strip('^$')})$”"))
    if _SHORTHAND.search(pattern):
        found.append(("pattern 里不能用 \\d、\\w、\\b 一类的写法。", "\\d 写成 [0-9]，\\w 写成 [A-Za-z0-9_]"))
    if _LOOK.search(pattern):
        found.append(("pattern 里不能用“(?=”“(?!”“(?P”和 \\1 一类的写法。", "分成几条 x-rules 来检查"))
    try:
        re.compile(pattern)
    except (re.error, OverflowError, RecursionError):
        return [*found, ("pattern 不是正确的正则表达式。", "检查括号是否成对，“+”“*”“{”前面有没有内容")]
    if _nested(pattern):
        found.append(("pattern 里重复套着重复，遇到长的文字会算不完。", "去掉里层或者外层的“+”“*”"))
    return found


@dataclass
class _Group:
    varies: bool = False
    endless: bool = False


def _nested(pattern: str) -> bool:
    """Whether something that may repeat without end (or, inside an endless repetition, vary) is repeated again."""
    groups = [_Group()]
    for token, repeat in _repeated(pattern):
        inner = _Group()
        if token.startswith("("):
            groups.append(_Group())
            continue
        if token == ")" and len(groups) > 1:
            inner = groups.pop()
        least, most = _bounds(repeat)
        if (most > 1 and inner.endless) or (most == _ENDLESS and inner.varies):
            return True
        outer = groups[-1]
        outer.varies |= inner.varies or least != most
        outer.endless |= inner.endless or most == _ENDLESS
    return False


_ENDLESS = 1_000_000


def _repeated(pattern: str) -> Iterator[tuple[str, str]]:
    """Each piece of the pattern with the repetition behind it."""
    position = 0
    while match := _TOKEN.match(pattern, position):
        position = match.end()
        repeat = _REPEAT.match(pattern, position) if not match[0].startswith("(") else None
        if repeat:
            position = repeat.end()
        yield match[0], repeat[0] if repeat else ""


def _bounds(repeat: str) -> tuple[int, int]:
    if repeat in ("", "?", "*", "+"):
        return {"": (1, 1), "?": (0, 1), "*": (0, _ENDLESS), "+": (1, _ENDLESS)}[repeat]
    match = _REPEAT.fullmatch(repeat)
    assert match is not None
    least = int(match[1])
    return least, least if not match[2] else int(match[3]) if match[3] else _ENDLESS
