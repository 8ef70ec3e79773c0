"""The documentation against the program: what it names exists, and what it shows happens."""

from __future__ import annotations

import json
import re
import shlex
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner
from docx import Document

import docgen
from docgen.build import build
from docgen.catalog import Selection, open_workspace
from docgen.check import check_workspace
from docgen.cli import cli
from docgen.expressions import Environment, Expression, Text
from docgen.model import Absent
from tests.conftest import ROOT, copy_sample

READMES = ("README.md", "README.en.md")
PAGES = (*READMES, "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md",
         *(f"docs/{file.name}" for file in sorted((ROOT / "docs").glob("*.md"))))  # fmt: skip
COMMANDS = ("check", "build", "list", "new", "init", "render", "rule", "figures", "explain", "diff", "log")
TO_BE_MADE = {"templates/reminder.docx", "schemas/contest.schema.json", "cases/enterprise/qy-081.yaml"}
"""Files that the reader is told to make."""
_CODE = re.compile(r"```.*?```|`[^`\n]+`", re.DOTALL)
_CELL = re.compile(r"(?<!\\)\|")
_PATH = re.compile(
    r"(?:[\w.-]+/)+[\w.-]+\.(?:py|json|yaml|docx|sh|md|toml|txt)|(?:docgen|tests|tools|docs)/(?:[\w.-]+/)*"
)


