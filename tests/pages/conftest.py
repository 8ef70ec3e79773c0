"""Documents of both workspaces as LibreOffice shows them, converted once; and a document with full pages of text."""

from __future__ import annotations

import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from tests.conftest import ROOT, copy_sample
from tests.documents.made import Made, make_all
from tests.pages.measure import Page, converted, missing_tools, pages

LANDSCAPE_KINDS = {"issue_list", "target_list"}
FORMS = {"prescription", "training_record"}
SOME = 7
"""So many documents of a kind are shown, two of them the shortest."""
FULL = "国" * 28 * 70
"""A paragraph of two and a half pages."""


@dataclass(frozen=True)
class Shown:
    """A document, its pages, and what LibreOffice writes when it saves it as .docx."""

    made: Made
    pages: list[Page]
    saved: bytes

    def __str__(self) -> str:
        return self.made.output


@pytest.fixture(scope="session")
def year(tmp_path_factory: pytest.TempPathFactory) -> list[Made]:
    """Every document of the sample."""
    return make_all(copy_sample(tmp_path_factory.mktemp("year") / "sample"))


@pytest.fixture(scope="session")
def tools() -> None:
    """The programs that show pages are there."""
    missing = missing_tools()
    if missing:
        why = f"measuring pages needs {'、'.join(missing)}"
        pytest.fail(why) if os.environ.get("CI") == "true" else pytest.skip(why)


@pytest.fixture(scope="session")
def shown(year: list[Made], tools: None, tmp_path_factory: pytest.TempPathFactory) -> list[Shown]:
    """Of each kind the longest and the shortest; the last one is a summary whose text fills its pages."""
    place = tmp_path_factory.mktemp("pages")
    made = [*_chosen(year), *make_all(_second(place / "second")), _full(place / "full")]
    files = [place / f"{number:03}.docx" for number in range(len(made))]
    for file, each in zip(files, made, strict=True):
        file.write_bytes(each.content)
    shown_as = converted(files, place / "pdf")
    saved = converted(files, place / "saved", "docx")
    return [Shown(each, pages(pdf), file.read_bytes()) for each, pdf, file in zip(made, shown_as, saved, strict=True)]


@pytest.fixture(scope="session")
def forms(year: list[Made], tools: None, tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Made, list[Page]]]:
    """Every prescription and every record of a training with its pages: short forms, most of which end near an edge."""
    place = tmp_path_factory.mktemp("forms")
    made = [each for each in year if each.kind in FORMS]
    files = [place / f"{number:03}.docx" for number in range(len(made))]
    for file, each in zip(files, made, strict=True):
        file.write_bytes(each.content)
    return [(each, pages(pdf)) for each, pdf in zip(made, converted(files, place / "pdf"), strict=True)]


def _chosen(made: list[Made]) -> list[Made]:
    """The longest and the shortest documents of each kind, whose pages break in most ways."""
    kinds: dict[str, list[Made]] = {}
    for each in sorted(made, key=lambda one: (len(one.content), one.output)):
        kinds.setdefault(each.kind, []).append(each)
    return [each for kind in kinds.values() for each in (kind if len(kind) <= SOME else [*kind[:2], *kind[2 - SOME :]])]


def _second(place: Path) -> Path:
    shutil.copytree(ROOT / "tests/second_workspace", place, ignore=shutil.ignore_patterns("output", "__pycache__"))
    return place


def _full(place: Path) -> Made:
    case = copy_sample(place) / "cases/period/2022-08.yaml"
    changed, count = re.subn(r"(?m)^开篇: \|\n(?:(?:  .*)?\n)+", f"开篇: {FULL}\n", case.read_text("utf-8"))
    assert count == 1
    case.write_text(changed, "utf-8")
    [summary] = [each for each in make_all(place, "period/2022-08") if each.kind == "annual_summary"]
    return summary


@pytest.fixture(scope="session")
def sample(shown: list[Shown]) -> list[Shown]:
    """The sample's documents."""
    kinds = yaml.safe_load((ROOT / "docgen.yaml").read_text("utf-8"))["documents"]
    return [each for each in shown if each.made.kind in kinds][:-1]


@pytest.fixture(scope="session")
def portrait(sample: list[Shown]) -> list[Shown]:
    """Those on upright pages."""
    return [each for each in sample if each.made.kind not in LANDSCAPE_KINDS]


@pytest.fixture(scope="session")
def lists(sample: list[Shown]) -> list[Shown]:
    """The lists of issues and of targets, on landscape pages."""
    return [each for each in sample if each.made.kind in LANDSCAPE_KINDS]


@pytest.fixture(scope="session")
def full(shown: list[Shown]) -> Shown:
    """The document with full pages of body text."""
    return shown[-1]
