"""A second bureau's workspace, with no kind, field or document of the first: everything works from its files alone."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as Docx

from docgen.build import build
from docgen.catalog import Selection, Workspace, open_workspace, plan
from docgen.check import check_workspace
from docgen.figures import Figures
from docgen.model import Diagnostic
from docgen.schemas import Record, View

HERE = Path(__file__).parent / "second_workspace"
Change = Callable[[str, str, str], Workspace]


@pytest.fixture
def workspace() -> Workspace:
    return open_workspace(HERE)


@pytest.fixture
def changed(tmp_path: Path) -> Change:
    """A copy of the workspace in which one text of one file is another; checked that it was there once."""
    copy = tmp_path / "copy"
    shutil.copytree(HERE, copy)

    def change(file: str, before: str, after: str) -> Workspace:
        text = (copy / file).read_text(encoding="utf-8")
        assert text.count(before) == 1, f"{before!r} in {file}"
        (copy / file).write_text(text.replace(before, after), encoding="utf-8")
        return open_workspace(copy)

    return change


def homestay(view: View, case_id: str) -> Record:
    record = view.case("homestay", case_id)
    assert isinstance(record, Record)
    return record


def hazards(view: View, case_id: str) -> dict[str, str]:
    return {each.lookup("编号"): each.lookup("状态") for each in homestay(view, case_id).lookup("隐患")}


def counted(workspace: Workspace, quarter: str) -> dict[str, str]:
    figures = Figures(workspace, workspace.view(workspace.last_day(quarter)), quarter)
    return {name: figures.figure(name).text for name in workspace.catalog.figures}


def only(found: list[Diagnostic], code: str) -> Diagnostic:
    """The one finding of this code, and no error beside it."""
    others = [each for each in found if each.severity == "error" and each.code != code]
    assert not others, others
    same = [each for each in found if each.code == code]
    assert len(same) == 1, found
    return same[0]


def test_the_workspace_has_nothing_of_the_first_one(workspace: Workspace) -> None:
    first = open_workspace(HERE.parent.parent)
    assert not set(workspace.kinds) & set(first.kinds)
    assert not set(workspace.catalog.documents) & set(first.catalog.documents)
    assert not set(workspace.catalog.figures) & set(first.catalog.figures)
    assert not {node.label for node in workspace.kinds.values()} & {node.label for node in first.kinds.values()}


def test_checking_finds_nothing_but_the_waived_warning(workspace: Workspace) -> None:
    found = check_workspace(workspace)
    assert [(each.severity, each.code, each.location.file) for each in found] == [
        ("hint", "MS01", "cases/homestay/ms-003.yaml")
    ]
    assert "19间客房" in found[0].message
    assert "两幢分开的老宅" in found[0].message


def test_the_command_finds_nothing_to_warn_of_and_counts_the_cases() -> None:
    command = [sys.executable, "-m", "docgen", "check", "-C", str(HERE), "--strict", "--format", "json"]
    ended = subprocess.run(command, capture_output=True, check=False)
    assert ended.returncode == 0, ended.stdout.decode()
    assert json.loads(ended.stdout)["summary"] == {"cases": 12, "errors": 0, "warnings": 0}


def test_a_case_may_be_a_folder_whose_lists_add_up(workspace: Workspace) -> None:
    case = workspace.case("homestay/ms-001")
    assert case is not None
    assert [file.rpartition("/")[2] for file in case.files] == ["hazards-q1.yaml", "hazards-q2.yaml", "profile.yaml"]
    assert list(hazards(workspace.view(), "ms-001")) == ["YH-2023-01", "YH-2023-02"]


def test_an_output_is_planned_for_every_case_and_item(workspace: Workspace) -> None:
    targets, problems = plan(workspace)
    assert not problems
    assert [target.output for target in targets] == [
        "一户一档/ms-001 示例溪畔民宿.docx",
        "一户一档/ms-002 示例云上小院.docx",
        "一户一档/ms-003 示例老街客栈.docx",
        "一户一档/ms-004 示例湖景民宿.docx",
        "意见书/jc-2023-01/ms-001 示例溪畔民宿.docx",
        "意见书/jc-2023-01/ms-002 示例云上小院.docx",
        "意见书/jc-2023-02/ms-001 示例溪畔民宿.docx",
        "意见书/jc-2023-02/ms-002 示例云上小院.docx",
        "意见书/jc-2023-03/ms-004 示例湖景民宿.docx",
        "季报/2023-q1 2023年第一季度.docx",
        "季报/2023-q2 2023年第二季度.docx",
    ]


def test_the_figures_are_what_a_person_counts(workspace: Workspace) -> None:
    assert counted(workspace, "2023-q1") == {
        "新备案民宿": "1",  # ms-002
        "上门检查": "1",
        "到访户次": "2",  # ms-001 ms-002
        "到访民宿": "2",
        "服务民宿": "3",  # those two, and ms-003 who came to ask; ms-001 asked too, and counts once
        "参训人数": "0",
        "发现隐患": "2",  # 01 03
        "重大隐患": "1",  # 03
        "销号隐患": "1",  # 01
        "当季销号": "1",
        "当季销号率": "50.0",
        "户均隐患": "1.00",
        "点评条数": "0",
        "好评条数": "0",
        "好评率": "—",  # nothing divided by nothing is not known
    }
    assert counted(workspace, "2023-q2") == {
        "新备案民宿": "1",  # ms-004
        "上门检查": "2",
        "到访户次": "5",  # 2 + 3, none of the first quarter's
        "到访民宿": "4",  # ms-001 was visited twice
        "服务民宿": "4",
        "参训人数": "12",
        "发现隐患": "3",  # 02 04 05
        "重大隐患": "1",  # 04
        "销号隐患": "2",  # 02, and 03 of the first quarter
        "当季销号": "1",  # 02
        "当季销号率": "33.3",
        "户均隐患": "0.75",
        "点评条数": "75",
        "好评条数": "69",
        "好评率": "92.0",
    }


def test_an_item_without_a_date_is_counted_on_the_day_of_its_case(workspace: Workspace) -> None:
    figures = Figures(workspace, workspace.view("2023-06-30"), "2023-q2")
    sources = figures.figure("到访户次").sources
    assert {each.case for each in sources} == {"inspection/jc-2023-02", "inspection/jc-2023-03"}
    assert [each.location.file for each in sources if each.item == "ms-003"] == ["cases/inspection/jc-2023-03.yaml"]


def test_what_comes_later_does_not_exist_yet(workspace: Workspace) -> None:
    targets, problems = plan(workspace, Selection(as_of="2023-03-31"))
    assert not problems
    outputs = [target.output for target in targets]
    assert "一户一档/ms-004 示例湖景民宿.docx" not in outputs
    assert [each for each in outputs if each.startswith("意见书/")] == [
        "意见书/jc-2023-01/ms-001 示例溪畔民宿.docx",
        "意见书/jc-2023-01/ms-002 示例云上小院.docx",
    ]
    assert [each for each in outputs if each.startswith("季报/")] == ["季报/2023-q1 2023年第一季度.docx"]


@pytest.mark.parametrize(
    ("day", "expected", "open_count"),
    [
        ("2023-02-13", {}, 0),
        ("2023-02-14", {"YH-2023-03": "整改中"}, 1),
        ("2023-03-31", {"YH-2023-03": "整改中"}, 1),
        ("2023-04-11", {"YH-2023-03": "待复查"}, 1),
        ("2023-04-12", {"YH-2023-03": "已销号"}, 0),
        ("2023-06-30", {"YH-2023-03": "已销号", "YH-2023-04": "整改中"}, 1),
    ],
)
def test_computed_fields_follow_the_day(
    workspace: Workspace, day: str, expected: dict[str, str], open_count: int
) -> None:
    view = workspace.view(day)
    assert hazards(view, "ms-002") == expected
    assert homestay(view, "ms-002").lookup("未销号") == open_count


def test_a_postponed_deadline_holds_from_the_day_it_was_postponed(workspace: Workspace) -> None:
    def deadline(day: str) -> str:
        first = homestay(workspace.view(day), "ms-002").lookup("隐患")[0]
        return str(first.lookup("现行期限"))

    assert deadline("2023-02-28") == "2023-03-01"
    assert deadline("2023-03-01") == "2023-03-20"


def test_a_computed_field_may_lead_to_a_case(workspace: Workspace) -> None:
    inspection = workspace.view().case("inspection", "jc-2023-02")
    assert isinstance(inspection, Record)
    assert inspection.lookup("领队").lookup("姓名") == "样例电"


def test_numbers_keep_the_digits_that_were_typed(workspace: Workspace) -> None:
    price = homestay(workspace.view(), "ms-001").lookup("平日房价")
    assert isinstance(price, Decimal)
    assert str(price) == "268.50"


def test_a_rule_about_the_day_speaks_when_the_day_has_come(workspace: Workspace) -> None:
    found = [each for each in check_workspace(workspace, "2023-07-10") if each.severity == "warning"]
    assert [(each.code, each.field) for each in found] == [("YH04", "民宿 ms-004 > 隐患 YH-2023-05")]
    assert found[0].message == "YH-2023-05到2023年7月5日应当销号，至今整改中。"
    assert "例外说明" in found[0].hint


def test_an_unreadable_case_is_the_only_thing_reported(changed: Change) -> None:
    found = check_workspace(changed("cases/inspection/jc-2023-02.yaml", "方式:", "\t方式:"))
    assert [each.location.file for each in found if each.severity == "error"] == ["cases/inspection/jc-2023-02.yaml"]


def test_a_reference_that_leads_nowhere_is_the_only_thing_reported(changed: Change) -> None:
    found = check_workspace(changed("cases/homestay/ms-004.yaml", "检查: jc-2023-03", "检查: jc-2023-30"))
    assert only(found, "DG301").location.line == 15


@pytest.mark.parametrize(
    ("file", "before", "after", "code", "said"),
    [
        ("homestay/ms-002.yaml", "宅基地证号: 示宅0002\n", "", "DG201", "宅基地证号"),
        ("homestay/ms-002.yaml", "邮箱: ms002@example.com\n", "", "DG216", "“手机”、“邮箱”至少要填一项"),
        ("homestay/ms-004.yaml", "〔2023〕009", "〔2022〕021", "DG302", "homestay/ms-003"),
        ("homestay/ms-004.yaml", "  - 编号: YH-2023-05", "  - 编号: YH-2023-04", "DG312", "YH-2023-04"),
        ("homestay/ms-001/profile.yaml", "平台: 样例订房", "平台: 示例旅行网", "DG312", "平台、汇总日"),
        ("homestay/ms-001/profile.yaml", "间数: 5", "间数: 6", "MS02", "合计9间，与房间数8间不符"),
        ("homestay/ms-001/profile.yaml", "好评: 36", "好评: 46", "DP01", "好评46条，比点评总数40条还多"),
        ("homestay/ms-003.yaml", "规则号: MS01", "规则号: MS02", "DG222", "错误不能豁免"),
        ("homestay/ms-004.yaml", "房间数: 12", "房间数: 12间", "DG202", "要填整数"),
        ("inspection/jc-2023-01.yaml", "[jcy-01, jcy-02]", "[jcy-01, jcy-09]", "DG301", "没有编号为“jcy-09”的检查员"),
        ("inspection/jc-2023-01.yaml", "发现隐患: [YH-2023-01]", "发现隐患: [YH-2023-11]", "DG301", "YH-2023-11"),
        ("inspection/jc-2023-01.yaml", "患: [YH-2023-01]", "患: [YH-2023-02]", "DF02", "不是jc-2023-01发现的"),
        ("inspection/jc-2023-01.yaml", "[jcy-01, jcy-02]", "[jcy-02]", "JC01", "不少于两人，现在只有1人"),
        ("inspection/jc-2023-03.yaml", "参训人数: 12\n", "", "DG201", "参训人数"),
        ("quarter/2023-q2.yaml", "首日: 2023-04-01", "首日: 2023-03-31", "JD02", "重叠"),
    ],
)  # fmt: skip
def test_a_slip_is_named_in_the_words_of_this_workspace(
    changed: Change, file: str, before: str, after: str, code: str, said: str
) -> None:
    found = [each for each in check_workspace(changed(f"cases/{file}", before, after)) if each.code == code]
    assert found
    assert found[0].location.line
    assert said in found[0].message


ALL = "documents:\n"
EXTRA = """documents:
  extra:
    title: 另加
    each: {each}
    template: quarterly.docx
    output: "另加/{output}.docx"
