"""``docgen build`` as typed: which documents it writes, what it says of them, and its exit status."""

from __future__ import annotations

import json
import re
from pathlib import Path

from docgen.render import document_text
from tests.bad_inputs.word import word
from tests.cli.typed import changed, docgen

CASE = "cases/enterprise/qy-001.yaml"


def only(root: Path, document: str) -> Path:
    """The sample with one of its documents: checking its templates is most of what a build of one document costs."""
    file = root / "docgen.yaml"
    head, listed, figures = re.split("(?m)^(?=documents:|# 每个数字)", file.read_text("utf-8"))
    [entry] = re.findall(rf"(?m)^  {document}:\n(?:    .*\n)+", listed)
    file.write_text(head + "documents:\n" + entry + figures, "utf-8")
    return root


def test_build_of_one_document_for_one_case_writes_just_that(small: Path) -> None:
    done = docgen("build", "质量问题清单", "--case", "enterprise/qy-002", cwd=small)
    assert (done.returncode, done.stdout.strip()) == (0, "写了 1 份。")
    assert [file.name for file in (small / "output").rglob("*.docx")] == ["样例电缆有限公司质量问题清单.docx"]


def test_build_where_a_condition_holds(few: Path) -> None:
    where = '企业.产品类别 in ["水泥", "电线电缆"]'
    done = docgen("build", "issue_list", "--where", where, "--format", "json", cwd=only(few, "issue_list"))
    cases = [each["case"] for each in json.loads(done.stdout)["documents"]]
    assert cases == ["enterprise/qy-002", "enterprise/qy-005"]


def test_a_condition_skips_the_documents_that_it_cannot_speak_of(small: Path) -> None:
    entry = "  summary: {title: 小结, each: period, template: summary.docx, output: 小结.docx}\n"
    changed(small / "docgen.yaml", "figures:\n", entry + "figures:\n")
    (small / "templates/summary.docx").write_bytes(word("{{ 期间.起始日期 | cn_date }}起"))
    whole = docgen("build", "--format", "json", cwd=small)
    assert "period/2022-08" in {each["case"] for each in json.loads(whole.stdout)["documents"]}
    done = docgen("build", "--where", '企业.名称 == "示例建材有限公司"', "--format", "json", cwd=small)
    assert done.returncode == 0
    assert {each["case"].partition("#")[0] for each in json.loads(done.stdout)["documents"]} == {"enterprise/qy-001"}


def test_why_says_why_each_document_is_written_or_not(small: Path) -> None:
    docgen("build", cwd=small)
    done = docgen("build", "--why", "--case", "enterprise/qy-001", cwd=small)
    assert "未变  qy-001/示例建材有限公司质量问题清单.docx  没有变化" in done.stdout


def test_a_condition_that_fails_on_the_data_is_told_in_chinese(small: Path) -> None:
    for words, said in (
        (["build", "--where", '企业.地区 == "示例县"'], "没有字段“企业.地区”"),
        (["build", "--where", "企业.名称 > 3"], "不同类型的值不能这样比较"),
        (["list", "enterprise", "--where", "企业.地区"], "没有字段“地区”"),
    ):
        done = docgen(*words, cwd=small)
        assert done.returncode == 2
        assert said in done.stderr
        assert "Traceback" not in done.stderr


def test_a_summary_of_a_period_that_is_not_over_says_its_day_and_is_warned_of(few: Path) -> None:
    done = docgen("build", "工作总结", "--as-of", "2022-06-30", cwd=only(few, "annual_summary"))
    assert "DG610 警告" in done.stdout
    text = document_text((few / "output/2022-08 工作总结.docx").read_bytes())
    assert "2022年1月1日至6月30日" in text
    assert "数据截至2022年6月30日" in text
    assert docgen("build", "工作总结", "--as-of", "2021-12-31", cwd=few).stdout == "写了 0 份。\n"


def test_facts_of_later_days_are_told_when_documents_leave_them_out(small: Path) -> None:
    assert "案卷里有" not in docgen("build", "issue_list", cwd=small).stderr
    changed(small / CASE, "日期: 2022-08-20", "日期: 2022-09-20")
    done = docgen("build", "issue_list", cwd=small)
    assert "文书截至 2022-08-31，案卷里有" in done.stderr


def test_a_tag_that_fails_for_many_cases_is_told_once_with_their_number(few: Path) -> None:
    from docx import Document

    place = only(few, "issue_list") / "templates/issue_list.docx"
    template = Document(str(place))
    template.add_paragraph("{{ 企业.质量安全总监 }}")
    template.save(str(place))
    done = docgen("build", "issue_list", cwd=few)
    assert done.stdout.count("DG501") == 2  # in its header, and where it says how to have it explained
    assert "另有  3 处同样的问题" in done.stdout
