"""What programs read: the documents of ``--format json``."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest

from docgen.model import Diagnostic, Location, Related
from docgen.model.figures import Figure, FigureSource
from docgen.report import BuildRow, build_json, check_json, figures_json, json_text

CASE = "cases/enterprise/qy-031.yaml"
FULL = Diagnostic(
    "DG203",
    "error",
    "示例。",
    Location(CASE, 14, 11, 14, 13),
    "",
    "改成“较重”。",
    "企业 › 严重程度",
    (("可填", "一般 较重"),),
    (Related(Location(CASE, 2, 1), "另一处"),),
)


def read(document: dict[str, Any]) -> Any:
    return json.loads(json_text(document))


def test_a_check_has_the_fields_of_the_schema_and_the_counts() -> None:
    bare = Diagnostic("DG402", "warning", "示例。", Location("templates/a.docx"), "正文 第 3 段")
    remark = Diagnostic("DG109", "hint", "示例。")
    assert read(check_json([FULL, bare, remark], 12)) == {
        "schema_version": 1,
        "diagnostics": [
            {
                "code": "DG203",
                "severity": "error",
                "file": CASE,
                "line": 14,
                "column": 11,
                "end_line": 14,
                "end_column": 13,
                "place": None,
                "message": "示例。",
                "hint": "改成“较重”。",
                "field": "企业 › 严重程度",
                "notes": [{"label": "可填", "text": "一般 较重"}],
                "related": [
                    {
                        "file": CASE,
                        "line": 2,
                        "column": 1,
                        "end_line": None,
                        "end_column": None,
                        "message": "另一处",
                    }
                ],
            },
            {
                "code": "DG402",
                "severity": "warning",
                "file": "templates/a.docx",
                "line": None,
                "column": None,
                "end_line": None,
                "end_column": None,
                "place": "正文 第 3 段",
                "message": "示例。",
                "hint": None,
                "field": None,
                "notes": [],
                "related": [],
            },
            {
                "code": "DG109",
                "severity": "hint",
                "file": None,
                "line": None,
                "column": None,
                "end_line": None,
                "end_column": None,
                "place": None,
                "message": "示例。",
                "hint": None,
                "field": None,
                "notes": [],
                "related": [],
            },
        ],
        "summary": {"cases": 12, "errors": 1, "warnings": 1},
    }


def test_a_build_lists_each_document_and_sums_up() -> None:
    rows: list[Any] = [
        BuildRow("issue_list", "enterprise/qy-031", "output/qy-031/质量问题清单.docx", "written", "案卷已改动"),
        BuildRow("issue_list", "enterprise/qy-032", "output/qy-032/质量问题清单.docx", "current"),
        ("annual_summary", None, None, "failed", "有 1 处错误"),
    ]
    document = read(build_json(rows, [FULL]))
    assert document["documents"][0] == {
        "document": "issue_list",
        "case": "enterprise/qy-031",
        "output": "output/qy-031/质量问题清单.docx",
        "status": "written",
        "reason": "案卷已改动",
    }
    assert document["documents"][2]["case"] is None
    assert document["summary"] == {"written": 1, "current": 1, "failed": 1}
    assert [one["code"] for one in document["diagnostics"]] == ["DG203"]
    assert document["schema_version"] == 1


@pytest.mark.parametrize(
    ("value", "number"), [(Decimal("63"), 63), (Decimal("87.3"), 87.3), (None, None), (Decimal("1E+2"), 100)]
)
def test_a_figure_has_its_number_its_text_and_its_sources(value: Any, number: Any) -> None:
    sources = (
        FigureSource("enterprise/qy-031", "WT-2022-003", locate=lambda: Location(CASE, 14, 5)),
        FigureSource("meeting/fx-01", ""),
    )
    document = read(figures_json([Figure("诊断企业", value, "63", "家", "同一企业只计一次", sources)], "2022-08", None))
    assert document["period"] == "2022-08"
    assert document["as_of"] is None
    assert document["figures"] == {
        "诊断企业": {
            "value": number,
            "text": "63",
            "unit": "家",
            "definition": "同一企业只计一次",
            "sources": [
                {"case": "enterprise/qy-031", "item": "WT-2022-003", "file": CASE, "line": 14},
                {"case": "meeting/fx-01", "item": None, "file": None, "line": None},
            ],
        }
    }


def test_json_stays_readable_and_survives_half_a_character() -> None:
    text = json_text(check_json([Diagnostic("DG107", "error", "坏\ud83d字\n𠮷")], 0))
    assert "坏" in text
    assert text.encode()
    assert json.loads(text)["diagnostics"][0]["message"] == "坏\ud83d字\n𠮷"
