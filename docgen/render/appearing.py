"""Templates -> where each field of a case is printed, itself or in what is computed from it, without rendering."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.catalog import Document, Workspace
from docgen.catalog.computed import computed_from
from docgen.catalog.files import content_of
from docgen.catalog.located import Field, Located, located_scope
from docgen.render.form import tag_problems
from docgen.render.jinja_tags import check_names
from docgen.render.ooxml import XmlError
from docgen.render.package import read_package
from docgen.render.parts import read_parts


def appearances(workspace: Workspace) -> dict[Field, list[str]]:
    """For each field, the documents and places that print it, as users say it: 质量问题清单 正文 表 1 第 2 行第 3 格.

    Behind these, those that print a field computed from it: 质量问题清单 正文 表 1 第 2 行第 7 格（“状态”由它算出）.
    A field that templates only ask about does not appear, nor does one that is only counted for a figure. A template
    that cannot be read has no places.
    """
    printed: dict[tuple[Field, str], str] = {}
    for document in workspace.catalog.documents.values():
        if document.each.kind in workspace.kinds:
            for shape, place in _of_document(workspace, document):
                printed[shape.field, f"{document.title} {place}"] = shape.shape.node.label
    found: dict[Field, dict[str, str]] = {}
    for field, place in printed:
        found.setdefault(field, {})[place] = ""
    computed = computed_from(workspace)
    for (field, place), label in printed.items():
        for source in computed.get(field, ()):
            found.setdefault(source, {}).setdefault(place, f"（“{label}”由它算出）")
    return {field: [place + remark for place, remark in places.items()] for field, places in found.items()}


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
                if isinstance(shape, Located) and shape.form != "object":
                    yield shape, tag.place
