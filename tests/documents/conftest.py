"""The documents of both workspaces, built once for all tests here; and how golden files are renewed."""

from __future__ import annotations

import os
import pickle
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

from tests.conftest import DOZEN, ROOT, copy_sample
from tests.documents.made import Made, make_all


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew (then read the diff)")


@pytest.fixture(scope="session")
def sample_documents(tmp_path_factory: pytest.TempPathFactory) -> list[Made]:
    """Documents of the whole sample, of every kind: all where a kind has few, and some of the others.

    The other documents are of the same kinds; ``make pages`` looks at them all.
    """

    def make() -> list[Made]:
        return make_all(copy_sample(tmp_path_factory.mktemp("documents") / "sample"), *_cases())

    return _made_once(tmp_path_factory, make)


def _made_once(tmp_path_factory: pytest.TempPathFactory, make: Callable[[], list[Made]]) -> list[Made]:
    """What the first of pytest's processes makes, kept in the folder that the processes of one run share."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        return make()
    kept = tmp_path_factory.getbasetemp().parent / "sample_documents.pickle"
    with FileLock(kept.with_suffix(".lock")):
        if not kept.exists():
            kept.write_bytes(pickle.dumps(make()))
        found: list[Made] = pickle.loads(kept.read_bytes())
    return found


def _cases() -> list[str]:
    found = {kind.name: sorted(f"{kind.name}/{file.stem}" for file in kind.iterdir())
             for kind in (ROOT / "cases").iterdir()}  # fmt: skip
    few = [case for kind in ("cluster", "industry", "period", "product") for case in found[kind]]
    consultations = [case for case in found["meeting"] if case.startswith("meeting/hz-")]
    some = [case for kind in ("enterprise", "meeting", "training") for case in found[kind][::20]]
    return sorted({*DOZEN[:12:2], *DOZEN[14:18], "training/px-2022-18", *few, *consultations, *some})


@pytest.fixture(scope="session")
def second_documents(tmp_path_factory: pytest.TempPathFactory) -> list[Made]:
    """Every document of the second workspace."""
    place: Path = tmp_path_factory.mktemp("documents") / "second"
    shutil.copytree(ROOT / "tests/second_workspace", place, ignore=shutil.ignore_patterns("output", "__pycache__"))
    return make_all(place)


@pytest.fixture(scope="session")
def documents(sample_documents: list[Made], second_documents: list[Made]) -> list[Made]:
    """Those documents and all of the second workspace."""
    return sample_documents + second_documents
