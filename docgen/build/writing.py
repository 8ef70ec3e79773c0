"""Bytes to files: written elsewhere and put in place whole, never half, never outside the output folder."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

FOLDER = ".docgen"
"""What docgen keeps for itself in an output folder."""
_STAGING = "new-"
_BESIDE = ".docgen-tmp"
_ZEROS = bytes(4)
# Windows refuses a replacement for some milliseconds while a scanner or OneDrive looks at the file.
_BUSY = {5, 32, 33}
_FEW = 32
"""Up to so many files are flushed one by one; beyond, the system flushes everything at once."""
_REASONS = {
    errno.EPERM: "没有写入的权限",
    errno.EACCES: "没有写入的权限，或者文件正在 Word、WPS 中打开",
    errno.EEXIST: "有同名的文件或者文件夹挡着",
    errno.ENOTDIR: "有同名的文件挡着，不能建文件夹",
    errno.EISDIR: "有同名的文件夹挡着",
    errno.ENOENT: "没有这个文件或者文件夹",
    errno.ENOSPC: "磁盘满了",
    errno.EROFS: "文件夹是只读的",
    errno.EXDEV: "文件夹接在另一个磁盘上",
    errno.ENAMETOOLONG: "文件名太长",
    errno.EDQUOT: "磁盘配额用完了",
}


def file_digest(file: Path) -> str:
    """SHA-256 of a file's bytes; empty when there is no such file. Raises OSError for one that cannot be read.

    What a power cut leaves of a file that had not reached the disk, nothing or zeros, counts as no file.
    """
    from hashlib import sha256  # brings OpenSSL along, which only a record of what was written wants

    try:
        with open(file, "rb") as stream:  # noqa: PTH123  as above
            content = stream.read()
        return sha256(content).hexdigest() if content and content[:4] != _ZEROS else ""
    except (FileNotFoundError, NotADirectoryError):
        return ""


class Staged(NamedTuple):
    """A file written whole under another name, waiting to take its place."""

    file: str
    place: str


def put(content: bytes, place: Path, out: Path, folder: Path | None = None) -> None:
    """Put a file in place, on the disk when this returns; till then it is in ``folder``, or beside its place.

    Raises:
        OSError: when it cannot be written; what stood there before still stands.
    """
    staged = stage(content, place, out, folder or place.parent)
    flush([staged.file])
    put_in_place(staged)


def staging(out: Path) -> Path:
    """This process's own folder in ``out`` for what is not in place yet: nobody who looks at documents sees it."""
    return out / FOLDER / f"{_STAGING}{os.getpid():x}"


def clear_staging(out: Path) -> None:
    """Remove what killed processes left, on whichever machine; only the holder of the folder's lock may."""
    for folder in (out / FOLDER).glob(f"{_STAGING}*"):
        with contextlib.suppress(OSError):
            for file in folder.iterdir():
                file.unlink()
            folder.rmdir()


def stage(content: bytes, place: Path, out: Path, folder: Path, known: set[Path] | None = None) -> Staged:
    """Write a file into a folder of the same disk as its place.

    ``known`` are folders that were found to be there and inside ``out``, and is added to.

    Raises:
        OSError: when it cannot be written.
    """
    if known is None or place.parent not in known:
        _stay_inside(place, out)
        for each in (place.parent, folder):
            each.mkdir(parents=True, exist_ok=True)
        if known is not None:
            known.add(place.parent)
    # No other process ever has the same name: one that is taken for dead may still be writing.
    file = f"{folder}/.{os.getpid():x}-{os.urandom(6).hex()}{_BESIDE}"
    try:
        with open(file, "wb") as stream:  # noqa: PTH123  thousands of files: a Path for each is time
            stream.write(content)
    except BaseException as problem:
        with contextlib.suppress(OSError):
            Path(file).unlink()
        if isinstance(problem, OSError):
            problem.filename = str(place)
        raise
    return Staged(file, str(place))


def put_in_place(staged: Staged) -> None:
    """Let the file take its place.

    Raises:
        OSError: when it cannot; what stood there before still stands.
    """
    try:
        _replace(staged.file, staged.place)
    except BaseException as problem:
        with contextlib.suppress(OSError):
            Path(staged.file).unlink()
        if isinstance(problem, OSError):
            problem.filename = staged.place
        raise


def flush(files: Sequence[str]) -> None:
    """Have what was written reach the disk, as far as the system tells how: a power cut then leaves whole files."""
    if len(files) > _FEW and hasattr(os, "sync"):
        os.sync()
        return
    for file in files:
        with contextlib.suppress(OSError), open(file, "rb+") as stream:  # noqa: PTH123
            os.fsync(stream.fileno())


def _stay_inside(file: Path, out: Path) -> None:
    if not file.parent.resolve().is_relative_to(out.resolve()):
        raise OSError(0, "文件夹是指向别处的链接")


def _replace(staged: str, file: str) -> None:
    deadline = time.monotonic() + 2.5
    while True:
        try:
            os.replace(staged, file)  # noqa: PTH105
            return
        except OSError as problem:
            busy = sys.platform == "win32" and getattr(problem, "winerror", 0) in _BUSY
            if not busy or time.monotonic() > deadline:
                raise
            time.sleep(0.05)


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
