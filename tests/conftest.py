"""What tests share: a copy of the sample workspace that a test may change."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """The sample workspace, copied."""
    return copy_sample(tmp_path / "sample")


def copy_sample(place: Path) -> Path:
    """The sample workspace without its output, copied to a new folder."""
    place.mkdir(parents=True)
    shutil.copyfile(ROOT / "docgen.yaml", place / "docgen.yaml")
    for folder in ("schemas", "templates", "cases"):
        shutil.copytree(ROOT / folder, place / folder)
    return place
