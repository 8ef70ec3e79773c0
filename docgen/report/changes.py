"""Changes of cases -> the lines that a person reads, grouped by case and item; knows how a long text is told.

A short value is shown before and after; of a long text only the stretches that changed, with some text round them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from difflib import SequenceMatcher
from itertools import groupby
from typing import Any

from docgen.report.columns import clean, pad, width
from docgen.report.text import COLUMNS, location_text
from docgen.review import Change

_WORDS = {"added": ("新增", "32"), "removed": ("删除", "31"), "changed": ("修改", "33"), "moved": ("移动", "36")}
_COMPUTED = ("算出", "2")
_SHORT = 36
_ROUND = 10
"""Characters that are shown on either side of what changed in a text."""
_CUT = "……"
_STEP = "  "
_MOST = 160
"""Characters of one field that are shown of an item that came or went."""


def changes_text(changes: Sequence[Change], color: bool = False, indent: str = "") -> str:
    """Changes of several cases, each case under its own heading; files that are no cases last."""
    parts = []
    for case, group in groupby(changes, key=lambda change: change.case):
        found = list(group)
        if not case:
            parts.append("\n".join(["其他文件", *_lines(found, color, indent + _STEP, 0)]))
        elif found[0].path == () and len(found) == 1:
            parts.append("\n".join(_lines(found, color, indent, 0)))
        else:
            head = indent + _paint(clean(found[0].labels[0]), "1", color)
            parts.append("\n".join([head, *case_lines(found, color, indent)]))
    return "\n\n".join(parts)


def case_lines(changes: Sequence[Change], color: bool, indent: str) -> list[str]:
    """Changes of one case without its heading; several of one item stand under the item."""
    lines: list[str] = []
    for item, group in groupby(changes, key=lambda change: change.path[:2] if change.item else ()):
        found = list(group)
        if item and (len(found) > 1 or len(found[0].path) > 2):
            lines.append(indent + _STEP + clean(found[0].labels[1]))
            lines += _lines(found, color, indent + _STEP * 2, 2)
        else:
            lines += _lines(found, color, indent + _STEP, 1)
    return lines


def _lines(changes: Iterable[Change], color: bool, indent: str, known: int) -> Iterator[str]:
    """The lines of each change; the first ``known`` labels have been said."""
    for change in changes:
        word, style = _COMPUTED if change.computed else _word(change)
        label = clean(" > ".join(change.labels[known:]) or change.labels[-1])
        place = "" if change.computed else location_text(change.location)
        place = f"原 {place}" if change.kind == "removed" and change.case else place
        said, more = _said(change, COLUMNS - width(indent + word + _STEP + label + "：") - width(place) - 2)
        label += f"：{clean(said)}" if said else ""
        painted = f"{indent}{_paint(word, style, color)}{_STEP}{label}"
        yield painted + _place(f"{indent}{word}{_STEP}{label}", place, color)
        inner = indent + _STEP * 3
        for line in more:
            yield from _wrapped(line, inner)


def _word(change: Change) -> tuple[str, str]:
    if change.kind == "moved" and not change.path:
        return "改名", _WORDS["moved"][1]
    return _WORDS[change.kind]


def _place(head: str, place: str, color: bool) -> str:
    if not place:
        return ""
    gap = max(2, COLUMNS - width(head) - width(place))
    return " " * gap + _paint(place, "2", color)


def _said(change: Change, room: int) -> tuple[str, list[str]]:
    """What stands on the change's own line, if there is room for it, and the lines below it."""
    before, after = change.before, change.after
    if change.kind == "moved":
        return _moved(change, room)
    if change.kind == "changed" and change.case:
        old, new = _plain(before), _plain(after)
        if old is not None and new is not None and width(said := f"{old} → {new}") <= room:
            return said, []
        if isinstance(before, str) and isinstance(after, str):
            return "", _stretches(before, after)
        return "", [f"原：{_flat(before)}", f"现：{_flat(after)}"]
    value = after if change.kind == "added" else before
    plain = _plain(value)
    if plain is not None and width(plain) <= room:
        return plain, []
    if isinstance(value, str):
        return "", value.splitlines()
    return "", _whole(value, change.labels[-1].split(" ")[1:]) if change.path else _summary(value)


