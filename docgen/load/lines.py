"""A file's lines and changes to them; only this module knows how a column of changed text maps back to the file.

Lines and columns count from 0 here; `docgen.load.reading` turns them into places that count from 1.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from docgen.load.messages import MESSAGES, Message

BREAK = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Replace columns ``start`` to ``end`` of a line by ``text`` (never a line break)."""

    line: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found, at columns ``start`` to ``end`` of a line, with the words that fill its message.

    ``edit`` makes the rest readable. It is written to the file by --fix only if `mends` is true.
    """

    kind: str
    line: int
    start: int
    end: int
    words: Mapping[str, str] = field(default_factory=dict)
    edit: Edit | None = None
    related: tuple[int, int, int] | None = None

    @property
    def said(self) -> Message:
        return MESSAGES[self.kind]

    @property
    def mends(self) -> bool:
        return bool(self.edit and self.said.mended)


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines without their breaks, as changed (``texts``) and as read (``raw``).

    ``origins`` has, for changed lines, the original column of each column.
    """

    texts: tuple[str, ...]
    raw: tuple[str, ...]
    origins: Mapping[int, tuple[int, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, text: str) -> Lines:
        texts = tuple(BREAK.split(text))
        texts = (*texts, "") if texts[-1] else texts  # a parser's last mark is behind the last line break
        return cls(texts, texts)

    def original(self, line: int, column: int) -> int:
        """The column in the file as it was read."""
        origins = self.origins.get(line)
        return column if origins is None else origins[min(column, len(origins) - 1)]

    def folded(self, line: int, start: int, end_line: int, end: int) -> str:
        """An unquoted text at a place of these lines, as the file had it: a break is a space, an empty line a break."""
        pieces = list(self.raw[line : end_line + 1])
        pieces[-1] = pieces[-1][: self.original(end_line, end)]
        pieces[0] = pieces[0][self.original(line, start) :]
        text, breaks = pieces[0].strip(" \t"), 0
        for piece in pieces[1:]:
            words = piece.strip(" \t")
            if words:
                text += ("\n" * breaks or " ") + words
            breaks = 0 if words else breaks + 1
        return text

    def restored(self, finding: Finding) -> Finding:
        """The same finding with the columns of the file as it was read."""
        if finding.line not in self.origins:
            return finding
        edit = finding.edit
        if edit:
            edit = Edit(edit.line, self.original(edit.line, edit.start), self.original(edit.line, edit.end), edit.text)
        return Finding(
            finding.kind,
            finding.line,
            self.original(finding.line, finding.start),
            self.original(finding.line, finding.end),
            finding.words,
            edit,
            finding.related,
        )

    def patched(self, edits: Iterable[Edit]) -> Lines:
        """The lines after the edits (columns of *these* lines); of two edits that overlap, the first counts."""
        texts, origins = list(self.texts), dict(self.origins)
        by_line: dict[int, list[Edit]] = {}
        for edit in sorted(edits):
            by_line.setdefault(edit.line, []).append(edit)
        for number, found in by_line.items():
            texts[number], columns = _patch(texts[number], found)
            origins[number] = tuple(self.original(number, column) for column in columns)
        return Lines(tuple(texts), self.raw, origins)

    def without(self, numbers: Iterable[int]) -> Lines:
        """These lines with the given ones left empty."""
        return self.patched(Edit(number, 0, len(self.texts[number]), "") for number in numbers)

    def text(self) -> str:
        """All lines joined with LF, as the parser is to read them."""
        return "\n".join(self.texts)


def _patch(text: str, edits: list[Edit]) -> tuple[str, list[int]]:
    pieces: list[str] = []
    columns: list[int] = []
    done = 0
    for edit in edits:
        if edit.start < done:
            continue
        pieces += [text[done : edit.start], edit.text]
        columns += [*range(done, edit.start), *[edit.start] * len(edit.text)]
        done = max(edit.end, edit.start)
    pieces.append(text[done:])
    columns += range(done, len(text) + 1)
    return "".join(pieces), columns
