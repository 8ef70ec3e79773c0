"""What must not be taken for current or for docgen's own: changes behind links, during a run, of a period's bounds."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from docgen.build import Ran, build, build_folder
from docgen.catalog import Selection, open_workspace
from docgen.model import DocgenError
from tests.build.plenty import plenty, shop, template

ROLL = "q1 名册.docx"
SECOND = "dp-00xxx/dp-00002.docx"
RECORD = "output/.docgen/record.sqlite"


@pytest.fixture
def built(tmp_path: Path) -> Path:
    root = plenty(tmp_path / "workspace", 4)
    assert build_folder(root).built.count("written") == 5
    return root


def written(ran: Ran) -> dict[str, str]:
    return {each.output: each.reason for each in ran.built.outcomes if each.status == "written"}


def test_another_first_day_of_the_period_makes_what_is_counted_in_it_anew(built: Path) -> None:
    (built / "cases/quarter/q1.yaml").write_text("首日: 2023-02-01\n末日: 2023-03-31\n", "utf-8")
    assert written(build_folder(built)) == {ROLL: "案卷 quarter/q1 的“首日”改过"}


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
def test_a_change_behind_a_link_to_a_folder_is_seen(built: Path) -> None:
    (built / "data").mkdir()
    (built / "cases/shop").rename(built / "data/shop")
    (built / "cases/shop").symlink_to("../data/shop")
    (built / "data/shop/around").symlink_to(".")
    build_folder(built)
    case = built / "data/shop/dp-00002.yaml"
    case.write_text(case.read_text("utf-8") + "备注: 改过\n", "utf-8")
    assert list(written(build_folder(built))) == [SECOND]


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
def test_a_link_to_itself_is_said_and_the_rest_is_made(built: Path) -> None:
    (built / "cases/shop/dp-00009.yaml").symlink_to("dp-00009.yaml")
    shop(built, 2, "改过")
    found = build_folder(built)
    assert "它是一个绕回自己的链接" in " ".join(each.message for each in found.findings)
    assert SECOND in written(found)


def test_a_case_saved_while_a_run_goes_on_is_for_the_next(tmp_path: Path) -> None:
    root = plenty(tmp_path / "workspace", 4)

    def save(stage: str, done: int, total: int) -> None:
        if stage == "检查":
            shop(root, 5)

    build_folder(root, progress=save)
    assert set(written(build_folder(root))) == {"dp-00xxx/dp-00005.docx", ROLL}


def test_a_template_saved_after_it_was_used_is_for_the_next_run(tmp_path: Path) -> None:
    root = plenty(tmp_path / "workspace", 4)
    template = root / "templates/sheet.docx"

    def save(stage: str, done: int, total: int) -> None:
        if stage == "生成" and done == total:
            template.write_bytes((root / "templates/roll.docx").read_bytes())

    build_folder(root, progress=save)
    assert build_folder(root).built.count("current") < 5


def test_an_item_that_did_not_exist_is_missed_no_more_once_a_case_holds_it(tmp_path: Path) -> None:
    root = plenty(tmp_path / "workspace", 2)
    file = root / "schemas/shop.schema.json"
    schema = json.loads(file.read_text("utf-8"))
    number = {"type": "string", "title": "编号", "description": "哪一件", "maxLength": 20, "examples": ["W-1"]}
    things = {"type": "object", "additionalProperties": False, "required": ["编号"], "properties": {"编号": number}}
    schema["properties"] |= {
        "物品": {"type": "array", "title": "物品", "description": "有哪些物品", "x-key": ["编号"], "items": things,
               "examples": [[{"编号": "W-1"}]]},
        "样品": {"type": "string", "title": "样品", "description": "各店共同的样品", "x-ref": "shop.物品",
               "x-value": "'W-9'", "examples": ["W-9"]},
    }  # fmt: skip
    file.write_text(json.dumps(schema, ensure_ascii=False), "utf-8")
    (root / "templates/sheet.docx").write_bytes(template('{{ "有" if 店铺.样品 is filled else "无" }}'))
    build_folder(root)
    case = root / "cases/shop/dp-00002.yaml"
    case.write_text(case.read_text("utf-8") + "物品:\n  - 编号: W-9\n", "utf-8")
    reason = "案卷 shop/dp-00002 的“物品 W-9”改过"
    assert written(build_folder(root)) == {"dp-00xxx/dp-00001.docx": reason, SECOND: reason}


def test_after_a_run_for_another_day_the_whole_is_not_taken_for_made(built: Path) -> None:
    assert build(open_workspace(built), Selection(as_of="2023-03-30")).count("written") > 0
    assert len(written(build_folder(built))) == 5


def test_an_edited_document_that_was_overwritten_by_force_and_put_back_is_left_alone(built: Path) -> None:
    document = built / "output" / SECOND
    edited = document.read_bytes() + b"by hand"
    document.write_bytes(edited)
    assert list(written(build_folder(built, force=True))) == [SECOND]
    document.write_bytes(edited)
    assert [each.code for each in build_folder(built).built.diagnostics] == ["DG605"]
    assert document.read_bytes() == edited


def test_rows_that_make_no_sense_in_the_record_harm_nothing(built: Path) -> None:
    with closing(sqlite3.connect(built / RECORD)) as record:
        record.execute("INSERT INTO documents VALUES (x'00ff', 'sheet', 7, 'x', x'', '')")
        record.commit()
    assert build_folder(built).built.count("current") == 5


def test_a_record_damaged_in_the_middle_is_said(built: Path) -> None:
    for number in range(5, 120):
        shop(built, number)
    build_folder(built)
    file = built / RECORD
    content = bytearray(file.read_bytes())
    content[3 * 4096 :] = b"\xff" * (len(content) - 3 * 4096)
    file.write_bytes(content)
    try:
        found = build_folder(built)
    except DocgenError as problem:
        assert "DG609" in str(problem)  # noqa: PT017  either way is plain
    else:
        assert "DG609" in {each.code for each in found.built.diagnostics}


@pytest.mark.skipif(sys.platform != "linux", reason="looks processes up in /proc")
def test_when_the_main_process_is_killed_no_other_stays_behind(tmp_path: Path) -> None:
    root = plenty(tmp_path / "workspace", 600)
    command = [sys.executable, "-m", "docgen", "build", "-C", str(root), "--jobs", "2", "-q"]
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    children = Path(f"/proc/{running.pid}/task/{running.pid}/children")
    deadline = time.monotonic() + 60
    while not list((root / "output").rglob("*.docx")) and running.poll() is None and time.monotonic() < deadline:
        time.sleep(0.01)
    workers = children.read_text().split() if children.exists() else []
    os.kill(running.pid, signal.SIGKILL)
    if running.wait() != -signal.SIGKILL or not workers:
        pytest.skip("the run was over before it was killed")
    deadline = time.monotonic() + 20
    while any(_alive(each) for each in workers) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not [each for each in workers if _alive(each)]


def _alive(process: str) -> bool:
    try:
        return ") Z " not in Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return False
