"""Two plain lists in, how one became the other out: added, removed, moved, and put in the place of another."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from docgen.review.change import Kind

_ALIKE = 0.5
_LONGEST = 2_000
"""Characters of a text that are looked at to see whether two texts are alike."""


@dataclass(frozen=True, slots=True)
class Move:
    """What became of one element, by its places in the two lists."""

    kind: Kind
    old: int | None
    new: int | None


def moves(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Move]:
    """How the old list became the new one, in the order of the new one, removed elements last."""
    found: list[Move] = []
    for tag, low, high, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "replace":
            found += _replaced(old, new, range(low, high), range(start, end))
        elif tag != "equal":
            found += [Move("removed", at, None) for at in range(low, high)]
            found += [Move("added", None, at) for at in range(start, end)]
    found = _with_moved(found, old, new)
    return [each for each in found if each.new is not None] + [each for each in found if each.new is None]


def _replaced(old: Sequence[Hashable], new: Sequence[Hashable], gone: range, come: range) -> list[Move]:
    """Elements that are alike are one that was changed; the rest went and came."""
    left = list(gone)
    found = []
    for at in come:
        unmoved = [each for each in left if old[each] not in new] if new[at] not in old else []
        near = next((each for each in unmoved if _alike(old[each], new[at])), None)
        if near is None:
            found.append(Move("added", None, at))
        else:
            found.append(Move("changed", near, at))
            left = left[left.index(near) + 1 :]
    taken = {each.old for each in found}
    return found + [Move("removed", at, None) for at in gone if at not in taken]


def _alike(old: Hashable, new: Hashable) -> bool:
    if not isinstance(old, str) or not isinstance(new, str):
        return False
    matcher = SequenceMatcher(None, old[:_LONGEST], new[:_LONGEST], autojunk=False)
    return matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE


def _with_moved(found: list[Move], old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Move]:
    """What went in one place and came in another was moved."""
    gone: dict[Hashable, list[int]] = {}
    for each in found:
        if each.kind == "removed" and each.old is not None:
            gone.setdefault(old[each.old], []).append(each.old)
    moved: set[int] = set()
    result = []
    for each in found:
        places = gone.get(new[each.new], []) if each.kind == "added" and each.new is not None else []
        if places:
            moved.add(places[0])
            each = replace(each, kind="moved", old=places.pop(0))
        result.append(each)
    return [each for each in result if each.kind != "removed" or each.old not in moved]
