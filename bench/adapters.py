"""The Python engines of the race: each factory takes a template's path and gives ``render(case) -> bytes``."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

Render = Callable[[Any], bytes]


def docgen(template: str) -> Render:
    """Compiled once, through the API for programs."""
    from docgen import compile_template

    return compile_template(Path(template)).render


def docxtpl(template: str) -> Render:
    """As its documentation shows: an object for each document."""
    from docxtpl import DocxTemplate  # type: ignore[import-untyped]

    def render(case: Any) -> bytes:
        document, out = DocxTemplate(template), io.BytesIO()
        document.render(case, autoescape=True)
        document.save(out)
        return out.getvalue()

    return render


def floor(template: str) -> Render:
    """Straight-line Python (`bench.floor`)."""
    from bench.floor import Floor

    return Floor(Path(template)).render
