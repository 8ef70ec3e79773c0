"""A PDF as LibreOffice writes it -> with the document's own date, and a line that says which Word file it came from.

The line is a comment before ``startxref``, which readers pass over: ``%docgen SOURCE CONTENT``, two SHA-256, of the
Word file's bytes and of the PDF without the line. Whatever edits, signs or saves a PDF anew writes behind it or drops
it, so no list of PDFs has to be kept beside them.

Bytes are not compared: the same Word file gives the same pages, but LibreOffice numbers and orders embedded fonts by
what the same call converted before.
"""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path

_DATE = re.compile(rb"(/(?:CreationDate|ModDate)\s?\(D:)[0-9]{14}(?=Z)")
_END = b"startxref\n"
_MARK = re.compile(rb"%docgen ([0-9a-f]{64}) ([0-9a-f]{64})\n(?=startxref\n[0-9]+\n%%EOF\n?\Z)")
_FINISHED = re.compile(rb"\nstartxref\n[0-9]+\n%%EOF\n?\Z")
_TAIL = 400


def is_finished(pdf: bytes) -> bool:
    """Whether LibreOffice wrote this PDF to its end."""
    return pdf.startswith(b"%PDF-") and _FINISHED.search(pdf, max(0, len(pdf) - _TAIL)) is not None


def marked(pdf: bytes, source: str, moment: str) -> bytes:
    """The PDF with the line, as if made on ``moment`` (``YYYYMMDDHHMMSS``); ``source`` is the Word file's SHA-256."""
    pdf = _DATE.sub(lambda date: date[1] + moment.encode(), pdf)
    before, end, after = pdf.rpartition(_END)
    line = f"%docgen {source} {sha256(pdf).hexdigest()}\n".encode()
    return before + line + end + after


def came_from(pdf: Path) -> str:
    """The SHA-256 of the Word file that a PDF was made of; empty where there is no such PDF or none of docgen's.

    Raises:
        OSError: when the file is there and cannot be read.
    """
    try:
        with pdf.open("rb") as stream:
            stream.seek(0, 2)
            stream.seek(max(0, stream.tell() - _TAIL))
            found = _MARK.search(stream.read())
    except (FileNotFoundError, NotADirectoryError):
        return ""
    return found[1].decode() if found else ""


def is_untouched(pdf: bytes) -> bool:
    """Whether these bytes are a PDF just as `marked` made it."""
    found = _MARK.search(pdf, max(0, len(pdf) - _TAIL))
    if found is None:
        return False
    return sha256(pdf[: found.start()] + pdf[found.end() :]).hexdigest() == found[2].decode()
