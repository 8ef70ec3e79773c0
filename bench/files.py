"""Where the bench keeps what it makes: a folder of its own, which git ignores."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "bench/out"
ASIDE = OUT / "aside"


def write_json(file: Path, value: Any) -> None:
    file.write_text(json.dumps(value, ensure_ascii=False, indent=1), "utf-8")


def put_aside(folder: Path) -> None:
    """Out of the way, to be removed at the end: for minutes after many were removed, ext4 makes files slowly."""
    if folder.exists():
        ASIDE.mkdir(parents=True, exist_ok=True)
        folder.rename(ASIDE / str(time.time_ns()))
