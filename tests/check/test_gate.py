"""The quick gate and the schemas' own validator: what one accepts, the other finds nothing wrong with."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from docgen.catalog import open_frame
from docgen.check import gate
from docgen.check.configuration import SCHEMA
from docgen.check.schema_form import META
from docgen.check.validation import Checker, exactly, validators

ROOT = Path(__file__).parents[2]
PROFILE = settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))


def voice(checker: Checker, data: Any) -> list[Any]:
    """What is wrong with data when nothing is asked of the gate."""
    return replace(checker, gate=gate.Gate()).all_violations(data)


def agreed(checker: Checker, data: Any) -> None:
    """Both judge alike; the gate may only pass on what it cannot read: text that is no Unicode."""
    accepted, found = checker.accepts(data), voice(checker, data)
    assert not (accepted and found), (data, found[0])
    assert accepted or found or not _encodes(data)


def _encodes(data: Any) -> bool:
    try:
        json.dumps(data, ensure_ascii=False, default=str).encode()
    except UnicodeEncodeError:
        return False
    return True


def real_cases() -> list[tuple[Checker, Any]]:
    """A few cases of each kind of both workspaces, typed, each with the checker of its kind; and settings."""
    found: list[tuple[Checker, Any]] = []
    for root in (ROOT, ROOT / "tests/second_workspace"):
        workspace = open_frame(root)
        first = {entry.kind: entry for entry in workspace.entries.entries}
        last = {entry.kind: entry for entry in reversed(workspace.entries.entries)}
        chosen = [entry for entry in workspace.entries.entries if entry in (first[entry.kind], last[entry.kind])]
        workspace.take(workspace.store.read(entry) for entry in chosen)
        checkers = validators(workspace.schemas)
        found += [(checkers[f"{kind}.schema.json"], case.data)
                  for kind, cases in workspace.cases.by_kind.items() for case in cases.values()]  # fmt: skip
        if workspace.about is not None:
            found.append((checkers["about.schema.json"], workspace.about.data))
        found.append((validators({"docgen": SCHEMA})["docgen"], workspace.configuration.data))
    return found


CASES = real_cases()
ODD_TEXTS = st.sampled_from(
    ["", " ", "无", "2022-02-29", "2024-02-29", "0000-01-01", "2022-2-3", "２０２２-０１-０１", "2022-01-01\n",
     "WT-2022-0012", "WT-2022-001", "wt-2022-001", "WT－2022－001", "91340600MA0XX00156", "91340600MA0XX0015I",
     "甲" * 5000, "𠀀" * 3, "e\u0301",
     "\u200b", "a\nb", "a\r", "\u2028", "\ud800", "13800000000", "一般", "较重 ", "null", "true", "1", "1.0", "-1"]
)  # fmt: skip
NUMBERS = st.one_of(
    st.integers(-(10**30), 10**30),
    st.decimals(allow_nan=False, allow_infinity=False, places=9, min_value=-(10**18), max_value=10**18),
    st.sampled_from([Decimal("0.1"), Decimal("100.000000001"), Decimal("99.999999999"), Decimal("-0.0"),
                     Decimal("1E+3"), 0, 1, 100, 101, 2**53, 2**53 + 1, 10**18 - 1]),
)  # fmt: skip
ODD = st.one_of(
    ODD_TEXTS, st.text(st.characters(), max_size=12), NUMBERS,
    st.sampled_from([None, True, False, [], {}, [[]], [""], {"": ""}, [{}], ["甲", "甲"]]),
)  # fmt: skip


def places(data: Any) -> Iterator[tuple[Any, Any]]:
    """Every holder with a step in it."""
    for step in data if isinstance(data, dict) else range(len(data)) if isinstance(data, list) else ():
        yield data, step
        yield from places(data[step])


@st.composite
def changed(draw: st.DrawFn) -> tuple[Checker, Any]:
    """A real case with up to three changes."""
    checker, data = draw(st.sampled_from(CASES))
    data = copy.deepcopy(data)
    for _ in range(draw(st.integers(1, 3))):
        holder, step = draw(st.sampled_from(list(places(data))))
        change = draw(st.sampled_from(("drop", "odd", "near", "more", "twice")))
        value = holder[step]
        if change == "drop":
            del holder[step]
        elif change == "odd":
            holder[step] = copy.deepcopy(draw(ODD))
        elif change == "near":
            holder[step] = near(value, draw)
        elif change == "more":
            (holder if isinstance(holder, dict) else data)[draw(st.sampled_from(("示例", "id", "备注", "编号")))] = (
                copy.deepcopy(draw(ODD))
            )
        else:
            holder[step] = [value, value] if not isinstance(value, list) else value * draw(st.sampled_from((0, 2, 60)))
        if not isinstance(data, dict) or not data:
            break
    return checker, data


def near(value: Any, draw: st.DrawFn) -> Any:
    """A value that is nearly the same."""
    if isinstance(value, str):
        at = draw(st.integers(0, len(value)))
        sign = draw(st.sampled_from(["", "\n", " ", "０", "a", "号", "-", "\u3000", "9"]))
        return value[:at] + sign + value[at + draw(st.integers(0, 1)) :]
    if isinstance(value, (int, Decimal)):
        return value + draw(st.sampled_from([1, -1, Decimal("0.000000001"), Decimal("-0.000000001"), -value, 10**17]))
    return value[:-1] if isinstance(value, list) else [value]


@PROFILE
@given(changed())
def test_gate_and_voice_agree_on_cases_that_are_nearly_right(pair: tuple[Checker, Any]) -> None:
    agreed(*pair)


@pytest.mark.slow
@settings(PROFILE, max_examples=8000)
@given(changed())
def test_gate_and_voice_agree_on_very_many_cases_that_are_nearly_right(pair: tuple[Checker, Any]) -> None:
    agreed(*pair)


def test_the_gate_itself_accepts_every_real_case() -> None:
    assert all(checker.accepts(data) for checker, data in CASES)


LIMITS = st.one_of(
    st.integers(-(10**20), 10**20), st.integers(-1000, 1000), st.floats(allow_nan=False, allow_infinity=False),
    st.integers(-(10**9), 10**9).map(lambda number: number / 10**4), st.sampled_from([2.0**24, 2.0**24 + 0.5]),
)  # fmt: skip


def sure(limit: Any) -> bool:
    """Whether a bound is one of those that people write: then the gate has to answer, too."""
    written = exactly(limit)
    return bool(
        abs(limit) <= 10**15 if written == int(written) else abs(limit) <= 10**5 and written == round(written, 9)
    )


@PROFILE
@given(
    st.sampled_from(["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "const"]), LIMITS, NUMBERS,
    st.sampled_from([Decimal(0), Decimal("0.000000001"), Decimal("-0.000000001"), 1, -1]),
    st.sampled_from(["number", "integer"]),
)  # fmt: skip
def test_bounds_are_exact_for_both(keyword: str, limit: Any, other: Any, off: Any, form: str) -> None:
    checker = validators({"a": {"type": form, keyword: limit}})["a"]
    for number in (other, exactly(limit), exactly(limit) + off):
        accepted, found = checker.accepts(number), voice(checker, number)
        assert not (accepted and found)
        assert accepted or found or not sure(limit)


def test_a_tenth_is_not_less_than_a_tenth() -> None:
    checker = validators({"a": {"type": "number", "minimum": 0.1}})["a"]
    assert checker.accepts(Decimal("0.1"))
    assert not voice(checker, Decimal("0.1"))
    assert voice(checker, Decimal("0.099999999"))


@pytest.mark.filterwarnings("ignore::FutureWarning")  # Python means to read some of them otherwise one day
@pytest.mark.parametrize(
    "pattern", ["^(?:[a&&b]+)$", "^(?:[[:alpha:]]+)$", "^(?:a{,2})$", "^(?:[a-z--b]+)$", "^(?:.+)$", "^(?:(a|b)$)$"]
)
@pytest.mark.parametrize("value", ["a", "b", "&", "[a", "aa", "a{,2}", ":]", "-", "a\n", "甲\u2028乙", "\n"])
def test_patterns_mean_what_python_reads(pattern: str, value: str) -> None:
    checker = validators({"a": {"type": "string", "pattern": pattern}})["a"]
    assert checker.accepts(value) == (not voice(checker, value))


def test_the_writing_of_schemas_is_judged_alike() -> None:
    checker = validators({"meta": {"$ref": "#/$defs/schema", "$defs": META["$defs"]}})["meta"]
    schemas: list[dict[str, Any]] = [
        {"type": "string"}, {"type": "text"}, {"enum": []}, {"minLength": -1}, {"minimum": 0.5}, {"const": False},
        {"x-rules": [{"code": "DG01", "assert": "a", "message": "b"}]}, {"allOf": [{}]}, {"minItems": 2.0},
    ]  # fmt: skip
    for schema in schemas:
        assert checker.accepts(schema) == (not voice(checker, schema)), schema


def test_without_the_gate_the_voice_alone_judges(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "_library", lambda: None)
    checker = validators({"a": {"type": "string", "maxLength": 2}})["a"]
    assert not checker.accepts("甲")
    assert checker.violations("甲") == []
    assert [each.keyword for each in checker.violations("甲乙丙")] == ["maxLength"]
