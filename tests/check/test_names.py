"""Names of cases in texts (``x-name``): the same name typed in another way is told where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.check.small import WAIVERS, checked, kind, text, told, under, write

NOTE = {"type": "array", "description": "要点", "examples": [["示例"]], "items": text()}
FIRM = kind("企业", {"名称": text(**{"x-name": True}), "情况": text(), "要点": NOTE, "豁免": WAIVERS})
NAMES = {"firm/a": "名称: 示例（样例市）水泥有限公司\n", "firm/b": "名称: 样例ABC电缆有限责任公司\n"}


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("示例(样例市)水泥有限公司", "示例（样例市）水泥有限公司"),
        ("示例（样例市）水泥有限责任公司", "示例（样例市）水泥有限公司"),
        ("示例（样例市） 水泥有限公司", "示例（样例市）水泥有限公司"),
        ("样例ＡＢＣ电缆有限责任公司", "样例ABC电缆有限责任公司"),
        ("样例abc电缆有限公司", "样例ABC电缆有限责任公司"),
    ],
)
def test_a_name_typed_in_another_way_is_told_with_the_right_one(tmp_path: Path, written: str, right: str) -> None:
    root = write(tmp_path / "w", {"firm": FIRM}, NAMES | {"firm/c": f"名称: 范例公司\n情况: 与{written}核对\n"})
    [found] = checked(root)
    assert (found.code, found.severity, str(found.location)) == ("DG313", "warning", "cases/firm/c.yaml:2:6")
    assert under(root, found) == written
    assert right in found.message
    assert found.hint.startswith(f"改成“{right}”")


def test_a_name_is_found_inside_a_block_of_text_and_in_a_list(tmp_path: Path) -> None:
    block = "名称: 范例公司\n情况: |\n  第一段。\n  另与样例ABC电缆有限公司会商。\n"
    case = f"{block}要点:\n  - '见示例(样例市)水泥有限公司'\n"
    root = write(tmp_path / "w", {"firm": FIRM}, NAMES | {"firm/c": case})
    found = checked(root)
    assert told(found) == ["DG313 cases/firm/c.yaml:4:5", "DG313 cases/firm/c.yaml:6:7"]
    assert under(root, found[0]) == "样例ABC电缆有限公司"


@pytest.mark.parametrize(
    "sentence",
    [
        "与示例（样例市）水泥有限公司、样例ABC电缆有限责任公司核对",
        "与另一家水泥有限公司核对",
        "与样例(集团)公司核对",
    ],
)
def test_right_and_unknown_names_are_left_alone(tmp_path: Path, sentence: str) -> None:
    assert checked(write(tmp_path / "w", {"firm": FIRM}, NAMES | {"firm/c": f"名称: 范例\n情况: {sentence}\n"})) == []


def test_of_two_places_only_the_wrong_one_is_told(tmp_path: Path) -> None:
    case = "名称: 范例公司\n情况: 样例ABC电缆有限责任公司（样例ABC电缆有限公司）\n"
    root = write(tmp_path / "w", {"firm": FIRM}, NAMES | {"firm/c": case})
    assert told(checked(root)) == ["DG313 cases/firm/c.yaml:2:19"]


def test_a_longer_name_that_is_right_is_not_told_for_the_shorter_in_it(tmp_path: Path) -> None:
    names = {"firm/a": "名称: 示例水泥有限公司\n", "firm/b": "名称: 大示例水泥有限责任公司\n"}
    case = "名称: 范例公司\n情况: 与大示例水泥有限责任公司核对\n"
    assert checked(write(tmp_path / "w", {"firm": FIRM}, names | {"firm/c": case})) == []


@pytest.mark.parametrize("other", ["新示例水泥有限责任公司", "与省示例水泥有限责任公司核对"])
def test_a_name_inside_that_of_another_firm_is_left_alone(tmp_path: Path, other: str) -> None:
    names = {"firm/a": "名称: 示例水泥有限公司\n"}
    assert checked(write(tmp_path / "w", {"firm": FIRM}, names | {"firm/c": f"名称: 范例\n情况: {other}\n"})) == []


def test_of_two_names_in_one_place_the_longer_is_told(tmp_path: Path) -> None:
    names = {"firm/a": "名称: 示例水泥有限公司\n", "firm/b": "名称: 示例水泥有限公司第一分厂\n"}
    case = "名称: 范例公司\n情况: 与示例水泥有限责任公司第一分厂核对\n"
    root = write(tmp_path / "w", {"firm": FIRM}, names | {"firm/c": case})
    [found] = checked(root)
    assert under(root, found) == "示例水泥有限责任公司第一分厂"


def test_two_cases_of_one_name_are_told_and_may_be_waived(tmp_path: Path) -> None:
    more = {"firm/c": "名称: 示例(样例市)水泥有限责任公司\n"}
    root = write(tmp_path / "w", {"firm": FIRM}, NAMES | more)
    [found] = checked(root)
    assert (found.code, str(found.location)) == ("DG314", "cases/firm/c.yaml:1:5")
    assert str(found.related[0].location) == "cases/firm/a.yaml:1:5"
    case = root / "cases/firm/c.yaml"
    case.write_text(case.read_text("utf-8") + "豁免:\n  - {规则: DG314, 理由: 两家同名}\n", "utf-8")
    assert [(each.code, each.severity) for each in checked(root)] == [("DG314", "hint")]


def test_names_of_another_kind_may_be_the_same(tmp_path: Path) -> None:
    schemas = {"firm": FIRM, "park": kind("园区", {"名称": text(**{"x-name": True})})}
    cases = {"firm/a": "名称: 示例产业园区\n", "park/a": "名称: 示例产业园区\n"}
    assert checked(write(tmp_path / "w", schemas, cases)) == []


def test_a_name_stands_on_a_field_of_the_kind_itself_and_once(tmp_path: Path) -> None:
    named = text(**{"x-name": True})
    person = {"type": "object", "additionalProperties": False, "description": "人", "examples": [{}],
              "properties": {"姓名": named}}  # fmt: skip
    root = write(tmp_path / "w", {"firm": kind("企业", {"名称": named, "简称": named, "负责人": person})}, {})
    assert [each.code for each in checked(root)] == ["DG245", "DG245"]
