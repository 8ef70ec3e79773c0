"""Commands as nobody should type them: what is meant is said in Chinese, and the exit status is 2."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.typed import docgen


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["build", "质量清单"], "要写“质量问题清单”吗？"),
        (["build", "--case", "enterprise/qy-01"], "没有案卷“enterprise/qy-01”"),
        (["build", "--period", "2023"], "没有期间“2023”"),
        (["build", "--as-of", "2022-6-30"], "--as-of 要写成 2022-06-30 这样的日期"),
        (["build", "--as-of", "2022-02-30"], "--as-of 要写成"),
        (["build", "--where", "企业.("], "--where 的条件写得不对"),
        (["build", "--perod", "2022"], "没有选项“--perod”"),
        (["biuld"], "要用“build”吗？"),
        (["list", "enterprize"], "没有“enterprize”这一类"),
        (["new", "enterprise", "QY 31"], "编号“QY 31”不合规则"),
        (["new", "enterprise", "qy-001"], "已经有了"),
        (["new", "enterprize", "qy-099"], "要写“enterprise”吗？"),
        (["check", "cases/none.yaml"], "没有文件“cases/none.yaml”"),
        (["check", "--format", "xml"], "“--format”只能是：text、json"),
        (["build", "--jobs", "two"], "“--jobs”要写 0 到 256 的整数"),
        (["log", "enterprise/qy-001", "-n", "0"], "“--number”要写不小于 1 的整数"),
        (["rule"], "缺少“编号”"),
        (["render", "none.docx", "none.yaml", "-o", "x.docx"], "打不开"),
        (["build", "--where", '企叶.名称 == "甲"'], "要写“企业”吗？"),
        (["build", "--where", '(企业.质量问题 | first).严重程度 == "特别严重"'], "不会是“特别严重”"),
        (["build", "--where", '问题.企业.名秤 == "甲"'], "最接近的是“问题.企业.名称”"),
        (["build", "--where", '企业.名秤 == "甲"'], "最接近的是“企业.名称”"),
        (["build", "--prune", "--case", "enterprise/qy-001"], "--prune 要和全部文书一起用"),
        (["build", "--case", "enterprise/qy-001#WT-9"], "没有“WT-9”"),
        (["new", "enterprise", "con"], "Windows 保留"),
        (["list", "enterprise", "--where", "企叶.名称"], "没有“企叶”这个名称"),
        (["check", "a" * 300], "文件名太长"),
        (["-C", "a" * 300, "list"], "文件名太长"),
    ],
)
def test_wrong_use_is_said_in_chinese_and_leaves_with_2(small: Path, words: list[str], said: str) -> None:
    done = docgen(*words, cwd=small)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_outside_a_workspace_the_message_says_what_to_do(tmp_path: Path) -> None:
    done = docgen("check", cwd=tmp_path)
    assert done.returncode == 2
    assert "docgen init" in done.stderr


@pytest.mark.parametrize("command", [["build"], ["check"], ["list"], ["new", "team", "td-9"]])
def test_an_unreadable_configuration_is_told_with_its_place_by_every_command(small: Path, command: list[str]) -> None:
    (small / "docgen.yaml").write_text("docgen: 1\ndocuments: [\n", "utf-8")
    done = docgen(*command, cwd=small)
    assert done.returncode == 2
    assert "docgen.yaml:" in done.stdout
    told = docgen(*command, "--format", "json", cwd=small)
    assert json.loads(told.stdout)["diagnostics"][0]["file"] == "docgen.yaml"
