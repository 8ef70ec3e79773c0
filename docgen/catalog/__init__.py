"""The catalog: a workspace's documents, figures, cases and views."""

from docgen.catalog.cases import case_id_of, id_problem
from docgen.catalog.configuration import Catalog, Count, Document, Each, FigureRule, figures_used, place, read_each
from docgen.catalog.outputs import comparable, name_problem
from docgen.catalog.scope import NAME, TAKEN, document_scope, each_scope, figures_shape, rule_scope, shared_scope
from docgen.catalog.targets import (
    EVERYTHING,
    FAILURES,
    Selection,
    Target,
    expanded,
    holds,
    names_of,
    plan,
    shared_names,
    target_names,
)
from docgen.catalog.workspace import (
    CONFIGURATION,
    UnusableWorkspaceError,
    Workspace,
    compiled_expression,
    compiled_text,
    evaluate,
    find_root,
    open_workspace,
)

__all__ = [
    "CONFIGURATION", "EVERYTHING", "FAILURES", "NAME", "TAKEN", "Catalog", "Count", "Document", "Each",
    "FigureRule", "Selection", "Target", "UnusableWorkspaceError", "Workspace", "case_id_of", "comparable",
    "compiled_expression", "compiled_text", "document_scope", "each_scope", "evaluate", "expanded", "figures_shape",
    "figures_used", "find_root", "holds", "id_problem", "name_problem", "names_of", "open_workspace", "place", "plan",
    "read_each", "rule_scope", "shared_names", "shared_scope", "target_names",
]  # fmt: skip
