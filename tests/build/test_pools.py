"""What goes to other processes and comes back from them, and that none is left."""

from __future__ import annotations

import os
import pickle
import signal
import time
from collections.abc import Iterator
from multiprocessing import active_children
from pathlib import Path

import pytest

from docgen.build.pools import Processes
from docgen.build.work import Order, Workplace
from docgen.catalog import EVERYTHING, UnusableWorkspaceError
from docgen.figures import UnreliableFigureError
from docgen.model import Diagnostic, DocgenError, Location
from docgen.render import RenderError
from tests.build.plenty import plenty

SAID = Diagnostic("DG601", "error", "这里写错了。", Location("docgen.yaml", 3, 5))


@pytest.mark.parametrize(
    "problem", [RenderError([SAID]), UnreliableFigureError(SAID, told=True), UnusableWorkspaceError([SAID], "打不开。")]
)
def test_an_error_tells_the_same_in_the_process_that_it_is_sent_to(problem: Exception) -> None:
    received = pickle.loads(pickle.dumps(problem))
    assert (type(received), str(received), vars(received)) == (type(problem), str(problem), vars(problem))


def _read(workplace: Workplace, key: str) -> str:
    return workplace.workspace.entries.entries[0].kind + key


def _process(_: Workplace, seconds: float) -> int:
    time.sleep(seconds)
    return os.getpid()


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Processes]:
    pool = Processes(Workplace(Order(plenty(tmp_path / "workspace", 3), tmp_path / "out", EVERYTHING)), 2)
    yield pool
    pool.close()


def test_a_batch_goes_where_its_cases_were_read_whatever_the_order(two: Processes) -> None:
    first = dict(two.each(_process, ((number, 0.0) for number in range(4))))
    assert len(set(first.values())) == 2
    assert dict(two.each(_process, ((number, 0.0) for number in (3, 2, 1, 0)))) == first


def test_a_process_with_nothing_left_to_do_takes_from_one_that_has_fallen_behind(two: Processes) -> None:
    homes = dict(two.each(_process, ((number, 0.005) for number in range(40))))
    of_one = [number for number, process in homes.items() if process == homes[0]]
    slow = {of_one[0]: 1.0}
    found = dict(two.each(_process, ((number, slow.get(number, 0.0)) for number in of_one)))
    assert found.keys() == set(of_one)
    assert len(set(found.values())) == 2


def _refuse_elsewhere(_: Workplace, here: int) -> None:
    if os.getpid() != here:
        raise DocgenError("不行")


def _sleep_in(_: Workplace, process: int) -> None:
    if os.getpid() == process:
        time.sleep(1.5)


def _die(_: Workplace, number: int) -> int:
    if number == 5:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def test_what_was_taken_over_stays_with_the_process_that_took_it(two: Processes) -> None:
    homes = dict(two.each(_process, ((number, 0.005) for number in range(40))))
    of_one = [number for number, process in homes.items() if process == homes[0]]
    found = dict(two.each(_process, ((number, 1.0 if number == 0 else 0.0) for number in of_one)))
    taken = next(number for number in of_one if found[number] != homes[0])
    assert dict(two.each(_process, ((number, 0.0) for number in (taken, 0)))) == {taken: found[taken], 0: homes[0]}


def test_what_goes_wrong_elsewhere_with_what_was_told_is_raised(two: Processes) -> None:
    two.everywhere(_refuse_elsewhere, os.getpid())
    with pytest.raises(DocgenError, match="不行"):
        list(two.each(_process, []))


def test_one_process_works_on_while_another_is_still_being_told(two: Processes) -> None:
    slow, quick = set(dict(two.each(_process, ((number, 0.1) for number in range(4)))).values())
    two.everywhere(_sleep_in, slow)
    done = list(dict(two.each(_process, ((number, 0.0) for number in range(100, 120)))).values())
    assert done.count(quick) == 17  # the other has its three, which it finds when it has learnt


def test_a_process_that_was_killed_is_said(two: Processes) -> None:
    with pytest.raises(DocgenError, match=r"一个工作进程中途没有了.*--jobs 1"):
        list(two.each(_die, ((number, number) for number in range(10))))


def test_no_process_is_left_that_has_files_of_the_output_folder_open(tmp_path: Path) -> None:
    root = plenty(tmp_path / "workspace", 3)
    pool = Processes(Workplace(Order(root, tmp_path / "out", EVERYTHING)), 2)
    assert dict(pool.each(_read, enumerate(("-1", "-2")))).keys() == {0, 1}
    begun = active_children()
    pool.close()
    assert len(begun) == 2
    assert not any(each.is_alive() for each in begun)
