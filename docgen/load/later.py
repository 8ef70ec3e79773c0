"""How to find the places of a file in; mappings that find them when they are first asked, out.

Most files are right, and nobody ever asks where something stands in them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Literal

from docgen.model import Location, Path, Source


class _Later:
    """Finds a source once, when it is wanted."""

    __slots__ = ("_find", "_found")

    def __init__(self, find: Callable[[], Source]) -> None:
        self._find: Callable[[], Source] | None = find
        self._found: Source | None = None

    def found(self) -> Source:
        find = self._find
        if find is not None:
            self._found, self._find = find(), None
        assert self._found is not None
        return self._found


class Places(Mapping[Path, Location]):
    """The places of a source's values, or of its keys."""

    __slots__ = ("_later", "_what")

    def __init__(self, later: _Later, what: Literal["values", "keys"]) -> None:
        self._later, self._what = later, what

    def _found(self) -> Mapping[Path, Location]:
        found: Mapping[Path, Location] = getattr(self._later.found(), self._what)
        return found

    def __getitem__(self, path: Path) -> Location:
        return self._found()[path]

    def __contains__(self, path: object) -> bool:
        return path in self._found()

    def __iter__(self) -> Iterator[Path]:
        return iter(self._found())

    def __len__(self) -> int:
        return len(self._found())

    def __repr__(self) -> str:
        return f"{type(self).__name__}({dict(self)!r})"


def places(find: Callable[[], Source]) -> tuple[Places, Places]:
    """The places of values and of keys; ``find`` reads the source with its places, and can be pickled."""
    later = _Later(find)
    return Places(later, "values"), Places(later, "keys")
