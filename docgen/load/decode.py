"""A file's bytes in, its text out, with findings about its encoding; only this module guesses encodings."""

from __future__ import annotations

import codecs

from docgen.load.lines import BREAK, Finding

_UTF16_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
_SAMPLE = 20_000


def decode(content: bytes) -> tuple[str | None, list[Finding]]:
    """The text without a leading byte order mark, or ``None`` where the bytes are no text that we recognise.

    Lone surrogates written in UTF-8 are passed on, so that they can be reported where they stand.
    """
    for bom, codec, name in _UTF16_BOMS:
        if content.startswith(bom):
            return _other(content, len(bom), codec, name)
    guessed = _utf16_without_bom(content)
    if guessed:
        return _other(content, 0, guessed, "UTF-16")
    body = content.removeprefix(codecs.BOM_UTF8)
    try:
        return body.decode("utf-8", "surrogatepass"), []
    except UnicodeDecodeError as error:
        return _not_utf8(body, error.start)


def _other(content: bytes, skip: int, codec: str, name: str) -> tuple[str | None, list[Finding]]:
    try:
        text = content[skip:].decode(codec)
    except UnicodeDecodeError:
        return None, [Finding("binary", 0, 0, 0)]
    return text, [Finding("utf16", 0, 0, 0, {"name": name})]


def _utf16_without_bom(content: bytes) -> str:
    """Every colon, space and line break is a pair with one NUL in UTF-16, always on the same side."""
    sample = content[:_SAMPLE]
    if len(content) % 2 or b"\0" not in sample:
        return ""
    first, second = sample[0::2].count(0), sample[1::2].count(0)
    codec = "utf-16-le" if second > first else "utf-16-be"
    try:
        text = sample[: len(sample) // 2 * 2].decode(codec, "ignore")
    except UnicodeDecodeError:
        return ""
    plausible = sum(character.isprintable() or character in "\r\n\t\ufeff" for character in text)
    ascii_signs = sum(character in ":： \n\r-#" for character in text)
    return codec if text and plausible >= 0.97 * len(text) and ascii_signs else ""


def _not_utf8(body: bytes, bad: int) -> tuple[str | None, list[Finding]]:
    text = _gb18030(body)
    if text:
        # Two bytes of GB 18030 may happen to be right in UTF-8; the first one beyond ASCII was wrong already.
        bad = next(position for position, byte in enumerate(body) if byte > 127)
    before = BREAK.split(body[:bad].decode("utf-8", "surrogatepass"))
    line, column = len(before) - 1, len(before[-1])
    if text:
        return text, [Finding("gb18030", line, column, column)]
    kind = "binary" if b"\0" in body else "mixed"
    return None, [Finding(kind, line, column, column)]


def _gb18030(body: bytes) -> str:
    """The text, if this is GB 18030: what is not, read as such, is full of rare characters. Empty otherwise."""
    try:
        text = body.decode("gb18030")
    except UnicodeDecodeError:
        return ""
    beyond_ascii = [character for character in text[: _SAMPLE * 5] if character > "\x7f"]
    common = sum(_in_gb2312(character) for character in beyond_ascii)
    return text if common >= 0.8 * len(beyond_ascii) else ""


def _in_gb2312(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
