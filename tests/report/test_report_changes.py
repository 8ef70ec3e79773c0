"""How changes are told: what a reviewer wants first, on few lines."""

from __future__ import annotations

from docgen.report.changes import changes_text
from docgen.report.texts import stretches
from docgen.review import Change

CASE = "企业 qy-001 示例阀门有限公司"
ISSUE = {
    "编号": "WT-001",
    "描述": "阀体壁厚有3件小于标准规定，进厂的铸件没有逐件测厚，也没有退货记录，问题已经持续了两年以上。",
    "验收人": ["冯例清", "吴例明"],
    "整改措施": ["购置超声测厚仪1台，专人保管，用前校准。", "铸件逐件测厚。"],
    "办理": [{"日期": "2022-03-20", "事项": "交办"}, {"日期": "2022-05-30", "事项": "延期"}],
}


def item(kind: str) -> str:
    before, after = (None, ISSUE) if kind == "added" else (ISSUE, None)
    change = Change(kind, "enterprise/qy-001", (CASE, "质量问题 WT-001"), ("质量问题", "WT-001"), before, after)  # type: ignore[arg-type]
    return changes_text([change]).split("\n", 2)[2]  # the case and the item are named first


def test_of_an_item_that_came_all_is_told_but_its_key() -> None:
    assert (
        item("added")
        == """\
        描述：阀体壁厚有3件小于标准规定，进厂的铸件没有逐件测厚，也没有退货记录，问题已经持续了两年
            以上。
        验收人：冯例清、吴例明
        整改措施：
        - 购置超声测厚仪1台，专人保管，用前校准。
        - 铸件逐件测厚。
        办理：
        - 日期 2022-03-20，事项 交办
        - 日期 2022-05-30，事项 延期"""
    )


def test_of_an_item_that_went_enough_is_told_to_know_it_by() -> None:
    assert (
        item("removed")
        == """\
        描述：阀体壁厚有3件小于标准规定，进厂的铸件没有逐件测厚，也没有退货记录，问题已经持续……
        验收人：冯例清、吴例明
        整改措施：2 项
        办理：2 项"""
    )


def test_two_slips_far_apart_in_a_long_text_are_told_each_with_what_stands_round_it() -> None:
    old = (
        "生产配合比没有随骨料含水率变化调正，当班雨后砂含水率未测，仍按原值扣水，每立方米多带入水约22千克，水胶比升高。"
    )
    new = old.replace("调正", "调整").replace("22千克", "28千克")
    assert stretches(old, new) == [
        "原：……有随骨料含水率变化调正，当班雨后砂含水率未……",
        "现：……有随骨料含水率变化调整，当班雨后砂含水率未……",
        "原：……每立方米多带入水约22千克，水胶比升高。",
        "现：……每立方米多带入水约28千克，水胶比升高。",
    ]


def test_a_text_written_anew_is_told_whole_and_an_endless_one_is_cut() -> None:
    assert stretches("铸件逐件测厚，记录留存两年。", "委托检验。") == [
        "原：铸件逐件测厚，记录留存两年。",
        "现：委托检验。",
    ]
    assert all(len(line) < 1_100 for line in stretches("甲" * 100_000, "乙" * 100_000))


def test_computed_fields_of_an_item_stand_together() -> None:
    way = (CASE, "质量问题 WT-001")
    changes = [
        Change("changed", "enterprise/qy-001", (*way, name), ("质量问题", "WT-001", name), before, after,
               item="WT-001", computed=True)
        for name, before, after in (("整改状态", "延期", "销号"), ("办结", "否", "是"))
    ]  # fmt: skip
    assert changes_text(changes) == f"{CASE}\n  质量问题 WT-001\n    算出  整改状态：延期 → 销号；办结：否 → 是"
