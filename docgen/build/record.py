"""The build record in ``output/.docgen``: what was written from what, kept so that a killed run loses nothing.

Each document is entered *before* it is put in place; the last line for an output counts.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from docgen.catalog import name_problem
from docgen.model import Diagnostic, Location

FOLDER = ".docgen"
_FORMAT = 1


@dataclass(frozen=True)
class Entry:
    """One document: its bytes' SHA-256 and the digests of all that it was made from, by name."""

    output: str
    document: str
    case: str
    digest: str
    inputs: Mapping[str, str]


@dataclass
class BuildRecord:
    """What docgen put, or was about to put, in place: several entries of an output while a write is not confirmed."""

    file: Path
    _entries: dict[str, list[Entry]] = field(default_factory=dict)
    _journal: IO[str] | None = None

    @property
    def outputs(self) -> list[str]:
        return sorted(self._entries)

    def entry(self, output: str, on_disk: str) -> Entry | None:
        """The entry that tells of the bytes on disk (a SHA-256), else the last one; None for an unknown output."""
        entries = self._entries.get(output, [])
        found = [entry for entry in entries if entry.digest == on_disk]
        return found[-1] if found else entries[-1] if entries else None

    def knows(self, output: str, on_disk: str) -> bool:
        """Whether docgen itself gave the output these bytes."""
        return any(entry.digest == on_disk for entry in self._entries.get(output, []))

    def enter(self, entry: Entry) -> None:
        """Note a document about to be put in place, on disk before this returns. Raises OSError, and then nothing
        is noted."""
        if self._journal is None:
            self._journal = self.file.open("a", encoding="utf-8", newline="\n")
        whole = os.fstat(self._journal.fileno()).st_size
        try:
            self._journal.write(_line(entry))
            self._journal.flush()
            os.fsync(self._journal.fileno())
        except OSError:
            # A half line would take the next one with it.
            with contextlib.suppress(OSError):
                self._journal.close()
            with contextlib.suppress(OSError):
                os.truncate(self.file, whole)
            self._journal = None
            raise
        self.note(entry)

    def note(self, entry: Entry) -> None:
        self._entries.setdefault(entry.output, []).append(entry)

    def confirm(self, entry: Entry) -> None:
        """The document is in place: what was said of its output before no longer counts."""
        self._entries[entry.output] = [entry]

    def drop(self, output: str) -> None:
        self._entries.pop(output, None)

    def close(self) -> None:
        """Write the record anew without what no longer counts; where that fails, the journal still tells everything."""
        if self._journal is not None:
            self._journal.close()
            self._journal = None
        beside = self.file.with_suffix(".new")
        try:
            with beside.open("w", encoding="utf-8", newline="\n") as stream:
                stream.write(json.dumps({"format": _FORMAT}) + "\n")
                stream.writelines(_line(entry) for output in self.outputs for entry in self._entries[output])
                stream.flush()
                os.fsync(stream.fileno())
            beside.replace(self.file)
        except OSError:
            with contextlib.suppress(OSError):
                beside.unlink()


def read_record(out: Path) -> tuple[BuildRecord, list[Diagnostic]]:
    """The record of an output folder, empty where there is none; a damaged one is put aside and said."""
    file = out / FOLDER / "record.jsonl"
    record = BuildRecord(file)
    try:
        lines = file.read_text("utf-8").split("\n")
    except FileNotFoundError:
        return record, []
    except (OSError, UnicodeDecodeError):
        return record, [_put_aside(file)]
    torn = lines.pop()
    try:
        for line in lines:
            _read_line(json.loads(line), record)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return BuildRecord(file), [_put_aside(file)]
    if torn:
        # A run was killed while it wrote this line: the document it speaks of was not yet in place.
        record.close()
    return record, []


def _read_line(data: dict[str, Any], record: BuildRecord) -> None:
    """One line of the record. Raises ValueError and the like for what docgen would not have written."""
    if "format" in data:
        if data["format"] != _FORMAT:
            raise ValueError(data["format"])
        return
    entry = Entry(data["output"], data["document"], data["case"], data["digest"], dict(data["inputs"]))
    texts = (entry.output, entry.document, entry.case, entry.digest, *entry.inputs, *entry.inputs.values())
    if not all(isinstance(text, str) for text in texts) or name_problem(entry.output):
        raise ValueError(data)
    record.note(entry)


def _line(entry: Entry) -> str:
    data = {"output": entry.output, "document": entry.document, "case": entry.case, "digest": entry.digest,
            "inputs": dict(entry.inputs)}  # fmt: skip
    return json.dumps(data, ensure_ascii=False, sort_keys=True) + "\n"


def _put_aside(file: Path) -> Diagnostic:
    aside = file.with_suffix(".damaged")
    file.replace(aside)
    message = f"构建记录坏了，已改名为 {aside.name}；已有的文件只在内容完全相同时才算是 docgen 生成的。"
    hint = "确认 output 里没有手工改过的文件后，用 --force 重新生成"
    return Diagnostic("DG609", "warning", message, Location(f"{FOLDER}/{file.name}"), hint=hint)
