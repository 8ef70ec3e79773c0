"""docgen checks YAML case files against JSON Schemas and merges them into Word documents.

For programs: `compile_template`, `Template`, `Properties`, `RenderError`, `open_workspace`, `Workspace`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docgen.catalog import Workspace, open_workspace
    from docgen.render import Properties, RenderError, Template, compile_template

__version__ = "0.1.0"
__all__ = ["Properties", "RenderError", "Template", "Workspace", "compile_template", "open_workspace"]

_HOMES = {
    "Properties": "docgen.render",
    "RenderError": "docgen.render",
    "Template": "docgen.render",
    "compile_template": "docgen.render",
    "Workspace": "docgen.catalog",
    "open_workspace": "docgen.catalog",
}


def __getattr__(name: str) -> Any:
    # Imports are lazy: start-up of the command line must not pay for what it does not use.
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'docgen' has no attribute {name!r}")
