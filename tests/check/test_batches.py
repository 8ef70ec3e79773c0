"""Cases judged in batches, wherever and in whatever order, give what judging them in one go gives."""

from __future__ import annotations

import pickle
import random
from collections.abc import Iterable
from pathlib import Path

import pytest

from docgen.catalog import Workspace, open_workspace
from docgen.check import Apart, Judge, across, cases_apart, check_settings, check_workspace, every_case, in_order
from docgen.model import Diagnostic
from tests.rules.breaking import rows, write


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The sample's kinds with a case for every rule that breaks it, and what only several cases together can break."""
    root = tmp_path_factory.mktemp("batches") / "w"
    write(root, [row for row in rows() if row.code[:2] == "DG" or row.number % 4 == 0])
    cases = root / "cases"
    right = (cases / "enterprise/qy-901.yaml").read_text("utf-8")
    waivers = "豁免:\n- {规则: DG314, 理由: 同一个企业}\n- {规则: QY03, 理由: 没有这个问题}\n"
    (cases / "enterprise/qy-902.yaml").write_text(right + waivers, "utf-8")
    (cases / "enterprise/qy-903.yaml").write_text(
        right.replace("td-901", "td-999").replace("GB 175", "GB 176"), "utf-8"
    )
    (cases / "enterprise/qy-904.yaml").write_text(right.replace("GB 175-2007", "QB 9-1999"), "utf-8")
    (cases / "enterprise/qy-905.yaml").write_text(right.replace("GB 175-2007", "QB 9-1999"), "utf-8")
    (cases / "enterprise/qy-906.yaml").write_text(right.replace("2022-06-13", "2032-06-13"), "utf-8")
    (cases / "enterprise/qy-907.yaml").write_text("名称: [\n", "utf-8")
    return open_workspace(root)


@pytest.fixture(scope="module")
def at_once(broken: Workspace) -> list[Diagnostic]:
    return check_workspace(broken)


def told(workspace: Workspace, aparts: Iterable[Apart]) -> list[Diagnostic]:
    return in_order(check_settings(workspace) + across(workspace, aparts))


def test_everything_that_may_be_told_of_several_cases_is_in_it(at_once: list[Diagnostic]) -> None:
    codes = {each.code for each in at_once}
    assert codes >= {"DG201", "DG222", "DG301", "DG302", "DG312", "DG313", "DG314", "DG315", "DG316", "DG331", "DG332"}
    assert {each.severity for each in at_once if each.code == "DG314"} == {"warning", "hint"}


@pytest.mark.parametrize("size", [1, 7, 10_000])
def test_the_size_of_batches_does_not_matter(broken: Workspace, at_once: list[Diagnostic], size: int) -> None:
    cases, judge = list(every_case(broken)), Judge(broken)
    aparts = [each for start in range(0, len(cases), size) for each in judge.apart(cases[start : start + size])]
    assert told(broken, aparts) == at_once


def test_neither_does_who_judges_them_in_which_order(broken: Workspace, at_once: list[Diagnostic]) -> None:
    cases = list(every_case(broken))
    batches = [cases[start : start + 13] for start in range(0, len(cases), 13)]
    random.Random(7).shuffle(batches)
    aparts: list[Apart] = []
    for batch in batches:
        aparts += pickle.loads(pickle.dumps(cases_apart(broken, batch)))
    assert told(open_workspace(broken.root), aparts) == at_once


def test_what_is_sent_of_a_case_is_small() -> None:
    workspace = open_workspace(Path(__file__).parents[2])
    aparts = cases_apart(workspace, every_case(workspace))
    assert len(pickle.dumps(aparts)) < 1000 * len(aparts)
