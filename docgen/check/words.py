"""Words that a text should not hold (``x-words``): where each first stands, longer words excepted."""

from __future__ import annotations

from docgen.catalog import compiled_text
from docgen.check.passages import Telling
from docgen.check.plans import Met
from docgen.expressions import ExpressionError
from docgen.model import AbsentUsedError, Diagnostic
from docgen.schemas import Words


def unwanted_words(tell: Telling, met: Met) -> list[Diagnostic]:
    """A finding for each word of the field's ``x-words`` that the text holds."""
    text, plan = met[0], met[1]
    return [
        tell.passage(met).say(entry.code, entry.level, _message(entry, word), (start, start + len(word)))
        for entry in plan.node.words
        for word in entry.words
        if word in text and (start := _first(text, word, entry.but)) >= 0
    ]


def _first(text: str, word: str, but: tuple[str, ...]) -> int:
    """Where the word first stands on its own; -1 where it does not."""
    longer = [(one, one.index(word)) for one in but if word in one]
    start = text.find(word)
    while start >= 0 and any(start >= at and text.startswith(one, start - at) for one, at in longer):
        start = text.find(word, start + 1)
    return start


def _message(entry: Words, word: str) -> str:
    try:
        return compiled_text(entry.message).render({"word": word})
    except (ExpressionError, AbsentUsedError):
        return entry.message
