"""What a template says of its fonts, and the parts of a document -> its fontTable.xml with just the fonts it names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from copy import deepcopy

from lxml import etree

from docgen.render.ooxml import R_FONTS, VAL, W_NS, Element, serialise, w
from docgen.render.profile import Profile
from docgen.render.zip_writer import Entry, entry

_SLOTS = (w("ascii"), w("hAnsi"), w("eastAsia"), w("cs"))
_KEPT = frozenset(w(name) for name in ("altName", "panose1", "charset", "family", "pitch"))
"""What is said of a font; embedded fonts are not kept."""


class FontTable:
    """``names``: the fonts that template, styles and lists name; ``spare``: those that rare characters may bring in.

    ``part`` is the name of the part; ``known`` is what the template's own table says, by the name of the font.
    """

    def __init__(self, part: str, names: frozenset[str], spare: frozenset[str], known: Mapping[str, Element]) -> None:
        self.part, self._names, self._known = part, names, known
        self._spare = {name: f'="{name}"' for name in sorted(spare - names)}
        self._packed: dict[frozenset[str], Entry] = {}

    def brought(self, written: Iterable[str]) -> set[str]:
        """The spare fonts that are named in what values brought along."""
        return {name for each in written for name, named in self._spare.items() if named in each}

    def entry(self, brought: frozenset[str]) -> Entry:
        """The table for a document whose parts bring these fonts, packed; there are few such tables for a template."""
        if brought not in self._packed:
            self._packed[brought] = entry(self.part, self._content(brought), once=True)
        return self._packed[brought]

    def _content(self, brought: frozenset[str]) -> bytes:
        root = etree.Element(w("fonts"), nsmap={"w": W_NS})
        for name in sorted(self._names | brought):
            root.append(_entry(name, self._known.get(name)))
        return serialise(root)


def named_fonts(parts: Iterable[Element]) -> frozenset[str]:
    """The fonts that these parts name."""
    names = {each.get(slot) for part in parts for each in part.iter(R_FONTS) for slot in _SLOTS}
    return frozenset(name for name in names if name)


def known_fonts(table: Element | None, profile: Profile) -> dict[str, Element]:
    """The entries of a template's table, by the names that the fonts have in the profile."""
    entries = [] if table is None else table.findall(w("font"))
    known: dict[str, Element] = {}
    for each in entries:
        name = each.get(w("name"), "")
        # The entry of the font itself says more of it than that of a font which it stands in for.
        if name and (profile.font(name) == name or profile.font(name) not in known):
            known[profile.font(name)] = each
    return known


def _entry(name: str, known: Element | None) -> Element:
    font = etree.Element(w("font"), {w("name"): name}, nsmap={"w": W_NS})
    for child in known if known is not None else []:
        if child.tag in _KEPT and not (child.tag == w("altName") and child.get(VAL) == name):
            font.append(deepcopy(child))
    chinese = any(ord(sign) > 0x2E7F for sign in name) or re.search("_GBK$|GB2312$", name)
    if chinese and font.find(w("charset")) is None:
        places = [place for place, child in enumerate(font) if child.tag in (w("altName"), w("panose1"))]
        font.insert(len(places), etree.Element(w("charset"), {VAL: "86"}))
    return font
