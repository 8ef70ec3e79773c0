"""A value and the slot that it goes to -> XML; knows escaping, line breaks, and what may not be printed.

A slot is a place for values, known when the template is compiled: text of a run, an attribute, or paragraphs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from docgen.expressions import ExpressionError, printable
from docgen.model import Absent, AbsentUsedError, Diagnostic, Markdown
from docgen.render.blocks import Blocks, Lists
from docgen.render.findings import Notes, finding
from docgen.render.program import owner_name
from docgen.render.tags import Tag
from docgen.render.text import CharacterError, attribute_xml, text_xml


@dataclass(frozen=True)
class Slot:
    """Where a tag's value goes: ``blocks`` for paragraphs, ``attribute``, else the text of a run.

    ``run`` is the start of that run, up to its properties; ``rare`` the same for characters its font lacks.
    """

    run: str = "<w:r>"
    rare: str = ""
    attribute: bool = False
    blocks: Blocks | None = None


class Rendering:
    """One rendering of one part: writes its values, and gathers what may not be printed.

    Nothing of it is shared between renderings but the list of problems and the numbering of lists.
    """

    def __init__(self, tags: list[Tag], slots: list[Slot], problems: list[Diagnostic], numbers: Lists) -> None:
        self._tags, self._slots, self._problems, self._numbers = tags, slots, problems, numbers

    def write(self, number: int, value: object, owner: object) -> str:
        """The XML of a printed value; nothing, and a problem noted, where it may not be printed."""
        slot = self._slots[number]
        try:
            if slot.blocks is not None:
                return slot.blocks.xml(value if isinstance(value, Markdown) else printable(value), self._numbers)
            if isinstance(value, Markdown):
                return self._refuse("DG506", number, "这一项是成段的文字，不能印在一行里", "单独占一段，写成 {{p … }}")
            text = value if type(value) is str else printable(value)
            return attribute_xml(text) if slot.attribute else text_xml(text, slot.run, slot.rare)
        except CharacterError as problem:
            hint = "在案卷里删去这个字符（多半是从别处复制带进来的）"
            return self._refuse("DG504", number, f"要印的内容里有 Word 文档不能有的字符 {problem}", hint)
        except ExpressionError as problem:
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
