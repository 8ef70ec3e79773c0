"""A part with its tags as marks -> its program and slots.

docxtpl defines the language: it is given the part with each tag as a short mark, takes away the paragraphs, rows and
cells of ``{%p %}``, ``{%tr %}`` and ``{%tc %}``, and must give every mark back, once and in its order.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import deepcopy
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from docgen.expressions import ExpressionError
from docgen.model import Diagnostic
from docgen.render.ending import Ending
from docgen.render.findings import RenderError, finding
from docgen.render.finish import CELLS_REPEATED, TABLE_PLACE, Ids
from docgen.render.fonts import hint_runs, in_rare_font, set_fonts, split_rare, style_of
from docgen.render.numbering import Numbering
from docgen.render.ooxml import P_PR, R_PR, SECT_PR, TBL, Element, P, R, T, fragment, hoist_namespaces, w
from docgen.render.parts import Part
from docgen.render.patching import patched
from docgen.render.profile import Profile
from docgen.render.program import Program
from docgen.render.properties import CORE
from docgen.render.scan import ESCAPES
from docgen.render.settle import settle
from docgen.render.structure import MARK, host
from docgen.render.styles import Styles
from docgen.render.tags import Tag, tag_at
from docgen.render.writer import Rendering, Slot

if TYPE_CHECKING:
    from docgen.render.blocks import Blocks

_PATCHED = re.compile(r"\{[{%] k(\d+) [%}]\}")
_LEFT = re.compile(r"\{[{%#]")
Settle = Callable[[list[str], list[Tag], list[Slot], Ids], tuple[list[str], Ending]]


class Setting(NamedTuple):
    """What all parts of a template share: its styles and fonts, lists, sections, the ids given out when compiling."""

    styles: Styles
    profile: Profile
    theme: dict[str, str]
    numbering: Numbering
    sections: list[Element]
    ids: Ids


class PartProgram(NamedTuple):
    """A part that is filled in at each rendering."""

    name: str
    label: str
    program: Program
    slots: list[Slot]
    ending: Ending

    @property
    def is_still(self) -> bool:
        """Whether the part is the same in every document."""
        return not self.program.tags and self.ending.is_sure

    def still(self) -> bytes:
        """The bytes of such a part."""
        return self.ending.end(self.program.run({}, Rendering([], [], [], [], [])), self.label, Ids())[0]


def dress(part: Part, setting: Setting) -> None:
    """Give the part's runs the profile's fonts."""
    set_fonts(part.root, setting.profile, setting.theme)
    hint_runs(part.root)


def compile_part(part: Part, setting: Setting, settle: Settle = settle) -> PartProgram:
    """The part's program. Raises RenderError where docxtpl or Jinja cannot take it."""
    blocks = {
        tag.number: _blocks(tag, part.root, setting) for tag in part.tags if tag.opener == "{{" and tag.prefix == "p"
    }
    split_rare(part.root, setting.styles, setting.profile)
    slots = _slots(part, blocks, setting)
    for table, place in part.places.tables.items():
        table.set(TABLE_PLACE, place)
        if any(_changes_columns(tag) and table in tag.holder.iterancestors() for tag in part.tags):
            table.set(CELLS_REPEATED, "1")
    hoist_namespaces(part.root)
    pieces = _pieces(etree.tostring(part.root, encoding="unicode"), part.tags)
    pieces, ending = settle(pieces, part.tags, slots, setting.ids)
    try:
        program = Program([_braces(piece) for piece in pieces], part.tags, [slot.check for slot in slots])
        return PartProgram(part.name, part.label, program, slots, ending)
    except ExpressionError as problem:
        tag = tag_at(part.tags, problem.line)
        raise RenderError([finding("DG403", problem.message, problem.hint, tag.place, tag.notes)]) from None


def _changes_columns(tag: Tag) -> bool:
    return tag.prefix == "tc" or (bool(tag.attribute) and tag.holder.tag == w("gridSpan"))


