"""The stages of the end-to-end run, as a row of the result (`bench.stages` does the looking)."""

from __future__ import annotations

import json
import signal
import sys
from typing import IO

from bench import workspace
from bench.builds import build_words
from bench.files import OUT, put_aside
from bench.processes import CommandError, run
from bench.race import Spread
from bench.result import Entry, Row


def breakdown(count: int, rounds: int, log: IO[str]) -> Row:
    """Milliseconds a document in each stage, and the share of it."""
    row = Row("stages", f"时间花在哪里，{count} 份，1 个进程", "毫秒/份")
    if not hasattr(signal, "setitimer"):
        row.missing = "这个系统没有定时信号"
        return row
    place, result = OUT / "stages", OUT / "stages.json"
    workspace.write(count, place, first=200_000)
    found = []
    for _ in range(rounds):
        put_aside(place / "output")
        try:
            run([sys.executable, "-m", "bench.stages", result, *build_words(place)], log)
        except CommandError as problem:
            row.missing = str(problem)
            return row
        found.append(json.loads(result.read_text("utf-8")))
    whole = sum(each["wall"] for each in found)
    for name in found[0]["stages"]:
        share = sum(each["stages"][name] for each in found) / whole
        spread = Spread.of([each["stages"][name] / count * 1000 for each in found])
        row.entries.append(Entry(name, spread, note=f"{share:.1%}"))
    return row
