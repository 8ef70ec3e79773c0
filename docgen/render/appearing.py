"""Templates -> where each field of a case is printed, without rendering."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.catalog import Document, Workspace
from docgen.catalog.files import content_of
from docgen.catalog.located import Field, Located, located_scope
from docgen.render.form import tag_problems
from docgen.render.jinja_tags import check_names
from docgen.render.ooxml import XmlError
from docgen.render.package import read_package
from docgen.render.parts import read_parts


def appearances(workspace: Workspace) -> dict[Field, list[str]]:
    """For each field, the documents and places that print it, as users say it: 质量问题清单 正文 表 1 第 2 行第 3 格.

    A field that is only asked about, or that something printed is computed from, does not appear. A template that
    cannot be read has none.
    """
    found: dict[Field, dict[str, None]] = {}
    for document in workspace.catalog.documents.values():
        if document.each.kind in workspace.kinds:
            for field, place in _of_document(workspace, document):
                found.setdefault(field, {})[f"{document.title} {place}"] = None
    return {field: list(places) for field, places in found.items()}


def _of_document(workspace: Workspace, document: Document) -> Iterator[tuple[Field, str]]:
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
                if isinstance(shape, Located) and shape.form != "object":
                    yield shape.field, tag.place