"""


def extra(each: str, output: str) -> tuple[str, str, str]:
    """One more document in the catalog."""
    return "docgen.yaml", ALL, EXTRA.format(each=each, output=output)


@pytest.mark.parametrize(
    ("each", "said"),
    [
        ("项 in quarter.打算", "“打算”的各项是文字或者数"),
        ("人 in inspection.检查员", "“检查员”没有 x-key，分不清各项"),
        ("about in inspection.到访", "“about”不能用来称呼“到访”的一项"),
        ("检查 in inspection.到访", "“检查”不能用来称呼“到访”的一项"),
        ("走访！ in inspection.到访", "“走访！”不能用来称呼“到访”的一项"),
    ],
)
def test_a_document_is_made_only_from_items_that_can_be_told_apart_and_named(
    changed: Change, each: str, said: str
) -> None:
    workspace = changed(*extra(each, "{{ as_of }}"))
    assert said in only(check_workspace(workspace), "DG322").message
    plan(workspace)


def test_items_with_a_composite_key_have_documents(changed: Change) -> None:
    workspace = changed(*extra("评 in homestay.点评", "{{ 民宿.id }} {{ 评.平台 }}"))
    items = [(target.case, target.item) for target in plan(workspace)[0] if target.document.id == "extra"]
    assert items == [
        ("homestay/ms-001", "示例旅行网 2023-05-31"),
        ("homestay/ms-001", "样例订房 2023-05-31"),
        ("homestay/ms-003", "示例旅行网 2023-06-30"),
    ]


def test_references_can_be_counted(changed: Change) -> None:
    figure = (
        "figures:\n  出勤检查员:\n    unit: 人\n    definition: 本季上门的检查员\n    count: 人 in inspection.检查员\n"
    )
    workspace = changed("docgen.yaml", "figures:\n", figure + "    as: 人\n    distinct: true\n")
    assert not [each for each in check_workspace(workspace) if each.severity == "error"]
    assert counted(workspace, "2023-q1")["出勤检查员"] == "2"
    assert counted(workspace, "2023-q2")["出勤检查员"] == "3"


def test_without_periods_no_day_is_made_up(changed: Change) -> None:
    text = (HERE / "docgen.yaml").read_text(encoding="utf-8")
    workspace = changed("docgen.yaml", text[text.index("periods:") : text.index("properties:")], "")
    assert not [each for each in check_workspace(workspace) if each.severity in ("error", "warning")]
    extra_workspace = changed(*extra("homestay", "{{ 民宿.id }} {{ as_of }}"))
    refused = [each for each in plan(extra_workspace)[1] if each.code == "DG602"]
    assert "截至日期" in refused[0].message


@pytest.mark.parametrize(
    ("file", "before", "after", "said"),
    [
        ("inspector", '"title": "检查员"', '"title": "检查员（专家）"', "title“检查员（专家）”"),
        ("inspector", '"title": "检查员"', '"title": "figures"', "title“figures”"),
        ("homestay", '"required": ["平台", "汇总日", "条数", "好评"]', '"required": ["汇总日"]', "“平台”不是必填项"),
        ("about", '["名称", "启动日"],', '["名称", "启动日"], "x-day": "启动日",', "x-day"),
        ("quarter", '"date"},\n    "末日"', '"date", "x-unit": "天"},\n    "末日"', "x-unit"),
    ],
)  # fmt: skip
def test_a_schema_that_would_do_nothing_in_silence_is_refused(
    changed: Change, file: str, before: str, after: str, said: str
) -> None:
    errors = check_workspace(changed(f"schemas/{file}.schema.json", before, after))
    assert [each.message for each in errors if each.severity == "error" and said in each.message], errors


def test_an_item_of_a_quarter_is_seen_as_of_the_end_of_that_quarter(changed: Change) -> None:
    item = '{"description": "一件", "examples": [{"题": "甲"}], "type": "object", "additionalProperties": false'
    item += ', "required": ["题"], "properties": {"题": {"description": "题", "examples": ["甲"], "type": "string"}}}'
    topics = '"专题": {"description": "专题", "examples": [[{"题": "甲"}]], "type": "array", "x-key": "题", "items": '
    changed("schemas/quarter.schema.json", '"打算": {', topics + item + '}, "打算": {')
    changed("cases/quarter/2023-q1.yaml", "打算:", "专题: [{题: 甲}]\n打算:")
    changed("cases/quarter/2023-q2.yaml", "打算:", "专题: [{题: 乙}]\n打算:")
    workspace = changed(*extra("专 in quarter.专题", "{{ 专.题 }} {{ as_of }}"))
    assert not [each for each in check_workspace(workspace) if each.severity == "error"]
    targets = [target for target in plan(workspace)[0] if target.document.id == "extra"]
    assert [(target.output, target.period) for target in targets] == [
        ("另加/甲 2023-03-31.docx", "2023-q1"),
        ("另加/乙 2023-06-30.docx", "2023-q2"),
    ]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every document of the workspace, without a problem."""
    out = tmp_path_factory.mktemp("built")
    workspace = open_workspace(HERE)
    result = build(workspace, Selection(), out, findings=check_workspace(workspace))
    assert not [each for each in result.diagnostics if each.severity != "hint"]
    assert [each.status for each in result.outcomes] == ["written"] * 11
    return out


