"""Changes of cases -> the lines that a person reads, grouped by case and item; knows how much is told of each.

A short value is shown before and after; of a long text only the stretches that changed; of what came, what it says;
of what went, enough to know it by.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any

from docgen.report.columns import clean, pad, width
from docgen.report.text import COLUMNS, location_text
from docgen.report.texts import stretches
from docgen.review import Change

_WORDS = {"added": ("新增", "32"), "removed": ("删除", "31"), "changed": ("修改", "33"), "moved": ("移动", "36")}
_COMPUTED = ("算出", "2")
_SHORT = 36
_CUT = "……"
_STEP = "  "
_COME, _GONE = 160, 40
"""Characters of one field that are shown of an item that came, and of one that went."""
_CLOSING = "，。；：、）】》”’！？"
_FIRST = 6
"""Short fields that are shown of a whole case."""


def changes_text(changes: Sequence[Change], color: bool = False, indent: str = "") -> str:
    """Changes of several cases, each case under its own heading; files that are no cases last."""
    parts = []
    for case, group in groupby(changes, key=lambda change: change.case):
        found = list(group)
        if not case:
            parts.append("\n".join(["其他文件", *_lines(found, color, indent + _STEP, 0)]))
        elif not found[0].path and found[0].kind != "moved":
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
    """The lines of each change, of computed fields together; the first ``known`` labels have been said."""
    for computed, group in groupby(changes, key=lambda change: change.computed):
        if computed:
            yield from _computed(group, color, indent, known)
        else:
            for change in group:
                yield from _typed(change, color, indent, known)


def _computed(changes: Iterable[Change], color: bool, indent: str, known: int) -> Iterator[str]:
    word, style = _COMPUTED
    told = "；".join(_result(change, " > ".join(change.labels[known:])) for change in changes)
    first, *more = _wrapped(told, indent + " " * width(word + _STEP))
    yield f"{indent}{_paint(word, style, color)}{_STEP}{first.lstrip()}"
    yield from more


def _result(change: Change, label: str) -> str:
    before, after = (_flat(value) for value in (change.before, change.after))
    if change.kind == "removed":
        return f"{label}：{before} → 空"
    return f"{label}：{before} → {after}" if change.kind == "changed" else f"{label}：{after}"


def _typed(change: Change, color: bool, indent: str, known: int) -> Iterator[str]:
    word, style = _word(change)
    label = clean(" > ".join(change.labels[known:]) or change.labels[-1])
    place = location_text(change.location)
    place = f"原 {place}" if change.kind == "removed" and change.case else place
    said, more = _said(change, COLUMNS - width(indent + word + _STEP + label + "：") - width(place) - 2)
    if word == "改名":
        label, said = clean(said), ""
    label += f"：{clean(said)}" if said else ""
    painted = f"{indent}{_paint(word, style, color)}{_STEP}{label}"
    yield painted + _place(f"{indent}{word}{_STEP}{label}", place, color)
    for line in more:
        yield from _wrapped(line, indent + _STEP * 3)


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
    if change.kind == "moved" and not change.path:
        return f"{before} → {after}", []
    if change.kind == "changed" and change.case:
        old, new = _plain(before), _plain(after)
        if old is not None and new is not None and width(said := f"{old} → {new}") <= room:
            return said, []
        if isinstance(before, str) and isinstance(after, str):
            return "", stretches(before, after)
        return "", [f"原：{_flat(before)}", f"现：{_flat(after)}"]
    value = before if change.kind == "removed" else after
    plain = _plain(value)
    if plain is not None and width(plain) <= room:
        return plain, []
    if change.kind == "moved":
        return ("", [_cut(value, _GONE)]) if isinstance(value, str) else ("", [])
    if not change.path:
        return "", _summary(value)
    return "", _whole(value, change.labels[-1].split(" ")[1:], _COME if change.kind == "added" else _GONE)


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


def _whole(value: Any, known: Sequence[str], most: int) -> list[str]:
    """Each field of an object, each element of a list, without the key, which has been said."""
    if isinstance(value, list):
        return [f"- {_cut(_flat(each), most)}" for each in value]
    if not isinstance(value, Mapping):
        return [line if most == _COME else _cut(line, most) for line in _number(value).splitlines()]
    lines, left = [], list(known)
    for name, each in value.items():
        plain = _plain(each)
        if plain in left:
            left.remove(plain)
        elif plain is None and isinstance(each, list):
            lines += [f"{name}：", *_whole(each, (), most)] if most == _COME else [f"{name}：{len(each)} 项"]
        else:
            lines.append(f"{name}：{_cut(_flat(each), most)}")
    return lines


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[:most] + _CUT


def _summary(value: Any) -> list[str]:
    """A whole case in a few lines: its first short fields, and how many there are of the rest."""
    plain = {name: text for name, each in value.items() if (text := _plain(each))}
    lists = [f"{name} {len(each)} 项" for name, each in value.items() if isinstance(each, list) and name not in plain]
    lines = [f"{name}：{text}" for name, text in plain.items()][:_FIRST]
    others = len(value) - len(lists) - len(lines)
    rest = [f"另有 {others} 个字段"] if others else []
    return lines + ["，".join(rest + lists)] * bool(rest + lists)


def _flat(value: Any) -> str:
    """Any value on one line."""
    if isinstance(value, Mapping):
        return "，".join(f"{name} {_flat(each)}" for name, each in value.items())
    if isinstance(value, list):
        return "、".join(_flat(each) for each in value) if _plain(value) is not None else "；".join(map(_flat, value))
    return " ".join(_number(value).split()) if value is not None else ""


def _wrapped(text: str, indent: str) -> Iterator[str]:
    """Lines of about `COLUMNS` columns; what goes over is indented once more, and begins with no closing mark."""
    line, columns, room = "", 0, COLUMNS - width(indent)
    for sign in clean(text):
        if columns + width(sign) > room and sign not in _CLOSING:
            yield (indent + line).rstrip()
            line, columns = pad("", 4), 4
        if line.strip() or sign != " ":
            line, columns = line + sign, columns + width(sign)
    yield (indent + line).rstrip()


def _paint(text: str, style: str, color: bool) -> str:
    return f"\x1b[{style}m{text}\x1b[0m" if color and text else text
