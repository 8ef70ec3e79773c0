"""A file's bytes in; findings, and what the file says, out; only this module knows in which order things are looked at.

Raw characters first, then the layout as staff meant it, then the parser on the text as it would be once mended, so
that one run reports all there is to mend.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import yaml

from docgen.load.bounds import MAX_BYTES
from docgen.load.characters import merge_markers, refused_characters
from docgen.load.cursor import Outline
from docgen.load.decode import decode
from docgen.load.lines import Finding, Lines
from docgen.load.outline import outline
from docgen.load.tree import Tree, read_tree
from docgen.load.trouble import finding_of
from docgen.model import Diagnostic, Location, Related, Source

PURE: Any = yaml.SafeLoader
FASTEST: Any = getattr(yaml, "CSafeLoader", PURE)
_MOST = 20  # findings of one kind that are listed one by one
_SLOW = 500_000  # characters up to which the pure-Python parser is asked for a second opinion


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was found in a file: its text (``None`` if there is none), findings in order, and what it says."""

    text: str | None
    findings: tuple[Finding, ...]
    tree: Tree | None = None

    @property
    def refused(self) -> bool:
        return any(finding.said.severity == "error" for finding in self.findings)


def read(content: bytes, file: str, loader: Any = FASTEST) -> Reading:
    """Read a file with a PyYAML loader class; both classes give the same."""
    if len(content) > MAX_BYTES:
        size = f"{len(content) / 1024 / 1024:.1f}"
        return Reading(None, (Finding("too_large", -1, 0, 0, {"size": size}),))
    text, found = decode(content)
    if text is None:
        return Reading(None, tuple(found))
    lines = Lines.of(text)
    characters = refused_characters(lines)
    markers = merge_markers(lines)
    found += characters + markers
    tree = None
    if not markers:
        clean = lines.patched(finding.edit for finding in characters if finding.edit)
        more, tree = _read_layout(clean, file, loader)
        found += more
        found += _about_the_whole(tree, text, found)
    return Reading(text, tuple(_in_order(found)), tree)


def read_well_kept(content: bytes, file: str) -> Source:
    """What a file says that `docgen.load.plain` could read: in such a file there is nothing to find but the places."""
    text, _ = decode(content)
    tree = read_tree(Lines.of(text or ""), file, FASTEST)
    return Source(tree.data, tree.values, tree.keys, frozenset(tree.empties))


def _read_layout(clean: Lines, file: str, loader: Any) -> tuple[list[Finding], Tree | None]:
    layout = outline(clean)
    found = [clean.restored(finding) for finding in layout.disguised]
    if layout.hopeless:
        return found, None
    edits = [finding.edit for finding in layout.disguised if finding.edit] + layout.quiet
    mended = clean.patched(edits).without(layout.hidden)
    tree, error = _parse(mended, file, loader)
    if tree:
        return found + tree.findings, tree
    found += [clean.restored(finding) for finding in layout.broken]
    left_out = bool(layout.broken or layout.blanked)
    tree = _parse(_without_broken(clean, layout), file, loader)[0] if left_out else None
    if tree:
        return found + tree.findings, tree
    return found if left_out else [*found, finding_of(error, mended)], None


def _without_broken(clean: Lines, layout: Outline) -> Lines:
    edits = [finding.edit for finding in layout.disguised + layout.broken if finding.edit]
    return clean.patched([*edits, *layout.quiet, *layout.late]).without(layout.hidden | layout.blanked)


def _parse(lines: Lines, file: str, loader: Any) -> tuple[Tree | None, Exception | None]:
    try:
        return read_tree(lines, file, loader), None
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        if loader is PURE or sum(map(len, lines.texts)) > _SLOW:
            return None, error
    # libyaml and PyYAML word and place their errors differently; one voice is enough.
    return _parse(lines, file, PURE)


def _about_the_whole(tree: Tree | None, text: str, found: list[Finding]) -> list[Finding]:
    if tree is None or isinstance(tree.data, dict):
        return []
    if not tree.content:
        errors = any(finding.said.severity == "error" for finding in found)
        return [] if errors else [Finding("only_comments" if "#" in text else "empty", -1, 0, 0)]
    place = tree.values.get(())
    if place is None:
        return [] if found else [Finding("not_mapping", 0, 0, 0, {"what": "一段文字"})]
    what = "以“- ”开头的列表" if isinstance(tree.data, list) else "一段文字"
    end = place.end_column - 1 if place.end_line == place.line else place.column
    return [Finding("not_mapping", place.line - 1, place.column - 1, end, {"what": what})]


def _in_order(found: Iterable[Finding]) -> list[Finding]:
    """In the order of the file, each once: one line seldom has the same mistake twice in one place."""
    unique = {(finding.line, finding.start, finding.said.code): finding for finding in reversed(list(found))}
    return [unique[key] for key in sorted(unique)]


def source_of(reading: Reading) -> Source | None:
    """What the file says, if nothing in it is refused."""
    tree = reading.tree
    if tree is None or reading.refused:
        return None
    return Source(tree.data, tree.values, tree.keys, frozenset(tree.empties))


def diagnostics_of(reading: Reading, file: str) -> list[Diagnostic]:
    """The findings as a user reads them; of many alike, the first ones, and how many more there are."""
    count: dict[str, int] = {}
    shown = []
    for finding in reading.findings:
        code = finding.said.code
        count[code] = count.get(code, 0) + 1
        if count[code] <= _MOST:
            shown.append(finding)
    last = {finding.said.code: position for position, finding in enumerate(shown)}
    return [
        _diagnostic(finding, file, count[code] - _MOST if last[code] == position else 0)
        for position, finding in enumerate(shown)
        for code in [finding.said.code]
    ]


def _diagnostic(finding: Finding, file: str, more: int) -> Diagnostic:
    said = finding.said
    message = said.message.format_map(finding.words)
    if more > 0:
        message += f"同样的问题后面还有 {more} 处。"
    related: tuple[Related, ...] = ()
    if finding.related:
        line, start, end = finding.related
        related = (Related(Location(file, line + 1, start + 1, line + 1, end + 1), "第一次写在这里"),)
    place = Location(file, finding.line + 1, finding.start + 1, finding.line + 1, finding.end + 1)
    return Diagnostic(
        said.code,
        said.severity,
        message,
        Location(file) if finding.line < 0 else place,
        hint=said.hint.format_map(finding.words),
        related=related,
    )