def texts(document: Docx) -> list[str]:
    """Every paragraph and row in order, the cells of a row with bars between."""
    found: list[str] = []
    for block in document.iter_inner_content():
        rows = getattr(block, "rows", None)
        found += (
            [getattr(block, "text", "")]
            if rows is None
            else ["|".join(cell.text for cell in row.cells) for row in rows]
        )
    return found


def opened(out: Path, name: str) -> list[str]:
    return texts(Document(str(out / name)))


def test_a_file_of_a_homestay_lists_its_hazards(built: Path) -> None:
    assert opened(built, "一户一档/ms-002 示例云上小院.docx") == [
        "示例云上小院安全档案",
        "备案号|示民宿备〔2023〕002号（2023年1月16日备案）",
        "经营者|示例丙，—",
        "客房|5间",
        "平日房价|未报",
        "未销号隐患|1处（截至2023年6月30日）",
        "基本情况",
        "自家院落，兼营农家菜 & 采摘。",
        "隐患和处置",
        "编号|情况|期限|状态",
        "YH-2023-03|【食品卫生】厨房生熟不分，三名帮厨均无健康证明。|2023-03-20|已销号（4月12日）",
        "YH-2023-04|【消防】二楼只有一部敞开楼梯，没有第二个出口。|2023-07-15|整改中",
        "示例县文化和旅游局",
    ]


