"""One more fact, dated just outside, on and just inside both ends of a period: which figures move, and by how much.

Each probe stands four times in a workspace that holds nothing else: on the day before the period, on its first and last
day, and on the day after. So of its facts two are inside, and one of these is not yet known a day before the end.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from docgen.catalog import Workspace, open_workspace
from docgen.figures import Figures
from tests.year.raw import ROOT

DERIVED = {"整改完成率", "逾期问题", "在办问题"}
"""A ratio and two stocks on a day: more facts do not add to them; they have tests of their own below."""
HALF = 0.5
DAYS = ("2021-12-31", "2022-01-01", "2022-08-05", "2022-08-06")
ENTERPRISE = "名称: 示例探针{n}号有限公司\n区域: 示例县\n产品类别: 水泥\n主要产品: [水泥]\n"
LISTED = ENTERPRISE + "帮扶对象:\n  - {{年度: 2021, 列入日期: 2021-06-01, 四突出类别: 排险除患产品, 选取理由: 探针}}\n"
ISSUE = (
    "质量问题:\n  - {{编号: WT-2022-90{n}, 问题描述: 探针, 问题类别: 其他, 发现方式: 其他, 发现日期: {found}{steps}}}\n"
)
HANDED = "{{日期: {found}, 事项: 交办, 完成时限: {found}}}"
REPORTED = "{{日期: {day}, 事项: 报整改}}"
PLAN = """
    团队: td-90
    质量现状: 探针
    症结分析: 探针
    帮扶目标: [{{指标: 甲, 目标: 乙, 完成时限: 2022-12-30}}]
    帮扶措施:
      - {{序号: 1, 措施: 甲, 对应问题: [], 责任单位: 乙, 完成时限: 2022-12-30, 成果形式: 丙}}
      - {{序号: 2, 措施: 甲, 对应问题: [], 责任单位: 乙, 完成时限: 2022-12-30, 成果形式: 丙}}
    进度安排: [{{阶段: 甲, 起始日期: 2022-01-04, 截止日期: 2022-12-30, 内容: 乙}}]
    保障措施: 探针
    验收标准: [探针]
"""
MEETING = """名称: 探针会议{n}
召开日期: {day}
地点: 探针
主持人: {{姓名: 探示针}}
议题: 探针
出席: [{{姓名: 探示针, 单位: 甲}}]
"""
TEAM = """名称: 探针{n}
类型: {type}
组建日期: {day}
任务: 探针
成员: [{{姓名: 探示针, 单位: 甲, 职务: 乙, 团队职务: 组长, 人员来源: 机关, 加入日期: {day}}}]
"""
TRAINING = """主题: 探针
性质: 指导
专题: 其他
形式: 现场
日期: {day}
地点: 探针
主办单位: 甲
授课人: [{{姓名: 探示针, 单位: 甲}}]
参训企业数: 3
参训人次: 11
内容提要: 探针
收费: 免费
"""


def issue(*steps: str, found: str = "{day}") -> str:
    listed = f", 办理: [{', '.join(steps)}]" if steps else ""
    return ENTERPRISE + ISSUE.replace("{steps}", listed).replace("{found}", found)


def consultation(joined: str) -> str:
    item = f"编号: HZ-2022-90{{n}}, 日期: {{day}}, 结合事项: {joined}, 团队: td-90, 专家: [], 诊断意见: 探针"
    return f"{ENTERPRISE}一对一会诊:\n  - {{{{{item}}}}}\n"


PRESCRIPTION = """质量处方:
  - 编号: CF-2022-90{n}
    开具日期: {day}
    产品: 水泥
    对应问题: []
    症状: 探针
    诊断: 探针
    措施: [{{序号: 1, 措施: 甲, 用法: 乙, 完成时限: 2022-12-30}}]
    开方专家: []
