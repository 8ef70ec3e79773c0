"""Where LibreOffice is looked for, and what is said when it is not there or does not work."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.pdf import OfficeError, convert, find_office
from docgen.pdf import office as places
from tests.pdf.files import word_file


def program(file: Path, script: str = "exit 0") -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    file.chmod(0o755)
    return file


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A computer without LibreOffice."""
    monkeypatch.delenv("DOCGEN_SOFFICE", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setattr(places, "_usual", lambda: [str(tmp_path / "usual/soffice")])
    return tmp_path


def test_the_variable_comes_first_then_the_path_then_the_usual_places(
    bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = program(bare / "usual/soffice")
    assert find_office() == str(usual)
    on_path = program(bare / "bin/libreoffice")
    assert find_office() == str(on_path)
    named = program(bare / "own/soffice")
    monkeypatch.setenv("DOCGEN_SOFFICE", str(named))
    assert find_office() == str(named)


def test_a_folder_named_relatively_is_not_searched(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(bare / "here/soffice")
    monkeypatch.chdir(bare)
    monkeypatch.setenv("PATH", "here:.")
    with pytest.raises(OfficeError, match="没有找到 LibreOffice") as caught:
        find_office()
    assert caught.value.diagnostic.code == "DG620"
    assert "DOCGEN_SOFFICE" in caught.value.diagnostic.hint


def test_a_variable_that_names_nothing_is_not_passed_over(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(bare / "bin/soffice")
    monkeypatch.setenv("DOCGEN_SOFFICE", str(bare / "gone/soffice"))
    with pytest.raises(OfficeError, match=r"DOCGEN_SOFFICE.*gone/soffice"):
        find_office()


def test_an_office_that_does_not_start_is_given_up_with_its_own_words(
    bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = program(bare / "own/soffice", "echo 'libfoo.so: cannot open shared object file' >&2; exit 127")
    monkeypatch.setenv("DOCGEN_SOFFICE", str(broken))
    files = [(word_file(bare / f"{number}.docx"), f"{number}.docx") for number in range(9)]
    with pytest.raises(OfficeError, match=r"启动不了，它说的是：libfoo\.so: cannot open shared object file。"):
        list(convert(files, jobs=2))


def test_nothing_to_convert_needs_no_office(bare: Path) -> None:
    assert list(convert([])) == []
