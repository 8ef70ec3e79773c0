"""Values that are looked up (``x-lookup``, ``x-valid``): spelling, year, and whether they are valid on the day."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.model import Diagnostic
from tests.check.small import WAIVERS, checked, day, items, kind, text, under, write

LISTED = {"标准号": text(), "实施": day(), "废止": day(),
          "代替": {"type": "array", "description": "代替", "examples": [["甲"]], "items": text()}}  # fmt: skip
VALID = {"from": "实施", "to": "废止", "replaces": "代替"}
STANDARD = kind("标准", {"清单": items(LISTED, ["标准号"], **{"x-key": "标准号", "x-valid": VALID})})
CITED = {"type": "array", "description": "依据", "examples": [["甲"]], "items": text(**{"x-lookup": "standard.清单"})}
ISSUE = {"编号": text(), "发现": day(), "依据": CITED, "豁免": WAIVERS}
FIRM = kind("企业", {"问题": items(ISSUE, ["编号", "发现"], **{"x-key": "编号", "x-day": "发现"}), "执行标准": CITED})
STANDARDS = """清单:
  - {标准号: GB 175-2007, 实施: 2008-06-01, 废止: 2024-06-01}
  - {标准号: GB 175-2023, 实施: 2024-06-01, 代替: [GB 175-2007]}
  - {标准号: GB/T 14902-2012, 实施: 2013-09-01}
