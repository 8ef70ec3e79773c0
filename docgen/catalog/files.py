"""A file of the workspace to its bytes, or to why they cannot be had; only this module reads a workspace's files."""

from __future__ import annotations

import errno
import os
import stat
from functools import lru_cache
from operator import attrgetter
from pathlib import Path as FilePath

from docgen.model import Diagnostic, Location

_REASONS = {
    errno.EACCES: "没有读取的权限",
    errno.EPERM: "没有读取的权限",
    errno.ENOENT: "它是一个链接，所指的文件不存在",
    errno.ELOOP: "它是一个绕回自己的链接",
    errno.EISDIR: "这是一个文件夹",
    errno.ENAMETOOLONG: "文件名太长",
    errno.EIO: "磁盘读写出错",
}


def reason_of(problem: OSError) -> str:
    """Why the system refused, in Chinese."""
    if isinstance(problem, FileNotFoundError) and not FilePath(problem.filename or "").is_symlink():
        return "它不见了，可能正在保存，或者被移走了"
    return _REASONS.get(problem.errno or 0, f"系统错误号 {problem.errno}")


def content_of(file: FilePath, root: FilePath) -> tuple[bytes | None, list[Diagnostic]]:
    """The bytes of a regular file inside the workspace; links that lead out of it are refused."""
    try:
        if stat.S_ISREG(os.lstat(file).st_mode):  # nearly every file; a link has to be looked at more closely
            return file.read_bytes(), []
    except OSError as problem:
        if not isinstance(problem, FileNotFoundError):
            return None, [_unreadable(reason_of(problem), _place(file, root))]
    where = _place(file, root)
    if leads_out(file, root):
        message = "这是一个链接，指向工作区以外的文件，没有读取。"
        return None, [Diagnostic("DG305", "error", message, where, hint="把文件本身放进工作区的文件夹")]
    try:
        if file.exists() and not file.is_file():
            reason = "这是一个文件夹" if file.is_dir() else "它不是普通的文件"
            return None, [_unreadable(reason, where)]
        return file.read_bytes(), []
    except OSError as problem:
        return None, [_unreadable(reason_of(problem), where)]


def _place(file: FilePath, root: FilePath) -> Location:
    return Location(file.relative_to(root).as_posix())


def listed(folder: FilePath, root: FilePath) -> tuple[list[FilePath], list[Diagnostic]]:
    """What is in a folder, by name, without hidden files; nothing where there is no such folder."""
    if not folder.is_dir():
        return [], []
    try:
        entries = sorted(folder.iterdir(), key=attrgetter("name"))
    except OSError as problem:
        return [], [_unreadable(reason_of(problem), Location(folder.relative_to(root).as_posix()))]
    return [entry for entry in entries if not entry.name.startswith((".", "~"))], []


def leads_out(file: FilePath, root: FilePath) -> bool:
    """Whether a file or folder is a link to a place outside the workspace."""
    try:
        return file.is_symlink() and not file.resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError):  # a link to itself leads nowhere; reading it says so
        return False


def _unreadable(reason: str, where: Location) -> Diagnostic:
    hint = "检查文件是否存在、有没有权限、是不是被别的程序占用"
    return Diagnostic("DG308", "error", f"文件打不开：{reason}。", where, hint=hint)


class Lines:
    """The lines of a workspace's files, however they are encoded; each file is read when first asked for."""

    def __init__(self, root: FilePath) -> None:
        self._read = lru_cache(maxsize=64)(lambda file: _split(content_of(root / file, root)[0] or b""))

    def __call__(self, file: str, number: int) -> str | None:
        """The text of a line; None where there is none."""
        found = self._read(file)
        return found[number - 1] if 0 < number <= len(found) else None

    def within(self, whole: Location, text: str, span: tuple[int, int]) -> Location:
        """The place of a stretch of a text that stands at ``whole``; ``whole`` where it cannot be told apart."""
        start, end = span
        wanted = text[start:end]
        left = text.count(wanted, 0, start)
        for number in range(whole.line, whole.end_line + 1) if whole.end_line else ():
            line = self(whole.file, number)
            if line is None:
                return whole
            first = whole.column - 1 if number == whole.line else 0
            last = whole.end_column - 1 if number == whole.end_line else len(line)
            found = line.find(wanted, first, last)
            while found >= 0 and left:
                left -= 1
                found = line.find(wanted, found + len(wanted), last)
            if found >= 0:
                return Location(whole.file, number, found + 1, number, found + len(wanted) + 1)
        return whole


def _split(content: bytes) -> list[str]:
    """The lines of a file of text; none where it is no text."""
    marked = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    if not marked and b"\0" in content:
        return []
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        text = content.decode("utf-8", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