"""
ACCEPTED = "{{日期: {day}, 事项: 验收通过}}"
CLOSED = "{{日期: {day}, 事项: 销号}}"
EARLIER = "2021-06-01"
FOUND = {"发现问题": 1, "应整改问题": 1}
VISIT = "走访:\n  - {{编号: ZF-2022-90{n}, 日期: {day}, 走访人: [探示针], 情况: 探针}}\n"
OUTCOME = "成效:\n  - {{日期: {day}, 指标: 甲, 帮扶前: 乙, 帮扶后: 丙, 增加产值: 1.5, 挽回损失: 0.25}}\n"
ATTENDED = "参会企业: [{{企业: qy-90{n}}}]\n"

PROBES: dict[str, tuple[str, str, Mapping[str, float]]] = {
    "a task force": ("team", TEAM.replace("{type}", "专班"), {"组建团队": 1, "专班和小分队": 1}),
    "an outing": (
        "team",
        TEAM.replace("{type}", "小分队").replace("{day}", "2021-06-01")
        + "出动: [{{编号: CD-2022-90{n}, 日期: {day}, 事由: 大走访, 内容: 探针}}]\n",
        {"出动": 1, "专班和小分队": 1},
    ),
    "a listing": (
        "enterprise",
        LISTED.replace("2021-06-01", "{day}").replace("2021,", "2022,"),
        {"帮扶对象": 1},
    ),
    "a visit to a listed enterprise": ("enterprise", LISTED + VISIT, {"走访企业": 1, "帮扶重点企业": 1}),
    "a visit to another enterprise": ("enterprise", ENTERPRISE + VISIT, {"走访企业": 1}),
    "a need": (
        "enterprise",
        ENTERPRISE + "企业需求:\n  - {{编号: XQ-2022-90{n}, 提出日期: {day}, 需求类别: 计量, 内容: 探针}}\n",
        {"企业需求": 1},
    ),
    "a need that is met": (
        "enterprise",
        ENTERPRISE
        + "企业需求:\n  - 编号: XQ-2022-90{n}\n    提出日期: 2021-06-01\n    需求类别: 计量\n    内容: 探针\n"
        + "    办理: [{{日期: {day}, 说明: 探针, 办结: 是}}]\n",
        {"办结需求": 1},
    ),
    "a spot check": (
        "enterprise",
        ENTERPRISE
        + "监督抽查:\n  - {{编号: 甲, 抽样日期: {day}, 任务来源: 市级监督抽查, 产品: 乙,"
        + " 批次: 5, 不合格批次: 2, 不合格项目: [丙]}}\n",
        {"监督抽查批次": 5, "抽查不合格批次": 2},
    ),
    "a risk signal": (
        "enterprise",
        ENTERPRISE + "风险信号:\n  - {{编号: FJ-2022-90{n}, 日期: {day}, 来源: 其他, 内容: 甲, 风险等级: 低}}\n",
        {"风险信号": 1},
    ),
    "an issue": ("enterprise", issue(), FOUND),
    "an issue that is void": ("enterprise", issue("{{日期: {found}, 事项: 撤销}}"), {}),
    "an issue that is handed over": (
        "enterprise",
        issue("{{日期: {found}, 事项: 移送}}"),
        {"发现问题": 1, "移送问题": 1},
    ),
    "an issue found earlier and accepted now": (
        "enterprise",
        issue(HANDED, REPORTED, ACCEPTED, found=EARLIER),
        {"解决问题": 1},
    ),
    "an issue found and closed on one day": (
        "enterprise",
        issue(HANDED, REPORTED, ACCEPTED, CLOSED),
        FOUND | {"解决问题": 1, "已销号问题": 1},
    ),
    "an issue that is put off": (
        "enterprise",
        issue(HANDED, "{{日期: {found}, 事项: 延期, 完成时限: 2023-01-05, 说明: 甲}}"),
        FOUND | {"延期问题": 1},
    ),
    "an issue that is sent back": (
        "enterprise",
        issue(HANDED, REPORTED, "{{日期: {day}, 事项: 验收未通过, 完成时限: 2023-01-05, 说明: 甲}}"),
        FOUND | {"退回问题": 1},
    ),
    "a consultation after a failed check": (
        "enterprise",
        consultation("监督抽查不合格后处理"),
        {"一对一会诊": 1, "诊断企业": 1},
    ),
    "a quality analysis meeting": (
        "meeting",
        MEETING + "形式: 质量分析会\n结合事项: 区域质量提升\n",
        {"质量分析会": 1, "结合区域提升": 1},
    ),
    "a collective consultation": (
        "meeting",
        MEETING
        + "形式: 集体会诊\n会诊类型: 行业集体会诊\n结合事项: 行业质量提升\n涉及行业: [{{行业: hy-90}}]\n"
        + ATTENDED,
        {"集体会诊": 1, "诊断企业": 1, "只参加集体会诊企业": 1, "结合行业提升": 1, "行业集体会诊": 1, "帮扶行业": HALF},
    ),
    "a regional consultation": (
        "meeting",
        MEETING + "形式: 集体会诊\n会诊类型: 区域集体会诊\n涉及集中区: [{{集中区: jq-90}}]\n",
        {"集体会诊": 1, "帮扶产业集中区": HALF},
    ),
    "an interview": ("meeting", MEETING + "形式: 约谈\n" + ATTENDED, {"约谈": 1}),
    "a plan of a listed enterprise": (
        "enterprise",
        LISTED + "一企一策:\n  - 编号: CS-2022-90{n}\n    制定日期: {day}\n    对应问题: []" + PLAN,
        {"一企一策": 1, "帮扶方案": 1, "帮扶措施": 2, "帮扶重点企业": 1},
    ),
    "a plan of a product": (
        "product",
        "名称: 探针{n}\n产品类别: 水泥\n生产企业: [qy-901]\n执行标准: [GB 175-2007]\n概况: 探针\n"
        + "一品一策:\n  - 编号: CS-2022-91{n}\n    制定日期: {day}"
        + PLAN
        + "    全过程帮扶: [{{环节: 抽样, 安排: 甲, 责任单位: 乙, 完成时限: 2022-12-30}}]\n",
        {"一品一策": 1, "帮扶方案": 1, "帮扶措施": 2},
    ),
    "a plan of an industry": (
        "industry",
        "名称: 探针{n}\n产品类别: 水泥\n行业代码: ['3011']\n概况: 探针\n"
        + "一业一策:\n  - 编号: CS-2022-92{n}\n    制定日期: {day}"
        + PLAN,
        {"一业一策": 1, "帮扶方案": 1, "帮扶措施": 2, "帮扶行业": 1},
    ),
    "a plan of a cluster": (
        "cluster",
        "名称: 探针{n}\n区域: 示例县\n管理单位: 甲\n主导产业: 乙\n概况: 探针\n"
        + "一域一策:\n  - 编号: CS-2022-93{n}\n    制定日期: {day}"
        + PLAN,
        {"一域一策": 1, "帮扶方案": 1, "帮扶措施": 2, "帮扶产业集中区": 1},
    ),
    "a common issue": (
        "industry",
        "名称: 探针{n}\n产品类别: 水泥\n行业代码: ['3011']\n概况: 探针\n"
        + "共性问题:\n  - {{编号: GX-2022-90{n}, 提出日期: {day}, 问题: 甲, 表现: 乙, 涉及问题: [], 症结: 丙}}\n",
        {"共性问题": 1},
    ),
    "a prescription": ("enterprise", LISTED + PRESCRIPTION, {"质量处方": 1, "帮扶重点企业": 1}),
    "a guidance": ("training", TRAINING, {"质量技术培训指导": 1, "参训人次": 11, "参训企业家次": 3}),
    "a return visit": (
        "enterprise",
        ENTERPRISE + "回访:\n  - {{编号: HF-2022-90{n}, 日期: {day}, 回访人: [探示针], 情况: 甲, 结论: 效果保持}}\n",
        {"回访": 1},
    ),
    "a benchmark": (
        "enterprise",
        ENTERPRISE + "标杆培育:\n  - {{编号: BG-2022-90{n}, 培育开始日期: {day}, 领域: 甲}}\n",
        {"标杆培育": 1},
    ),
    "a verdict of the enterprise": (
        "enterprise",
        ENTERPRISE + "企业评价:\n  - {{日期: {day}, 满意度: 满意}}\n",
        {"企业评价": 1},
    ),
    "an outcome": ("enterprise", ENTERPRISE + OUTCOME, {"增加产值": 1.5, "挽回损失": 0.25}),
}
"""The kind, the case, and what one fact adds to which figures (half, where two facts make one distinct thing)."""


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root: Path = tmp_path_factory.mktemp("probes") / "empty"
    shutil.copytree(ROOT / "schemas", root / "schemas")
    shutil.copyfile(ROOT / "docgen.yaml", root / "docgen.yaml")
    write(root, "period", "2022-08", (ROOT / "cases/period/2022-08.yaml").read_text("utf-8"))
    write(root, "team", "td-90", TEAM.format(n=90, type="专班", day="2020-06-01"))
    return root


def write(root: Path, kind: str, case: str, text: str) -> None:
    (root / "cases" / kind).mkdir(parents=True, exist_ok=True)
    (root / "cases" / kind / f"{case}.yaml").write_text(text, "utf-8")


def moved(workspace: Workspace, as_of: str) -> dict[str, float]:
    figures = Figures(workspace, workspace.view(as_of), "2022-08")
    counted = [figures.figure(name) for name in workspace.catalog.figures if name not in DERIVED]
    return {figure.name: float(figure.value) for figure in counted if figure.value}


@pytest.mark.parametrize("name", PROBES)
def test_a_fact_counts_from_the_first_day_to_the_last_and_only_once_it_is_known(
    name: str, empty: Path, tmp_path: Path
) -> None:
    kind, text, amounts = PROBES[name]
    root = tmp_path / "probe"
    shutil.copytree(empty, root)
    for number, day in enumerate(DAYS, 1):
        prefix = {"enterprise": "qy", "team": "td", "meeting": "hz"}.get(kind, "xx")
        write(root, kind, f"{prefix}-90{number}", text.format(n=number, day=day, found=day))
        if kind != "enterprise":
            write(root, "enterprise", f"qy-90{number}", ENTERPRISE.format(n=number))
    write(root, "industry", "hy-90", "名称: 探针业\n产品类别: 水泥\n行业代码: ['3011']\n概况: 甲\n")
    write(root, "cluster", "jq-90", "名称: 探针区\n区域: 甲\n管理单位: 乙\n主导产业: 丙\n概况: 丁\n")
    workspace = open_workspace(root)
    assert moved(workspace, "2022-08-05") == {figure: 2 * amount for figure, amount in amounts.items()}
    assert moved(workspace, "2022-08-04") == {
        figure: 1 if amount == HALF else amount for figure, amount in amounts.items()
    }
    assert moved(workspace, "2022-12-31") == moved(workspace, "2022-08-05")


def test_every_figure_is_moved_by_a_probe_or_has_a_test_of_its_own() -> None:
    moved_by_probes = {figure for _, _, amounts in PROBES.values() for figure in amounts}
    assert moved_by_probes | DERIVED == set(open_workspace(ROOT).catalog.figures)


@pytest.mark.parametrize(
    ("as_of", "open_issues", "overdue"),
    [("2022-02-28", 0, 0), ("2022-03-01", 1, 0), ("2022-03-20", 1, 0), ("2022-03-21", 1, 1), ("2022-04-09", 1, 1),
     ("2022-04-10", 0, 0)],
)  # fmt: skip
@pytest.mark.parametrize("year", ["2021", "2022"])
def test_an_issue_is_open_from_its_day_overdue_after_its_limit_and_neither_once_accepted(
    year: str, as_of: str, open_issues: int, overdue: int, empty: Path, tmp_path: Path
) -> None:
    """Stocks of the day: an issue that was found before the period counts as one found in it."""
    root = tmp_path / "probe"
    shutil.copytree(empty, root)
    handed = f"{{日期: {year}-03-02, 事项: 交办, 完成时限: {year}-03-20}}"
    accepted = f"{{日期: {year}-04-10, 事项: 验收通过}}"
    steps = f", 办理: [{handed}, {{日期: {year}-04-08, 事项: 报整改}}, {accepted}]"
    found = ISSUE.format(n=1, found=f"{year}-03-01", steps=steps)
    write(root, "enterprise", "qy-901", ENTERPRISE.format(n=1) + found)
    workspace = open_workspace(root)
    day = as_of.replace("2022", year)
    figures = Figures(workspace, workspace.view(day), "2022-08")
    counted = (figures.figure("在办问题").value, figures.figure("逾期问题").value)
    assert counted == ((open_issues, overdue) if year == "2022" else (0, 0))


@pytest.mark.parametrize(("as_of", "rate"), [("2021-12-31", "—"), ("2022-08-04", "0.0"), ("2022-08-05", "50.0")])
def test_the_rate_of_closure_is_of_issues_found_in_the_period_and_closed_by_the_day(
    as_of: str, rate: str, empty: Path, tmp_path: Path
) -> None:
    """One is found on the first day and closed on the last; one found on the last day is open; one found the day
    before the period and closed inside it does not count, nor does what is closed after the end."""
    root = tmp_path / "probe"
    shutil.copytree(empty, root)
    for number, (found, closed) in enumerate(
        [("2022-01-01", "2022-08-05"), ("2022-08-05", "2022-08-06"), ("2021-12-31", "2022-03-01")], 1
    ):
        text = issue(HANDED, "{{日期: {day}, 事项: 报整改}}", ACCEPTED, CLOSED, found="{found}")
        text = text.replace("{found}", found).format(n=number, day=closed)
        write(root, "enterprise", f"qy-90{number}", text)
    workspace = open_workspace(root)
    assert Figures(workspace, workspace.view(as_of), "2022-08").figure("整改完成率").text == rate
    if as_of == "2022-08-05":
        later = Figures(workspace, workspace.view("2022-12-31"), "2022-08").figure("整改完成率")
        assert later.text == "100.0"