def test_a_file_without_hazards_has_a_row_that_says_so(built: Path) -> None:
    lines = opened(built, "一户一档/ms-003 示例老街客栈.docx")
    assert lines[-3:] == ["编号|情况|期限|状态", "无|没有发现隐患|—|—", "示例县文化和旅游局"]
    assert "（经营者没有提供简介。）" in lines


def test_numbers_and_marked_text_reach_the_page(built: Path) -> None:
    document = Document(str(built / "一户一档/ms-001 示例溪畔民宿.docx"))
    assert "平日房价|268.50元" in texts(document)
    assert "客房|8间，大床房5间，亲子房3间" in texts(document)
    bold = [run.text for paragraph in document.paragraphs for run in paragraph.runs if run.bold]
    assert "八间" in bold


def test_an_opinion_is_made_for_each_homestay_visited(built: Path) -> None:
    lines = opened(built, "意见书/jc-2023-01/ms-002 示例云上小院.docx")
    assert lines[:6] == [
        "上门检查意见书",
        "示例云上小院：",
        "2023年2月14日，由示例县文化和旅游局示例甲领队，对你店进行联合检查。",
        "发现的隐患",
        "①厨房生熟不分，三名帮厨均无健康证明。请于2023年3月1日前改好。",
        "意见",
    ]
    assert "帮厨取得健康证明之前，停止提供餐食。" in lines
    assert "健康证明|3月底前" in lines
    assert "检查员：示例甲、样例清" in lines


