"""What a PDF says of the Word file that it came from, before and after somebody changes it."""

from __future__ import annotations

from pathlib import Path

from docgen.pdf.marks import came_from, is_finished, is_untouched, marked

SOURCE = "5e" * 32
MADE = (
    b"%PDF-1.6\n1 0 obj\n<</CreationDate(D:20261122233548Z')>>\nendobj\nxref\n0 2\n0000000000 65535 f \n"
    b"0000000009 00000 n \ntrailer\n<</Size 2/Root 1 0 R>>\nstartxref\n65\n%%EOF\n"
)


def test_a_pdf_names_its_word_file_and_keeps_every_offset(tmp_path: Path) -> None:
    pdf = marked(MADE, SOURCE, "20221231000000")
    (tmp_path / "a.pdf").write_bytes(pdf)
    assert came_from(tmp_path / "a.pdf") == SOURCE
    assert is_untouched(pdf)
    assert pdf[: MADE.index(b"startxref")] == MADE[: MADE.index(b"startxref")].replace(
        b"20261122233548", b"20221231000000"
    )
    assert is_finished(pdf)


def test_a_pdf_that_somebody_annotated_or_signed_is_not_docgens_any_more(tmp_path: Path) -> None:
    pdf = marked(MADE, SOURCE, "20221231000000")
    appended = pdf + b"2 0 obj\n<<>>\nendobj\nxref\n0 0\ntrailer\n<</Prev 65>>\nstartxref\n300\n%%EOF\n"
    (tmp_path / "a.pdf").write_bytes(appended)
    assert came_from(tmp_path / "a.pdf") == ""
    assert not is_untouched(appended)
    assert not is_untouched(pdf.replace(b"20221231", b"20221230"))


def test_no_pdf_and_a_strangers_pdf_came_from_nothing(tmp_path: Path) -> None:
    (tmp_path / "b.pdf").write_bytes(MADE)
    (tmp_path / "empty.pdf").touch()
    assert [came_from(tmp_path / f"{name}.pdf") for name in ("a", "b", "empty")] == ["", "", ""]
    assert not is_untouched(MADE)
    assert not is_finished(MADE[:-20])
