"""Two lists of items with keys in, which item is which out; knows what makes an item the same under another key.

Items that are merely counted (1, 2, 3: 序号) have no identity of their own: they are matched by what they say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from docgen.review.sequences import alike, matcher
from docgen.review.values import canonical, is_empty, key_of
from docgen.schemas import Node

Item = Mapping[str, Any]
_NEAR = 20
"""Counted items among which one that is alike is looked for."""


@dataclass(frozen=True, slots=True)
class Paired:
    """An item by its places in the two lists (``None`` where it is missing); ``was`` is its old key if it changed.

    ``counted`` items are told apart by their place alone: their number says nothing, ``moved`` that the order changed.
    """

    key: str
    label: str
    old: int | None
    new: int | None
    was: str = ""
    counted: bool = False
    moved: bool = False


def paired(old: Sequence[Item], new: Sequence[Item], node: Node) -> list[Paired]:
    """Every item of both lists, in the order of the newer one, removed ones last.

    Items with the same key are told apart by their order. An item whose key alone changed, and that no other is like,
    is the same item.
    """
    if is_counted(old, node) and is_counted(new, node):
        return _matched(old, new, node)
    before, after = _numbered(old, node), _numbered(new, node)
    renamed = _renamed(old, new, [at for key, at in before.items() if key not in after],
                       [at for key, at in after.items() if key not in before], node)  # fmt: skip
    names = {at: key for key, at in before.items()}
    found = []
    for key, at in after.items():
        source = before.get(key, renamed.get(at))
        was = names[source][0] if source is not None and names[source] != key else ""
        found.append(Paired(key[0], _label(key, at), source, at, was))
    taken = {pair.old for pair in found}
    return found + [Paired(key[0], _label(key, at), at, None) for key, at in before.items() if at not in taken]


def is_counted(items: Sequence[Item], node: Node) -> bool:
    """Whether the keys only count the items: 1, 2, 3."""
    return len(node.key) == 1 and [key_of(item, node) for item in items] == [str(at + 1) for at in range(len(items))]


def _matched(old: Sequence[Item], new: Sequence[Item], node: Node) -> list[Paired]:
    """Counted items: those that say the same, by their order; then those that are alike; then by number."""
    before, after = [_rest(item, node) for item in old], [_rest(item, node) for item in new]
    blocks = matcher(before, after).get_matching_blocks()
    source = {block.b + at: block.a + at for block in blocks for at in range(block.size)}
    moved: set[int] = set()
    known = set(source.values())
    left = [at for at in range(len(old)) if at not in known]
    for at in (at for at in range(len(new)) if at not in source):
        same = next((each for each in left if before[each] == after[at]), None)
        near = next((each for each in left[:_NEAR] if alike(_text(old[each], node), _text(new[at], node))), None)
        numbered = at if len(old) == len(new) and at in left else None
        found = next((each for each in (same, near, numbered) if each is not None), None)
        if found is not None:
            source[at] = found
            left.remove(found)
            moved |= {at} if same is not None else set()
    pairs = [
        Paired(str(at + 1), str(at + 1), source.get(at), at, counted=at in source, moved=at in moved)
        for at in range(len(new))
    ]
    return pairs + [Paired(str(at + 1), str(at + 1), at, None) for at in left]


def _text(item: Item, node: Node) -> str:
    """What an item says, without its key, to be compared with another's."""
    return "\n".join(str(value) for name, value in item.items() if name not in node.key)


def _label(key: tuple[str, int], at: int) -> str:
    if not key[0]:
        return f"第{at + 1}项"
    return key[0] if key[1] == 0 else f"{key[0]}（第{key[1] + 1}个）"


def _numbered(items: Sequence[Item], node: Node) -> dict[tuple[str, int], int]:
    seen: Counter[str] = Counter()
    found = {}
    for at, item in enumerate(items):
        key = key_of(item, node)
        found[key, seen[key]] = at
        seen[key] += 1
    return found


def _renamed(old: Sequence[Item], new: Sequence[Item], gone: list[int], come: list[int], node: Node) -> dict[int, int]:
    """New places to old ones, of items that are alike but for their keys, one against one."""
    if not gone or not come:
        return {}
    before = [(_rest(old[at], node), at) for at in gone]
    after = [(_rest(new[at], node), at) for at in come]
    count = Counter(rest for rest, _ in before), Counter(rest for rest, _ in after)
    places = dict(before)
    return {at: places[rest] for rest, at in after if rest and count[0][rest] == count[1][rest] == 1}


def _rest(item: Item, node: Node) -> Any:
    rest = {name: value for name, value in item.items() if name not in node.key and not is_empty(value)}
    return canonical(rest, node.items or node) if rest else None
