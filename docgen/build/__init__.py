"""What is out of date, and writing it."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docgen.build.folder import build_folder
    from docgen.build.last import Ran
    from docgen.build.outcome import Built, Outcome
    from docgen.build.run import build

__all__ = ["Built", "Outcome", "Ran", "build", "build_folder"]

_HOMES = {"build_folder": "folder", "Ran": "last", "Built": "outcome", "Outcome": "outcome", "build": "run"}


def __getattr__(name: str) -> Any:
    # A run that finds nothing changed needs nothing of what checks and renders.
    if name in _HOMES:
        return getattr(import_module(f"docgen.build.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'docgen.build' has no attribute {name!r}")
