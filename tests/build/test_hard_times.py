"""Ten thousand documents under kills, full disks, locks and second runs: nothing torn, nothing lost, all of it said."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from docgen.build import Ran, build_folder
from docgen.build.locking import recorded
from docgen.build.pools import Here
from docgen.build.run import Run
from docgen.build.work import Order, Workplace
from docgen.catalog import EVERYTHING, Workspace, open_workspace, planned
from docgen.model import Diagnostic
from tests.build.plenty import plenty, shop

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and mounts as POSIX has them")


def run(root: Path, out: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "docgen", "build", "-C", str(root), "--out", str(out), *options]
    return subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8")


def tree(out: Path) -> dict[str, str]:
    return {
        file.relative_to(out).as_posix(): sha256(file.read_bytes()).hexdigest()
        for file in sorted(out.rglob("*"))
        if file.is_file() and ".docgen" not in file.relative_to(out).parts
    }


def whole(out: Path) -> None:
    """Every document that is in place can be opened and read to its end."""
    for file in out.rglob("*.docx"):
        with zipfile.ZipFile(file) as archive:
            assert archive.testzip() is None


def tidy(out: Path) -> None:
    """Of what killed processes were at, nothing is left."""
    assert list(out.rglob("*.docgen-tmp")) == []
    assert {each.name for each in (out / ".docgen").iterdir()} <= {"lock", "record.sqlite"}


@pytest.fixture(scope="module")
def hundreds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return plenty(tmp_path_factory.mktemp("hundreds") / "workspace", 500)


@pytest.fixture(scope="module")
def alone(hundreds: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Ran, dict[str, str]]:
    """An undisturbed run in one process, and the documents that it made."""
    out = tmp_path_factory.mktemp("alone") / "output"
    return build_folder(hundreds, out=out, jobs=1), tree(out)


def test_a_file_of_the_workspace_that_is_taken_away_is_named_and_not_the_output_folder(
    hundreds: Path, tmp_path: Path
) -> None:
    def taken_away(workspace: Workspace) -> None:
        (workspace.root / "cases" / "taken away.yaml").read_bytes()

    with pytest.raises(FileNotFoundError, match="taken away"):
        build_folder(hundreds, out=tmp_path / "out", accept=taken_away)


@pytest.mark.parametrize("start", ["fork", "spawn"])
def test_several_processes_make_what_one_makes(
    hundreds: Path, alone: tuple[Ran, dict[str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, start: str
) -> None:
    one, made = alone
    monkeypatch.setenv("DOCGEN_START", start)
    together = build_folder(hundreds, out=tmp_path / "two", jobs=2)
    assert one.built.count("written") == together.built.count("written") == 501
    assert tree(tmp_path / "two") == made
    assert [each.output for each in one.built.outcomes] == [each.output for each in together.built.outcomes]


class _Backwards(Here):
    """The last batch first, as it may come from several processes."""

    def each(self, task: Any, batches: Any) -> Iterator[Any]:
        yield from reversed(list(super().each(task, batches)))


def test_what_is_said_of_documents_does_not_depend_on_which_batch_is_done_first(tmp_path: Path) -> None:
    root, out = plenty(tmp_path / "workspace", 250), tmp_path / "output"
    workspace, order = open_workspace(root), Order(root, out, EVERYTHING)

    def said(kind: type[Here]) -> list[Diagnostic]:
        with recorded(out) as (record, _):
            run = Run(workspace, order, kind(Workplace(order, workspace)), record, None)
            return run.make(planned(workspace, EVERYTHING), prune=False).diagnostics

    said(Here)
    for number in (7, 140, 233):
        file = out / f"dp-00xxx/dp-{number:05d}.docx"
        file.write_bytes(file.read_bytes() + b" ")
    straight = said(Here)
    assert [each.location.file[-10:] for each in straight] == ["00007.docx", "00140.docx", "00233.docx"]
    assert said(_Backwards) == straight


def test_no_folder_holds_more_than_a_thousand(tmp_path: Path) -> None:
    root = plenty(tmp_path / "workspace", 1100)
    build_folder(root, jobs=1)
    sizes = {folder: len(list(folder.iterdir())) for folder in (root / "output").rglob("*") if folder.is_dir()}
    assert max(sizes.values()) <= 1000
    assert (root / "output/dp-01xxx/dp-01100.docx").is_file()


def test_a_run_after_nothing_has_changed_says_the_same_and_one_after_a_change_makes_it(tmp_path: Path) -> None:
    root = plenty(tmp_path / "workspace", 30)
    first = build_folder(root)
    again = build_folder(root)
    assert (again.built.count("current"), again.findings) == (31, first.findings)
    shop(root, 7, "换了招牌")
    third = build_folder(root)
    assert [each.output for each in third.built.outcomes if each.status == "written"] == ["dp-00xxx/dp-00007.docx"]
    shop(root, 31)
    names = {each.output for each in build_folder(root).built.outcomes if each.status == "written"}
    assert names == {"dp-00xxx/dp-00031.docx", "q1 名册.docx"}


def test_a_document_edited_since_is_told_though_no_input_has_changed(tmp_path: Path) -> None:
    root = plenty(tmp_path / "workspace", 3)
    build_folder(root)
    document = root / "output/dp-00xxx/dp-00002.docx"
    document.write_bytes(document.read_bytes() + b" ")
    found = build_folder(root)
    assert [each.code for each in found.built.diagnostics] == ["DG605"]
    assert build_folder(root, force=True).built.count("written") == 1


def test_an_interrupted_run_stops_at_once_and_says_what_is_done(
    hundreds: Path, alone: tuple[Ran, dict[str, str]], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    command = [sys.executable, "-m", "docgen", "build", "-C", str(hundreds), "--out", str(out), "--jobs", "2"]
    running = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, encoding="utf-8", start_new_session=True)
    deadline = time.monotonic() + 60
    while not list(out.rglob("*.docx")) and time.monotonic() < deadline and running.poll() is None:
        time.sleep(0.01)
    os.killpg(running.pid, signal.SIGINT)
    _, said = running.communicate(timeout=60)
    if running.returncode == 0:
        pytest.skip("the run was over before it was interrupted")
    assert running.returncode == 130
    assert "已中断" in said
    assert "Traceback" not in said
    whole(out)
    assert build_folder(hundreds, out=out).built.diagnostics == []
    tidy(out)
    assert tree(out) == alone[1]


@pytest.mark.slow
def test_fifty_kills_leave_nothing_torn_and_the_end_is_that_of_an_undisturbed_run(tmp_path: Path) -> None:
    root = plenty(tmp_path / "workspace", 9_999)
    calm, out = tmp_path / "calm", tmp_path / "out"
    begun = time.monotonic()
    assert run(root, calm).returncode == 0
    duration = time.monotonic() - begun
    settings = (root / "docgen.yaml").read_text("utf-8")
    chance = random.Random(4235)
    command = [sys.executable, "-m", "docgen", "build", "-C", str(root), "--out", str(out), "-q"]
    killed = 0
    for number in range(50):
        running = subprocess.Popen(command, start_new_session=True, stdout=subprocess.DEVNULL)
        time.sleep(chance.uniform(0.05, duration))
        os.killpg(running.pid, signal.SIGKILL)
        killed += running.wait() == -signal.SIGKILL
        shop(root, chance.randrange(1, 9_999), "一处改动")
        if number % 3 == 2:
            # Else the runs before would leave nothing to do for those that come: now every document is due again.
            (root / "docgen.yaml").write_text(settings + f"properties: {{subject: 第{number}次}}\n", "utf-8")
    assert killed >= 25
    whole(out)
    done = run(root, out, "--format", "json")
    assert (done.returncode, json.loads(done.stdout)["diagnostics"]) == (0, [])
    tidy(out)
    assert run(root, calm).returncode == 0
    assert tree(out) == tree(calm)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own, of two megabytes."""
    place = tmp_path / "disk"
    place.mkdir()
    if os.geteuid() or mount("-t", "tmpfs", "-o", "size=2m", "tmpfs", place):
        pytest.skip("a disk cannot be mounted here")
    try:
        yield place
    finally:
        subprocess.run(["umount", place], check=True)


