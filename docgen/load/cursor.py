"""A line and the changes made to it while it is read, in; edits and findings in the file's own columns, out."""

from __future__ import annotations

from dataclasses import dataclass, field

from docgen.load.lines import Edit, Finding
from docgen.load.spans import Spot


@dataclass(slots=True)
class Outline:
    """What a reading of the layout found.

    ``disguised``: a parser may accept these as something else, they always count. ``broken``: these count only
    where the parser refuses the file too. ``quiet``: edits that change no meaning. ``hidden``: lines to leave out.
    ``late`` and ``blanked``: edits and lines to leave out that go with the broken findings.
    ``hopeless``: nothing can be parsed behind a finding.
    """

    disguised: list[Finding] = field(default_factory=list)
    broken: list[Finding] = field(default_factory=list)
    quiet: list[Edit] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    late: list[Edit] = field(default_factory=list)
    blanked: set[int] = field(default_factory=set)
    hopeless: bool = False


class Cursor:
    """The line that is being read: ``text`` is the line with the edits made so far, which go from left to right."""

    def __init__(self, texts: tuple[str, ...]) -> None:
        self.texts = texts
        self.out = Outline()
        self.number, self.text, self._shift = 0, "", 0

    def begin(self, number: int) -> None:
        self.number, self.text, self._shift = number, self.texts[number], 0

    def spot(self, at: int) -> Spot:
        """Where a column of ``text`` stands in the file."""
        return Spot(self.number, at - self._shift)

    def jump(self, spot: Spot) -> int:
        """Go to a place of the file at or after the present one; its column in ``text``."""
        if spot.line != self.number:
            self.begin(spot.line)
        return spot.column + self._shift

    def replace(self, start: int, end: int, new: str) -> Edit:
        edit = Edit(self.number, start - self._shift, end - self._shift, new)
        self.text = self.text[:start] + new + self.text[end:]
        self._shift += len(new) - (end - start)
        return edit

    def quiet_tabs(self, start: int, end: int | None = None) -> None:
        """The two parsers differ about tabs between words of the layout; to both we show spaces."""
        end = len(self.text) if end is None else end
        first = self.text.find("\t", start, end)
        if first >= 0:
            self.out.quiet.append(self.replace(first, end, self.text[first:end].replace("\t", " ")))

    def disguised(self, kind: str, start: int, end: int, edit: Edit | None = None, /, **words: str) -> None:
        """Note a finding at columns of ``text`` as it stood before ``edit`` was made."""
        self.out.disguised.append(self._finding(kind, start, end, edit, words))

    def broken(self, kind: str, start: int, end: int, edit: Edit | None = None, /, **words: str) -> None:
        """The same for what counts only if the parser refuses the file; without an edit the line is left out."""
        if edit is None:
            self.out.blanked.add(self.number)
        self.out.broken.append(self._finding(kind, start, end, edit, words))

    def _finding(self, kind: str, start: int, end: int, edit: Edit | None, words: dict[str, str]) -> Finding:
        shift = self._shift - (len(edit.text) - (edit.end - edit.start) if edit else 0)
        return Finding(kind, self.number, start - shift, end - shift, words, edit)