def _pieces(xml: str, tags: list[Tag]) -> list[str]:
    """The XML around the tags, as docxtpl leaves it."""
    split = _PATCHED.split(patched(xml))
    numbers = [int(number) for number in split[1::2]]
    pieces = [piece.replace("\n", " ") for piece in split[::2]]
    if numbers != [tag.number for tag in tags] or any(_LEFT.search(piece) for piece in pieces):
        raise RenderError([_lost(tags, numbers)])
    return pieces


def _braces(piece: str) -> str:
    """What was written ``{_{`` so that it is no tag, as it is to be printed."""
    for written, meant in ESCAPES.items():
        piece = piece.replace(written, meant)
    return piece


def _lost(tags: list[Tag], numbers: list[int]) -> Diagnostic:
    tag = next((tag for tag in tags if numbers.count(tag.number) != 1), tags[0] if tags else None)
    message = "整理模板时有标签丢失或者错位，不能使用这个模板"
    hint = "把这个标签所在的段落或者表格行删去，重新写一遍"
    return finding("DG419", message, hint, tag.place if tag else "", tag.notes if tag else ())


def _slots(part: Part, blocks: dict[int, Blocks], setting: Setting) -> list[Slot]:
    runs = {int(found[2]): text.getparent() for text in part.root.iter(T) for found in MARK.finditer(text.text or "")}
    starts: dict[tuple[str, str], str] = {}
    slots = []
    for tag in part.tags:
        run = runs.get(tag.number)
        if tag.attribute or part.name == CORE:  # properties are words and nothing else
            slots.append(Slot(attribute=True))
        elif tag.number in blocks:
            slots.append(Slot(blocks=blocks[tag.number]))
        elif run is not None and tag.opener == "{{":
            start, style = _start(run.find(R_PR)), style_of(run)
            if (start, style) not in starts:  # most runs are like others
                rare = in_rare_font(run.find(R_PR), style, setting.styles, setting.profile)
                starts[start, style] = "" if rare is None else _start(rare)
            slots.append(Slot(start, starts[start, style], paragraph=_paragraph_around(run)))
        else:
            slots.append(Slot())
    return slots


def _paragraph_around(run: Element) -> str | None:
    """The properties of the paragraph that a run stands in, as another paragraph may have them."""
    paragraph = run.getparent()
    if paragraph is None or paragraph.tag != P:
        return None
    properties = paragraph.find(P_PR)
    if properties is not None and properties.find(SECT_PR) is not None:
        properties = deepcopy(properties)
        for section in properties.findall(SECT_PR):
            properties.remove(section)
    return fragment(properties)


def _start(r_pr: Element | None) -> str:
    return f"<w:r>{fragment(r_pr)}"


def _blocks(tag: Tag, root: Element, setting: Setting) -> Blocks:
    from docgen.render.blocks import Blocks  # only for a template with such a slot
    from docgen.render.looks import Host, looks_at
    from docgen.render.measure import text_width

    paragraph = host(tag)
    assert paragraph is not None
    run = next(tag.holder.iterancestors(R), None)
    looks = looks_at(
        Host(paragraph.find(P_PR), None if run is None else run.find(R_PR)), setting.styles, setting.profile
    )
    before, after = paragraph.getprevious(), paragraph.getnext()
    return Blocks(
        looks,
        setting.numbering,
        _heading_above(paragraph, root, setting.styles),
        text_width(paragraph, setting.sections),
        before is not None and before.tag == TBL,
        after is not None and after.tag == TBL,
    )


def _heading_above(paragraph: Element, root: Element, styles: Styles) -> int:
    """The level of the last heading of the template before a paragraph, 0 if there is none."""
    level = 0
    for each in root.iter(P):
        if each is paragraph:
            return level
        style = each.find(f"{P_PR}/{w('pStyle')}")
        level = (style is not None and styles.heading_level(style.get(w("val"), ""))) or level
    return level
