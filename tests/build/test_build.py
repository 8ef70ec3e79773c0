"""Building over a copy of a few enterprises of the sample: what is written, what is left alone, and why."""

from __future__ import annotations

import gc
import json
import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest
from filelock import FileLock

from docgen.catalog import Selection, open_workspace, plan
from docgen.check import check_workspace
from docgen.model import DocgenError
from docgen.render import document_text
from docgen.render.deflate import quickly
from docgen.schemas import Record
from tests.build.making import DEADLINE, LIST, MINUTES, PLAN, RECORD, SUMMARY, changed, made, tree


def test_a_second_build_writes_nothing(built: Path) -> None:
    times = {file: file.stat().st_mtime_ns for file in (built / "output").rglob("*.docx")}
    again = made(built)
    assert (again.count("written"), again.count("failed")) == (0, 0)
    assert again.count("current") == len(times)
    assert {file: file.stat().st_mtime_ns for file in times} == times


def test_changing_one_deadline_rewrites_the_documents_that_show_it_and_no_others(built: Path) -> None:
    before = tree(built / "output")
    changed(built, *DEADLINE)
    result = made(built)
    after = tree(built / "output")
    rewritten = {name for name in after if after[name] != before[name]}
    assert rewritten == {LIST}
    assert {outcome.output for outcome in result.outcomes if outcome.status == "written"} == rewritten


def test_the_reason_names_what_changed(built: Path) -> None:
    changed(built, "cases/team/td-01.yaml", "名称: 建材化工", "名称: 建材和化工")
    reasons = {outcome.output: outcome.reason for outcome in made(built).outcomes}
    assert reasons[PLAN] == "案卷 team/td-01 的“名称”改过"
    assert reasons["qy-005 示例线缆有限公司/一企一策 CS-2022-005.docx"] == "没有变化"


def test_what_a_run_has_read_is_let_go_of_without_the_collector(few: Path) -> None:
    def records() -> int:
        return sum(isinstance(each, Record) for each in gc.get_objects())

    gc.collect()
    before = records()
    gc.disable()
    try:
        assert made(few).count("written") > 5
        assert records() == before
    finally:
        gc.enable()


def test_one_bad_case_stops_no_other(few: Path) -> None:
    changed(few, "cases/enterprise/qy-002.yaml", "区域: 示例县", "区域:")
    result = made(few)
    failed = {outcome.case.partition("#")[0] for outcome in result.outcomes if outcome.status == "failed"}
    assert failed == {"enterprise/qy-002", "period/2022-08"}
    assert (few / "output" / LIST).is_file()
    assert not list((few / "output").glob("qy-002*"))
    assert {each.code for each in result.diagnostics} == {"DG604"}


def test_a_summary_is_refused_while_a_case_that_it_counts_is_unreadable(few: Path) -> None:
    (few / "cases/enterprise/qy-003/issues.yaml").write_text("质量问题: [", "utf-8")
    result = made(few)
    outcomes = {outcome.output: outcome for outcome in result.outcomes}
    assert outcomes[SUMMARY].status == "failed"
    assert not (few / "output" / SUMMARY).exists()
    assert outcomes[LIST].status == "written"


@pytest.mark.parametrize("change", ["成员: [", None])
def test_a_document_is_refused_while_a_case_that_it_refers_to_is_not_there(built: Path, change: str | None) -> None:
    team = built / "cases/team/td-01.yaml"
    if change is None:
        team.unlink()
    else:
        team.write_text(change, "utf-8")
    outcomes = {outcome.output: outcome for outcome in made(built).outcomes}
    assert outcomes[PLAN].status == "failed"
    assert outcomes[SUMMARY].status == "failed"


def test_a_document_edited_by_hand_is_not_overwritten_without_force(built: Path) -> None:
    document = built / "output" / LIST
    document.write_bytes(document.read_bytes() + b"edited")
    edited = document.read_bytes()
    changed(built, *DEADLINE)
    result = made(built)
    assert document.read_bytes() == edited
    assert [each.code for each in result.diagnostics] == ["DG605"]
    assert result.count("failed") == 1
    assert made(built, force=True).count("written") == 1
    assert document.read_bytes() != edited


@pytest.mark.parametrize("left", [b"", bytes(12_000)])
def test_what_a_power_cut_leaves_of_a_document_is_made_good(built: Path, left: bytes) -> None:
    whole = (built / "output" / LIST).read_bytes()
    (built / "output" / LIST).write_bytes(left)
    result = made(built)
    assert (result.count("written"), result.diagnostics) == (1, [])
    assert (built / "output" / LIST).read_bytes() == whole


def test_a_file_that_docgen_never_wrote_is_not_overwritten(few: Path) -> None:
    document = few / "output" / LIST
    document.parent.mkdir(parents=True)
    document.write_bytes(b"somebody's own")
    result = made(few)
    assert document.read_bytes() == b"somebody's own"
    assert [each.code for each in result.diagnostics] == ["DG605"]


