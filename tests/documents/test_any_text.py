"""Any text that the loader accepts, in every free text that is printed, comes out of the Word file as it went in.

``every_field`` has a case or two of each kind, with every free text filled in that a document prints. Each text gets a
mark; a document with other texts must be the document with the marks, but for these texts.
"""

from __future__ import annotations

import io
import re
import shutil
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from docgen.build import build, work
from docgen.catalog import open_workspace
from docgen.check import check_workspace
from docgen.load import load
from docgen.render import compile_template
from tests.documents.leaves import Leaf, declared, free_texts, put, quoted
from tests.documents.made import every_field

LONGEST = 14
"""So many signs fit, with a mark beside them, in the shortest field."""
PROPERTY = settings(
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large],
)
SIGNS = [
    *"<>&\"'`{}[]()%#|\\/*_~^=+-.,:;!?@$ \t\n",
    *("{{", "}}", "{%", "%}", "{#", "{{ 企业.名称 }}", "&amp;", "]]>", "<w:t>", "\n\n"),
    *("# ", "- ", "1.", "1)", "---", "| a | b |\n|---|---|\n", "**", "```"),
    *"“”‘’…—·《》。，　\xa0中国〇①²¼Ωé1aZ\u200b\ufffd",
    *("镕", "喆", "𠮷", "𰻝", "e\u0301", "☎\ufe0f", "🙂", "👩\u200d👧", "ก็", "שלום"),
]  # fmt: skip
UNPRINTED = {f"meeting.{name}" for name in ("约谈事由", "约谈依据", "企业陈述", "监管要求", "企业承诺")}
MARKS = frozenset("\\`*_#>-+.|~:=)")
"""What Markdown may take away."""


def accepted(text: str) -> bool:
    """Whether the loader takes the text, and finds something in it."""
    source, _ = load(f"a: {quoted(text)}".encode(), "a.yaml")
    return source is not None and bool(source.data) and len(text) <= LONGEST


texts = (
    st.lists(st.sampled_from(SIGNS), min_size=1, max_size=8).map("".join)
    | st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=LONGEST)
).filter(accepted)
markdown = st.lists(st.sampled_from(SIGNS) | texts, max_size=20).map("".join)


@dataclass(frozen=True)
class Marked:
    """A workspace with a mark in one text of each printed field, and its documents, paragraph by paragraph."""

    root: Path
    leaves: Mapping[str, Leaf]
    documents: Mapping[str, list[str]]


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Marked]:
    root = every_field(tmp_path_factory.mktemp("texts") / "marked")
    with pytest.MonkeyPatch.context() as patch:
        # Templates do not change here: each is compiled once, by the real function.
        patch.setattr(work, "compile_template", lru_cache(compile_template))
        every = {mark(number): leaf for number, leaf in enumerate(free_texts(root))}
        put(root, {leaf.place: quoted(name) for name, leaf in every.items()})
        shown = "\n".join(line for lines in documents(root).values() for line in lines)
        one_each: dict[str, str] = {}
        for name, leaf in every.items():
            if name in shown:
                one_each.setdefault(leaf.field, name)
        chosen = {name: every[name] for name in one_each.values()}
        yield Marked(root, chosen, documents(root))


def mark(number: int) -> str:
    return f"〖{number:03}〗"


def documents(root: Path) -> dict[str, list[str]]:
    """Check and build, and read each document with python-docx; by the catalog's name for it."""
    workspace = open_workspace(root)
    found = check_workspace(workspace)
    built = build(workspace, findings=found)
    said = [f"{each.location.file}:{each.location.line} {each.message}" for each in built.diagnostics]
    assert not built.count("failed"), said
    assert not [each.message for each in found if each.severity == "error"]
    return {outcome.document: read(root / "output" / outcome.output) for outcome in built.outcomes}


def read(file: Path) -> list[str]:
    document = docx.Document(io.BytesIO(file.read_bytes()))
    return [Paragraph(each, document._body).text for each in document.element.body.iter(qn("w:p"))]


