"""docgen checks YAML case files against JSON Schemas and merges them into Word documents.

For programs: `compile_template`, `Template`, `Properties`, `RenderError`, `open_workspace`, `Workspace`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.lazy import lazily

if TYPE_CHECKING:
    from docgen.catalog import Workspace, open_workspace
    from docgen.render import Properties, RenderError, Template, compile_template

__version__ = "0.1.0"
__all__ = ["Properties", "RenderError", "Template", "Workspace", "compile_template", "open_workspace"]

# Start-up of the command line must not pay for what it does not use.
__getattr__ = lazily(
    "docgen",
    {
        "catalog": "Workspace open_workspace",
        "render": "Properties RenderError Template compile_template",
    },
)
