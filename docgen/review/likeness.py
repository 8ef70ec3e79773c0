"""Cases that went and cases that came in, which of them are one case under another name out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from docgen.model import Case
from docgen.review.values import is_empty, scalar_text

LIKE = 0.6
"""The share of values that two cases must have in common to be taken for one that was renamed."""
_MOST = 2_000
"""Pairs of cases that are compared; where more were renamed at once, only those that say the same are found."""
_TENTHS = "零一二三四五六七八九十"

Leaf = tuple[tuple[str, ...], str]
Said = tuple[str, frozenset[Leaf]]
"""A kind of case, and all single values of a case."""


def renamed(gone: Sequence[Case], come: Sequence[Case]) -> list[tuple[Case, Case, float]]:
    """Pairs of a case that went and one of its kind that came, with the share of what they say alike.

    Cases that say the same are one only if no other says it too. Of those that are alike, the likest are paired first.
    """
    before, after = {at: _said(case) for at, case in enumerate(gone)}, {at: _said(case) for at, case in enumerate(come)}
    once = _once(before), _once(after)
    found = [(once[0][said], once[1][said], 1.0) for said in once[0] if said in once[1]]
    near = [
        (old, new, _share(before[old], after[new]))
        for old in before
        for new in (after if len(gone) * len(come) <= _MOST else ())
        if before[old] != after[new]
    ]
    taken = {old for old, _, _ in found}, {new for _, new, _ in found}
    for old, new, share in sorted(near, key=lambda each: -each[2]):
        if share >= LIKE and old not in taken[0] and new not in taken[1]:
            found.append((old, new, share))
            taken[0].add(old)
            taken[1].add(new)
    return [(gone[old], come[new], share) for old, new, share in found]


def _once(said: Mapping[int, Said]) -> dict[Said, int]:
    """The places of what is said by one case alone."""
    count = Counter(said.values())
    return {each: at for at, each in said.items() if count[each] == 1}


def likeness(share: float) -> str:
    """内容相同，or 内容有八成以上相同，看作改名."""
    return "内容相同" if share == 1 else f"内容有{_TENTHS[int(share * 10)]}成以上相同，看作改名"


def _said(case: Case) -> Said:
    return case.kind, frozenset(_leaves(case.data, ()))


def _share(before: Said, after: Said) -> float:
    """How much of what either says, both say: from 0 to 1, by single values; nothing where the kinds differ."""
    both, either = before[1] & after[1], before[1] | after[1]
    return len(both) / len(either) if either and before[0] == after[0] else 0.0


def _leaves(value: Any, path: tuple[str, ...]) -> Iterator[Leaf]:
    if isinstance(value, Mapping):
        for name, each in value.items():
            yield from _leaves(each, (*path, name))
    elif isinstance(value, list):
        for each in value:
            yield from _leaves(each, path)
    elif not is_empty(value):
        yield path, scalar_text(value)
