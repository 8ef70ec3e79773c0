"""The filters and tests of templates: those of expressions, and two for what a cell's properties may hold."""

from __future__ import annotations

import re
from typing import Any

from docgen.expressions import ExpressionError, printable
from docgen.expressions.functions import guarded_filters
from docgen.model import Absent

MAX_COLUMNS = 63
"""Word's own limit for the columns of a table."""


def colspan(value: Any) -> Any:
    """How many columns a cell is to span. Raises ExpressionError for what is no whole number from 1 to 63."""
    if isinstance(value, Absent):
        return value
    text = printable(value)
    if not re.fullmatch("[0-9]{1,2}", text) or not 1 <= int(text) <= MAX_COLUMNS:
        raise ExpressionError(f"colspan 的值“{text[:20]}”不是 1 至 {MAX_COLUMNS} 的整数", "给出要合并的格数")
    return text


def cellbg(value: Any) -> Any:
    """The colour of a cell. Raises ExpressionError for what is no colour as Word writes them."""
    if isinstance(value, Absent):
        return value
    text = printable(value)
    if text != "auto" and not re.fullmatch("[0-9A-Fa-f]{6}", text):
        raise ExpressionError(f"cellbg 的值“{text[:20]}”不是颜色", "写成六位十六进制数，前面不带“#”，例如 FFC000")
    return text


FILTERS, TESTS = guarded_filters()
FILTERS |= {"colspan": colspan, "cellbg": cellbg}
