"""The whole race, side by side in one run: ``python -m bench``, or ``make bench``.

Writes ``results.json``, ``results.md`` and ``results.svg`` into ``bench/out``; ``--publish`` copies the table and the
picture into ``docs/performance``.
"""

from __future__ import annotations

import argparse
import datetime
import json
import shutil
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

from bench.breakdown import breakdown
from bench.builds import end_to_end, jobs_and_second_run
from bench.cold import cold
from bench.engines import KINDS, material, node_engines, python_engines
from bench.files import ASIDE, OUT, ROOT, write_json
from bench.machine import facts
from bench.memory import memory
from bench.own_templates import own_templates
from bench.picture import picture
from bench.report import page
from bench.result import Row
from bench.warm import warm


@dataclass(frozen=True)
class Size:
    """How much of everything: rounds, seconds a turn, documents."""

    title: str
    rounds: int
    block: float
    own_rounds: int
    own_block: float
    end_to_end: int
    builds: int
    build_rounds: int
    cold: int


SIZES = {
    "quick": Size("试跑，数字不作数", 3, 0.1, 2, 0.02, 100, 200, 2, 3),
    "usual": Size("平常的一轮", 7, 0.4, 5, 0.1, 1000, 4000, 5, 15),
    "full": Size("完整的一轮", 11, 0.7, 7, 0.3, 4000, 4000, 7, 21),
}
SECTIONS = ("warm", "own", "end", "builds", "cold", "stages", "memory")


def main() -> None:
    chosen = _arguments()
    size = SIZES["quick" if chosen.quick else "full" if chosen.full else "usual"]
    OUT.mkdir(parents=True, exist_ok=True)
    remarks: list[str] = []
    with (OUT / "log.txt").open("w", encoding="utf-8") as log:
        rows: list[Row] = []
        try:
            for name in chosen.only:
                begin = time.perf_counter()
                rows += _rows(name, size, chosen, remarks, log)
                print(f"{name}: {time.perf_counter() - begin:.0f} s", file=sys.stderr)
        finally:
            shutil.rmtree(ASIDE, ignore_errors=True)
    results = {
        "day": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "mode": size.title,
        "machine": facts(),
        "remarks": remarks,
        "rows": [row.json() for row in rows],
    }
    _write(results)
    print(page(results))
    if chosen.publish:
        _publish()


def _rows(name: str, size: Size, chosen: argparse.Namespace, remarks: list[str], log: IO[str]) -> Iterator[Row]:
    """The rows of a section."""
    if name == "warm":
        engines, why = node_engines()
        shared = material()
        remarks += [f"没有比 Node 的引擎：{why}。"] if why else []
        remarks += ["两份文书是本工程自己的，不是 peers 的。"] if shared.origin == "bench" else []
        for kind in KINDS:
            yield warm(kind, [*python_engines(), *engines], shared, size.rounds, size.block, log)
    elif name == "own":
        yield from own_templates(size.own_rounds, size.own_block, log)
    elif name == "end":
        yield end_to_end(size.end_to_end, size.build_rounds, log)
    elif name == "builds":
        yield from jobs_and_second_run(size.builds, size.rounds, log)
    elif name == "cold":
        yield from cold(size.cold, log)
    elif name == "stages":
        yield breakdown(size.end_to_end, size.build_rounds, log)
    elif chosen.full or chosen.cases:
        yield memory(chosen.cases or 100_000, log)


def _write(results: dict[str, Any]) -> None:
    # Through JSON, so that what is shown is what was kept.
    write_json(OUT / "results.json", results)
    kept = json.loads((OUT / "results.json").read_text("utf-8"))
    (OUT / "results.md").write_text(page(kept), "utf-8")
    (OUT / "results.svg").write_text(picture(kept), "utf-8")


def _publish() -> None:
    place = ROOT / "docs/performance"
    place.mkdir(exist_ok=True)
    for name in ("results.md", "results.svg"):
        shutil.copyfile(OUT / name, place / name)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Races docgen against other docx engines.")
    sizes = parser.add_mutually_exclusive_group()
    sizes.add_argument("--quick", action="store_true", help="a minute, to see that all of it works")
    sizes.add_argument("--full", action="store_true", help="more rounds, and memory with 100,000 cases")
    parser.add_argument("--cases", type=int, default=0, help="measure memory with so many cases")
    parser.add_argument(
        "--only", nargs="+", default=SECTIONS, choices=SECTIONS, metavar="SECTION", help=", ".join(SECTIONS)
    )
    parser.add_argument("--publish", action="store_true", help="copy table and picture into docs/performance")
    chosen = parser.parse_args()
    if chosen.publish and (chosen.quick or set(chosen.only) != set(SECTIONS)):
        parser.error("--publish takes a whole run: neither --quick nor --only")
    return chosen


if __name__ == "__main__":
    main()
