"""Two .docx -> where their parts differ, once what is deliberate is set aside; each such thing has an id.

Independent of docgen's own code: what docgen does on purpose is done here again, to both sides, and only if asked for by its id.
"""

from __future__ import annotations

import hashlib
import io
import posixpath
import re
import zipfile
from collections.abc import Callable, Iterable
from copy import deepcopy

from lxml import etree

Element = etree._Element
Parts = dict[str, bytes]
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
V = "urn:schemas-microsoft-com:vml"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_RELS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


def w(name: str) -> str:
    return f"{{{W}}}{name}"


_LEFT_OUT = """
    theme comments commentsExtended people customXml glossaryDocument thumbnail core-properties extended-properties
    custom-properties webSettings stylesWithEffects fontTable
"""
_RPR = """
    rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish
    webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang
"""
_TCPR = "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign"
_EDITING = """
    proofErr lastRenderedPageBreak commentRangeStart commentRangeEnd commentReference annotationRef del rPrChange
    pPrChange dataBinding rsid rsids nsid tmpl zoom view proofState attachedTemplate clrSchemeMapping themeFontLang
    hdrShapeDefaults shapeDefaults trackRevisions docVars stylePaneFormatFilter docId
"""
_HOLDERS = [w(name) for name in ("body", "hdr", "ftr", "footnote", "endnote", "tc", "txbxContent")]


def unpacked(docx: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def differences(ours: bytes, theirs: bytes, ids: Iterable[str]) -> list[str]:
    """The parts that differ, each with the first place where it does."""
    wanted = set(ids)
    mine, other = _described(unpacked(ours), wanted), _described(unpacked(theirs), wanted)
    found = []
    for name in sorted(set(mine) | set(other)):
        if mine.get(name) != other.get(name):
            found.append(f"{name}: {_first_difference(mine.get(name, '(none)'), other.get(name, '(none)'))}")
    return found


def _first_difference(mine: str, other: str) -> str:
    start = next((at for at, (a, b) in enumerate(zip(mine, other, strict=False)) if a != b), min(len(mine), len(other)))
    around = slice(max(0, start - 120), start + 160)
    return f"\n  docgen  …{mine[around]}\n  docxtpl …{other[around]}"


def _described(parts: Parts, ids: set[str]) -> dict[str, str]:
    """Every part in a form that is equal where the parts mean the same, by its name (media by content)."""
    made = {}
    left_out = _left_out(parts) if "parts-left-out" in ids else set()
    left_out |= {"word/numbering.xml"} if "lists-for-markdown" in ids and not _lists(parts) else set()
    for name, content in parts.items():
        if name in left_out or name.endswith("/") or name == "[Content_Types].xml":
            continue
        if name.endswith(".rels"):
            made[name] = "\n".join(sorted(_relations(parts, name, left_out)))
        elif name.endswith(".xml"):
            made[name] = _canonical(parts, name, content, ids)
        else:
            made["media " + hashlib.sha256(content).hexdigest()] = name
    return {name: text for name, text in made.items() if text or not name.endswith(".rels")}


def _left_out(parts: Parts) -> set[str]:
    """Parts (and what only they refer to) of the kinds that documents do without."""
    kept, pending = {"_rels/.rels"}, ["_rels/.rels"]
    while pending:
        rels = pending.pop()
        folder = posixpath.dirname(posixpath.dirname(rels))
        for relation in etree.fromstring(parts[rels]):
            if relation.get("TargetMode") == "External" or relation.get("Type", "").split("/")[-1] in _LEFT_OUT.split():
                continue
            target = posixpath.normpath(posixpath.join("/" + folder, relation.get("Target", ""))).lstrip("/")
            of = posixpath.join(posixpath.dirname(target), "_rels", posixpath.basename(target) + ".rels")
            if of in parts and of not in kept:
                kept.add(of)
                pending.append(of)
            kept.add(target)
    return {name for name in parts if name not in kept and name != "[Content_Types].xml"}


def _lists(parts: Parts) -> bool:
    """Whether the document has lists, and not just the looks that Markdown would number them with."""
    content = parts.get("word/numbering.xml")
    return content is not None and next(etree.fromstring(content).iter(w("num")), None) is not None


def unused_lists(root: Element) -> None:
    """Looks of lists that no list has."""
    used = {each.get(w("val")) for each in root.iter(w("abstractNumId"))}
    for look in list(root.iter(w("abstractNum"))):
        if look.get(w("abstractNumId")) not in used:
            _remove(look)


def _relations(parts: Parts, name: str, left_out: set[str]) -> list[str]:
    return [text for text in _targets(parts, name).values() if text.partition(" ")[2] not in left_out]


def _targets(parts: Parts, rels: str) -> dict[str, str]:
    """What each relation of a part leads to: kind and name; a picture by its content."""
    folder, found = posixpath.dirname(posixpath.dirname(rels)), {}
    for relation in etree.fromstring(parts[rels]) if rels in parts else ():
        kind, target = relation.get("Type", "").split("/")[-1], relation.get("Target", "")
        if relation.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
            if kind == "image":
                target = hashlib.sha256(parts[target]).hexdigest()
        if kind not in _LEFT_OUT.split():
            found[relation.get("Id", "")] = f"{kind} {target}"
    return found


def _canonical(parts: Parts, name: str, content: bytes, ids: set[str]) -> str:
    parser = etree.XMLParser(remove_comments=True, remove_pis=True)
    root = etree.fromstring(content, parser)
    rels = posixpath.join(posixpath.dirname(name), "_rels", posixpath.basename(name) + ".rels")
    targets = _targets(parts, rels)
    for element in root.iter():
        for attribute, value in element.attrib.items():
            if str(attribute).startswith(f"{{{R}}}"):
                element.set(attribute, targets.get(str(value), str(value)))
    for rule, change in RULES.items():
        if rule in ids:
            change(root)
    etree.cleanup_namespaces(root)
    return etree.tostring(root, method="c14n", exclusive=True).decode()


def _drop(root: Element, *names: str) -> None:
    for element in list(root.iter(*names)):
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)


