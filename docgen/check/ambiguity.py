"""A regular expression to whether it can be matched in so many ways that a long text is never finished with.

Knows the plain part of the language only: what else there is, `patterns` refuses first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce

Ranges = tuple[tuple[int, int], ...]
"""Characters, as ranges of code points, both ends included."""

_CODE = r"u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2}"
_TOKEN = re.compile(rf"\\(?:{_CODE}|.)|\[\^?\]?(?:\\.|[^\]\\])*\]|\((?:\?:)?|\)|.", re.DOTALL)
_REPEAT = re.compile(r"(?:[*+?]|\{([0-9]+)(?:(,)([0-9]*))?\})[?+]?")
_SIGN = re.compile(rf"\\(?:{_CODE}|.)|.", re.DOTALL)
_ENDLESS = 1_000_000
_LONG = 100
_TYPICAL = 200
_MOST_WAYS = 10_000_000
_UNROLLED = 30
_SPECIAL = {"n": "\n", "r": "\r", "t": "\t", "f": "\f", "v": "\v", "a": "\a", "0": "\0"}
_ANY: Ranges = ((0, 0x10FFFF),)


@dataclass(frozen=True)
class _Piece:
    """A character, a class or a group with its repetition; ``ways`` is in how many ways it may be matched."""

    least: int
    most: int
    all: Ranges
    first: Ranges
    ways: int = 1
    varies: bool = False
    endless: bool = False
    branches: tuple[tuple[_Piece, ...], ...] = ()

    @property
    def optional(self) -> bool:
        return self.least == 0 or any(all(piece.optional for piece in branch) for branch in self.branches)


def ambiguous(pattern: str) -> bool:
    """Whether a text may be divided among the repetitions of a (valid) pattern in too many ways."""
    branches = _branches(list(_tokens(pattern)))
    return any(_too_many(branch) for branch in branches) or any(map(_within, _groups(branches)))


def encloses(pattern: str) -> bool:
    """Whether the group that ``^(?:`` opens is the one that the ``)$`` at the end closes."""
    depth = 0
    signs = [token for token, _ in _tokens(pattern)]
    for position, sign in enumerate(signs):
        depth += (sign in ("(", "(?:")) - (sign == ")")
        if sign == ")" and depth == 0:
            return position == len(signs) - 2
    return False


def _tokens(pattern: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """Each sign of the pattern with how often it may stand."""
    position = 0
    while match := _TOKEN.match(pattern, position):
        position = match.end()
        repeat = None if match[0] in ("(", "(?:", "|") else _REPEAT.match(pattern, position)
        position = repeat.end() if repeat else position
        yield match[0], _bounds(repeat) if repeat else (1, 1)


def _bounds(repeat: re.Match[str]) -> tuple[int, int]:
    if not repeat[1]:
        return {"?": (0, 1), "*": (0, _ENDLESS), "+": (1, _ENDLESS)}[repeat[0][0]]
    least = int(repeat[1])
    return least, least if not repeat[2] else int(repeat[3]) if repeat[3] else _ENDLESS


def _branches(tokens: list[tuple[str, tuple[int, int]]]) -> tuple[tuple[_Piece, ...], ...]:
    levels: list[list[list[_Piece]]] = [[[]]]
    for token, (least, most) in tokens:
        if token in ("(", "(?:"):
            levels.append([[]])
        elif token == "|":
            levels[-1].append([])
        elif token == ")":
            inner = tuple(tuple(branch) for branch in levels.pop())
            plain = len(inner) == 1 and least == most == 1
            levels[-1][-1] += inner[0] if plain else [_group(inner, least, most)]
        elif token not in ("^", "$"):
            signs = _signs(token)
            ways = min(most - least, _TYPICAL) + 1
            levels[-1][-1].append(_Piece(least, most, signs, signs, ways, least != most, most >= _ENDLESS))
    return tuple(tuple(branch) for branch in levels[0])


def _group(branches: tuple[tuple[_Piece, ...], ...], least: int, most: int) -> _Piece:
    inside = [piece for branch in branches for piece in branch]
    ways = (min(most - least, _TYPICAL) + 1) * max(_ways(branch * min(most, _UNROLLED)) for branch in branches)
    if _overlap(branches):
        ways *= len(branches) ** min(most, _UNROLLED)
    return _Piece(
        least, most, _union(piece.all for piece in inside), _union(map(_first, branches)), ways,
        least != most or any(piece.varies for piece in inside),
        most >= _ENDLESS or any(piece.endless for piece in inside), branches,
    )  # fmt: skip


def _overlap(branches: tuple[tuple[_Piece, ...], ...]) -> bool:
    """Whether the first character does not tell which branch it is."""
    starts = [_first(branch) for branch in branches]
    empty = len(branches) > 1 and any(all(piece.optional for piece in branch) for branch in branches)
    return empty or any(_meet(one, other) for number, one in enumerate(starts) for other in starts[:number])


def _groups(branches: tuple[tuple[_Piece, ...], ...]) -> Iterator[_Piece]:
    for piece in (piece for branch in branches for piece in branch if piece.branches):
        yield piece
        yield from _groups(piece.branches)


def _within(group: _Piece) -> bool:
    """Whether what repeats inside a group is repeated again with it, or its branches look alike."""
    inside = [piece for branch in group.branches for piece in branch]
    if group.most > 1 and any(piece.endless for piece in inside):
        return True
    if group.most >= _ENDLESS and (any(piece.varies for piece in inside) or _deep_overlap(group)):
        return True
    return any(_too_many(branch) for branch in group.branches)


def _deep_overlap(group: _Piece) -> bool:
    return any(_overlap(each.branches) for each in (group, *_groups(group.branches)))


def _too_many(sequence: tuple[_Piece, ...]) -> bool:
    return _ways(sequence) > _MOST_WAYS


def _ways(sequence: tuple[_Piece, ...]) -> int:
    """The most ways in which one stretch of text may be divided among neighbours that take the same characters."""
    worst = 1
    for number, start in enumerate(sequence):
        ways, touching = start.ways, True
        for piece in sequence[number + 1 :] if ways > 1 else ():
            meets = _meet(start.all, piece.all)
            if not meets and not piece.optional:
                break
            if meets and touching and _is_long(start) and _is_long(piece):
                return _MOST_WAYS + 1
            ways *= piece.ways if meets else 1
            touching = touching and piece.optional
            if ways > _MOST_WAYS:
                return ways
        worst = max(worst, ways)
    return worst


def _is_long(piece: _Piece) -> bool:
    return piece.most - piece.least >= _LONG


def _first(sequence: tuple[_Piece, ...]) -> Ranges:
    found: list[Ranges] = []
    for piece in sequence:
        found.append(piece.first)
        if not piece.optional:
            break
    return _union(found)


def _signs(token: str) -> Ranges:
    """The characters that a sign or a class stands for."""
    if token == ".":
        return _ANY
    if len(token) < 2 or token[0] != "[":
        return ((_code(token), _code(token)),)
    turned = token.startswith("[^")
    signs = [match[0] for match in _SIGN.finditer(token[2 if turned else 1 : -1])]
    found = []
    while signs:
        low = _code(signs.pop(0))
        spans = len(signs) > 1 and signs[0] == "-"
        found.append((low, _code(signs[1]) if spans else low))
        del signs[: 2 if spans else 0]
    return _others(found) if turned else tuple(found)


def _code(sign: str) -> int:
    if len(sign) > 2:
        return int(sign[2:], 16)
    return ord(_SPECIAL.get(sign[1], sign[1]) if len(sign) == 2 else sign)


def _others(ranges: Iterable[tuple[int, int]]) -> Ranges:
    found, start = [], 0
    for low, high in sorted(ranges):
        if low > start:
            found.append((start, low - 1))
        start = max(start, high + 1)
    return (*found, (start, 0x10FFFF))


def _union(several: Iterable[Ranges]) -> Ranges:
    return reduce(lambda one, other: tuple(dict.fromkeys((*one, *other))), several, ())


def _meet(one: Ranges, other: Ranges) -> bool:
    return any(low <= top and bottom <= high for low, high in one for bottom, top in other)
