"""YAML bytes in; text with places, and everything wrong with it, out. The only package that imports yaml."""

from __future__ import annotations

from docgen.load.fix import fix
from docgen.load.quotes import needs_quotes
from docgen.load.reading import diagnostics_of, read, source_of
from docgen.model import Diagnostic, Source

__all__ = ["fix", "load", "needs_quotes"]


def load(content: bytes, file: str) -> tuple[Source | None, list[Diagnostic]]:
    """Read a file: nested dicts and lists whose leaves are text exactly as typed, and the place of each piece.

    A field with nothing or ``""`` after it is absent. Line breaks at the end of a value are dropped: block text
    (``|``) ends in one that nobody means. The source is ``None`` if any of the diagnostics is an error. Columns
    count characters from 1; a byte order mark at the start counts as none. ``file`` is only named in the places.
    """
    reading = read(content, file)
    return source_of(reading), diagnostics_of(reading, file)
