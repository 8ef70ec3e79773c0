"""``docgen diff`` and ``docgen log`` as typed: options, where they are run, and what goes to which stream."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.typed import docgen
from tests.review.repository import Written, git


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Written:
    """Two commits, and a change that is not committed."""
    work = Written.begun(tmp_path_factory.mktemp("typed") / "workspace")
    work.write("qy-001", "名称: 样例纸品厂\n员工人数: 12\n")
    work.commit("2022-03-01T09:00:00+08:00", "王示一", "建档")
    work.write("qy-001", "名称: 样例纸品厂\n员工人数: 15\n")
    work.commit("2022-04-01T09:00:00+08:00", "李示二", "增加人数")
    work.write("qy-001", "名称: 样例纸品厂\n员工人数: 18\n")
    return work


def test_the_folder_may_be_named_and_the_command_run_from_anywhere(work: Written, tmp_path: Path) -> None:
    for words in (("-C", str(work.root), "diff"), ("diff", "-C", str(work.root), "HEAD", "enterprise/qy-001")):
        done = docgen(*words, cwd=tmp_path)
        assert (done.returncode, done.stderr) == (0, "")
        assert "修改  员工人数：15 → 18" in done.stdout


def test_json_is_alone_on_standard_output(work: Written) -> None:
    found = json.loads(docgen("diff", "HEAD~1..HEAD", "--format", "json", cwd=work.root).stdout)
    assert set(found) == {"schema_version", "revisions", "changes", "diagnostics"}
    assert found["revisions"]["before"]["author"] == "王示一"
    assert found["revisions"]["after"]["time"] == "2022-04-01T09:00:00+08:00"
    [change] = found["changes"]
    assert set(change) == {"kind", "case", "item", "path", "label", "before", "after", "file", "line", "computed"}
    assert (change["item"], change["path"], change["line"]) == (None, ["员工人数"], 2)


def test_colours_are_used_only_when_asked_for(work: Written) -> None:
    assert "\x1b[33m修改\x1b[0m" in docgen("diff", "--color", "always", cwd=work.root).stdout
    assert "\x1b" not in docgen("diff", cwd=work.root).stdout


def test_a_word_that_is_a_branch_and_a_file_must_be_made_clear(work: Written) -> None:
    done = docgen("diff", "docgen.yaml", cwd=work.root)
    assert done.stdout.endswith("没有变化。\n")
    (work.root / "side").mkdir(exist_ok=True)
    git(work.root, "branch", "-f", "side", "HEAD~1")
    done = docgen("diff", "side", cwd=work.root)
    assert done.returncode == 2
    assert "“side”既是版本又是文件：指版本请写“refs/heads/side”，指文件请写“./side”。" in done.stderr
    assert "员工人数：12 → 18" in docgen("diff", "refs/heads/side", cwd=work.root).stdout


def test_a_log_without_the_computed_fields_and_of_uncommitted_cases(work: Written) -> None:
    issue = "质量问题:\n  - 编号: WT-001\n"
    with_issue = json.loads(docgen("diff", "--format", "json", cwd=work.root).stdout)["changes"]
    work.write("qy-001", f"名称: 样例纸品厂\n员工人数: 18\n{issue}")
    computed = json.loads(docgen("diff", "--format", "json", cwd=work.root).stdout)["changes"]
    typed = json.loads(docgen("diff", "--no-computed", "--format", "json", cwd=work.root).stdout)["changes"]
    assert [each["path"][0] for each in computed] == ["员工人数", "问题数", "质量问题"]
    assert [each["path"][0] for each in typed] == ["员工人数", "质量问题"]
    assert len(with_issue) == 1
    work.write("qy-002", "名称: 范例线缆有限公司\n")
    done = docgen("log", "enterprise/qy-002", cwd=work.root)
    assert (done.returncode, "还没有提交过，没有修改记录" in done.stderr) == (2, True)


@pytest.mark.parametrize("command", ["diff", "log"])
def test_the_help_is_chinese_with_examples(command: str, tmp_path: Path) -> None:
    usage, _, rest = docgen(command, "--help", cwd=tmp_path).stdout.partition("\n")
    assert usage.startswith("用法：")
    assert f"docgen {command} [选项]" in usage
    assert f"  docgen {command} " in rest
    assert "系统算出的字段" in rest


def test_a_folder_that_is_no_workspace_is_told(tmp_path: Path) -> None:
    done = docgen("diff", cwd=tmp_path)
    assert (done.returncode, "都没有 docgen.yaml" in done.stderr) == (2, True)
