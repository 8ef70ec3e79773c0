"""Templates -> where each field of a case is printed, itself or in what is computed from it, without rendering."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.catalog import Document, Workspace
from docgen.catalog.computed import all_behind, computed_from, label_of
from docgen.catalog.files import content_of
from docgen.catalog.located import Field, Located, located_scope
from docgen.render.form import tag_problems
from docgen.render.jinja_tags import check_names
from docgen.render.ooxml import XmlError
from docgen.render.package import read_package
from docgen.render.parts import read_parts

_IN_CELL = re.compile("(格) 第 [0-9]+ 段$")
"""The paragraphs of a cell are told as one place: those that are not printed leave no trace in the document."""


def appearances(workspace: Workspace) -> dict[Field, list[str]]:
    """For each field, the templates and places that print it, as users say it: 质量问题清单模板 正文 第 2 段.

    Behind these, those that print what is computed from it: 质量问题清单模板 正文 第 3 段（算“状态”会用到）.
    A reference appears where something of what it names is printed. A field that only conditions ask about does not
    appear, nor does one that is only counted for a figure. A template that cannot be read has no places.
    """
    printed: dict[Field, dict[str, None]] = {}
    for document in workspace.catalog.documents.values():
        if document.each.kind in workspace.kinds:
            for shape, place in _of_document(workspace, document):
                for field in shape.fields():
                    printed.setdefault(field, {})[f"{document.title}模板 {place}"] = None
    found = {field: dict.fromkeys(places, "") for field, places in printed.items()}
    computed = computed_from(workspace)
    for field, places in printed.items():
        for source in all_behind(field, computed):
            remark = _used_for(field, source, workspace)
            for place in places:
                found.setdefault(source, {}).setdefault(place, remark)
    return {field: [place + remark for place, remark in places.items()] for field, places in found.items()}


def _used_for(field: Field, source: Field, workspace: Workspace) -> str:
    """A remark that a field goes into a computed one; with the name of what that one belongs to, if they share one."""
    kind, (*above, name) = field
    owner = f"{label_of((kind, tuple(above)), workspace)}的" if source[1][-1:] == (name,) else ""
    return f"（算{owner}“{label_of(field, workspace)}”会用到）"


def _of_document(workspace: Workspace, document: Document) -> Iterator[tuple[Located, str]]:
    file = workspace.root / "templates" / document.template
    content, _ = content_of(file, workspace.root) if file.exists() else (None, [])
    package, _ = read_package(content) if content is not None else (None, [])
    if package is None:
        return
    scope = located_scope(workspace, document)
    try:
        parts, _ = read_parts(package, set(scope))
    except XmlError:
        return
    for part in parts:
        malformed = {tag.number for tag in part.tags if tag_problems(tag)}
        for tag, printed in check_names(part.tags, malformed, scope)[1]:
            for shape in printed.passed:
                if isinstance(shape, Located):
                    yield shape, _IN_CELL.sub(r"\1", tag.place)
