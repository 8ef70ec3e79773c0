"""A command, run to its end: how long it took, what processors spent on it and its children, and its peak memory."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from bench.files import OUT, ROOT

DOCGEN = (sys.executable, "-c", "from docgen.__main__ import run; run()")
"""What the installed command does, from this tree and no other."""


class CommandError(Exception):
    """The command failed; the message names its exit status."""


@dataclass(frozen=True)
class Spent:
    """Seconds of wall and CPU (with children), and, if watched, the peaks of memory in bytes: the process's own, and
    that of all processes together, in which what they share is counted in each."""

    wall: float
    cpu: float
    peak: int = 0
    peak_all: int = 0


def run(command: Sequence[str | Path], log: IO[str], *, watch: bool = False) -> Spent:
    """Run a command from the project's folder. ``watch`` looks at memory as well (Linux).

    Raises:
        CommandError: when it does not end with 0.
    """
    log.flush()
    begin = time.perf_counter()
    process = subprocess.Popen([str(each) for each in command], cwd=ROOT, stdout=log, stderr=log, env=_environment())
    peaks = _watched(process.pid) if watch else (0, 0)
    _, ended, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begin
    process.returncode = os.waitstatus_to_exitcode(ended)
    if process.returncode:
        raise CommandError(f"{' '.join(str(each) for each in command[-4:])} ended with {process.returncode}")
    return Spent(wall, used.ru_utime + used.ru_stime, *peaks)


def _environment() -> dict[str, str]:
    """This process's, with byte code kept for all: an installed package has its own, a source tree may not."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": str(OUT / "bytecode")}


def timed(command: Sequence[str | Path], units: int, log: IO[str], before: Callable[[], None] | None = None,
          after: Callable[[], None] | None = None) -> Callable[[], tuple[float, float]]:  # fmt: skip
    """An entrant of a race: milliseconds a unit. What happens ``before`` and ``after`` is not timed."""

    def once() -> tuple[float, float]:
        if before is not None:
            before()
        os.sync()  # what others have written is not to be waited for in here
        spent = run(command, log)
        if after is not None:
            after()
        return spent.wall / units * 1000, spent.cpu / units * 1000

    return once


def _watched(pid: int) -> tuple[int, int]:
    """The peaks of a process and of it with its descendants, looked at until it ends.

    Not ``ru_maxrss``: that begins with what the process that started it had, and takes in its children.
    """
    peak = together = 0
    while not _ended(pid):
        peak = max(peak, _high_water(pid))
        together = max(together, sum(_resident(each) for each in _family(pid)))
        time.sleep(0.05)
    return peak, together


def _ended(pid: int) -> bool:
    found = os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)
    return found is not None


def _family(pid: int) -> list[int]:
    family = [pid]
    for each in family:
        for tasks in Path(f"/proc/{each}/task").glob("*/children"):
            family += [int(child) for child in _text(tasks).split()]
    return family


def _high_water(pid: int) -> int:
    found = re.search(r"VmHWM:\s*(\d+) kB", _text(Path(f"/proc/{pid}/status")))
    return int(found[1]) * 1024 if found else 0


def _resident(pid: int) -> int:
    fields = _text(Path(f"/proc/{pid}/statm")).split()
    return int(fields[1]) * os.sysconf("SC_PAGE_SIZE") if fields else 0


def _text(file: Path) -> str:
    try:
        return file.read_text()
    except OSError:  # it has just ended
        return ""
