"""A mapping whose names and values are made when they are asked for; a value of ``None`` is not there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Lazy(Mapping[K, V]):
    """``names`` is called once, ``make`` once for each name."""

    def __init__(self, names: Callable[[], Iterable[K]], make: Callable[[K], V | None]) -> None:
        self._names_of, self._make = names, make
        self._made: dict[K, Any] = {}

    @cached_property
    def _names(self) -> dict[K, None]:
        return dict.fromkeys(self._names_of())

    def __getitem__(self, name: K) -> V:
        if name not in self._made:
            self._made[name] = self._make(name) if name in self._names else None
        if self._made[name] is None:
            raise KeyError(name)
        found: V = self._made[name]
        return found

    def __iter__(self) -> Iterator[K]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)
