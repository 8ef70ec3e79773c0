"""A traced rendering: the same bytes, and for every printed value the place that it came from."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from docgen.expressions.tracing import Origin
from docgen.model import Absent
from docgen.render import compile_template
from tests.render.building import p, raw, table

CONTEXT: dict[str, Any] = {
    "企业": {
        "名称": "示例建材有限公司",
        "产品": ["水泥", "混凝土"],
        "人数": Decimal("86"),
        "园区": Absent("产业集中区"),
        "问题": [
            {"编号": "甲", "描述": "未建台账", "罚款": Decimal("1.50"), "日期": "2022-06-30"},
            {"编号": "乙", "描述": "标识不清", "罚款": Decimal("2"), "日期": "2022-07-01"},
        ],
    },
    "as_of": "2022-08-05",
}


def printed(*tags: str, context: dict[str, Any] = CONTEXT) -> list[tuple[str, list[str]]]:
    """What each value prints, with its paths, in order; the bytes are those of a plain rendering."""
    template = compile_template(raw("".join(p(tag) for tag in tags)), name="templates/示例.docx")
    traced = template.trace(context)
    assert traced.document == template.render(context)
    return [(each.text, [path(origin) for origin in each.origins]) for each in traced.values]


def path(origin: Origin) -> str:
    assert not origin.source
    return ".".join(map(str, origin.path))


def test_a_field_comes_from_its_path() -> None:
    assert printed("{{ 企业.名称 }}与{{ 企业['问题'][1].描述 }}") == [
        ("示例建材有限公司", ["企业.名称"]), ("标识不清", ["企业.问题.1.描述"]),
    ]  # fmt: skip


def test_loops_over_records_and_over_plain_lists_keep_the_positions() -> None:
    assert printed("{%p for 项 in 企业.问题 %}", "{{ 项.编号 }}", "{%p endfor %}") == [
        ("甲", ["企业.问题.0.编号"]), ("乙", ["企业.问题.1.编号"]),
    ]  # fmt: skip
    assert printed("{% for 产品 in 企业.产品 | reverse %}{{ 产品 }}{% endfor %}") == [
        ("混凝土", ["企业.产品.1"]), ("水泥", ["企业.产品.0"]),
    ]  # fmt: skip


def test_names_that_a_template_gives_keep_the_path_of_their_value() -> None:
    assert printed("{% set 名 = 企业.问题[0].编号 %}{{ 名 }}{% with 另 = 名 %}{{ 另 }}{% endwith %}") == [
        ("甲", ["企业.问题.0.编号"]), ("甲", ["企业.问题.0.编号"]),
    ]  # fmt: skip
    tags = "{% set 点 = namespace(值='') %}{% for 项 in 企业.问题 %}{% set 点.值 = 项.描述 %}{% endfor %}{{ 点.值 }}"
    assert printed(tags) == [("标识不清", ["企业.问题.1.描述"])]


def test_filters_arithmetic_and_joining_tell_all_that_went_in() -> None:
    dates = ["企业.问题.0.日期", "企业.问题.1.日期"]
    assert printed("{{ 企业.问题[0].日期 | cn_date }}") == [("2022年6月30日", dates[:1])]
    assert printed("{{ 企业.问题[0].日期 | cn_date_range(企业.问题[1].日期) }}") == [("2022年6月30日至7月1日", dates)]
    assert printed("{{ 企业.产品 | join('、') }}") == [("水泥、混凝土", ["企业.产品.0", "企业.产品.1"])]
    assert printed("{{ 企业.问题 | map(attribute='编号') | join('、') }}") == [
        ("甲、乙", ["企业.问题.0.编号", "企业.问题.1.编号"])
    ]
    assert printed("{{ 企业.问题 | join('、', attribute='编号') }}") == [
        ("甲、乙", ["企业.问题.0.编号", "企业.问题.1.编号"])
    ]
    fines = ["企业.问题.0.罚款", "企业.问题.1.罚款"]
    assert printed("{{ 企业.问题 | sum(attribute='罚款') }}") == [("3.50", fines)]
    assert printed("{{ 企业.问题[0].罚款 + 企业.问题[1].罚款 * 1 }}") == [("3.50", fines)]
    assert printed("{{ 企业.名称 ~ '等' ~ 企业.人数 ~ '人' }}") == [
        ("示例建材有限公司等86人", ["企业.名称", "企业.人数"])
    ]
    assert printed("{{ 企业.名称[:2] }}") == [("示例", ["企业.名称"])]


def test_what_is_chosen_by_a_filter_keeps_its_own_path() -> None:
    assert printed("{{ (企业.问题 | selectattr('编号', 'eq', '乙') | first).描述 }}") == [
        ("标识不清", ["企业.问题.1.描述"])
    ]
    assert printed("{{ (企业.问题 | sort(attribute='编号') | first).编号 }}") == [("乙", ["企业.问题.1.编号"])]
    assert printed("{{ 企业.问题 | length }}") == [("2", ["企业.问题"])]


def test_absent_values_are_traced_through_the_words_that_stand_for_them() -> None:
    assert printed("{{ 企业.园区 | or_dash }}") == [("—", ["企业.园区"])]
    assert printed("{{ 企业.园区 | or_todo }}") == [("【待补：产业集中区】", ["企业.园区"])]


def test_words_of_the_template_and_positions_come_from_nowhere() -> None:
    assert printed("{% for 项 in 企业.产品 %}{{ loop.index }}{% endfor %}{{ '有' if 企业.产品 else '无' }}") == [
        ("1", []), ("2", []), ("有", []),
    ]  # fmt: skip


def test_a_condition_is_read_and_a_branch_not_taken_is_not() -> None:
    template = compile_template(raw(p("{% if 企业.园区 %}{{ 企业.人数 }}{% else %}{{ as_of }}{% endif %}")))
    traced = template.trace(CONTEXT)
    assert [each.text for each in traced.values] == ["2022-08-05"]
    assert [each.origins for each in traced.values] == [(Origin("", ("as_of",)),)]
    assert ("", ("企业", "园区")) in traced.reads
    assert ("", ("企业", "人数")) not in traced.reads


def test_a_value_is_told_with_its_cell_and_its_tag() -> None:
    template = compile_template(raw(p("一") + table(["名称", "{{ 企业.名称 }}"])))
    (value,) = template.trace(CONTEXT).values
    assert (value.place, value.tag) == ("正文 表 1 第 1 行第 2 格", "{{ 企业.名称 }}")


def test_a_part_may_be_as_long_as_without_tracing() -> None:
    long = {"段落": ["长" * 200] * 9_000}
    loop = "".join(p(tag) for tag in ("{%p for each in 段落 %}", "{{ each }}", "{%p endfor %}"))
    template = compile_template(raw(loop), name="templates/示例.docx")
    assert template.trace(long).document == template.render(long)
