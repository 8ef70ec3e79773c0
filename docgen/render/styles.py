"""styles.xml of a template -> its styles by name, and the East Asian font in which a run will be set."""

from __future__ import annotations

from typing import NamedTuple

from docgen.render.ooxml import R_FONTS, R_PR, VAL, Element, w

NUMBERED, BULLETED = ("List Number", "List Number 2"), ("List Bullet", "List Bullet 2")
"""The styles of lists, outer and inner."""


class Style(NamedTuple):
    """What is asked of a style: its id, kind and name, the one it builds on, and the font that it sets itself."""

    id: str
    kind: str
    name: str
    based_on: str
    font: str
    element: Element


class Styles(NamedTuple):
    """The styles of a template by id, with the defaults of paragraphs and of the document."""

    by_id: dict[str, Style]
    default_font: str = ""
    default_paragraph: str = ""

    def named(self, kind: str, *names: str) -> Style | None:
        """The first of these styles that the template has; Word knows its own styles by their English names."""
        wanted = {(style.kind, style.name.casefold()): style for style in reversed(self.by_id.values())}
        found = (wanted.get((kind, name.casefold())) for name in names)
        return next((style for style in found if style is not None), None)

    def heading_level(self, style_id: str) -> int:
        """1 to 9 for a heading style or one built on it, else 0."""
        for style in self._chain(style_id):
            word, _, number = style.name.casefold().partition(" ")
            if word == "heading" and number.isdigit():
                return int(number)
        return 0

    def font(self, r_pr: Element | None, paragraph_style: str) -> str:
        """The East Asian font of a run with these properties in a paragraph of this style."""
        own = _font(r_pr)
        if own:
            return own
        character = r_pr.find(w("rStyle")) if r_pr is not None else None
        chains = [] if character is None else self._chain(character.get(VAL, ""))
        chains += self._chain(paragraph_style or self.default_paragraph)
        return next((style.font for style in chains if style.font), self.default_font)

    def _chain(self, style_id: str) -> list[Style]:
        chain: list[Style] = []
        while style_id in self.by_id and self.by_id[style_id] not in chain:
            chain.append(self.by_id[style_id])
            style_id = chain[-1].based_on
        return chain


def read_styles(root: Element | None) -> Styles:
    """The styles of a part that `fonts` has already set to the profile's fonts."""
    if root is None:
        return Styles({})
    by_id: dict[str, Style] = {}
    default = ""
    for element in root.findall(w("style")):
        style = _style(element)
        by_id.setdefault(style.id, style)
        if style.kind == "paragraph" and element.get(w("default")) in ("1", "true", "on"):
            default = style.id
    defaults = root.find(f"{w('docDefaults')}/{w('rPrDefault')}/{R_PR}")
    return Styles(by_id, _font(defaults), default)


def _style(element: Element) -> Style:
    def value(name: str) -> str:
        child = element.find(w(name))
        return "" if child is None else child.get(VAL, "")

    kind = element.get(w("type"), "paragraph")
    font = _font(element.find(R_PR))
    return Style(element.get(w("styleId"), ""), kind, value("name"), value("basedOn"), font, element)


def _font(r_pr: Element | None) -> str:
    fonts = r_pr.find(R_FONTS) if r_pr is not None else None
    return "" if fonts is None else fonts.get(w("eastAsia"), "")
