"""The quick reader and the full one: whenever the quick one answers, the full one says the same and finds nothing."""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings

from docgen.load import load
from docgen.load.notation import read_json
from docgen.load.plain import read_plain
from docgen.load.reading import read, source_of
from docgen.model import Source
from tests.load.border import KEYS, ROOT, WORDS, damaged_pieces, odd_files, odd_json

YAML = sorted(
    file
    for folder in ("cases", "tests", "docs", "docgen", "schemas")
    for ending in ("*.y*ml", "*.json")
    for file in (ROOT / folder).rglob(ending)
)
CASES = [
    file for place in (ROOT, ROOT / "tests" / "second_workspace") for file in sorted((place / "cases").rglob("*.yaml"))
]


def ordered(data: Any) -> Any:
    """Data that compares with the order of its fields."""
    if isinstance(data, dict):
        return [(name, ordered(each)) for name, each in data.items()]
    return [ordered(each) for each in data] if isinstance(data, list) else data


def answered(content: bytes) -> bool:
    """Whether the quick reader answers; if it does, everything is compared with the full one's."""
    plain = read_json(content) if content.startswith(b"{") else read_plain(content)
    if plain is None:
        return False
    reading = read(content, "f")
    assert not reading.findings
    full, (source, diagnostics) = source_of(reading), load(content, "f")
    assert full is not None
    assert source == full
    assert not diagnostics
    assert (ordered(plain.data), plain.empties) == (ordered(full.data), full.empties)
    return True


@pytest.mark.parametrize("file", YAML, ids=lambda file: str(file.relative_to(ROOT)))
def test_on_every_file_here_both_say_the_same(file: Path) -> None:
    assert answered(file.read_bytes()) or file not in CASES


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(odd_files())
@example("甲:\n  - 注意：先查\n  - 乙: 1\n")
@example("甲:\n  - 注意：先查\n  - {乙: 1}\n")
@example('甲:\n  - 注意：先查\n  - "乙: 1"\n')
@example("甲:\n  - 注意：先查\n  -\n    乙: 1\n")
@example("甲: |\n  乙\n=======\n")
@example("甲: |\n  乙\n  =======\n")
@example("甲: |\n  乙\n  <<<<<<< HEAD\n")
@example("# =======\n甲: 乙\n")
@example("甲: |\n\n  乙\n")
@example("甲: |\n  乙\n \n  丙\n")
@example("甲: |\n  乙\n      \n丙: 丁\n")
@example("甲: |\n    乙\n  丙\n")
@example("甲: |\n    乙\n  # 丙\n")
@example("甲:\n  - 乙: |\n     丙\n")
@example("甲:\n  - 乙: |\n   丙\n")
@example("甲:\n  - |\n   丙\n")
@example("甲:\n- 乙\n- 丙\n丁: 1\n")
@example("甲:\n- 乙\n  丙: 1\n")
@example("甲:\n  乙: 1\n 丙: 2\n")
@example("甲: 乙\n  丙\n")
@example("甲: 乙\n  - 丙\n")
@example("甲:\n# 乙\n  丙: 1\n")
@example("甲: # 乙\n丙: 1\n")
@example("甲: #乙\n丙: 1\n")
@example("甲: 1 #乙\n")
@example("甲: 1\n甲: 2\n")
@example("甲:\n甲: 2\n")
@example("甲:\n  乙: 1\n甲:\n  丙: 1\n")
@example("甲: [乙，丙]\n")
@example("甲: {乙: 1, 乙: 2}\n")
@example("甲:\n  - {乙: 1, 乙: 2}\n")
@example("甲:\n  -\n  - 乙\n")
@example("甲: |\n  乙\n  ")
@example("甲: |\n  乙\n  \n")
@example("甲: |\n  乙 \n  \n  丙\n   \n丁: 1\n")
@example("{甲: 1}")
@example("- 甲\n")
@example(" 甲: 1\n")
@example("# 甲\n")
@example("")
@example("甲" * 70 + ": 1\n")
@example("".join("  " * depth + "甲:\n" for depth in range(45)))
def test_near_the_border_both_say_the_same(text: str) -> None:
    answered(text.encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize(
    "frame",
    [
        "甲: {}\n",
        "甲:\n  - {}\n  - 乙\n",
        "甲: {{乙: {}}}\n",
        "甲: [{}]\n",
        "甲: [{}, 乙]\n",
        "甲: |\n  {}\n",
        "{}: 甲",
    ],
)
def test_odd_words_mean_the_same_wherever_they_stand(frame: str) -> None:
    for word in (*WORDS, *KEYS):
        for text in (word, f"{word} 1", f"{word}乙"):
            answered(frame.format(text).encode())


def test_damaged_files_give_the_same() -> None:
    answers = [answered(text.encode()) for text in damaged_pieces(1, 500)]
    assert 100 < sum(answers) < 400  # the border runs through the middle of them


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(odd_json())
@example('{"甲": 1, "甲": 2}')
@example('{"甲": {"乙": ""}, "丙": ["丁"]}')
@example('{"甲": [""]}')
@example('{"甲": null}')
@example('{"甲": 1e5}')
@example('{"甲": 1234567890123456789}')
@example('{"甲": "\\u0007"}')
@example('{"甲": "\\ud83d\\ude00"}')
@example('{"甲": "\\\\d\\\\u0041\\n"}')
@example('{"甲"\n: 1}')
@example('{"甲" :1}')
@example('{"甲":1}')
@example('{"": 1}')
@example('{"<<": 1, "丙": "a\u3000b"}')
@example('{"' + "甲" * 1100 + '": 1}')
@example("{" + '"甲": {' * 45 + '"乙": 1' + "}" * 46)
@example('{"甲": ' + "[" * 45 + "1" + "]" * 45 + "}")
@example("{}")
def test_json_is_read_as_the_yaml_that_it_nearly_is(text: str) -> None:
    answered(text.encode("utf-8", "surrogatepass"))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2, 10))
