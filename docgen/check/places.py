"""A path in a loaded file to where it stands."""

from __future__ import annotations

from collections.abc import Callable

from docgen.model import Location, Path, Source

Place = Callable[[], Location]
"""A place that is looked for when there is something to tell: finding the first one in a file costs milliseconds."""


def value_place(source: Source, path: Path) -> Location:
    """Where a value stands, or the nearest thing above it that stands in the file."""
    while path and path not in source.values:
        path = path[:-1]
    return source.values[path]


def key_place(source: Source, path: Path) -> Location:
    """Where a key stands; for an item of a list, where the item begins."""
    if path in source.keys:
        return source.keys[path]
    place = value_place(source, path)
    return Location(place.file, place.line, place.column)