def test_the_quarters_differ_as_their_facts_do(built: Path) -> None:
    first = opened(built, "季报/2023-q1 2023年第一季度.docx")
    assert first[0] == "民宿安全与服务提升行动2023年第一季度季报"
    assert (
        "2023年1月1日至3月31日，组织上门检查1次，到访民宿2家、2户次，发现隐患2处，"
        "当季销号率50.0%，好评率—。在册民宿3家。"
    ) in first
    assert "本季没有点名的民宿。" in first
    second = opened(built, "季报/2023-q2 2023年第二季度.docx")
    assert (
        "2023年4月1日至6月30日，组织上门检查2次，到访民宿4家、5户次，发现隐患3处，"
        "当季销号率33.3%，好评率92.0%。在册民宿4家。"
    ) in second
    assert "示例云上小院：未销号隐患1处。" in second
    assert "暑期前完成一轮回头看；建立住客点评月度通报。" in second
    assert second[-3:] == [
        "好评条数|69条|上项中的好评",
        "好评率|92.0%|好评条数÷点评条数",
        "示例县文化和旅游局市场管理股",
    ]
    assert len([line for line in second if line.count("|") == 2]) == 16


def test_the_documents_are_in_the_fonts_of_the_profile(built: Path) -> None:
    for file in sorted(built.rglob("*.docx")):
        styles = Document(str(file)).styles.element.xml
        assert 'w:eastAsia="仿宋"' in styles
        assert "GB2312" not in styles
        assert "Theme=" not in styles


