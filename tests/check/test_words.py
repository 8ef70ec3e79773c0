"""Words that a field should not hold (``x-words``), as the schema lists them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from docgen.cli import cli
from tests.check.small import WAIVERS, checked, kind, text, told, under, write

WORDS = [
    {"code": "YQ01", "level": "warning", "words": ["责令", "处罚"], "message": "帮扶文书不写“{{ word }}”。"},
    {
        "code": "YQ02",
        "level": "hint",
        "words": ["零"],
        "except": ["零件", "零部件"],
        "message": "“{{ word }}”要有依据。",
    },
]


def workspace(tmp_path: Path, words: list[dict[str, Any]], case: str) -> Path:
    measures = {"type": "array", "description": "措施", "examples": [["示例"]], "items": text(**{"x-words": words})}
    return write(tmp_path / "w", {"firm": kind("企业", {"措施": measures, "豁免": WAIVERS})}, {"firm/a": case})


def test_each_word_is_told_once_at_its_place(tmp_path: Path) -> None:
    root = workspace(tmp_path, WORDS, "措施:\n  - 立即责令停产，责令整改并处罚\n  - 建议整改\n")
    found = checked(root)
    assert told(found) == ["YQ01 cases/firm/a.yaml:2:7", "YQ01 cases/firm/a.yaml:2:17"]
    assert [each.message for each in found] == ["帮扶文书不写“责令”。", "帮扶文书不写“处罚”。"]
    assert [under(root, each) for each in found] == ["责令", "处罚"]


def test_a_word_inside_a_longer_one_excepted_does_not_count(tmp_path: Path) -> None:
    root = workspace(tmp_path, WORDS, "措施:\n  - 更换零件和零部件\n  - 更换零件，实现零事故\n")
    [found] = checked(root)
    assert (found.code, found.severity, str(found.location)) == ("YQ02", "hint", "cases/firm/a.yaml:3:12")


def test_words_may_be_waived_like_rules(tmp_path: Path) -> None:
    waiver = "豁免:\n  - {规则: YQ01, 理由: 引用法定文书}\n  - {规则: YQ02, 理由: 示例}\n"
    found = checked(workspace(tmp_path, WORDS, f"措施: [转交责令改正通知书]\n{waiver}"))
    assert [(each.code, each.severity) for each in found] == [("YQ01", "hint"), ("DG222", "warning")]
    assert "提示不需要豁免" in found[1].message


def test_docgen_rule_explains_the_words(tmp_path: Path) -> None:
    root = workspace(tmp_path, WORDS, "措施: [建议整改]\n")
    told_of = CliRunner().invoke(cli, ["rule", "YQ02", "-C", str(root)]).stdout
    assert "词语  零\n除外  零件、零部件" in told_of


@pytest.mark.parametrize(
    ("change", "code", "says"),
    [
        ({"code": "YQ01"}, "DG246", "用了两次"),
        ({"message": "“{{ wrod }}”不写。"}, "DG238", "没有名称“wrod”"),
        ({"except": ["部件"]}, "DG235", "不起作用"),
        ({"word": ["零"]}, "DG231", "“x-words”里不能用“word”"),
        ({"level": "error"}, "DG231", "不能写“error”"),
    ],
)
def test_what_is_wrong_with_a_list_of_words_is_told(tmp_path: Path, change: Any, code: str, says: str) -> None:
    found = checked(workspace(tmp_path, [WORDS[0], WORDS[1] | change], "措施: [示例]\n"))
    assert [each.code for each in found if each.code != "DG239"] == [code]
    assert says in found[0].message


def test_what_a_list_of_words_must_say_is_told(tmp_path: Path) -> None:
    [found] = checked(workspace(tmp_path, [{"code": "YQ01", "words": ["零"]}], "措施: [示例]\n"))
    assert found.code == "DG231"
    assert found.message == "x-words里缺少“message”。"


def test_words_of_about_may_be_waived_there_too(tmp_path: Path) -> None:
    about = kind("单位和工程", {"职责": text(**{"x-words": WORDS[:1]}), "豁免": WAIVERS})
    lines = "about:\n  职责: 依法处罚\n  豁免:\n    - {规则: YQ01, 理由: 法定职责}\n"
    [found] = checked(write(tmp_path / "w", {"about": about}, {}, more=lines))
    assert (found.code, found.severity) == ("YQ01", "hint")
    assert "已豁免，理由：法定职责" in found.message
