"""A template and a context -> the document of either engine."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable, Mapping
from typing import Any

from docgen.render import compile_template

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import docxtpl as docxtpl  # type: ignore[import-untyped]

Context = Mapping[str, object] | Callable[[Any], Mapping[str, object]]
"""Values, or what makes them: docxtpl's pictures and sub-documents belong to one template."""


def docgen(template: bytes, context: Context) -> bytes:
    values = context(docxtpl.DocxTemplate(io.BytesIO(template))) if callable(context) else context
    return compile_template(template).render(values)


def docxtpl_document(template: bytes, context: Context, *, autoescape: bool = True) -> bytes:
    theirs = docxtpl.DocxTemplate(io.BytesIO(template))
    values = context(theirs) if callable(context) else context
    theirs.render(dict(values), autoescape=autoescape)
    made = io.BytesIO()
    theirs.save(made)
    return made.getvalue()
