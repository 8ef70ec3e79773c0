"""Every code that docgen can show is explained, and nothing is explained that it cannot show."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from docgen.report.codes import KEYS, packaged_codes

DOCGEN = Path(__file__).parent.parent / "docgen"
EMITTED = {
    code for file in DOCGEN.rglob("*.py") for code in re.findall(r"\bDG[0-9]{3}\b", file.read_text("utf-8"))
}  # fmt: skip


def test_every_code_in_the_source_is_explained() -> None:
    assert EMITTED - packaged_codes().keys() == set()


def test_no_code_is_explained_that_docgen_never_shows() -> None:
    assert packaged_codes().keys() - EMITTED == set()


@pytest.mark.parametrize("code", sorted(packaged_codes()))
def test_an_explanation_has_its_four_parts(code: str) -> None:
    entry = packaged_codes()[code]
    assert set(entry) == set(KEYS)
    assert all(re.search("[\u4e00-\u9fff]", entry[key]) for key in ("名称", "说明"))
    assert len(entry["名称"]) <= 30
    assert entry["错例"].strip() != entry["改法"].strip()


@pytest.mark.parametrize("file", sorted((DOCGEN / "codes").glob("*.yaml")), ids=lambda file: file.name)
def test_a_file_explains_one_family(file: Path) -> None:
    codes = re.findall(r"(?m)^(DG[0-9]{3}):", file.read_text("utf-8"))
    assert codes
    assert {code[:3].lower() for code in codes} == {file.stem}
    assert codes == sorted(codes)
