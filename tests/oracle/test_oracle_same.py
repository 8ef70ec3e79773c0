"""docxtpl is the oracle: every part of a document equals docxtpl's, but for differences that are named."""

from __future__ import annotations

from functools import cache

import pytest

from tests.ooxml import xsd_problems
from tests.oracle.canonical import differences
from tests.oracle.cases import ALWAYS, CASES
from tests.oracle.engines import docgen, docxtpl_document

NAMED = {case.name: case for case in CASES}
FOREIGN = {"text boxes", "drawings in a loop", "tags in hyperlinks and their attributes"}
"""Templates that the schemas of the standard cannot judge, or complain of as they are written."""


@cache
def both(name: str) -> tuple[bytes, bytes]:
    template = NAMED[name].template()
    return docgen(template, NAMED[name].context), docxtpl_document(template, NAMED[name].context)


@pytest.mark.parametrize("name", NAMED)
def test_a_document_is_the_one_that_docxtpl_makes(name: str) -> None:
    assert differences(*both(name), (*ALWAYS, *NAMED[name].ids)) == []


@pytest.mark.parametrize("name", [case.name for case in CASES if case.ids])
def test_no_difference_is_named_that_there_is_not(name: str) -> None:
    ids = NAMED[name].ids
    for each in ids:
        assert differences(*both(name), (*ALWAYS, *(other for other in ids if other != each))) != [], each


def test_the_differences_of_every_document_are_real() -> None:
    for each in ALWAYS:
        left = [other for other in ALWAYS if other != each]
        assert any(differences(*both(case.name), (*left, *case.ids)) for case in CASES), each


@pytest.mark.parametrize("name", sorted(set(NAMED) - FOREIGN))
def test_the_document_is_what_the_standard_allows(name: str) -> None:
    assert xsd_problems(both(name)[0]) == []
