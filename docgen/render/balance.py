"""A part with marks for its tags, parsed -> whether it is well-formed whatever loops repeat and conditions leave out.

The argument. The part parses with every tag taken as nothing, so each of its own start tags, end tags and texts is
right in itself, and reading it in order gives the names of the open elements at each tag. All tags of one block (for,
else, endfor) stand where the same names are open. So what lies between two of them, read where these names are open,
ends where these names are open; and in every rendering it is read there, by induction over the blocks around it and
what was printed before. Hence it may be repeated or left out, and the whole still closes what it opens. What a value
brings closes what it opens as well, or ends the run it stands in and begins another; its characters are checked and
escaped by the writer. Prefixes mean the same everywhere, being declared at the root alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from lxml import etree

from docgen.render.ooxml import W_NS, Element, R, T, XmlError, parse
from docgen.render.tags import Tag
from docgen.render.writer import Slot

if TYPE_CHECKING:
    from docgen.render.blocks import Blocks

MARK = re.compile(r"\{% k(\d+) %\}")
MAX_DEPTH = 200
"""Elements in each other; libxml2 goes to 256, and what values bring has a few levels of its own."""
_ENDS = {"endfor": ("for",), "endif": ("if",), "endwith": ("with",), "else": ("for", "if"), "elif": ("if",)}
_Place = tuple[str, int]
"""The names of the elements open at a mark; and which attribute it is in, or 0."""


def mark(number: int) -> str:
    """What stands for a tag in the part, in text and attributes alike."""
    return f"{{% k{number} %}}"


def is_balanced(root: Element, tags: list[Tag], slots: list[Slot]) -> bool:
    """Whether the argument above holds."""
    if any(uri == W_NS and prefix != "w" for prefix, uri in root.nsmap.items()) or _deeper_spaces(root):
        return False
    places, holders = _places(root)
    if len(places) != len(tags) or any(names.count("\0") > MAX_DEPTH for names, _ in places.values()):
        return False
    if not all(_fits(holders[tag.number], places[tag.number], slots[tag.number]) for tag in tags if tag.opener == "{{"):
        return False
    blocks = _blocks(tags)
    return (
        blocks is not None
        and all(len({places[number] for number in block}) == 1 for block in blocks)
        and _parses({each for slot in slots for each in _brought(slot)}, root)
    )


def _deeper_spaces(root: Element) -> bool:
    """Whether a prefix is declared anywhere but at the root."""
    text = etree.tostring(root, encoding="unicode")
    return " xmlns" in text[text.index(">") :]


def _places(root: Element) -> tuple[dict[int, _Place], dict[int, Element | None]]:
    """Where each mark stands, and the element whose text it is in (none for an attribute)."""
    places: dict[int, _Place] = {}
    holders: dict[int, Element | None] = {}
    names: dict[Element | None, str] = {None: ""}

    def chain(element: Element | None) -> str:
        if element not in names and element is not None:
            names[element] = f"{chain(element.getparent())}\0{element.prefix}:{element.tag}"
        return names[element]

    for number, value in enumerate(_marked(root, "//@*[contains(., '{% k')]"), 1):
        for found in MARK.finditer(value):
            places[int(found[1])], holders[int(found[1])] = (chain(value.getparent()), number), None
    for text in _marked(root, "//text()[contains(., '{% k')]"):
        before = text.getparent()
        holder = before.getparent() if text.is_tail and before is not None else before
        for found in MARK.finditer(text):
            places[int(found[1])], holders[int(found[1])] = (chain(holder), 0), holder
    return places, holders


def _marked(root: Element, path: str) -> Iterable[etree._ElementUnicodeResult]:
    return root.xpath(path)  # type: ignore[return-value]


def _fits(holder: Element | None, place: _Place, slot: Slot) -> bool:
    """Whether what is printed in a slot may stand where it does."""
    if slot.attribute or place[1]:
        return slot.attribute and place[1] > 0
    if slot.blocks is not None:
        return True
    run = None if holder is None else holder.getparent()
    return holder is not None and holder.tag == T and run is not None and run.tag == R


def _blocks(tags: list[Tag]) -> list[list[int]] | None:
    """The tags of each block; nothing where they do not fit together."""
    blocks: list[list[int]] = []
    stack: list[tuple[str, list[int]]] = []
    for tag in tags:
        if tag.word in _ENDS:
            if not stack or stack[-1][0] not in _ENDS[tag.word]:
                return None
            stack[-1][1].append(tag.number)
            if tag.word.startswith("end"):
                blocks.append(stack.pop()[1])
        elif tag.word in ("for", "if", "with"):
            stack.append((tag.word, [tag.number]))
    return None if stack else blocks


def _brought(slot: Slot) -> Iterator[str]:
    """The XML, not made of data, that a slot may bring into the part."""
    yield from (f"{run}</w:r>" for run in (slot.run, slot.rare) if run and not slot.attribute and slot.blocks is None)
    if slot.blocks is not None:
        yield from _looks(slot.blocks)


def _looks(blocks: Blocks) -> Iterator[str]:
    looks = blocks.looks
    for look in (looks.plain, *looks.headings, *looks.numbered, *looks.bulleted, *looks.cells.values(), looks.head):
        yield look.properties
        yield from (f"{run}</w:r>" for pair in look.runs for run in pair if run)
    yield f'<w:tblStyle w:val="{looks.table_style}"/>'


def _parses(pieces: set[str], root: Element) -> bool:
    """Whether each piece is whole by itself, with the prefixes of the part."""
    spaces = "".join(f' xmlns{":" + prefix if prefix else ""}="{uri}"' for prefix, uri in root.nsmap.items())
    try:
        parse(f"<all{spaces}>{''.join(f'<one>{piece}</one>' for piece in sorted(pieces))}</all>".encode())
    except XmlError:
        return False
    return True
