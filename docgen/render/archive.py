"""The bytes of a .docx -> its parts by name, and back; knows ZIP, and what in one is not to be trusted.

What comes back is written with fixed times and order, so that equal parts give equal bytes.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable, Mapping

from docgen.model import Diagnostic
from docgen.render.findings import finding
from docgen.render.zip_writer import entry, in_order, joined

MAX_ENTRIES = 2_000
MAX_FILE = 50_000_000
MAX_TOTAL = 100_000_000
MAX_RATIO = 200
"""A part may grow to this many times its packed size (XML reaches some 60) once it is over a million bytes."""

_SAVE_AS = "请用 Word 或者 WPS 打开这个文件，另存为“Word 文档（.docx）”"
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")


class ArchiveError(Exception):
    """The bytes are not a package that may be read; ``finding`` says so to the user."""

    def __init__(self, problem: Diagnostic) -> None:
        super().__init__(problem.message)
        self.finding = problem


def unpack(data: bytes) -> dict[str, bytes]:
    """Every part by its name. Raises ArchiveError."""
    if len(data) > MAX_FILE:
        raise ArchiveError(finding("DG416", f"模板超过 {MAX_FILE // 1_000_000} MB", "压缩或者删去里面的图片"))
    _refuse_other_kinds(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            _refuse_names(entries)
            return _contents(archive, entries)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError):
        message = "文件不完整或者已经损坏，不能当作 Word 文档打开"
        raise ArchiveError(finding("DG401", message, "找回完好的一份，或者" + _SAVE_AS.removeprefix("请"))) from None


def pack(parts: Mapping[str, bytes]) -> bytes:
    """The parts as a .docx: content types first, relations next, the rest by name; no clock, no platform."""
    return joined(entry(name, parts[name]) for name in in_order(parts))


def _refuse_other_kinds(data: bytes) -> None:
    if not data:
        raise ArchiveError(finding("DG401", "这是一个空文件", _SAVE_AS.replace("打开这个文件，", "重新做好模板，")))
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise ArchiveError(finding("DG401", "文件加了密码，不能读取", "在 Word 或者 WPS 里去掉打开密码，再保存"))
        raise ArchiveError(finding("DG401", "这是旧格式的文件（.doc 或者 .wps），不是 .docx", _SAVE_AS))
    if not data.startswith(b"PK"):
        raise ArchiveError(finding("DG401", "这不是 Word 文档（.docx）", _SAVE_AS))


def _refuse_names(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MAX_ENTRIES:
        raise ArchiveError(finding("DG416", f"文件里的部件超过 {MAX_ENTRIES} 个，不是正常的 Word 文档", _SAVE_AS))
    seen: set[str] = set()
    for each in entries:
        name = each.filename
        if name.startswith("/") or "\\" in name or _on_a_drive(name) or not {".", ".."}.isdisjoint(name.split("/")):
            raise ArchiveError(finding("DG416", f"文件里有不安全的部件名称“{name}”", _SAVE_AS))
        if name.casefold() in seen:
            raise ArchiveError(finding("DG416", f"文件里的部件“{name}”出现了两次", _SAVE_AS))
        if each.flag_bits & 1:
            raise ArchiveError(finding("DG401", "文件加了密码，不能读取", "去掉打开密码，再保存"))
        seen.add(name.casefold())


def _on_a_drive(name: str) -> bool:
    return name[1:2] == ":" and name[0].isascii() and name[0].isalpha()


def _contents(archive: zipfile.ZipFile, entries: Iterable[zipfile.ZipInfo]) -> dict[str, bytes]:
    parts: dict[str, bytes] = {}
    left = MAX_TOTAL
    for each in entries:
        limit = min(left, max(1_000_000, each.compress_size * MAX_RATIO))
        with archive.open(each) as stream:
            content = stream.read(limit + 1)
        if len(content) > limit:
            message = f"部件“{each.filename}”解压后异常地大，像是恶意的压缩文件"
            raise ArchiveError(finding("DG416", message, _SAVE_AS))
        left -= len(content)
        parts[each.filename] = content
    return parts
