"""A .docx -> what the ECMA-376 schemas say against it, for tests; the schemas are not part of the project.

Their folder is named by ``DOCGEN_OOXML_XSD``; by default it is ``../shared/ooxml-xsd`` beside the project.
"""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_SCHEMAS = {
    _W: "wml.xsd",
    "http://schemas.openxmlformats.org/package/2006/content-types": "opc-xsd/opc-contentTypes.xsd",
    "http://schemas.openxmlformats.org/package/2006/relationships": "opc-xsd/opc-relationships.xsd",
    "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties":
        "shared-documentPropertiesExtended.xsd",
}  # fmt: skip
_FOLDER = Path(os.environ.get("DOCGEN_OOXML_XSD") or Path(__file__).parents[2] / "shared" / "ooxml-xsd")


def xsd_problems(docx: bytes) -> list[str]:
    """Every complaint of the schemas about a document, with the part's name; without schemas the test is skipped."""
    if not (_FOLDER / "wml.xsd").is_file():
        pytest.skip("the OOXML schemas are not here; name their folder in DOCGEN_OOXML_XSD")
    problems: list[str] = []
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                problems += [f"{name}: {each}" for each in _part_problems(archive.read(name))]
    return problems


def _part_problems(content: bytes) -> list[str]:
    root = etree.fromstring(content)
    schema = _SCHEMAS.get(str(etree.QName(root).namespace))
    if schema is None:
        return []
    plain = etree.fromstring(etree.tostring(_without_extensions(root)))
    validator = _schema(schema)
    validator.validate(plain)
    complaints: Iterable[Any] = validator.error_log  # type: ignore[assignment]  # the stubs do not know it is one
    return [f"line {each.line}: {each.message}" for each in complaints]


@cache
def _schema(name: str) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(_FOLDER / name))


def _without_extensions(root: etree._Element) -> etree._Element:
    """What a program sees that knows only the standard: fallbacks taken, ignorable names dropped."""
    for alternate in list(root.iter(f"{{{_MC}}}AlternateContent")):
        parent, fallback = alternate.getparent(), alternate.find(f"{{{_MC}}}Fallback")
        assert parent is not None
        for child in [] if fallback is None else list(fallback):
            parent.insert(parent.index(alternate), child)
        parent.remove(alternate)
    ignorable = {uri for element in root.iter() for uri in _ignored_by(element)}
    for element in list(root.iter()):
        parent = element.getparent()
        if etree.QName(element).namespace in ignorable and parent is not None:
            parent.remove(element)
            continue
        for name in list(element.attrib):
            if etree.QName(name).namespace in {*ignorable, _MC}:
                del element.attrib[name]
    return root


def _ignored_by(element: etree._Element) -> list[str]:
    prefixes = element.get(f"{{{_MC}}}Ignorable", "").split()
    return [element.nsmap[prefix] for prefix in prefixes if prefix in element.nsmap]
