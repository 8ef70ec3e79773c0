"""What a document depends on: what its rendering read, named down to the field, and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
from hypothesis import assume, given
from hypothesis import strategies as st

from docgen.build.inputs import fingerprint
from docgen.schemas import Node
from tests.build.making import DEADLINE, LIST, SUMMARY, changed, made

CASE = "cases/enterprise/qy-001.yaml"


def reasons(root: Path) -> dict[str, str]:
    return {outcome.output: outcome.reason for outcome in made(root).outcomes if outcome.reason != "没有变化"}


def test_an_item_s_field_is_named_with_its_item(built: Path) -> None:
    changed(built, *DEADLINE)
    found = reasons(built)
    assert found[LIST] == "案卷 enterprise/qy-001 的“质量问题 WT-2022-001 > 办理”改过"


def test_a_remark_in_a_case_or_another_order_of_its_fields_makes_nothing_anew(built: Path) -> None:
    changed(built, CASE, "\n名称: ", "\n# 一句说明\n名称: ")
    changed(built, CASE, "法定代表人: 李示诚\n主要负责人: 李示诚\n", "主要负责人: 李示诚\n法定代表人: 李示诚\n")
    assert reasons(built) == {}


def test_a_field_that_only_some_documents_read_makes_only_those_anew(built: Path) -> None:
    changed(built, CASE, "窦示宁", "窦示安")
    assert reasons(built) == {"2022-08 帮扶对象名录.docx": "案卷 enterprise/qy-001 的“联系人 > 姓名”改过"}


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
    place = built / "templates/issue_list.docx"
    template = docx.Document(str(place))
    template.add_paragraph("另加一段")
    template.save(str(place))
    why = {outcome.output: outcome.reason for outcome in made(built).outcomes}
    assert {name for name, reason in why.items() if reason == "模板改过"} == {
        name for name in why if name.endswith("/质量问题清单.docx")
    }
    assert {reason for name, reason in why.items() if not name.endswith("/质量问题清单.docx")} == {"没有变化"}


NAME = st.sampled_from(["编号", "名称", "text", "json", "other", "item"])
SCALAR = st.one_of(st.sampled_from(["", "1", "null", "[]", "text", "json", "编号"]), st.integers(0, 2), st.none())
OBJECT = st.dictionaries(NAME, SCALAR | st.lists(SCALAR, max_size=2), max_size=3)
VALUE = st.one_of(SCALAR, OBJECT, st.lists(OBJECT, max_size=3), st.lists(SCALAR, max_size=3))
KEYED = Node("array", "条目", key=("编号",), items=Node("object", "条目"))


@given(VALUE, VALUE)
def test_two_values_have_one_fingerprint_only_if_they_are_the_same(one: Any, other: Any) -> None:
    assume(one != other)
    assert fingerprint(one, KEYED)[0] != fingerprint(other, KEYED)[0]


@given(st.lists(OBJECT, max_size=3))
def test_the_order_of_fields_is_no_difference(items: list[dict[str, Any]]) -> None:
    turned = [dict(reversed(each.items())) for each in items]
    assert fingerprint(items, KEYED) == fingerprint(turned, KEYED)
