"""How numbers, ranges, dates and level marks are written in prose: slips are told, and codes and dates left alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from docgen.check import prose
from tests.check.small import checked, kind, text, told, under, write

NOTE = kind("记录", {"情况": text(), "样品编号": text(pattern="^(?:[0-9-]+)$", maxLength=20, examples=["1-20"])})


def said(tmp_path: Path, sentence: str) -> list[tuple[str, str, str]]:
    """Code, underlined text and hint of all that is said of a sentence."""
    root = write(tmp_path / "w", {"note": NOTE}, {"note/a": f"情况: '{sentence}'\n"})
    return [(each.code, under(root, each), each.hint) for each in checked(root)]


@pytest.mark.parametrize(
    ("sentence", "code", "part", "hint"),
    [
        ("共约100余条", "DG223", "约100余", "写“100余”，或者“约100”"),
        ("帮扶近200多家企业", "DG223", "近200多", "写“200多”，或者“近200”"),
        ("培训100余人左右", "DG223", "100余人左右", "写“100余人”，或者“100人左右”"),
        ("约30家左右完成", "DG223", "约30家左右", "写“约30家”，或者“30家左右”"),
        ("有三、四家企业", "DG223", "三、四", "写成“三四”"),
        ("节约12.5余吨", "DG224", "12.5余", "写准确的数"),
        ("提高12.5%余", "DG224", "12.5%余", "写准确的数"),
        ("帮扶30余家（次）", "DG224", "余家（次）", "写准确的数"),
        ("投诉下降了2倍", "DG225", "下降了2倍", "写“下降了百分之几”"),
        ("能耗减少一倍", "DG225", "减少一倍", "写“下降了百分之几”"),
        ("2022年1-6月份", "DG226", "1-6月份", "写成“1—6月”，或者“1月至6月”"),
        ("合格率为10～20%", "DG226", "10～20%", "写成“10%～20%”"),
        ("产值9～16亿元", "DG226", "9～16亿", "写成“9亿～16亿”"),
        ("2022年03月05日召开", "DG226", "2022年03月05日", "写成“2022年3月5日”"),
        ("二零二二年三月印发", "DG226", "二零二二年", "写成“二〇二二年”"),
        ("1、加强管理", "DG227", "1、", "写成“1.”"),
        ("（一）、加强领导", "DG227", "（一）、", "写成“（一）”"),
        ("原料未检验,台账不全", "DG220", ",", "改成全角的“，”"),
    ],
)
def test_a_slip_is_told_at_its_place_with_what_to_write(
    tmp_path: Path, sentence: str, code: str, part: str, hint: str
) -> None:  # fmt: skip
    [found] = said(tmp_path, sentence)
    assert found[:2] == (code, part)
    assert found[2].startswith(hint)


@pytest.mark.parametrize(
    "sentence",
    [
        "100余条，1.2万余家，约100条，近200家", "样品2022-0117按GB/T 1-2020和GB 175-2007检验",
        "电话0561-3012345",
        "2022-03-02至2022-03-05", "节约100余吨标煤", "附近100余家企业，最近10余天", "余额1.5余款未付",
        "水中0.5余氯",
        "1—6月，1月至6月", "10%～20%，9亿～16亿", "增加了2倍，下降20%", "一、三家企业合格", "第一、二次会诊",
        "1、2号窑停产", "近10余年来没有投诉", "近10多年", "就近20余户", "贴近20余家", "守约20余家", "赴约10余人",
        "简约10余种", "3-5月龄羔羊", "1-2万能试验机", "3.5余弦", "将近三年",
        "二〇二二年三月", "合同约10日内签订", "2022年10月20日和2022年3月5日", "P.O 42.5级水泥",
        "GB/T 18380.12-2022第5%",
        "上下水管道10余条上下水", "偏差0.38-0.40mm", "三、四楼各班组", "1-3月报表", "A,B两组", "减少到三分之一",
    ],
)  # fmt: skip
def test_what_is_right_is_left_alone(tmp_path: Path, sentence: str) -> None:
    assert said(tmp_path, sentence) == []


def test_of_several_slips_of_one_kind_the_first_is_told_with_how_many_more(tmp_path: Path) -> None:
    root = write(tmp_path / "w", {"note": NOTE}, {"note/a": "情况: |\n  一是好。\n  1、加强管理\n  2、落实责任\n"})
    [found] = checked(root)
    assert told([found]) == ["DG227 cases/note/a.yaml:3:3"]
    assert found.notes == (("另有", "这段文字里还有 1 处"),)


def test_round_numbers_in_figures_and_in_characters_in_one_case_are_told_once(tmp_path: Path) -> None:
    schema = kind("记录", {"甲": text(), "乙": text(), "丙": text()})
    cases = {"note/a": "甲: 帮扶100余家\n乙: 培训三百余人\n丙: 又一百余条\n", "note/b": "甲: 帮扶100余家\n乙: 十余天\n"}
    [found] = checked(write(tmp_path / "w", {"note": schema}, cases))
    assert told([found]) == ["DG228 cases/note/a.yaml:2:6"]
    assert str(found.related[0].location) == "cases/note/a.yaml:1:6"


def test_a_code_with_a_pattern_is_no_prose(tmp_path: Path) -> None:
    assert checked(write(tmp_path / "w", {"note": NOTE}, {"note/a": "样品编号: 1-20\n"})) == []


def test_no_pattern_of_the_table_repeats_without_bound() -> None:
    patterns = [row.pattern for row in prose.TABLE] + [prose._ARABIC, prose._CHINESE]
    for pattern in patterns:
        bare = re.sub(r"\\.|\[(?:\\.|[^\]])*\]", "x", pattern.pattern)
        assert not re.search(r"[*+]|\{[0-9]*,\}", bare), pattern.pattern


@pytest.mark.parametrize("sign", ["万", "1", "三", "约百", "1.", "百余"])
def test_a_long_text_of_one_sign_is_read_to_its_end(tmp_path: Path, sign: str) -> None:
    assert [code for code, *_ in said(tmp_path, f"{sign * 3000}，约100余家") if code == "DG223"]
