"""What may be named, as shapes that also know which field of which kind they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from docgen.catalog.configuration import Document
from docgen.catalog.scope import document_scope
from docgen.catalog.workspace import Workspace
from docgen.expressions import Plain, Shape
from docgen.expressions.shapes import Around
from docgen.schemas import Node, NodeShape

Field = tuple[str, tuple[str, ...]]
"""A kind (or ``about``), and the names on the way to a field of it; positions in lists are left out."""


@dataclass(frozen=True)
class Located(Around):
    """A shape of a schema that also knows its ``field``; references lead to the fields of what they name.

    ``through`` is the field of the reference that led to this shape, if one did.
    """

    shape: NodeShape
    field: Field
    kinds: Mapping[str, Node]
    through: Field | None = None

    def fields(self) -> Iterator[Field]:
        """The fields of a case with something in them that whoever meets this shape depends on."""
        if self.through is not None:
            yield self.through
        if self.form != "object":
            yield self.field

    def member(self, name: str) -> Located | None:
        kind, path = self.field
        return self._found(self.shape.member(name), (kind, (*path, name)))

    def element(self) -> Located | None:
        return self._found(self.shape.element(), self.field)

    def _found(self, shape: NodeShape | None, field: Field) -> Located | None:
        if shape is None:
            return None
        kind, _, holder = shape.node.ref.partition(".")
        if kind:
            return Located(shape, (kind, (holder,) if holder else ()), self.kinds, field)
        return Located(shape, _case_of(shape) or field, self.kinds)


def located_scope(workspace: Workspace, document: Document) -> dict[str, Shape]:
    """The names of a document's template; what is no part of a case is as in `document_scope`."""
    each = document.each
    scope = document_scope(workspace, document)
    return located(scope, workspace.kinds, {each.name: (each.kind, (each.list,))} if each.list else {})


def located(scope: dict[str, Shape], kinds: Mapping[str, Node], own: Mapping[str, Field]) -> dict[str, Shape]:
    """A scope whose names know their fields: those in ``own``, ``about``, cases, and lists of cases."""
    for name, shape in scope.items():
        if isinstance(shape, NodeShape):
            field = ("about", ()) if name == "about" else own.get(name) or _case_of(shape)
            scope[name] = Located(shape, field, kinds) if field else shape
        elif name == "cases" and isinstance(shape, Plain):
            scope[name] = Plain("object", {kind: _listed(kind, each, kinds) for kind, each in shape.fields.items()})
    return scope


def _listed(kind: str, shape: Shape, kinds: Mapping[str, Node]) -> Shape:
    element = shape.element()
    return Plain("list", item=Located(element, (kind, ()), kinds)) if isinstance(element, NodeShape) else shape


def _case_of(shape: NodeShape) -> Field | None:
    """The field of a whole case: its kind."""
    return (shape.own_kind, ()) if shape.own_kind else None
