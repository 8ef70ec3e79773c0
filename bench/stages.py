"""Where the time of a build goes: the stack is looked at every millisecond, and each look counted for a stage.

    python -m bench.stages RESULT.json -C WORKSPACE build --jobs 1

A stage is known by the innermost of docgen's modules that tells one; what helps all (expressions, views) counts for
whoever called it. Unix only: a timer's signal does the looking, so that compiled code is not slowed.
"""

from __future__ import annotations

import json
import signal
import sys
import time
from collections import Counter
from pathlib import Path
from types import FrameType
from typing import Any

INTERVAL = 0.001
OTHER = "其余"
STAGES = ("启动、导入", "读文件", "解析", "定类型", "模式检查", "规则", "其他检查", "编译模板", "安排", "查有没有变化",
          "渲染", "压缩、打包", "写文件", "记录", OTHER)  # fmt: skip
_PLACES = {
    "load/": "解析",
    "schemas/typing": "定类型",
    "catalog/files": "读文件",
    "catalog/cases": "读文件",
    "catalog/targets": "安排",
    "catalog/outputs": "安排",
    "catalog/": "读文件",
    "check/validation": "模式检查",
    "check/gate": "模式检查",
    "check/rules": "规则",
    "check/": "其他检查",
    "render/deflate": "压缩、打包",
    "render/zip_writer": "压缩、打包",
    "render/lint": "编译模板",
    "render/": "渲染",
    "figures/": "渲染",
    "build/inputs": "查有没有变化",
    "build/wrong": "查有没有变化",
    "build/last": "查有没有变化",
    "build/writing": "写文件",
    "build/record": "记录",
}
_COMPILING = {"_compile", "_compiled", "compile_template", "check_template"}


def stage_of(frames: list[tuple[str, str]]) -> str:
    """The stage of a stack of (file, function), the innermost first."""
    if any(file.startswith("<frozen importlib") for file, _ in frames):
        return STAGES[0]
    own = [(file.rpartition("/docgen/")[2], name) for file, name in frames if "/docgen/" in file]
    if any(file.startswith("render/") and name in _COMPILING for file, name in own):
        return "编译模板"
    for file, _ in own:
        places = [place for place in _PLACES if file.startswith(place)]
        if places:
            return _PLACES[max(places, key=len)]
    return OTHER


def main() -> None:
    seen: Counter[str] = Counter()

    def look(_: int, frame: FrameType | None) -> None:
        frames = []
        while frame is not None:
            frames.append((frame.f_code.co_filename.replace("\\", "/"), frame.f_code.co_name))
            frame = frame.f_back
        seen[stage_of(frames)] += 1

    signal.signal(signal.SIGALRM, look)
    signal.setitimer(signal.ITIMER_REAL, INTERVAL, INTERVAL)
    begin = time.perf_counter()
    try:
        status = _run(sys.argv[2:])
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    wall = time.perf_counter() - begin
    total = seen.total()
    found = {"wall": wall, "looks": total, "stages": {name: wall * seen[name] / total for name in STAGES}}
    Path(sys.argv[1]).write_text(json.dumps(found, ensure_ascii=False), "utf-8")
    sys.exit(status)


def _run(words: list[str]) -> int:
    from docgen.cli import cli

    status: Any = cli.main(words, standalone_mode=False)
    return status if isinstance(status, int) else 0


if __name__ == "__main__":
    main()
