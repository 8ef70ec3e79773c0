"""Where the work of a run is done: in this process, or in several; batches in, what became of each out.

A task is a method of `Workplace`, named by the function itself, with one batch as its argument. Every process has a
workplace of its own, made from the same order. A batch of the same number goes to the same process again, which still
holds the cases that it has read before, unless another has nothing left to do.
"""

from __future__ import annotations

import contextlib
import gc
import os
import pickle
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, wait
from typing import Generic, Protocol, TypeVar

from docgen.build.work import Order, Workplace
from docgen.model import DocgenError

B = TypeVar("B")
R = TypeVar("R")
_AHEAD = 3
"""So many batches are with each process: the one at work, and what it finds when that is done."""
_KEPT = 100
"""So many batches at most are kept for the processes that have their cases: few enough to keep memory flat."""
_workplace: list[Workplace] = []
"""This process's workplace; a forked process finds the one that its parent has made."""


class Pool(Protocol):
    """What does the work."""

    def each(self, task: Callable[[Workplace, B], R], batches: Iterable[tuple[int, B]]) -> Iterator[tuple[int, R]]:
        """The result of every batch, with the batch's number, as they come; numbers are given once each."""

    def everywhere(self, task: Callable[[Workplace, B], object], argument: B) -> None:
        """Do something in every process that works, before the batches that are given to it from now on.

        What goes wrong with it elsewhere is raised while the next batches are done.
        """

    def close(self) -> None:
        """Stop at once; what is not done is not done."""


class Here:
    """This process does everything."""

    def __init__(self, workplace: Workplace) -> None:
        self._workplace = workplace

    def each(self, task: Callable[[Workplace, B], R], batches: Iterable[tuple[int, B]]) -> Iterator[tuple[int, R]]:
        for number, batch in batches:
            yield number, task(self._workplace, batch)

    def everywhere(self, task: Callable[[Workplace, B], object], argument: B) -> None:
        task(self._workplace, argument)

    def close(self) -> None:
        pass


class Processes:
    """Several processes on this machine.

    DOCGEN_START in the environment is how they start (fork, spawn, forkserver); by default what suits the platform.
    """

    def __init__(self, workplace: Workplace, jobs: int) -> None:
        import multiprocessing  # only where there are several: most runs are small
        from concurrent.futures import ProcessPoolExecutor

        _workplace[:] = [workplace]
        start = os.environ.get("DOCGEN_START", "") or ("fork" if sys.platform == "linux" else "spawn")
        context = multiprocessing.get_context(start)
        self._local = workplace
        self._homes: dict[int, int] = {}
        self._told: list[Future[None]] = []
        self._pools = [
            ProcessPoolExecutor(
                1, mp_context=context, initializer=_begin, initargs=(workplace.order, gc.get_threshold())
            )
            for _ in range(jobs)
        ]

    def each(self, task: Callable[[Workplace, B], R], batches: Iterable[tuple[int, B]]) -> Iterator[tuple[int, R]]:
        running: dict[Future[R], tuple[int, int]] = {}
        waiting = _Waiting(batches, self._homes, len(self._pools))

        def give(places: Iterable[int]) -> None:
            for place in places:
                if (found := waiting.take(place)) is not None:
                    running[self._submit(place, task, found[1])] = found[0], place

        give(place for _ in range(_AHEAD) for place in range(len(self._pools)))
        while running:
            done = wait(running, return_when=FIRST_COMPLETED).done
            results = [(running.pop(future), future) for future in done]
            give(place for (_, place), _ in results)  # first of all: what is done with results takes its time
            self._hear([each for each in self._told if each.done()])
            for (number, _), future in results:
                yield number, _result(future)
        self._hear(self._told)

    def everywhere(self, task: Callable[[Workplace, B], object], argument: B) -> None:
        parcel = pickle.dumps((task, argument))  # once for all
        self._told += [self._submit(place, _opened, parcel) for place in range(len(self._pools))]
        task(self._local, argument)

    def _hear(self, told: Iterable[Future[None]]) -> None:
        """Raise what went wrong with what was told."""
        for each in list(told):
            self._told.remove(each)
            _result(each)

    def _submit(self, place: int, task: Callable[[Workplace, B], R], argument: B) -> Future[R]:
        try:
            return self._pools[place].submit(_do, task, argument)
        except BrokenExecutor:
            raise _gone() from None

    def close(self) -> None:
        for pool in self._pools:
            for process in list((pool._processes or {}).values()):
                with contextlib.suppress(ValueError, OSError):
                    process.terminate()
        for pool in self._pools:
            pool.shutdown(cancel_futures=True)  # waits till its process is gone: that one has files open
        _workplace.clear()


class _Waiting(Generic[B]):
    """Batches that no process has yet. ``homes`` is the process of each number, and is added to."""

    def __init__(self, batches: Iterable[tuple[int, B]], homes: dict[int, int], places: int) -> None:
        self._batches, self._homes = iter(batches), homes
        self._kept: list[deque[tuple[int, B]]] = [deque() for _ in range(places)]

    def take(self, place: int) -> tuple[int, B] | None:
        """The next batch for a process: its own, one that nobody has had before, or the last of those of another."""
        while not self._kept[place] and sum(map(len, self._kept)) < _KEPT:
            found = next(self._batches, None)
            if found is None:
                break
            self._kept[self._homes.setdefault(found[0], place)].append(found)
        if self._kept[place]:
            return self._kept[place].popleft()
        longest = max(self._kept, key=len)
        if not longest:
            return None
        number, batch = longest.pop()
        self._homes[number] = place
        return number, batch


def _result(future: Future[R]) -> R:
    try:
        return future.result()
    except BrokenExecutor:
        raise _gone() from None


def _gone() -> DocgenError:
    return DocgenError(
        "一个工作进程中途没有了：内存不够，或者被别的程序结束了。已经写好的文件都是完整的；用 --jobs 1 再运行一次。"
    )


def _begin(order: Order, collecting: tuple[int, int, int]) -> None:
    """Make this process's workplace. Ctrl-C is the main process's business; ``collecting`` are its thresholds."""
    gc.freeze()  # memory shared with the parent stays shared only while nobody looks through it
    gc.set_threshold(*collecting)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if not _workplace or _workplace[0].order != order:
        _workplace[:] = [Workplace(order)]


def _end_with_parent() -> None:
    """A process whose parent was killed would wait for work for ever."""
    from multiprocessing import parent_process

    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _opened(workplace: Workplace, parcel: bytes) -> None:
    """Do what came as bytes."""
    task, argument = pickle.loads(parcel)
    task(workplace, argument)


def _do(task: Callable[[Workplace, B], R], argument: B) -> R:
    return task(_workplace[0], argument)


def cores() -> int:
    """The processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) or 1
    return os.cpu_count() or 1
