"""Tags that say simple things -> statements, without Jinja.

Most tags are names with dots, loops over lists and short conditions. What this grammar has any doubt about is Jinja's
to read; of what it takes, `simple_code` makes the same program as `generating`, to the letter. Where all tags of a
document are simple, Jinja is not even loaded, and a document alone is made a good deal sooner.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from docgen.expressions.code import FUNCTIONS
from docgen.expressions.sequences import NAMING

_RESERVED = frozenset({
    "and", "or", "not", "in", "is", "if", "else", "elif", "true", "false", "none", "self", "loop", *FUNCTIONS,
})  # fmt: skip
BARE = frozenset({"else", "endif", "endfor", "endwith"})
"""Statements of one word."""
_UNSAFE = frozenset("\"'\\{}%#")
_MAX_TEXT = 100
_MAX_STEPS = 16
"""Names and filters in a value: what is nested too deeply for Python is Jinja's to refuse."""


class Value(NamedTuple):
    """``a.b.c | filter("text")``: the names, and each filter with its texts."""

    path: list[str]
    filters: list[tuple[str, list[str]]]


class Statement(NamedTuple):
    """What a tag says: its first word (``print`` and ``comment`` are not written) and its value.

    ``around`` is the Python before and after the value of a condition; ``item`` the name that a loop gives.
    """

    word: str
    value: Value | None = None
    around: tuple[str, str] = ("", "")
    item: str = ""


def read(opener: str, inner: str, filters: Collection[str], tests: Collection[str]) -> Statement | None:
    """The tag ``opener inner``; None where it is not simple, or may be wrong."""
    if opener == "{#":
        return Statement("comment")
    if " ".join(inner.split()) != inner:
        return None
    if opener == "{{":
        value = _value(inner, filters)
        return value and Statement("print", value)
    word, _, rest = inner.partition(" ")
    if word in ("if", "elif"):
        return _condition(word, rest, filters, tests)
    if word == "for":
        item, _, values = rest.partition(" in ")
        value = _value(values, filters)
        return Statement("for", value, item=item) if value and _is_name(item) and _is_free(item) else None
    return Statement(word) if word in BARE and not rest else None


def _is_name(text: str) -> bool:
    # Python's identifiers have some characters that Jinja takes for none.
    return text.isidentifier() and (text.isalnum() or text.replace("_", "").isalnum())


def _is_free(name: str) -> bool:
    return name.lower() not in _RESERVED


def _value(text: str, filters: Collection[str]) -> Value | None:
    written, *applied = text.split("|")
    path = written.rstrip().split(".")
    if not all(map(_is_name, path)) or not _is_free(path[0]) or len(path) + len(applied) > _MAX_STEPS:
        return None
    found = []
    for each in applied:
        name, bracket, arguments = each.strip().partition("(")
        texts: list[str] = []
        if bracket:
            if not arguments.endswith(")"):
                return None
            for argument in arguments[:-1].split(","):
                value = _text(argument.strip())
                if value is None:
                    return None
                texts.append(value)
        if name not in filters or name in NAMING:
            return None
        found.append((name, texts))
    return Value(path, found)


def _text(written: str) -> str | None:
    """A text in quotes."""
    if 2 <= len(written) <= _MAX_TEXT and written[0] == written[-1] and written[0] in "\"'":
        text = written[1:-1]
        return text if _UNSAFE.isdisjoint(text) else None
    return None


def _condition(word: str, rest: str, filters: Collection[str], tests: Collection[str]) -> Statement | None:
    before, after = "", ""
    if rest.startswith("not "):
        before, after, rest = "(not ", ")", rest[4:]
    for sign in ("==", "!="):
        left, found, right = rest.partition(f" {sign} ")
        if found:
            text, value = _text(right), _value(left, filters)
            if text is None or value is None:
                return None
            return Statement(word, value, (f"{before}(", f" {sign} {text!r}){after}"))
    left, found, name = rest.partition(" is ")
    if found:
        if name.startswith("not "):
            before, after, name = f"{before}(not ", f"){after}", name[4:]
        if name not in tests or not _is_name(name) or not _is_free(name):
            return None
        before, after = f"{before}test_{name}(", f"){after}"
    value = _value(left, filters)
    return value and Statement(word, value, (before, after))
