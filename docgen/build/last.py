"""The last whole run: if not a byte of the workspace has changed since, it says what this one would say.

Reads and hashes only, and imports nothing that checks or renders.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import docgen
from docgen.build.outcome import Built, Outcome
from docgen.build.record import BuildRecord
from docgen.model import Diagnostic, Location, Related

if TYPE_CHECKING:
    from docgen.build.pdfs import Pdfs

_NOTE = "last"
_FOLDERS = ("schemas", "templates", "cases")


@dataclass
class Ran:
    """A whole run: the documents, what checking found, and what is dated after the day of the documents.

    ``day`` is that day; ``later`` are the ways to such facts in labels, each with its date; ``pdfs`` what became of
    the PDFs that were asked for.
    """

    built: Built
    findings: list[Diagnostic] = field(default_factory=list)
    later: list[tuple[str, str]] = field(default_factory=list)
    day: str = ""
    pdfs: Pdfs | None = None


def code_digest() -> str:
    """The version of docgen and the code itself, down to the moment when each file of it was changed."""
    found = sha256(docgen.__version__.encode())
    for name, entry in sorted(_files(Path(docgen.__file__).parent)):
        if name.endswith((".py", ".json")):
            stat = entry.stat()
            found.update(f"{name} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return found.hexdigest()


def state_of(root: Path, known: Mapping[str, str] | None = None) -> str:
    """The SHA-256 of everything that a run reads in the workspace; ``known`` are digests of files just read."""
    known = known or {}
    found = sha256(code_digest().encode())
    for name in names_of(root):
        found.update(f"{name}\0{known.get(name) or _digest(root / name)}\n".encode("utf-8", "surrogatepass"))
    return found.hexdigest()


def before_reading(root: Path) -> dict[str, str]:
    """Every file of the workspace with its digest; without, for the file of a case, whose reader tells what it read."""
    return {name: "" if _is_case(name) else _digest(root / name) for name in names_of(root)}


def names_of(root: Path) -> list[str]:
    """The files that a run may read, by name."""
    return sorted(["docgen.yaml", *(f"{top}/{name}" for top in _FOLDERS for name, _ in _files(root / top))])


def _is_case(name: str) -> bool:
    return name.startswith("cases/") and name.count("/") == 2


def _files(folder: Path) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Every file below a folder, also behind links, by its name from there."""
    waiting = [(str(folder), "")]
    linked: set[str] = set()
    while waiting:
        place, prefix = waiting.pop()
        try:
            entries = list(os.scandir(place))
        except OSError:
            continue
        for entry in entries:
            if _is_folder(entry) and entry.name != "__pycache__":
                if entry.is_symlink():
                    target = os.path.realpath(entry.path)
                    if target in linked:
                        continue
                    linked.add(target)
                waiting.append((entry.path, f"{prefix}{entry.name}/"))
            else:
                yield prefix + entry.name, entry


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link to itself
        return False


def _digest(file: Path) -> str:
    try:
        with open(file, "rb") as stream:  # noqa: PTH123  thousands of files
            return sha256(stream.read()).hexdigest()
    except OSError as problem:
        return f"unreadable {problem.errno}"


def remember(record: BuildRecord, state: str, ran: Ran, titles: Mapping[str, str]) -> None:
    """Note a run that left every document as it should be. Raises OSError."""
    note = {
        "state": state, "titles": dict(titles), "later": ran.later, "day": ran.day,
        "findings": [asdict(each) for each in ran.findings],
        "diagnostics": [asdict(each) for each in ran.built.diagnostics],
    }  # fmt: skip
    record.leave_note(_NOTE, note)


def forget(record: BuildRecord) -> None:
    """What is about to change can no longer be said to be the last whole run. Raises OSError."""
    record.leave_note(_NOTE, None)


def unchanged(record: BuildRecord, root: Path, out: Path) -> Ran | None:
    """What a whole run would say, if neither the workspace nor any document has changed since the last one."""
    note = record.note(_NOTE)
    if not isinstance(note, dict) or note.get("state") != state_of(root):
        return None
    try:
        ran = Ran(
            Built(diagnostics=[_diagnostic(each) for each in note["diagnostics"]]),
            [_diagnostic(each) for each in note["findings"]],
            [(str(label), str(day)) for label, day in note["later"]],
            str(note["day"]),
        )
        titles = {str(name): str(title) for name, title in note["titles"].items()}
    except (KeyError, TypeError, ValueError, AttributeError):
        return None
    place = f"{out}/"
    for output, document, case, digest in record.all():
        if type(output) is not str or document not in titles or _digest(Path(place + output)) != digest:
            return None
        ran.built.outcomes.append(Outcome(document, titles[document], case, output, "current", "没有变化"))
    return ran


def _diagnostic(data: dict[str, Any]) -> Diagnostic:
    related = tuple(Related(Location(**each["location"]), each["message"]) for each in data["related"])
    notes = tuple((str(label), str(text)) for label, text in data["notes"])
    return Diagnostic(**data | {"location": Location(**data["location"]), "related": related, "notes": notes})
