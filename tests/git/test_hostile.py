"""A repository that comes from a stranger runs nothing: each trap is shown to work with plain git first."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from docgen.git import open_repository
from tests.cli.typed import Done, docgen
from tests.review.repository import Written, git


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Written:
    """A repository whose configuration, attributes and hooks all start ``trap``, which leaves a file ``caught``."""
    work = Written.begun(tmp_path_factory.mktemp("attacked") / "workspace")
    work.write(".gitattributes", "*.yaml diff=trap filter=trap\n")
    work.write("qy-001", "名称: 样例纸品厂\n员工人数: 12\n")
    first = work.commit("2022-03-01T09:00:00+08:00", "王示一", "建档")
    work.write("qy-001", "名称: 样例纸品厂\n员工人数: 15\n")
    _sign(work)
    git(work.root, "branch", "first", first)
    trap = work.root / ".git/trap"
    trap.write_text(f"#!/bin/sh\ntouch '{work.root / '.git/caught'}'\nexit 1\n", "utf-8")
    trap.chmod(0o755)
    hooks = work.root / ".git/hooks"
    hooks.mkdir(exist_ok=True)
    for hook in ("post-index-change", "pre-auto-gc", "reference-transaction", "fsmonitor-watchman"):
        (hooks / hook).write_bytes(trap.read_bytes())
        (hooks / hook).chmod(0o755)
    for name in (
        "core.fsmonitor", "core.pager", "pager.log", "pager.diff", "diff.external", "diff.trap.textconv",
        "diff.trap.command", "filter.trap.clean", "filter.trap.smudge", "filter.trap.process", "gpg.program",
        "core.sshCommand", "core.askPass", "core.editor", "credential.helper", "core.gitProxy",
    ):  # fmt: skip
        git(work.root, "config", name, str(trap))
    git(work.root, "config", "log.showSignature", "true")
    git(work.root, "config", "alias.log", f"!{trap}")
    git(work.root, "config", "alias.ls-tree", f"!{trap}")
    (work.root / ".git/caught").unlink(missing_ok=True)
    return work


def _sign(work: Written) -> None:
    """A commit with a signature, so that git has one to check."""
    git(work.root, "add", "-A")
    tree, parent = git(work.root, "write-tree"), git(work.root, "rev-parse", "HEAD")
    person = "王示一 <shili@example.cn> 1659700000 +0800"
    content = (
        f"tree {tree}\nparent {parent}\nauthor {person}\ncommitter {person}\ngpgsig -----BEGIN PGP SIGNATURE-----\n"
        " \n iQEz\n -----END PGP SIGNATURE-----\n\n增加人数\n"
    )
    made = subprocess.run(
        ["git", "hash-object", "-t", "commit", "-w", "--stdin"], cwd=work.root, input=content.encode(), check=True,
        capture_output=True,
    ).stdout.decode().strip()  # fmt: skip
    git(work.root, "update-ref", "refs/heads/main", made)


def caught(work: Written) -> bool:
    """Whether a trap has sprung, and set it again."""
    mark = work.root / ".git/caught"
    found = mark.exists()
    mark.unlink(missing_ok=True)
    return found


def plainly(work: Written, *words: str) -> None:
    subprocess.run(
        ["git", *words], cwd=work.root, capture_output=True, check=False, stdin=subprocess.DEVNULL, timeout=20
    )


@pytest.mark.parametrize("words", [("status",), ("diff", "HEAD~1"), ("log", "-1"), ("fetch", "ssh://example.cn/x")])
def test_the_traps_work(attacked: Written, words: tuple[str, ...]) -> None:
    plainly(attacked, *words)
    assert caught(attacked)


@pytest.mark.parametrize(
    "words",
    [("diff",), ("diff", "HEAD~1"), ("diff", "first..HEAD"), ("diff", "2022-03-01"), ("log", "enterprise/qy-001")],
)
def test_no_trap_springs_for_docgen(attacked: Written, words: tuple[str, ...]) -> None:
    index = (attacked.root / ".git/index").read_bytes()
    done = docgen(*words, cwd=attacked.root)
    assert (done.returncode, done.stderr) == (0, "")
    assert ("员工人数：12 → 15" in done.stdout) == (words != ("diff",))
    assert not caught(attacked)
    assert (attacked.root / ".git/index").read_bytes() == index


def test_a_missing_object_is_not_fetched(attacked: Written, tmp_path: Path) -> None:
    work = Written(tmp_path / "partial")
    git(tmp_path, "clone", "-q", "--no-local", f"file://{attacked.root}", "partial")
    mark = work.root / ".git/caught"
    blob = git(work.root, "rev-parse", "HEAD~1:cases/enterprise/qy-001.yaml")
    [pack] = (work.root / ".git/objects/pack").glob("*.pack")
    content = pack.read_bytes()
    for file in (work.root / ".git/objects/pack").iterdir():
        file.unlink()
    subprocess.run(["git", "unpack-objects", "-q"], cwd=work.root, input=content, check=True)
    (work.root / f".git/objects/{blob[:2]}/{blob[2:]}").unlink()
    for name, value in {
        "core.repositoryFormatVersion": "1", "extensions.partialClone": "origin", "remote.origin.promisor": "true",
        "remote.origin.url": f"ext::sh -c touch% {mark}", "protocol.ext.allow": "always",
    }.items():  # fmt: skip
        git(work.root, "config", name, value)
    plainly(work, "cat-file", "-p", blob)
    assert caught(work)
    done = docgen("diff", "HEAD~1", cwd=work.root)
    assert not caught(work)
    assert done.returncode == 1
    assert "它的内容不在这台电脑上" in done.stdout


def test_a_work_tree_elsewhere_and_replaced_commits_change_nothing(tmp_path: Path) -> None:
    work = Written.begun(tmp_path / "workspace")
    work.write("qy-001", "名称: 样例纸品厂\n员工人数: 12\n")
    first = work.commit("2022-03-01T09:00:00+08:00", "王示一", "建档")
    work.write("qy-001", "名称: 样例纸品厂\n员工人数: 15\n")
    work.commit("2022-04-01T09:00:00+08:00", "王示一", "增加人数")
    git(work.root, "replace", "HEAD~1", git(work.root, "commit-tree", "HEAD^{tree}", "-m", "假的"))
    (work.root / ".git/info").mkdir(exist_ok=True)
    (work.root / ".git/info/grafts").write_text(git(work.root, "rev-parse", "HEAD") + "\n", "utf-8")
    git(work.root, "config", "core.worktree", str(tmp_path))
    done = docgen("log", "enterprise/qy-001", cwd=work.root)
    assert done.stdout.count("员工人数") == 2
    assert f"{first}  2022-03-01 09:00  王示一  建档" in done.stdout
    assert "没有变化" in docgen("diff", cwd=work.root).stdout


def test_a_hook_that_runs_docgen_does_not_lead_it_to_another_repository(
    attacked: Written, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(tmp_path, "init", "-q")
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR"):
        monkeypatch.setenv(name, str(tmp_path / ".git"))
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", str(attacked.root / ".git/trap"))
    monkeypatch.setenv("GIT_TRACE", "1")
    done = docgen("diff", "HEAD~1", cwd=attacked.root)
    assert "员工人数：12 → 15" in done.stdout
    assert done.stderr == ""


def test_a_git_that_lies_in_the_repository_is_not_used(attacked: Written, monkeypatch: pytest.MonkeyPatch) -> None:
    planted = attacked.root / ".git/git"
    planted.write_bytes((attacked.root / ".git/trap").read_bytes())
    planted.chmod(0o755)
    monkeypatch.setenv("PATH", f"{planted.parent}")
    done = docgen("diff", cwd=attacked.root)
    planted.unlink()
    assert not caught(attacked)
    assert done.returncode == 2
    assert "没有找到 git" in done.stderr


def test_a_folder_of_another_user_is_refused_until_the_user_trusts_it(
    attacked: Written, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = git(tmp_path, "--exec-path")
    stranger = tmp_path / "bin/git"
    stranger.parent.mkdir()
    stranger.write_text(f'#!/bin/sh\nGIT_TEST_ASSUME_DIFFERENT_OWNER=1 exec "{real}/git" "$@"\n', "utf-8")
    stranger.chmod(0o755)
    monkeypatch.setenv("PATH", f"{stranger.parent}:/usr/bin:/bin")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    monkeypatch.delenv("GIT_CONFIG_GLOBAL", raising=False)
    refused: Done = docgen("diff", "HEAD~1", cwd=attacked.root)
    assert refused.returncode == 2
    assert "是别的用户建的" in refused.stderr
    assert f"git config --global --add safe.directory '{attacked.root}'" in refused.stderr
    (tmp_path / ".gitconfig").write_text(f'[safe]\n\tdirectory = "{attacked.root}"\n', "utf-8")
    assert "员工人数：12 → 15" in docgen("diff", "HEAD~1", cwd=attacked.root).stdout


@pytest.mark.parametrize("name", ["--all", "-1", "--output=caught", "--upload-pack=touch caught", "-", "HEAD\nHEAD"])
def test_a_revision_is_never_an_option(attacked: Written, name: str) -> None:
    with open_repository(attacked.root) as repository:
        assert repository.commit(name) is None
    done = docgen("diff", "--", name, cwd=attacked.root)
    assert done.returncode == 2
    assert "这个版本" in done.stderr
    assert not (attacked.root / "caught").exists()
