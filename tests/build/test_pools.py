"""What comes back from other processes, and that none is left."""

from __future__ import annotations

import pickle
from multiprocessing import active_children
from pathlib import Path

import pytest

from docgen.build.pools import Processes
from docgen.build.work import Order, Workplace
from docgen.catalog import EVERYTHING, UnusableWorkspaceError
from docgen.figures import UnreliableFigureError
from docgen.model import Diagnostic, Location
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


def test_no_process_is_left_that_has_files_of_the_output_folder_open(tmp_path: Path) -> None:
    root = plenty(tmp_path / "workspace", 3)
    pool = Processes(Workplace(Order(root, tmp_path / "out", EVERYTHING)), 2)
    assert dict(pool.each(_read, enumerate(("-1", "-2")))).keys() == {0, 1}
    begun = active_children()
    pool.close()
    assert len(begun) == 2
    assert not any(each.is_alive() for each in begun)
