"""Every code that rendering and template checks give can be explained, and every explanation is of such a code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from docgen.load import load

PACKAGE = Path(__file__).parents[2] / "docgen"


@pytest.mark.parametrize("family", ["4", "5"])
def test_the_codes_given_are_the_codes_explained(family: str) -> None:
    source, problems = load((PACKAGE / "codes" / f"dg{family}.yaml").read_bytes(), f"dg{family}.yaml")
    assert source is not None, problems
    given = set()
    for module in (PACKAGE / "render").glob("*.py"):
        given |= set(re.findall(rf'"(DG{family}\d\d)"', module.read_text(encoding="utf-8")))
    assert set(source.data) == given
    assert all(set(entry) == {"名称", "说明", "错例", "改法"} for entry in source.data.values())
