"""An output folder that cannot be used is named as it was given; what is wrong elsewhere is not said of it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from docgen.build.locking import recorded
from docgen.model import DocgenError


@pytest.mark.parametrize("how", ["absolute", "relative", *(["link"] if sys.platform != "win32" else [])])
def test_a_folder_that_cannot_be_locked_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "share/out/.docgen/lock").mkdir(parents=True)
    if sys.platform != "win32":
        Path("linked").symlink_to("share")
    out = {"absolute": tmp_path / "share/out", "relative": Path("share/out"), "link": Path("linked/out")}[how]
    with pytest.raises(DocgenError, match=f"^不能写入“{out}”："), recorded(out):
        pass


def test_what_goes_wrong_with_a_file_of_the_folder_is_said_of_the_folder(tmp_path: Path) -> None:
    with pytest.raises(DocgenError, match="不能写入"), recorded(tmp_path / "out"):
        (tmp_path / "out/nothing").read_bytes()


@pytest.mark.parametrize("name", ["workspace/nothing", "out/../nothing"])
def test_what_goes_wrong_with_a_file_elsewhere_is_passed_on(tmp_path: Path, name: str) -> None:
    with pytest.raises(FileNotFoundError), recorded(tmp_path / "out"):
        (tmp_path / name).read_bytes()
