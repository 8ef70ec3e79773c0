"""What is out of date, and writing it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.lazy import lazily

if TYPE_CHECKING:
    from docgen.build.folder import build_folder
    from docgen.build.last import Ran
    from docgen.build.outcome import Built, Outcome
    from docgen.build.run import build

__all__ = ["Built", "Outcome", "Ran", "build", "build_folder"]

# A run that finds nothing changed needs nothing of what checks and renders.
__getattr__ = lazily(
    "docgen.build",
    {
        "folder": "build_folder",
        "last": "Ran",
        "outcome": "Built Outcome",
        "run": "build",
    },
)