def test_the_properties_come_from_the_workspace(built: Path) -> None:
    properties = Document(str(built / "季报/2023-q1 2023年第一季度.docx")).core_properties
    assert (properties.author, properties.subject) == ("示例县文化和旅游局", "民宿安全与服务提升行动")
    with zipfile.ZipFile(built / "季报/2023-q1 2023年第一季度.docx") as archive:
        assert "<cp:keywords>二〇二三年</cp:keywords>" in archive.read("docProps/core.xml").decode()


def test_building_again_writes_nothing(built: Path) -> None:
    again = build(open_workspace(HERE), Selection(), built)
    assert {each.status for each in again.outcomes} == {"current"}


def test_a_document_as_of_an_earlier_day_shows_nothing_later(tmp_path: Path) -> None:
    selection = Selection(documents=("safety_file",), cases=("homestay/ms-002",), as_of="2023-03-10")
    build(open_workspace(HERE), selection, tmp_path)
    lines = opened(tmp_path, "一户一档/ms-002 示例云上小院.docx")
    assert "YH-2023-03|【食品卫生】厨房生熟不分，三名帮厨均无健康证明。|2023-03-20|整改中" in lines
    assert not [line for line in lines if line.startswith("YH-2023-04")]


def test_a_case_that_cannot_be_read_stops_its_figures_and_nothing_else(changed: Change) -> None:
    workspace = changed("cases/inspection/jc-2023-02.yaml", "方式:", "\t方式:")
    out = workspace.root / "output"
    result = build(
        workspace, Selection(documents=("safety_file", "quarterly")), out, findings=check_workspace(workspace)
    )
    failed = {each.output for each in result.outcomes if each.status == "failed"}
    assert failed == {"季报/2023-q1 2023年第一季度.docx", "季报/2023-q2 2023年第二季度.docx"}
    assert (out / "一户一档/ms-003 示例老街客栈.docx").is_file()
