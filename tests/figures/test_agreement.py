"""Numbers in the texts of a period: which are held against the figures, what they may say, and where they stand."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from docgen.catalog import FigureRule, open_workspace
from docgen.figures import check_agreement
from docgen.figures.mentions import Whole, Words
from docgen.figures.written import chinese
from docgen.model import Diagnostic
from tests.bad_inputs.changes import make
from tests.bad_inputs.checking import findings, small_workspace

COUNTED: dict[str, Decimal | int] = {
    "质量分析会": 43,
    "集体会诊": 3,
    "发现问题": 137,
    "专班": 32,
    "完成率": Decimal("87.5"),
    "参训": 12345,
}
WORDS = Words(
    [
        FigureRule("质量分析会", "次", ""), FigureRule("集体会诊", "次", ""), FigureRule("完成率", "%", ""),
        FigureRule("发现问题", "条", "", called=("找出质量问题",)), FigureRule("参训", "人次", ""),
        FigureRule("专班", "个（次）", "", called=("专班和小分队",)),
    ]
)  # fmt: skip


WHOLE = Whole("2022-01-01", "2022-08-05", ("2022年前八个月",), ("示例建材有限公司",))


def wrong(text: str) -> list[str]:
    """What the text says otherwise than was counted."""
    return [each.said for each in WORDS.mentions(text, WHOLE)
            if not each.number.agrees(Decimal(COUNTED[each.figure.name]))]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("今年以来，共召开质量分析会44次。", "质量分析会44次"),
        ("质量分析会共召开了四十四次", "质量分析会共召开了四十四次"),
        ("召开42次质量分析会", "42次质量分析会"),
        ("召开四十二次各类质量分析会", "四十二次各类质量分析会"),
        ("质量分析会（44次）", "质量分析会（44次"),
        ("**质量分析会**44次", "质量分析会**44次"),
        ("找出质量问题140余条", "找出质量问题140余条"),
        ("找出质量问题137余条", "找出质量问题137余条"),
        ("找出质量问题二百余条", "找出质量问题二百余条"),
        ("找出质量问题近130条", "找出质量问题近130条"),
        ("找出质量问题200条左右", "找出质量问题200条左右"),
        ("组建专班和小分队33个(次)", "专班和小分队33个(次)"),
        ("完成率达百分之八十八", "完成率达百分之八十八"),
        ("完成率为87.6%", "完成率为87.6%"),
        ("参训1.3万余人次", "参训1.3万余人次"),
        ("参训12,344人次", "参训12,344人次"),
        ("2022年1月至8月上旬共召开集体会诊4次", "集体会诊4次"),
        ("1—8月，全市共召开集体会诊4次", "集体会诊4次"),
        ("2022年前八个月，先后召开集体会诊4次", "集体会诊4次"),
        ("2022年召开质量分析会42次", "质量分析会42次"),
    ],
)
def test_a_number_beside_a_figures_words_that_differs_is_found(text: str, said: str) -> None:
    assert wrong(text) == [said]


@pytest.mark.parametrize(
    "text",
    [
        "召开质量分析会43次、集体会诊3次", "召开４３次质量分析会", "质量分析会四十三次", "找出质量问题一百三十七条",
        "找出质量问题百余条", "找出质量问题130多条", "找出质量问题近140条", "找出质量问题约140条", "完成率87.5％",
        "完成率达到百分之八十七点五", "参训1.2万余人次", "参训12,345人次", "参训一万二千三百四十五人次",
    ],
)  # fmt: skip
def test_what_agrees_is_not_told(text: str) -> None:
    assert wrong(text) == []
    assert list(WORDS.mentions(text, WHOLE))


@pytest.mark.parametrize(
    "text",
    [
        "请检验中心对全市5家布电线企业摸底", "第3次质量分析会", "5月20日的质量分析会否定了统一规定", "其中集体会诊1次",
        "行业集体会诊1次", "7月召开集体会诊2次", "计划召开质量分析会50次", "找出质量问题数百条",
        "超过100条找出质量问题", "找出质量问题100条以上", "三四次质量分析会", "一次质量分析会上",
        "质量分析会，走访12次", "质量分析会涉及12家企业",
        "在示例建材有限公司找出质量问题3条", "专班12个月", "每次质量分析会", "去年召开质量分析会20次",
        "2021年召开质量分析会30次", "2021年，召开质量分析会30次", "截至3月底召开质量分析会5次",
        "1月至5月召开质量分析会30次",
        "明年召开质量分析会50次", "上期召开质量分析会30次", "本月召开质量分析会3次", "近三个月召开质量分析会13次",
        "下一步召开质量分析会12次", "下一步，召开质量分析会12次", "原定召开质量分析会45次", "应召开质量分析会45次",
        "应当召开质量分析会45次", "确保完成率100%", "示例县召开质量分析会3次", "化工行业找出质量问题8条",
        "围绕原材料找出质量问题25条", "围绕原材料，找出质量问题25条", "分别在甲县、乙县召开质量分析会5次、7次",
        "派员参加质量分析会20次", "出席3次质量分析会", "园区集体会诊1次", "全市现有专班和小分队320个（次）",
        "召开质量分析会12次的企业", "小微企业、专班和小分队20个（次）",
    ],
)  # fmt: skip
def test_a_number_of_a_part_a_plan_one_party_or_something_else_is_not_held_against_a_figure(text: str) -> None:
    assert list(WORDS.mentions(text, WHOLE)) == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("十", 10), ("十二", 12), ("百", 100), ("一百零三", 103), ("两百", 200), ("一万二千", 12000),
        ("三亿零五", 300000005), ("八十七点五", Decimal("87.5")), ("三四", None), ("十百", None), ("一万亿万", None),
    ],
)  # fmt: skip
def test_chinese_numerals_are_read_and_what_is_none_is_left(text: str, number: object) -> None:
    assert chinese(text) == number


def texts(root: Path, extra: str = "") -> None:
    """Give periods texts, and the figure of issues another name."""
    fields = (
        '"小结": {"description": "一段话", "type": "string", "examples": ["样例。"]},'
        '"文种": {"description": "x", "type": "string", "enum": ["找出质量问题9条"], "examples": ["找出质量问题9条"]},'
        '"事例": {"description": "几个事例", "type": "array", "examples": [[{"标题": "样例"}]], "x-key": "标题",'
        '"items": {"description": "一个", "type": "object", "required": ["标题"], "examples": [{"标题": "样例"}],'
        '"properties": {'
        '"标题": {"description": "标题", "type": "string", "examples": ["样例"]}, "企业": {"description": "哪一家",'
        '"type": "string", "examples": ["qy-001"], "x-ref": "enterprise"}}, "additionalProperties": false}},'
    )
    make({"replace": "schemas/period.schema.json", "from": '"properties": {', "to": f'"properties": {{{fields}'}, root)
    issues = "    count: 问题 in enterprise.质量问题\n"
    make({"replace": "docgen.yaml", "from": issues, "to": f"{issues}    called: [找出质量问题]\n"}, root)
    make({"append": "cases/period/2022-08.yaml", "text": extra}, root)


def told(root: Path) -> list[Diagnostic]:
    return [each for each in findings(root) if each.code == "DG341"]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return small_workspace(tmp_path / "workspace")


def test_the_place_is_that_of_the_number_whichever_way_the_text_is_written(root: Path) -> None:
    texts(
        root,
        "小结: |\n  发现问题4条。\n\n  找出质量问题5条，先后共计找出质量问题5条。\n事例: [{标题: 找出质量问题6条}]\n",
    )
    assert [str(each.location) for each in told(root)] == [
        "cases/period/2022-08.yaml:6:9", "cases/period/2022-08.yaml:6:22", "cases/period/2022-08.yaml:7:17",
    ]  # fmt: skip


def test_only_free_texts_of_no_one_case_are_read(root: Path) -> None:
    texts(root, "文种: 找出质量问题9条\n事例:\n  - {标题: 找出质量问题2条, 企业: qy-001}\n")
    assert told(root) == []


def test_each_period_is_held_against_its_own_figures(root: Path) -> None:
    texts(root, "小结: 找出质量问题4条。\n")
    for name, text in (("2022-07", "找出质量问题0条。"), ("2022-09", "找出质量问题4条。")):
        days = f"起始日期: {name}-01\n截止日期: {name}-28\n"
        make({"write": f"cases/period/{name}.yaml", "text": f"{days}小结: {text}\n"}, root)
    assert [(each.location.file, each.message) for each in told(root)] == [
        (
            "cases/period/2022-09.yaml",
            "文字里写的是“找出质量问题4条”，统计的“发现问题”是 0 条（截至 2022-09-28）。",
        )
    ]


def test_a_figure_that_fails_in_every_period_is_told_once_and_not_where_a_case_is_wrong(root: Path) -> None:
    make({"write": "cases/period/2022-07.yaml", "text": "起始日期: 2022-07-01\n截止日期: 2022-09-28\n"}, root)
    issues = "    count: 问题 in enterprise.质量问题\n"
    make({"replace": "docgen.yaml", "from": issues, "to": f"{issues}    where: 企业.员工人数 > 50\n"}, root)
    assert [each.code for each in findings(root) if each.severity == "error"] == ["DG311"]
    make({"replace": "cases/enterprise/qy-001.yaml", "from": "严重程度: 较重", "to": "严重程度: 较中"}, root)
    assert [each.code for each in findings(root) if each.severity == "error"] == ["DG203"]


def test_without_periods_there_is_nothing_to_hold_against(root: Path) -> None:
    periods = 'periods:\n  kind: period\n  from: 起始日期\n  to: 截止日期\n  current: "2022-08"\n'
    make({"replace": "docgen.yaml", "from": periods, "to": ""}, root)
    assert check_agreement(open_workspace(root)) == []
