"""A file's bytes in, the same with what is safe to mend mended out; only this module writes to case files' text."""

from __future__ import annotations

import codecs
import re

from docgen.load.lines import Edit, Finding
from docgen.load.reading import Reading, read

_BREAKS = re.compile(r"(\r\n|\r|\n)")
_ROUNDS = 8
_LISTED = 12


def fix(content: bytes) -> tuple[bytes, tuple[str, ...]]:
    """Mend encoding, marks, tabs, colons, spaces and missing quotes; the bytes, and what was done, in Chinese.

    Everything else stays byte for byte. A file that loads means the same afterwards, one that does not loads no
    worse; otherwise the bytes come back as they are.
    """
    mended, done = content, dict[str, set[int]]()
    before = read(content, "")
    for _ in range(_ROUNDS):
        reading = before if mended == content else read(mended, "")
        changed, what = _mended_once(mended, reading)
        if changed == mended or not _no_worse(reading, read(changed, "")):
            break
        mended = changed
        for phrase, lines in what.items():
            done.setdefault(phrase, set()).update(lines)
    return mended, tuple(_told(phrase, lines) for phrase, lines in done.items())


def _mended_once(content: bytes, reading: Reading) -> tuple[bytes, dict[str, set[int]]]:
    if reading.text is None:
        return content, {}
    what: dict[str, set[int]] = {}
    if content.startswith(codecs.BOM_UTF8):
        what["删去文件开头的标记（BOM）"] = set()
    for finding in reading.findings:
        if finding.said.mended and (finding.edit or finding.kind in ("gb18030", "utf16")):
            phrase = finding.said.mended.format_map(finding.words)
            what.setdefault(phrase, set()).update({finding.line + 1} if finding.edit else set())
    if not what:
        return content, {}
    return _edited(reading.text, reading.findings).encode("utf-8", "surrogatepass"), what


def _edited(text: str, findings: tuple[Finding, ...]) -> str:
    """The text after the edits that may be written, with its own line breaks."""
    pieces = _BREAKS.split(text)
    by_line: dict[int, list[Edit]] = {}
    for finding in findings:
        if finding.edit and finding.mends:
            by_line.setdefault(finding.edit.line, []).append(finding.edit)
    for number, edits in by_line.items():
        line, free = pieces[number * 2], len(pieces[number * 2])
        for edit in sorted(edits, reverse=True):
            if edit.end <= free:
                line, free = line[: edit.start] + edit.text + line[edit.end :], edit.start
        pieces[number * 2] = line
    return "".join(pieces)


def _no_worse(before: Reading, after: Reading) -> bool:
    if _errors(after) > _errors(before):
        return False
    if before.tree is None or after.tree is None:
        return True
    # What a refused file says was read as if it were mended, so it has to say the same now.
    return bool(before.tree.data == after.tree.data and before.tree.empties == after.tree.empties)


def _errors(reading: Reading) -> int:
    return sum(finding.said.severity == "error" for finding in reading.findings)


def _told(phrase: str, lines: set[int]) -> str:
    if not lines:
        return phrase
    listed = "、".join(map(str, sorted(lines)[:_LISTED]))
    more = f" 等 {len(lines)} 行" if len(lines) > _LISTED else " 行"
    return f"第 {listed}{more}：{phrase}"
