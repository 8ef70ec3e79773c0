"""``calendar`` in rules, computed fields and documents: working days by each year's cases, unknown without one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from docgen.catalog import Selection, open_workspace, plan, shared_names
from docgen.cli import cli
from docgen.model import AbsentUsedError
from docgen.schemas import Record
from tests.check.small import checked, day, items, kind, text, told, write

YEAR = kind("日历", {
    "放假": items({"名称": text(), "首日": day(), "末日": day()}, ["名称", "首日", "末日"], **{"x-key": "名称"}),
    "补班": items({"日期": day()}, ["日期"], **{"x-key": "日期"}),
})  # fmt: skip
Y2022 = """放假:
  - {名称: 国庆节, 首日: 2022-10-01, 末日: 2022-10-07}
补班:
  - {日期: 2022-10-08}
  - {日期: 2022-10-09}
"""
CONFIGURED = "calendar: {kind: calendar, off: 放假, from: 首日, to: 末日, on: 补班, day: 日期}\n"
LATE = "会后第{{ this.日期 | workdays_until(this.印发, calendar) }}个工作日才印发。"
IN_TIME = "this.印发 <= (this.日期 | workdays_after(5, calendar))"
RULES = [
    {"code": "HY01", "level": "hint", "assert": "this.日期 is workday(calendar)", "at": "日期", "message": "不上班。"},
    {"code": "HY02", "level": "warning", "assert": IN_TIME, "at": "印发", "message": LATE},
]
LIMIT = text(**{"x-value": "this.日期 | workdays_after(1, calendar)"})
MEETING = kind("会议", {"日期": day(), "印发": day(), "限期": LIMIT}, **{"x-rules": RULES})


def workspace(tmp_path: Path, meeting: str, more: str = CONFIGURED) -> Path:
    cases = {"calendar/2022": Y2022, "meeting/a": meeting}
    return write(tmp_path / "w", {"calendar": YEAR, "meeting": MEETING}, cases, more=more)


@pytest.mark.parametrize(
    ("on", "works"), [("2022-09-30", True), ("2022-10-03", False), ("2022-10-08", True), ("2022-10-15", False)]
)
def test_a_holiday_is_no_working_day_and_a_weekend_worked_is_one(tmp_path: Path, on: str, works: bool) -> None:
    found = checked(workspace(tmp_path, f"日期: {on}\n"))
    assert told(found) == ([] if works else ["HY01 cases/meeting/a.yaml:1:1"])
    assert all(each.severity == "hint" for each in found)


def test_working_days_are_counted_over_holidays(tmp_path: Path) -> None:
    root = workspace(tmp_path, "日期: 2022-09-29\n印发: 2022-10-13\n")
    [found] = checked(root)
    assert found.message == "会后第7个工作日才印发。"
    case = root / "cases/meeting/a.yaml"
    case.write_text("日期: 2022-09-29\n印发: 2022-10-11\n", "utf-8")
    assert checked(root) == []


def test_a_rule_does_not_apply_in_a_year_without_a_calendar(tmp_path: Path) -> None:
    assert checked(workspace(tmp_path, "日期: 2023-10-01\n印发: 2023-12-01\n")) == []


def test_a_computed_field_follows_the_calendar_and_notes_what_it_read(tmp_path: Path) -> None:
    view = open_workspace(workspace(tmp_path, "日期: 2022-09-30\n")).view()
    record = view.case("meeting", "a")
    assert isinstance(record, Record)
    assert record.lookup("限期") == "2022-10-08"
    assert {"calendar/2022", "calendar/*"} <= view.reads
    late = open_workspace(workspace(tmp_path / "late", "日期: 2022-12-31\n")).view()
    record = late.case("meeting", "a")
    assert isinstance(record, Record)
    with pytest.raises(AbsentUsedError):
        record.lookup("限期")
    assert "calendar/*" in late.reads


def test_a_day_may_be_written_in_the_calendar_of_another_year(tmp_path: Path) -> None:
    root = workspace(tmp_path, "日期: 2022-12-31\n")
    other = "放假:\n  - {名称: 元旦, 首日: 2022-12-30, 末日: 2023-01-02}\n补班:\n  - {日期: 2022-12-31}\n"
    (root / "cases/calendar/2023.yaml").write_text(other, "utf-8")
    view = open_workspace(root).view()
    assert view.calendar is not None
    off, on = view.calendar.year(2022)
    assert ("2022-12-30" in off, "2022-12-31" in on, "2022-10-03" in off) == (True, True, True)
    assert checked(root) == []


def test_a_year_of_facts_without_a_calendar_is_told_once(tmp_path: Path) -> None:
    dated = kind("会议", {"日期": day()}, required=["日期"], **{"x-day": "日期"})
    cases = {"calendar/2022": Y2022, "meeting/a": "日期: 2024-03-01\n", "meeting/b": "日期: 2024-03-02\n",
             "meeting/c": "日期: 2022-03-01\n"}  # fmt: skip
    [found] = checked(write(tmp_path / "w", {"calendar": YEAR, "meeting": dated}, cases, more=CONFIGURED))
    assert (found.code, found.severity) == ("DG332", "hint")
    assert found.message == "2024年有登记的事，没有日历案卷，这样的年份算不出工作日。"
    assert found.hint == "建立 cases/calendar/2024.yaml，填当年的放假和调休"


def test_documents_see_the_calendar(tmp_path: Path) -> None:
    entry = """  note:
    title: 通知
    each: meeting
    when: 会议.日期 is workday(calendar)
    template: note.docx
    output: "{{ 会议.日期 | workdays_after(5, calendar) }}.docx"
