"""A package -> those of its parts in which tags are filled in, read and checked; knows which, and their names.

Body, headers, footers, footnotes and endnotes are filled in, and a document's properties; text boxes come with the part
that they float over.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from docgen.model import Diagnostic
from docgen.render.cells import expand_cells, loop_problems
from docgen.render.clean import clean_part
from docgen.render.findings import finding
from docgen.render.left_out import LABEL, lost_tags, property_tags
from docgen.render.nesting import check_nesting
from docgen.render.ooxml import R_NS, W_NS, Element, XmlError, parse, w
from docgen.render.package import Package
from docgen.render.places import Places, number_places
from docgen.render.properties import CORE
from docgen.render.review import TAG_START, review
from docgen.render.structure import check_structure
from docgen.render.tags import Tag, take_tags

_REFERENCES = {w("headerReference"): "页眉", w("footerReference"): "页脚"}
_NOTES = {"footnotes": "脚注", "endnotes": "尾注"}


class Part(NamedTuple):
    """A part as read: its tags are marks in ``root``, and ``problems`` is what is wrong with it."""

    name: str
    label: str
    root: Element
    places: Places
    tags: list[Tag]
    problems: list[Diagnostic]


def read_parts(package: Package, known: set[str]) -> tuple[list[Part], list[Diagnostic]]:
    """Every part with tags, the main document first; and what is wrong with parts that cannot be read.

    ``known`` are names that tags may use.
    """
    parts: list[Part] = []
    problems: list[Diagnostic] = []
    for name, label in part_names(package):
        try:
            parts.append(_read(name, label, parse(package.parts[name]), known))
        except XmlError:
            problems.append(finding("DG401", f"{label}的内部格式有误", "请用 Word 或者 WPS 打开，再另存为 .docx"))
    problems += _unfilled(package, {part.name for part in parts})
    problems += lost_tags(package.left)
    told = property_tags(package.left)
    if told is not None:
        parts.append(_properties(*told, known))
    return parts, problems


def _properties(root: Element, places: Places, known: set[str]) -> Part:
    """The document's properties, whose tags stand alone: there is no paragraph or row to replace."""
    part = _checked(CORE, LABEL, root, places, known)
    for tag in part.tags:
        if tag.prefix:
            hint = "去掉标签开头的字母"
            part.problems.append(
                finding("DG410", f"{LABEL}里只能用 {{{{ … }}}} 和 {{% … %}}", hint, tag.place, tag.notes)
            )
    return part


def part_names(package: Package) -> list[tuple[str, str]]:
    """The parts that are filled in, with what users call them: 正文, 页眉 1, 页脚 2, 脚注."""
    found = {package.main: "正文"}
    targets = {each.id: each.target for each in package.relations.get(package.main, []) if not each.external}
    counts = {"页眉": 0, "页脚": 0}
    for reference in parse(package.parts[package.main]).iter(*_REFERENCES):
        name, word = targets.get(reference.get(f"{{{R_NS}}}id", ""), ""), _REFERENCES[str(reference.tag)]
        if name in package.parts and name not in found:
            counts[word] += 1
            found[name] = f"{word} {counts[word]}"
    for kind, word in _NOTES.items():
        if package.one(kind):
            found.setdefault(package.one(kind), word)
    return list(found.items())


def _read(name: str, label: str, root: Element, known: set[str]) -> Part:
    if root.nsmap.get("w") != W_NS:
        raise XmlError("the usual prefix is bound to something else")
    places = number_places(root, label)
    problems = review(root, places)
    clean_part(root)
    part = _checked(name, label, root, places, known)
    return part._replace(problems=[*problems, *part.problems])


def _checked(name: str, label: str, root: Element, places: Places, known: set[str]) -> Part:
    """Gather the tags of a part, and look at how they stand."""
    origins, misplaced = expand_cells(root, places)
    tags, unfinished = take_tags(root, places)
    for tag in tags:
        tag.text = origins.get(tag.holder, tag.text)
    nesting = check_nesting(tags)
    problems = [*misplaced, *unfinished, *check_structure(root, tags, places, known), *nesting]
    problems += loop_problems(tags, origins)
    return Part(name, label, root, places, tags, problems)


def _unfilled(package: Package, filled: set[str]) -> Iterator[Diagnostic]:
    """Tags in parts where nothing fills them in: charts, diagrams, numbering."""
    for name, content in package.parts.items():
        if name in filled or not name.endswith(".xml") or b"{" not in content:
            continue
        try:
            root = parse(content)
        except XmlError:
            continue
        text = "".join(str(each) for each in root.itertext())
        if TAG_START.search(text):
            message = "图表、图示或者编号的文字里有标签，这里的标签不会填写"
            yield finding("DG414", message, "把标签写到正文、表格、页眉页脚或者文本框里")
