"""What is patched without loading docxtpl is what docxtpl would have made of it."""

from __future__ import annotations

import subprocess
import sys
import warnings
from typing import Any

import pytest
from lxml import etree

from docgen.render.package import read_package
from docgen.render.parts import read_parts
from docgen.render.patching import patched
from tests.conftest import ROOT
from tests.oracle.random_templates import Maker
from tests.render.building import p, raw, table


def marked(template: bytes) -> list[str]:
    """The parts of a template with marks for their tags."""
    package, _ = read_package(template)
    assert package is not None
    return [etree.tostring(part.root, encoding="unicode") for part in read_parts(package, set())[0]]


def by_docxtpl(xml: str) -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from docxtpl import DocxTemplate  # type: ignore[import-untyped]
    made: str = DocxTemplate.patch_xml(None, xml)
    return made


@pytest.mark.parametrize("file", sorted((ROOT / "templates").glob("*.docx")), ids=lambda file: file.stem)
def test_the_samples_templates_are_patched_alike(file: Any) -> None:
    for xml in marked(file.read_bytes()):
        assert patched(xml) == by_docxtpl(xml)


@pytest.mark.parametrize("seed", range(100, 140))
def test_templates_made_at_random_are_patched_alike(seed: int) -> None:
    [xml] = marked(raw(Maker(seed).blocks()))
    assert "k1 " in xml or seed
    assert patched(xml) == by_docxtpl(xml)


def runs(*texts: str) -> str:
    return "<w:p>" + "".join(f"<w:r><w:t>{text}</w:t></w:r>" for text in texts) + "</w:p>"


@pytest.mark.parametrize(
    "body",
    [
        runs("{", "{{ 甲 }}"),
        runs("{{ 甲 }}", "}"),
        runs("{%p if 甲 %}") + runs("100%", "}") + runs("{%p endif %}"),
        runs("{", "{") + runs("甲", "}", "}"),
        runs("{#", "甲") + runs("#", "}"),
        runs("50%", "甲", "{{ 甲 }}%", "#"),
        runs("{{{ 甲 }}}"),
        runs("“{{ 甲 }}”", "&lt;{{ 甲 }}&gt;"),
        table(["{%tr for x in 甲 %}"], ["{{ x }}%"], ["{%tr endfor %}"])
        + runs("{%p if 甲 %}", " ")
        + p("{%p endif %}"),
        table(["{%tc for x in 甲 %}", "{{ x }}", "{%tc endfor %}"]),
        runs("{_{ 甲 }_}", "{_", "{"),
    ],
)
def test_braces_beside_tags_are_left_to_docxtpl(body: str) -> None:
    [xml] = marked(raw(body))
    assert patched(xml) == by_docxtpl(xml)


def test_an_ordinary_template_needs_no_docxtpl_to_be_rendered(tmp_path: Any) -> None:
    template = tmp_path / "t.docx"
    template.write_bytes(raw(p("{{ 甲 }}") + p("{%p if 甲 %}") + p("乙") + p("{%p endif %}")))
    program = (
        "import sys, docgen\n"
        f"docgen.compile_template({str(template)!r}).render({{'甲': '值'}})\n"
        "slow = {'docxtpl', 'docx', 'markdown_it', 'yaml', 'jsonschema', 'click'}\n"
        "print(sorted(sys.modules.keys() & {*slow, 'zipfile'}))\n"
    )
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    assert said.stdout == "['zipfile']\n"
