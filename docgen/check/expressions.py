"""An expression and the names it may use to what is wrong with it, before there is data."""

from __future__ import annotations

from collections.abc import Mapping

from docgen.catalog import compiled_expression, compiled_text
from docgen.check.places import Place
from docgen.expressions import Expression, ExpressionError, Shape, Text, unknown_names
from docgen.model import Diagnostic


def expression_problems(
    text: str, scope: Mapping[str, Shape], place: Place, what: str, compiled: type[Expression] | type[Text],
    code: str = "",
) -> list[Diagnostic]:  # fmt: skip
    """What is wrong with an expression (or text with ``{{ }}``): its form, or a name nobody declares.

    ``code`` replaces the codes for schemas (DG237 form, DG238 name).
    """
    notes = (("原文", text),)
    try:
        tree = compiled_expression(text).tree if compiled is Expression else compiled_text(text).tree
    except ExpressionError as problem:
        message = f"{what}写得不对：{problem.message}。"
        return [Diagnostic(code or "DG237", "error", message, place(), hint=problem.hint, notes=notes)]
    problems, _ = unknown_names(tree, scope)
    return [
        Diagnostic(code or "DG238", "error", f"{what}里{each.message}。", place(), hint=each.hint, notes=notes)
        for each in problems
    ]
