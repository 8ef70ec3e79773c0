"""The parts that a document does without -> the tags in them: filled in (title and the like), or refused.

A template's comments and properties do not travel; but a property with a tag is meant for the document.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from lxml import etree

from docgen.model import Diagnostic
from docgen.render.findings import finding, shortened
from docgen.render.ooxml import W_NS, Element, P, R, T, XmlError, parse, w
from docgen.render.places import Places
from docgen.render.properties import Properties
from docgen.render.review import TAG_START

_CORE_NS = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_DC = "http://purl.org/dc/elements/1.1/"
_FILLED = {
    f"{{{_DC}}}title": ("title", "标题"), f"{{{_DC}}}creator": ("creator", "作者"),
    f"{{{_DC}}}subject": ("subject", "主题"), f"{{{_CORE_NS}}}keywords": ("keywords", "关键词"),
}  # fmt: skip
_PROPERTY = "docgen-property"
_COMMENTS = w("comments")
LABEL = "文件属性"


def property_tags(left: Mapping[str, bytes]) -> tuple[Element, Places] | None:
    """The properties with tags, as a part of paragraphs; nothing if there are none."""
    body, places = etree.Element(w("body"), nsmap={"w": W_NS}), Places()
    for element in _elements(left, f"{{{_CORE_NS}}}coreProperties"):
        if element.tag in _FILLED and TAG_START.search(element.text or ""):
            name, word = _FILLED[str(element.tag)]
            paragraph = etree.SubElement(body, P, {_PROPERTY: name})
            etree.SubElement(etree.SubElement(paragraph, R), T).text = element.text
            places.paragraphs[paragraph] = f"{LABEL}“{word}”"
    root = etree.Element(w("document"), nsmap={"w": W_NS})
    root.append(body)
    return (root, places) if len(body) else None


def filled(xml: str, properties: Properties) -> Properties:
    """The properties with those that a rendering of `property_tags` filled in."""
    texts = {}
    for paragraph in parse(xml.encode()).iter(P):
        texts[paragraph.get(_PROPERTY, "")] = "".join(each.text or "" for each in paragraph.iter(T))
    return replace(properties, **texts)


def lost_tags(left: Mapping[str, bytes]) -> Iterator[Diagnostic]:
    """DG414: tags in comments, and in properties that documents do not have."""
    for name, content in left.items():
        if not name.endswith(".xml") or b"{" not in content:
            continue
        root = _parsed(content)
        if root is None or not (root.tag == _COMMENTS or name.startswith("docProps/")):
            continue
        for element in root:
            words = "".join(str(each) for each in element.itertext())
            if not TAG_START.search(words) or element.tag in _FILLED:
                continue
            if root.tag == _COMMENTS:
                message = f"批注“{shortened(words)}”里有标签，批注不会带进生成的文件"
                yield finding("DG414", message, "把标签写到正文里，删去这条批注", "批注")
            else:
                message = f"文件属性“{shortened(words)}”里有标签，这一项不会带进生成的文件"
                yield finding("DG414", message, "标签可以写在标题、作者、主题、关键词里", LABEL)


def _elements(left: Mapping[str, bytes], tag: str) -> Iterator[Element]:
    for name, content in left.items():
        root = _parsed(content) if name.startswith("docProps/") and name.endswith(".xml") else None
        if root is not None and root.tag == tag:
            yield from root


def _parsed(content: bytes) -> Element | None:
    try:
        return parse(content)
    except XmlError:
        return None