def mount(*words: str | Path) -> int:
    return subprocess.run(["mount", *words], check=False).returncode


def refused(hundreds: Path, out: Path, why: str) -> None:
    """A run that cannot write says why, and leaves whole what is there."""
    done = run(hundreds, out)
    assert done.returncode in (1, 2)
    assert why in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    whole(out)


def test_a_full_disk_is_said_and_made_good(hundreds: Path, alone: tuple[Ran, dict[str, str]], disk: Path) -> None:
    out = disk / "output"
    refused(hundreds, out, "磁盘满了")
    assert mount("-o", "remount,size=200m", disk) == 0
    assert build_folder(hundreds, out=out).built.diagnostics == []
    assert tree(out) == alone[1]


def test_an_output_folder_that_is_read_only_is_said_and_made_good(
    hundreds: Path, alone: tuple[Ran, dict[str, str]], disk: Path
) -> None:
    out = disk / "output"
    assert mount("-o", "remount,ro", disk) == 0
    refused(hundreds, out, "只读")
    assert mount("-o", "remount,rw,size=200m", disk) == 0
    build_folder(hundreds, out=out)
    next(out.rglob("dp-*.docx")).unlink()
    assert mount("-o", "remount,ro", disk) == 0
    refused(hundreds, out, "只读")
    assert len(tree(out)) == len(alone[1]) - 1
    assert mount("-o", "remount,rw", disk) == 0
    assert build_folder(hundreds, out=out).built.count("written") == 1
    assert tree(out) == alone[1]