def page(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def code_of(name: str) -> list[str]:
    """Everything that a page sets as code."""
    return [each.strip("`") for each in _CODE.findall(page(name))]


def blocks(name: str, language: str) -> list[str]:
    """The contents of a page's code blocks, without the indent of a list that they stand in."""
    found = re.findall(rf"^( *)```{language}\n(.*?)^ *```$", page(name), re.DOTALL | re.MULTILINE)
    return [re.sub(rf"^{indent}", "", text, flags=re.MULTILINE) for indent, text in found]


def rows(name: str, heading: str) -> list[list[str]]:
    """The body rows of every table below a heading, down to the next one of the same or a higher level."""
    level = len(heading) - len(heading.lstrip("#"))
    text = page(name).partition(f"\n{heading}\n")[2]
    assert text, f"{name} has no heading {heading}"
    text = re.split(rf"^#{{1,{level}}} ", text, maxsplit=1, flags=re.MULTILINE)[0]
    found = [[cell.strip().replace("\\|", "|") for cell in _CELL.split(line)[1:-1]]
             for line in text.splitlines() if line.startswith("|")]  # fmt: skip
    rules = [number for number, row in enumerate(found) if all(set(cell) <= set("-: ") for cell in row)]
    return [row for number, row in enumerate(found) if number not in rules and number + 1 not in rules]


def named(cell: str) -> list[str]:
    """The words set as code in a table's cell."""
    return re.findall(r"`([^`]+)`", cell)


def options_of(command: str) -> set[str]:
    found = cli.get_command(click.Context(cli), command)
    assert found is not None
    return {each for parameter in found.params for each in [*parameter.opts, *parameter.secondary_opts]}


def commands_in(text: str) -> Iterator[list[str]]:
    """The words after ``docgen`` of each command line in some code."""
    for line in text.splitlines():
        for command in re.split(r"&&", line):
            words = re.split(r"\s+", command.strip().removeprefix("$ "))
            if "docgen" in words[:4]:
                yield words[words.index("docgen") + 1 :]


@pytest.mark.parametrize("name", PAGES)
def test_every_command_and_option_that_a_page_shows_exists(name: str) -> None:
    for code in code_of(name):
        for words in commands_in(code):
            if not words or not re.fullmatch(r"[a-z]+", words[0]):
                continue
            assert words[0] in COMMANDS, f"{name}: docgen {words[0]}"
            known = options_of(words[0]) | {"--help"}
            options = [each.partition("=")[0] for each in words if re.fullmatch(r"--?[a-zA-Z-]+", each)]
            assert set(options) <= known, f"{name}: {code}"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_and_option_is_documented(command: str) -> None:
    shown = " ".join(code_of("docs/programs.md"))
    assert f"docgen {command}" in shown
    for option in options_of(command) - {"--help"}:
        if option.startswith("--"):
            assert re.search(rf"{option}\b", shown), f"docs/programs.md says nothing of {command} {option}"


def test_every_readme_shows_the_same_commands_and_files() -> None:
    chinese, english = (
        [
            text
            for text in re.findall(r"```.*?```", page(name), re.DOTALL)
            if not text.startswith("```text\ndocgen.yaml")
        ]
        for name in READMES
    )
    assert chinese == english


@pytest.mark.parametrize("name", PAGES)
def test_every_link_leads_somewhere(name: str) -> None:
    for target in re.findall(r"\]\(([^)]+)\)", page(name)):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        file = (ROOT / name).parent / path if path else ROOT / name
        assert file.exists(), f"{name}: {target}"
        if anchor:
            headings = re.findall(r"^#+ (.+)$", file.read_text("utf-8"), re.MULTILINE)
            assert anchor in [slug(each) for each in headings], f"{name}: {target}"


def slug(heading: str) -> str:
    """The anchor that GitHub gives a heading."""
    kept = (sign for sign in heading.lower() if sign in " -_" or unicodedata.category(sign)[0] in "LNM")
    return "".join(kept).strip().replace(" ", "-")


@pytest.mark.parametrize("name", PAGES)
def test_every_file_that_a_page_names_exists(name: str) -> None:
    for code in code_of(name):
        for path in [code] if _PATH.fullmatch(code) else []:
            if path not in TO_BE_MADE and not path.startswith("output/"):
                assert list(ROOT.glob(path.rstrip("/"))), f"{name}: {path}"
        for target in re.findall(r"\bmake ([a-z]+)", code):
            assert re.search(rf"^{target}:", page("Makefile"), re.MULTILINE), f"{name}: make {target}"


@pytest.mark.parametrize("name", PAGES)
def test_no_page_names_a_machine_or_a_registry(name: str) -> None:
    assert not re.search(r"/(?:home|root|tmp|opt|work|Users|usr)/|[A-Z]:\\|pypi\.|://mirrors?\.", page(name))


def test_there_is_a_small_picture_of_every_document() -> None:
    documents = set(open_workspace(ROOT).catalog.documents)
    pictures = {file.stem: file for file in (ROOT / "docs/images").glob("*.png")}
    assert set(pictures) == documents
    assert all(file.stat().st_size < 200_000 for file in pictures.values())
    assert all(f"docs/images/{each}.png" in page(name) for name in READMES for each in documents)


def filter_rows() -> list[list[str]]:
    return [row for row in rows("docs/templates.md", "## 过滤器") if len(row) == 3]


def test_every_filter_is_documented_and_every_documented_one_exists() -> None:
    documented = [name for row in filter_rows() for name in named(row[0])]
    assert len(documented) == len(set(documented))
    assert set(documented) == {name for name in Environment().filters if not name.startswith("_")}


@pytest.mark.parametrize("row", filter_rows(), ids=lambda row: row[0].strip("`"))
def test_a_filters_example_gives_what_the_page_says(row: list[str]) -> None:
    people = [{"姓名": "甲", "职务": "组长"}, {"姓名": "乙", "职务": "成员"}]
    [name], example, result = named(row[0]), named(row[1])[0], row[2]
    assert re.search(rf"\| {name}\b", example)
    assert Text("{{ " + example + " }}").render({"没填": Absent("整改措施"), "人员": people}) == result


def test_every_judgement_is_documented_and_its_example_holds() -> None:
    found = rows("docs/templates.md", "## 判断")
    assert {name for row in found for name in named(row[0])} == set(Environment().tests)
    for row in found:
        [example] = named(row[1])
        assert Expression(example).evaluate({}) is True, example


def test_every_schema_keyword_and_annotation_is_documented_and_the_other_way_round() -> None:
    meta = json.loads((ROOT / "docgen/check/meta.schema.json").read_text("utf-8"))["$defs"]
    known = set(meta["schema"]["properties"]) | set(meta["root"]["properties"])
    listed = rows("docs/schemas.md", "## 标准关键字") + rows("docs/schemas.md", "## 注记")
    assert {name for row in listed for name in named(row[0])} == known
    rules = {name for row in rows("docs/schemas.md", "## x-rules：规则") for name in named(row[0])}
    assert rules == set(meta["rule"]["properties"])
    private = next(row for row in listed if named(row[0]) == ["x-private"])
    assert set(named(private[2])) == set(meta["schema"]["properties"]["x-private"]["enum"])


def test_every_key_of_the_configuration_is_documented_and_the_other_way_round() -> None:
    schema = json.loads((ROOT / "docgen/catalog/docgen.schema.json").read_text("utf-8"))["properties"]
    document = next(iter(schema["documents"]["patternProperties"].values()))
    for heading, known in {
        "## 最外层": schema,
        "## periods：期间": schema["periods"]["properties"],
        "## properties：文件属性": schema["properties"]["properties"],
        "## documents：文书": document["properties"],
        "## figures：数字": schema["figures"]["additionalProperties"]["properties"],
    }.items():
        assert {name for row in rows("docs/configuration.md", heading) for name in named(row[0])} == set(known)


def test_the_style_profiles_are_as_documented() -> None:
    data = json.loads((ROOT / "docgen/render/profiles.json").read_text("utf-8"))["profiles"]
    shown = {named(row[0])[0]: row[1:] for row in rows("docs/templates.md", "## 字体")}
    assert shown == {name: list(profile["names"].values()) for name, profile in data.items()}


def transcript(name: str) -> list[tuple[str, str]]:
    """Each ``$ docgen …`` of a page with what it prints, where it needs neither LibreOffice nor other machines."""
    found = []
    for block in blocks(name, "console"):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            if command.startswith("docgen ") and not re.search(" --(pdf|cluster) ?", command):
                found.append((command, output.strip()))
    return found


def printed(command: str) -> str:
    result = CliRunner().invoke(cli, shlex.split(command)[1:], standalone_mode=False)
    assert result.exception is None, result.exception
    return result.stdout.strip()


@pytest.mark.slow
def test_the_readme_and_the_page_on_json_show_what_the_commands_print(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sample = copy_sample(tmp_path / "year")
    monkeypatch.chdir(sample)
    case = sample / "cases/enterprise/qy-081.yaml"
    text = next(each for each in blocks("README.md", "yaml") if each.startswith("# yaml-language-server"))
    checked, built = (json.loads(each) for each in blocks("docs/programs.md", "json"))
    first = blocks("README.md", "console")[0]
    assert first == f"$ make run\n{printed('docgen build')}\n"
    shown = transcript("README.md")
    assert len(shown) == 6
    for command, output in shown:
        if command.startswith("docgen check"):
            case.write_text(text.replace("严重程度: 一般", "严重程度: 较中"), "utf-8")
            assert json.loads(printed("docgen check cases/enterprise/qy-081.yaml --format json")) == checked
        assert printed(command) == output
        case.write_text(text, "utf-8")
    assert json.loads(printed("docgen build 质量问题清单 --case enterprise/qy-001 --format json")) == built


def test_the_waiver_of_the_readme_works(sample: Path) -> None:
    text, waiver = (each for each in blocks("README.md", "yaml") if "reminder" not in each)
    [rule] = re.findall(r"规则: ([A-Z]+[0-9]+)", waiver)
    case = sample / "cases/enterprise/qy-081.yaml"
    text = re.sub(r"^    症结: .*\n", "", text, flags=re.MULTILINE)
    case.write_text(text.replace("    办理:\n", f"{waiver}    办理:\n"), "utf-8")
    found = check_workspace(open_workspace(sample))
    assert [(each.code, each.severity) for each in found if "qy-081" in each.location.file] == [(rule, "hint")]


@pytest.mark.slow
def test_the_document_that_the_readme_adds_is_made(tmp_path: Path) -> None:
    sample = copy_sample(tmp_path / "year")
    template = Document()
    paragraphs = next(each for each in blocks("README.md", "text") if each.startswith("整改提醒函"))
    for line in paragraphs.splitlines():
        template.add_paragraph(line)
    template.save(str(sample / "templates/reminder.docx"))
    entry = next(each for each in blocks("README.md", "yaml") if "reminder:" in each)
    file = sample / "docgen.yaml"
    file.write_text(file.read_text("utf-8").replace("\ndocuments:\n", f"\ndocuments:\n{entry}"), "utf-8")
    workspace = open_workspace(sample)
    assert [each for each in check_workspace(workspace) if each.severity != "hint"] == []
    built = build(workspace, Selection(documents=("整改提醒函",)))
    assert built.diagnostics == []
    for name in READMES:
        assert f" {built.count('written')} " in page(name).partition("docgen build 整改提醒函")[2].splitlines()[0]


def test_the_kind_that_the_schemas_page_adds_works(sample: Path) -> None:
    schema, waiver = (json.loads(text if text.startswith("{") else f"{{{text}}}") for text in json_blocks())
    [text] = blocks("docs/schemas.md", "yaml")
    (sample / "cases/contest").mkdir()
    write_schema(sample, schema)
    case = sample / "cases/contest/js-2022-01.yaml"
    case.write_text(text, "utf-8")
    assert [each for each in check_workspace(open_workspace(sample)) if "contest" in each.location.file] == []
    alone = "\n".join(line for line in text.splitlines() if "刘样新" not in line and "柳示明" not in line) + "\n"
    schema["properties"].update(waiver)
    write_schema(sample, schema)
    case.write_text(alone + "豁免:\n  - {规则: JS01, 理由: 内部选拔}\n", "utf-8")
    found = [each for each in check_workspace(open_workspace(sample)) if "contest" in each.location.file]
    assert [(each.code, each.severity) for each in found] == [("JS01", "hint")]


def json_blocks() -> list[str]:
    return blocks("docs/schemas.md", "json")


def write_schema(sample: Path, schema: dict[str, Any]) -> None:
    text = json.dumps(schema, ensure_ascii=False, indent=2)
    (sample / "schemas/contest.schema.json").write_text(text, "utf-8")


def test_the_configuration_page_shows_entries_as_they_are() -> None:
    configuration = page("docgen.yaml")
    for block in blocks("docs/configuration.md", "yaml"):
        for line in block.splitlines():
            assert line in configuration.splitlines() or "definition:" in line, line


def test_the_python_interface_is_as_documented(
    sample: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    template = Document()
    template.add_paragraph("{{ 名称 }}现有职工{{ 人数 }}人。")
    template.save(str(sample / "通知.docx"))
    monkeypatch.chdir(sample)
    for name in ("docs/programs.md", "README.md"):
        for code in blocks(name, "python"):
            exec(compile(code, name, "exec"), {})
    assert (sample / "通知1.docx").is_file()
    assert capsys.readouterr().out == "示例建材有限公司\n"
    documented = {name.split("(")[0].split(".")[1] for row in rows("docs/programs.md", "## Python")
                  for name in named(row[0])}  # fmt: skip
    assert documented == set(docgen.__all__)
