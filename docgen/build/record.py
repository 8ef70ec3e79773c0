"""The build record in ``output/.docgen``: what was written from what, kept so that a killed run loses nothing.

Each document is entered *before* it is put in place; the last line for an output counts.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

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
class Record:
    """The entries by output, and every digest that docgen itself ever gave an output."""

    file: Path
    entries: dict[str, Entry] = field(default_factory=dict)
    ours: dict[str, set[str]] = field(default_factory=dict)
    _journal: IO[str] | None = None

    def enter(self, entry: Entry) -> None:
        """Note a document about to be put in place, on disk before this returns."""
        self._note(entry)
        if self._journal is None:
            self._journal = self.file.open("a", encoding="utf-8", newline="\n")
        self._journal.write(_line(entry))
        self._journal.flush()
        os.fsync(self._journal.fileno())

    def drop(self, output: str) -> None:
        self.entries.pop(output, None)
        self.ours.pop(output, None)

    def close(self) -> None:
        """Write the record anew, without what later lines have replaced."""
        if self._journal is not None:
            self._journal.close()
            self._journal = None
        beside = self.file.with_suffix(".new")
        header = json.dumps({"format": _FORMAT}) + "\n"
        with beside.open("w", encoding="utf-8", newline="\n") as stream:
            stream.write(header + "".join(_line(self.entries[output]) for output in sorted(self.entries)))
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(self.file)

    def _note(self, entry: Entry) -> None:
        self.entries[entry.output] = entry
        self.ours.setdefault(entry.output, set()).add(entry.digest)


def read_record(out: Path) -> tuple[Record, list[Diagnostic]]:
    """The record of an output folder, made where there is none; a damaged one is put aside and said."""
    file = out / FOLDER / "record.jsonl"
    record = Record(file)
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
    except (ValueError, KeyError, TypeError, AttributeError):
        return Record(file), [_put_aside(file)]
    if torn:
        # A run was killed while it wrote this line: the document it speaks of was not yet in place.
        file.write_text("".join(line + "\n" for line in lines), "utf-8", newline="\n")
    return record, []


def _read_line(data: dict[str, Any], record: Record) -> None:
    if "format" in data:
        if data["format"] != _FORMAT:
            raise ValueError(data["format"])
        return
    record._note(Entry(data["output"], data["document"], data["case"], data["digest"], dict(data["inputs"])))


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
