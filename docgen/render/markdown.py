"""Markdown as staff write it -> paragraphs, headings, list items and tables; knows markdown-it, and nothing of Word.

CommonMark with tables, less what would swallow plain text: no HTML, links, pictures, entities, indented code or
underlined headings. A line break between Chinese characters joins, between Latin words it is a space. Emphasis works
beside Chinese punctuation, and ``100*200*300`` stays as it is. Nothing that was typed is lost but the marks themselves.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

_TOO_DEEP = re.compile(r"^[\s>*+\-0-9.)]{200}", re.MULTILINE)
"""So many marks and spaces before the first word could nest deeper than markdown-it goes, and lose the word."""

_LINE = r"[\u4e00-\u9fff“《（](?:[^\x00-\x1f\x7f-\xa0*_`|\\<>&!\[\]~]*[^\s\x00-\x1f\x7f-\xa0*_`|\\<>&!\[\]~])?"
_PLAIN = re.compile(rf"{_LINE}(?:\n\n+{_LINE})*\n*")
"""Paragraphs of one line each, with nothing in them that Markdown might take for a mark: most texts are."""


@dataclass(frozen=True)
class Piece:
    """Some words in one look; a forced line break is ``\\n`` in them."""

    text: str
    bold: bool = False
    italic: bool = False


Words = tuple[Piece, ...]


@dataclass(frozen=True)
class Paragraph:
    words: Words


@dataclass(frozen=True)
class Heading:
    level: int
    words: Words


@dataclass(frozen=True)
class Item:
    """A paragraph of a list: ``list`` numbers the list within the text, ``depth`` is 0 for an outer one.

    Only the ``first`` paragraph of an item carries its number or bullet.
    """

    list: int
    depth: int
    ordered: bool
    start: int
    first: bool
    words: Words


@dataclass(frozen=True)
class Table:
    """Rows of cells, the header first; ``aligns`` are left, center, right or nothing for each column."""

    aligns: tuple[str, ...]
    rows: tuple[tuple[Words, ...], ...]


Block = Paragraph | Heading | Item | Table


def read_markdown(text: str) -> list[Block]:
    """The blocks of a text, in order; one that nests deeper than markdown-it goes is taken as plain lines."""
    if _PLAIN.fullmatch(text):
        return [Paragraph((Piece(line),)) for line in text.split("\n") if line]
    return parsed(text)


def parsed(text: str) -> list[Block]:
    """The same of any text, through markdown-it."""
    if _TOO_DEEP.search(text):
        return plain_paragraphs(text)
    reader = _Reader(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    for token in _parser().parse(text):
        reader.take(token)
    return reader.blocks


def plain_paragraphs(text: str) -> list[Block]:
    """Text that is not Markdown: each line that is not blank is a paragraph."""
    return [Paragraph((Piece(line.strip()),)) for line in text.splitlines() if line.strip()]


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # only for who prints Markdown: it takes long to load

    parser = MarkdownIt("commonmark", {"html": False, "linkify": False, "maxNesting": 300}).enable("table")
    parser.disable(
        ["code", "lheading", "reference", "html_block", "html_inline", "link", "image", "autolink", "entity"]
    )
    parser.inline.ruler.at("emphasis", _emphasis)
    return parser


@dataclass
class _Open:
    number: int
    ordered: bool
    start: int
    fresh: bool = True


@dataclass
class _Reader:
    lines: list[str]
    blocks: list[Block] = field(default_factory=list)
    lists: list[_Open] = field(default_factory=list)
    count: int = 0
    heading: int = 0
    aligns: list[str] = field(default_factory=list)
    rows: list[list[Words]] | None = None
    beyond: str = ""

    def line(self, token: Token) -> str:
        return self.lines[token.map[0]] if token.map else token.markup

    def take(self, token: Token) -> None:
        kind = token.type
        if kind in ("ordered_list_open", "bullet_list_open"):
            self.count += 1
            self.lists.append(_Open(self.count, kind.startswith("ordered"), int(token.attrs.get("start", 1))))
        elif kind in ("ordered_list_close", "bullet_list_close"):
            self.lists.pop()
        elif kind == "list_item_open":
            self.lists[-1].fresh = True
        elif kind == "heading_open":
            self.heading = len(token.markup)
        elif kind == "inline":
            self.words(_words(token.children or []), token)
        elif kind in ("fence", "code_block", "html_block"):
            self.verbatim(token)
        elif kind == "hr":
            self.add((Piece(self.line(token).lstrip("> ").strip()),))
        else:
            self.table(token)

    def table(self, token: Token) -> None:
        if token.type == "table_open":
            self.rows, self.aligns = [], []
        elif token.type == "tr_open" and self.rows is not None:
            self.rows.append([])
            self.beyond = _beyond(self.line(token), len(self.aligns)) if self.aligns else ""
        elif token.type == "th_open":
            self.aligns.append(str(token.attrs.get("style", "")).partition("text-align:")[2])
        elif token.type == "table_close" and self.rows is not None:
            self.blocks.append(Table(tuple(self.aligns), tuple(tuple(row) for row in self.rows)))
            self.rows = None

    def words(self, words: Words, token: Token) -> None:
        if self.rows is not None:
            last = self.aligns and len(self.rows[-1]) == len(self.aligns) - 1
            self.rows[-1].append((*words, Piece(self.beyond)) if last and self.beyond else words)
        elif self.heading:
            self.blocks.append(Heading(self.heading, words))
            self.heading = 0
        else:
            self.add(words)

    def verbatim(self, token: Token) -> None:
        for line in [token.info, *token.content.splitlines()]:
            if line.strip():
                self.add((Piece(line.rstrip()),))

    def add(self, words: Words) -> None:
        if not self.lists:
            self.blocks.append(Paragraph(words))
            return
        own = self.lists[-1]
        depth = len(self.lists) - 1
        self.blocks.append(Item(own.number, depth, own.ordered, own.start, own.fresh, words))
        own.fresh = False


def _beyond(line: str, columns: int) -> str:
    """The cells of a table's row that have no column; they are added to its last cell, not lost."""
    from markdown_it.rules_block.table import escapedSplit

    cells = escapedSplit(line.lstrip("> ").strip())
    cells = cells[1:] if cells and not cells[0] else cells
    rest = [cell.strip() for cell in cells[columns:]]
    return "".join(f" | {cell}" for cell in rest if cell)


