"""A template and a context -> its document made both ways: as compiling proved it, and read and finished whole."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from lxml import etree

from docgen.model import Diagnostic
from docgen.render import Properties, RenderError, Template, compile_template
from docgen.render.ending import Ending
from docgen.render.finish import SHAPES, Ids
from docgen.render.font_table import named_fonts
from docgen.render.ooxml import V_NS, WP_NS, w
from docgen.render.profile import profile
from docgen.render.tags import Tag
from docgen.render.template import _compile
from docgen.render.writer import Slot

NAME = "templates/示例.docx"
Parts = dict[str, bytes]


def whole(template: bytes, name: str = NAME, fonts: str = "gb2312") -> Template:
    """The template with nothing proved: each rendering of each part is parsed and finished."""
    return _compile(template, name, profile(fonts), _unsettled)


def _unsettled(pieces: list[str], _: list[Tag], __: list[Slot], ___: Ids) -> tuple[list[str], Ending]:
    return pieces, Ending()


def made(template: Template, context: Mapping[str, object]) -> Parts | list[Diagnostic]:
    """The parts of the document, XML in its canonical form; or what kept it from being made."""
    try:
        return canonical(template.render(context))
    except RenderError as problem:
        return list(problem.diagnostics)


def canonical(document: bytes) -> Parts:
    """The parts of a document, XML in its canonical form; every font must be in the table.

    Drawings and shapes get ids in their order: where a condition leaves one out, the two ways need not give the others
    the same ones. No two may have the same.
    """
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        assert archive.testzip() is None
        parts = {name: archive.read(name) for name in archive.namelist()}
    roots = {name: etree.fromstring(content) for name, content in parts.items() if content.startswith(b"<?xml")}
    named = named_fonts(root for name, root in roots.items() if name.startswith("word/"))
    assert named <= {each.get(w("name")) for each in roots["word/fontTable.xml"]}
    for names in ([f"{{{WP_NS}}}docPr"], [f"{{{V_NS}}}{name}" for name in SHAPES]):
        drawn = [each for root in roots.values() for each in root.iter(*names) if each.get("id")]
        assert len({str(each.get("id")).casefold() for each in drawn}) == len(drawn)
        for number, each in enumerate(drawn, 1):
            each.set("id", str(number))
    return {name: etree.tostring(roots[name], method="c14n") if name in roots else parts[name] for name in parts}


def agree(template: bytes, *contexts: Mapping[str, object]) -> None:
    """Hold both ways to the same documents, or the same refusals."""
    proved, read = compile_template(template, name=NAME), whole(template)
    for context in contexts:
        assert made(proved, context) == made(read, context)


def endings(template: Template) -> dict[str, Ending]:
    """How each part ends that is filled in, by what users call it; parts that never change are not there."""
    return {each.label: each.ending for each in template._programs}


__all__ = ["NAME", "Properties", "agree", "canonical", "endings", "made", "whole"]
