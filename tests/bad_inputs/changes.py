"""One change to a workspace -> a function that makes it; the files changed are real ones, in a copy of ``base``."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

from docx import Document

Change = Callable[[Path], None]
Table = list[list[str]]


def replace(file: str, old: str, new: str) -> Change:
    """One occurrence of a text in a file; it must be there, and only once."""

    def change(root: Path) -> None:
        text = (root / file).read_text("utf-8")
        assert text.count(old) == 1, f"{file} has {text.count(old)} times {old!r}"
        (root / file).write_text(text.replace(old, new), "utf-8", newline="")

    return change


def write(file: str, content: str | bytes) -> Change:
    """A new file, or new content for one."""

    def change(root: Path) -> None:
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))

    return change


def append(file: str, text: str) -> Change:
    """More lines at the end of a file."""
    return lambda root: write(file, (root / file).read_text("utf-8") + text)(root)


def encoded(file: str, encoding: str) -> Change:
    """The same text in another encoding."""
    return lambda root: write(file, (root / file).read_text("utf-8").encode(encoding))(root)


def rename(old: str, new: str) -> Change:
    """Another name for a file or folder."""
    return lambda root: os.replace(root / old, root / new)


def remove(file: str) -> Change:
    """One file less."""
    return lambda root: (root / file).unlink()


def folder(name: str) -> Change:
    """An empty folder."""
    return lambda root: (root / name).mkdir(parents=True)


def link(name: str, target: str) -> Change:
    """A symbolic link; ``target`` may lead out of the workspace."""
    return lambda root: (root / name).symlink_to(target)


def several(*changes: Change) -> Change:
    """Changes that belong together."""

    def change(root: Path) -> None:
        for each in changes:
            each(root)

    return change


def template(*body: str | Table, header: str = "", name: str = "issue_list.docx") -> Change:
    """Another content for a Word template: paragraphs, and tables as rows of cells."""
    return lambda root: write(f"templates/{name}", word(*body, header=header))(root)


def package(change: Callable[[dict[str, bytes]], None], name: str = "issue_list.docx") -> Change:
    """A change to the parts inside a Word template."""

    def made(root: Path) -> None:
        file = root / "templates" / name
        with zipfile.ZipFile(file) as archive:
            parts = {each: archive.read(each) for each in archive.namelist()}
        change(parts)
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for each, content in parts.items():
                archive.writestr(each, content)

    return made


def word(*body: str | Table, header: str = "") -> bytes:
    """A Word file with these paragraphs and tables."""
    document = Document()
    for part in body:
        if isinstance(part, str):
            document.add_paragraph(part)
            continue
        table = document.add_table(0, len(part[0]))
        for row in part:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    if header:
        document.sections[0].header.paragraphs[0].text = header
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()
