"""The figures of the sample year, as printed by the command, against a count in plain Python over the raw files."""

from __future__ import annotations

import json
from decimal import Decimal
from functools import cache
from typing import Any

import pytest

from docgen.catalog import Workspace, open_workspace
from docgen.figures import Figures, explanation
from docgen.report.as_json import figures_json
from docgen.report.figures import explanation_text
from tests.cli.typed import docgen
from tests.year.raw import ROOT, Year, read

PUBLISHED = {
    "专班和小分队": 32,
    "质量分析会": 43,
    "质量技术培训指导": 47,
    "一对一会诊": 15,
    "集体会诊": 3,
    "诊断企业": 63,
    "只参加集体会诊企业": 48,
    "帮扶重点企业": 41,
    "帮扶行业": 2,
    "帮扶产业集中区": 2,
}
"""What the programme published for 1 January to 5 August 2022."""


@cache
def workspace() -> Workspace:
    return open_workspace(ROOT)


@cache
def figures(period: str) -> Figures:
    """The figures of a period as of its last day."""
    return Figures(workspace(), workspace().view(workspace().last_day(period)), period)


@cache
def printed(period: str) -> dict[str, Any]:
    counted = [figures(period).figure(name) for name in workspace().catalog.figures]
    shown: dict[str, Any] = figures_json(counted, period, None)["figures"]
    return shown


def test_the_command_prints_what_is_counted_here() -> None:
    result = docgen("figures", "2022-08", "--format", "json", cwd=ROOT)
    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout)["figures"] == json.loads(json.dumps(printed("2022-08")))


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_programmes_published_figures_are_counted_exactly(name: str) -> None:
    assert printed("2022-08")[name]["value"] == PUBLISHED[name]


@pytest.mark.parametrize("name", ["发现问题", "解决问题"])
def test_more_than_a_hundred_issues_are_found_and_solved(name: str) -> None:
    assert 100 < printed("2022-08")[name]["value"] < 200


def test_the_collective_consultations_are_one_of_failed_enterprises_and_two_of_industries() -> None:
    groups = {group["name"]: group["value"] for group in printed("2022-08")["集体会诊"]["groups"]}
    assert groups == {"不合格企业集体会诊": 1, "行业集体会诊": 2, "区域集体会诊": 0}


@pytest.mark.parametrize("period", sorted(read("period")))
def test_every_figure_equals_a_count_over_the_raw_files(period: str) -> None:
    counted = Year(period).counts()
    shown = {name: figure["text"] for name, figure in printed(period).items()}
    expected = {name: "—" if value is None else str(value) for name, value in counted.items()}
    assert {name: _plain(text) for name, text in shown.items()} == {
        name: _plain(text) for name, text in expected.items()
    }


def _plain(text: str) -> Any:
    return text if text == "—" else Decimal(text)


@pytest.mark.parametrize("period", sorted(read("period")))
def test_subtotals_add_up(period: str) -> None:
    grouped = {name: figure for name, figure in printed(period).items() if figure.get("groups")}
    assert grouped
    for name, figure in grouped.items():
        assert sum(group["value"] for group in figure["groups"]) == figure["value"], name


def test_every_source_of_every_figure_stands_at_the_line_named() -> None:
    files: dict[str, list[str]] = {}
    for name, figure in printed("2022-08").items():
        for source in figure["sources"]:
            file = source["file"]
            lines = files.setdefault(file, (ROOT / file).read_text("utf-8").splitlines())
            key = str(source["item"] or "").split(" ")[0]
            there = "\n".join(lines[source["line"] - 1 : source["line"] + 2])
            assert not key or key in there, (name, source)


@pytest.mark.parametrize("name", PUBLISHED)
def test_each_figure_can_be_opened(name: str) -> None:
    lines = explanation_text(explanation(workspace(), figures("2022-08"), name), left_out=False)
    assert str(PUBLISHED[name]) in lines
