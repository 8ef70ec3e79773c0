"""The bytes of a .docx -> its parts, paragraphs and styles as Word sees them; knows nothing of docgen.

Made for tests: what docgen writes is read here by other code than wrote it.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FONT_SLOTS = ("ascii", "hAnsi", "eastAsia", "cs")


def parts(content: bytes) -> dict[str, bytes]:
    """Every part by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@lru_cache(maxsize=256)
def roots(content: bytes) -> dict[str, etree._Element]:
    """Every XML part by name, parsed once for all tests: look, and change nothing."""
    return parsed(content)


def parsed(content: bytes) -> dict[str, etree._Element]:
    """Every XML part by name, to be changed at will."""
    return {name: etree.fromstring(part) for name, part in parts(content).items() if name.endswith((".xml", ".rels"))}


def story(content: bytes) -> Iterator[etree._Element]:
    """The parts that hold text: the body, then headers, footers and notes."""
    for name, root in roots(content).items():
        if name.startswith("word/") and root.tag in {W + each for each in ("document", "hdr", "ftr", "footnotes")}:
            yield root


def tables(content: bytes) -> Iterator[etree._Element]:
    """Every table of every part, nested ones too."""
    for root in story(content):
        yield from root.iter(W + "tbl")


def text(element: etree._Element) -> str:
    """The text of a paragraph (without that of text boxes in it), with tabs and line breaks."""
    made = []
    for each in element.iter(W + "t", W + "tab", W + "br"):
        parent = each.getparent()
        if parent is None or parent.tag != W + "r" or next(each.iterancestors(W + "p"), None) is not element:
            continue
        made.append(each.text or "" if each.tag == W + "t" else "\t" if each.tag == W + "tab" else "\n")
    return "".join(made)


def value(element: etree._Element | None, path: str, attribute: str = "val") -> str:
    """An attribute of a descendant, empty where there is none: ``value(paragraph, "pPr/pStyle")``."""
    found = None if element is None else element.find("/".join(W + step for step in path.split("/")))
    return "" if found is None else found.get(W + attribute, "")


@dataclass(frozen=True)
class Style:
    """A paragraph style by its own words and those of the styles that it builds on."""

    name: str
    level: int
    numbered: tuple[str, str]
    font: str


class Styles:
    """The styles of a document by id; levels count from 1, 0 is body text."""

    def __init__(self, content: bytes) -> None:
        self._root = roots(content)["word/styles.xml"]
        self._elements = {each.get(W + "styleId", ""): each for each in self._root.iter(W + "style")}

    def of(self, paragraph: etree._Element) -> Style:
        """The style of a paragraph."""
        return self.by_id(value(paragraph, "pPr/pStyle") or self._default())

    def by_id(self, style_id: str) -> Style:
        chain = list(self._chain(style_id))
        level = next((found for each in chain if (found := value(each, "pPr/outlineLvl"))), "")
        number = next((found for each in chain if (found := value(each, "pPr/numPr/numId"))), "")
        depth = next((found for each in chain if (found := value(each, "pPr/numPr/ilvl"))), "0")
        fonts = (value(each, "rPr/rFonts", "eastAsia") for each in chain)
        font = next(filter(None, fonts), value(self._root, "docDefaults/rPrDefault/rPr/rFonts", "eastAsia"))
        return Style(value(chain[0], "name"), int(level) + 1 if level else 0, (number, depth), font)

    def _chain(self, style_id: str) -> Iterator[etree._Element]:
        while style_id in self._elements:
            element = self._elements[style_id]
            yield element
            style_id = value(element, "basedOn")

    def _default(self) -> str:
        return next(name for name, each in self._elements.items()
                    if each.get(W + "type") == "paragraph" and each.get(W + "default") == "1")  # fmt: skip


def number_format(content: bytes, number: str, depth: str) -> str:
    """The text of a list's level (``%1、``); empty where there is no such list."""
    return _formats(content).get((number, depth), "")


@lru_cache(maxsize=4)
def _formats(content: bytes) -> dict[tuple[str, str], str]:
    root = roots(content).get("word/numbering.xml")
    if root is None:
        return {}
    definitions = {
        each.get(W + "abstractNumId"): {level.get(W + "ilvl", ""): value(level, "lvlText") for level in each}
        for each in root.iter(W + "abstractNum")
    }
    return {
        (num.get(W + "numId", ""), depth): form
        for num in root.iter(W + "num")
        for depth, form in definitions[value(num, "abstractNumId")].items()
    }
