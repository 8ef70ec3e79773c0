"""The repositories that the tests of a review read: each is written once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.review.repository import Written
from tests.review.story import told

Story = tuple[Written, dict[str, str]]


@pytest.fixture(scope="session")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    """The story's repository, which no test changes."""
    return told(tmp_path_factory.mktemp("story") / "workspace")


@pytest.fixture
def own_story(story: Story, tmp_path: Path) -> Story:
    """A copy of it that a test may change."""
    shutil.copytree(story[0].root, tmp_path / "workspace", symlinks=True)
    return Written(tmp_path / "workspace"), story[1]
