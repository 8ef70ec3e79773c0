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
    """For each computed field, the fields that it depends on, also through other computed ones, in order.

    An expression that cannot be read depends on nothing.
    """
    about = {"about": workspace.about_node} if workspace.about_node is not None else {}
    direct: dict[Field, list[Field]] = {}
    for kind, node in {**workspace.kinds, **about}.items():
        case = _Object(node, (kind, ()))
        for field, source, scope in _computed(workspace, case, case, case):
            direct[field] = list(_looked_at(source, scope))
    return {field: _reached(field, direct) for field in direct}


@dataclass(frozen=True)
class _Object:
    """A case, an object in it or an item of a list: its node, and the field that it is."""

    node: Node
    field: Field


def _computed(
    workspace: Workspace, this: _Object, parent: _Object, case: _Object
) -> Iterator[tuple[Field, str, Mapping[str, Shape]]]:
    """The computed fields of an object and of those below it: each with its expression and the names that it sees."""
    scope = dict(rule_scope(workspace, this.node, parent.node, case.node))
    own = {"this": this.field, "parent": parent.field, "case": case.field}
    names = located(scope, workspace.kinds, own)
    kind, path = this.field
    for name, child in this.node.properties.items():
        field = kind, (*path, name)
        if child.value:
            yield field, child.value, names
        elif not child.ref and (inner := child.items or child).properties:
            yield from _computed(workspace, _Object(inner, field), this, case)


def _looked_at(source: str, scope: Mapping[str, Shape]) -> Iterator[Field]:
    try:
        tree = compiled_expression(source).tree
    except ExpressionError:
        return
    for shape in looked_at(tree, scope):
        if isinstance(shape, Located) and shape.form != "object":
            yield shape.field


def _reached(start: Field, direct: Mapping[Field, list[Field]]) -> list[Field]:
    found: dict[Field, None] = {}
    waiting = list(direct[start])
    for field in waiting:
        if field not in found:
            found[field] = None
            waiting += direct.get(field, ())
    return list(found)
