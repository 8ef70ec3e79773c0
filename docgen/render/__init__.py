"""Word templates -> documents: compiled once, strict, and able to say where each value went."""

from docgen.render.findings import RenderError
from docgen.render.lint import check_template
from docgen.render.profile import profile_names
from docgen.render.properties import Properties
from docgen.render.reading import document_text
from docgen.render.template import Template, compile_template

__all__ = [
    "Properties", "RenderError", "Template", "check_template", "compile_template", "document_text", "profile_names",
]  # fmt: skip
