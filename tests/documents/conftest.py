"""The documents of both workspaces, built once for all tests here; and how golden files are renewed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import ROOT, copy_sample
from tests.documents.made import Made, make_all


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew (then read the diff)")


@pytest.fixture(scope="session")
def sample_documents(tmp_path_factory: pytest.TempPathFactory) -> list[Made]:
    """Every document of the sample."""
    return make_all(copy_sample(tmp_path_factory.mktemp("documents") / "sample"))


@pytest.fixture(scope="session")
def second_documents(tmp_path_factory: pytest.TempPathFactory) -> list[Made]:
    """Every document of the second workspace."""
    place: Path = tmp_path_factory.mktemp("documents") / "second"
    shutil.copytree(ROOT / "tests/second_workspace", place, ignore=shutil.ignore_patterns("output", "__pycache__"))
    return make_all(place)


@pytest.fixture(scope="session")
def documents(sample_documents: list[Made], second_documents: list[Made]) -> list[Made]:
    """Every document of both workspaces."""
    return sample_documents + second_documents
