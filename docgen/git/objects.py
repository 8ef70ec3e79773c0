"""Object names in, contents out: one ``git cat-file --batch`` for as long as the repository is open."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from threading import Timer
from typing import IO

from docgen.git.process import TIMEOUT, command, environment
from docgen.git.trouble import no_git, said_by_git

NAME = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_CHUNK = 1 << 16


class Objects:
    """The contents of objects by their full names. Close it when done."""

    def __init__(self, top: Path) -> None:
        self._top = top
        self._process: subprocess.Popen[bytes] | None = None

    def read(self, name: str, limit: int) -> bytes | None:
        """The first ``limit`` bytes of an object; ``None`` where this computer does not have it. Raises GitError."""
        if not NAME.fullmatch(name):
            return None
        process = self._started()
        assert process.stdin is not None
        assert process.stdout is not None
        watch = Timer(TIMEOUT, process.kill)
        watch.daemon = True
        watch.start()
        try:
            process.stdin.write(name.encode("ascii") + b"\n")
            process.stdin.flush()
            words = process.stdout.readline().split()
            if len(words) == 2 and words[1] == b"missing":
                return None
            return self._content(process.stdout, int(words[2]), limit)
        except (OSError, IndexError, ValueError):
            self.close()
            raise said_by_git("cat-file ended early", str(self._top)) from None
        finally:
            watch.cancel()

    def _content(self, answer: IO[bytes], size: int, limit: int) -> bytes:
        content = answer.read(min(size, limit))
        left = size - len(content)
        while left > 0:
            left -= len(answer.read(min(left, _CHUNK))) or left
        if answer.read(1) != b"\n":
            raise ValueError
        return content

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            try:
                self._process = subprocess.Popen(
                    command(self._top, ["cat-file", "--batch"]), cwd=self._top, env=environment(self._top),
                    stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                )  # fmt: skip
            except OSError:
                raise no_git() from None
        return self._process

    def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is None:
            return
        for pipe in (process.stdin, process.stdout):
            try:
                if pipe is not None:
                    pipe.close()
            except OSError:
                pass
        try:
            process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
