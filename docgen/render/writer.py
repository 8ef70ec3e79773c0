"""A value and the slot that it goes to -> XML; knows escaping, line breaks, and what may not be printed.

A slot is a place for values, known when the template is compiled: text of a run, an attribute, or paragraphs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from docgen.expressions import ExpressionError, printable
from docgen.model import Absent, AbsentUsedError, Diagnostic, Markdown
from docgen.render.findings import Notes, finding
from docgen.render.program import owner_name
from docgen.render.tags import Tag
from docgen.render.text import CharacterError, attribute_xml, text_xml

if TYPE_CHECKING:
    from docgen.render.blocks import Blocks, Lists
    from docgen.render.guests import Guests


class Slot(NamedTuple):
    """Where a tag's value goes: ``blocks`` for paragraphs, ``attribute``, else the text of a run.

    ``run`` is the start of that run, up to its properties; ``rare`` the same for characters its font lacks;
    ``paragraph`` are the properties of the paragraph around, ``None`` where the run does not stand in it itself.
    """

    run: str = "<w:r>"
    rare: str = ""
    attribute: bool = False
    blocks: Blocks | None = None
    paragraph: str | None = None

    @property
    def check(self) -> str:
        """What of `text.checks` tells whether a text must go through the writer; nothing if every text must."""
        return "" if self.attribute or self.blocks is not None else "rare" if self.rare else "special"


class Rendering:
    """One rendering of one part: writes its values, and gathers what may not be printed.

    Nothing of it is shared between renderings but the list of problems, the numbering of lists and the guests, which
    are what docxtpl's objects bring along.
    """

    def __init__(
        self, tags: list[Tag], slots: list[Slot], problems: list[Diagnostic], numbers: Lists, guests: Guests
    ) -> None:
        self._tags, self._slots, self._problems, self._numbers = tags, slots, problems, numbers
        self._guests = guests
        self.foreign = False
        """Whether a value brought XML that docgen did not make by itself, so that the part must be read again."""
        self.rare: set[str] = set()
        """Starts of runs, and whole paragraphs, that name the fonts in which rare characters were printed."""

    @property
    def problems(self) -> list[Diagnostic]:
        """What may not be printed, of all parts so far."""
        return self._problems

    def write(self, number: int, value: object, owner: object) -> str:
        """The XML of a printed value; nothing, and a problem noted, where it may not be printed."""
        slot = self._slots[number]
        try:
            if slot.blocks is not None:
                made = slot.blocks.xml(value if isinstance(value, Markdown) else printable(value), self._numbers)
                self.rare.add(made)
                return made
            if isinstance(value, Markdown):
                return self._refuse("DG506", number, "这一项是成段的文字，不能印在一行里", "单独占一段，写成 {{p … }}")
            text = value if type(value) is str else printable(value)
            if slot.attribute:
                return attribute_xml(text)
            made = text_xml(text, slot.run, slot.rare)
            if slot.rare and slot.rare in made:
                self.rare.add(slot.rare)
            return made
        except CharacterError as problem:
            hint = "在案卷里删去这个字符（多半是从别处复制带进来的）"
            return self._refuse("DG504", number, f"要印的内容里有 Word 文档不能有的字符 {problem}", hint)
        except ExpressionError as problem:
            from docgen.render.objects import kind_of  # for what is no plain value

            if kind_of(value):
                return self._object(number, value)
            return self._unprintable(number, value, owner, problem)

    def failed(self, number: int, problem: ExpressionError | AbsentUsedError) -> None:
        """Note that a tag's expression could not be worked out."""
        if isinstance(problem, AbsentUsedError):
            message, hint = (
                f"“{problem}”没有填写，不能拿来计算或者比较大小",
                "补填这一项，或者先用 {% if … %} 判断它填了没有",
            )
        else:
            message, hint = problem.message, problem.hint
        self._refuse("DG503", number, message, hint)

    def _object(self, number: int, value: object) -> str:
        """The XML of one of docxtpl's objects; a problem noted where it cannot be printed."""
        from docgen.render.objects import as_blocks, in_line, kind_of

        slot = self._slots[number]
        self.foreign = True
        try:
            if slot.blocks is not None:
                return as_blocks(value, slot.blocks, self._guests)
            if slot.attribute:
                return self._refuse("DG502", number, f"{kind_of(value)} 不能印在这里", "这里只能印文字")
            return in_line(value, slot.run, slot.rare, slot.paragraph, self._guests)
        except CharacterError as problem:
            return self._refuse("DG504", number, f"要印的内容里有 Word 文档不能有的字符 {problem}", "删去这个字符")
        except ExpressionError as problem:
            return self._refuse("DG502", number, problem.message, problem.hint)

    def _unprintable(self, number: int, value: object, owner: object, problem: ExpressionError) -> str:
        if isinstance(value, Absent):
            whose, address = self._whose(number, owner)
            notes = (("来自", address),) if address else ()
            return self._refuse("DG501", number, f"{whose}“{value.label}”没有填写，不能印出", problem.hint, notes)
        if value is None:
            return self._refuse("DG502", number, "值是空的（None），不能印出", "不该印的时候用 {% if … %} 略去")
        if isinstance(value, float):
            return self._refuse("DG502", number, "这是二进制的小数（float），印出来会走样", "改用文字，或者 Decimal")
        return self._refuse("DG502", number, problem.message, problem.hint)

    def _whose(self, number: int, owner: object) -> tuple[str, str]:
        """The record that lacks a value, as far as it says who it is: ``问题 WT-2022-003 的``, and its address."""
        address: Any = getattr(owner, "address", "") if hasattr(type(owner), "lookup") else ""
        if not isinstance(address, str) or not address:
            return "", ""
        name = address.rpartition("#")[2] if "#" in address else address.rpartition("/")[2]
        return f"{owner_name(self._tags[number])} {name} 的", address

    def _refuse(self, code: str, number: int, message: str, hint: str, notes: Notes = ()) -> str:
        tag = self._tags[number]
        self._problems.append(finding(code, message, hint, tag.place, (*tag.notes, *notes)))
        return ""
