"""One Python engine in a process of its own; requests and replies are one JSON object a line.

    python -m bench.worker bench.adapters:docxtpl TEMPLATE CASES.json

The same words as ``worker.mjs`` of the peers, so that both are asked alike; ``only`` picks some of the cases.
"""

from __future__ import annotations

import importlib
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

Render = Callable[[Any], bytes]


def main() -> None:
    target, template, cases = sys.argv[1:4]
    module, _, factory = target.partition(":")
    data = json.loads(Path(cases).read_text("utf-8"))
    render: Render = getattr(importlib.import_module(module), factory)(template)
    replies, sys.stdout = sys.stdout, sys.stderr
    print(json.dumps({"ready": True}), file=replies, flush=True)
    for line in sys.stdin:
        request = json.loads(line)
        if request["op"] == "quit":
            break
        try:
            reply = _answer(request, render, data)
        except Exception as problem:  # an engine may fail in any way: that is a result
            reply = {"error": f"{type(problem).__name__}: {problem}"}
        print(json.dumps(reply), file=replies, flush=True)


def _answer(request: dict[str, Any], render: Render, cases: list[Any]) -> dict[str, Any]:
    if request["op"] == "dump":
        Path(request["path"]).write_bytes(render(cases[request["i"]]))
        return {"ok": True}
    made, asked = 0, [cases[number] for number in request.get("only", range(len(cases)))]
    cpu, wall = time.process_time(), time.perf_counter()
    for number in range(request["n"]):
        made += len(render(asked[number % len(asked)]))
    return {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu, "bytes": made}


if __name__ == "__main__":
    main()
