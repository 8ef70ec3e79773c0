"""Whole runs over a folder of cases: end to end, two processes against one, and a second run with nothing changed."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import IO

from bench import workspace
from bench.files import OUT, put_aside
from bench.processes import DOCGEN, CommandError, run, timed
from bench.race import race, ratio
from bench.result import Row, entries, pairs
from bench.texts import lines

ONE, TWO = "docgen，1 个进程", "docgen，2 个进程"
FIRST, AGAIN = "第一次", "第二次，没有变化"
SCRIPT = "docxtpl 脚本"
SPIN_ONE, SPIN_TWO = "只计算，1 个进程", "只计算，2 个进程"


def build_words(place: Path, jobs: int = 1) -> list[str | Path]:
    """What is typed after ``docgen``."""
    return ["-q", "-C", place, "build", "--jobs", str(jobs)]


def build_command(place: Path, jobs: int = 1) -> list[str | Path]:
    return [*DOCGEN, *build_words(place, jobs)]


def end_to_end(count: int, rounds: int, log: IO[str]) -> Row:
    """Read, parse, check, render, write and record, against a script that only reads, renders and writes."""
    row = Row("end_to_end", f"从案卷到文书，{count} 份，1 个进程", "毫秒/份")
    place, out = OUT / "end_to_end", OUT / "end_to_end_script"
    workspace.write(count, place)
    plain: list[str | Path] = [
        sys.executable,
        "-m",
        "bench.plain_script",
        place / workspace.TEMPLATE,
        place / workspace.CASES,
        out,
    ]
    try:
        times = race(
            {
                "docgen": timed(build_command(place), count, log, lambda: put_aside(place / "output")),
                SCRIPT: timed(plain, count, log, lambda: put_aside(out)),
            },
            rounds,
        )
        note = _same_texts(place / "output", out, count)
    except (CommandError, ValueError) as problem:
        row.missing = str(problem)
        return row
    row.entries = entries(times, SCRIPT, {SCRIPT: note})
    row.ratios = pairs(times, [(SCRIPT, "docgen")])
    return row


def jobs_and_second_run(count: int, rounds: int, log: IO[str]) -> list[Row]:
    """Two rows over one workspace: 2 processes against 1, and a second run against the first."""
    jobs = Row("jobs", f"2 个进程与 1 个进程，{count} 份", "毫秒/份")
    second = Row("second_run", f"没有变化再做一次，{count} 份", "毫秒/份")
    place = OUT / "builds"
    workspace.write(count, place, first=100_000)
    output = place / "output"
    new, whole = lambda: put_aside(output), lambda: _whole(output, count)
    entrants = {
        ONE: timed(build_command(place), count, log, new, whole),
        TWO: timed(build_command(place, 2), count, log, new, whole),
        AGAIN: timed(build_command(place), count, log),
    }
    for name, processes in ((SPIN_ONE, "1"), (SPIN_TWO, "2")):
        entrants[name] = timed([sys.executable, "-m", "bench.spin", processes], 1, log)
    try:
        run(build_command(place), log)
        times = race(entrants, rounds)
    except CommandError as problem:
        jobs.missing = second.missing = str(problem)
        return [jobs, second]
    jobs.entries = entries({name: times[name] for name in (ONE, TWO)}, ONE, {})
    jobs.ratios = pairs(times, [(ONE, TWO)])
    most = ratio(times[SPIN_ONE].wall, times[SPIN_TWO].wall)
    jobs.note = f"同样的几轮里，只计算的程序，2 个进程的速度是 1 个的 {most.median:.2f} 倍：机器最多给得出这么多。"
    renamed = {FIRST: times[ONE], AGAIN: times[AGAIN]}
    second.entries = entries(renamed, FIRST, {})
    second.ratios = pairs(renamed, [(FIRST, AGAIN)])
    return [jobs, second]


def _whole(output: Path, count: int) -> None:
    made = sum(1 for _ in output.rglob("*.docx"))
    if made != count:
        raise CommandError(f"{made} of {count} documents were made")


def _same_texts(ours: Path, theirs: Path, count: int) -> str:
    """A note where the documents of the two differ in number or, first and last, in text."""
    made = {each.name: each for each in ours.rglob("*.docx")}
    others = sorted(theirs.glob("*.docx"))
    if len(made) != count or len(others) != count:
        return f"份数不对：{len(made)}、{len(others)}"
    looked_at = (others[0], others[-1])
    same = all(lines(each.read_bytes()) == lines(made[each.name].read_bytes()) for each in looked_at)
    return "" if same else "文字与 docgen 的不同"