def _moved(change: Change, room: int) -> tuple[str, list[str]]:
    if not change.path:
        return f"{change.before} → {change.after}", []
    plain = _plain(change.after)
    return (plain, ["只是换了位置"]) if plain is not None and width(plain) <= room else ("只是换了位置", [])


def _plain(value: Any) -> str | None:
    """A short single value, or a list of such, as text; ``None`` for what needs lines of its own."""
    if value is None:
        return ""
    if isinstance(value, Mapping) or (isinstance(value, list) and not all(isinstance(each, str) for each in value)):
        return None
    text = "、".join(value) if isinstance(value, list) else _number(value)
    return text if "\n" not in text and width(text) <= _SHORT else None


def _number(value: Any) -> str:
    return value if isinstance(value, str) else f"{value:f}" if isinstance(value, Decimal) else str(value)


def _whole(value: Any, known: Sequence[str]) -> list[str]:
    """Each field of an object, each element of a list, on its own line, without the key, which has been said."""
    if isinstance(value, Mapping):
        lines, left = [], list(known)
        for name, each in value.items():
            text = _flat(each)
            if text in left:
                left.remove(text)
            else:
                lines.append(f"{name}：{_cut(text)}")
        return lines
    if isinstance(value, list):
        return [f"- {_flat(each)}" for each in value]
    return [_number(value)]


def _cut(text: str) -> str:
    return text if len(text) <= _MOST else text[:_MOST] + _CUT


def _summary(value: Any) -> list[str]:
    """A whole case in a few lines: its short fields, and how many there are of the rest."""
    lines = []
    for name, each in value.items() if isinstance(value, Mapping) else ():
        plain = _plain(each)
        if plain:
            lines.append(f"{name}：{plain}")
        elif isinstance(each, list) and each and isinstance(each[0], Mapping):
            lines.append(f"{name}：{len(each)} 项")
    return lines


def _flat(value: Any) -> str:
    """Any value on one line."""
    if isinstance(value, Mapping):
        return "，".join(f"{name} {_flat(each)}" for name, each in value.items())
    if isinstance(value, list):
        return "；".join(_flat(each) for each in value)
    return " ".join(_number(value).split())


def _stretches(before: str, after: str) -> list[str]:
    """What changed in a text, paragraph by paragraph."""
    old, new = before.split("\n"), after.split("\n")
    lines = []
    for tag, low, high, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        gone, come = [each for each in old[low:high] if each.strip()], [each for each in new[start:end] if each.strip()]
        if len(gone) == len(come):
            for one, other in zip(gone, come, strict=True):
                lines += [f"{word}：{text}" for word, text in zip("原现", _differing(one, other), strict=True)]
        else:
            lines += [f"原：{each}" for each in gone] + [f"现：{each}" for each in come]
    return lines or ["只改了分段"]


def _differing(old: str, new: str) -> tuple[str, str]:
    """The stretch in which two texts differ, with some of what stands round it."""
    start = next((at for at, (one, other) in enumerate(zip(old, new, strict=False)) if one != other),
                 min(len(old), len(new)))  # fmt: skip
    most = min(len(old), len(new)) - start
    end = next((at for at in range(most) if old[-1 - at] != new[-1 - at]), most)
    return _excerpt(old, start, end), _excerpt(new, start, end)


def _excerpt(text: str, start: int, end: int) -> str:
    low, high = max(0, start - _ROUND), min(len(text), len(text) - end + _ROUND)
    low, high = (0 if low <= len(_CUT) else low), (len(text) if len(text) - high <= len(_CUT) else high)
    return (_CUT if low else "") + text[low:high] + (_CUT if high < len(text) else "")


def _wrapped(text: str, indent: str) -> Iterator[str]:
    """Lines of at most `COLUMNS` columns; what goes over is indented once more."""
    line, room = "", COLUMNS - width(indent)
    for sign in clean(text):
        if width(line) + width(sign) > room:
            yield (indent + line).rstrip()
            line, room = pad("", 4), COLUMNS - width(indent)
        line += sign
    yield (indent + line).rstrip()


def _paint(text: str, style: str, color: bool) -> str:
    return f"\x1b[{style}m{text}\x1b[0m" if color and text else text
