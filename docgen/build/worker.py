"""What runs on another machine: a run's files in a folder of its own, what it must know, batch after batch."""

from __future__ import annotations

import pickle
import shutil
import tempfile
import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from docgen.build.inputs import docgen_digest
from docgen.build.mirror import unpack
from docgen.build.work import Order, Workplace
from docgen.catalog.entries import Entries
from docgen.model import DocgenError

_KEPT = 4
"""So many runs at most have their files here: a run that was killed has not said goodbye."""


@dataclass
class _Place:
    """A run's workplace on this worker: the folder of its files, and how much it has learnt."""

    folder: Path
    workplace: Workplace
    learnt: int = 0


_places: dict[str, _Place] = {}
_lock = threading.Lock()


def do(
    folder: str, run: str, version: str, order: Order, parcels: Sequence[bytes], learnt: Sequence[bytes], work: bytes
) -> Any:  # fmt: skip
    """Do a batch; ``learnt`` and ``work`` are pickled pairs of a task and its argument.

    A worker that is new to the run sets itself up below ``folder`` first, whenever it comes.

    Raises:
        DocgenError: when this worker's docgen is not the one of the run.
    """
    with _lock:
        if docgen_digest() != version:
            raise DocgenError(f"新来的工作机上是另一个 docgen（DG631）：{docgen_digest()[:12]}，不是 {version[:12]}。")
        place = _places.get(run) or _set_up(folder, run, order, parcels)
        for each in learnt[place.learnt :]:
            task, argument = pickle.loads(each)
            task(place.workplace, argument)
            place.learnt += 1
        task, batch = pickle.loads(work)
        return task(place.workplace, batch)


def adopt(workplace: Workplace, entries: Entries) -> None:
    """Which cases there are is for the process that sees the workspace itself to say."""
    workplace.workspace.entries = entries


def leave(run: str) -> None:
    """Forget a run. Without the lock: this runs where a worker answers, which must not wait for a batch."""
    place = _places.pop(run, None)
    if place is not None:
        shutil.rmtree(place.folder, ignore_errors=True)


def seen(file: str) -> str:
    """What stands in a file that another machine has written. Raises OSError."""
    return Path(file).read_text("ascii")


def _set_up(folder: str, run: str, order: Order, parcels: Sequence[bytes]) -> _Place:
    while len(_places) >= _KEPT:
        leave(next(iter(_places)))
    own = Path(tempfile.mkdtemp(prefix="docgen-", dir=folder))
    unpack(parcels, own)
    _places[run] = _Place(own, Workplace(replace(order, root=own)))
    return _places[run]
