"""The expression language of templates, rules, computed fields, figures and selections."""

from docgen.expressions.budget import loop_budget
from docgen.expressions.environment import Environment, Expression, Text
from docgen.expressions.names import ANY, NUMBER, TEXT, NameProblem, Plain, Printed, Shape, shape_of, unknown_names
from docgen.expressions.printing import printable, refusal
from docgen.expressions.syntax import ExpressionError, failed, in_chinese

__all__ = [
    "ANY", "NUMBER", "TEXT", "Environment", "Expression", "ExpressionError", "NameProblem", "Plain", "Printed", "Shape",
    "Text", "failed", "in_chinese", "loop_budget", "printable", "refusal", "shape_of", "unknown_names",
]  # fmt: skip
