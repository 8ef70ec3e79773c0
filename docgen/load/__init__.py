"""YAML bytes in; text with places, and everything wrong with it, out. The only package that imports yaml."""

from __future__ import annotations

from functools import partial

from docgen.load.later import places
from docgen.load.plain import Plain, read_plain
from docgen.model import Diagnostic, Source

__all__ = ["fix", "load"]

# What needs the full reader imports it when it is called: most runs read well-kept files only, and yaml takes a while.


def load(content: bytes, file: str) -> tuple[Source | None, list[Diagnostic]]:
    """Read a file: nested dicts and lists whose leaves are text exactly as typed, and the place of each piece.

    A field with nothing or ``""`` after it is absent. Line breaks at the end of a value are dropped: block text
    (``|``) ends in one that nobody means. The source is ``None`` if any of the diagnostics is an error. Columns
    count characters from 1; a byte order mark at the start counts as none. ``file`` is only named in the places.

    A well-kept file is read in a small part of the time; its places are found when they are first asked for.
    """
    plain = _json(content) if content.startswith(b"{") else read_plain(content)
    if plain is not None:
        return Source(plain.data, *places(partial(_well_kept, content, file)), plain.empties), []
    from docgen.load.reading import diagnostics_of, read, source_of

    reading = read(content, file)
    return source_of(reading), diagnostics_of(reading, file)


def _json(content: bytes) -> Plain | None:
    from docgen.load.notation import read_json

    return read_json(content)


def _well_kept(content: bytes, file: str) -> Source:
    from docgen.load.reading import read_well_kept

    return read_well_kept(content, file)


def fix(content: bytes) -> tuple[bytes, tuple[str, ...]]:
    """Mend what is safe to mend; the bytes, and what was done, in Chinese: see `docgen.load.mending.fix`."""
    from docgen.load.mending import fix

    return fix(content)