def test_one_folder_of_documents_that_is_read_only_is_said_and_the_others_are_made(
    hundreds: Path, alone: tuple[Ran, dict[str, str]], disk: Path
) -> None:
    out = disk / "output"
    assert mount("-o", "remount,size=200m", disk) == 0
    build_folder(hundreds, out=out)
    lost = next(out.rglob("dp-*.docx"))
    roll = next(out.glob("* 名册.docx"))
    lost.unlink()
    roll.unlink()
    assert (mount("--bind", lost.parent, lost.parent), mount("-o", "remount,ro,bind", lost.parent)) == (0, 0)
    try:
        refused(hundreds, out, "DG606")
        assert roll.exists()
    finally:
        subprocess.run(["umount", lost.parent], check=True)
    assert build_folder(hundreds, out=out).built.count("written") == 1
    assert tree(out) == alone[1]


def test_two_runs_at_once_never_mix(hundreds: Path, alone: tuple[Ran, dict[str, str]], tmp_path: Path) -> None:
    out = tmp_path / "out"
    command = [sys.executable, "-m", "docgen", "build", "-C", str(hundreds), "--out", str(out), "--jobs", "1"]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8")
            for _ in range(2)]  # fmt: skip
    told = [each.communicate(timeout=120) for each in both]
    statuses = sorted(each.returncode for each in both)
    if statuses == [0, 0]:
        pytest.skip("one run was over before the other began")
    assert statuses == [0, 2]
    assert any("另一个 docgen 正在" in error for _, error in told)
    assert tree(out) == alone[1]


def test_an_output_that_another_program_holds_open_is_replaced_or_told(tmp_path: Path) -> None:
    import fcntl

    root = plenty(tmp_path / "workspace", 3)
    build_folder(root)
    document = root / "output/dp-00xxx/dp-00002.docx"
    shop(root, 2, "改过")
    with document.open("rb+") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        found: Ran = build_folder(root)
    assert found.built.count("failed") == 0
    whole(root / "output")