def test_documents_whose_case_is_gone_are_listed_and_removed_only_with_prune(built: Path) -> None:
    (built / f"cases/meeting/{MINUTES}.yaml").unlink()
    document = next((built / "output/会议纪要").glob(f"{MINUTES}*"))
    listed = made(built)
    assert document.exists()
    assert listed.gone == [document.relative_to(built / "output").as_posix()]
    assert made(built, prune=True).pruned == listed.gone
    assert not document.exists()
    assert made(built).gone == []


def test_an_unreadable_case_does_not_make_its_documents_disposable(built: Path) -> None:
    (built / f"cases/meeting/{MINUTES}.yaml").write_text("名称: [", "utf-8")
    result = made(built, prune=True)
    assert result.pruned == []
    assert list((built / "output/会议纪要").glob(f"{MINUTES}*"))


def test_equal_output_names_are_refused_before_anything_is_written(few: Path) -> None:
    changed(few, "docgen.yaml", "{{ 企业.id }} {{ 企业.名称 | file_name }}/质量问题清单.docx", "清单.docx")
    result = made(few)
    assert {each.code for each in result.diagnostics} == {"DG603"}
    assert tree(few / "output") == {}


def test_a_second_run_at_once_is_refused(few: Path) -> None:
    folder = few / "output/.docgen"
    folder.mkdir(parents=True)
    with FileLock(folder / "lock"), pytest.raises(DocgenError, match="另一个 docgen"):
        made(few)


def test_a_killed_run_leaves_whole_documents_and_the_next_finishes(few: Path) -> None:
    script = (
        "import os, signal, sys\n"
        "from docgen.build import build\n"
        "from docgen.catalog import open_workspace\n"
        "from pathlib import Path\n"
        "def kill(stage, done, total):\n"
        "    if stage == '生成': os.kill(os.getpid(), signal.SIGKILL)\n"
        "build(open_workspace(Path(sys.argv[1])), progress=kill)\n"
    )
    if sys.platform == "win32":
        pytest.skip("no SIGKILL on Windows")
    killed = subprocess.run([sys.executable, "-c", script, str(few)], check=False)
    assert killed.returncode == -9
    part = tree(few / "output")
    assert part
    for name in part:
        document_text((few / "output" / name).read_bytes())
    result = made(few)
    assert (result.count("failed"), result.count("current")) == (0, len(part))
    assert result.diagnostics == []
    assert list((few / "output").rglob("*.docgen-tmp")) == []


def test_a_damaged_record_is_put_aside_and_equal_documents_are_recognised(built: Path) -> None:
    (built / RECORD).write_text("no record of builds at all" * 100, "utf-8")
    result = made(built)
    assert [each.code for each in result.diagnostics] == ["DG609"]
    assert (result.count("failed"), result.count("written")) == (0, 0)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_is_said_plainly(built: Path) -> None:
    folder = (built / "output" / LIST).parent
    changed(built, *DEADLINE)
    folder.chmod(0o500)
    try:
        result = made(built)
    finally:
        folder.chmod(0o700)
    assert "DG606" in {each.code for each in result.diagnostics}


def test_a_folder_in_the_way_is_said_and_the_others_are_written(few: Path) -> None:
    (few / "output" / LIST).mkdir(parents=True)
    result = made(few)
    failed = [outcome.output for outcome in result.outcomes if outcome.status == "failed"]
    assert failed == [LIST]
    assert "DG606" in {each.code for each in result.diagnostics}


