"""A part of a template -> its tags in the order in which they are read, each gathered into one text element.

Word spreads a tag over runs as it pleases (spelling, input methods, formats); here each comes together in the run where
it starts. After `take_tags` each tag in the part is a short mark ``{{ k0 }}``, so that nothing downstream can
misread what is inside.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from docgen.model import Diagnostic
from docgen.render.findings import Notes, finding, shortened
from docgen.render.ooxml import R_PR, XML_SPACE, Element, P, R, T, own, w
from docgen.render.places import Places
from docgen.render.scan import Unfinished, Written, escapes, scan

STATEMENTS = ("for", "if", "elif", "else", "endfor", "endif", "set", "with", "endwith")
_MISSPELT = re.compile(rf"(p|tr|tc|r)\s*({'|'.join(STATEMENTS)})\b")
_TAB, _BREAKS, _FIELD = w("tab"), (w("br"), w("cr")), w("fldSimple")


@dataclass
class Tag:
    """One tag of a part: its number, what it says, and where; ``holder`` is the ``w:t``, or its attribute's element."""

    number: int
    text: str
    opener: str
    prefix: str
    inner: str
    place: str
    holder: Element
    attribute: str = ""
    loops: tuple[str, ...] = field(default=())

    @property
    def word(self) -> str:
        """What a statement is: for, if, else, endfor …, also behind a misspelt prefix; nothing for other tags."""
        if self.opener != "{%" or not self.inner:
            return ""
        inner = self.inner.lstrip("-+ ") or self.inner
        found = _MISSPELT.match(inner)
        return found[2] if found else inner.split(None, 1)[0]

    @property
    def meant(self) -> str:
        """The prefix, also where it is misspelt: ``{% tr for``, ``{%trfor``."""
        found = _MISSPELT.match(self.inner) if self.opener == "{%" and not self.prefix else None
        return found[1] if found else self.prefix

    @property
    def mark(self) -> str:
        """What stands in the part in the tag's stead; a comment goes as a statement, which docxtpl treats alike.

        A tag with ``r`` goes as one without: a run ends and begins again wherever a value wants it.
        """
        opener, closer = ("{{", "}}") if self.opener == "{{" else ("{%", "%}")
        prefix = "" if self.prefix == "r" else self.prefix
        return f"{opener}{prefix} k{self.number} {closer}"

    @property
    def notes(self) -> Notes:
        """The lines below a message: the tag as written, and the loop around it."""
        loop = (("循环", shortened(self.loops[-1], 60)),) if self.loops else ()
        return (("原文", shortened(self.text, 80)), *loop)


def tag_at(tags: list[Tag], line: int) -> Tag:
    """The tag in a line of what programs are made from: the text before the first is line 1, then each has its own."""
    return tags[min(max(line - 2, 0), len(tags) - 1)]


def take_tags(root: Element, places: Places) -> tuple[list[Tag], list[Diagnostic]]:
    """Gather the part's tags, leave marks in their stead, and complain of those that never end (DG406)."""
    tags: list[Tag] = []
    problems: list[Diagnostic] = []
    for element in list(root.iter()):
        if not isinstance(element.tag, str):
            continue
        if any("{" in value for _, value in element.items()) and element.tag != _FIELD:
            _take_from_attributes(element, places, tags, problems)
        if element.tag == P:
            gather(element)
        elif element.tag == T:
            _take_from_text(element, places, tags, problems)
    return tags, problems


def _take_from_attributes(element: Element, places: Places, tags: list[Tag], problems: list[Diagnostic]) -> None:
    for name, value in list(element.attrib.items()):
        written, unfinished = scan(str(value))
        problems += [_endless(each, places.of(element)) for each in unfinished]
        if written:
            marked = _marked(str(value), written, element, str(name), places, tags)
            element.set(name, marked)


def _take_from_text(element: Element, places: Places, tags: list[Tag], problems: list[Diagnostic]) -> None:
    text = element.text or ""
    written, unfinished = scan(text)
    problems += [_endless(each, places.of(element)) for each in unfinished]
    if written:
        element.text = _marked(text, written, element, "", places, tags)
        element.set(XML_SPACE, "preserve")


def _marked(text: str, written: list[Written], element: Element, name: str, places: Places, tags: list[Tag]) -> str:
    made, position = "", 0
    for each in written:
        tag = Tag(len(tags), each.text, each.opener, each.prefix, each.inner, places.of(element), element, name)
        tags.append(tag)
        made += text[position : each.start] + tag.mark
        position = each.end
    return made + text[position:]


def _endless(unfinished: Unfinished, place: str) -> Diagnostic:
    closer = {"{{": "}}", "{%": "%}", "{#": "#}"}[unfinished.text[:2]]
    if unfinished.text.startswith(("{{%", "{{#")):
        message = f"标签多了一个花括号：“{shortened(unfinished.text)}”"
        return finding("DG406", message, f"写成 {unfinished.text[1:3]} …", place)
    message = f"标签没有结束：“{shortened(unfinished.text)}”后面缺少 {closer}"
    return finding("DG406", message, f"把整个标签写在同一段里，用 {closer} 结束", place)


def gather(paragraph: Element) -> None:
    """Put each tag, and each ``{_{``, that spans several text elements into the one where it starts."""
    pieces = [(each, _text_of(each)) for each in own(paragraph, T, _TAB, *_BREAKS) if _in_run(each)]
    text = "".join(piece for _, piece in pieces)
    if "{" not in text and "}" not in text:
        return
    found = scan(text)[0]
    if "_" in text:
        inside = [range(tag.start, tag.end) for tag in found]
        found += [each for each in escapes(text) if not any(each.start in tag for tag in inside)]
    for tag in sorted(found, key=lambda each: -each.start):
        position = 0
        for element, piece in pieces:
            start, end = position, position + len(piece)
            if start < tag.end and end > tag.start:
                _keep(element, piece, tag, start, first=start <= tag.start)
            position = end
        pieces = [(element, _text_of(element)) for element, _ in pieces if element.getparent() is not None]


def _keep(element: Element, piece: str, tag: Written, start: int, first: bool) -> None:
    """Leave of a text element what is outside the tag, and the whole tag where it starts."""
    before = piece[: max(0, tag.start - start)]
    after = piece[max(0, tag.end - start) :] if tag.end - start < len(piece) else ""
    left = before + (tag.text.replace("\n", " ").replace("\t", " ") if first else "") + after
    if element.tag == T:
        element.text = left
        if left != left.strip() or "  " in left:
            element.set(XML_SPACE, "preserve")
    if not left or element.tag != T:
        remove(element)


def remove(element: Element) -> None:
    """Take an element away, and its run where nothing else is in it."""
    run = element.getparent()
    if run is not None:
        run.remove(element)
        outer = run.getparent()
        if outer is not None and all(each.tag == R_PR for each in run):
            outer.remove(run)


def _text_of(element: Element) -> str:
    if element.tag == T:
        return element.text or ""
    return "\t" if element.tag == _TAB else "\n"


def _in_run(element: Element) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag == R
