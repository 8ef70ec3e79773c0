"""Repositories that are not as usual: none, empty, shallow, above the workspace, with odd names, on an odd clock."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from docgen.git import open_repository
from tests.cli.typed import docgen
from tests.review.repository import PERSON, Written, git

NAMES = {"qy-001": "名称: 样例纸品厂\n员工人数: 12\n", "qy-002": "名称: 范例线缆有限公司\n"}


def begun(root: Path) -> Written:
    work = Written.begun(root)
    for name, text in NAMES.items():
        work.write(name, text)
    return work


def test_a_folder_without_git_is_told_how_to_begin(tmp_path: Path) -> None:
    (tmp_path / "docgen.yaml").write_text("docgen: 1\n", "utf-8")
    for words in (["diff"], ["log", "enterprise/qy-001"]):
        done = docgen(*words, cwd=tmp_path)
        assert (done.returncode, done.stdout) == (2, "")
        assert "没有用 git 管理" in done.stderr
        assert "git init" in done.stderr
        assert "docgen rule DG702" in done.stderr


def test_json_says_by_code_why_git_cannot_answer(tmp_path: Path) -> None:
    (tmp_path / "docgen.yaml").write_text("docgen: 1\n", "utf-8")
    [said] = json.loads(docgen("diff", "--format", "json", cwd=tmp_path).stdout)["diagnostics"]
    assert (said["code"], said["severity"]) == ("DG702", "error")


def test_no_git_on_the_computer_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    work = begun(tmp_path / "workspace")
    monkeypatch.setenv("PATH", str(tmp_path))
    done = docgen("diff", cwd=work.root)
    assert (done.returncode, "没有找到 git" in done.stderr, "DG701" in done.stderr) == (2, True, True)


def test_a_repository_without_a_commit_is_told(tmp_path: Path) -> None:
    work = begun(tmp_path / "workspace")
    for words in (["diff"], ["diff", "2022-08-05"], ["log", "enterprise/qy-001"]):
        done = docgen(*words, cwd=work.root)
        assert (done.returncode, "还没有提交过" in done.stderr, "DG704" in done.stderr) == (2, True, True)


def test_a_damaged_repository_is_told_in_gits_words(tmp_path: Path) -> None:
    work = begun(tmp_path / "workspace")
    work.commit("2022-03-01T09:00:00+08:00", "王示一", "建档")
    (work.root / ".git/config").write_text("[core\n", "utf-8")
    done = docgen("diff", cwd=work.root)
    assert done.returncode == 2
    assert "git 没有办成，它说的是：bad config" in done.stderr
    assert "DG706" in done.stderr


def test_a_shallow_clone_does_not_claim_that_a_case_was_new(tmp_path: Path) -> None:
    work = begun(tmp_path / "workspace")
    work.commit("2022-03-01T09:00:00+08:00", "王示一", "建档")
    for number, month in ((15, "04"), (18, "05")):
        work.write("qy-001", NAMES["qy-001"].replace("12", str(number)))
        work.commit(f"2022-{month}-01T09:00:00+08:00", "李示二", f"人数{number}")
    git(tmp_path, "clone", "-q", "--depth", "2", f"file://{work.root}", "shallow")
    done = docgen("log", "enterprise/qy-001", cwd=tmp_path / "shallow")
    assert "员工人数：15 → 18" in done.stdout
    assert "人数15\n  这台电脑上的记录从这里开始，当时不一定是新建的。\n" in done.stdout
    assert "新增" not in done.stdout
    assert "DG709 警告" in done.stdout
    refused = docgen("diff", "HEAD~2", cwd=tmp_path / "shallow")
    assert refused.returncode == 2
    assert "git fetch --unshallow" in refused.stderr


def test_the_workspace_may_be_a_folder_of_the_repository(tmp_path: Path) -> None:
    work = begun(tmp_path / "workspace")
    git(work.root, "init", "-q", "-b", "main", str(tmp_path))
    (work.root / ".git").rename(tmp_path / "old")
    outer = Written(tmp_path)
    (tmp_path / ".gitignore").write_text("old\n", "utf-8")
    outer.commit("2022-03-01T09:00:00+08:00", "王示一", "建档")
    outer.write("cases/enterprise/qy-001.yaml", "名称: 与工作区无关\n")
    work.write("qy-001", NAMES["qy-001"].replace("12", "15"))
    outer.commit("2022-04-01T09:00:00+08:00", "王示一", "人数")
    for words in (["log", "enterprise/qy-001"], ["diff", "HEAD~1"], ["diff", "HEAD~1..HEAD", "qy-001.yaml"]):
        done = docgen(*words, cwd=work.root / "cases/enterprise")
        assert done.stdout.count("cases/enterprise/qy-001.yaml:2") == 1, done
        assert "无关" not in done.stdout


def test_names_in_chinese_and_odd_bytes_are_files_like_others(tmp_path: Path) -> None:
    work = begun(tmp_path / "workspace")
    folder = work.root / "cases/enterprise"
    names = ["中文 名称.yaml", '引"号.yaml', "*.yaml", "-q.yaml", ":(top)qy.yaml"]
    for name in names:
        (folder / name).write_text("名称: 样例纸品厂\n", "utf-8")
    odd = os.fsencode(folder) + b"/\xc6\xf3\xd2\xb5.yaml"
    Path(os.fsdecode(odd)).write_text("名称: 样例纸品厂\n", "utf-8")
    work.commit("2022-03-01T09:00:00+08:00", "王示一", "建档")
    assert docgen("diff", cwd=work.root).stdout.endswith("没有变化。\n")
    for name in [*names, os.fsdecode(odd)]:
        (folder / name).write_text("名称: 样例纸箱厂\n", "utf-8")
    found = json.loads(docgen("diff", "--format", "json", cwd=work.root).stdout)["changes"]
    assert {each["case"] for each in found} == {
        *(f"enterprise/{name.removesuffix('.yaml')}" for name in names),
        os.fsdecode(b"enterprise/\xc6\xf3\xd2\xb5"),
    }
    assert docgen("diff", cwd=work.root).returncode == 0
    done = docgen("log", "enterprise/*", cwd=work.root)
    assert done.stdout.count("建档") == 1


def test_a_linked_folder_is_left_alone_as_git_leaves_it(tmp_path: Path) -> None:
    work = begun(tmp_path / "workspace")
    (work.root / "cases/enterprise/qy-003").symlink_to(".")
    work.commit("2022-03-01T09:00:00+08:00", "王示一", "建档")
    assert docgen("diff", cwd=work.root).stdout.endswith("没有变化。\n")


def test_line_ends_of_windows_are_no_change(tmp_path: Path) -> None:
    work = begun(tmp_path / "workspace")
    work.commit("2022-03-01T09:00:00+08:00", "王示一", "建档")
    for file in (*work.root.rglob("*.yaml"), *work.root.rglob("*.json")):
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert docgen("diff", cwd=work.root).stdout.endswith("没有变化。\n")


def test_messages_in_gbk_and_with_separators_are_shown_whole(tmp_path: Path) -> None:
    work = begun(tmp_path / "workspace")
    git(work.root, "add", "-A")
    when = {"GIT_AUTHOR_DATE": "@1646000000 +0800", "GIT_COMMITTER_DATE": "@1646000000 +0800"}
    subprocess.run(
        ["git", "-c", "i18n.commitEncoding=gbk", "commit", "-q", "-F", "-"], cwd=work.root, check=True,
        input="建档 | 第一次\x01\n完成\n\ncommit 0000\n".encode("gbk"), stderr=subprocess.DEVNULL,
        env=os.environ | PERSON | when | {"GIT_AUTHOR_NAME": "王示一"},
    )  # fmt: skip
    with open_repository(work.root) as repository:
        head = repository.head()
    assert (head.author, head.subject, head.minute) == ("王示一", "建档 | 第一次\x01 完成", "2022-02-28 06:13")
    assert "王示一  建档 | 第一次? 完成\n" in docgen("log", "enterprise/qy-001", cwd=work.root).stdout


def test_a_merge_is_one_entry_and_a_deleted_case_keeps_its_history(tmp_path: Path) -> None:
    work = begun(tmp_path / "workspace")
    work.commit("2022-03-01T09:00:00+08:00", "王示一", "建档")
    git(work.root, "checkout", "-q", "-b", "side")
    for number in (15, 18):
        work.write("qy-001", NAMES["qy-001"].replace("12", str(number)))
        work.commit("2022-04-01T09:00:00+08:00", "李示二", f"人数{number}")
    git(work.root, "checkout", "-q", "main")
    work.write("qy-002", "名称: 范例电缆有限公司\n")
    work.commit("2022-04-02T09:00:00+08:00", "王示一", "改名称")
    git(work.root, "merge", "-q", "--no-ff", "-m", "并入李示二的修改", "side", GIT_AUTHOR_NAME="王示一",
        GIT_COMMITTER_DATE="2022-04-03T09:00:00+08:00")  # fmt: skip
    (work.root / "cases/enterprise/qy-001.yaml").unlink()
    work.commit("2022-05-01T09:00:00+08:00", "王示一", "关停")
    found = json.loads(docgen("log", "enterprise/qy-001", "--format", "json", cwd=work.root).stdout)["entries"]
    assert [(entry["subject"], [(each["kind"], each["before"], each["after"]) for each in entry["changes"]])
            for entry in found] == [
        ("关停", [("removed", {"名称": "样例纸品厂", "员工人数": 18}, None)]),
        ("并入李示二的修改", [("changed", 12, 18)]),
        ("建档", [("added", None, {"名称": "样例纸品厂", "员工人数": 12})]),
    ]  # fmt: skip
    told = [docgen(*words, cwd=work.root).stdout for words in (("log", "enterprise/qy-001"), ("diff", "2022-04-02"))]
    for setting in (("log.diffMerges", "off"), ("log.diffMerges", "combined"), ("i18n.logOutputEncoding", "UTF-16")):
        git(work.root, "config", *setting)
        again = [
            docgen(*words, cwd=work.root).stdout for words in (("log", "enterprise/qy-001"), ("diff", "2022-04-02"))
        ]
        assert again == told, setting
