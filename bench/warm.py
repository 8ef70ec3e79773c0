"""Warm rendering: each engine in a process of its own, data in memory, document bytes out."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import IO

from bench.engines import KINDS, Engine, Material
from bench.files import OUT
from bench.race import race
from bench.result import Entry, Row, entries, pairs
from bench.texts import lines
from bench.workers import EngineError, Worker

CHECKED = 3
"""The case whose document is held against docxtpl's."""
_PAIRS = [("docxtpl", "docgen"), ("docxtemplater", "docgen"), ("easy-template-x", "docgen"),
          ("docx-templates", "docgen"), ("carbone", "docgen"), ("docgen", "floor")]  # fmt: skip


def warm(kind: str, engines: Sequence[Engine], material: Material, rounds: int, block: float, log: IO[str]) -> Row:
    """One document through every engine; ``block`` is how many seconds of work one turn is."""
    row = Row(f"warm_{kind}", f"{KINDS[kind]}，热启动渲染", "毫秒/份")
    ready: dict[str, Worker] = {}
    notes: dict[str, str] = {}
    failed: list[Entry] = []
    text: list[str] = []
    with ExitStack() as stack:
        for engine in sorted(engines, key=lambda each: each.name != "docxtpl"):
            try:
                template = material.template(kind, engine.dialect)
                worker = Worker([*engine.command], template, material.cases(kind), engine.folder, log)
                stack.callback(worker.close)
                found = _text(worker, OUT / "documents" / f"{kind}-{engine.name}.docx")
                text = text or found
                notes[engine.name] = "" if found == text else "文字与 docxtpl 的不同"
                ready[engine.name] = worker
            except (EngineError, ValueError) as problem:
                failed.append(Entry(engine.name, note=f"没有测：{problem}"))
        counts = {name: _settled(worker, block) for name, worker in ready.items()}
        times = race({name: partial(worker.run, counts[name]) for name, worker in ready.items()}, rounds)
    row.entries = entries(times, "docxtpl", notes) + failed
    row.ratios = pairs(times, _PAIRS)
    return row


def _text(worker: Worker, file: Path) -> list[str]:
    file.parent.mkdir(parents=True, exist_ok=True)
    worker.dump(CHECKED, file)
    return lines(file.read_bytes())


def _settled(worker: Worker, block: float) -> int:
    """How many documents fill a turn, asked after compilers and caches have settled."""
    speed = worker.run(5)[0] / 1000
    worker.run(max(5, round(2 * block / speed)))
    speed = worker.run(5)[0] / 1000
    return max(3, min(20_000, round(block / speed)))
