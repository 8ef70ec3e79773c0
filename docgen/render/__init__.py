"""Word templates -> documents: compiled once, strict, and able to say where each value went."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.lazy import lazily

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

# Whoever makes a document does not check templates, and the other way round.
__getattr__ = lazily(
    "docgen.render",
    {
        "findings": "RenderError",
        "lint": "check_template check_templates",
        "profile": "profile_names",
        "properties": "Properties",
        "reading": "document_text",
        "template": "Template compile_template",
    },
)
