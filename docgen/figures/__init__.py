"""Figures: the rules of ``docgen.yaml`` and a view of the cases to numbers, with what was counted and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.lazy import lazily

if TYPE_CHECKING:
    from docgen.figures.agreement import check_agreement
    from docgen.figures.counting import UNKNOWN, Figures, figures_for
    from docgen.figures.explaining import Explanation, Row, Way, explanation
    from docgen.figures.problems import REFUSALS, UnreliableFigureError, wrong_cases
    from docgen.figures.values import Number, Unknown

__all__ = [
    "REFUSALS", "UNKNOWN", "Explanation", "Figures", "Number", "Row", "Unknown", "UnreliableFigureError", "Way",
    "check_agreement", "explanation", "figures_for", "wrong_cases",
]  # fmt: skip

# A run that only makes documents compares no texts with figures, and explains none.
__getattr__ = lazily(
    "docgen.figures",
    {
        "agreement": "check_agreement",
        "counting": "UNKNOWN Figures figures_for",
        "explaining": "Explanation Row Way explanation",
        "problems": "REFUSALS UnreliableFigureError wrong_cases",
        "values": "Number Unknown",
    },
)
