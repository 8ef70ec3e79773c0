"""A document's bytes -> the text that a reader sees, to hold all engines to the same words."""

from __future__ import annotations

import html
import io
import re
import zipfile

_READ = re.compile(r"word/(?:document|header\d*|footer\d*)\.xml")
_PARAGRAPH = re.compile(r"<w:p[ >].*?</w:p>", re.DOTALL)
_TEXT = re.compile(r"<w:t(?: [^>]*[^/>])?>(.*?)</w:t>", re.DOTALL)


def lines(document: bytes) -> list[str]:
    """The text of body, headers and footers, one line a paragraph, blank ones left out.

    Raises:
        ValueError: when the archive is damaged.
    """
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        if archive.testzip() is not None:
            raise ValueError("the archive is damaged")
        parts = [archive.read(name).decode("utf-8") for name in sorted(archive.namelist()) if _READ.fullmatch(name)]
    texts = (html.unescape("".join(_TEXT.findall(each))) for part in parts for each in _PARAGRAPH.findall(part))
    return [text.strip() for text in texts if text.strip()]
