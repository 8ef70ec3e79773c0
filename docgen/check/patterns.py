"""A ``pattern`` of a schema to what is wrong with it; knows which ones every checker reads alike, and fast."""

from __future__ import annotations

import re

from docgen.check.ambiguity import ambiguous, encloses

_SHORTHAND = re.compile(r"\\[dwbsDWBSZAz]")
_LOOK = re.compile(r"\(\?(?!:)|\\[1-9]")


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
        slow = ambiguous(pattern)
    except (re.error, OverflowError, RecursionError):
        return [*found, ("pattern 不是正确的正则表达式。", "检查括号是否成对，“+”“*”“{”前面有没有内容")]
    if not found and not encloses(pattern):
        found.append(("pattern 开头的“(?:”没有把整个写法包住。", f"写成“^(?:{pattern.strip('^$')})$”"))
    if slow:
        message = "pattern 里重复套着重复，或者几处重复分不清各管哪些字，遇到长的文字会算不完。"
        found.append((message, "去掉里层或者外层的“+”“*”；相邻的几处重复合成一处；“|”两边以不同的字开头"))
    return found
