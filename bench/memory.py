"""Peak memory of a build over very many cases, with figures and a list, against a build without a case."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import IO

from bench import workspace
from bench.files import OUT
from bench.processes import DOCGEN, CommandError, Spent, run
from bench.race import Spread
from bench.result import Entry, Row

A_CASE = 4096
"""Bytes that a case may cost the main process."""
RATIO = "主进程 / 限度"


def memory(count: int, log: IO[str]) -> Row:
    row = Row("memory", f"内存峰值，{count} 份案卷", "MB")
    if sys.platform != "linux":
        row.missing = "只在 Linux 上能量"
        return row
    try:
        none = _built(0, log)
        many = _built(count, log)
    except CommandError as problem:
        row.missing = str(problem)
        return row
    allowed = none.peak * 1.5 + count * A_CASE
    row.entries = [
        _entry("没有案卷，主进程", none.peak),
        _entry(f"{count} 份案卷，主进程", many.peak),
        _entry(f"{count} 份案卷，所有进程（有重复计算）", many.peak_all),
        _entry("主进程的限度（没有案卷时的 1.5 倍，每份再加 4 KB）", round(allowed)),
    ]
    row.ratios = {RATIO: Spread.of([many.peak / allowed])}
    row.note = f"用时 {many.wall:.0f} 秒，处理器 {many.cpu:.0f} 秒"
    return row


def _built(count: int, log: IO[str]) -> Spent:
    place: Path = OUT / "memory"
    workspace.write(count, place, yearly=True)
    return run([*DOCGEN, "-q", "-C", place, "build"], log, watch=True)


def _entry(name: str, size: int) -> Entry:
    return Entry(name, Spread.of([size / 1e6]))
