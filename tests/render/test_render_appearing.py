"""Where templates print the fields of cases: themselves, by way of a reference, or in what is computed from them."""

from __future__ import annotations

import pytest

from docgen.catalog import open_workspace
from docgen.render.appearing import appearances
from tests.build.plenty import template
from tests.catalog.test_computed import text, workspace

_DOCUMENT = """documents:
  sheet: {title: 登记表, each: shop, template: sheet.docx, output: "{{ 店铺.id }}.docx"}
"""
FIELDS = {
    "编码": text(**{"x-value": "this.名称 ~ this.自查 | length"}),
    "近街": text(title="最近的街", **{"x-ref": "street", "x-value": "this.邻街 | first"}),
    "结论": text(**{"x-value": "(this.自查 | last).结论"}),
}


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """The places of the fields of shops, by their names with dots."""
    root = tmp_path_factory.mktemp("appearing")
    workspace(root, **FIELDS)
    configuration = root / "docgen.yaml"
    configuration.write_text(configuration.read_text("utf-8").replace("documents: {}\n", _DOCUMENT), "utf-8")
    (root / "templates").mkdir()
    paragraphs = (
        "{{ 店铺.名称 }}，编码 {{ 店铺.编码 }}",
        "{{ 店铺.编码 }}",
        "{{ 店铺.街道.街名 }}",
        "{{ 店铺.近街.街长 }}",
        "{{ 店铺.结论 }}",
        "{{ '有' if 店铺.地址.门牌 is filled else '无' }}",
        "{% set 查 = namespace(次数=0, 末次=店铺.检查 | map(attribute='日期') | last) %}",
        "{% for 次 in 店铺.检查 %}{% set 查.次数 = 查.次数 + 次.结论 | length %}{% endfor %}",
        "{{ 查.次数 }}，{% set 楼 = '第' ~ 店铺.地址.楼层 %}{{ 楼 }}",
        "{{ 查['末次'] }}",
        "{% set 名 = 店铺.地址.楼层 %}{% for 次 in 店铺.检查 %}{% set 名 = 次.日期 %}{% endfor %}{{ 名 }}",
        "{% if 店铺.邻街 %}{% set 名 = 店铺.名称 %}{% else %}{% set 名 = 店铺.地址.楼层 %}{% endif %}{{ 名 }}",
        "{% for 层 in 店铺.地址.楼层 ~ '、' %}{{ 层 }}{% endfor %}",
    )
    (root / "templates/sheet.docx").write_bytes(template(*paragraphs))
    found = appearances(open_workspace(root))
    return {".".join(names): shown for (kind, names), shown in found.items() if kind == "shop"}


def at(paragraph: int, remark: str = "") -> str:
    return f"登记表模板 正文 第 {paragraph} 段{remark}"


def test_where_a_field_is_printed_itself_nothing_is_said_of_what_is_computed_from_it(
    places: dict[str, list[str]],
) -> None:
    assert places["名称"] == [at(1), at(12), at(2, "（算“编码”会用到）")]


def test_a_reference_is_where_what_it_names_is_printed(places: dict[str, list[str]]) -> None:
    assert places["街道"] == [at(3)]


def test_what_a_reference_is_computed_from_is_where_what_that_names_is_printed(places: dict[str, list[str]]) -> None:
    assert places["邻街"] == [at(4, "（算“最近的街”会用到）")]


def test_a_computed_field_of_the_same_name_is_told_apart_by_what_it_belongs_to(places: dict[str, list[str]]) -> None:
    assert places["自查.结论"] == [at(5, "（算店铺的“结论”会用到）")]


def test_what_a_template_only_asks_about_is_nowhere(places: dict[str, list[str]]) -> None:
    assert "地址.门牌" not in places


def test_what_a_template_computes_under_a_name_is_where_the_name_is_printed(places: dict[str, list[str]]) -> None:
    assert places["检查.结论"] == [at(9)]
    assert places["检查.日期"] == [at(10)]


def test_a_name_is_what_it_was_set_to_where_it_is_printed(places: dict[str, list[str]]) -> None:
    assert places["地址.楼层"] == [at(9), at(11), at(12), at(13)]
    assert at(12) in places["名称"]
