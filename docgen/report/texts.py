"""Two long texts in, the stretches that differ, with some of what stands round them, out."""

from __future__ import annotations

from difflib import SequenceMatcher

_ROUND = 10
"""Characters that are shown on either side of what changed in a text."""
_CUT = "……"
_LONGEST = 3_000
"""Characters of two texts up to which single characters are compared; of longer ones, only where they begin to
differ and where they end."""

_MOST = 1_000
"""Characters of one stretch that are shown."""

Span = tuple[int, int, int, int]
"""Where a stretch begins and ends in the older text, and in the newer."""


def stretches(before: str, after: str) -> list[str]:
    """What changed in a text, paragraph by paragraph, as lines that begin with 原 or 现."""
    old, new = before.split("\n"), after.split("\n")
    lines = []
    for tag, low, high, start, end in SequenceMatcher(None, old, new, autojunk=len(new) > _LONGEST).get_opcodes():
        if tag == "equal":
            continue
        gone, come = [each for each in old[low:high] if each.strip()], [each for each in new[start:end] if each.strip()]
        if len(gone) == len(come):
            lines += [line for one, other in zip(gone, come, strict=True) for line in _differing(one, other)]
        else:
            lines += [f"{word}：{_cut(each)}" for word, part in (("原", gone), ("现", come)) for each in part]
    return lines or ["只改了分段"]


def _differing(old: str, new: str) -> list[str]:
    """Each stretch in which two paragraphs differ; a paragraph that was written anew is one stretch."""
    spans = _spans(old, new) if len(old) + len(new) <= _LONGEST else [_whole(old, new)]
    if sum(high - low for low, high, _, _ in spans) > len(old) / 2:
        spans = [_whole(old, new)]
    return [
        f"{word}：{_excerpt(text, low, high)}"
        for span in spans
        for word, text, low, high in (("原", old, *span[:2]), ("现", new, *span[2:]))
    ]


def _spans(old: str, new: str) -> list[Span]:
    """Stretches so far apart that the text shown round them does not overlap."""
    found: list[Span] = []
    for tag, low, high, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        if found and low - found[-1][1] <= 2 * _ROUND:
            low, _, start, _ = found.pop()
        found.append((low, high, start, end))
    return found


def _whole(old: str, new: str) -> Span:
    """From the first character that differs to the last."""
    most = min(len(old), len(new))
    start = next((at for at in range(most) if old[at] != new[at]), most)
    end = next((at for at in range(most - start) if old[-1 - at] != new[-1 - at]), most - start)
    return start, len(old) - end, start, len(new) - end


def _excerpt(text: str, start: int, end: int) -> str:
    low, high = max(0, start - _ROUND), min(len(text), end + _ROUND)
    low, high = (0 if low <= len(_CUT) else low), (len(text) if len(text) - high <= len(_CUT) else high)
    return (_CUT if low else "") + _cut(text[low:high]) + (_CUT if high < len(text) else "")


def _cut(text: str) -> str:
    return text if len(text) <= _MOST else f"{text[:_MOST]}{_CUT}（共 {len(text)} 个字）"
