"""The XML around a part's tags -> the same as it is to be written, and what its renderings must still be looked at for.

Whatever `finish` would do to every rendering alike is done here, once: ids are given out, the XML is written as lxml
writes it, and the words that tables carry for messages go where no message can come. What cannot be proved (see
`balance` and `flow`) is left as it was, and every rendering of the part is parsed and finished.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from docgen.render.balance import MARK, is_balanced, mark
from docgen.render.ending import Ending
from docgen.render.finish import CELLS_REPEATED, TABLE_PLACE, Ids, number
from docgen.render.flow import Found, UnprovenError, follow
from docgen.render.ooxml import HOLDERS, Element, XmlError, local, parse, w
from docgen.render.tags import Tag
from docgen.render.writer import Slot

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
"""Without the line break that follows it elsewhere: a program's lines are counted."""
_PLACE = re.compile(rf' {TABLE_PLACE}="[^"]*"')
_MARKS = frozenset({"bookmarkStart", "bookmarkEnd"})
_BLOCKS = frozenset({"p", "tbl", "sdt"}) | _MARKS
_KNOWN = {
    "tbl": frozenset({"tblPr", "tblGrid", "tr", "sdt"}) | _MARKS,
    "tr": frozenset({"tblPrEx", "trPr", "tc", "sdt"}) | _MARKS,
    "tc": _BLOCKS | {"tcPr"},
    "sdtContent": _BLOCKS | {"tr", "tc"},
    "sdt": frozenset({"sdtPr", "sdtEndPr", "sdtContent"}),
} | {name: _BLOCKS | {"sectPr"} for name in HOLDERS}
"""The children that a holder may have for `flow` to know what it ends in."""
_HOLDERS = tuple(map(w, _KNOWN))


def settle(pieces: list[str], tags: list[Tag], slots: list[Slot], ids: Ids) -> tuple[list[str], Ending]:
    """The pieces of a part around its tags, settled, and its ending; ``ids`` are those given out in earlier parts."""
    unsettled = pieces, Ending()
    try:
        root = parse((pieces[0] + "".join(map(_marked, tags, pieces[1:]))).encode())
    except XmlError:
        return unsettled
    if not is_balanced(root, tags, slots) or not _known(root):
        return unsettled
    fills = {each.number for each in tags if slots[each.number].blocks is not None}
    try:
        text = _written(root)
        found = follow(text, tags, fills)
        if found.ids and not found.ids_repeated:
            number(root, ids)
            text = _written(root)
            found = follow(text, tags, fills)
    except UnprovenError:
        return unsettled
    return _settled(text, tags, found) or unsettled


def _marked(tag: Tag, piece: str) -> str:
    return mark(tag.number) + piece


def _written(root: Element) -> str:
    return _HEAD + etree.tostring(root, encoding="unicode").replace("\n", " ")


def _settled(text: str, tags: list[Tag], found: Found) -> tuple[list[str], Ending] | None:
    kept = {place for start in found.tables for place in _PLACE.findall(start)}
    text = _PLACE.sub(lambda place: place[0] if place[0] in kept else "", text)
    split = MARK.split(text)
    if [int(each) for each in split[1::2]] != [tag.number for tag in tags]:
        return None
    signs = tuple(sorted(each.encode() for each in found.signs))
    left_out = tuple(sorted(each.encode() for each in kept))
    mends = tuple(sorted((sign.encode(), mended.encode()) for sign, mended in found.mends.items()))
    return split[::2], Ending(True, not found.ids_repeated, signs, mends, left_out)


def _known(root: Element) -> bool:
    """Whether the part is built of what `flow` knows, and no loop changes the columns of a table."""
    if next(root.iter(w("customXml")), None) is not None:
        return False
    return not any(CELLS_REPEATED in table.attrib for table in root.iter(w("tbl"))) and all(
        child in _KNOWN.get(holder, ()) for holder, child in _children(root)
    )


def _children(root: Element) -> Iterator[tuple[str, str]]:
    for holder in root.iter(*_HOLDERS):
        if holder.tag in (w("sdt"), w("sdtContent")) and not _holds_blocks(holder):
            continue
        for child in holder:
            yield local(holder), local(child) if child.prefix == "w" else str(child.tag)


def _holds_blocks(control: Element) -> bool:
    """Whether a content control stands among blocks, rows or cells, not in a line of text."""
    outer = next(each for each in control.iterancestors() if each.tag not in (w("sdt"), w("sdtContent")))
    return outer.tag in _HOLDERS
