"""Word templates -> documents: compiled once, strict, and able to say where each value went."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docgen.render.findings import RenderError
    from docgen.render.lint import check_template, check_templates
    from docgen.render.profile import profile_names
    from docgen.render.properties import Properties
    from docgen.render.reading import document_text
    from docgen.render.template import Template, compile_template

__all__ = [
    "Properties",
    "RenderError",
    "Template",
    "check_template",
    "check_templates",
    "compile_template",
    "document_text",
    "profile_names",
]

_HOMES = {
    "Properties": "properties",
    "RenderError": "findings",
    "Template": "template",
    "check_template": "lint",
    "check_templates": "lint",
    "compile_template": "template",
    "document_text": "reading",
    "profile_names": "profile",
}


def __getattr__(name: str) -> Any:
    # Imports are lazy: whoever makes a document does not check templates, and the other way round.
    if name in _HOMES:
        return getattr(import_module(f"docgen.render.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'docgen.render' has no attribute {name!r}")
