"""A finished document and what docxtpl's objects bring along (pictures, links, sub-documents) -> the whole document.

While parts are filled in, each stands as an id that is no relation yet; here it gets its part and its relation in
whichever part it was printed.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from docgen.model import Diagnostic
from docgen.render import archive
from docgen.render.findings import RenderError, placed
from docgen.render.finish import Ids, finish
from docgen.render.ooxml import R_NS, Element, parse, serialise
from docgen.render.package import RELS_NS, TYPES_NS, Package, read_package, relations_xml
from docgen.render.parts import part_names

PLACE = "docgen-guest"
_ID = re.compile(r"docgen-guest-([0-9]+)")
_ADDRESS = re.compile(r"(?:https?|ftp)://[^\s]+|mailto:[^\s]+")
_RELATION = f"{{{R_NS}}}"


@dataclass(frozen=True)
class Picture:
    """A picture: its bytes, ending (png) and content type."""

    content: bytes
    ending: str
    content_type: str


@dataclass(frozen=True)
class Link:
    """An address outside the document."""

    address: str


@dataclass(frozen=True)
class SubDocument:
    """A docxtpl.Subdoc, which knows the document that its styles, lists and pictures were put into."""

    value: Any


Guest = Picture | Link | SubDocument
Guests = list[Guest]
"""What one rendering brought along; an id in the parts is a place in this list."""


def add(guests: Guests, guest: Guest) -> str:
    """The id under which a guest is printed; equal pictures and addresses have one."""
    if not isinstance(guest, SubDocument) and guest in guests:
        return f"{PLACE}-{guests.index(guest)}"
    guests.append(guest)
    return f"{PLACE}-{len(guests) - 1}"


def is_address(text: str) -> bool:
    """Whether a link may lead there: a page or a mailbox, nothing on this computer."""
    return bool(_ADDRESS.fullmatch(text))


def settle(document: bytes, guests: Guests, name: str) -> bytes:
    """The document with its guests in their places. Raises RenderError, of the template ``name``."""
    if any(isinstance(each, SubDocument) for each in guests):
        from docgen.render.subdocuments import put_in

        document = put_in(document, {place: each.value for place, each in _numbered(guests, SubDocument)}, name)
    parts, problems, ids = archive.unpack(document), list[Diagnostic](), Ids()
    for part, label in part_names(package_of(document)):
        problems += _settle_part(parts, part, label, guests, ids)
    if problems:
        raise RenderError(placed(problems, name))
    return archive.pack(parts)


def _numbered(guests: Guests, kind: type) -> Iterator[tuple[str, Any]]:
    return ((f"{PLACE}-{number}", each) for number, each in enumerate(guests) if isinstance(each, kind))


def _settle_part(parts: dict[str, bytes], name: str, label: str, guests: Guests, ids: Ids) -> list[Diagnostic]:
    """Give the ids in a part their relations, and finish it again: pictures have ids of their own."""
    root = parse(parts[name])
    relations = _Relations(parts, name)
    for element in root.iter():
        for attribute, value in element.attrib.items():
            found = _ID.fullmatch(str(value)) if str(attribute).startswith(_RELATION) else None
            if found:
                element.set(attribute, relations.of(guests[int(found[1])]))
    relations.write()
    etree.cleanup_namespaces(root, keep_ns_prefixes=[each for each in root.nsmap if each])
    parts[name], problems = finish(serialise(root), label, ids)
    return problems


class _Relations:
    """The relations of one part of a document, to which some are added."""

    def __init__(self, parts: dict[str, bytes], name: str) -> None:
        self._parts, self._folder = parts, posixpath.dirname(name)
        self._name = posixpath.join(self._folder, "_rels", f"{posixpath.basename(name)}.rels")
        content = parts.get(self._name)
        self._root = parse(relations_xml([], self._folder) if content is None else content)
        self._given: dict[Guest, str] = {}

    def of(self, guest: Guest) -> str:
        """The id of the relation to a guest."""
        if guest not in self._given:
            self._given[guest] = self._add(guest)
        return self._given[guest]

    def write(self) -> None:
        """Put the relations into the document, if any were added."""
        if self._given:
            self._parts[self._name] = serialise(self._root)

    def _add(self, guest: Guest) -> str:
        used = {each.get("Id") for each in self._root}
        number = next(number for number in range(1, len(used) + 2) if f"rId{number}" not in used)
        relation = etree.SubElement(self._root, f"{{{RELS_NS}}}Relationship", {"Id": f"rId{number}"})
        if isinstance(guest, Link):
            relation.set("Type", f"{R_NS}/hyperlink")
            relation.set("Target", guest.address)
            relation.set("TargetMode", "External")
        elif isinstance(guest, Picture):
            relation.set("Type", f"{R_NS}/image")
            relation.set("Target", posixpath.relpath("/" + _media(self._parts, guest), "/" + self._folder))
        return f"rId{number}"


def _media(parts: dict[str, bytes], picture: Picture) -> str:
    """The name of the part with a picture, which is made unless the document has the picture already."""
    media = {name: content for name, content in parts.items() if name.startswith("word/media/")}
    for name, content in media.items():
        if content == picture.content:
            return name
    used = {posixpath.splitext(name)[0] for name in media}
    number = next(number for number in range(1, len(used) + 2) if f"word/media/image{number}" not in used)
    name = f"word/media/image{number}.{picture.ending}"
    parts[name] = picture.content
    _declare(parts, picture)
    return name


def _declare(parts: dict[str, bytes], picture: Picture) -> None:
    """Say what kind of part a picture is, by its ending."""
    root = parse(parts["[Content_Types].xml"])
    if not any(each.get("Extension", "").lower() == picture.ending for each in root):
        kind = {"Extension": picture.ending, "ContentType": picture.content_type}
        root.insert(0, etree.Element(f"{{{TYPES_NS}}}Default", kind))
    parts["[Content_Types].xml"] = serialise(root)


def package_of(document: bytes) -> Package:
    """The package of a document that docgen made."""
    package, problems = read_package(document)
    if package is None:
        raise RenderError(problems)
    return package


def places_in(root: Element) -> dict[str, Element]:
    """The paragraphs that stand for sub-documents, by their id."""
    return {str(each.get(PLACE)): each for each in root.iter() if each.get(PLACE) is not None}
