"""The XML of a RichText or RichTextParagraph -> runs as Word wants them: properties in order, breaks as elements."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

from lxml import etree

from docgen.expressions import ExpressionError
from docgen.render.ooxml import (
    P_PR,
    R_NS,
    R_PR,
    VAL,
    W_NS,
    Element,
    R,
    XmlError,
    fragment,
    order_run_properties,
    parse,
    replace_run_properties,
    w,
    with_property,
)  # fmt: skip
from docgen.render.text import BREAK, OPEN, TAB, refuse_characters

_BREAK = "docgen-break"
_SIGNS = {
    "\r\n": BREAK,
    "\r": BREAK,
    "\n": BREAK,
    "\t": TAB,
    "\a": f'</w:t><w:t {_BREAK}="paragraph"/>{OPEN}',
    "\f": f'</w:t><w:t {_BREAK}="page"/>{OPEN}',
}
_LINK = re.compile(r'(<w:hyperlink r:id=")([^"]*)"')
_EMPTY = re.compile(r'<w:t xml:space="preserve"\s*/>')
_MARK = re.compile(rf'<w:t {_BREAK}="(paragraph|page)"/>')
_W_SPACE = f' xmlns:w="{W_NS}"'


def paragraphs(xml: str, link: Callable[[str], str]) -> str:
    """The paragraphs of a RichTextParagraph. Raises ExpressionError, CharacterError."""
    made = []
    for paragraph in _parsed(xml, "body", link):
        properties = fragment(paragraph.find(P_PR))
        made.append(f"<w:p>{properties}{_runs(paragraph, properties)}</w:p>")
    return "".join(made)


def runs(xml: str, paragraph: str | None, link: Callable[[str], str]) -> str:
    """The runs of a RichText; ``paragraph`` are the properties of a paragraph that a sign for a new one begins.

    ``None`` where none can begin. ``link`` gives the id of a relation for an address.
    Raises ExpressionError, CharacterError.
    """
    return _runs(_parsed(xml, "p", link), paragraph)


def paragraph_break(sign: str, paragraph: str, run: str) -> str:
    """From inside a run to the inside of one in the next paragraph; ``page``: past a page break between them."""
    page = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>' if sign == "page" else ""
    return f"</w:r></w:p>{page}<w:p>{paragraph}{run}"


def refuse_break() -> ExpressionError:
    """Why a new paragraph cannot begin at a place."""
    return ExpressionError("这里在超链接或者内容控件里，不能另起一段", "去掉文字里的 \\a、\\f，或者把标签移出去")


def _parsed(xml: str, holder: str, link: Callable[[str], str]) -> Element:
    xml = _LINK.sub(lambda found: f'{found[1]}{link(unescape(found[2]))}"', xml)
    for sign, element in _SIGNS.items():
        xml = xml.replace(sign, element)
    refuse_characters(xml)
    try:
        return parse(f'<w:{holder}{_W_SPACE} xmlns:r="{R_NS}">{xml}</w:{holder}>'.encode())
    except XmlError:
        raise ExpressionError("RichText 里有不成样子的内容", "颜色、样式、字体的名称里不能有 & < > 和引号") from None


def _runs(paragraph: Element, properties: str | None) -> str:
    for r_pr in paragraph.iter(R_PR):
        order_run_properties(r_pr)
        for shade in r_pr.findall(w("shd")):
            shade.set(VAL, shade.get(VAL, "clear"))
    for run in paragraph.iter(R):
        replace_run_properties(run, with_property(run.find(R_PR), "rFonts", hint="eastAsia"))
    return "".join(_placed(each, properties) for each in paragraph if each.tag != P_PR)


def _placed(element: Element, properties: str | None) -> str:
    """A run, or a link with its runs, as text; the marks for new paragraphs become such."""
    text = _EMPTY.sub("", fragment(element) if element.tag == R else _with_relations(element))
    if not _MARK.search(text):
        return text
    if properties is None or element.tag != R:
        raise refuse_break()
    run = f"<w:r>{fragment(element.find(R_PR))}"
    return _MARK.sub(lambda found: paragraph_break(found[1], properties, run), text)


def _with_relations(element: Element) -> str:
    """An element as text that names the namespace of relations itself; that of Word stands at the root of a part."""
    return etree.tostring(element, encoding="unicode", with_tail=False).replace(_W_SPACE, "")
