"""Schemas with their annotations, typed values, and cases seen as of a day."""

from docgen.schemas.calendar import Calendar, CalendarForm
from docgen.schemas.crumbs import breadcrumb
from docgen.schemas.node import (
    BrokenReferenceError,
    EndlessReferenceError,
    Node,
    Rule,
    Valid,
    Words,
    compiled,
    resolved,
)
from docgen.schemas.shapes import NodeShape, case_shape
from docgen.schemas.skeleton import skeleton
from docgen.schemas.typing import Typed, typed
from docgen.schemas.views import FOREVER, WHOLE, Cases, ItemIndex, Record, View

__all__ = [
    "FOREVER", "WHOLE", "BrokenReferenceError", "Calendar", "CalendarForm", "Cases", "EndlessReferenceError",
    "ItemIndex", "Node", "NodeShape", "Record", "Rule", "Typed", "Valid", "View", "Words", "breadcrumb",
    "case_shape", "compiled", "resolved", "skeleton", "typed",
]  # fmt: skip
