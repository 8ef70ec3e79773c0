"""What a command must not load: starting up is most of the time of a short run."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.render.building import p, raw

ROOT = Path(__file__).parents[2]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
_PROGRAM = """
import sys
sys.argv[:1] = ["docgen"]
from docgen.cli import main
try:
    main()
except SystemExit as left:
    status = left.code
names = {name if name.startswith("docgen.") else name.partition(".")[0] for name in sys.modules}
print(" ".join(names), file=sys.stderr)
sys.exit(status)
"""
_DOCX = {"docx", "docxtpl", "docxcompose", "markdown_it"}
_SCHEMAS = {"jsonschema", "jsonschema_rs", "referencing"}
_SCHEMA = {
    "$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "letter.schema.json", "title": "函",
    "description": "一份函", "type": "object", "additionalProperties": False, "required": ["名称"],
    "properties": {"名称": {"type": "string", "maxLength": 20, "description": "函的名称", "examples": ["甲"]}},
}  # fmt: skip


def loaded(*words: str, cwd: Path) -> set[str]:
    """The packages, and docgen's own modules, that a command has loaded when it ends; it must end well."""
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, *words], cwd=cwd, capture_output=True, check=False, encoding="utf-8",
        env=ENVIRONMENT,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return set(done.stderr.splitlines()[-1].split())


@pytest.mark.parametrize("words", [("--help",), ("--version",), ("build", "--help")])
def test_help_loads_nothing_that_works_on_files(words: tuple[str, ...], tmp_path: Path) -> None:
    found = loaded(*words, cwd=tmp_path)
    assert "click" in found
    assert not found & {"jinja2", "lxml", "yaml", "rich", "sqlite3", *_DOCX, *_SCHEMAS}


def test_what_a_library_has_to_do_at_the_end_is_done(tmp_path: Path) -> None:
    program = "import atexit; atexit.register(print, 'done'); from docgen.__main__ import run; run()"
    words = [sys.executable, "-c", program, "--version"]
    said = subprocess.run(words, cwd=tmp_path, capture_output=True, check=True, encoding="utf-8", env=ENVIRONMENT)
    assert said.stdout.splitlines()[-1] == "done"


def test_help_for_everything_does_not_even_load_the_nouns(tmp_path: Path) -> None:
    assert not loaded("--help", cwd=tmp_path) & {"decimal", "json"}


def test_rendering_a_plain_template_loads_no_word_library(tmp_path: Path) -> None:
    (tmp_path / "t.docx").write_bytes(
        raw(p("{{ 名称 }}") + p("{%p for x in 各项 %}") + p("{{ x }}") + p("{%p endfor %}"))
    )
    (tmp_path / "d.yaml").write_text("名称: 甲\n各项: [乙, 丙]\n", "utf-8")
    found = loaded("-q", "render", "t.docx", "d.yaml", "-o", "o.docx", cwd=tmp_path)
    assert {"lxml", "docgen.load.plain", "docgen.expressions.simple"} <= found
    assert "jinja2" not in found
    assert not found & {"yaml", "rich", "sqlite3", "html", "filelock", "secrets", "subprocess", *_DOCX, *_SCHEMAS}
    assert not found & {"docgen.load.reading", "docgen.report.text", "docgen.report.as_json", "docgen.model.figures"}
    assert {each for each in found if each.startswith(("docgen.catalog.", "docgen.build."))} == {
        "docgen.build.writing", "docgen.catalog.root",
    }  # fmt: skip


def test_a_build_that_finds_nothing_changed_loads_nothing_that_reads_or_renders(tmp_path: Path) -> None:
    for folder in ("schemas", "templates", "cases/letter"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "docgen.yaml").write_text(
        "docgen: 1\ndocuments:\n  letter:\n    title: 函\n    each: letter\n    template: letter.docx\n"
        '    output: "{{ 函.名称 }}.docx"\n', "utf-8",
    )  # fmt: skip
    (tmp_path / "schemas/letter.schema.json").write_text(json.dumps(_SCHEMA, ensure_ascii=False, indent=1), "utf-8")
    (tmp_path / "templates/letter.docx").write_bytes(raw(p("{{ 函.名称 }}")))
    (tmp_path / "cases/letter/h-1.yaml").write_text("名称: 甲\n", "utf-8")
    first = loaded("build", cwd=tmp_path)
    assert "lxml" in first
    assert not first & {"multiprocessing", "subprocess", "yaml", "rich", *_DOCX}
    assert not first & {"docgen.pdf", "docgen.figures.agreement", "docgen.figures.explaining"}
    assert (tmp_path / "output/甲.docx").exists()
    found = loaded("build", cwd=tmp_path)
    assert not found & {"lxml", "jinja2", "yaml", "rich", *_DOCX, *_SCHEMAS}


def test_the_command_leaves_with_its_status_and_all_that_it_said(tmp_path: Path) -> None:
    def run(*words: str) -> tuple[int, str, str]:
        done = subprocess.run([sys.executable, "-m", "docgen", *words], cwd=tmp_path, capture_output=True, check=False,
                              encoding="utf-8", env=ENVIRONMENT)  # fmt: skip
        return done.returncode, done.stdout, done.stderr

    status, said, remarks = run("rule", "DG203")
    assert (status, said[:5], remarks) == (0, "DG203", "")
    assert run("nothing")[0] == 2
    assert "没有命令" in run("nothing")[2]
    assert run("check")[0] == 2
