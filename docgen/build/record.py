"""The build record in ``output/.docgen``: what was written from what, kept so that a killed run loses nothing.

An SQLite file. Documents are entered, a batch at a time, *before* they are put in place, together with what stood
there; so at any moment the record knows the bytes on disk as its own, on whichever side of the replacement a run was
killed.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from docgen.build.writing import FOLDER
from docgen.model import Diagnostic, Location

_FILE = "record.sqlite"
_FORMAT = 2
_TABLES = """
    CREATE TABLE documents (output TEXT PRIMARY KEY, document TEXT NOT NULL, "case" TEXT NOT NULL,
        digest TEXT NOT NULL, inputs BLOB NOT NULL, before TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE notes (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""
_TYPES = [str, str, str, str, bytes, str]
_COLUMNS = 'output, document, "case", digest, inputs, before'
_AT_ONCE = 500
"""So many outputs are asked for in one query; SQLite takes 999 values."""


class Entry(NamedTuple):
    """One document: its bytes' SHA-256 and all that it was made from; ``before`` is the SHA-256 of what stood there.

    ``inputs`` is `docgen.build.inputs.Inputs` packed.
    """

    output: str
    document: str
    case: str
    digest: str
    inputs: bytes
    before: str = ""

    def knows(self, on_disk: str) -> bool:
        """Whether docgen itself gave the output these bytes."""
        return on_disk in (self.digest, self.before)


class BuildRecord:
    """The open record of one output folder; only the holder of the folder's lock opens it."""

    def __init__(self, file: Path) -> None:
        """Raises sqlite3.Error where the file is no record, OSError where it cannot be opened."""
        self._base = sqlite3.connect(file, isolation_level=None)
        try:
            # One process holds the folder's lock, so that no shared memory is needed, which network drives lack.
            self._base.execute("PRAGMA locking_mode = EXCLUSIVE")
            self._base.execute("PRAGMA journal_mode = WAL")
            self._base.execute("PRAGMA synchronous = NORMAL")
            self._base.execute("PRAGMA trusted_schema = OFF")
            version = self._base.execute("PRAGMA user_version").fetchone()[0]
            if version == 0 and not self._base.execute("SELECT 1 FROM sqlite_master").fetchone():
                self._base.executescript(f"BEGIN;{_TABLES}PRAGMA user_version = {_FORMAT};COMMIT;")
            elif version != _FORMAT:
                raise sqlite3.DatabaseError("another format")
            self._base.execute(f"SELECT {_COLUMNS} FROM documents LIMIT 1").fetchone()
            self._base.execute("SELECT name, value FROM notes LIMIT 1").fetchone()
        except sqlite3.Error:
            self._base.close()
            raise

    def outputs(self) -> Iterator[tuple[str, str]]:
        """Every output with its case (``kind/id`` or ``kind/id#item``), by name."""
        rows = self._base.execute('SELECT output, "case" FROM documents ORDER BY output').fetchall()
        yield from (row for row in rows if all(type(value) is str for value in row))

    def entries(self, outputs: Iterable[str]) -> dict[str, Entry]:
        """What is known of these outputs."""
        found: dict[str, Entry] = {}
        asked = list(outputs)
        for start in range(0, len(asked), _AT_ONCE):
            some = asked[start : start + _AT_ONCE]
            places = ", ".join("?" * len(some))
            for row in self._base.execute(f"SELECT {_COLUMNS} FROM documents WHERE output IN ({places})", some):
                if [type(value) for value in row] == _TYPES:
                    found[row[0]] = Entry(*row)
        return found

    def all(self) -> Iterator[tuple[str, str, str, str]]:
        """Output, document, case and SHA-256 of every document, in the order of outputs."""
        yield from self._base.execute('SELECT output, document, "case", digest FROM documents ORDER BY output')

    def enter(self, entries: Iterable[Entry]) -> None:
        """Note documents about to be put in place, all or none. Raises OSError."""
        rows = [(each.output, each.document, each.case, each.digest, each.inputs, each.before) for each in entries]
        with self._written():
            self._base.executemany(
                f"INSERT INTO documents ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (output) DO UPDATE SET "
                'document = excluded.document, "case" = excluded."case", digest = excluded.digest, '
                "inputs = excluded.inputs, before = excluded.before",
                rows,
            )

    def drop(self, output: str) -> None:
        """Raises OSError."""
        with self._written():
            self._base.execute("DELETE FROM documents WHERE output = ?", (output,))

    def note(self, name: str) -> Any:
        """A JSON value that an earlier run left; None where there is none."""
        row = self._base.execute("SELECT value FROM notes WHERE name = ?", (name,)).fetchone()
        try:
            return json.loads(row[0]) if row else None
        except (ValueError, RecursionError):
            return None

    def leave_note(self, name: str, value: Any) -> None:
        """Leave a JSON value for later runs, or take it away (None). Raises OSError."""
        with self._written():
            self._base.execute("DELETE FROM notes WHERE name = ?", (name,))
            if value is not None:
                text = json.dumps(value, ensure_ascii=False)
                self._base.execute("INSERT INTO notes VALUES (?, ?)", (name, text))

    @contextlib.contextmanager
    def _written(self) -> Iterator[None]:
        """One transaction. Raises OSError when the disk does not take it."""
        try:
            self._base.execute("BEGIN IMMEDIATE")
            yield
            self._base.execute("COMMIT")
        except sqlite3.Error as problem:
            with contextlib.suppress(sqlite3.Error):
                self._base.execute("ROLLBACK")
            raise OSError(_reason(problem), str(problem)) from None
        except BaseException:
            with contextlib.suppress(sqlite3.Error):
                self._base.execute("ROLLBACK")
            raise

    def close(self) -> None:
        with contextlib.suppress(sqlite3.Error):
            self._base.close()


def _reason(problem: sqlite3.Error) -> int:
    import errno

    full = getattr(problem, "sqlite_errorname", "") == "SQLITE_FULL"
    readonly = getattr(problem, "sqlite_errorname", "").startswith("SQLITE_READONLY")
    return errno.ENOSPC if full else errno.EROFS if readonly else errno.EIO


def open_record(out: Path) -> tuple[BuildRecord, list[Diagnostic]]:
    """The record of an output folder, new where there is none; a damaged one is put aside and said.

    Raises:
        OSError: when it cannot be opened or made.
    """
    file = out / FOLDER / _FILE
    try:
        return BuildRecord(file), []
    except sqlite3.OperationalError as problem:
        # It may well be whole: the folder or the disk is in the way.
        raise OSError(_reason(problem), str(problem), str(file)) from None
    except sqlite3.DatabaseError:
        aside = file.with_suffix(".damaged")
        file.replace(aside)
        for end in ("-wal", "-shm", "-journal"):
            file.with_name(_FILE + end).unlink(missing_ok=True)
        message = f"构建记录坏了，已改名为 {aside.name}；已有的文件只在内容完全相同时才算是 docgen 生成的。"
        hint = "确认 output 里没有手工改过的文件后，用 --force 重新生成"
        said = Diagnostic("DG609", "warning", message, Location(f"{FOLDER}/{_FILE}"), hint=hint)
        return BuildRecord(file), [said]