"""
    root = workspace(tmp_path, "日期: 2022-09-29\n")
    file = root / "docgen.yaml"
    file.write_text(file.read_text("utf-8").replace("documents: {}\n", f"documents:\n{entry}"), "utf-8")
    opened = open_workspace(root)
    [target], problems = plan(opened, Selection())
    assert (target.output, problems) == ("2022-10-11.docx", [])
    assert "calendar" in shared_names(opened, opened.view(), "")


def test_without_the_entry_the_name_is_unknown(tmp_path: Path) -> None:
    found = checked(workspace(tmp_path, "日期: 2022-09-29\n", more=""))
    assert [each.code for each in found] == ["DG238"] * 4
    assert "没有名称“calendar”" in found[0].message


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("kind: calendar", "kind: calender"), "没有“calender”这一类案卷。"),
        (("off: 放假", "off: 放暇"), "日历没有列表“放暇”。"),
        (("to: 末日", "to: 名称"), "“放假”里没有日期字段“名称”。"),
        (("day: 日期", "day: 日子"), "“补班”里没有日期字段“日子”。"),
    ],
)
def test_a_wrong_entry_is_told_at_its_place(tmp_path: Path, change: tuple[str, str], says: str) -> None:
    [found] = checked(workspace(tmp_path, "日期: 2022-09-29\n", CONFIGURED.replace(*change)))
    assert (found.code, found.message, found.location.file) == ("DG318", says, "docgen.yaml")
    assert found.hint


def test_a_calendar_case_that_is_no_year_is_told(tmp_path: Path) -> None:
    root = workspace(tmp_path, "日期: 2022-09-29\n")
    (root / "cases/calendar/holidays.yaml").write_text(Y2022, "utf-8")
    assert told(checked(root)) == ["DG318 cases/calendar/holidays.yaml"]


def test_hints_are_shown_and_are_no_problem(tmp_path: Path) -> None:
    root = workspace(tmp_path, "日期: 2022-10-03\n")
    result: Any = CliRunner().invoke(cli, ["check", "--strict", "-C", str(root)], standalone_mode=False)
    assert "HY01 提示  不上班。" in result.stdout
    assert "没有发现问题" in result.stdout
    assert result.return_value == 0