def test_many_damaged_files_give_the_same(seed: int) -> None:
    for text in damaged_pieces(seed, 3_000):
        answered(text.encode())


@pytest.mark.slow
@settings(max_examples=5_000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(odd_files() | odd_json())
def test_all_along_the_border_both_say_the_same(text: str) -> None:
    answered(text.encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize(
    "text",
    [
        "甲: 乙\n",
        "甲: '乙: 丙'\n丁: [<0.5%, '-', -5℃, (一)]\n",
        "﻿甲: 乙\r\n丙: 丁",
        "# 说明\n\n甲: 乙 # 说明\n丙:\n",
        "甲: |\n  乙：丙\n\n    丁\n戊: 1",
        "甲:\n  - 注意：先查\n  - 再看\n",
        '甲:\n- {乙: "0561", 丙: [丁, 戊]}\n- 己: {庚: 1}\n  辛:\n',
    ],
)
def test_well_kept_files_are_read_quickly(text: str) -> None:
    assert answered(text.encode())


def test_a_file_that_is_too_large_is_for_the_full_reader() -> None:
    source, diagnostics = load("甲: 乙\n".encode() + b"#" * (5 * 1024 * 1024) + b"\n", "f")
    assert source is None
    assert [each.code for each in diagnostics] == ["DG102"]


def leaves(source: Source) -> Iterator[tuple[Any, ...]]:
    yield from (path for path, place in source.values.items() if place.line)


def test_places_can_be_asked_after_a_journey_to_another_process() -> None:
    content = "甲:\n  - 乙: 1\n    丙:\n".encode()
    asked, unasked = load(content, "f")[0], load(content, "f")[0]
    assert asked is not None
    assert list(leaves(asked)) == [("甲", 0, "乙"), ("甲", 0), ("甲",), ()]
    for source in (asked, unasked):
        assert pickle.loads(pickle.dumps(source)) == asked
    assert ("甲", 0, "丙") in asked.keys
    assert asked.values.get(("甲", 0, "丙")) is None


def test_reading_a_well_kept_file_does_not_wait_for_the_yaml_library() -> None:
    program = (
        "import sys; from docgen.load import load; source = load('甲: 乙'.encode(), 'f')[0];"
        "early = 'yaml' in sys.modules; source.values[()]; print(early, 'yaml' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.split() == ["False", "True"]
