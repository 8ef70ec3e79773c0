"""A build on a real Dask scheduler and real worker processes, which share nothing but the output folder."""

from __future__ import annotations

import shutil
import socket
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from docgen.build import Built, folder, run, whole
from docgen.build.cluster import Cluster
from docgen.build.inputs import docgen_digest
from docgen.build.locking import recorded
from docgen.build.pdfs import make_pdfs_on
from docgen.build.work import Order, Workplace
from docgen.catalog import EVERYTHING
from docgen.model import DocgenError
from docgen.pdf import is_untouched
from tests.build.dask_machines import Machines, machines
from tests.conftest import ROOT, copy_few, copy_sample
from tests.pdf.files import need_office, word_file

pytestmark = [
    pytest.mark.slow,
    # Of the library's own making: sockets and loops of a client whose scheduler went away.
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
Progress = Callable[[str, int, int], None]


def build_on(
    address: str, root: Path, out: Path, monkeypatch: pytest.MonkeyPatch, progress: Progress | None = None
) -> Built:
    """A whole run on the cluster."""
    with monkeypatch.context() as patch:
        patch.setattr(whole, "_pool", lambda workplace, *_: Cluster(workplace, address))
        return folder.build_folder(root, out=out, progress=progress).built


def parts(out: Path) -> dict[str, dict[str, bytes]]:
    """Every document's parts, uncompressed."""
    found = {}
    for file in sorted(out.rglob("*.docx")):
        with zipfile.ZipFile(file) as package:
            found[file.relative_to(out).as_posix()] = {name: package.read(name) for name in package.namelist()}
    return found


def test_a_run_that_loses_a_worker_makes_what_one_machine_makes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (run, whole):
        monkeypatch.setattr(module, "BATCH", 8)
    root = copy_sample(tmp_path / "sample")
    alone = folder.build_folder(root, out=tmp_path / "alone", jobs=1).built
    assert alone.count("written") == len(alone.outcomes) > 200
    killed: list[int] = []
    with machines(tmp_path / "machines", 2) as cluster:

        def kill_one(stage: str, done: int, _: int) -> None:
            if stage == "生成" and done > 40 and not killed:
                cluster.workers[0].kill()
                killed.append(done)

        together = build_on(cluster.address, root, tmp_path / "together", monkeypatch, kill_one)
        assert cluster.workers[0].wait(10) == -9
    assert 40 < killed[0] < len(together.outcomes) / 2
    assert together.outcomes == alone.outcomes
    assert together.diagnostics == alone.diagnostics
    assert parts(tmp_path / "together") == parts(tmp_path / "alone")
    assert list((tmp_path / "together").rglob("*.docgen-tmp")) == []


def test_a_worker_that_comes_late_takes_part(
    few: Path, few_machines: Machines, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "BATCH", 1)
    added: list[str] = []

    def replace_worker(stage: str, done: int, _: int) -> None:
        if stage == "生成" and done > 3 and not added:
            few_machines.workers[0].kill()
            few_machines.add_worker()
            added.append(stage)

    built = build_on(few_machines.address, few, tmp_path / "out", monkeypatch, replace_worker)
    assert added
    assert built.count("written") == len(built.outcomes) > 10


def test_a_run_whose_last_worker_is_gone_ends_and_the_next_one_goes_on(
    few: Path, few_machines: Machines, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "BATCH", 1)
    monkeypatch.setattr("docgen.build.cluster.ALONE", 3)

    def kill_it(stage: str, done: int, _: int) -> None:
        if stage == "生成" and done == 3:
            few_machines.workers[0].kill()

    with pytest.raises(DocgenError, match=r"工作机都没有了（DG630）。已经写好的文件都是完整的，再运行一次会接着做。"):
        build_on(few_machines.address, few, tmp_path / "out", monkeypatch, kill_it)
    few_machines.add_worker()
    built = build_on(few_machines.address, few, tmp_path / "out", monkeypatch)
    assert built.count("current") >= 3
    assert built.count("current") + built.count("written") == len(built.outcomes)
    assert parts(tmp_path / "out").keys() == {each.output for each in built.outcomes}


def test_workers_read_their_own_copy_of_the_workspace_and_clear_it_away(
    few: Path, few_machines: Machines, tmp_path: Path
) -> None:
    with recorded(tmp_path / "out"):
        pool = Cluster(Workplace(Order(few, tmp_path / "out", EVERYTHING)), few_machines.address)
        [(number, (where, files))] = list(pool.each(_look_round, [(7, "cases")]))
        assert number == 7
        assert Path(where).is_relative_to(few_machines.place / "worker0")
        assert files == sorted(file.relative_to(few).as_posix() for file in (few / "cases").rglob("*.yaml"))
        pool.close()
        assert not Path(where).exists()


def _look_round(workplace: Workplace, name: str) -> tuple[str, list[str]]:
    root = workplace.workspace.root
    return str(root), sorted(file.relative_to(root).as_posix() for file in (root / name).rglob("*.yaml"))


@pytest.fixture
def few_machines(tmp_path: Path) -> Iterator[Machines]:
    with machines(tmp_path / "machines", 1) as made:
        yield made


@pytest.mark.pages
def test_workers_make_pdfs_where_all_see_them(tmp_path: Path) -> None:
    need_office()
    out = tmp_path / "out"
    names = [f"{number}.docx" for number in range(60)]
    for name in names:
        word_file(out / name, f"内容{name}")
    with machines(tmp_path / "machines", 2) as cluster, recorded(out):
        pool = Cluster(Workplace(Order(copy_few(tmp_path / "few"), out, EVERYTHING)), cluster.address)
        first, second = make_pdfs_on(pool, names), make_pdfs_on(pool, names)
        pool.close()
    assert first.diagnostics == []
    assert first.written == [name.replace(".docx", ".pdf") for name in names]
    assert (second.written, second.current) == ([], 60)
    assert all(is_untouched((out / name).read_bytes()) for name in first.written)


def test_a_scheduler_that_is_not_there_is_said(few: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("docgen.build.cluster.CONNECT", 1)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(DocgenError, match=r"连不上调度器 tcp://127\.0\.0\.1:[0-9]+（DG630）"):
            build_on(address, few, tmp_path / "out", monkeypatch)


def test_a_scheduler_with_certificates_needs_ours(few: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(DocgenError, match=r"要用证书，这里没有配（DG630）"):
        build_on("tls://127.0.0.1:8786", few, tmp_path / "out", monkeypatch)


def test_a_scheduler_without_workers_is_said(few: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("docgen.build.cluster.CONNECT", 1)
    with machines(tmp_path / "machines", 0) as cluster, pytest.raises(DocgenError, match="一台工作机也没有（DG630）"):
        build_on(cluster.address, few, tmp_path / "out", monkeypatch)


def test_a_worker_with_another_docgen_is_refused(few: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "docgen", tmp_path / "other/docgen", ignore=shutil.ignore_patterns("__pycache__"))
    with (tmp_path / "other/docgen/model/__init__.py").open("a", encoding="utf-8") as module:
        module.write("# changed\n")
    with machines(tmp_path / "machines", 0) as cluster:
        cluster.add_worker(tmp_path / "other")
        own = docgen_digest()[:12]
        with pytest.raises(DocgenError, match=rf"这里的 docgen 是 {own}，工作机 tcp://.*的是 [0-9a-f]{{12}}（DG631）"):
            build_on(cluster.address, few, tmp_path / "out", monkeypatch)


def test_a_worker_that_does_not_see_the_output_folder_is_refused(
    few: Path, few_machines: Machines, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def elsewhere(words: str) -> str:
        raise FileNotFoundError(words)

    monkeypatch.setattr("docgen.build.cluster.seen", elsewhere)
    with pytest.raises(DocgenError, match=r"工作机 tcp://.* 看不到输出文件夹“.*out”（DG632）"):
        build_on(few_machines.address, few, tmp_path / "out", monkeypatch)
    assert list((tmp_path / "out/.docgen").glob("probe*")) == []
