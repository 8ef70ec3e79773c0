"""The names that expressions see, as shapes: for documents, for figures, and for the rules of a schema."""

from __future__ import annotations

import re
from collections.abc import Mapping

from docgen.catalog.configuration import Document, Each
from docgen.catalog.workspace import Workspace
from docgen.expressions import ANY, NUMBER, TEXT, Plain, Shape
from docgen.schemas import Node, NodeShape, case_shape

NAME = re.compile(r"[\u4e00-\u9fffA-Za-z_〇][\u4e00-\u9fffA-Za-z0-9_〇]*")
"""What expressions can read as a name."""
TAKEN = frozenset(
    (
        "about", "period", "as_of", "calendar", "cases", "figures", "this", "loop", "range", "namespace",
        "true", "false", "none",
        "True", "False", "None", "and", "or", "not", "in", "is", "if", "elif", "else", "for", "set", "with",
    )
)  # fmt: skip
"""Names that mean something else where documents and figures name their cases and items."""
SOURCE = Plain("text", {"case": TEXT, "id": TEXT, "item": TEXT, "file": TEXT, "line": NUMBER, "text": TEXT})
_SOURCES = Plain("list", item=SOURCE)
GROUP = Plain("object", {"name": TEXT, "value": NUMBER, "text": TEXT, "sources": _SOURCES})
FIGURE = Plain("number", {"value": NUMBER, "text": TEXT, "unit": TEXT, "definition": TEXT, "name": TEXT,
                          "sources": _SOURCES})  # fmt: skip
GROUPED = Plain("number", {**FIGURE.fields, "groups": Plain("list", item=GROUP)})


def each_scope(workspace: Workspace, each: Each) -> dict[str, Shape]:
    """The case under its kind's title, and the item under the name given."""
    node = workspace.kinds.get(each.kind)
    if node is None:
        return {}
    shape = case_shape(each.kind, workspace.kinds)
    scope: dict[str, Shape] = {node.label: shape}
    if each.list:
        values = shape.member(each.list)
        scope[each.name] = (values.element() if values else None) or ANY
    return scope


def shared_scope(workspace: Workspace) -> dict[str, Shape]:
    """``about``, ``period``, ``as_of`` and ``calendar``."""
    scope: dict[str, Shape] = {"as_of": TEXT} | calendar_scope(workspace)
    if workspace.about_node is not None:
        scope["about"] = NodeShape(workspace.about_node, workspace.kinds)
    if workspace.catalog.periods.kind in workspace.kinds:
        scope["period"] = case_shape(workspace.catalog.periods.kind, workspace.kinds)
    return scope


def calendar_scope(workspace: Workspace) -> dict[str, Shape]:
    """``calendar``, where the workspace has one; it has no fields."""
    return {"calendar": Plain("object")} if workspace.catalog.calendar.kind else {}


def cases_shape(workspace: Workspace) -> Shape:
    """``cases.KIND``."""
    fields = {kind: Plain("list", item=case_shape(kind, workspace.kinds)) for kind in workspace.kinds}
    return Plain("object", fields)


def figures_shape(workspace: Workspace) -> Shape:
    """``figures``: by name (also those whose definition is wrong), and all of them when looped over.

    Only a figure that is counted by something has groups to name; in a loop, the others have none.
    """
    written = workspace.configuration.data.get("figures")
    names = [*workspace.catalog.figures, *(written if isinstance(written, Mapping) else ())]
    rules = workspace.catalog.figures
    shapes = {name: GROUPED if name in rules and rules[name].grouped else FIGURE for name in names}
    return Plain("list", dict[str, Shape](shapes), GROUPED)


def document_scope(workspace: Workspace, document: Document) -> dict[str, Shape]:
    """What a document's template may name."""
    scope = shared_scope(workspace) | each_scope(workspace, document.each)
    if document.each.kind == workspace.catalog.periods.kind:
        scope |= {"cases": cases_shape(workspace), "figures": figures_shape(workspace)}
    return scope


def rule_scope(workspace: Workspace, this: Node, parent: Node, case: Node) -> Mapping[str, Shape]:
    """What rules and computed fields of a node may name."""
    kinds = workspace.kinds
    scope: dict[str, Shape] = {
        "this": NodeShape(this, kinds, case=this is case),
        "parent": NodeShape(parent, kinds, case=parent is case),
        "case": NodeShape(case, kinds, case=True),
        "cases": cases_shape(workspace),
        "as_of": TEXT,
    } | calendar_scope(workspace)
    if workspace.about_node is not None:
        scope["about"] = NodeShape(workspace.about_node, kinds)
    return scope
