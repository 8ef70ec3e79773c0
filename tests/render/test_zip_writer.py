"""What is written is a ZIP file that others read, whatever it holds, and the same for the same parts."""

from __future__ import annotations

import io
import random
import shutil
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

import pytest

from docgen.render import archive, deflate
from docgen.render.zip_writer import entry, in_order, joined

CHANCE = random.Random(4235)
PARTS = {
    "[Content_Types].xml": b"<Types/>",
    "_rels/.rels": b"<Relationships/>",
    "word/empty.bin": b"",
    "word/media/图片 1.png": CHANCE.randbytes(70_000),
    "word/document.xml": ("<w:t>质量问题清单</w:t>" * 200_000).encode(),
    **{f"word/part{number:04}.xml": b"<a/>" * number for number in range(1_500)},
}


def test_other_readers_find_every_part_whole(tmp_path: Path) -> None:
    file = tmp_path / "all.zip"
    file.write_bytes(archive.pack(PARTS))
    with zipfile.ZipFile(file) as opened:
        assert opened.testzip() is None
        assert {name: opened.read(name) for name in opened.namelist()} == PARTS
    if shutil.which("unzip"):
        said = subprocess.run(["unzip", "-tqq", file], capture_output=True, text=True, check=False)
        assert (said.returncode, said.stdout + said.stderr) == (0, "")


def test_what_docgen_reads_back_is_what_it_wrote() -> None:
    few = {name: content for name, content in PARTS.items() if "part" not in name and "document" not in name}
    assert archive.unpack(archive.pack(few)) == few


def test_records_are_as_pythons_own_but_for_the_packed_bytes() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as other:
        for name in in_order(PARTS):
            info = zipfile.ZipInfo(name)
            info.create_system, info.compress_type = 0, zipfile.ZIP_DEFLATED
            other.writestr(info, PARTS[name])
    assert _records(archive.pack(PARTS)) == _records(buffer.getvalue())


def _records(data: bytes) -> list[tuple[object, ...]]:
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        return [
            (each.filename, each.date_time, each.create_system, each.create_version, each.extract_version, each.extra,
             each.flag_bits, each.external_attr, each.internal_attr, each.CRC, each.file_size, each.compress_type,
             data[each.header_offset : each.header_offset + 14])
            for each in opened.infolist()
        ]  # fmt: skip


def test_a_part_packed_once_is_copied_as_it_is_and_reads_alike() -> None:
    content = PARTS["word/document.xml"]
    once, now = entry("a.xml", content, once=True), entry("a.xml", content)
    assert once.packed in joined([now, once, now])
    assert len(once.packed) < len(now.packed)
    with zipfile.ZipFile(io.BytesIO(joined([now, once]))) as opened:
        assert [opened.read(each) for each in opened.infolist()] == [content, content]


def test_equal_parts_give_equal_bytes_in_whatever_order_they_come() -> None:
    names = list(PARTS)
    CHANCE.shuffle(names)
    assert archive.pack({name: PARTS[name] for name in names}) == archive.pack(PARTS)
    assert archive.pack(PARTS) == archive.pack(PARTS)


def test_without_the_fast_library_documents_hold_the_same(tmp_path: Path) -> None:
    program = (
        "import sys; sys.modules['isal'] = None\n"
        "from docgen.render import archive, deflate\n"
        "assert deflate.LIBRARY == 'zlib'\n"
        "sys.stdout.buffer.write(archive.pack({'a.xml': b'<a/>' * 9000, '_rels/.rels': b''}))\n"
    )
    packed = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True).stdout
    assert archive.unpack(packed) == {"_rels/.rels": b"", "a.xml": b"<a/>" * 9000}


def test_the_fast_library_is_the_one_that_is_used() -> None:
    assert deflate.LIBRARY == "isal"


@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 3_000_000])
def test_what_is_packed_quickly_or_tightly_comes_back(size: int) -> None:
    data = (bytes(range(256)) * (size // 256 + 1))[:size]
    for pack in (deflate.quickly, deflate.tightly):
        assert zlib.decompress(pack(data), -15) == data
    assert deflate.check_sum(data) == zlib.crc32(data)
