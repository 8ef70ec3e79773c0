"""A workspace in; its documents out, each with every value that the writer was asked to print while it was made."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from docgen.build import build
from docgen.catalog import Selection, open_workspace
from docgen.check import check_workspace
from docgen.model import Markdown
from docgen.render import Properties, Template, document_text
from docgen.render.writer import Rendering
from tests.conftest import ROOT

_TABLE_RULE = re.compile(r"[\s|:-]*")
_BLOCK_SIGN = re.compile(r"^\s*(?:[-*+]|[0-9]+[.)]|#{1,6}|>)\s+")
_EMPHASIS = re.compile(r"(\*{1,3})(\S(?:.*?\S)??)\1")


@dataclass(frozen=True)
class Made:
    """One document: which entry of the catalog, its name in the output folder, its bytes, the texts printed in it."""

    kind: str
    output: str
    content: bytes
    printed: tuple[str, ...]

    @property
    def text(self) -> str:
        return document_text(self.content)

    def __str__(self) -> str:
        return self.output


@dataclass
class _Recorder:
    """The values of the rendering that goes on, and by bytes those of the renderings that are done."""

    now: list[str] = field(default_factory=list)
    done: dict[bytes, tuple[str, ...]] = field(default_factory=dict)


def make_all(root: Path, *cases: str) -> list[Made]:
    """Check a workspace and build it, or what is made of these cases, recording at the functions that really write."""
    recorder = _Recorder()
    write, render = Rendering.write, Template.render

    def recording_write(self: Rendering, number: int, value: object, owner: object) -> str:
        recorder.now.append(Markdown(value) if isinstance(value, Markdown) else str(value))
        return write(self, number, value, owner)

    def recording_render(self: Template, context: dict[str, object], properties: Properties) -> bytes:
        content = render(self, context, properties)
        recorder.now = []
        assert self.trace(context, properties).document == content  # every value goes through the writer here
        recorder.done[content] = tuple(recorder.now)
        return content

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Rendering, "write", recording_write)
        patch.setattr(Template, "render", recording_render)
        workspace = open_workspace(root)
        built = build(workspace, Selection(cases=cases), findings=check_workspace(workspace))
    assert not built.count("failed"), [str(each.message) for each in built.diagnostics]
    files = ((outcome, (root / "output" / outcome.output).read_bytes()) for outcome in built.outcomes)
    return [Made(outcome.document, outcome.output, content, recorder.done[content]) for outcome, content in files]


def every_field(place: Path) -> Path:
    """A small workspace in a new folder: the sample's schemas and templates, and a case or two of each kind, with every
    text filled in that a document prints."""
    place.mkdir(parents=True)
    configuration = (ROOT / "docgen.yaml").read_text("utf-8")
    (place / "docgen.yaml").write_text(re.sub('current: ".*"', 'current: "2022-06"', configuration), "utf-8")
    for folder in ("schemas", "templates", "cases/calendar"):
        shutil.copytree(ROOT / folder, place / folder)
    shutil.copytree(Path(__file__).parent / "every_field/cases", place / "cases", dirs_exist_ok=True)
    return place


def plain(value: str) -> list[str]:
    """The stretches of text that a printed text must leave in the document, in order."""
    if isinstance(value, Markdown):
        return [words for line in value.split("\n") for words in _plain_line(line)]
    return [value]


def _plain_line(line: str) -> list[str]:
    if _TABLE_RULE.fullmatch(line):
        return []
    cells = line.strip().strip("|").split("|") if line.lstrip().startswith("|") else [_BLOCK_SIGN.sub("", line, 1)]
    return [_EMPHASIS.sub(r"\2", cell).strip() for cell in cells if cell.strip()]
