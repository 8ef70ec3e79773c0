"""The workspace for what commands say and do whatever the workspace: two enterprises, two documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bad_inputs.checking import small_workspace


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A workspace in which nothing is wrong, and which is checked in a moment: the sample takes most of a second."""
    return small_workspace(tmp_path / "small")
