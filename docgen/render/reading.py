"""A rendered .docx -> all its text in order; for tests, checks and comparisons."""

from __future__ import annotations

from docgen.render.findings import RenderError
from docgen.render.ooxml import FALLBACK, Element, P, R, T, own, parse, w
from docgen.render.package import read_package
from docgen.render.parts import part_names

_SIGNS = {w("tab"): "\t", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "\u2011", w("softHyphen"): "\u00ad"}


def document_text(docx: bytes) -> str:
    """Every paragraph on a line (a line break in it makes another): body, then headers, footers and notes.

    The text of a text box follows that of the paragraph which it floats over. Raises RenderError for what is no .docx.
    """
    package, problems = read_package(docx)
    if package is None:
        raise RenderError(problems)
    names = [name for name, _ in part_names(package)]
    return "\n".join(line for name in names for line in paragraphs_of(parse(package.parts[name])))


def paragraphs_of(root: Element) -> list[str]:
    """The text of every paragraph of a part; copies for old programs are left out."""
    return [
        paragraph_text(paragraph) for paragraph in root.iter(P) if next(paragraph.iterancestors(FALLBACK), None) is None
    ]


def paragraph_text(paragraph: Element) -> str:
    """The text of a paragraph's runs, with tabs and line breaks."""
    made = []
    for element in own(paragraph, T, *_SIGNS):
        parent = element.getparent()
        if parent is not None and parent.tag == R:
            made.append(element.text or "" if element.tag == T else _SIGNS[str(element.tag)])
    return "".join(made)
