"""Word files -> the bytes of their PDFs, as they get ready: many files a call, one LibreOffice a worker.

A call that dies or stands still is stopped; what it had made counts, the file that it was at goes alone, the others
go on in a new call.
"""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
import threading
import zipfile
from collections import deque
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from queue import Empty, Full, Queue

from docgen.model import Diagnostic
from docgen.pdf.marks import is_finished, marked
from docgen.pdf.office import call, find_office, make_profile
from docgen.pdf.trouble import does_not_start, not_converted, too_slow, unreadable

BATCH = 50
"""Files of a call, at most: starting costs as much as some five files, and a call that dies costs little."""
TIMEOUT = 120.0
"""Seconds in which LibreOffice must finish at least one more file."""
_SMALL = 8
_HOPELESS = 3
_CREATED = re.compile(rb"<dcterms:created[^>]*>([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})Z<")
_NO_MOMENT = "19800101000000"


@dataclass(frozen=True)
class Converted:
    """What became of one Word file: its PDF and the SHA-256 of the bytes it was made of, or a problem and no bytes."""

    docx: Path
    source: str
    pdf: bytes
    problem: Diagnostic | None = None


def convert(
    files: Sequence[tuple[Path, str]], *, jobs: int = 0, timeout: float = TIMEOUT, batch: int = BATCH
) -> Generator[Converted, None, None]:
    """The PDF of each file, in the order in which they get ready; a file is a path and the name to call it by.

    ``jobs`` LibreOffices work at once, 0 being one a core. Closing the iterator ends them all.

    Raises:
        OfficeError: when LibreOffice is not there or does not start.
    """
    if not files:
        return
    office = find_office()
    jobs = min(jobs or _cores(), -(-len(files) // _SMALL))
    with tempfile.TemporaryDirectory(prefix="docgen-pdf-", ignore_cleanup_errors=True) as place:
        run = _Run(office, Path(place), deque(files), jobs, timeout, max(1, batch))
        workers = [threading.Thread(target=run.work, args=(number,), daemon=True) for number in range(jobs)]
        for worker in workers:
            worker.start()
        try:
            for _ in files:
                yield run.next()
        finally:
            run.stopped.set()
            for worker in workers:
                worker.join()


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass
class _Staged:
    """A file copied under a plain name: what LibreOffice sees is what was hashed."""

    docx: Path
    name: str
    copy: Path
    source: str
    moment: str


class _Run:
    """What the workers share: files not yet begun, results, and whether LibreOffice has ever worked."""

    def __init__(
        self, office: str, place: Path, files: deque[tuple[Path, str]], jobs: int, timeout: float, batch: int
    ) -> None:
        self.office, self.place, self.files, self.jobs = office, place, files, jobs
        self.timeout, self.batch = timeout, batch
        self.results: Queue[Converted | BaseException] = Queue(2 * batch)
        self.stopped = threading.Event()
        self._lock = threading.Lock()
        self._worked = False
        self._failures = 0

    def work(self, number: int) -> None:
        """One worker: batches until there are none. What goes wrong besides becomes a result that is raised."""
        profile, turn = self.place / f"profile{number}", 0
        try:
            make_profile(profile)
            while (taken := self._take()) and not self.stopped.is_set():
                waiting = deque([self._stage(taken, self.place / f"in{number}-{turn}")])
                while waiting and not self.stopped.is_set():
                    turn += 1
                    self._convert(waiting, profile, self.place / f"out{number}-{turn}")
        except Exception as problem:
            self._say(problem)

    def next(self) -> Converted:
        """The next result. Raises what a worker raised."""
        while True:
            # With a limit, so that Ctrl-C is heard on Windows too.
            with contextlib.suppress(Empty):
                made = self.results.get(timeout=1)
                if isinstance(made, BaseException):
                    raise made
                return made

    def _take(self) -> list[tuple[Path, str]]:
        """The next files: many, but towards the end so few that all workers end together."""
        with self._lock:
            share = len(self.files) if self.jobs == 1 else -(-len(self.files) // (2 * self.jobs))
            size = min(self.batch, max(_SMALL, share), len(self.files))
            return [self.files.popleft() for _ in range(size)]

    def _stage(self, files: list[tuple[Path, str]], folder: Path) -> list[_Staged]:
        folder.mkdir()
        staged = []
        for number, (docx, name) in enumerate(files):
            copy = folder / f"{number:04}.docx"
            try:
                content = docx.read_bytes()
                copy.write_bytes(content)
                staged.append(_Staged(docx, name, copy, sha256(content).hexdigest(), _moment(copy)))
            except OSError:
                self._say(Converted(docx, "", b"", unreadable(name, "Word 文件读不出来")))
            except (zipfile.BadZipFile, EOFError, NotImplementedError, ValueError):
                self._say(Converted(docx, "", b"", unreadable(name, "它不是完好的 Word 文件")))
        return staged

    def _convert(self, waiting: deque[list[_Staged]], profile: Path, out: Path) -> None:
        """One call. What it has not made waits again: the file that it failed at alone, those behind it together."""
        batch = waiting.popleft()
        if not batch:
            return
        out.mkdir()
        end = call(self.office, profile, [each.copy for each in batch], out, timeout=self.timeout,
                   goes_on=lambda: not self.stopped.is_set())  # fmt: skip
        if end == "stopped":
            return
        made = [_whole(out / f"{each.copy.stem}.pdf") for each in batch]
        reached = len(batch) if end == "done" else max((n for n, pdf in enumerate(made) if pdf), default=-1) + 1
        self._count(any(made), out)
        again: list[list[_Staged]] = []
        for number, (each, pdf) in enumerate(zip(batch, made, strict=True)):
            if pdf:
                finished = marked(pdf, each.source, each.moment)
                self._say(Converted(each.docx, each.source, finished))
            elif len(batch) == 1:
                problem = too_slow(each.name, self.timeout) if end == "slow" else not_converted(each.name)
                self._say(Converted(each.docx, each.source, b"", problem))
            elif number <= reached:
                again.append([each])
        behind = batch[reached + 1 :]
        waiting.extendleft([*again, behind] if behind else again)
        _clear(out)

    def _count(self, worked: bool, out: Path) -> None:
        """Raises OfficeError when call after call has made nothing, and none ever did."""
        with self._lock:
            self._worked |= worked
            self._failures += not worked
            hopeless = not self._worked and self._failures >= _HOPELESS
        if hopeless:
            said = (out / "said.txt").read_text("utf-8", "replace").strip().splitlines()
            loaded = any("could not be loaded" in line for line in said)
            if not loaded:
                raise does_not_start(said[-1][:200] if said else "")

    def _say(self, result: Converted | BaseException) -> None:
        while not self.stopped.is_set():
            with contextlib.suppress(Full):
                self.results.put(result, timeout=0.2)
                return


def _moment(docx: Path) -> str:
    """When the document says that it was made. Raises what zipfile raises for a file that is no package."""
    with zipfile.ZipFile(docx) as package:
        names = set(package.namelist())
        found = _CREATED.search(package.read("docProps/core.xml")) if "docProps/core.xml" in names else None
        if "[Content_Types].xml" not in names:
            raise zipfile.BadZipFile
    return b"".join(found.groups()).decode() if found else _NO_MOMENT


def _whole(pdf: Path) -> bytes:
    """A finished PDF; empty for none, or one that LibreOffice was writing when it was stopped."""
    try:
        content = pdf.read_bytes()
    except OSError:
        return b""
    return content if is_finished(content) else b""


def _clear(folder: Path) -> None:
    for file in folder.iterdir():
        with contextlib.suppress(OSError):
            file.unlink()
