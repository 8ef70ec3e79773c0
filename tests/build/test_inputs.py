"""What a document depends on: what its rendering read, named down to the field, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.build import build
from docgen.catalog import open_workspace
from docgen.check import check_workspace
from tests.build.test_build import DEADLINE, LIST, PLAN, SUMMARY, changed, made

CASE = "cases/enterprise/qy-001.yaml"


def reasons(root: Path) -> dict[str, str]:
    return {outcome.output: outcome.reason for outcome in made(root).outcomes if outcome.reason != "没有变化"}


@pytest.fixture
def built(few: Path) -> Path:
    assert made(few).count("failed") == 0
    return few


def test_an_item_s_field_is_named_with_its_item(built: Path) -> None:
    changed(built, *DEADLINE)
    found = reasons(built)
    assert found[LIST] == "案卷 enterprise/qy-001 的“质量问题 WT-2022-001 > 办理”改过"


def test_a_remark_in_a_case_or_another_order_of_its_fields_makes_nothing_anew(built: Path) -> None:
    changed(built, CASE, "\n名称: ", "\n# 一句说明\n名称: ")
    assert reasons(built) == {}


def test_a_field_that_only_some_documents_read_makes_only_those_anew(built: Path) -> None:
    text = (built / CASE).read_text("utf-8")
    [phone] = [line for line in text.splitlines() if line.startswith("联系电话")][:1] or [""]
    if not phone:
        pytest.skip("the sample has no telephone number there")
    changed(built, CASE, phone, "联系电话: 0561-8880099")
    found = reasons(built)
    assert all("联系电话" in reason for reason in found.values())
    assert SUMMARY not in found


def test_of_about_the_field_is_named(built: Path) -> None:
    changed(built, "docgen.yaml", "代字: 示市监质", "代字: 示市监")
    found = reasons(built)
    assert found
    assert all("docgen.yaml 里 about 的“单位 > 代字”改过" in reason for reason in found.values())


def test_a_new_case_of_a_kind_that_is_listed_makes_the_lists_anew(built: Path) -> None:
    text = (built / "cases/team/td-01.yaml").read_text("utf-8")
    (built / "cases/team/td-99.yaml").write_text(text, "utf-8")
    assert "team 增加或者减少了案卷" in reasons(built)[SUMMARY]


def test_another_template_makes_its_documents_anew_and_says_so(built: Path) -> None:
    template = built / "templates/issue_list.docx"
    template.write_bytes((built / "templates/enterprise_plan.docx").read_bytes())
    workspace = open_workspace(built)
    found = build(workspace, findings=check_workspace(workspace))
    why = {outcome.output: outcome.reason for outcome in found.outcomes}
    assert why[PLAN] == "没有变化"
    assert why[LIST] != "没有变化"
