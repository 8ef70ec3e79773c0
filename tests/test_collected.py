"""No test is left out: pytest comes by every file and folder of tests, and a test stands where it looks for tests."""

from __future__ import annotations

import re
from fnmatch import fnmatch
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
_TEST = re.compile(r"(?m)^(?:async )?def test_|^class Test")


def test_pytest_passes_over_no_file_of_tests_and_no_folder_on_the_way(pytestconfig: pytest.Config) -> None:
    """A folder of a common name (``build``, ``dist``) is passed over in silence, unless the configuration says not."""
    files = [file for file in TESTS.rglob("*.py") if _is_one(file, pytestconfig)]
    assert len(files) > 90
    folders = {folder for file in files for folder in file.parents if folder.is_relative_to(TESTS)}
    passed_over = [
        path.relative_to(TESTS).as_posix()
        for path in (*folders, *files)
        if pytestconfig.hook.pytest_ignore_collect(collection_path=path, config=pytestconfig)
    ]
    assert passed_over == []


def test_a_test_stands_in_a_file_that_is_named_as_one(pytestconfig: pytest.Config) -> None:
    others = [file for file in TESTS.rglob("*.py") if not _is_one(file, pytestconfig)]
    assert others
    assert [file.relative_to(TESTS).as_posix() for file in others if _TEST.search(file.read_text("utf-8"))] == []


def test_tests_stand_nowhere_else(pytestconfig: pytest.Config) -> None:
    """Where ``testpaths`` does not lead, no run comes by."""
    assert pytestconfig.getini("testpaths") == [TESTS.name]
    packages = [init.parent for init in TESTS.parent.glob("*/__init__.py") if init.parent != TESTS]
    assert packages
    elsewhere = [file for package in packages for file in package.rglob("*.py")]
    assert [file for file in elsewhere if _is_one(file, pytestconfig)] == []


def _is_one(file: Path, config: pytest.Config) -> bool:
    return any(fnmatch(file.name, pattern) for pattern in config.getini("python_files"))