def _unwrap(root: Element, *names: str) -> None:
    for element in list(root.iter(*names)):
        parent = element.getparent()
        assert parent is not None
        for child in element:
            if not str(child.tag).endswith("Pr"):
                element.addprevious(child)
        parent.remove(element)


def editing_marks(root: Element) -> None:
    _drop(root, *(w(name) for name in _EDITING.split()))
    _drop(root, *(f"{{http://schemas.microsoft.com/office/word/{year}/wordml}}docId" for year in (2010, 2012)))
    _unwrap(root, w("ins"), w("smartTag"))
    for properties in root.iter(w("sdtPr")):
        for name in ("id", "placeholder", "showingPlcHdr"):
            for child in properties.findall(w(name)):
                properties.remove(child)
    for mark in list(root.iter(w("bookmarkStart"))):
        if mark.get(w("name")) == "_GoBack":
            _drop_pair(root, mark)
    for element in root.iter():
        for attribute in list(element.attrib):
            if re.search(r"\}(rsid\w*|paraId|textId|theme(Color|Tint|Shade|Fill\w*))$", str(attribute)):
                del element.attrib[attribute]


def _drop_pair(root: Element, start: Element) -> None:
    for end in list(root.iter(w("bookmarkEnd"))):
        if end.get(w("id")) == start.get(w("id")):
            _remove(end)
    _remove(start)


def _remove(element: Element) -> None:
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)


def fonts(root: Element) -> None:
    """The fonts themselves (a profile decides them), and the hint that quotation marks are Chinese."""
    for element in list(root.iter(w("rFonts"))):
        for attribute in list(element.attrib):
            if str(attribute).endswith(("hint", "Theme", "theme")) or str(attribute)[len(w("")) :] in (
                "ascii", "hAnsi", "eastAsia", "cs"
            ):  # fmt: skip
                del element.attrib[attribute]
        if not element.attrib:
            _remove(element)
    for properties in list(root.iter(w("rPr"))):
        parent = properties.getparent()
        if not len(properties) and parent is not None and parent.tag == w("r"):
            _remove(properties)


def ids(root: Element) -> None:
    for element in root.iter(f"{{{WP}}}docPr", f"{{{PIC}}}cNvPr"):
        element.set("id", "")
        if re.fullmatch(r"Picture \d+", element.get("name", "")):
            element.set("name", "Picture")
    for element in root.iter(w("bookmarkStart"), w("bookmarkEnd")):
        element.set(w("id"), "")
        if element.get(w("name")):
            element.set(w("name"), re.sub(r"_\d+$", "", element.get(w("name"), "")))
    for element in root.iter(*(f"{{{V}}}{name}" for name in ("shape", "rect"))):
        if element.get("id"):
            element.set("id", re.sub(r"_\d+$", "", element.get("id", "")))


