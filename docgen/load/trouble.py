"""What PyYAML says when it gives up, in; a finding with a Chinese sentence at the line to mend, out.

Only this module knows PyYAML's words. It is asked where our own reading of the layout found nothing wrong.
"""

from __future__ import annotations

from docgen.load.lines import Finding, Lines

# A piece of PyYAML's or libyaml's words, the kind of finding, and whether the place is where the thing began.
_KINDS: tuple[tuple[str, str, bool], ...] = (
    ("could not find expected ':'", "no_colon", True),
    ("mapping values are not allowed", "colon_in_text", False),
    ("found unexpected end of stream", "open_quote", True),
    ("found unexpected document", "open_quote", True),
    ("unknown escape", "bad_escape", False),
    ("entries are not allowed", "mixed_list", False),
    ("expected alphabetic or numeric", "bad_start", True),
    ("cannot start any token", "bad_start", False),
    ("while parsing a flow", "flow_shape", False),
    ("while scanning a tag", "bad_start", True),
    ("while scanning a directive", "directive", True),
    ("while parsing a block", "indent", False),
)


def finding_of(error: Exception | None, lines: Lines) -> Finding:
    """The finding that stands for a parser's error; ``lines`` are those that the parser read."""
    problem = getattr(error, "problem", None) or ""
    context = getattr(error, "context", None) or ""
    said = f"{problem} {context}"
    kind, at_start = next(((kind, start) for words, kind, start in _KINDS if words in said), ("unknown", False))
    mark = getattr(error, "context_mark", None) if at_start else getattr(error, "problem_mark", None)
    mark = mark or getattr(error, "problem_mark", None)
    line = min(mark.line, len(lines.texts) - 1) if mark else 0
    text = lines.texts[line]
    column = min(mark.column, len(text)) if mark else 0
    if not text[column:].strip():
        line, column = _last_words(lines, line, column)
        text = lines.texts[line]
    rest = text[column:].rstrip()
    words = {"char": rest[:1], "value": rest[:12], "escape": rest[:2], "extra": rest[:12]}
    return lines.restored(Finding(kind, line, column, max(column, len(text.rstrip())), words))


def _last_words(lines: Lines, line: int, column: int) -> tuple[int, int]:
    """The last line with something on it: PyYAML likes to stop at the empty end of a file."""
    while line > 0 and not lines.texts[line].strip():
        line -= 1
        column = len(lines.texts[line]) - len(lines.texts[line].lstrip())
    return line, min(column, len(lines.texts[line]))
