"""``docgen check`` as typed: what it prints and mends, and its exit status."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

from tests.cli.typed import changed, docgen, number_of_cases

CASE = "cases/enterprise/qy-001.yaml"
OTHER = "cases/enterprise/qy-002/base.yaml"


def test_check_of_the_sample_finds_no_error_and_leaves_with_0(few: Path) -> None:
    done = docgen("check", cwd=few)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1] == f"共检查 {number_of_cases(few)} 份案卷，没有发现问题。"
    assert not re.search("错误|警告", done.stdout)


def test_a_finding_has_its_place_its_source_line_and_its_explanation(small: Path) -> None:
    changed(small / CASE, "严重程度: 较重", "严重程度: 较中")
    done = docgen("check", cwd=small)
    assert done.returncode == 1
    assert "DG203 错误" in done.stdout
    assert "要写“较重”吗？" in done.stdout
    assert "严重程度: 较中" in done.stdout
    assert "^^^^" in done.stdout
    assert "docgen rule DG203" in done.stdout


def test_json_is_all_there_is_on_standard_output(small: Path) -> None:
    done = docgen("check", "--format", "json", cwd=small)
    result = json.loads(done.stdout)
    assert result["schema_version"] == 1
    assert result["summary"]["errors"] == 0
    assert result["summary"]["cases"] == number_of_cases(small)


def test_check_of_one_file_shows_only_its_findings(small: Path) -> None:
    for name in (CASE, OTHER):
        changed(small / name, "专班: ", "专班名: ")
    done = docgen("check", OTHER, "--format", "json", cwd=small)
    files = {each["file"] for each in json.loads(done.stdout)["diagnostics"]}
    assert files == {OTHER}
    assert done.returncode == 1


def test_fix_mends_the_encoding_and_shows_what_it_did(small: Path) -> None:
    file = small / "cases/team/td-01.yaml"
    text = file.read_text("utf-8")
    file.write_bytes(text.encode("gb18030"))
    assert docgen("check", cwd=small).returncode == 1
    done = docgen("check", "--fix", cwd=small)
    assert done.returncode == 0
    assert "已改正 cases/team/td-01.yaml" in done.stderr
    assert file.read_text("utf-8") == text


def test_fix_leaves_alone_what_is_no_file_of_the_workspace(small: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.yaml"
    outside.write_text("名称：x\n", "utf-8")
    (small / "cases/enterprise/x-1.yaml").symlink_to(outside)
    (small / "cases/enterprise/x-2.yaml").mkdir()
    (small / "cases/enterprise/x-3.yaml").symlink_to(tmp_path / "nowhere")
    done = docgen("check", "--fix", cwd=small)
    assert "Traceback" not in done.stderr
    assert outside.read_text("utf-8") == "名称：x\n"
    assert (small / "cases/enterprise/x-1.yaml").is_symlink()


def test_strict_counts_warnings(small: Path) -> None:
    changed(small / CASE, "    整改期限: 2022-08-31\n", "")
    done = docgen("check", cwd=small)
    assert (done.returncode, "WT02 警告" in done.stdout) == (0, True)
    assert docgen("check", "--strict", cwd=small).returncode == 1


def test_a_broken_configuration_is_a_finding_not_a_traceback(small: Path) -> None:
    (small / "docgen.yaml").write_text("docgen: 1\ndocuments：\n  a: 1\n", "utf-8")
    done = docgen("check", cwd=small)
    assert done.returncode == 2
    assert "docgen.yaml:2" in done.stdout
    assert "Traceback" not in done.stderr


def test_the_console_may_be_gbk(small: Path) -> None:
    changed(small / CASE, "严重程度: 较重", "严重程度: 𠮷✓")
    done = subprocess.run([sys.executable, "-m", "docgen", "check"], cwd=small, capture_output=True, check=False,
                          env={**os.environ, "PYTHONIOENCODING": "gbk"})  # fmt: skip
    assert done.returncode == 1
    assert "DG203 错误" in done.stdout.decode("gbk")


def test_check_tells_of_output_names_that_clash(small: Path) -> None:
    changed(small / "docgen.yaml", "{{ 企业.id }}/{{ 企业.名称 }}质量问题清单.docx", "{{ 企业.id }}.docx/清单.docx")
    changed(small / "docgen.yaml", "{{ 企业.id }}/整改通知 {{ 问题.编号 }}.docx", "qy-00{{ 问题.编号 | last }}.docx")
    found = json.loads(docgen("check", "--format", "json", cwd=small).stdout)["diagnostics"]
    assert {each["code"] for each in found if each["severity"] == "error"} == {"DG603"}


def test_a_file_that_cannot_be_read_says_that_its_content_waits(small: Path) -> None:
    changed(small / "cases/team/td-01.yaml", "名称: ", "名称：")
    assert "改好以后再检查里面的内容" in docgen("check", cwd=small).stderr


def test_a_utf_16_file_is_named_without_an_excerpt_of_rubbish(small: Path) -> None:
    file = small / "cases/team/td-01.yaml"
    file.write_bytes(file.read_text("utf-8").encode("utf-16-le"))
    done = docgen("check", "cases/team", cwd=small)
    assert "UTF-16" in done.stdout
    assert "\ufffd" not in done.stdout


def test_a_path_is_looked_for_here_and_in_the_workspace(small: Path, tmp_path: Path) -> None:
    here = tmp_path / "here"
    (here / "cases").mkdir(parents=True)
    changed(small / CASE, "严重程度: 较重", "严重程度: 较中")
    for path in ("cases", str(small / CASE)):
        done = docgen("-C", str(small), "check", path, cwd=here)
        assert (done.returncode, "DG203 错误" in done.stdout) == (1, True), done.stderr
    assert "不在工作区" in docgen("-C", str(small), "check", str(here), cwd=here).stderr
