"""Two plain lists in, how one became the other out: added, removed, moved, and put in the place of another."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from docgen.review.change import Kind

_ALIKE = 0.5
_LONGEST = 2_000
"""Characters of a text that are looked at to see whether two texts are alike."""
_MOST = 2_500
"""Pairs of elements that are compared to find those that are alike; where more changed at once, none is looked for."""
_LONG = 2_000
"""Elements of a list from which on those that stand in it very often are no landmarks: they would take too long."""


@dataclass(frozen=True, slots=True)
class Move:
    """What became of one element, by its places in the two lists."""

    kind: Kind
    old: int | None
    new: int | None


def moves(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Move]:
    """How the old list became the new one, in the order of the new one, removed elements last."""
    found: list[Move] = []
    for tag, low, high, start, end in matcher(old, new).get_opcodes():
        if tag == "replace":
            found += _replaced(old, new, range(low, high), range(start, end))
        elif tag != "equal":
            found += [Move("removed", at, None) for at in range(low, high)]
            found += [Move("added", None, at) for at in range(start, end)]
    found = _with_moved(found, old, new)
    return [each for each in found if each.new is not None] + [each for each in found if each.new is None]


def matcher(old: Sequence[Hashable], new: Sequence[Hashable]) -> SequenceMatcher[Hashable]:
    """What two lists have in common, in order."""
    return SequenceMatcher(None, old, new, autojunk=len(new) > _LONG)


def _replaced(old: Sequence[Hashable], new: Sequence[Hashable], gone: range, come: range) -> list[Move]:
    """Elements that are alike are one that was changed; the rest went and came."""
    before, after = set(old), set(new)
    left = [at for at in gone if old[at] not in after] if len(gone) * len(come) <= _MOST else []
    found = []
    for at in come:
        unmoved = left if new[at] not in before else []
        near = next((each for each in unmoved if alike(old[each], new[at])), None)
        if near is None:
            found.append(Move("added", None, at))
        else:
            found.append(Move("changed", near, at))
            left = left[left.index(near) + 1 :]
    taken = {each.old for each in found}
    return found + [Move("removed", at, None) for at in gone if at not in taken]


def alike(old: Hashable, new: Hashable) -> bool:
    """Whether two texts have about half of their characters in common, in order."""
    if not isinstance(old, str) or not isinstance(new, str):
        return False
    both = SequenceMatcher(None, old[:_LONGEST], new[:_LONGEST], autojunk=False)
    return both.real_quick_ratio() >= _ALIKE and both.quick_ratio() >= _ALIKE and both.ratio() >= _ALIKE


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
