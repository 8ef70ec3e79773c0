"""One of docxtpl's objects and the slot that it goes to -> XML; what it brings along is noted beside.

RichText, RichTextParagraph, Listing, InlineImage and Subdoc come through the Python interface only; values from files
are never any of them.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any

from docgen.expressions import ExpressionError
from docgen.render.guests import PLACE, Guests, Link, SubDocument, add, is_address
from docgen.render.pictures import picture_run
from docgen.render.rich import paragraph_break, paragraphs, refuse_break, runs
from docgen.render.text import OPEN, text_xml

if TYPE_CHECKING:
    from docgen.render.blocks import Blocks

_PARAGRAPH_SIGN = re.compile("([\a\f])")


def kind_of(value: object) -> str:
    """Which of docxtpl's classes a value is of, by the class's name; nothing for any other value."""
    for each in type(value).__mro__:
        if each.__module__.partition(".")[0] == "docxtpl":
            return each.__name__
    return ""


def in_line(value: Any, run: str, rare: str, paragraph: str | None, guests: Guests) -> str:
    """The object inside the text of a run, which ends for it and begins again.

    ``run`` and ``rare`` are as in `Slot`; ``paragraph`` are the properties of the paragraph around, ``None`` where the
    run stands in something else. Raises ExpressionError, CharacterError.
    """
    kind = kind_of(value)
    if kind == "Listing":
        return _listing(unescape(value.xml), run, rare, paragraph)
    if kind == "RichText":
        return f"</w:t></w:r>{runs(value.xml, paragraph, _link(guests))}{run}{OPEN}"
    if kind == "InlineImage":
        return f"</w:t></w:r>{picture_run(value, guests)}{run}{OPEN}"
    raise ExpressionError(f"{kind} 是成段的内容，不能印在一行里", "单独占一段，写成 {{p … }}")


def as_blocks(value: Any, slot: Blocks, guests: Guests) -> str:
    """The object as paragraphs. Raises ExpressionError, CharacterError."""
    kind, look = kind_of(value), slot.looks.plain
    start, rare = look.run(False, False)
    if kind == "Subdoc":
        return f'<w:p {PLACE}="{add(guests, SubDocument(value))}"/>'
    if kind == "RichTextParagraph":
        return paragraphs(value.xml, _link(guests))
    if kind == "RichText":
        inside = runs(value.xml, look.properties, _link(guests))
    elif kind == "InlineImage":
        inside = picture_run(value, guests)
    elif kind == "Listing":
        inside = f"{start}{OPEN}{_listing(unescape(value.xml), start, rare, look.properties)}</w:t></w:r>"
    else:
        raise ExpressionError(f"{kind} 不能印在文件里")
    return f"<w:p>{look.properties}{inside}</w:p>"


def _listing(text: str, run: str, rare: str, paragraph: str | None) -> str:
    made = []
    for piece in _PARAGRAPH_SIGN.split(text):
        if piece not in ("\a", "\f"):
            made.append(text_xml(piece, run, rare))
        elif paragraph is None:
            raise refuse_break()
        else:
            made.append(f"</w:t>{paragraph_break('page' if piece == chr(12) else '', paragraph, run)}{OPEN}")
    return "".join(made)


def _link(guests: Guests) -> Any:
    def link(address: str) -> str:
        if not is_address(address):
            hint = "url_id 直接写网址（https://…、mailto:…），不用 build_url_id"
            raise ExpressionError(f"RichText 的超链接“{address[:30]}”不是网址", hint)
        return add(guests, Link(address))

    return link
