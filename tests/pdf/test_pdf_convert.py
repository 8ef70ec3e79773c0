"""Conversions by the real LibreOffice: what goes wrong with one file, and what a document may not do."""

from __future__ import annotations

import subprocess
import threading
import time
from collections.abc import Iterable
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from docgen.build.outcome import Built
from docgen.build.pdfs import drop_pdf, make_pdfs
from docgen.pdf import Converted, came_from, convert, find_office, is_untouched
from tests.pdf.files import need_office, word_file

pytestmark = pytest.mark.pages

LINKED = (
    '<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
    '<wp:extent cx="900000" cy="900000"/><wp:docPr id="1" name="p"/>'
    '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    '<pic:nvPicPr><pic:cNvPr id="1" name="x"/><pic:cNvPicPr/></pic:nvPicPr>'
    '<pic:blipFill><a:blip r:link="picture"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
    '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="900000"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline>'
    "</w:drawing></w:r></w:p>"
)


@pytest.fixture(autouse=True)
def office() -> None:
    need_office()


def text_of(pdf: Path) -> str:
    return (
        subprocess.run(["pdftotext", pdf, "-"], capture_output=True, check=True)
        .stdout.decode()
        .replace(" ", "")
        .strip()
    )


def by_name(found: Iterable[Converted]) -> dict[str, Converted]:
    return {each.docx.name: each for each in found}


def files(folder: Path, count: int) -> list[tuple[Path, str]]:
    return [(word_file(folder / f"{n}.docx", f"第{n}份"), f"{n}.docx") for n in range(count)]


def slow_office(file: Path, marker: str, then: str) -> Path:
    """The real LibreOffice, which does ``then`` when it comes to a file with ``marker`` in it."""
    file.write_text(
        "#!/bin/bash\n"
        'words=(); good=()\n'
        'for word in "$@"; do case "$word" in *.docx)\n'
        f'  if grep -q {marker} "$word"; then\n'
        f'    [ ${{#good[@]}} -gt 0 ] && "{find_office()}" "${{words[@]}}" "${{good[@]}}"\n'
        f"    {then}\n"
        '  fi; good+=("$word");; *) words+=("$word");; esac; done\n'
        f'exec "{find_office()}" "${{words[@]}}" "${{good[@]}}"\n',
        "utf-8",
    )  # fmt: skip
    file.chmod(0o755)
    return file


def test_files_that_are_broken_do_not_stop_the_others(tmp_path: Path) -> None:
    given = files(tmp_path, 6)
    given[1][0].write_bytes(given[0][0].read_bytes()[:300])
    given[2][0].write_text("不是 Word 文件", "utf-8")
    given[3][0].unlink()
    word_file(given[4][0], "</w:t>")
    found = by_name(convert(given, jobs=2))
    problems = {name: each.problem.code for name, each in found.items() if each.problem}
    assert problems == {"1.docx": "DG621", "2.docx": "DG621", "3.docx": "DG621", "4.docx": "DG621"}
    assert [bool(found[f"{n}.docx"].pdf) for n in range(6)] == [True, False, False, False, False, True]


@pytest.mark.parametrize(("then", "code"), [("sleep 600 & wait", "DG622"), ("kill -9 $$", "DG621")])
def test_the_file_on_which_libreoffice_hangs_or_dies_is_named_and_the_others_are_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, then: str, code: str
) -> None:
    given = files(tmp_path, 7)
    word_file(given[3][0], "HANGSHERE")
    monkeypatch.setenv("DOCGEN_SOFFICE", str(slow_office(tmp_path / "soffice", "HANGSHERE", then)))
    found = by_name(convert(given, jobs=1, timeout=8))
    assert {name: each.problem.code for name, each in found.items() if each.problem} == {"3.docx": code}
    assert sorted(name for name, each in found.items() if each.pdf) == [f"{n}.docx" for n in (0, 1, 2, 4, 5, 6)]


