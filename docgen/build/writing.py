"""Bytes to files: written beside and put in place whole, never half, never outside the output folder."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import time
from hashlib import sha256
from pathlib import Path

_BESIDE = ".docgen-tmp"
# Windows refuses a replacement for some milliseconds while a scanner or OneDrive looks at the file.
_BUSY = {5, 32, 33}
_REASONS = {
    errno.EPERM: "没有写入的权限",
    errno.EACCES: "没有写入的权限，或者文件正在 Word、WPS 中打开",
    errno.EEXIST: "有同名的文件或者文件夹挡着",
    errno.ENOTDIR: "有同名的文件挡着，不能建文件夹",
    errno.EISDIR: "有同名的文件夹挡着",
    errno.ENOENT: "没有这个文件或者文件夹",
    errno.ENOSPC: "磁盘满了",
    errno.EROFS: "文件夹是只读的",
    errno.ENAMETOOLONG: "文件名太长",
    errno.EDQUOT: "磁盘配额用完了",
}


def file_digest(file: Path) -> str:
    """SHA-256 of a file's bytes; empty when there is no such file. Raises OSError for one that cannot be read."""
    try:
        return sha256(file.read_bytes()).hexdigest()
    except (FileNotFoundError, NotADirectoryError):
        return ""


def put(content: bytes, file: Path, out: Path) -> None:
    """Put a file in place.

    Raises:
        OSError: when it cannot be written; what stood there before still stands.
    """
    _stay_inside(file, out)
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(f".{sha256(file.name.encode()).hexdigest()[:16]}{_BESIDE}")
    try:
        with beside.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        _replace(beside, file)
    except BaseException as problem:
        with contextlib.suppress(OSError):
            beside.unlink()
        if isinstance(problem, OSError):
            problem.filename = str(file)
        raise


def _stay_inside(file: Path, out: Path) -> None:
    if not file.parent.resolve().is_relative_to(out.resolve()):
        raise OSError(0, "文件夹是指向别处的链接")


def _replace(beside: Path, file: Path) -> None:
    deadline = time.monotonic() + 2.5
    while True:
        try:
            beside.replace(file)
            return
        except OSError as problem:
            busy = sys.platform == "win32" and getattr(problem, "winerror", 0) in _BUSY
            if not busy or time.monotonic() > deadline:
                raise
            time.sleep(0.05)


def sweep(out: Path) -> None:
    """Remove what killed runs left beside their documents."""
    for file in out.rglob(f".*{_BESIDE}"):
        with contextlib.suppress(OSError):
            file.unlink()


def remove(file: Path, out: Path) -> None:
    """Remove a document and the folders that it leaves empty. Raises OSError."""
    _stay_inside(file, out)
    file.unlink(missing_ok=True)
    folder = file.parent
    while folder != out and folder.is_relative_to(out):
        try:
            folder.rmdir()
        except OSError:
            return
        folder = folder.parent


def why_not(problem: OSError) -> str:
    """The reason of a failed write, in Chinese."""
    number, windows = problem.errno, getattr(problem, "winerror", 0)
    if windows in _BUSY:
        return "文件正在 Word 或者 WPS 中打开，请关闭后重试"
    return _REASONS.get(number or 0, problem.strerror or str(problem))
