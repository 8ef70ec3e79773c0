"""``docgen rule CODE``: what a code means, and what to do about a mistyped one."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from docgen.report.codes import KEYS, entry_text, explain, packaged_codes, read_codes, rule_text, unknown_text

ENTRIES = """\
DG203:
  名称: 值不在允许范围
  说明: 这一项只能从规定的几个值里选。
  错例: |
    严重程度: 较中
  改法: 从“可填”列出的值里选一个。
DG204:
  名称: 少了必填项
  说明: 示例说明。
"""


@pytest.fixture
def entries(tmp_path: Path) -> dict[str, dict[str, Any]]:
    (tmp_path / "DG2.yaml").write_text(ENTRIES, encoding="utf-8")
    (tmp_path / "DG4.yaml").write_text("DG402:\n  名称: 没有这个字段\n", encoding="utf-8")
    (tmp_path / "README.md").write_text("# 不是说明\n", encoding="utf-8")
    return read_codes(tmp_path)


def test_an_entry_reads_as_paragraphs(entries: dict[str, dict[str, Any]]) -> None:
    assert entry_text({"编号": "DG203", **entries["DG203"]}) == (
        "DG203  值不在允许范围\n\n"
        "说明\n   这一项只能从规定的几个值里选。\n\n"
        "错例\n   严重程度: 较中\n\n"
        "改法\n   从“可填”列出的值里选一个。"
    )


def test_what_an_entry_does_not_say_is_left_out(entries: dict[str, dict[str, Any]]) -> None:
    assert entry_text({"编号": "DG402", **entries["DG402"]}) == "DG402  没有这个字段"


def test_all_files_of_the_folder_are_read(entries: dict[str, dict[str, Any]]) -> None:
    assert list(entries) == ["DG203", "DG204", "DG402"]


@pytest.mark.parametrize("typed", ["DG2O3", "DG20", "203", "dg 203"])
def test_an_unknown_code_names_the_nearest_ones(entries: dict[str, dict[str, Any]], typed: str) -> None:
    text = unknown_text(typed, entries)
    assert text.startswith(f"没有编号“{typed}”。最接近的有：\n")
    assert "   DG203  值不在允许范围" in text.split("\n")


def test_a_code_like_no_other_is_told_what_codes_look_like(entries: dict[str, dict[str, Any]]) -> None:
    assert unknown_text("怎么办\x1b", entries) == (
        "没有编号“怎么办?”。编号由 DG 和三位数字组成，如 DG203，写在每条提示的开头。"
    )


def test_one_code_is_explained_once(tmp_path: Path) -> None:
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text("DG203:\n  名称: 示例\n", encoding="utf-8")
    with pytest.raises(ValueError, match="explained twice"):
        read_codes(tmp_path)


def test_an_unreadable_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "DG2.yaml").write_text("DG203:\n\t名称: 示例\n", encoding="utf-8")
    with pytest.raises(ValueError, match=re.escape("codes/DG2.yaml")):
        read_codes(tmp_path)


def test_every_packaged_code_is_explained_in_full() -> None:
    for code, entry in packaged_codes().items():
        assert re.fullmatch("DG[1-8][0-9]{2}", code)
        assert set(entry) == set(KEYS), code
        assert explain(f" {code.lower()} ") == {"编号": code, **entry}
        assert rule_text(code).startswith(f"{code}  {entry['名称']}\n")


def test_a_code_that_is_not_packaged_has_no_explanation() -> None:
    assert explain("DG999") is None
    assert rule_text("DG999").startswith("没有编号“DG999”。")
