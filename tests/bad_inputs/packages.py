"""Damage to a Word file as a whole, by name: bytes in, bytes out."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable


def _with_parts(change: Callable[[dict[str, bytes]], None]) -> Callable[[bytes], bytes]:
    def changed(content: bytes) -> bytes:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        change(parts)
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, part in parts.items():
                archive.writestr(name, part)
        return made.getvalue()

    return changed


def _in_body(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    def change(parts: dict[str, bytes]) -> None:
        assert old in parts["word/document.xml"]
        parts["word/document.xml"] = parts["word/document.xml"].replace(old, new, 1)

    return _with_parts(change)


def _macros(parts: dict[str, bytes]) -> None:
    parts["word/vbaProject.bin"] = b"\xd0\xcf\x11\xe0"


def _no_document(parts: dict[str, bytes]) -> None:
    del parts["word/document.xml"]


PACKAGES: dict[str, Callable[[bytes], bytes]] = {
    "half of the file": lambda content: content[: len(content) // 2],
    "an old .doc": lambda content: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + content[:2000],
    "plain text": lambda content: "质量问题清单\n".encode(),
    "no document inside": _with_parts(_no_document),
    "macros": _with_parts(_macros),
    "a document type declaration": _in_body(b"<w:document", b'<!DOCTYPE w [<!ENTITY x "y">]><w:document'),
    "tracked changes": _in_body(
        b"<w:r>", b'<w:ins w:id="9" w:author="x" w:date="2022-01-01T00:00:00Z"><w:r><w:t>x</w:t></w:r></w:ins><w:r>'
    ),
}
