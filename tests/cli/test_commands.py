"""The commands that begin, list, explain and render, as typed: what they print, what they write, their exit status."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from docgen.render import document_text
from tests.cli.typed import docgen
from tests.conftest import ROOT


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


def test_kinds_may_be_named_by_their_titles(few: Path) -> None:
    assert "示例线缆有限公司" in docgen("list", "企业", cwd=few).stdout
    assert docgen("new", "企业", "qy-031", cwd=few).returncode == 0


def test_without_a_command_the_help_is_shown(tmp_path: Path) -> None:
    done = docgen(cwd=tmp_path)
    assert done.stdout.startswith("用法：")
    assert "错误" not in done.stdout + done.stderr
