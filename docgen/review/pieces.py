"""A file's bytes in, what `load` says of them out; versions of a file share what is read of the fields they share.

A file is cut where a field of the case begins. If each piece is in order by itself and no field stands twice, the
pieces say together what the file says; else the file is read whole, so that every mistake is told in its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from docgen.load import load
from docgen.load.bounds import MAX_BYTES
from docgen.model import Diagnostic, Location, Path, Source

_FIELD = re.compile(rb"^(?=[^\s#\-\[\]{}'\"|>%&*!?@`,:])", re.MULTILINE)
_MOST = 1_000
"""Pieces that are kept."""

Piece = tuple[Source, int]
"""A piece as it was read by itself, and the lines that stand before it."""


@dataclass
class Pieces:
    """Loads files; ``kept`` are the pieces that were in order."""

    kept: dict[tuple[str, bytes], Source] = field(default_factory=dict)

    def load(self, content: bytes, file: str) -> tuple[Source | None, list[Diagnostic]]:
        """As `docgen.load.load`, but without warnings where there is no error."""
        source = self._joined(content, file) if len(content) <= MAX_BYTES and b"\r" not in content else None
        return (source, []) if source is not None else load(content, file)

    def _joined(self, content: bytes, file: str) -> Source | None:
        data: dict[str, Any] = {}
        pieces: dict[str, Piece] = {}
        empties: set[Path] = set()
        line = 0
        for text in _cut(content):
            source = self._piece(file, text)
            if source is None or (name := _fields(source)[0]) in pieces:
                return None
            pieces[name] = source, line
            data |= source.data
            empties |= source.empties
            line += text.count(b"\n")
        return Source(data, _Places(pieces, "values"), _Places(pieces, "keys"), frozenset(empties)) if data else None

    def _piece(self, file: str, text: bytes) -> Source | None:
        source = self.kept.pop((file, text), None) or load(text, file)[0]
        if source is None or not isinstance(source.data, dict) or len(_fields(source)) != 1:
            return None
        self.kept[file, text] = source
        if len(self.kept) > _MOST:
            del self.kept[next(iter(self.kept))]
        return source


def _fields(source: Source) -> list[str]:
    """The names of the fields of a piece, without asking for their places."""
    return [*source.data, *(str(path[0]) for path in source.empties if len(path) == 1)]


def _cut(content: bytes) -> list[bytes]:
    """The pieces of a file, comments before the first field with that field."""
    starts = [match.start() for match in _FIELD.finditer(content)][1:]
    return [content[low:high] for low, high in zip([0, *starts], [*starts, len(content)], strict=True)]


@dataclass(frozen=True)
class _Places(Mapping[Path, Location]):
    """The places of the pieces as they stand in the file."""

    pieces: Mapping[str, Piece]
    what: str

    def __getitem__(self, path: Path) -> Location:
        if path:
            source, before = self.pieces[path[0]]  # type: ignore[index]
            return _lower(getattr(source, self.what)[path], before)
        first, last = (list(self.pieces.values())[at] for at in (0, -1))
        start, end = (_lower(getattr(source, self.what)[()], before) for source, before in (first, last))
        return replace(start, end_line=end.end_line, end_column=end.end_column)

    def __iter__(self) -> Iterator[Path]:
        seen = False
        for source, _ in self.pieces.values():
            for path in getattr(source, self.what):
                if path or not seen:
                    yield path
                seen = seen or not path

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _lower(place: Location, lines: int) -> Location:
    return replace(place, line=place.line + lines, end_line=place.end_line + lines)