def test_a_link_in_the_output_folder_leads_nothing_outside(few: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (few / "output").mkdir()
    (few / "output/会议纪要").symlink_to(outside, target_is_directory=True)
    result = made(few)
    assert list(outside.iterdir()) == []
    assert "DG606" in {each.code for each in result.diagnostics}


def test_as_of_an_earlier_day_nothing_later_is_shown_and_later_steps_change_no_byte(
    few: Path, built_once: Path
) -> None:
    early = Selection(as_of="2022-03-15")
    whole = tree(built_once / "output")
    made(few, selection=early)
    before = tree(few / "output")
    texts = {name: document_text((few / "output" / name).read_bytes()) for name in before}
    assert [name for name in whole if MINUTES in name]
    assert not [name for name in before if MINUTES in name]
    [listed] = [texts[name] for name in texts if name.startswith("qy-003") and name.endswith("清单.docx")]
    assert "WT-2022-008" not in listed
    assert "WT-2022-001" in texts[LIST]
    changed(
        few,
        "cases/enterprise/qy-001.yaml",
        "一对一会诊:\n",
        "  - 编号: WT-2022-099\n    问题描述: 七月才发现的问题\n    问题类别: 其他\n    发现方式: 企业自查\n"
        "    发现日期: 2022-07-20\n一对一会诊:\n",
    )
    made(few, selection=early)
    assert tree(few / "output") == before


def test_builds_in_other_places_zones_locales_and_seeds_are_equal_to_the_byte(
    few: Path, built_once: Path, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "另一处 with spaces" / "工作区"
    elsewhere.parent.mkdir()
    few.rename(elsewhere)
    zone = "Pacific/Kiritimati" if time.tzname[0] != "+14" else "Pacific/Pago_Pago"
    environment = os.environ | {"TZ": zone, "LC_ALL": "C", "PYTHONHASHSEED": "77", "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "docgen", "build", "--format", "json", "-C", str(elsewhere)],
        env=environment, check=True, capture_output=True, cwd=elsewhere.parent,
    )  # fmt: skip
    assert json.loads(done.stdout)["summary"]["failed"] == 0
    assert tree(elsewhere / "output") == tree(built_once / "output")
    documents, _ = plan(open_workspace(elsewhere))
    assert len(tree(elsewhere / "output")) == len(documents)


def test_a_write_that_fails_is_made_good_by_the_next_run(built: Path) -> None:
    folder = (built / "output" / LIST).parent
    aside = folder.with_name("aside")
    changed(built, *DEADLINE)
    folder.rename(aside)
    folder.write_text("in the way", "utf-8")
    failed = made(built)
    assert failed.count("failed") == sum(outcome.output.startswith("qy-001") for outcome in failed.outcomes)
    assert {each.code for each in failed.diagnostics} == {"DG606"}
    folder.unlink()
    aside.rename(folder)
    again = made(built)
    assert [outcome.output for outcome in again.outcomes if outcome.status == "written"] == [LIST]
    assert again.diagnostics == []


def test_an_interrupted_write_is_made_good_by_the_next_run(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    changed(built, *DEADLINE)

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("docgen.build.run.put_in_place", interrupt)
        with pytest.raises(KeyboardInterrupt):
            made(built)
    again = made(built)
    assert [outcome.output for outcome in again.outcomes if outcome.status == "written"] == [LIST]
    assert again.diagnostics == []


def test_a_name_shared_by_two_cases_is_a_clash_even_when_one_is_asked_for(few: Path) -> None:
    changed(few, "docgen.yaml", "{{ 企业.id }} {{ 企业.名称 | file_name }}/质量问题清单.docx", "清单.docx")
    result = made(few, selection=Selection(("issue_list",), ("enterprise/qy-001",)))
    assert {each.code for each in result.diagnostics} == {"DG603"}
    assert tree(few / "output") == {}


def test_a_new_unreadable_case_stops_the_summary_that_would_count_it(built: Path) -> None:
    (built / "cases/enterprise/zz-1.yaml").write_text("名称: [", "utf-8")
    outcomes = {outcome.output: outcome for outcome in made(built).outcomes}
    assert outcomes[SUMMARY].status == "failed"
    assert outcomes[LIST].status == "current"


def test_other_bounds_of_the_period_rewrite_the_summary(built: Path) -> None:
    changed(built, "docgen.yaml", "from: 起始日期", "from: 截止日期")
    written = [outcome.output for outcome in made(built).outcomes if outcome.status == "written"]
    assert written == [SUMMARY]


def test_a_record_that_names_files_outside_removes_none_of_them(built: Path, tmp_path: Path) -> None:
    victim = tmp_path / "victim.docx"
    victim.write_bytes(b"mine")
    digest = sha256(b"mine").hexdigest()
    with closing(sqlite3.connect(built / RECORD)) as record:
        row = ("../../victim.docx", "x", "enterprise/q", digest, b"", "")
        record.execute("INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?)", row)
        record.commit()
    assert made(built, prune=True).pruned == []
    assert victim.read_bytes() == b"mine"


def test_inputs_in_the_record_that_make_no_sense_make_the_document_anew(built: Path) -> None:
    with closing(sqlite3.connect(built / RECORD)) as record:
        record.execute("UPDATE documents SET inputs = x'00ff' WHERE output = ?", (LIST,))
        record.execute(
            "UPDATE documents SET inputs = ? WHERE output = ?", (quickly(b'[{}, {}, {"enterprise/qy-001": 7}]'), PLAN)
        )
        record.commit()
    result = made(built)
    assert (result.count("written"), result.count("failed")) == (0, 0)
    again = {outcome.output for outcome in result.outcomes if outcome.reason.startswith("重新生成后内容相同")}
    assert again == {LIST, PLAN}


def test_as_of_a_day_later_steps_that_break_a_rule_stop_nothing(few: Path) -> None:
    changed(
        few,
        "cases/enterprise/qy-001.yaml",
        "一对一会诊:\n",
        "  - 编号: WT-2022-099\n    问题描述: 九月才发现的问题\n    问题类别: 其他\n    发现方式: 企业自查\n"
        "    发现日期: 2022-09-20\n    办理:\n      - {日期: 2022-09-21, 事项: 销号, 审批人: 郑样平}\n一对一会诊:\n",
    )
    workspace = open_workspace(few)
    august = check_workspace(workspace, "2022-08-05")
    assert [each.code for each in august if each.severity == "error"] == []
    assert "WT04" in {each.code for each in check_workspace(workspace)}
