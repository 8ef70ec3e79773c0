"""Sub-documents made with docxtpl -> their blocks in a finished document, composed by docxtpl's own composer.

The composer brings styles, lists, pictures and notes along; it works on the main document, so what is printed elsewhere
gets its relations copied.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from lxml import etree

from docgen.render import archive
from docgen.render.clean import clean_part, clean_styles
from docgen.render.findings import RenderError, finding, placed
from docgen.render.fonts import hint_runs
from docgen.render.guests import package_of, places_in
from docgen.render.ooxml import R_NS, SECT_PR, TBL, Element, P, parse, serialise, w
from docgen.render.parts import part_names

_NOTES = (w("footnoteReference"), w("endnoteReference"))


def put_in(document: bytes, subdocuments: Mapping[str, Any], template: str) -> bytes:
    """The document with the blocks of each sub-document in the place that has its id. Raises RenderError."""
    from docx import Document

    labels = dict(part_names(package_of(document)))
    ours: Any = Document(io.BytesIO(document))
    for part in list(ours.part.package.iter_parts()):
        name = str(part.partname).lstrip("/")
        if name not in labels:
            continue
        root = part.element if hasattr(part, "element") else parse(part.blob)
        for place, element in places_in(root).items():
            value = subdocuments[place]
            if part is not ours.part:
                _refuse_notes(value.subdocx.element.body, labels[name], template)
            blocks = _composed(ours, value)
            if part is not ours.part:
                _copy_relations(blocks, ours.part, part)
            _replace(element, blocks)
        if not hasattr(part, "element"):
            part._blob = serialise(root)
    made = io.BytesIO()
    ours.save(made)
    return _cleaned(made.getvalue())


def _composed(ours: Any, value: Any) -> list[Element]:
    """The blocks of a sub-document, as they are to stand in ours; what they need is in ours afterwards."""
    from docx import Document
    from docxtpl.subdoc import SubdocComposer  # type: ignore[import-untyped]

    whole = io.BytesIO()
    value.docx.save(whole)
    source: Any = Document(whole)
    body = source.element.body
    for child in list(body):
        body.remove(child)
    for block in value.subdocx.element.body:
        if block.tag != SECT_PR:
            body.append(deepcopy(block))
    SubdocComposer(ours).attach_parts(source)
    plain = parse(etree.tostring(body))
    clean_part(plain)
    hint_runs(plain)
    return list(plain)


def _refuse_notes(body: Element, label: str, template: str) -> None:
    if next(body.iter(*_NOTES), None) is not None:
        message = f"{label}里印的子文档有脚注或者尾注，这里不能有"
        problem = finding("DG502", message, "去掉子文档里的注，或者把标签移到正文里", label)
        raise RenderError(placed([problem], template))


def _copy_relations(blocks: list[Element], source: Any, target: Any) -> None:
    for block in blocks:
        for element in block.iter():
            for name, value in element.attrib.items():
                relation = source.rels.get(value) if str(name).startswith(f"{{{R_NS}}}") else None
                if relation is not None:
                    thing = relation.target_ref if relation.is_external else relation.target_part
                    element.set(name, target.relate_to(thing, relation.reltype, relation.is_external))


def _replace(element: Element, blocks: list[Element]) -> None:
    """Put blocks in the place of an element, with a paragraph between tables, which Word would join."""
    for block in blocks:
        before = element.getprevious()
        if before is not None and before.tag == block.tag == TBL:
            element.addprevious(etree.Element(P))
        element.addprevious(block)
    last, after = element.getprevious(), element.getnext()
    parent = element.getparent()
    assert parent is not None
    if last is not None and after is not None and last.tag == after.tag == TBL:
        element.addprevious(etree.Element(P))
    parent.remove(element)


def _cleaned(document: bytes) -> bytes:
    """The document without the numbers that the composer draws by chance, so that equal input gives equal bytes."""
    parts = archive.unpack(document)
    package = package_of(document)
    for kind in ("numbering", "styles"):
        name = package.one(kind)
        if name:
            root = parse(parts[name])
            clean_styles(root)
            parts[name] = serialise(root)
    return archive.pack(parts)
