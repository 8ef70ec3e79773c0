"""Named parts -> the bytes of a ZIP file; knows its records, and writes them without a clock or a platform.

A part that is the same in many documents is packed once, as an `Entry`, and copied into each. Sizes are below 4 GB:
parts are some hundred million characters at most (see `program` and `archive`), and few.
"""

from __future__ import annotations

from collections.abc import Iterable
from struct import Struct
from typing import NamedTuple

from docgen.render import deflate

_LOCAL = Struct("<4s5H3I2H")
_CENTRAL = Struct("<4s6H3I5H2I")
_END = Struct("<4s4H2IH")
_VERSION, _DEFLATED, _UTF8 = 20, 8, 0x800
_MIDNIGHT, _FIRST_DAY = 0, 0x21  # 1980-01-01, the first that the format can say
_OWNERS = 0o600 << 16  # what Python's zipfile says of a file's permissions
_FIRST = ("[Content_Types].xml", "_rels/.rels")


class Entry(NamedTuple):
    """A part as it stands in the file, and its line in the directory up to where the part is and after that."""

    packed: bytes
    before: bytes
    after: bytes


def entry(name: str, data: bytes, once: bool = False) -> Entry:
    """A part packed for one document, or ``once`` for many."""
    content = deflate.tightly(data) if once else deflate.quickly(data)
    encoded, flags = name.encode(), 0 if name.isascii() else _UTF8
    common = (flags, _DEFLATED, _MIDNIGHT, _FIRST_DAY, deflate.check_sum(data), len(content), len(data), len(encoded))
    local = _LOCAL.pack(b"PK\3\4", _VERSION, *common, 0)
    central = _CENTRAL.pack(b"PK\1\2", _VERSION, _VERSION, *common, 0, 0, 0, 0, _OWNERS, 0)
    return Entry(b"".join((local, encoded, content)), central[:-4], encoded)


def in_order(names: Iterable[str]) -> list[str]:
    """The order of parts in a file: the kinds of all parts first, what the package holds next, the rest by name."""
    return sorted(names, key=lambda name: (name != _FIRST[0], name != _FIRST[1], name))


def joined(entries: Iterable[Entry]) -> bytes:
    """The file of these parts, in the order in which they come."""
    parts: list[bytes] = []
    directory: list[bytes] = []
    position = 0
    for each in entries:
        parts.append(each.packed)
        directory += (each.before, position.to_bytes(4, "little"), each.after)
        position += len(each.packed)
    size = sum(map(len, directory))
    count = len(parts)
    return b"".join((*parts, *directory, _END.pack(b"PK\5\6", 0, 0, count, count, size, position, 0)))
