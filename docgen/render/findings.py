"""A problem of a template or a rendering -> a `Diagnostic`; knows how findings are gathered and cleared of doubles."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from docgen.model import Diagnostic, Location, Severity

Notes = tuple[tuple[str, str], ...]


class RenderError(Exception):
    """A template cannot be used, or a document cannot be made: ``diagnostics`` says everything that is wrong."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("；".join(each.message for each in self.diagnostics))

    def __reduce__(self) -> tuple[type[RenderError], tuple[object, ...]]:
        return RenderError, (self.diagnostics,)  # another process is told all of it


def finding(
    code: str, message: str, hint: str = "", place: str = "", notes: Notes = (), severity: Severity = "error"
) -> Diagnostic:
    """A diagnostic without a file; `placed` adds it."""
    return Diagnostic(code, severity, message, place=place, hint=hint, notes=notes)


def placed(findings: Iterable[Diagnostic], name: str) -> list[Diagnostic]:
    """The findings, each once, as problems of the template ``name``."""
    seen = dict.fromkeys(replace(each, location=Location(name)) for each in findings)
    return list(seen)


def errors(findings: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Those that forbid going on."""
    return [each for each in findings if each.severity == "error"]


def shortened(text: str, length: int = 30) -> str:
    """Words from a template as a message quotes them."""
    flat = " ".join(text.split())
    return flat if len(flat) <= length else flat[:length] + "…"
