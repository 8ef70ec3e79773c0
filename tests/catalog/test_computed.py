"""What a computed field depends on is found in its expression, whichever way that goes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from docgen.catalog import Each, Workspace, each_scope, open_workspace
from docgen.catalog.computed import all_behind, computed_from, label_of
from docgen.check import check_workspace
from docgen.expressions import Expression, Text, unknown_names
from docgen.schemas import case_shape

_CONFIGURATION = """docgen: 1
style: gb2312
periods: {kind: quarter, from: 首日, to: 末日, current: q1}
about: {机关: {名称: 示例局}}
documents: {}
"""
Field = tuple[str, tuple[str, ...]]


def text(**more: Any) -> dict[str, Any]:
    return {"type": "string", "description": "示例", **more}


def listed(*names: str, **fields: Any) -> dict[str, Any]:
    items = {"type": "object", "properties": {**{name: text() for name in names}, **fields}}
    return {"type": "array", "description": "示例", "items": items}


def workspace(folder: Path, **fields: Any) -> Workspace:
    """A workspace of streets and their shops, with more fields of shops; an item of 检查 has one too: ``items``."""
    of_items = fields.pop("items", {})
    shop = {
        "名称": text(),
        "街道": text(**{"x-ref": "street"}),
        "邻街": {"type": "array", "description": "示例", "items": text(**{"x-ref": "street"})},
        "自查": listed("日期", "结论"),
        "检查": listed("日期", "结论", **of_items),
        "地址": {"type": "object", "description": "示例", "properties": {"门牌": text(), "楼层": text()}},
        **fields,
    }
    street = {"街名": text(), "街长": text()}
    quarter = {"首日": text(format="date"), "末日": text(format="date")}
    about = {"机关": {"type": "object", "description": "示例", "properties": {"名称": text()}}}
    titled = {
        "shop": ("店铺", shop),
        "street": ("街道", street),
        "quarter": ("季度", quarter),
        "about": ("概况", about),
    }
    (folder / "schemas").mkdir(parents=True)
    for name, (title, properties) in titled.items():
        schema = {
            "$schema": "https://json-schema.org/draft/2020-12/schema", "$id": f"{name}.schema.json", "title": title,
            "description": "示例", "type": "object", "properties": properties,
        }  # fmt: skip
        (folder / f"schemas/{name}.schema.json").write_text(json.dumps(schema, ensure_ascii=False), "utf-8")
    (folder / "docgen.yaml").write_text(_CONFIGURATION, "utf-8")
    return open_workspace(folder)


def behind(workspace: Workspace, *path: str) -> set[str]:
    """What a field of shops depends on: names with dots, with the kind before those of others."""
    fields = all_behind(("shop", path), computed_from(workspace))
    return {".".join((*(() if kind == "shop" else (kind,)), *names)) for kind, names in fields}


@pytest.mark.parametrize(
    ("expression", "found"),
    [
        ("this.名称", {"名称"}),
        ("this.地址.门牌 ~ this['地址']['楼层']", {"地址.门牌", "地址.楼层"}),
        ("(this.自查 | last).结论", {"自查", "自查.结论"}),
        ("this.自查 | map(attribute='日期') | last", {"自查", "自查.日期"}),
        ("this.自查 | join('、', '日期')", {"自查", "自查.日期"}),
        ("this.自查 | sort(false, '日期') | length", {"自查", "自查.日期"}),
        ("this.自查 | selectattr('结论', 'equalto', this.名称) | length", {"自查", "自查.结论", "名称"}),
        ("'有' if this.名称 is filled else '无'", {"名称"}),
        (
            "(this.自查 or this.检查) | map(attribute='日期') | last",
            {"自查", "检查", "自查.日期", "检查.日期"},
        ),
        (
            "((this.自查 | first) if this.名称 else (this.检查 | first)).结论",
            {"名称", "自查", "检查", "自查.结论", "检查.结论"},
        ),
        ("{'好': '行'}[(this.自查 | last).结论]", {"自查", "自查.结论"}),
        ("this.街道.街名", {"街道", "street.街名"}),
        ("this.邻街 | map(attribute='街长') | join", {"邻街", "street.街长"}),
        ("cases.street | map(attribute='街名') | join", {"street.街名"}),
        ("about.机关.名称", {"about.机关.名称"}),
        ("as_of", set()),
        ("this.名称 +", set()),
    ],
)  # fmt: skip
def test_an_expression_depends_on_every_field_that_it_looks_at(
    tmp_path: Path, expression: str, found: set[str]
) -> None:
    assert behind(workspace(tmp_path, 算=text(**{"x-value": expression})), "算") == found


def test_names_in_an_item_are_the_items_and_those_above_it(tmp_path: Path) -> None:
    step = {"算": text(**{"x-value": "this.日期 ~ parent.结论 ~ case.名称"})}
    found = workspace(tmp_path, items={"整改": listed("日期", **step)})
    assert behind(found, "检查", "整改", "算") == {"检查.整改.日期", "检查.结论", "名称"}


def test_the_day_on_which_items_come_to_exist_counts(tmp_path: Path) -> None:
    fields = {"整改": listed("日期", "事项") | {"x-day": "日期"}, "步数": text(**{"x-value": "this.整改 | length"})}
    assert behind(workspace(tmp_path, **fields), "步数") == {"整改", "整改.日期"}


def test_the_day_of_a_case_is_not_behind_what_is_computed_in_it(tmp_path: Path) -> None:
    workspace(tmp_path, 算=text(**{"x-value": "this.名称"}))
    file = tmp_path / "schemas/shop.schema.json"
    file.write_text(
        file.read_text("utf-8").replace('"type": "object"', '"x-day": "开业日期", "type": "object"', 1), "utf-8"
    )
    assert behind(open_workspace(tmp_path), "算") == {"名称"}


def test_a_schema_whose_values_are_no_texts_is_told_and_its_expressions_are_read(tmp_path: Path) -> None:
    fields = {
        "级": {"type": "integer", "description": "示例", "enum": [1, 2]},
        "算": text(**{"x-value": "this.级 == '3'"}),
    }
    assert "DG231" in {each.code for each in check_workspace(workspace(tmp_path, **fields))}


def test_what_is_behind_a_computed_field_is_behind_those_computed_from_it(tmp_path: Path) -> None:
    fields = {
        "近街": text(**{"x-ref": "street", "x-value": "this.邻街 | first"}),
        "近街长": text(**{"x-value": "this.近街.街长"}),
        "告示": text(**{"x-value": "'请找' ~ this.近街长"}),
    }
    assert behind(workspace(tmp_path, **fields), "告示") == {"近街长", "近街", "邻街", "street.街长"}


def test_fields_that_need_each_other_come_to_an_end(tmp_path: Path) -> None:
    fields = {"甲": text(**{"x-value": "this.乙"}), "乙": text(**{"x-value": "this.甲 ~ this.名称"})}
    assert behind(workspace(tmp_path, **fields), "甲") == {"甲", "乙", "名称"}


def test_a_field_is_called_what_its_schema_calls_it(tmp_path: Path) -> None:
    found = workspace(tmp_path, items={"算": text(title="算出的", **{"x-value": "this.日期"})})
    labels = [label_of(field, found) for field in (("shop", ("检查", "算")), ("shop", ()), ("about", ("机关",)))]
    assert labels == ["算出的", "店铺", "机关"]


@pytest.mark.parametrize("again", ["甲.上级 or 甲", "甲 if 甲.上级 else 甲.上级"])
def test_a_name_that_follows_references_to_its_own_kind_is_read_in_no_time(tmp_path: Path, again: str) -> None:
    found = workspace(tmp_path, 上级=text(**{"x-ref": "shop"}))
    source = "{% set 甲 = 店 %}" + f"{{% set 甲 = {again} %}}" * 60 + "{{ 甲.名秤 }}{{ 甲.名称 }}"
    problems, printed = unknown_names(Text(source).tree, {"店": case_shape("shop", found.kinds)})
    assert [each.message for each in problems] == ["没有字段“甲.名秤”，最接近的是“甲.名称”"]
    assert len(printed) == 2


def test_an_item_answers_to_the_title_of_the_kind_that_it_stands_in(tmp_path: Path) -> None:
    found = workspace(tmp_path)
    scope = each_scope(found, Each("shop", "检查", "次"))
    for right in (
        "次.店铺.名称",
        "店铺.地址.店铺.id",
        "店铺.检查 | map(attribute='店铺.名称')",
        "店铺.检查[0]['店铺'].街道.街名",
    ):
        assert unknown_names(Expression(right).tree, scope)[0] == []
    for wrong in ("店铺.店铺", "次.街道", "店铺.街道.店铺"):
        assert len(unknown_names(Expression(wrong).tree, scope)[0]) == 1
