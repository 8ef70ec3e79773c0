"""A few enterprises of the sample with their documents: built once, and copied for every test that changes them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.build.making import made
from tests.conftest import copy_few


@pytest.fixture(scope="session")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Not to be changed."""
    place = copy_few(tmp_path_factory.mktemp("built") / "sample")
    result = made(place)
    assert result.count("failed") == 0, result.diagnostics
    return place


@pytest.fixture
def built(built_once: Path, tmp_path: Path) -> Path:
    """The few with their documents, copied: the record names files relative to the output folder."""
    place = tmp_path / "built"
    shutil.copytree(built_once, place)
    return place
