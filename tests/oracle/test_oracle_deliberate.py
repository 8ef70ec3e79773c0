"""The written list of differences from docxtpl: each is shown by a template, and each shown is in the list."""

from __future__ import annotations

import re

import pytest

from docgen.render import RenderError, Template
from tests.conftest import ROOT
from tests.oracle.canonical import RULES
from tests.oracle.cases import ALWAYS, CASES
from tests.oracle.deliberate import OTHERWISE, REFUSED, Otherwise, Refused
from tests.oracle.engines import docgen, docxtpl, docxtpl_document
from tests.render.building import part

LISTED = re.findall(
    r"(?m)^\| `([a-z-]+)` \|", (ROOT / "docs" / "template-engine-differences.md").read_text("utf-8")
)  # fmt: skip
SHOWN_ELSEWHERE = {"no-document-methods", "objects-in-every-part"}


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: f"{case.id} {case.theirs}")
def test_what_docxtpl_lets_pass_is_refused(case: Refused) -> None:
    with pytest.raises(RenderError) as caught:
        docgen(case.template(), case.context)
    assert case.code in {each.code for each in caught.value.diagnostics}
    if isinstance(case.theirs, str):
        assert case.theirs in plain(docxtpl_document(case.template(), case.context))
    else:
        with pytest.raises(case.theirs):
            docxtpl_document(case.template(), case.context)


@pytest.mark.parametrize("case", OTHERWISE, ids=lambda case: f"{case.id} {case.ours}")
def test_what_is_made_otherwise_is_right(case: Otherwise) -> None:
    made = plain(docgen(case.template(), case.context), case.part)
    theirs = plain(docxtpl_document(case.template(), case.context), case.part)
    assert case.ours in made
    assert case.theirs in theirs
    assert case.theirs not in made


def test_the_list_has_every_difference_and_no_other() -> None:
    shown = {
        *ALWAYS,
        *(each for case in CASES for each in case.ids),
        *(each.id for each in REFUSED),
        *(each.id for each in OTHERWISE),
    }
    assert sorted(LISTED) == sorted({*shown, *SHOWN_ELSEWHERE})
    assert set(RULES) <= set(LISTED)


def test_a_template_has_no_methods_that_change_its_document() -> None:
    names = (
        "replace_pic",
        "replace_media",
        "replace_embedded",
        "replace_zipname",
        "new_subdoc",
        "build_url_id",
        "save",
    )
    assert all(hasattr(docxtpl.DocxTemplate, each) and not hasattr(Template, each) for each in names)


def plain(docx: bytes, name: str = "word/document.xml") -> str:
    """A part's XML without the hints of fonts, quotation marks and brackets of values as they are."""
    xml = part(docx, name)
    for written, meant in (
        ('<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>', ""),
        ('<w:rFonts w:hint="eastAsia"/>', ""),
        ('<w:t xml:space="preserve"/>', '<w:t xml:space="preserve"></w:t>'),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&#39;", "'"),
    ):
        xml = xml.replace(written, meant)
    return xml
