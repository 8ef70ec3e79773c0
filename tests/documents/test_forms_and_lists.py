"""Minutes of consultations, training records, the list of targets, the roster: what they print for what cases say."""

from __future__ import annotations

import re
from pathlib import Path

from docgen.render import document_text
from tests.documents.test_optional_parts import made
from tests.documents.word import tables
from tests.ooxml import xsd_problems

CONSULTATION = """\
名称: 样例行业集体会诊
形式: 集体会诊
召开日期: 2022-05-18
地点: 示例市市场监督管理局会议室
主持人: {姓名: 赵样和, 单位: 示例市市场监督管理局, 职务: 副局长}
议题: 强度不合格的原因
团队: td-01
结合事项: 监督抽查不合格后处理
会诊类型: 不合格企业集体会诊
出席:
  - {姓名: 赵样和, 单位: 示例市市场监督管理局, 职务: 副局长}
  - {姓名: 冯例清, 单位: 示例省建材质量检测研究院, 职务: 正高级工程师}
  - {姓名: 冯例清, 单位: 示例市市场监督管理局, 职务: 科员}
专家: [zj-01]
参会企业:
  - {企业: qy-001, 代表: 李示诚}
  - {企业: qy-002}
"""
TRAINING = """\
主题: 样例培训
性质: 培训
专题: 检验检测
形式: 线下
日期: 2022-03-16
地点: 示例市质量技术检验所
主办单位: 示例市市场监督管理局
授课人: [{姓名: 冯例清, 单位: 示例省建材质量检测研究院}]
参训人次: 3
内容提要: 讲取样。
收费: 免费
"""
COMPANY = "示例市市场监督管理局　赵样和、冯例清"


def written(root: Path, file: str, content: str) -> None:
    (root / "cases" / file).write_text(content, "utf-8")


def replaced(root: Path, file: str, before: str, after: str) -> None:
    text = (root / file).read_text("utf-8")
    assert text.count(before) == 1, f"{before} in {file}"
    (root / file).write_text(text.replace(before, after), "utf-8")


def test_a_consultation_counts_enterprises_and_names_its_experts_apart_from_those_present(sample: Path) -> None:
    written(sample, "meeting/hz-2022-90.yaml", CONSULTATION)
    text = document_text(made(sample, "consultation_minutes", "meeting/hz-2022-90"))
    assert "本次会诊为不合格企业集体会诊，与监督抽查不合格后处理相结合，参加企业2家，专家1名。现纪要如下：" in text
    assert f"出席：{COMPANY}\n专家：冯例清（示例省建材质量检测研究院正高级工程师）" in text
    assert "企业：共2家。示例建材有限公司（李示诚）；样例水泥有限责任公司" in text


def test_opinions_on_enterprises_are_a_table_only_where_there_are_any(sample: Path) -> None:
    written(sample, "meeting/hz-2022-90.yaml", CONSULTATION)
    plain = made(sample, "consultation_minutes", "meeting/hz-2022-90")
    assert "逐企诊断意见" not in document_text(plain)
    written(sample, "meeting/hz-2022-90.yaml", CONSULTATION.replace("代表: 李示诚", "不合格项目: 抗压强度"))
    content = made(sample, "consultation_minutes", "meeting/hz-2022-90")
    [table] = tables(content)
    assert len(table.findall("{*}tr")) == 3
    assert xsd_problems(content) == xsd_problems(plain) == []


def test_a_sheet_to_sign_has_a_line_for_each_who_came_up_to_40_and_none_for_a_training_on_line(sample: Path) -> None:
    def lines(training: str) -> int | None:
        written(sample, "training/px-2022-90.yaml", training)
        content = made(sample, "training_record", "training/px-2022-90")
        assert xsd_problems(content) == []
        _, *sheet = tables(content)
        return len(sheet[0].findall("{*}tr")) - 1 if sheet else None

    assert lines(TRAINING) == 3
    assert lines(TRAINING.replace("参训人次: 3", "参训人次: 57")) == 40
    assert lines(TRAINING.replace("形式: 线下", "形式: 线上")) is None


def test_the_list_of_targets_has_those_of_its_year_by_kind_and_adds_them_up(sample: Path) -> None:
    def numbers(text: str) -> tuple[list[int], int]:
        return [int(each) for each in re.findall(r"　小计([0-9]+)家", text)], int(
            re.findall(r"合计　([0-9]+)家", text)[0]
        )

    before = document_text(made(sample, "target_list", "period/2022-08"))
    parts, whole = numbers(before)
    assert len(parts) == 4
    assert sum(parts) == whole >= 12
    assert "样例纸品厂" in before
    file = "cases/enterprise/qy-012.yaml"
    replaced(sample, file, "- 年度: 2022\n    列入日期: 2022", "- 年度: 2021\n    列入日期: 2021")
    after = document_text(made(sample, "target_list", "period/2022-08"))
    assert "样例纸品厂" not in after
    assert numbers(after)[1] == whole - 1


def test_the_roster_does_without_a_leading_group(sample: Path) -> None:
    assert "领导小组" in document_text(made(sample, "team_roster", "period/2022-08"))
    configuration = (sample / "docgen.yaml").read_text("utf-8")
    without = re.sub(r"(?m)^  领导小组:\n(?:    .*\n)+", "", configuration)
    assert without != configuration
    (sample / "docgen.yaml").write_text(without, "utf-8")
    text = document_text(made(sample, "team_roster", "period/2022-08"))
    assert "领导小组" not in text
    assert "建材化工问诊专班" in text


def test_a_summary_lists_what_its_figures_counted_where_it_is_asked_to(sample: Path) -> None:
    file = sample / "cases/period/2022-08.yaml"
    file.write_text(re.sub(r"(?m)^附列来源: .*\n", "", file.read_text("utf-8")), "utf-8")
    assert "数据来源" not in document_text(made(sample, "annual_summary", "period/2022-08"))
    file.write_text(file.read_text("utf-8").rstrip("\n") + "\n附列来源: 是\n", "utf-8")
    content = made(sample, "annual_summary", "period/2022-08")
    text = document_text(content)
    assert re.search(r"数据来源\n.*组建团队\n?\s*[0-9]+\s.*td-01、td-02", text, re.DOTALL)
    assert xsd_problems(content) == []
