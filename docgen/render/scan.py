"""A stretch of text -> the tags in it; knows where a tag ends, and the quotation marks that Word puts into them.

A curly quotation mark outside a string starts a string, as docxtpl has it; inside a straight-quoted one it is text.
"""

from __future__ import annotations

import re
from typing import NamedTuple

OPENERS = ("{{", "{%", "{#")
CLOSERS = {"{{": "}}", "{%": "%}", "{#": "#}"}
ESCAPES = {"{_{": "{{", "}_}": "}}", "{_%": "{%", "%_}": "%}"}
"""What is written for two braces that are no tag."""
_ESCAPED = re.compile("|".join(re.escape(each) for each in ESCAPES))
_QUOTES = {'"': '"', "“": '"', "”": '"', "'": "'", "‘": "'", "’": "'"}
_CURLY = {'"': "“”", "'": "‘’"}
_PREFIX = re.compile(r"(tr|tc|p|r)(?=\s)")


class Written(NamedTuple):
    """A tag as written: where it stands in the text, its prefix (p, tr, tc, r) and what is inside."""

    start: int
    end: int
    text: str
    prefix: str
    inner: str

    @property
    def opener(self) -> str:
        return self.text[:2]


def escapes(text: str) -> list[Written]:
    """The ``{_{`` and the like of a paragraph, which are no tags, as if they were."""
    return [Written(each.start(), each.end(), each[0], "", "") for each in _ESCAPED.finditer(text)]


class Unfinished(NamedTuple):
    """An opening ``{{``, ``{%`` or ``{#`` without its end, with the words after it."""

    start: int
    text: str


def scan(text: str) -> tuple[list[Written], list[Unfinished]]:
    """The tags of one paragraph (or attribute) in order, and the openings that nothing closes."""
    tags: list[Written] = []
    unfinished: list[Unfinished] = []
    position = 0
    while True:
        start = _next_opening(text, position)
        if start < 0:
            return tags, unfinished
        tag = _tag_at(text, start)
        if tag is None:
            unfinished.append(Unfinished(start, text[start:]))
            position = start + 2
        else:
            tags.append(tag)
            position = tag.end


def _next_opening(text: str, position: int) -> int:
    found = [place for place in (text.find(opener, position) for opener in OPENERS) if place >= 0]
    return min(found, default=-1)


def _tag_at(text: str, start: int) -> Written | None:
    opener = text[start : start + 2]
    body = start + 2
    end = text.find("#}", body) if opener == "{#" else _end(text, body, CLOSERS[opener])
    if end < 0:
        return None
    content = text[body:end]
    if opener != "{#":
        outside = _without_strings(content)
        if any(sign in outside for sign in (*OPENERS, "%}", "}}")):
            return None
    found = _PREFIX.match(content)
    prefix = found[1] if found else ""
    inner = " ".join(content[len(prefix) :].split("\n")).strip()
    return Written(start, end + 2, text[start : end + 2], prefix, inner if opener == "{#" else straightened(inner))


def _end(text: str, position: int, closer: str) -> int:
    """Where ``closer`` stands outside strings; the first one at all, if the strings never end."""
    first = text.find(closer, position)
    if _QUOTES.keys().isdisjoint(text[position:first]):
        return first
    here = position
    while here < len(text):
        if text.startswith(closer, here):
            return here
        if text[here] in _QUOTES:
            closing = _closing(text, here)
            if closing < 0:
                return first
            here = closing
        here += 1
    return first


def _closing(text: str, start: int) -> int:
    """Where the string that starts at ``start`` ends: at its own kind of mark, else at the curly one."""
    straight = _QUOTES[text[start]]
    if text[start] == straight:
        own = text.find(straight, start + 1)
        if own >= 0:
            return own
    marks = straight + _CURLY[straight]
    found = [place for place in (text.find(mark, start + 1) for mark in marks) if place >= 0]
    return min(found, default=-1)


def _strings(text: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    if _QUOTES.keys().isdisjoint(text):
        return spans
    position = 0
    while position < len(text):
        if text[position] in _QUOTES:
            closing = _closing(text, position)
            if closing < 0:
                break
            spans.append((position, closing))
            position = closing
        position += 1
    return spans


def _without_strings(text: str) -> str:
    kept, position = [], 0
    for start, closing in _strings(text):
        kept.append(text[position:start])
        position = closing + 1
    return "".join(kept) + text[position:]


def outside_strings(inner: str) -> str:
    """A tag's inside with its quoted strings taken out."""
    return _without_strings(inner)


def straightened(inner: str) -> str:
    """A tag's inside with straight quotation marks around its strings."""
    made, position = [], 0
    for start, closing in _strings(inner):
        mark = _QUOTES[inner[start]]
        content = (
            inner[start + 1 : closing].replace(mark, "\\" + mark)
            if inner[start] != mark
            else inner[start + 1 : closing]
        )
        made += [inner[position:start], mark, content, mark]
        position = closing + 1
    return "".join(made) + inner[position:]
