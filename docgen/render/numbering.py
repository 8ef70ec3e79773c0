"""numbering.xml of a template -> the kinds of list that Markdown needs, and room for the lists of each rendering."""

from __future__ import annotations

from typing import NamedTuple

from lxml import etree

from docgen.render.ooxml import VAL, W_NS, Element, serialise, w
from docgen.render.styles import BULLETED, NUMBERED, Styles

_NUMBERS = (("decimal", "%1."), ("decimal", "（%2）"), ("decimalEnclosedCircle", "%3"))
_BULLETS = (("bullet", "●"), ("bullet", "○"), ("bullet", "■"))
_ROOM = "<w:num/>"
DEPTHS = 3

Level = tuple[int, int]
"""A definition (``w:abstractNum``) and one of its levels."""


class Numbering(NamedTuple):
    """``before`` and ``after`` stand around the lists of one rendering, whose numbers start at ``first``.

    ``numbered`` and ``bulleted`` say which level a list at each depth (from 0) takes.
    """

    before: bytes
    after: bytes
    first: int
    numbered: tuple[Level, ...]
    bulleted: tuple[Level, ...]

    def part(self, lists: list[tuple[Level, int]]) -> bytes:
        """The part with a ``w:num`` for each list, given its level and its first number."""
        made = "".join(
            f'<w:num w:numId="{number}"><w:abstractNumId w:val="{definition}"/><w:lvlOverride w:ilvl="{level}">'
            f'<w:startOverride w:val="{start}"/></w:lvlOverride></w:num>'
            for number, ((definition, level), start) in enumerate(lists, self.first)
        )
        return self.before + made.encode() + self.after


def prepare_numbering(root: Element | None, styles: Styles) -> Numbering:
    """Lists that follow the template's own list styles where these are numbered, else ours (1. （1） ①; ● ○ ■)."""
    if root is None:
        root = etree.Element(w("numbering"), nsmap={"w": W_NS})
    fresh = 1 + max((int(each.get(w("abstractNumId"), "0")) for each in root.findall(w("abstractNum"))), default=0)
    first = 1 + max((int(each.get(w("numId"), "0")) for each in root.findall(w("num"))), default=0)
    numbered, bulleted = _levels(root, styles, NUMBERED, fresh), _levels(root, styles, BULLETED, fresh + 1)
    _insert(root, _definition(fresh, _NUMBERS), "numPicBullet", "abstractNum")
    _insert(root, _definition(fresh + 1, _BULLETS), "numPicBullet", "abstractNum")
    _insert(root, etree.Element(w("num")), "numPicBullet", "abstractNum", "num")
    before, _, after = serialise(root).decode().partition(_ROOM)
    return Numbering(before.encode(), after.encode(), first, numbered, bulleted)


def _insert(root: Element, element: Element, *after: str) -> None:
    names = {w(name) for name in after}
    root.insert(sum(1 for each in root if each.tag in names), element)


def _levels(root: Element, styles: Styles, names: tuple[str, str], fresh: int) -> tuple[Level, ...]:
    outer, inner = (_of_style(root, styles, name) for name in names)
    ours = tuple((fresh, depth) for depth in range(DEPTHS))
    if outer is not None and inner is None and _has_level(root, outer[0], outer[1] + 1):
        inner = (outer[0], outer[1] + 1)
    return (outer or ours[0], inner or ours[1], *ours[2:])


def _of_style(root: Element, styles: Styles, name: str) -> Level | None:
    """The level that numbers the paragraphs of a style of the template, if one does."""
    style = styles.named("paragraph", name)
    properties = None if style is None else style.element.find(f"{w('pPr')}/{w('numPr')}")
    if properties is None:
        return None
    values = {str(each.tag): each.get(VAL, "0") for each in properties}
    for num in root.findall(w("num")):
        definition = num.find(w("abstractNumId"))
        if num.get(w("numId")) == values.get(w("numId")) and definition is not None:
            return int(definition.get(VAL, "0")), int(values.get(w("ilvl"), "0"))
    return None


def _has_level(root: Element, definition: int, level: int) -> bool:
    own = [each for each in root.findall(w("abstractNum")) if each.get(w("abstractNumId")) == str(definition)]
    return any(each.get(w("ilvl")) == str(level) for one in own for each in one.findall(w("lvl")))


def _definition(number: int, levels: tuple[tuple[str, str], ...]) -> Element:
    definition = etree.Element(w("abstractNum"), {w("abstractNumId"): str(number)})
    etree.SubElement(definition, w("multiLevelType"), {VAL: "multilevel"})
    for level, (form, text) in enumerate(levels):
        lvl = etree.SubElement(definition, w("lvl"), {w("ilvl"): str(level)})
        suffix = "space" if form == "bullet" else "nothing"
        for name, value in (("start", "1"), ("numFmt", form), ("suff", suffix), ("lvlText", text), ("lvlJc", "left")):
            etree.SubElement(lvl, w(name), {VAL: value})
        etree.SubElement(etree.SubElement(lvl, w("rPr")), w("rFonts"), {w("hint"): "eastAsia"})
    return definition
