"""The table of the programme's points is what the command makes, and leaves out none of them."""

from __future__ import annotations

import pytest

from tests.year.raw import ROOT
from tools.make_coverage import page

POINTS = {"四突出": 5, "两找准": 3, "三帮扶": 3, "五结合": 5}
"""Of each group, with what goes before: the list of targets under 四突出, the teams under 两找准."""


@pytest.fixture(scope="module")
def made() -> str:
    return page(ROOT)


def test_the_page_of_the_programme_is_what_the_command_makes(made: str) -> None:
    assert (ROOT / "docs/programme.md").read_text("utf-8") == made, "run: python -m tools.make_coverage"


@pytest.mark.parametrize("group", POINTS)
def test_every_point_has_cases_and_figures_or_says_what_is_missing(group: str, made: str) -> None:
    section = made.partition(f"\n## {group}（")[2].partition("\n## ")[0]
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in section.splitlines() if line.startswith("| ")]
    points = rows[2:] if rows[1][0].startswith("---") else rows[1:]
    assert len(points) == POINTS[group]
    for point, cases, documents, figures, missing in points:
        assert all((cases, figures)), point
        assert "（0）" not in cases + documents, point
        assert documents != "—" or missing, point
