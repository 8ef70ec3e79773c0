"""The floor: what a document costs when nothing is left to do but to write it down.

A template of plain tags becomes straight-line Python, one function a part: f-strings, loops and ifs, no checks, nothing
looked up that the source does not name. Every other part is copied as it stands compressed in the template, and what is
packed is packed by docgen's own library. It is no engine: it knows four tags, escapes three characters, and would write
nonsense from data of another shape without a word. What an engine takes beyond this is the price of being one.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate  # type: ignore[import-untyped]

from docgen.render.deflate import check_sum, quickly

_TAG = re.compile(r"\{([{%])\s*(.*?)\s*[}%]\}", re.DOTALL)
_LOOP = re.compile(r"for (\w+) in (\S+)")
_EQUAL = re.compile(r'(\S+) == ("[^"]*")')
_BODY = re.compile(r"<w:body[^>]*>.*</w:body>", re.DOTALL)
_PROLOGUE = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_LOCAL, _CENTRAL, _END = struct.Struct("<4s5H3L2H"), struct.Struct("<4s6H3L5H2L"), struct.Struct("<4s4H2LH")
_DAY = 0x21  # 1980-01-01 in the words of ZIP


def escape(text: object) -> str:
    """The text of a value in XML."""
    text = text if isinstance(text, str) else str(text)
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    return text


def python_source(part: str) -> str:
    """Straight-line Python for a part whose tags docxtpl has put right."""
    lines = ["def part(case):", "    out = []", "    put = out.append"]
    depth, loops = 1, list[str]()
    pieces = _TAG.split(part)
    stretch = [_literal(pieces[0])]

    def close_stretch() -> None:
        indent = "    " * depth
        # A paragraph or row a line, for whoever reads it.
        shown = re.split(r"(?=<w:(?:p|tr|sectPr)[ >])", "".join(stretch))
        written = [f"{indent}    f'{each}'" for each in shown if each]
        if written:
            lines.extend([f"{indent}put(", *written, f"{indent})"])
        stretch.clear()

    for opener, tag, after in zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True):
        if opener == "{":
            stretch.append(f"{{escape({_value(tag, loops)})}}")
        elif tag in ("endfor", "endif"):
            close_stretch()
            depth -= 1
            if tag == "endfor":
                loops.pop()
        else:
            close_stretch()
            lines.append("    " * depth + _statement(tag, loops))
            depth += 1
        stretch.append(_literal(after))
    close_stretch()
    return "\n".join([*lines, '    return "".join(out).encode()', ""])


def _literal(text: str) -> str:
    for plain, written in (("\\", "\\\\"), ("'", "\\'"), ("\n", "\\n"), ("{", "{{"), ("}", "}}")):
        text = text.replace(plain, written)
    return text


def _statement(tag: str, loops: list[str]) -> str:
    loop = _LOOP.fullmatch(tag)
    if loop:
        source = _value(loop[2], loops)
        loops.append(loop[1])
        return f"for {loop[1]} in {source}:"
    asked = tag.removeprefix("if ")
    equal = _EQUAL.fullmatch(asked)
    return f"if {_value(equal[1], loops)} == {equal[2]}:" if equal else f"if {_value(asked, loops)}:"


def _value(path: str, loops: list[str]) -> str:
    first, *rest = path.split(".")
    root = first if first in loops else f'case["{first}"]'
    return root + "".join(f'["{name}"]' for name in rest)


class Floor:
    """One template; ``render`` gives the bytes of a document, ``sources`` the Python that writes each part."""

    def __init__(self, template: Path) -> None:
        self.sources = {name: python_source(xml) for name, xml in _parts(template).items()}
        self._parts = [(name.encode(), _compiled(source)) for name, source in self.sources.items()]
        self._fixed, self._directory, self._count = _copied(template.read_bytes(), set(self.sources))

    def render(self, case: Mapping[str, Any]) -> bytes:
        pieces, directory, at = [self._fixed], [self._directory], len(self._fixed)
        for name, part in self._parts:
            content = part(case)
            packed = quickly(content)
            head, entry = _headers(name, check_sum(content), len(packed), len(content), at)
            pieces += (head, packed)
            directory.append(entry)
            at += len(head) + len(packed)
        listed = b"".join(directory)
        count = self._count + len(self._parts)
        pieces += (listed, _END.pack(b"PK\5\6", 0, 0, count, count, len(listed), at, 0))
        return b"".join(pieces)


def _parts(template: Path) -> dict[str, str]:
    """The parts that docxtpl renders and that have a tag, as it would hand them to Jinja."""
    document = DocxTemplate(template)
    document.init_docx()
    parts = {"word/document.xml": _whole(template, document.patch_xml(document.get_xml()))}
    for uri in (document.HEADER_URI, document.FOOTER_URI):
        for _, part in document.get_headers_footers(uri):
            parts[str(part.partname).lstrip("/")] = _PROLOGUE + document.patch_xml(document.get_part_xml(part))
    return {name: xml for name, xml in parts.items() if _TAG.search(xml)}


def _whole(template: Path, body: str) -> str:
    """The body in the document that it comes from, which has declared its namespaces already."""
    with zipfile.ZipFile(template) as archive:
        document = archive.read("word/document.xml").decode("utf-8")
    plain = re.sub(r"<w:body[^>]*>", "<w:body>", body, count=1)
    return _BODY.sub(lambda _: plain, document)


def _compiled(source: str) -> Callable[[Mapping[str, Any]], bytes]:
    names: dict[str, Any] = {"escape": escape}
    exec(compile(source, "<floor>", "exec"), names)
    part: Callable[[Mapping[str, Any]], bytes] = names["part"]
    return part


def _copied(template: bytes, written: set[str]) -> tuple[bytes, bytes, int]:
    """Every other part with its header, the directory of them, and how many they are."""
    local, directory, count = bytearray(), bytearray(), 0
    with zipfile.ZipFile(io.BytesIO(template)) as archive:
        for entry in archive.infolist():
            if entry.filename in written or entry.is_dir():
                continue
            lengths = struct.unpack_from("<2H", template, entry.header_offset + 26)
            begin = entry.header_offset + 30 + sum(lengths)
            method = entry.compress_type
            head, listed = _headers(
                entry.filename.encode(), entry.CRC, entry.compress_size, entry.file_size, len(local), method
            )
            local += head + template[begin : begin + entry.compress_size]
            directory += listed
            count += 1
    return bytes(local), bytes(directory), count


def _headers(name: bytes, crc: int, packed: int, size: int, at: int, method: int = 8) -> tuple[bytes, bytes]:
    local = _LOCAL.pack(b"PK\3\4", 20, 0, method, 0, _DAY, crc, packed, size, len(name), 0) + name
    central = _CENTRAL.pack(
        b"PK\1\2", 20, 20, 0, method, 0, _DAY, crc, packed, size, len(name), 0, 0, 0, 0, 0, at
    )  # fmt: skip
    return local, central + name
