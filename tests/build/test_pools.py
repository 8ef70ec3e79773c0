"""What comes back from another process."""

from __future__ import annotations

import pickle

import pytest

from docgen.catalog import UnusableWorkspaceError
from docgen.figures import UnreliableFigureError
from docgen.model import Diagnostic, Location
from docgen.render import RenderError

SAID = Diagnostic("DG601", "error", "这里写错了。", Location("docgen.yaml", 3, 5))


@pytest.mark.parametrize(
    "problem", [RenderError([SAID]), UnreliableFigureError(SAID, told=True), UnusableWorkspaceError([SAID], "打不开。")]
)
def test_an_error_tells_the_same_in_the_process_that_it_is_sent_to(problem: Exception) -> None:
    received = pickle.loads(pickle.dumps(problem))
    assert (type(received), str(received), vars(received)) == (type(problem), str(problem), vars(problem))
