"""A parser's events in; plain data, the place of every piece, and findings out; the only module that reads events.

Every scalar is the text that was typed. Nothing is composed: depth is counted while the events come, since
composing a deeply nested file crashes libyaml.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from docgen.load.bounds import run_together
from docgen.load.characters import hidden_in_key, named, refused_in
from docgen.load.lines import Edit, Finding, Lines
from docgen.load.quotes import is_null, misreading
from docgen.load.spans import MAX_DEPTH
from docgen.load.values import shown
from docgen.model import Location, Path

_WIDE = {"\u3000": "全角空格", "\xa0": "不换行空格（U+00A0）"}
_LOST = '([{<（【〔《“‘"'
Span = tuple[int, int, int, int]


@dataclass(slots=True)
class Tree:
    """What a file says. Places are in the file as it was read; ``content`` is false for a file of comments."""

    file: str
    data: Any = None
    content: bool = False
    values: dict[Path, Location] = field(default_factory=dict)
    keys: dict[Path, Location] = field(default_factory=dict)
    empties: set[Path] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)


@dataclass(slots=True)
class _Open:
    """A list or mapping that is being read; ``key`` is the field that waits for its value."""

    path: Path
    data: list[Any] | dict[str, Any]
    flow: bool
    start: tuple[int, int]
    end: tuple[int, int]
    seen: set[str] = field(default_factory=set)
    key: str | None = None
    is_key: bool = False


def read_tree(lines: Lines, file: str, loader: Any) -> Tree:
    """Read the lines with a PyYAML loader class; raises ``yaml.YAMLError`` where it cannot go on."""
    reader = _TreeReader(lines, file)
    events: Iterator[Any] = yaml.parse(lines.text(), Loader=loader)
    for event in events:
        if not reader.take(event):
            break
    return reader.tree


class _TreeReader:
    def __init__(self, lines: Lines, file: str) -> None:
        self.lines = lines
        self.tree = Tree(file)
        self.open: list[_Open] = []
        self.documents = 0

    def take(self, event: Any) -> bool:
        """Take one event; false when what follows is not to be read."""
        if isinstance(event, yaml.ScalarEvent):  # most events are
            self.properties(event)
            self.scalar(event)
        elif isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                line, start, _, _ = self.span(event)
                self.note("documents", (line, start, line, start + 3), marker="---")
                return False
        elif isinstance(event, yaml.AliasEvent):
            self.note("anchor", self.span(event), value=f"*{event.anchor}")
            self.give("x", self.span(event))
        elif isinstance(event, yaml.CollectionStartEvent):
            self.properties(event)
            return self.begin(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self.finish(event)
        return True

    def span(self, event: Any) -> Span:
        """The place of an event in the parsed lines, without the white space after a block text."""
        start, end = event.start_mark, event.end_mark
        line, column = end.line, end.column
        texts = self.lines.texts
        if isinstance(event, yaml.ScalarEvent) and event.style in ("|", ">"):
            while line > start.line and not texts[line][:column].strip():
                line -= 1
                column = len(texts[line])
            column = len(texts[line][:column].rstrip())
        return start.line, start.column, line, column

    def note(self, kind: str, span: Span, edit: Edit | None = None, /, **words: str) -> None:
        line, start, end_line, end = span
        if end_line != line:
            end = len(self.lines.texts[line])
        self.tree.findings.append(self.lines.restored(Finding(kind, line, start, max(start, end), words, edit)))

    def location(self, span: Span) -> Location:
        line, column, end_line, end_column = span
        original = self.lines.original
        return Location(
            self.tree.file,
            line + 1,
            original(line, column) + 1,
            end_line + 1,
            original(end_line, end_column) + 1,
        )

    # Nodes -------------------------------------------------------------------------------------------------

    def properties(self, event: Any) -> None:
        if event.anchor is None and event.tag is None:
            return
        line, start = event.start_mark.line, event.start_mark.column
        word = self.lines.texts[line][start:].split(" ")[0]
        span = (line, start, line, start + len(word))
        if event.anchor is not None:
            self.note("anchor", span, value=f"&{event.anchor}")
        if event.tag is not None:
            self.note("tag", span, value=shown(word))

    def begin(self, event: Any) -> bool:
        span = self.span(event)
        if len(self.open) >= MAX_DEPTH:
            self.note("deep", span)
            return False
        is_key = self.wants_key()
        if is_key:
            self.note("complex_key", span)
        path = (*self.path(), "?") if is_key else self.path()
        data: list[Any] | dict[str, Any] = {} if isinstance(event, yaml.MappingStartEvent) else []
        self.open.append(_Open(path, data, bool(event.flow_style), span[:2], span[2:], is_key=is_key))
        self.tree.content = True
        return True

    def finish(self, event: Any) -> None:
        done = self.open.pop()
        end = (event.end_mark.line, event.end_mark.column) if done.flow else done.end
        if done.is_key:
            self.open[-1].key = "?"
            self.open[-1].end = end
        else:
            self.give(done.data, (*done.start, *end))

    def wants_key(self) -> bool:
        return bool(self.open) and isinstance(self.open[-1].data, dict) and self.open[-1].key is None

    def path(self) -> Path:
        """The path of the value that comes next."""
        if not self.open:
            return ()
        parent = self.open[-1]
        return (*parent.path, parent.key or "" if isinstance(parent.data, dict) else len(parent.data))

    def give(self, value: Any, span: Span) -> None:
        """Put a finished value where it belongs."""
        path = self.path()
        self.tree.values[path] = self.location(span)
        if not self.open:
            self.tree.data = value
            return
        parent = self.open[-1]
        parent.end = max(parent.end, span[2:])
        if isinstance(parent.data, list):
            parent.data.append(value)
        else:
            parent.data[parent.key or ""] = value
            parent.key = None

    # Scalars -----------------------------------------------------------------------------------------------

    def scalar(self, event: Any) -> None:
        span = self.span(event)
        if event.style == '"' and (sign := refused_in(event.value)):
            self.note("escape_control", span, escape=f"\\u{ord(sign):04x}", char=named(sign))
        if self.wants_key():
            self.key(event, span)
            return
        plain = not event.style  # libyaml says "", PyYAML says None
        value = self.typed(event, span) if plain else event.value
        value = value.rstrip("\n")
        if value or not plain:
            self.tree.content = True
        if plain:
            self.unquoted(value, span)
        if value:
            self.give(value, span)
        else:
            self.nothing(span)

    def typed(self, event: Any, span: Span) -> str:
        """An unquoted text as it was typed, where the parser was shown something else."""
        value: str = event.value
        if not self.lines.origins or not any(number in self.lines.origins for number in range(span[0], span[2] + 1)):
            return value
        return self.lines.folded(*span)

    def nothing(self, span: Span) -> None:
        if not self.open:
            return
        parent = self.open[-1]
        if isinstance(parent.data, list):
            if not self.lost(span, "hash_value"):
                line = span[0]
                dash = self.lines.texts[line].rfind("-", 0, span[1])
                start = dash if dash >= 0 and not parent.flow else span[1]
                self.note("empty_item", (line, start, line, span[3]))
            parent.data.append("")
            return
        self.lost(span, "hash_value")
        self.tree.empties.add(self.path())
        parent.key = None

    def key(self, event: Any, span: Span) -> None:
        parent, key = self.open[-1], event.value if event.style else self.typed(event, span)
        line = span[0]
        asked = parent.flow and self.lines.texts[line][: span[1]].rstrip().endswith("?")
        if event.style in ("|", ">") or span[2] != line or asked:
            self.note("complex_key", span)
        elif not key:
            self.note("no_key", span)
        elif key == "<<" and not event.style:
            self.note("merge", span)
        hidden = hidden_in_key(key)
        if hidden >= 0:
            start = span[1] + hidden + bool(event.style)
            self.note("hidden_in_key", (line, start, line, start + 1), key=key, char=named(key[hidden]))
        if key in parent.seen:
            self.duplicate(parent, key, span)
        location = self.location(span)
        parent.seen.add(key)
        parent.key = key
        parent.end = max(parent.end, span[2:])
        self.tree.keys.setdefault((*parent.path, key), location)

    def duplicate(self, parent: _Open, key: str, span: Span) -> None:
        first = self.tree.keys[(*parent.path, key)]
        words = {"key": key, "first": str(first.line), "second": str(span[0] + 1)}
        related = (first.line - 1, first.column - 1, first.end_column - 1)
        found = self.lines.restored(Finding("duplicate", span[0], span[1], span[3], words))
        self.tree.findings.append(Finding("duplicate", found.line, found.start, found.end, words, None, related))

    def unquoted(self, value: str, span: Span) -> None:
        """What may be wrong with a text because it has no quotes."""
        line, start, end_line, end = span
        if is_null(value):
            self.note("null", span, value=value)
        elif value and value[0] in _WIDE:
            self.note("wide_start", (line, start, line, start + 1), space=_WIDE[value[0]])
        elif line == end_line and (why := misreading(value)):
            self.note("unquoted", span, Edit(line, start, end, f'"{value}"'), value=value, why=why)
        if value:
            self.lost(span, "lost_text")
        if "，" in value and line == end_line and self.is_only_item(line, end):
            comma = start + value.index("，")
            self.note("wide_comma", (line, comma, line, comma + 1))

        if value and self.open and self.open[-1].flow and isinstance(self.open[-1].data, dict):
            self.run_together(span)

    def run_together(self, span: Span) -> None:
        """Warn of the first further entry that full-width punctuation has made part of a value."""
        line, start, end_line, end = span
        for number in range(line, end_line + 1):
            text = self.lines.texts[number]
            first, last = start if number == line else 0, end if number == end_line else len(text)
            if match := run_together().search(text, first, last):
                words = {"sign": match[0], "key": match[1]}
                self.note("run_together", (number, match.start(), number, match.end()), **words)
                return

    def is_only_item(self, line: int, end: int) -> bool:
        """Whether the text that ends here stands alone in brackets."""
        parent = self.open[-1] if self.open else None
        alone = parent is not None and parent.flow and parent.data == []
        return alone and self.lines.texts[line][end:].lstrip().startswith("]")

    def lost(self, span: Span, kind: str) -> bool:
        """A comment directly behind a value whose ``#`` touches the next word was meant as text."""
        _, _, line, end = span
        text = self.lines.texts[line]
        behind = text[end:].lstrip()
        sign = behind[1:2]
        if not behind.startswith("#") or not (sign.isalnum() or sign in tuple(_LOST)):
            return False
        start = len(text) - len(behind)
        self.note(kind, (line, start, line, len(text)), lost=shown(behind))
        return True