def _words(tokens: list[Token]) -> Words:
    pieces: list[Piece] = []
    bold = italic = 0
    for position, token in enumerate(tokens):
        bold += (token.type == "strong_open") - (token.type == "strong_close")
        italic += (token.type == "em_open") - (token.type == "em_close")
        text = token.content if token.type in ("text", "code_inline", "text_special") else ""
        if token.type == "softbreak":
            text = _joint(_nearest(tokens[:position][::-1], -1), _nearest(tokens[position:], 0))
        elif token.type == "hardbreak":
            text = "\n"
        if text:
            pieces.append(Piece(text, bold > 0, italic > 0))
    return tuple(pieces)


def _nearest(tokens: list[Token], end: int) -> str:
    return next((token.content[end] for token in tokens if token.content), "")


def _joint(before: str, after: str) -> str:
    """What a line break in the source becomes: nothing beside a Chinese character, a space between Latin words."""
    return "" if not before or not after or is_wide(before) or is_wide(after) else " "


def is_wide(sign: str) -> bool:
    """Whether a character takes the width of a Chinese one."""
    return unicodedata.east_asian_width(sign) in ("W", "F") or sign in "“”‘’…—·"


def _emphasis(state: StateInline, silent: bool) -> bool:
    """Collect ``*`` as markdown-it does, but let it stand beside Chinese punctuation, and not between Latin letters."""
    start = state.pos
    if silent or state.src[start] != "*":
        return False
    end = start
    while end < state.posMax and state.src[end] == "*":
        end += 1
    from markdown_it.rules_inline.state_inline import Delimiter

    can_open, can_close = _flanks(state.src[start - 1] if start else " ", state.src[end] if end < state.posMax else " ")
    for _ in range(end - start):
        token = state.push("text", "", 0)
        token.content = "*"
        state.delimiters.append(
            Delimiter(
                marker=ord("*"), length=end - start, token=len(state.tokens) - 1, end=-1, open=can_open, close=can_close
            )
        )
    state.pos = end
    return True


def _flanks(before: str, after: str) -> tuple[bool, bool]:
    """Whether marks between these two characters can open and close emphasis."""
    if before.isascii() and after.isascii() and before.isalnum() and after.isalnum():
        return False, False
    return (
        not after.isspace()
        and (not _punctuation(after) or before.isspace() or _punctuation(before) or is_wide(before)),
        not before.isspace() and (not _punctuation(before) or after.isspace() or _punctuation(after) or is_wide(after)),
    )


def _punctuation(sign: str) -> bool:
    """Chinese marks touch the words on both sides (``**甲。**9月``), so they do not count as the others do."""
    return unicodedata.category(sign)[0] in "PS" and not is_wide(sign)