"""


def cited(tmp_path: Path, value: str, on: str = "2022-07-03", more: str = "") -> tuple[Path, list[Diagnostic]]:
    """What is said of an issue found on a day that cites a standard."""
    case = f"问题:\n  - 编号: a\n    发现: {on}\n    依据: ['{value}']\n{more}"
    root = write(tmp_path / "w", {"standard": STANDARD, "firm": FIRM}, {"standard/s": STANDARDS, "firm/a": case})
    return root, checked(root)


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        ("GBT 14902-2012", "GB/T 14902-2012"),
        ("GB/T14902—2012", "GB/T 14902-2012"),
        ("gb/t 14902-2012", "GB/T 14902-2012"),
        ("GB∕T 14902-2012", "GB/T 14902-2012"),
        ("GB 175:2007", "GB 175-2007"),
        ("GB 175-2007 通用硅酸盐水泥", "GB 175-2007"),
        ("《通用硅酸盐水泥》（GB 175-2007）", "GB 175-2007"),
        ("ＧＢ 175－2007", "GB 175-2007"),
        ("GB 14902-2012", "GB/T 14902-2012"),
        ("GB/T 14902-2003", "GB/T 14902-2012"),
        ("GB/T 14902", "GB/T 14902-2012"),
        ("GB 175-1999", "GB 175-2007”或者“GB 175-2023"),
    ],
)
def test_another_spelling_or_year_is_told_with_what_is_listed(tmp_path: Path, value: str, meant: str) -> None:
    root, [found] = cited(tmp_path, value)
    assert (found.code, found.severity, under(root, found)) == ("DG316", "warning", f"'{value}'"[1:-1])
    assert f"“{meant}”" in found.message


def test_an_unknown_value_is_a_hint_once_for_all_its_places(tmp_path: Path) -> None:
    _, [found] = cited(tmp_path, "GB 99999-2020", more="执行标准: [GB 99999-2020]\n")
    assert (found.code, found.severity) == ("DG315", "hint")
    assert found.notes == (("另有", "1 处也写了它"),)


@pytest.mark.parametrize(
    ("value", "on"),
    [("GB 175-2007", "2024-05-31"), ("GB 175-2023", "2024-06-01"), ("GB/T 14902-2012", "2030-01-01")],
)
def test_a_standard_in_force_is_right(tmp_path: Path, value: str, on: str) -> None:
    assert cited(tmp_path, value, on)[1] == []


def test_a_standard_no_longer_in_force_is_told_with_its_successor(tmp_path: Path) -> None:
    _, [found] = cited(tmp_path, "GB 175-2007", "2024-06-01")
    assert (found.code, str(found.location)) == ("DG317", "cases/firm/a.yaml:4:11")
    assert found.message == "“GB 175-2007”自 2024-06-01 起废止，这里的日期是 2024-06-01。"
    assert found.hint == "那一天有效的是“GB 175-2023”；确实不适用的，在“豁免”里写明规则（DG317）和理由"


def test_a_standard_not_yet_in_force_is_told_with_its_predecessor(tmp_path: Path) -> None:
    _, [found] = cited(tmp_path, "GB 175-2023", "2022-07-03")
    assert found.message == "“GB 175-2023”自 2024-06-01 起才实施，这里的日期是 2022-07-03。"
    assert found.hint.startswith("那一天有效的是“GB 175-2007”")


def test_what_nothing_dates_is_not_judged_by_a_day(tmp_path: Path) -> None:
    assert cited(tmp_path, "GB/T 14902-2012", more="执行标准: [GB 175-2007, GB 175-2023]\n")[1] == []


def test_a_warning_of_docgens_own_may_be_waived_where_it_stands_or_above(tmp_path: Path) -> None:
    waiver = "    豁免:\n      - {规则: DG317, 理由: 按合同执行旧标准}\n"
    _, [found] = cited(tmp_path, "GB 175-2007", "2024-07-03", waiver)
    assert (found.code, found.severity) == ("DG317", "hint")
    assert found.message.endswith("（已豁免，理由：按合同执行旧标准）。")


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("DG313", "这里没有这个问题，不需要豁免"),
        ("DG999", "没有这个编号，或者它不能豁免"),
        ("DG301", "没有这个编号，或者它不能豁免"),
    ],
)
def test_a_waiver_of_docgens_own_code_that_does_nothing_is_told(tmp_path: Path, code: str, why: str) -> None:
    _, [found] = cited(tmp_path, "GB 175-2007", more=f"    豁免:\n      - {{规则: {code}, 理由: 示例}}\n")
    assert (found.code, found.severity) == ("DG222", "warning")
    assert why in found.message


@pytest.mark.parametrize(
    ("change", "code", "says"),
    [
        ({"x-lookup": "standrad.清单"}, "DG234", "没有模式"),
        ({"x-lookup": "standard.目录"}, "DG234", "不是凭一项区别各条的列表"),
        ({"x-lookup": "standard"}, "DG234", "不是凭一项区别各条的列表"),
        ({"x-lookup": "standard.清单", "x-ref": "standard.清单"}, "DG245", "只能写一个"),
    ],
)
def test_where_a_value_is_looked_up_must_exist(tmp_path: Path, change: dict[str, str], code: str, says: str) -> None:
    firm = kind("企业", {"标准": text(**change)})
    found = checked(write(tmp_path / "w", {"standard": STANDARD, "firm": firm}, {}))
    assert [each.code for each in found] == [code]
    assert says in found[0].message


def test_the_fields_of_x_valid_must_be_dates_and_a_list_of_texts(tmp_path: Path) -> None:
    valid = {"from": "实行", "to": "标准号", "replaces": "实施"}
    listed = kind("标准", {"清单": items(LISTED, ["标准号"], **{"x-key": "标准号", "x-valid": valid})})
    found = checked(write(tmp_path / "w", {"standard": listed}, {}))
    assert [each.code for each in found] == ["DG235"] * 3
    assert found[0].hint == "要写“实施”吗？"


@pytest.mark.parametrize(
    "typed", ["示市监质[2022]5号", "示市监质(2022)第5号", "示市监质【2022】005号", "示市监质〔2022〕第5号"]
)
def test_a_document_number_typed_in_another_way_is_told_with_the_right_one(tmp_path: Path, typed: str) -> None:
    number = text(
        pattern="^(?:[一-鿿]{2,10}〔[0-9]{4}〕[1-9][0-9]{0,3}号)$", maxLength=30, examples=["示市监质〔2022〕5号"]
    )
    root = write(tmp_path / "w", {"note": kind("通知", {"文号": number})}, {"note/a": f"文号: '{typed}'\n"})
    [found] = checked(root)
    assert (found.code, found.message.partition("。")[2]) == ("DG206", "要写“示市监质〔2022〕5号”吗？")
