"""The bench's own parts: what races is the same work, and what was not measured is said."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from docx import Document

from bench import adapters, cases, documents, plain_script, workspace
from bench.engines import KINDS
from bench.goals import GOALS
from bench.picture import picture
from bench.race import Spread, Times, race, ratio
from bench.report import page
from bench.result import Row, entries, pairs
from bench.stages import OTHER, STAGES, stage_of
from bench.texts import lines
from docgen.build import build
from docgen.catalog import open_workspace
from docgen.check import check_workspace


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def template_of(kind: str, place: Path) -> str:
    file = place / f"{kind}.docx"
    file.write_bytes(getattr(documents, kind)())
    return str(file)


def test_every_engine_writes_the_same_text(kind: str, tmp_path: Path) -> None:
    template = template_of(kind, tmp_path)
    engines = [adapters.docxtpl(template), adapters.docgen(template), adapters.floor(template)]
    for number in range(4):
        theirs, ours, floor = (lines(render(getattr(cases, kind)(number))) for render in engines)
        assert ours == theirs
        assert floor == theirs


def test_the_floor_is_a_whole_document(kind: str, tmp_path: Path) -> None:
    case = getattr(cases, kind)(1)
    made = adapters.floor(template_of(kind, tmp_path))(case)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert archive.testzip() is None
    text = "\n".join(each.text for each in Document(io.BytesIO(made)).paragraphs)
    assert next(iter(case.values()))["标题"] in text


def test_equal_numbers_give_equal_workspaces(tmp_path: Path) -> None:
    for name in ("one", "other"):
        workspace.write(3, tmp_path / name)
    cases_of = [sorted((tmp_path / name / workspace.CASES).iterdir()) for name in ("one", "other")]
    assert [each.read_bytes() for each in cases_of[0]] == [each.read_bytes() for each in cases_of[1]]
    assert len({each.read_bytes() for each in cases_of[0]}) == 3


def test_the_workspace_is_in_order_and_makes_what_the_script_makes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, out = tmp_path / "workspace", tmp_path / "out"
    workspace.write(5, place, yearly=True)
    opened = open_workspace(place)
    assert check_workspace(opened) == []
    assert {each.status for each in build(opened).outcomes} == {"written"}
    words = ["plain_script", str(place / workspace.TEMPLATE), str(place / workspace.CASES), str(out)]
    monkeypatch.setattr("sys.argv", words)
    plain_script.main()
    made = {each.name: lines(each.read_bytes()) for each in (place / "output").rglob("ZJ-*.docx")}
    assert made == {each.name: lines(each.read_bytes()) for each in out.iterdir()}
    assert len(made) == 5
    [yearly] = (place / "output").glob("*年度汇总.docx")
    assert "2022年共5份总结，发现问题" in lines(yearly.read_bytes())


def test_entrants_take_turns_and_ratios_are_taken_within_a_round() -> None:
    order: list[str] = []

    def entrant(name: str, walls: list[float]) -> Any:
        def once() -> tuple[float, float]:
            order.append(name)
            return walls.pop(0), 1.0

        return once

    times = race({"slow": entrant("slow", [10, 80, 30]), "fast": entrant("fast", [1, 2, 3])}, 3)
    assert order == ["slow", "fast", "fast", "slow", "slow", "fast"]
    assert ratio(times["slow"].wall, times["fast"].wall) == Spread(10, 10, 40, 3)


def test_the_page_and_the_picture_show_what_was_measured_and_say_what_was_not() -> None:
    times = {"docxtpl": Times([20.0, 22.0], [20.0, 22.0]), "docgen": Times([0.2, 0.2], [0.2, 0.2])}
    warm = Row("warm_problem_list", "问题清单，热启动渲染", "毫秒/份", entries(times, "docxtpl", {}))
    warm.ratios = pairs(times, [("docxtpl", "docgen"), ("carbone", "docgen")])
    jobs = Row("jobs", "2 个进程与 1 个进程", "毫秒/份", missing="只有一个核")
    results = {"day": "2022-01-01", "mode": "试跑", "machine": {"Python": "3.11"}, "remarks": [],
               "rows": json.loads(json.dumps([warm.json(), jobs.json()]))}  # fmt: skip
    shown = page(results)
    assert "| 热启动渲染，问题清单，对 docxtpl | ≥ 60 | ≥ 100 | 105（100～110） | 达到期望 |" in shown
    assert "没有测：只有一个核。" in shown
    assert shown.count("| 没有测 |") == len(GOALS) - 1
    assert "carbone" not in shown
    texts = [each.text for each in ElementTree.fromstring(picture(results)).iter("{http://www.w3.org/2000/svg}text")]
    assert "0.2，105 倍" in texts


def test_a_stack_belongs_to_the_innermost_module_that_tells_a_stage() -> None:
    run, gate = ("/x/docgen/build/run.py", "make"), ("/x/docgen/check/validation.py", "valid")
    assert stage_of([("/lib/isal.py", "compress"), ("/x/docgen/render/deflate.py", "quickly"), run]) == "压缩、打包"
    assert stage_of([("/x/docgen/expressions/texts.py", "f"), ("/x/docgen/check/rules.py", "judge")]) == "规则"
    assert stage_of([("<template>", "root"), ("/x/docgen/render/program.py", "run"), run]) == "渲染"
    assert stage_of([("<frozen importlib._bootstrap>", "load"), gate]) == STAGES[0]
    assert stage_of([("/lib/click.py", "main")]) == OTHER