def test_stopping_ends_libreoffice_at_once_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    monkeypatch.setattr("tempfile.tempdir", None)
    (tmp_path / "tmp").mkdir()
    running = convert(files(tmp_path, 120), jobs=1, batch=60)
    next(running)
    started = time.monotonic()
    running.close()
    assert time.monotonic() - started < 30
    assert list((tmp_path / "tmp").glob("docgen-pdf-*")) == []
    left = subprocess.run(["ps", "-eo", "args"], capture_output=True, check=True).stdout.decode()
    assert str(tmp_path / "tmp") not in left


def test_a_document_fetches_nothing_while_it_is_converted(tmp_path: Path) -> None:
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815

        def log_message(self, *words: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        relation = (
            '<Relationship Id="picture" TargetMode="External" '
            'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" '
            f'Target="http://127.0.0.1:{server.server_port}/picture.png"/>'
        )
        linked = word_file(tmp_path / "linked.docx", body=LINKED, relations=relation)
        [made] = convert([(linked, "linked.docx")])
        ours = list(asked)
        subprocess.run(
            [find_office(), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to",
             "pdf", "--outdir", str(tmp_path), str(linked)], check=True, capture_output=True,
        )  # fmt: skip
        server.shutdown()
    assert made.pdf
    assert ours == []
    assert "/picture.png" in asked, "LibreOffice on its own does fetch it, else this test shows nothing"


def test_a_pdf_is_made_anew_only_for_a_document_that_changed(tmp_path: Path) -> None:
    names = ["甲 公司/清单.docx", "乙/清单.docx", "乙/纪要 第2期.docx"]
    for name in names:
        word_file(tmp_path / name, f"内容 {name}")
    first = make_pdfs(tmp_path, names)
    assert (sorted(first.written), first.current, first.diagnostics) == (
        sorted(name.replace(".docx", ".pdf") for name in names), 0, [])  # fmt: skip
    pdf = tmp_path / "乙/纪要 第2期.pdf"
    assert text_of(pdf) == "内容乙/纪要第2期.docx"
    assert came_from(pdf) == sha256((tmp_path / names[2]).read_bytes()).hexdigest()
    assert b"/CreationDate(D:20220805000000Z" in pdf.read_bytes()

    word_file(tmp_path / names[1], "改过")
    (tmp_path / "甲 公司/清单.pdf").unlink()
    second = make_pdfs(tmp_path, names)
    assert (sorted(second.written), second.current) == (["乙/清单.pdf", "甲 公司/清单.pdf"], 1)
    assert text_of(tmp_path / "乙/清单.pdf") == "改过"
    assert make_pdfs(tmp_path, names).current == 3


def test_a_pdf_that_somebody_changed_or_brought_stays_unless_forced(tmp_path: Path) -> None:
    names = ["a.docx", "b.docx", "c.docx"]
    for name in names:
        word_file(tmp_path / name)
    make_pdfs(tmp_path, names[:1])
    signed = (tmp_path / "a.pdf").read_bytes() + b"% signed\n"
    (tmp_path / "a.pdf").write_bytes(signed)
    (tmp_path / "b.pdf").write_bytes(b"scanned")
    made = make_pdfs(tmp_path, names)
    assert made.written == ["c.pdf"]
    assert [(each.code, each.location.file) for each in made.diagnostics] == [("DG605", "a.pdf"), ("DG605", "b.pdf")]
    assert ((tmp_path / "a.pdf").read_bytes(), (tmp_path / "b.pdf").read_bytes()) == (signed, b"scanned")
    built = Built()
    for name in names:
        drop_pdf(name, tmp_path, built)
    assert built.pruned == ["c.pdf"]
    assert [(each.code, each.location.file) for each in built.diagnostics] == [("DG608", "a.pdf"), ("DG608", "b.pdf")]
    assert sorted(make_pdfs(tmp_path, names, force=True).written) == ["a.pdf", "b.pdf", "c.pdf"]
    assert is_untouched((tmp_path / "b.pdf").read_bytes())


def test_a_place_that_cannot_be_written_is_said_and_the_others_are_made(tmp_path: Path) -> None:
    names = ["a.docx", "b.docx"]
    for name in names:
        word_file(tmp_path / name)
    (tmp_path / "a.pdf").mkdir()
    made = make_pdfs(tmp_path, names)
    assert made.written == ["b.pdf"]
    assert [each.code for each in made.diagnostics] == ["DG606"]
