"""An engine's process, from this side: start it, have it render, stop it."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import IO, Any


class EngineError(Exception):
    """The engine did not start, or could not make a document; the message says why."""


class Worker:
    """A process that renders one template with the cases of one JSON file when it is told to."""

    def __init__(self, command: list[str], template: Path, cases: Path, folder: Path, log: IO[str]) -> None:
        """``folder`` is where the command is started. Raises EngineError."""
        self._process = subprocess.Popen(
            [*command, str(template), str(cases)], cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=log, text=True, encoding="utf-8",
        )  # fmt: skip
        if not self._reply().get("ready"):
            self.close()
            raise EngineError("did not start")

    def dump(self, case: int, file: Path) -> None:
        """Write one document. Raises EngineError."""
        self._ask(op="dump", i=case, path=str(file))

    def run(self, documents: int, **more: Any) -> tuple[float, float]:
        """Milliseconds a document, wall and CPU. Raises EngineError."""
        reply = self._ask(op="run", n=documents, **more)
        return reply["wall"] / documents * 1000, reply["cpu"] / documents * 1000

    def close(self) -> None:
        try:
            self._send({"op": "quit"})
            self._process.wait(timeout=20)
        except (OSError, subprocess.TimeoutExpired):
            self._process.kill()
            self._process.wait()

    def _ask(self, **request: Any) -> dict[str, Any]:
        self._send(request)
        reply = self._reply()
        if "error" in reply:
            raise EngineError(str(reply["error"]).partition("\n")[0][:300])
        return reply

    def _send(self, request: dict[str, Any]) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()

    def _reply(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if line.startswith("{"):
                found: dict[str, Any] = json.loads(line)
                return found
        return {"error": f"the process ended with {self._process.wait()}"}
