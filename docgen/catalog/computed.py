"""Computed fields (``x-value``) -> the fields that their values depend on, before there is data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from docgen.catalog.located import Field, Located, located
from docgen.catalog.scope import rule_scope
from docgen.catalog.workspace import Workspace, compiled_expression
from docgen.expressions import ExpressionError, Shape, looked_at
from docgen.schemas import Node


def computed_from(workspace: Workspace) -> dict[Field, list[Field]]:
    """For each computed field, the fields that its expression looks at; see `all_behind` for those behind these.

    An expression that cannot be read looks at nothing.
    """
    found: dict[Field, list[Field]] = {}
    for kind, node in workspace.nodes.items():
        case = _Object(node, (kind, ()))
        for field, source, scope in _computed(workspace, case, case, case):
            found[field] = list(_looked_at(source, scope))
    return found


def all_behind(field: Field, computed: Mapping[Field, list[Field]]) -> list[Field]:
    """The fields that a field depends on, also through other computed ones, the nearest first."""
    found: dict[Field, None] = {}
    waiting = list(computed.get(field, ()))
    for each in waiting:
        if each not in found:
            found[each] = None
            waiting += computed.get(each, ())
    return list(found)


def label_of(field: Field, workspace: Workspace) -> str:
    """What users call a field that a schema declares, or a kind."""
    kind, path = field
    node = workspace.nodes[kind]
    for name in path:
        node = (node.items or node).properties[name]
    return node.label


@dataclass(frozen=True)
class _Object:
    """A case, an object in it or an item of a list: its node, and the field that it is."""

    node: Node
    field: Field


def _computed(
    workspace: Workspace, this: _Object, parent: _Object, case: _Object
) -> Iterator[tuple[Field, str, Mapping[str, Shape]]]:
    """The computed fields of an object and of those below it: each with its expression and the names that it sees."""
    kind, path = this.field
    names: Mapping[str, Shape] = {}
    for name, child in this.node.properties.items():
        field = kind, (*path, name)
        if child.value:
            names = names or _names(workspace, this, parent, case)
            yield field, child.value, names
        elif (inner := child.items or child).properties:
            yield from _computed(workspace, _Object(inner, field), this, case)


def _names(workspace: Workspace, this: _Object, parent: _Object, case: _Object) -> Mapping[str, Shape]:
    scope = dict(rule_scope(workspace, this.node, parent.node, case.node))
    return located(scope, workspace.kinds, {"this": this.field, "parent": parent.field, "case": case.field})


def _looked_at(source: str, scope: Mapping[str, Shape]) -> Iterator[Field]:
    try:
        tree = compiled_expression(source).tree
    except ExpressionError:
        return
    for shape in looked_at(tree, scope):
        if isinstance(shape, Located):
            yield from shape.fields()
            if shape.form == "list" and shape.shape.node.day:  # what is dated later does not exist
                kind, path = shape.field
                yield kind, (*path, shape.shape.node.day)