def with_texts(marked: Marked, place: Path, texts: Mapping[str, str]) -> dict[str, list[str]]:
    """The documents of the workspace with these texts in the place of marks."""
    if place.exists():
        shutil.rmtree(place)
    shutil.copytree(marked.root, place, ignore=shutil.ignore_patterns("output"))
    for file in {leaf.place.file for leaf in marked.leaves.values()}:
        content = (place / file).read_text("utf-8")
        for name, text in texts.items():
            content = content.replace(quoted(name), quoted(text))
        (place / file).write_text(content, "utf-8")
    return documents(place)


def test_the_marks_are_in_every_document_and_in_many_fields(marked: Marked) -> None:
    assert set(marked.documents) == set(open_workspace(marked.root).catalog.documents)
    assert len(marked.leaves) >= 70
    assert sum(leaf.markdown for leaf in marked.leaves.values()) >= 15
    for kind, lines in marked.documents.items():
        assert len(re.findall("〖[0-9]{3}〗", "\n".join(lines))) > 10, kind


def test_every_free_text_that_the_schemas_declare_is_tried(marked: Marked) -> None:
    """But for those that no document prints: what excuses a rule, and the talks with an enterprise that failed."""
    tried = {leaf.field for leaf in free_texts(marked.root)}
    left = {field for field in declared(marked.root) - tried if field.partition(".")[0] not in ("calendar", "standard")}
    assert {field for field in left if not field.endswith(".豁免.理由")} == UNPRINTED


given_texts = given(
    plain=st.lists(texts, min_size=8, max_size=30),
    rich=st.lists(markdown, min_size=4, max_size=8),
    before=st.booleans(),
)


@settings(PROPERTY, max_examples=4)
@given_texts
def test_any_text_comes_out_of_the_document_as_it_went_in(
    marked: Marked, tmp_path: Path, plain: list[str], rich: list[str], before: bool
) -> None:
    come_out(marked, tmp_path, plain, rich, before)


@pytest.mark.slow
@settings(PROPERTY, max_examples=100)
@given_texts
def test_very_many_texts_come_out_of_the_document_as_they_went_in(
    marked: Marked, tmp_path: Path, plain: list[str], rich: list[str], before: bool
) -> None:
    come_out(marked, tmp_path, plain, rich, before)


def come_out(marked: Marked, tmp_path: Path, plain: list[str], rich: list[str], before: bool) -> None:
    """Each field gets one of the texts, with its mark at one end (so that no two are alike), Markdown at both.

    Of Markdown nothing is lost but its own marks.
    """
    written = {}
    for number, (name, leaf) in enumerate(marked.leaves.items()):
        text = rich[number % len(rich)] if leaf.markdown else plain[number % len(plain)]
        own = f"{name}\n\n{text}\n\n{name}" if leaf.markdown else name + text if number % 2 == before else text + name
        written[name] = own
    found = with_texts(marked, tmp_path / "texts", written)
    for kind, lines in marked.documents.items():
        expected, shown = "\n".join(lines), "\n".join(found[kind])
        for name, text in written.items():
            if not marked.leaves[name].markdown:
                expected = expected.replace(name, text.rstrip("\n"))
            elif name in expected:
                _, inside, _ = text.split(name)
                whole = re.search(f"{name}(.*?){name}", shown, re.DOTALL)
                assert whole is not None, f"{kind}, {marked.leaves[name].field}: a mark is lost"
                assert without_marks(whole[1]) == without_marks(inside), f"{kind}, {marked.leaves[name].field}"
                shown = shown.replace(whole[0], name)
        assert shown == expected, kind


def without_marks(text: str) -> str:
    """The text less white space, digits (which number lists) and what Markdown means as marks."""
    return "".join(
        sign for sign in text if sign not in MARKS and not sign.isspace() and unicodedata.category(sign) != "Nd"
    )
