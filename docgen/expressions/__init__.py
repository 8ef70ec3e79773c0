"""The expression language of templates, rules, computed fields, figures and selections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.lazy import lazily

if TYPE_CHECKING:
    from docgen.expressions.budget import loop_budget
    from docgen.expressions.environment import Environment, Expression, Text
    from docgen.expressions.errors import ExpressionError, failed
    from docgen.expressions.names import NameProblem, Printed, looked_at, shape_of, unknown_names
    from docgen.expressions.printing import printable, refusal
    from docgen.expressions.shapes import ANY, NUMBER, TEXT, Plain, Shape
    from docgen.expressions.syntax import in_chinese

__all__ = [
    "ANY", "NUMBER", "TEXT", "Environment", "Expression", "ExpressionError", "NameProblem", "Plain", "Printed", "Shape",
    "Text", "failed", "in_chinese", "looked_at", "loop_budget", "printable", "refusal", "shape_of", "unknown_names",
]  # fmt: skip

# Filling in a template asks nobody which names there are, and loading Jinja takes a while.
__getattr__ = lazily(
    "docgen.expressions",
    {
        "budget": "loop_budget",
        "environment": "Environment Expression Text",
        "errors": "ExpressionError failed",
        "names": "NameProblem Printed looked_at shape_of unknown_names",
        "printing": "printable refusal",
        "shapes": "ANY NUMBER TEXT Plain Shape",
        "syntax": "in_chinese",
    },
)
