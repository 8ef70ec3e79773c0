"""Parts of a paper that stand there only when a case asks for them."""

from __future__ import annotations

from pathlib import Path

from docgen.build import build
from docgen.catalog import Selection, open_workspace
from docgen.render import document_text
from docgen.schemas import Record
from tests.ooxml import xsd_problems


def made(root: Path, document: str, case: str) -> bytes:
    built = build(open_workspace(root), Selection((document,), (case,)))
    assert (built.count("written"), built.diagnostics) == (1, [])
    return (root / "output" / built.outcomes[0].output).read_bytes()


def put(root: Path, file: str, before: str, lines: str) -> None:
    place = root / file
    text = place.read_text("utf-8")
    assert text.count(f"\n{before}") == 1
    place.write_text(text.replace(f"\n{before}", f"\n{lines}\n{before}"), "utf-8")


def test_attachments_of_minutes_are_numbered_when_there_are_several(sample: Path) -> None:
    several = document_text(made(sample, "analysis_minutes", "meeting/fx-2022-24"))
    assert "附件：1.布电线导体电阻摸底比对结果\n2.导体直流电阻测量作业提示\n出席：" in several
    put(sample, "cases/meeting/fx-2022-09.yaml", "抄送机关:", "附件: [离散系数汇总]")
    assert "附件：离散系数汇总\n出席：" in document_text(made(sample, "analysis_minutes", "meeting/fx-2022-09"))
    assert "附件：" not in document_text(made(sample, "analysis_minutes", "meeting/fx-2022-14"))


def test_a_report_names_who_gets_a_copy(sample: Path) -> None:
    assert "抄送：" not in document_text(made(sample, "annual_summary", "period/2022-08"))
    put(sample, "cases/period/2022-08.yaml", "成文日期:", "抄送机关: [示例省市场监督管理局, 示例市质量发展委员会]")
    content = made(sample, "annual_summary", "period/2022-08")
    assert "抄送：示例省市场监督管理局，示例市质量发展委员会。" in document_text(content)
    assert xsd_problems(content) == []


def test_the_verdict_of_an_issue_is_that_of_its_last_acceptance(sample: Path) -> None:
    def verdicts(day: str) -> list[object]:
        record = open_workspace(sample).view(day).case("enterprise", "qy-001")
        assert isinstance(record, Record)
        return [issue.lookup("验收结论") for issue in record.lookup("质量问题")]

    early, late = verdicts("2022-03-10"), verdicts("2022-12-31")
    assert [bool(verdict) for verdict in early] == [False] * len(early)
    assert late == ["通过"] * 4
