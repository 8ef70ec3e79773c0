"""The blocks of a document in, the bytes of an ordinary Word file out: no theme, no macros, no traces of a tool."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

from lxml import etree

from gongwen import styles
from gongwen.blocks import page_number, section
from gongwen.xml import NAMESPACES, R, w

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_CORE = f"{_PACKAGE}/relationships/metadata/core-properties"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PARTS = {"styles": "styles", "numbering": "numbering", "settings": "settings", "fontTable": "fontTable",
          "footer1": "footer", "footer2": "footer"}  # fmt: skip
_FONTS = {
    styles.FANGSONG: ("仿宋", "modern", "fixed"),
    styles.KAITI: ("楷体", "modern", "fixed"),
    styles.HEITI: ("SimHei", "modern", "fixed"),
    styles.SONGTI: ("SimSun", "auto", "variable"),
    styles.XIAOBIAOSONG: ("方正小标宋_GBK", "script", "variable"),
}


def word_file(title: str, blocks: Sequence[etree._Element], *, landscape: bool = False) -> bytes:
    """A .docx with these paragraphs and tables as its body."""
    setup = section(landscape=landscape)
    setup[:0] = [_reference("default", 5), _reference("even", 6)]
    body = w("document", w("body", *blocks, setup))
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations({"officeDocument": "word/document.xml"}, core="docProps/core.xml"),
        "docProps/core.xml": _core(title),
        "word/document.xml": body,
        "word/_rels/document.xml.rels": _relations({name: f"{name}.xml" for name in _PARTS}),
        "word/styles.xml": styles.styles_xml(),
        "word/numbering.xml": styles.numbering_xml(),
        "word/settings.xml": _settings(),
        "word/fontTable.xml": _font_table(),
        "word/footer1.xml": w("ftr", page_number("right")),
        "word/footer2.xml": w("ftr", page_number("left")),
    }
    return _zipped({name: _serialised(part) for name, part in parts.items()})


def _reference(kind: str, place: int) -> etree._Element:
    reference = w("footerReference", type=kind)
    reference.set(f"{{{R}}}id", f"rId{place}")
    return reference


def _settings() -> etree._Element:
    compatibility = w("compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val=15)
    return w(
        "settings",
        w("zoom", percent=100),
        w("defaultTabStop", val=420),
        w("evenAndOddHeaders"),
        w("characterSpacingControl", val="doNotCompress"),
        w("compat", w("spaceForUL"), w("doNotExpandShiftReturn"), w("useFELayout"), compatibility),
        w("decimalSymbol", val="."),
        w("listSeparator", val=","),
    )


def _font_table() -> etree._Element:
    return w("fonts", *(
        w("font", w("altName", val=other), w("charset", val="86"), w("family", val=family), w("pitch", val=pitch),
          name=name)
        for name, (other, family, pitch) in _FONTS.items()
    ))  # fmt: skip


def _content_types() -> etree._Element:
    namespace = f"{_PACKAGE}/content-types"
    types = etree.fromstring(f'<Types xmlns="{namespace}"/>')
    defaults = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}
    for extension, content in defaults.items():
        etree.SubElement(types, f"{{{namespace}}}Default", Extension=extension, ContentType=content)
    overrides = {f"/word/{name}.xml": f"{_MAIN}.{kind}+xml" for name, kind in _PARTS.items()}
    overrides["/word/document.xml"] = f"{_MAIN}.document.main+xml"
    overrides["/docProps/core.xml"] = "application/vnd.openxmlformats-package.core-properties+xml"
    for name, content in sorted(overrides.items()):
        etree.SubElement(types, f"{{{namespace}}}Override", PartName=name, ContentType=content)
    return types


def _relations(targets: dict[str, str], core: str = "") -> etree._Element:
    namespace = f"{_PACKAGE}/relationships"
    root = etree.fromstring(f'<Relationships xmlns="{namespace}"/>')
    entries = [(f"{_OFFICE}/{_PARTS.get(name, name)}", target) for name, target in targets.items()]
    for place, (kind, target) in enumerate([*entries, *([(_CORE, core)] if core else [])], 1):
        etree.SubElement(root, f"{{{namespace}}}Relationship", Id=f"rId{place}", Type=kind, Target=target)
    return root


def _core(title: str) -> etree._Element:
    properties, dublin = f"{_PACKAGE}/metadata/core-properties", "http://purl.org/dc/elements/1.1/"
    root = etree.Element(f"{{{properties}}}coreProperties", nsmap={"cp": properties, "dc": dublin})
    etree.SubElement(root, f"{{{dublin}}}title").text = title
    return root


def _serialised(part: etree._Element) -> bytes:
    etree.cleanup_namespaces(part, top_nsmap=_used(part), keep_ns_prefixes=list(_used(part)))
    return etree.tostring(part, xml_declaration=True, encoding="UTF-8", standalone=True)


def _used(part: etree._Element) -> dict[str, str]:
    """The namespaces of the part's elements and attributes, to be declared once at its root."""
    names = {str(name) for element in part.iter() for name in (element.tag, *element.attrib)}
    return {prefix: uri for prefix, uri in NAMESPACES.items() if any(name.startswith(f"{{{uri}}}") for name in names)}


def _zipped(parts: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()
