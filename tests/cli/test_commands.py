"""The commands as typed: what they print, what they write, and their exit status."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from docgen.cli import main
from docgen.render import document_text
from tests.conftest import ROOT


@dataclass(frozen=True)
class Done:
    """What a command left: its exit status and what it printed."""

    returncode: int
    stdout: str
    stderr: str


def docgen(*words: str, cwd: Path) -> Done:
    """The command as typed in a folder, in this process: starting Python anew costs more than most commands."""
    out, err = io.StringIO(), io.StringIO()
    typed, sys.argv = sys.argv, ["docgen", *words]
    try:
        with contextlib.chdir(cwd), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            main()
    except SystemExit as left:
        return Done(int(left.code or 0), out.getvalue(), err.getvalue())
    finally:
        sys.argv = typed
    raise AssertionError("main() always leaves with a status")


def number_of_cases(root: Path) -> int:
    return sum(len(list(folder.iterdir())) for folder in (root / "cases").iterdir())


def test_check_of_the_sample_finds_no_error_and_leaves_with_0(few: Path) -> None:
    done = docgen("check", cwd=few)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1] == f"共检查 {number_of_cases(few)} 份案卷，没有发现问题。"
    assert not re.search("错误|警告", done.stdout)


def test_a_finding_has_its_place_its_source_line_and_its_explanation(few: Path) -> None:
    file = few / "cases/enterprise/qy-001.yaml"
    file.write_text(file.read_text("utf-8").replace("严重程度: 较重", "严重程度: 较中", 1), "utf-8")
    done = docgen("check", cwd=few)
    assert done.returncode == 1
    assert "DG203 错误" in done.stdout
    assert "要写“较重”吗？" in done.stdout
    assert "严重程度: 较中" in done.stdout
    assert "^^^^" in done.stdout
    assert "docgen rule DG203" in done.stdout


def test_json_is_all_there_is_on_standard_output(few: Path) -> None:
    done = docgen("check", "--format", "json", cwd=few)
    result = json.loads(done.stdout)
    assert result["schema_version"] == 1
    assert result["summary"]["errors"] == 0
    assert result["summary"]["cases"] == number_of_cases(few)


def test_check_of_one_file_shows_only_its_findings(few: Path) -> None:
    for name in ("qy-001", "qy-002"):
        file = few / f"cases/enterprise/{name}.yaml"
        file.write_text(file.read_text("utf-8").replace("\n区域: ", "\n区域名: ", 1), "utf-8")
    done = docgen("check", "cases/enterprise/qy-002.yaml", "--format", "json", cwd=few)
    files = {each["file"] for each in json.loads(done.stdout)["diagnostics"]}
    assert files == {"cases/enterprise/qy-002.yaml"}
    assert done.returncode == 1


def test_fix_mends_the_encoding_and_shows_what_it_did(few: Path) -> None:
    file = few / "cases/expert/zj-01.yaml"
    text = file.read_text("utf-8")
    file.write_bytes(text.encode("gb18030"))
    assert docgen("check", cwd=few).returncode == 1
    done = docgen("check", "--fix", cwd=few)
    assert done.returncode == 0
    assert "已改正 cases/expert/zj-01.yaml" in done.stderr
    assert file.read_text("utf-8") == text


def test_strict_counts_warnings(few: Path) -> None:
    file = few / "cases/enterprise/qy-001.yaml"
    lines = [line for line in file.read_text("utf-8").split("\n") if not line.startswith("主要负责人:")]
    file.write_text("\n".join(lines), "utf-8")
    assert docgen("check", cwd=few).returncode == 0
    assert docgen("check", "--strict", cwd=few).returncode == 1


def test_build_of_one_document_for_one_case_writes_just_that(few: Path) -> None:
    done = docgen("build", "质量问题清单", "--case", "enterprise/qy-005", cwd=few)
    assert (done.returncode, done.stdout.strip()) == (0, "写了 1 份。")
    assert [file.name for file in (few / "output").rglob("*.docx")] == ["质量问题清单.docx"]


def test_build_where_a_condition_holds(few: Path) -> None:
    where = '企业.产品类别 in ["水泥", "电线电缆"]'
    done = docgen("build", "issue_list", "--where", where, "--format", "json", cwd=few)
    cases = [each["case"] for each in json.loads(done.stdout)["documents"]]
    assert cases == ["enterprise/qy-002", "enterprise/qy-005"]


def test_why_says_why_each_document_is_written_or_not(few: Path) -> None:
    docgen("build", cwd=few)
    done = docgen("build", "--why", "--case", "enterprise/qy-001", cwd=few)
    assert "未变  qy-001 示例建材有限公司/质量问题清单.docx  没有变化" in done.stdout


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
        (["check", "--format", "xml"], "只能是：text、json"),
        (["rule"], "缺少“编号”"),
        (["render", "none.docx", "none.yaml", "-o", "x.docx"], "打不开"),
    ],
)
def test_wrong_use_is_said_in_chinese_and_leaves_with_2(few: Path, words: list[str], said: str) -> None:
    done = docgen(*words, cwd=few)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_outside_a_workspace_the_message_says_what_to_do(tmp_path: Path) -> None:
    done = docgen("check", cwd=tmp_path)
    assert done.returncode == 2
    assert "docgen init" in done.stderr


def test_a_new_case_lacks_only_what_is_required(few: Path) -> None:
    assert docgen("new", "enterprise", "qy-031", cwd=few).returncode == 0
    found = json.loads(docgen("check", "cases/enterprise/qy-031.yaml", "--format", "json", cwd=few).stdout)
    assert {each["code"] for each in found["diagnostics"]} == {"DG201"}
    text = (few / "cases/enterprise/qy-031.yaml").read_text("utf-8")
    assert text.startswith("# yaml-language-server: $schema=../../schemas/enterprise.schema.json\n")
    assert "# 必填。营业执照上的全称；例如 示例建材有限公司\n名称:\n" in text


@pytest.mark.slow
def test_a_fresh_workspace_builds_at_once(tmp_path: Path) -> None:
    assert docgen("init", "新工作区", cwd=tmp_path).returncode == 0
    place = tmp_path / "新工作区"
    for file in [*(ROOT / "cases").rglob("*.yaml"), *(ROOT / "schemas").iterdir(), *(ROOT / "templates").iterdir()]:
        assert (place / file.relative_to(ROOT)).read_bytes() == file.read_bytes()
    done = docgen("build", "--case", "enterprise/qy-001", cwd=place)
    assert (done.returncode, done.stdout[:2]) == (0, "写了")
    assert list((place / "output").glob("qy-001*/*.docx"))
    assert docgen("init", "新工作区", cwd=tmp_path).returncode == 2


def test_an_empty_workspace_keeps_what_cases_are_checked_against(tmp_path: Path) -> None:
    docgen("init", "w", "--empty", cwd=tmp_path)
    kept = {file.parent.name for file in (tmp_path / "w/cases").rglob("*.yaml")}
    assert kept == {"calendar", "standard"}


def test_an_empty_workspace_says_how_to_begin(tmp_path: Path) -> None:
    docgen("init", "w", "--empty", cwd=tmp_path)
    done = docgen("check", cwd=tmp_path / "w")
    assert done.returncode == 1
    assert "docgen new period 2022" in done.stdout


def test_list_shows_kinds_cases_documents_and_figures(few: Path) -> None:
    assert "示例线缆有限公司" in docgen("list", "enterprise", cwd=few).stdout
    assert "质量问题清单" in docgen("list", "documents", cwd=few).stdout
    assert "整改完成率" in docgen("list", "figures", cwd=few).stdout
    rows = json.loads(docgen("list", "--format", "json", cwd=few).stdout)["rows"]
    assert {"类别": "enterprise", "名称": "企业", "数量": "4"} in rows


def test_list_where(few: Path) -> None:
    done = docgen("list", "enterprise", "--where", '企业.企业规模 == "小型"', "--format", "json", cwd=few)
    whole = docgen("list", "enterprise", "--format", "json", cwd=few)
    assert 0 < len(json.loads(done.stdout)["rows"]) < len(json.loads(whole.stdout)["rows"])


def test_rule_explains_docgens_codes_and_the_workspaces_rules(few: Path) -> None:
    assert "允许" in docgen("rule", "DG203", cwd=few).stdout
    told = docgen("rule", "wt04", cwd=few).stdout
    for words in ("企业 > 质量问题（schemas/enterprise.schema.json）", "错误，不生成", "验收通过"):
        assert words in told
    assert docgen("rule", "DG999", cwd=few).returncode == 1


def test_render_fills_a_template_without_a_workspace(tmp_path: Path) -> None:
    from docx import Document

    template = Document()
    template.add_paragraph("{{ 名称 }}有{{ 人数 }}人")
    template.save(str(tmp_path / "t.docx"))
    (tmp_path / "d.yaml").write_text("名称: 甲<厂>\n人数: 07\n", "utf-8")
    done = docgen("render", "t.docx", "d.yaml", "-o", "out.docx", cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "甲<厂>有07人" in document_text((tmp_path / "out.docx").read_bytes())
    (tmp_path / "d.json").write_text('{"名称": "乙厂", "人数": 1.50}', "utf-8")
    assert docgen("render", "t.docx", "d.json", "-o", "out.docx", cwd=tmp_path).returncode == 0
    assert "乙厂有1.50人" in document_text((tmp_path / "out.docx").read_bytes())


def test_render_names_what_the_data_lacks(tmp_path: Path) -> None:
    from docx import Document

    template = Document()
    template.add_paragraph("{{ 名称 }}")
    template.save(str(tmp_path / "t.docx"))
    (tmp_path / "d.yaml").write_text("名字: 甲\n", "utf-8")
    done = docgen("render", "t.docx", "d.yaml", "-o", "out.docx", cwd=tmp_path)
    assert done.returncode == 1
    assert "正文 第 1 段" in done.stdout
    assert "没有“名称”这个名称" in done.stdout
    assert not (tmp_path / "out.docx").exists()


@pytest.mark.parametrize("command", ["check", "build", "list", "new", "init", "render", "rule"])
def test_every_command_has_chinese_help(command: str, tmp_path: Path) -> None:
    done = docgen(command, "--help", cwd=tmp_path)
    assert done.returncode == 0
    assert done.stdout.startswith("用法：")
    assert "Options" not in done.stdout
    assert "Show this message" not in done.stdout


def test_a_broken_configuration_is_a_finding_not_a_traceback(few: Path) -> None:
    (few / "docgen.yaml").write_text("docgen: 1\ndocuments：\n  a: 1\n", "utf-8")
    done = docgen("check", cwd=few)
    assert done.returncode == 2
    assert "docgen.yaml:2" in done.stdout
    assert "Traceback" not in done.stderr


def test_the_console_may_be_gbk(few: Path) -> None:
    file = few / "cases/enterprise/qy-001.yaml"
    file.write_text(file.read_text("utf-8").replace("严重程度: 较重", "严重程度: 𠮷✓", 1), "utf-8")
    done = subprocess.run([sys.executable, "-m", "docgen", "check"], cwd=few, capture_output=True, check=False,
                          env={**os.environ, "PYTHONIOENCODING": "gbk"})  # fmt: skip
    assert done.returncode == 1
    assert "DG203 错误" in done.stdout.decode("gbk")


def test_a_condition_skips_the_documents_that_it_cannot_speak_of(few: Path) -> None:
    done = docgen("build", "--where", '企业.产品类别 == "水泥"', "--format", "json", cwd=few)
    assert done.returncode == 0
    assert {each["case"].partition("#")[0] for each in json.loads(done.stdout)["documents"]} == {"enterprise/qy-002"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["build", "--where", '企叶.区域 == "甲"'], "要写“企业”吗？"),
        (["build", "--prune", "--case", "enterprise/qy-001"], "--prune 要和全部文书一起用"),
        (["build", "--case", "enterprise/qy-001#WT-9"], "没有“WT-9”"),
        (["new", "enterprise", "con"], "Windows 保留"),
        (["list", "enterprise", "--where", "企叶.区域"], "没有“企叶”这个名称"),
        (["check", "a" * 300], "文件名太长"),
        (["-C", "a" * 300, "list"], "文件名太长"),
    ],
)
def test_what_cannot_be_meant_is_refused(few: Path, words: list[str], said: str) -> None:
    done = docgen(*words, cwd=few)
    assert (done.returncode, "Traceback" in done.stderr) == (2, False)
    assert said in done.stderr


@pytest.mark.parametrize("command", [["build"], ["check"], ["list"], ["new", "team", "td-9"]])
def test_an_unreadable_configuration_is_told_with_its_place_by_every_command(few: Path, command: list[str]) -> None:
    (few / "docgen.yaml").write_text("docgen: 1\ndocuments: [\n", "utf-8")
    done = docgen(*command, cwd=few)
    assert done.returncode == 2
    assert "docgen.yaml:" in done.stdout
    told = docgen(*command, "--format", "json", cwd=few)
    assert json.loads(told.stdout)["diagnostics"][0]["file"] == "docgen.yaml"


def test_check_tells_of_output_names_that_clash(few: Path) -> None:
    file = few / "docgen.yaml"
    file.write_text(file.read_text("utf-8").replace("{{ 期间.id }} 工作总结.docx", "总结.docx/甲.docx").replace(
        "会议纪要/{{ 会议.id }} {{ 会议.名称 | file_name }}纪要.docx", "总结.docx"), "utf-8")  # fmt: skip
    found = json.loads(docgen("check", "--format", "json", cwd=few).stdout)["diagnostics"]
    assert {each["code"] for each in found if each["severity"] == "error"} == {"DG603"}


def test_fix_leaves_alone_what_is_no_file_of_the_workspace(few: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.yaml"
    outside.write_text("名称：x\n", "utf-8")
    (few / "cases/enterprise/x-1.yaml").symlink_to(outside)
    (few / "cases/enterprise/x-2.yaml").mkdir()
    (few / "cases/enterprise/x-3.yaml").symlink_to(tmp_path / "nowhere")
    done = docgen("check", "--fix", cwd=few)
    assert "Traceback" not in done.stderr
    assert outside.read_text("utf-8") == "名称：x\n"
    assert (few / "cases/enterprise/x-1.yaml").is_symlink()


def test_a_condition_that_fails_on_the_data_is_told_in_chinese(few: Path) -> None:
    for words in (["build", "--where", '企业.地区 == "示例县"'], ["list", "enterprise", "--where", "企业.地区"]):
        done = docgen(*words, cwd=few)
        assert done.returncode == 2
        assert "没有字段“地区”" in done.stderr
        assert "Traceback" not in done.stderr


def test_kinds_may_be_named_by_their_titles(few: Path) -> None:
    assert "示例线缆有限公司" in docgen("list", "企业", cwd=few).stdout
    assert docgen("new", "企业", "qy-031", cwd=few).returncode == 0


def test_a_summary_of_a_period_that_is_not_over_says_its_day_and_is_warned_of(few: Path) -> None:
    done = docgen("build", "工作总结", "--as-of", "2022-06-30", cwd=few)
    assert "DG610 警告" in done.stdout
    text = document_text((few / "output/2022-08 工作总结.docx").read_bytes())
    assert "2022年1月1日至6月30日" in text
    assert "数据截至2022年6月30日" in text
    assert docgen("build", "工作总结", "--as-of", "2021-12-31", cwd=few).stdout == "写了 0 份。\n"


def test_facts_of_later_days_are_told_when_documents_leave_them_out(few: Path) -> None:
    done = docgen("build", "issue_list", cwd=few)
    assert "文书截至 2022-08-05，案卷里有" in done.stderr


def test_without_a_command_the_help_is_shown(tmp_path: Path) -> None:
    done = docgen(cwd=tmp_path)
    assert done.stdout.startswith("用法：")
    assert "错误" not in done.stdout + done.stderr


def test_a_tag_that_fails_for_many_cases_is_told_once_with_their_number(few: Path) -> None:
    from docx import Document

    place = few / "templates/issue_list.docx"
    template = Document(str(place))
    template.add_paragraph("{{ 企业.质量安全总监 }}")
    template.save(str(place))
    done = docgen("build", "issue_list", cwd=few)
    assert done.stdout.count("DG501") == 2  # in its header, and where it says how to have it explained
    assert "另有  3 处同样的问题" in done.stdout


def test_a_file_that_cannot_be_read_says_that_its_content_waits(few: Path) -> None:
    file = few / "cases/team/td-01.yaml"
    file.write_text("名称：甲\n" + file.read_text("utf-8"), "utf-8")
    assert "改好以后再检查里面的内容" in docgen("check", cwd=few).stderr


def test_a_utf_16_file_is_named_without_an_excerpt_of_rubbish(few: Path) -> None:
    file = few / "cases/team/td-01.yaml"
    file.write_bytes(file.read_text("utf-8").encode("utf-16-le"))
    done = docgen("check", "cases/team", cwd=few)
    assert "UTF-16" in done.stdout
    assert "\ufffd" not in done.stdout
