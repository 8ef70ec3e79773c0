"""A workspace's files -> parcels of bytes that can be sent -> the same files in a folder on another machine."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from docgen.catalog import CONFIGURATION, Workspace

PARCEL = 4_000_000
"""Bytes of text in a parcel, about; case text packs to a third or a quarter."""
_FOLDERS = ("schemas", "templates")


def packed(workspace: Workspace) -> Iterator[bytes]:
    """All that reading, checking and rendering the cases needs. Files that cannot be read are not there."""
    names = [CONFIGURATION, *(name for folder in _FOLDERS for name in _below(workspace.root, folder))]
    names += [file for entry in workspace.entries.entries for file in entry.files]
    head: list[tuple[str, int]] = []
    contents: list[bytes] = []
    size = 0
    for name in names:
        try:
            content = (workspace.root / name).read_bytes()
        except OSError:
            continue
        head.append((name, len(content)))
        contents.append(content)
        size += len(content)
        if size >= PARCEL:
            yield _parcel(head, contents)
            head, contents, size = [], [], 0
    yield _parcel(head, contents)


def unpack(parcels: Iterable[bytes], folder: Path) -> None:
    """Write the files below an empty folder. Raises OSError."""
    known: set[Path] = set()
    for parcel in parcels:
        whole = zlib.decompress(parcel)
        line, _, rest = whole.partition(b"\n")
        at = 0
        for name, size in json.loads(line):
            file = folder / name
            if file.parent not in known:
                file.parent.mkdir(parents=True, exist_ok=True)
                known.add(file.parent)
            file.write_bytes(rest[at : at + size])
            at += size


def _below(root: Path, folder: str) -> list[str]:
    files = (root / folder).rglob("*")
    return sorted(file.relative_to(root).as_posix() for file in files if file.is_file())


def _parcel(head: list[tuple[str, int]], contents: list[bytes]) -> bytes:
    return zlib.compress(json.dumps(head).encode() + b"\n" + b"".join(contents), 1)
