"""A Word file in, what stands where on its pages out, in millimetres; knows soffice, pdftotext and pdftoppm.

Text comes from ``pdftotext -bbox-layout``; its boxes are those of the font, so distances to an edge that must be exact
(a dash, the margins) are measured on the ink of the page picture. LibreOffice sees the fonts of ``fonts.conf`` alone,
so that pages are the same on every machine that has Debian's packages.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from xml.etree import ElementTree

POINT = 25.4 / 72
"""Millimetres in a point."""
DPI = 200
TOOLS = ("soffice", "pdftotext", "pdftoppm")
FONTS = Path(__file__).parent / "fonts.conf"
_XHTML = "{http://www.w3.org/1999/xhtml}"
_DARK = 128
_INK = bytes(0 if level < _DARK else 255 for level in range(256))
_PAGE_NUMBER = re.compile(r"—\s*([0-9]+)\s*—")


@dataclass(frozen=True)
class Box:
    """A rectangle on a page, in millimetres from its upper left corner."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Line:
    """One line of text from edge to edge, spaces left out; ``box`` is that of the font, not of the ink."""

    text: str
    box: Box


@dataclass(frozen=True)
class Page:
    """One page: its number in the file (from 1), its size in millimetres, its lines from top to bottom, its words."""

    file: Path
    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    words: tuple[Line, ...] = ()

    def inside(self, area: Box) -> list[Line]:
        """The lines whose middle is in the area."""
        return [line for line in self.lines if area.top <= (line.box.top + line.box.bottom) / 2 <= area.bottom]

    def column(self, left: float, right: float) -> str:
        """All text whose middle is between two distances from the left edge, from top to bottom."""
        found = [word for word in self.words if left <= (word.box.left + word.box.right) / 2 <= right]
        # Words of one line may mix fonts, whose boxes differ a little in height.
        return "".join(word.text for word in sorted(found, key=lambda word: (round(word.box.bottom), word.box.left)))

    @property
    def page_number(self) -> tuple[str, Line] | None:
        """The number between two dashes at the foot, and its line."""
        for line in reversed(self.lines):
            found = _PAGE_NUMBER.fullmatch(line.text)
            if found:
                return found[1], line
        return None


PAPER = (210.0, 297.0)
"""A4."""
PORTRAIT = Box(28, 37, 184, 262)
"""The type area of GB/T 9704-2012 on A4: margins 28 left, 37 top, 26 right, 35 bottom."""
LANDSCAPE = Box(35, 28, 260, 184)
"""The type area of a landscape page: the same rectangle, turned clockwise."""


def missing_tools() -> list[str]:
    """The programs that measuring needs and this machine lacks."""
    return [tool for tool in TOOLS if shutil.which(tool) is None]


def converted(documents: Sequence[Path], folder: Path, form: str = "pdf") -> list[Path]:
    """Each .docx in another form (``pdf``, or ``docx`` as LibreOffice writes it), by one run of LibreOffice.

    The documents' names must differ. LibreOffice has a profile of its own.
    """
    with tempfile.TemporaryDirectory() as profile:
        _run("soffice", f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", "--convert-to", form,
             "--outdir", str(folder), *map(str, documents), FONTCONFIG_FILE=str(FONTS))  # fmt: skip
    return [folder / f"{document.stem}.{form}" for document in documents]


def pages(pdf: Path) -> list[Page]:
    """All pages of a PDF with their lines."""
    root = ElementTree.fromstring(_run("pdftotext", "-bbox-layout", str(pdf), "-"))
    return [_page(pdf, number, element) for number, element in enumerate(root.iter(f"{_XHTML}page"), 1)]


def _page(pdf: Path, number: int, element: ElementTree.Element) -> Page:
    words = [(_box(word), word.text or "") for word in element.iter(f"{_XHTML}word")]
    rows: list[list[tuple[Box, str]]] = []
    for box, text in sorted(words, key=lambda word: (word[0].bottom, word[0].left)):
        # One line may mix fonts, whose boxes end at slightly different heights.
        if rows and box.bottom - rows[-1][-1][0].bottom < 1:
            rows[-1].append((box, text))
        else:
            rows.append([(box, text)])
    lines = tuple(_line(sorted(row, key=lambda word: word[0].left)) for row in rows)
    single = tuple(Line(text, box) for box, text in words)
    return Page(pdf, number, _mm(element, "width"), _mm(element, "height"), lines, single)


def _line(words: list[tuple[Box, str]]) -> Line:
    boxes = [box for box, _ in words]
    whole = Box(boxes[0].left, min(box.top for box in boxes), max(box.right for box in boxes),
                max(box.bottom for box in boxes))  # fmt: skip
    return Line("".join(text for _, text in words), whole)


def _box(word: ElementTree.Element) -> Box:
    return Box(_mm(word, "xMin"), _mm(word, "yMin"), _mm(word, "xMax"), _mm(word, "yMax"))


def _mm(element: ElementTree.Element, name: str) -> float:
    return float(element.get(name, "0")) * POINT


def ink(page: Page, within: Box | None = None) -> Box | None:
    """The rectangle round all that is printed on a page, or on a part of it; ``None`` where that is blank."""
    width, height, rows = _picture(page)
    scale = 25.4 / DPI
    area = within or Box(0, 0, width * scale, height * scale)
    left, right = max(0, round(area.left / scale)), min(width, round(area.right / scale))
    top, bottom = max(0, round(area.top / scale)), min(height, round(area.bottom / scale))
    inked = [(number, row[left:right]) for number, row in enumerate(rows[top:bottom], top) if 0 in row[left:right]]
    if not inked:
        return None
    first = min(len(row) - len(row.lstrip(b"\xff")) for _, row in inked) + left
    last = max(len(row.rstrip(b"\xff")) for _, row in inked) + left
    return Box(first * scale, inked[0][0] * scale, last * scale, (inked[-1][0] + 1) * scale)


@lru_cache(maxsize=2)
def _picture(page: Page) -> tuple[int, int, list[bytes]]:
    """Width, height and rows of the page as a picture, in which ink is 0 and paper 255."""
    number = str(page.number)
    data = _run("pdftoppm", "-r", str(DPI), "-gray", "-f", number, "-l", number, str(page.file))
    head = re.match(rb"P5\s+([0-9]+)\s+([0-9]+)\s+255\s", data)
    assert head is not None, "pdftoppm did not give a grey picture"
    width, height = int(head[1]), int(head[2])
    dots = data[head.end() :].translate(_INK)
    return width, height, [dots[start : start + width] for start in range(0, width * height, width)]


def dash_of_page_number(page: Page) -> Box:
    """The ink of the left dash of the page number."""
    found = page.page_number
    assert found is not None, f"no page number on page {page.number}"
    box = found[1].box
    dash = ink(page, Box(box.left, box.top, box.left + 4, box.bottom))
    assert dash is not None
    return dash


def _run(*command: str, **environment: str) -> bytes:
    whole = os.environ | environment
    return subprocess.run(command, check=True, capture_output=True, timeout=300, env=whole).stdout