def run_boundaries(root: Element) -> None:
    """Every run split into one element each, then equal neighbours joined; empty ones go."""
    for run in list(root.iter(w("r"))):
        properties = run.find(w("rPr"))
        for child in list(run):
            if child is properties:
                continue
            alone = etree.Element(w("r"))
            if properties is not None:
                alone.append(deepcopy(properties))
            alone.append(child)
            run.addprevious(alone)
        _remove(run)
    for text in list(root.iter(w("t"))):
        if text.get(_SPACE):
            del text.attrib[_SPACE]
        if not text.text:
            _remove(next(text.iterancestors(w("r"))))
    for text in list(root.iter(w("t"))):
        holder = text.getparent()
        before = None if holder is None else holder.getprevious()
        if holder is None or before is None or before.tag != w("r"):
            continue
        other = before.find(w("t"))
        if other is not None and len(before) == len(holder) and _properties(before) == _properties(holder):
            text.text = (other.text or "") + (text.text or "")
            _remove(before)


def _properties(run: Element) -> bytes:
    properties = run.find(w("rPr"))
    return b"" if properties is None else etree.tostring(properties, method="c14n")


def formats(root: Element) -> None:
    """The format of all runs: docxtpl drops that of the text behind some tags."""
    _drop(root, w("rPr"))


def merged_cells(root: Element) -> None:
    """What is in cells that are merged with the one above."""
    for merge in root.iter(w("vMerge")):
        holder = next(merge.iterancestors(w("tc")))
        if merge.get(w("val")) == "continue":
            for block in [each for each in holder if each.tag != w("tcPr")]:
                holder.remove(block)


def column_counts(root: Element) -> None:
    """How many columns a table says it has."""
    _drop(root, w("gridCol"))


def ends_in_paragraph(root: Element) -> None:
    """An empty paragraph where a cell or the body would otherwise end in a table, or hold nothing."""
    for holder in root.iter(*_HOLDERS):
        blocks = [each for each in holder if each.tag in (w("p"), w("tbl"))]
        if (
            blocks
            and blocks[-1].tag == w("p")
            and not len(blocks[-1])
            and (len(blocks) == 1 or blocks[-2].tag != w("p"))
        ):
            _remove(blocks[-1])


def columns(root: Element) -> None:
    """The widths of columns and cells."""
    for element in root.iter(w("gridCol"), w("tcW")):
        element.set(w("w"), "")


def _sorted(root: Element, holder: str, order: str) -> None:
    for properties in root.iter(w(holder)):
        properties[:] = sorted(properties, key=lambda each: order.split().index(each.tag.rpartition("}")[2]))


def cell_properties(root: Element) -> None:
    _sorted(root, "tcPr", _TCPR)


def run_properties(root: Element) -> None:
    for shade in root.iter(w("shd")):
        shade.set(w("val"), shade.get(w("val"), "clear"))
    _sorted(root, "rPr", _RPR)


def whitespace(root: Element) -> None:
    """Blank text between elements, and line ends in it."""
    for element in root.iter():
        if len(element) and not (element.text or "").strip():
            element.text = None
        if not (element.tail or "").strip():
            element.tail = None


RULES: dict[str, Callable[[Element], None]] = {
    "whitespace": whitespace,
    "editing-marks": editing_marks,
    "fonts": fonts,
    "ids": ids,
    "lists-for-markdown": unused_lists,
    "cell-properties-order": cell_properties,
    "run-properties-order": run_properties,
    "format-after-r": formats,
    "format-after-split-tags": formats,
    "merged-cells-of-several-runs": merged_cells,
    "columns": columns,
    "columns-in-every-part": column_counts,
    "tables-as-they-are": column_counts,
    "run-boundaries": run_boundaries,
    "ends-in-paragraph": ends_in_paragraph,
}
"""What is done to both sides where a case names the id, in this order."""
WHOLE = ("parts-left-out", "lists-for-markdown")
"""Ids that set parts aside, not things in a part."""
