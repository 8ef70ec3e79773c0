"""A real Dask scheduler and real workers on this machine, each with folders of its own."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from tests.conftest import ROOT


class Machines:
    """A scheduler, and workers that come and go."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.workers: list[subprocess.Popen[bytes]] = []
        self._all: list[subprocess.Popen[bytes]] = []
        self._file = place / "scheduler.json"
        self._start("scheduler", "dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-show", "--no-dashboard")
        deadline = time.monotonic() + 60
        while not self._file.exists():
            assert time.monotonic() < deadline, (place / "scheduler.log").read_text()
            time.sleep(0.05)
        self.address = str(json.loads(self._file.read_text())["address"])

    def add_worker(self, code: Path = ROOT) -> subprocess.Popen[bytes]:
        """One more worker, with one thread; ``code`` is the folder that holds its docgen."""
        name = f"worker{len(self.workers)}"
        process = self._start(
            name, "dask_worker", "--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1",
            "--local-directory", str(self.place / name / "dask"), code=code,
        )  # fmt: skip
        self.workers.append(process)
        return process

    def _start(self, name: str, module: str, *words: str, code: Path = ROOT) -> subprocess.Popen[bytes]:
        folder = self.place / name
        (folder / "tmp").mkdir(parents=True)
        command = [sys.executable, "-m", f"distributed.cli.{module}", "--scheduler-file", str(self._file), *words]
        own = {"TMPDIR": str(folder / "tmp"), "HOME": str(folder), "XDG_CACHE_HOME": str(folder / "cache")}
        path = os.pathsep.join([str(code), os.environ.get("PYTHONPATH", "")])
        with (self.place / f"{name}.log").open("wb") as log:
            process = subprocess.Popen(
                command, cwd=folder, env=dict(os.environ) | own | {"PYTHONPATH": path}, stdout=log, stderr=log
            )  # fmt: skip
        self._all.append(process)
        return process

    def close(self) -> None:
        for process in reversed(self._all):
            process.kill()
        for process in self._all:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(10)


@contextlib.contextmanager
def machines(place: Path, workers: int) -> Iterator[Machines]:
    """A scheduler with so many workers."""
    place.mkdir(parents=True)
    made = Machines(place)
    try:
        for _ in range(workers):
            made.add_worker()
        yield made
    finally:
        made.close()
