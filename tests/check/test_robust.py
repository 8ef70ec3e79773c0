"""Whatever stands in the files of a workspace, checking it ends with findings in Chinese and never with a traceback."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.bad_inputs.checking import findings, small_workspace

VALUES: list[Any] = [
    None, True, 0, -1, 3.5, "x", "", "甲", "2022-01-01", [], ["x"], [[]], {}, {"x": 1}, [{}], "{{ x }}", "a.b",
    "{" * 60, 10**30, "\n", "a" * 300,
]  # fmt: skip
NAMES = ["x", "id", "属性", "type", "a b", "if", "$ref", "x-key", "each"]


def steps(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if path:
        yield path
    for step, value in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
        yield from steps(value, (*path, step))


def damaged(data: Any, path: tuple[Any, ...], value: Any, name: str | None) -> Any:
    """The data with one value replaced, or one key renamed (an item of a list repeated)."""
    if len(path) > 1:
        copy = dict(data) if isinstance(data, dict) else list(data)
        copy[path[0]] = damaged(data[path[0]], path[1:], value, name)
        return copy
    if isinstance(data, dict):
        put = {path[0]: value} if name is None else {}
        rest = {key: each for key, each in data.items() if key != path[0]}
        return {**rest, **put} if name is None else {**rest, name: data[path[0]]}
    return [*data[: path[0]], value, *data[path[0] + 1 :]] if name is None else [*data, data[path[0]]]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_workspace(tmp_path_factory.mktemp("robust") / "workspace")


@settings(max_examples=30, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_no_damage_to_a_file_gives_a_traceback(workspace: Path, data: st.DataObject) -> None:
    files = sorted([*workspace.rglob("*.json"), *workspace.rglob("*.yaml")])
    file = data.draw(st.sampled_from(files))
    text = file.read_text("utf-8")
    content = json.loads(text) if file.suffix == ".json" else yaml.load(text, yaml.CBaseLoader)
    path = data.draw(st.sampled_from(list(steps(content))))
    name = data.draw(st.none() | st.sampled_from(NAMES))
    content = damaged(content, path, data.draw(st.sampled_from(VALUES)), name)
    try:
        made = json.dumps(content) if file.suffix == ".json" else yaml.safe_dump(content, allow_unicode=True)
        file.write_text(made, "utf-8")
        assert all(re.search("[\u4e00-\u9fff]", each.message) for each in findings(workspace))
    finally:
        file.write_text(text, "utf-8")
