"""The catalog: a workspace's documents, figures, cases and views."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.lazy import lazily

if TYPE_CHECKING:
    from docgen.catalog.cases import Row
    from docgen.catalog.configuration import Catalog, Count, Document, Each, FigureRule, figures_used, place, read_each
    from docgen.catalog.entries import Entry, case_id_of, id_problem
    from docgen.catalog.outputs import comparable, name_problem
    from docgen.catalog.root import CONFIGURATION, UnusableWorkspaceError, find_root
    from docgen.catalog.scope import NAME, TAKEN, document_scope, each_scope, figures_shape, rule_scope, shared_scope
    from docgen.catalog.selection import EVERYTHING, Selection
    from docgen.catalog.targets import (
        FAILURES,
        Target,
        clashes,
        expanded,
        holds,
        in_order,
        names_of,
        place_of,
        plan,
        planned,
        shared_names,
        target_names,
    )
    from docgen.catalog.workspace import (
        Workspace,
        compiled_expression,
        compiled_text,
        evaluate,
        open_frame,
        open_workspace,
    )

__all__ = [
    "CONFIGURATION", "EVERYTHING", "FAILURES", "NAME", "TAKEN", "Catalog", "Count", "Document", "Each", "Entry",
    "FigureRule", "Row", "Selection", "Target", "UnusableWorkspaceError", "Workspace", "case_id_of", "clashes",
    "comparable", "compiled_expression", "compiled_text", "document_scope", "each_scope", "evaluate", "expanded",
    "figures_shape", "figures_used", "find_root", "holds", "id_problem", "in_order", "name_problem", "names_of",
    "open_frame", "open_workspace", "place", "place_of", "plan", "planned", "read_each", "rule_scope",
    "shared_names", "shared_scope", "target_names",
]  # fmt: skip

# Who only looks for a workspace's folder does not wait for all that reads one.
__getattr__ = lazily(
    "docgen.catalog",
    {
        "cases": "Row",
        "configuration": "Catalog Count Document Each FigureRule figures_used place read_each",
        "entries": "Entry case_id_of id_problem",
        "outputs": "comparable name_problem",
        "root": "CONFIGURATION UnusableWorkspaceError find_root",
        "scope": "NAME TAKEN document_scope each_scope figures_shape rule_scope shared_scope",
        "selection": "EVERYTHING Selection",
        "targets": "FAILURES Target clashes expanded holds in_order names_of place_of plan planned shared_names"
        " target_names",
        "workspace": "Workspace compiled_expression compiled_text evaluate open_frame open_workspace",
    },
)
