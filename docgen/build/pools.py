"""Where the work of a run is done: in this process, or in several; batches in, what became of each out.

A task is a method of `Workplace`, named by the function itself, with one batch as its argument. Every process has a
workplace of its own, made from the same order. A batch of the same number goes to the same process again, which still
holds the cases that it has read before, unless that one has fallen behind.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, wait
from typing import Protocol, TypeVar

from docgen.build.work import Order, Workplace
from docgen.model import DocgenError

B = TypeVar("B")
R = TypeVar("R")
_AHEAD = 3
"""So many batches wait at each process: enough to keep it busy, few enough to keep memory flat."""
_workplace: list[Workplace] = []
"""This process's workplace; a forked process finds the one that its parent has made."""


class Pool(Protocol):
    """What does the work."""

    def each(self, task: Callable[[Workplace, B], R], batches: Iterable[tuple[int, B]]) -> Iterator[tuple[int, R]]:
        """The result of every batch, with the batch's number, as they come; numbers are given once each."""

    def everywhere(self, task: Callable[[Workplace, B], object], argument: B) -> None:
        """Do something in every process that works."""

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
        self._pools = [
            ProcessPoolExecutor(1, mp_context=context, initializer=_begin, initargs=(workplace.order,))
            for _ in range(jobs)
        ]

    def each(self, task: Callable[[Workplace, B], R], batches: Iterable[tuple[int, B]]) -> Iterator[tuple[int, R]]:
        running: dict[Future[R], tuple[int, int]] = {}
        waiting = [0] * len(self._pools)
        for number, batch in batches:
            while waiting[place := self._home(number, waiting)] >= _AHEAD:
                yield from self._finished(running, waiting)
            running[self._submit(place, task, batch)] = number, place
            waiting[place] += 1
        while running:
            yield from self._finished(running, waiting)

    def _home(self, number: int, waiting: list[int]) -> int:
        """The process for a batch: the one that has its cases; where many wait there, one that has little to do."""
        free = waiting.index(min(waiting))
        home = self._homes.setdefault(number, free)
        if waiting[home] >= _AHEAD and waiting[free] < _AHEAD - 1:
            home = self._homes[number] = free
        return home

    def _finished(self, running: dict[Future[R], tuple[int, int]], waiting: list[int]) -> Iterator[tuple[int, R]]:
        for future in wait(running, return_when=FIRST_COMPLETED).done:
            number, place = running.pop(future)
            waiting[place] -= 1
            yield number, _result(future)

    def everywhere(self, task: Callable[[Workplace, B], object], argument: B) -> None:
        parcel = pickle.dumps((task, argument))  # once for all
        futures = [self._submit(place, _opened, parcel) for place in range(len(self._pools))]
        task(self._local, argument)
        for future in futures:
            _result(future)

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


def _result(future: Future[R]) -> R:
    try:
        return future.result()
    except BrokenExecutor:
        raise _gone() from None


def _gone() -> DocgenError:
    return DocgenError(
        "一个工作进程中途没有了：内存不够，或者被别的程序结束了。已经写好的文件都是完整的；用 --jobs 1 再运行一次。"
    )


def _begin(order: Order) -> None:
    """Make this process's workplace. Ctrl-C is the main process's business."""
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
