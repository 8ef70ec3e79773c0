"""Checking a whole workspace: everything at once, in order, each thing once, and nothing that only follows."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.catalog import open_workspace
from docgen.check import cases_apart, check_workspace, every_case
from docgen.model import Diagnostic
from tests.bad_inputs.changes import make
from tests.bad_inputs.checking import small_workspace

QY1 = "cases/enterprise/qy-001.yaml"
QY2 = "cases/enterprise/qy-002/base.yaml"
TEAM = "cases/team/td-01.yaml"
E = "schemas/enterprise.schema.json"
RULE = '{"code": "WT01", "assert": "this.办理 | is_sorted(\'日期\')", "at": "办理"'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return small_workspace(tmp_path / "workspace")


def checked(root: Path, *changes: dict[str, str], as_of: str = "") -> list[Diagnostic]:
    make(list(changes), root)
    return check_workspace(open_workspace(root), as_of)


def replaced(file: str, old: str, new: str) -> dict[str, str]:
    return {"replace": file, "from": old, "to": new}


def rule(old: str, new: str) -> dict[str, str]:
    return replaced(E, old, new)


def codes(found: list[Diagnostic]) -> list[str]:
    return [each.code for each in found]


def test_all_files_are_told_of_at_once_and_in_order(root: Path) -> None:
    found = checked(
        root,
        replaced(QY1, "严重程度: 较重", "严重程度: 较中"),
        replaced(QY1, "专班: td-01", "专班: td-09"),
        replaced(TEAM, "2022-03-01", "2022-3-1"),
        replaced("docgen.yaml", "when: 企业.质量问题", "when: 企业.问题"),
        {"encode": QY2, "as": "gb18030"},
    )
    assert [(each.code, each.location.file) for each in found] == [
        ("DG301", QY1), ("DG203", QY1), ("DG101", QY2), ("DG207", TEAM), ("DG323", "docgen.yaml"),
    ]  # fmt: skip


def test_two_slips_in_one_object_are_both_told(root: Path) -> None:
    found = checked(root, replaced(QY1, "    严重程度: 一般\n", "    严重: 一般\n    程度: 一般\n"))
    assert codes(found) == ["DG204", "DG204"]


def test_both_places_of_a_value_that_stands_twice_are_told(root: Path) -> None:
    found = checked(root, {"append": QY2, "text": '统一社会信用代码: "91340600MA0XX00156"\n'})
    assert [(str(each.location), [str(one.location) for one in each.related]) for each in found] == [
        (f"{QY2}:5:11", [f"{QY1}:2:11"])
    ]


def test_a_wrong_schema_leaves_the_cases_unchecked(root: Path) -> None:
    found = checked(root, rule('"x-key": "编号"', '"x-kye": "编号"'), replaced(QY1, "员工人数: 86", "员工人数: 约八十"))
    assert {each.location.file for each in found} == {E, "docgen.yaml"}
    assert "DG230" in codes(found)


def test_a_broken_schema_hides_neither_the_other_schemas_nor_docgen_yaml(root: Path) -> None:
    found = checked(
        root,
        {"write": "schemas/team.schema.json", "text": "{"},
        rule('"format": "credit-code"', '"format": "email"'),
        replaced("docgen.yaml", "    title: 整改通知", "    tilte: 整改通知"),
    )
    assert codes(found) == ["DG321", "DG231", "DG210"]


def test_a_rule_that_orders_what_is_not_filled_in_does_not_apply(root: Path) -> None:
    assert checked(root, rule("this.整改期限 is filled", "this.整改期限 >= '2022-01-01'")) == []
    assert codes(checked(root, replaced(QY1, "    整改期限: 2022-08-20\n", ""))) == []


def test_a_rule_applies_only_when_its_condition_holds(root: Path) -> None:
    found = checked(root, rule('"assert": "this.整改期限 is filled"', '"when": "this.办理", "assert": "this.督办人"'))
    assert [(each.code, each.location.line) for each in found] == [("WT02", 13)]


def test_rules_see_the_case_the_parent_and_all_cases(root: Path) -> None:
    wide = (
        "this.编号 and parent.名称 and case.id and about.单位.全称 "
        "and (cases.team | length) == 1 and as_of == '2022-08-31'"
    )
    assert checked(root, rule("this.整改期限 is filled", wide)) == []


def test_rules_are_judged_as_of_a_day_where_one_is_given(root: Path) -> None:
    early = rule("this.整改期限 is filled", "this.发现日期 <= '2022-08-04'")
    found = checked(root, early, as_of="2022-08-09")
    assert [each.field for each in found] == ["企业 qy-001 > 质量问题 WT-002"]
    assert len(check_workspace(open_workspace(root))) == 3


def test_a_rule_that_cannot_be_worked_out_asks_for_the_schema_to_be_mended(root: Path) -> None:
    found = checked(root, rule("this.整改期限 is filled", "this.编号 > 5"))
    assert set(codes(found)) == {"DG221"}
    assert "规则 WT02 在这里不能计算" in found[0].message


def test_a_rule_is_not_blamed_for_a_case_that_is_wrong_already(root: Path) -> None:
    reads_team = rule("this.整改期限 is filled", "(case.专班.成员 | first).姓名 != '甲'")
    found = checked(root, reads_team, replaced(TEAM, "成员:\n  - 姓名: 周示安\n", "成员: 周示安\n"))
    assert codes(found) == ["DG205"]


def test_rules_may_stand_on_the_fixed_information_too(root: Path) -> None:
    rules = ' "x-rules": [{"code": "GD01", "assert": "this.全称 != \'示例市局\'", "message": "样例。"}],'
    about = replaced("schemas/about.schema.json", '"required": ["全称"],', f'"required": ["全称"],{rules}')
    assert checked(root, about) == []
    found = checked(root, replaced("docgen.yaml", "示例市市场监督管理局", "示例市局"))
    assert [(each.code, str(each.location)) for each in found] == [("GD01", "docgen.yaml:4:3")]


def test_a_waiver_silences_a_warning_below_it_and_keeps_its_reason(root: Path) -> None:
    waived = "豁免:\n  - 规则: WT02\n    理由: 企业已停产\n"
    found = checked(root, replaced(QY1, "    整改期限: 2022-08-20\n", ""), {"append": QY1, "text": waived})
    assert [(each.code, each.severity, each.message) for each in found] == [
        ("WT02", "hint", "WT-002没有整改期限（已豁免，理由：企业已停产）。")
    ]


def test_an_error_cannot_be_waived(root: Path) -> None:
    waived = "豁免:\n  - 规则: WT01\n    理由: 企业已停产\n"
    found = checked(root, replaced(QY1, "日期: 2022-08-20", "日期: 2022-08-01"), {"append": QY1, "text": waived})
    assert [(each.code, each.severity) for each in found] == [("WT01", "error"), ("DG222", "warning")]


def test_a_reference_into_a_case_that_cannot_be_read_is_not_called_unknown(root: Path) -> None:
    found = checked(
        root,
        replaced(QY1, "重复于: WT-001", "重复于: WT-003"),
        {"encode": "cases/enterprise/qy-002/issues.yaml", "as": "gb18030"},
        {"encode": TEAM, "as": "gb18030"},
    )
    assert codes(found) == ["DG101", "DG101"]


def test_a_reference_is_unknown_although_an_unreadable_file_has_a_longer_name(root: Path) -> None:
    found = checked(
        root, {"write": "cases/team/td-011.yaml", "text": "名称：样例\n"}, {"rename": TEAM, "to": "td-02.yaml"}
    )
    assert codes(found) == ["DG301", "DG301", "DG112"]


def test_the_way_to_a_value_is_told_in_the_words_of_the_schema(root: Path) -> None:
    found = checked(root, replaced(QY1, "事项: 整改", "事项: 整顿"))
    assert found[0].field == "企业 qy-001 > 质量问题 WT-001 > 办理 2022-08-20 整顿 > 事项"
    assert found[0].notes == (("可填", "交办 整改 验收 销号"),)


def test_a_number_in_the_fixed_information_is_told_once(root: Path) -> None:
    number = '"人数": {"description": "人数", "type": "integer", "examples": [3]}, "全称"'
    found = checked(
        root,
        replaced("schemas/about.schema.json", '        "全称"', f"        {number}"),
        replaced("docgen.yaml", "    全称: 示例", "    人数: 三\n    全称: 示例"),
    )
    assert [(each.code, str(each.location)) for each in found] == [("DG202", "docgen.yaml:5:9")]


def test_text_behind_a_comma_in_braces_is_told_as_a_field_that_nobody_declares(sample: Path) -> None:
    file = sample / "cases/enterprise/qy-001.yaml"
    text = file.read_text("utf-8")
    file.write_text(text.replace("联系人: {", "联系人: {质量部长, ", 1), "utf-8")
    assert file.read_text("utf-8") != text
    [found] = of_code("DG204", sample)
    assert found.message == "没有“质量部长”这一项。"
    assert "半角逗号" in found.hint


def of_code(code: str, root: Path, file: str = QY1) -> list[Diagnostic]:
    """What is found under one code in one file, whatever else there is."""
    found = check_workspace(open_workspace(root))
    return [each for each in found if each.code == code and each.location.file == file]


def test_a_word_that_stands_for_nothing_is_warned_of(sample: Path) -> None:
    file = sample / "cases/enterprise/qy-001.yaml"
    text = file.read_text("utf-8")
    file.write_text(text.replace("\n区域: 示例县", "\n区域: 待定", 1), "utf-8")
    [found] = of_code("DG219", sample)
    assert found.severity == "warning"
    assert found.hint.startswith("没有就空着，不要写“待定”")


def test_a_word_for_nothing_that_is_no_number_is_said_to_be_that_and_no_more(sample: Path) -> None:
    file = sample / "cases/enterprise/qy-001.yaml"
    file.write_text(file.read_text("utf-8").replace("不合格批次: 0", "不合格批次: 无", 1), "utf-8")
    assert len(of_code("DG202", sample)) == 1
    assert of_code("DG219", sample) == []


def test_a_year_that_is_too_late_is_warned_of(sample: Path) -> None:
    file = sample / "cases/team/td-01.yaml"
    text = file.read_text("utf-8")
    first = text.index("日期: '2022-", text.index("出动:"))
    file.write_text(text[:first] + text[first:].replace("日期: '2022-", "日期: '2032-", 1), "utf-8")
    assert "DG331" in {each.code for each in check_workspace(open_workspace(sample))}


def test_what_was_entered_for_later_days_is_told(sample: Path) -> None:
    workspace = open_workspace(sample)
    later = [each for apart in cases_apart(workspace, every_case(workspace), "2022-08-05") for each in apart.later]
    assert later
    assert all(date > "2022-08-05" for _, date in later)


def test_a_rule_that_asks_for_a_field_says_how_to_fill_it_in(sample: Path) -> None:
    file = sample / "cases/enterprise/qy-001.yaml"
    text = file.read_text("utf-8")
    file.write_text("\n".join(line for line in text.split("\n") if not line.startswith("主要负责人:")), "utf-8")
    [found] = of_code("QY04", sample)
    assert found.hint.startswith("补上“主要负责人”：")
