"""Cold starts: the whole process for one document, and for the help."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import IO

from bench import cases, documents, workspace
from bench.files import OUT, write_json
from bench.processes import DOCGEN, CommandError, timed
from bench.race import Timed, race
from bench.result import Row, entries, pairs
from bench.texts import lines

YAML, JSON = "docgen render（YAML）", "docgen render（JSON）"
BARE_YAML, BARE_JSON = "docxtpl 脚本（YAML）", "docxtpl 脚本（JSON）"
HELP, EMPTY = "docgen --help", "空的 click 程序"
_BARE = "import {module} as loader, sys; from docxtpl import DocxTemplate; document = DocxTemplate(sys.argv[1]); "
_RENDER = "document.render({read}, autoescape=True); document.save(sys.argv[3])"
_READ_YAML = "loader.load(open(sys.argv[2], encoding='utf-8'), Loader=loader.CSafeLoader)"
_READ_JSON = "loader.load(open(sys.argv[2], encoding='utf-8'))"
_CLICK = "import click\n@click.command()\ndef main(): 'Nothing.'\nmain()"


def cold(rounds: int, log: IO[str]) -> list[Row]:
    """A row for one document, and a row for the help."""
    folder = OUT / "cold"
    folder.mkdir(parents=True, exist_ok=True)
    template = folder / "work_summary.docx"
    template.write_bytes(documents.work_summary())
    case = cases.work_summary(7)
    write_json(folder / "case.json", case)
    (folder / "case.yaml").write_text("总结:\n" + _indented(workspace.as_yaml(case["总结"])), "utf-8")

    one = Row("cold", "冷启动，一份文书", "毫秒")
    commands: dict[str, list[str | Path]] = {}
    for name, data in ((YAML, "case.yaml"), (JSON, "case.json")):
        commands[name] = [*DOCGEN, "-q", "render", template, folder / data, "-o", folder / f"{len(commands)}.docx"]
    for name, module, read, data in (
        (BARE_YAML, "yaml", _READ_YAML, "case.yaml"),
        (BARE_JSON, "json", _READ_JSON, "case.json"),
    ):
        script = _BARE.format(module=module) + _RENDER.format(read=read)
        commands[name] = [sys.executable, "-c", script, template, folder / data, folder / f"{len(commands)}.docx"]
    _measure(one, {name: timed(command, 1, log) for name, command in commands.items()}, rounds, BARE_YAML,
             [(BARE_YAML, YAML), (BARE_JSON, JSON), (BARE_JSON, YAML)])  # fmt: skip
    texts = {tuple(lines(file.read_bytes())) for file in folder.glob("[0-3].docx")}
    one.note = "" if len(texts) == 1 else "四份文书的文字不一样"

    shown = Row("help", "冷启动，帮助", "毫秒")
    helps: dict[str, list[str | Path]] = {HELP: [*DOCGEN, "--help"], EMPTY: [sys.executable, "-c", _CLICK, "--help"]}
    _measure(shown, {name: timed(command, 1, log) for name, command in helps.items()}, rounds, EMPTY, [(HELP, EMPTY)])
    return [one, shown]


def _measure(
    row: Row, entrants: Mapping[str, Timed], rounds: int, reference: str, wanted: list[tuple[str, str]]
) -> None:
    try:
        for each in entrants.values():
            each()  # once, so that files and byte code are in the cache for all
        times = race(entrants, rounds)
    except CommandError as problem:
        row.missing = str(problem)
        return
    row.entries = entries(times, reference, {})
    row.ratios = pairs(times, wanted)


def _indented(text: str) -> str:
    return "".join(f"  {line}\n" for line in text.splitlines())
