"""One run at a time in an output folder, with the folder's record."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from docgen.build.record import BuildRecord, open_record
from docgen.build.writing import FOLDER, clear_staging, why_not
from docgen.model import Diagnostic, DocgenError


@contextmanager
def recorded(out: Path) -> Iterator[tuple[BuildRecord, list[Diagnostic]]]:
    """The record of an output folder, under the folder's lock; and what is to be said of it.

    Raises:
        DocgenError: when another run has it, the folder cannot be made, or the record turns out to be damaged.
        OSError: as it comes, of a file elsewhere.
    """
    try:
        (out / FOLDER).mkdir(parents=True, exist_ok=True)
        with FileLock(out / FOLDER / "lock", timeout=0):
            clear_staging(out)
            record, said = open_record(out)
            try:
                yield record, said
            finally:
                record.close()
                clear_staging(out)
    except Timeout:
        raise DocgenError(f"另一个 docgen 正在向“{out}”写文件（DG607）。等它做完再来。") from None
    except sqlite3.Error as problem:
        hint = f"磁盘没有毛病，就删掉 {out / FOLDER} 再运行一次：已有的文件内容完全相同时才算是 docgen 生成的"
        raise DocgenError(f"构建记录读不出来（DG609）：{problem}。{hint}。") from None
    except OSError as problem:
        if _elsewhere(problem, out):
            raise  # such as a file of the workspace that was taken away while the run went on
        raise DocgenError(f"不能写入“{out}”：{why_not(problem)}。") from None


def _elsewhere(problem: OSError, out: Path) -> bool:
    if not problem.filename or not isinstance(problem.filename, (str, bytes)):
        return False
    place, folder = (Path(os.path.realpath(os.fsdecode(each))) for each in (problem.filename, out))
    return not place.is_relative_to(folder) and not folder.is_relative_to(place)
