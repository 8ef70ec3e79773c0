"""A value in a ``{{p }}`` slot -> the paragraphs, lists and tables that take the place of the slot's paragraph."""

from __future__ import annotations

from dataclasses import dataclass

from docgen.model import Markdown
from docgen.render.looks import Looks
from docgen.render.markdown import Block, Heading, Item, Table, plain_paragraphs, read_markdown
from docgen.render.numbering import DEPTHS, Level, Numbering
from docgen.render.tables import paragraph_xml, table_xml
from docgen.render.text import refuse_characters

Lists = list[tuple[Level, int]]
"""The lists numbered so far in one rendering: each with its level and first number."""


@dataclass(frozen=True)
class Blocks:
    """A slot for paragraphs: how they look, how their lists are numbered, and what they stand among.

    ``level`` is that of the template's heading above; ``width`` in twips is what a table may fill;
    ``table_before`` and ``table_after``: whether a table of the template stands right there.
    """

    looks: Looks
    numbering: Numbering
    level: int
    width: int
    table_before: bool = False
    table_after: bool = False

    def xml(self, value: str, lists: Lists) -> str:
        """The blocks of a value; a value with nothing in it gives none. Raises CharacterError."""
        refuse_characters(value)  # before markdown-it, which would put others in their stead
        blocks = read_markdown(value) if isinstance(value, Markdown) else plain_paragraphs(value)
        made: list[str] = []
        own: dict[int, int] = {}
        after_table = self.table_before
        for block in blocks:
            if isinstance(block, Table):
                made += [_GAP] if after_table else []
                made.append(table_xml(block, self.looks, self.width))
            else:
                made.append(self._paragraph(block, lists, own))
            after_table = isinstance(block, Table)
        return "".join(made) + (_GAP if after_table and blocks and self.table_after else "")

    def _paragraph(self, block: Block, lists: Lists, own: dict[int, int]) -> str:
        assert not isinstance(block, Table)
        if isinstance(block, Heading):
            look = self.looks.headings[min(block.level + self.level, len(self.looks.headings)) - 1]
            return paragraph_xml(look, block.words)
        if isinstance(block, Item):
            return self._item(block, lists, own)
        return paragraph_xml(self.looks.plain, block.words)

    def _item(self, item: Item, lists: Lists, own: dict[int, int]) -> str:
        depth = min(item.depth, DEPTHS - 1)
        level = (self.numbering.numbered if item.ordered else self.numbering.bulleted)[depth]
        if item.list not in own:
            own[item.list] = self.numbering.first + len(lists)
            lists.append((level, item.start))
        looks = self.looks.numbered if item.ordered else self.looks.bulleted
        look = looks[min(depth, len(looks) - 1)]
        number = _number_xml(own[item.list], level[1]) if item.first else _number_xml(0, 0)
        return paragraph_xml(look, item.words, number)


_GAP = "<w:p/>"
"""Between two tables, which Word would otherwise join."""


def _number_xml(number: int, level: int) -> str:
    """The ``w:numPr`` of a paragraph; number 0 takes away the one that its style may give it."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
