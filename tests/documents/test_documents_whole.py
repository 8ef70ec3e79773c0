"""Every document of both workspaces: a valid Word file with every value printed in it, and nothing of the machinery."""

from __future__ import annotations

import os
import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
import yaml
from lxml import etree

from tests.conftest import ROOT
from tests.documents.made import Made, plain
from tests.documents.word import parts, roots
from tests.ooxml import xsd_problems

DC, TERMS = "http://purl.org/dc/elements/1.1/", "http://purl.org/dc/terms/"
_DUBLIN_CORE = f"""<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="{DC}">
<xs:element name="creator"/><xs:element name="description"/><xs:element name="identifier"/>
<xs:element name="language"/><xs:element name="subject"/><xs:element name="title"/></xs:schema>"""
_TERMS = f"""<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="{TERMS}" xmlns="{TERMS}">
<xs:simpleType name="W3CDTF"><xs:restriction base="xs:dateTime"/></xs:simpleType>
<xs:element name="created"/><xs:element name="modified"/></xs:schema>"""
"""As much of the Dublin Core schemas, which lie on the web, as the schema of core properties refers to."""

_REPRESENTATION = re.compile(r"None|Absent|Decimal\(|Record\(|Markdown\(|<[a-z_.]+ object|\[['\"]|\{['\"]|True|False")


@pytest.fixture(scope="module")
def core_schema(tmp_path_factory: pytest.TempPathFactory) -> etree.XMLSchema:
    folder = Path(os.environ.get("DOCGEN_OOXML_XSD") or Path(__file__).parents[3] / "shared" / "ooxml-xsd")
    if not (folder / "opc-xsd").is_dir():
        _absent("the OOXML schemas are not here; name their folder in DOCGEN_OOXML_XSD")
    place = tmp_path_factory.mktemp("dublin")
    (place / "dc.xsd").write_text(_DUBLIN_CORE)
    (place / "terms.xsd").write_text(_TERMS)
    schema = etree.parse(folder / "opc-xsd/opc-coreProperties.xsd")
    near = {DC: place / "dc.xsd", TERMS: place / "terms.xsd"}
    for each in schema.iter("{http://www.w3.org/2001/XMLSchema}import"):
        each.set("schemaLocation", near.get(each.get("namespace", ""), folder / "xml.xsd").as_uri())
    return etree.XMLSchema(schema)


def _absent(why: str) -> None:
    if os.environ.get("CI") == "true":
        pytest.fail(why)
    pytest.skip(why)


def test_every_part_of_every_document_is_valid(documents: list[Made]) -> None:
    try:
        problems = {str(each): xsd_problems(each.content) for each in documents}
    except pytest.skip.Exception as absent:
        _absent(str(absent))
    assert {name: found for name, found in problems.items() if found} == {}


def test_the_properties_of_every_document_are_valid(documents: list[Made], core_schema: etree.XMLSchema) -> None:
    for each in documents:
        root = roots(each.content)["docProps/core.xml"]
        assert core_schema.validate(root), f"{each}: {core_schema.error_log}"


def test_every_relation_leads_to_a_part_and_every_part_has_a_kind(documents: list[Made]) -> None:
    for each in documents:
        names = set(parts(each.content))
        for name, root in roots(each.content).items():
            if name.endswith(".rels"):
                folder = name.rpartition("_rels/")[0]
                targets = [folder + relation.get("Target", "") for relation in root]
                assert set(targets) <= names, f"{each}: {name}"
        types = roots(each.content)["[Content_Types].xml"]
        overrides = {str(one.get("PartName")).lstrip("/") for one in types if one.get("PartName")}
        assert overrides <= names, str(each)


def test_no_tag_is_left_and_nothing_of_the_program_is_printed(documents: list[Made]) -> None:
    for each in documents:
        for name, content in parts(each.content).items():
            assert not re.search(r"\{[{%#]|[%}#]\}", content.decode()), f"{each}: {name}"
        assert not _REPRESENTATION.search(each.text), f"{each}: {_REPRESENTATION.findall(each.text)}"


def test_every_value_printed_stands_in_the_document_as_it_went_in_and_in_its_order(documents: list[Made]) -> None:
    for each in documents:
        text, position = each.text, 0
        words = [piece for value in each.printed for piece in plain(value)]
        assert words, f"{each} prints nothing"
        for piece in words:
            found = text.find(piece, position)
            assert found >= 0, f"{each}: “{piece}” is missing after “{text[max(0, position - 30) : position]}”"
            position = found + len(piece)


def test_the_documents_print_much_of_what_the_cases_say(sample_documents: list[Made]) -> None:
    """Against a recorder that records nothing: even a form prints some dozens of values."""
    for each in sample_documents:
        assert len(each.printed) >= 15, str(each)
        assert sum(len(value) for value in each.printed) > 200, str(each)


def periods() -> Iterator[dict[str, str]]:
    """The sample's periods, each with the name of its file."""
    for file in (ROOT / "cases/period").iterdir():
        yield {**yaml.load(file.read_text("utf-8"), yaml.CBaseLoader), "name": file.stem}


def test_the_properties_come_from_the_data_and_nothing_from_a_tool(
    sample_documents: list[Made], second_documents: list[Made]
) -> None:
    theirs = {
        "示例市市场监督管理局": ("巡回问诊“4235”", sample_documents),
        "示例县文化和旅游局": ("民宿安全与服务提升行动", second_documents),
    }
    days = {period["name"]: period["截止日期"] for period in periods()}
    for creator, (subject, documents) in theirs.items():
        for each in documents:
            found = {etree.QName(one).localname: one.text for one in roots(each.content)["docProps/core.xml"]}
            assert found.pop("title") == Path(each.output).stem
            assert found.pop("creator") == creator
            assert found.pop("subject") == subject
            assert found.pop("created") == (made := found.pop("modified"))
            if documents is sample_documents:
                name, _, _ = each.output.partition(" ")
                assert made == f"{days.get(name, days['2022'])}T00:00:00Z", str(each)
            else:
                assert str(made).startswith("2023-")
            assert set(found) <= {"keywords"}, str(each)


def test_no_tool_no_clock_and_no_history_shows_in_the_files(documents: list[Made]) -> None:
    for each in documents:
        found = roots(each.content)
        assert len(found["docProps/app.xml"]) == 0
        assert not [name for name in parts(each.content) if "thumbnail" in name or "custom" in name.lower()], str(each)
        with zipfile.ZipFile(BytesIO(each.content)) as archive:
            assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        for name, root in found.items():
            for element in root.iter():
                names = [etree.QName(element).localname, *(etree.QName(one).localname for one in element.attrib)]
                assert not [one for one in names if one.lower().startswith("rsid")], f"{each}: {name}"
                assert not {"author", "lastModifiedBy", "proofErr", "ins", "del"} & set(names), f"{each}: {name}"
