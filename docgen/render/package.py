"""The parts of a .docx with their relations and kinds; knows which parts are kept, dropped or refused.

A template loses whatever tells of the person and program that made it; what could run or fetch something is refused.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from docgen.model import Diagnostic
from docgen.render import archive
from docgen.render.findings import finding
from docgen.render.ooxml import R_NS, Element, XmlError, parse, w

PACKAGE_NS = "http://schemas.openxmlformats.org/package/2006"
RELS_NS = f"{PACKAGE_NS}/relationships"
TYPES_NS = f"{PACKAGE_NS}/content-types"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
MAIN_TYPE = f"{WORD_TYPE}document.main+xml"

_DROPPED = """
    theme comments commentsExtended commentsIds commentsExtensible people customXml customXmlProps glossaryDocument
    thumbnail core-properties extended-properties custom-properties printerSettings webSettings stylesWithEffects font
    mailMergeSource mailMergeHeaderSource recipientData origin classificationlabels documenttasks keyMapCustomizations
    attachedToolbars
""".strip()
"""Kinds of relation (the last word of their type) whose parts a document does without."""

_REFUSED = {
    "vbaProject": ("模板里有宏", "另存为不含宏的“Word 文档（.docx）”"),
    "wordVbaData": ("模板里有宏", "另存为不含宏的“Word 文档（.docx）”"),
    "attachedTemplate": ("模板附着在另一个模板文件上", "在 Word 的“开发工具→文档模板”里改为 Normal，再保存"),
    "aFChunk": ("模板里嵌有另一种格式的文件", "把内容直接粘贴进来，再保存"),
    "subDocument": ("模板引用了子文档", "把子文档的内容直接粘贴进来"),
    "control": ("模板里有 ActiveX 控件", "删去控件"),
}


class Relation(NamedTuple):
    """One relation of a part; ``target`` is a part's name, or an address where ``external``."""

    id: str
    type: str
    target: str
    external: bool

    @property
    def kind(self) -> str:
        return self.type.rsplit("/", 1)[-1]


@dataclass
class Package:
    """Parts and what they refer to, reachable from the main document; ``left`` are the others, which are dropped.

    ``theme`` is the first theme, whether anything leads to it or not.
    """

    main: str
    parts: dict[str, bytes]
    types: dict[str, str]
    relations: dict[str, list[Relation]] = field(default_factory=dict)
    left: dict[str, bytes] = field(default_factory=dict)
    theme: bytes = b""

    def related(self, kind: str, source: str = "") -> list[tuple[str, str]]:
        """Relations of one kind of a part (the main document by default): ``(id, part name)``."""
        relations = self.relations.get(source or self.main, [])
        return [(each.id, each.target) for each in relations if each.kind == kind and not each.external]

    def one(self, kind: str) -> str:
        """The name of the main document's only part of this kind, or nothing."""
        return next((target for _, target in self.related(kind) if target in self.parts), "")

    def add(self, name: str, content: bytes, kind: str, content_type: str) -> None:
        """A new part of the main document."""
        relations = self.relations.setdefault(self.main, [])
        number = 1 + sum(1 for _ in relations)
        used = {each.id for each in relations}
        while f"rId{number}" in used:
            number += 1
        relations.append(Relation(f"rId{number}", f"{R_NS}/{kind}", name, False))
        self.parts[name], self.types[name] = content, content_type


def read_package(data: bytes) -> tuple[Package | None, list[Diagnostic]]:
    """The package, or why it cannot be used (DG401, DG415, DG416)."""
    try:
        parts = archive.unpack(data)
        return _package(parts)
    except archive.ArchiveError as problem:
        return None, [problem.finding]
    except XmlError:
        message = "文件内部的格式有误，不能当作 Word 文档打开"
        return None, [finding("DG401", message, "请用 Word 或者 WPS 打开，再另存为 .docx")]


def _package(parts: dict[str, bytes]) -> tuple[Package | None, list[Diagnostic]]:
    problem = _other_office_file(parts)
    if problem is not None:
        return None, [problem]
    types = _content_types(parts)
    main = next((each.target for each in _relations_of("", parts) if each.kind == "officeDocument"), "")
    if main not in parts or types.get(main) != MAIN_TYPE:
        return None, [_not_a_document(types.get(main, ""))]
    package, problems = _reachable(main, parts, types)
    package.theme = next((content for name, content in parts.items() if name.startswith("word/theme/")), b"")
    package.left = {name: content for name, content in parts.items() if name not in package.parts}
    if any(posixpath.basename(name).casefold() == "vbaproject.bin" for name in parts) and not problems:
        problems.append(finding("DG415", *_REFUSED["vbaProject"]))
    root = parse(package.parts[main])
    if root.tag != w("document"):
        strict = "purl.oclc.org" in str(root.tag)
        advice = "请另存为“Word 文档（.docx）”" + ("，不要选“Strict Open XML”" if strict else "")
        problems.append(finding("DG401", "这份文件的内部格式不是通常的 Word 文档", advice))
    return (package, problems) if not problems else (None, problems)


def _reachable(main: str, parts: dict[str, bytes], types: dict[str, str]) -> tuple[Package, list[Diagnostic]]:
    """The main document and what it leads to, less what is dropped; and the relations that are refused."""
    package = Package(main, {}, {})
    problems: list[Diagnostic] = []
    pending = [main]
    while pending:
        name = pending.pop()
        if name in package.parts or name not in parts:
            continue
        package.parts[name], package.types[name] = parts[name], types.get(name, "")
        relations = _relations_of(name, parts)
        problems += [refusal for each in relations if (refusal := _refusal(each)) is not None]
        kept = [each for each in relations if each.kind not in _DROPPED.split()]
        package.relations[name] = [each for each in kept if each.external or each.target in parts]
        pending += [each.target for each in kept if not each.external]
    return package, problems


def _other_office_file(parts: dict[str, bytes]) -> Diagnostic | None:
    if parts.get("mimetype", b"").startswith(b"application/vnd.oasis.opendocument"):
        return finding("DG401", "这是 OpenDocument 文件（.odt 一类），不是 .docx", "请用 Word 或者 WPS 另存为 .docx")
    if "[Content_Types].xml" not in parts or "_rels/.rels" not in parts:
        return finding("DG401", "这是压缩文件，但里面不是 Word 文档", "请用 Word 或者 WPS 另存为 .docx")
    return None


def _not_a_document(content_type: str) -> Diagnostic:
    if "macroEnabled" in content_type:
        return finding("DG415", *_REFUSED["vbaProject"])
    if "wordprocessingml.template" in content_type:
        return finding(
            "DG401", "这是 Word 模板（.dotx）改了后缀，不是 .docx", "请用 Word 打开，另存为“Word 文档（.docx）”"
        )
    if "spreadsheetml" in content_type or "presentationml" in content_type:
        return finding("DG401", "这是表格或者演示文件，不是 Word 文档", "这里要用 Word 文档（.docx）作模板")
    return finding("DG401", "文件里没有正文，不能当作 Word 文档打开", "请用 Word 或者 WPS 另存为 .docx")


def _refusal(relation: Relation) -> Diagnostic | None:
    if relation.kind in _REFUSED:
        return finding("DG415", *_REFUSED[relation.kind])
    if relation.external and relation.kind not in _DROPPED.split() and relation.kind != "hyperlink":
        what = "图片" if relation.kind == "image" else "内容"
        return finding("DG415", f"模板引用了文件外面的{what}", f"把{what}直接放进模板，不要用链接")
    return None


def _content_types(parts: dict[str, bytes]) -> dict[str, str]:
    root = parse(parts["[Content_Types].xml"])
    defaults: dict[str, str] = {}
    overrides: dict[str, str] = {}
    for each in root:
        if each.get("Extension") is not None:
            defaults[str(each.get("Extension")).casefold()] = each.get("ContentType", "")
        elif each.get("PartName") is not None:
            overrides[str(each.get("PartName")).lstrip("/")] = each.get("ContentType", "")
    return {name: overrides.get(name) or defaults.get(name.rsplit(".", 1)[-1].casefold(), "") for name in parts}


def _relations_of(source: str, parts: dict[str, bytes]) -> list[Relation]:
    folder, name = posixpath.split(source)
    content = parts.get(posixpath.join(folder, "_rels", f"{name}.rels"))
    return [] if content is None else [_relation(each, folder) for each in parse(content)]


def _relation(element: Element, folder: str) -> Relation:
    target = element.get("Target", "")
    external = element.get("TargetMode") == "External"
    if not external:
        target = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
    return Relation(element.get("Id", ""), element.get("Type", ""), target, external)


def relations_xml(relations: list[Relation], folder: str) -> bytes:
    """A .rels part; targets are written relative to the folder of the part that they belong to."""
    root = etree.Element(f"{{{RELS_NS}}}Relationships", nsmap=_default(RELS_NS))
    for each in relations:
        target = each.target if each.external else posixpath.relpath("/" + each.target, "/" + folder)
        attributes = {"Id": each.id, "Type": each.type, "Target": target}
        if each.external:
            attributes["TargetMode"] = "External"
        etree.SubElement(root, f"{{{RELS_NS}}}Relationship", attributes)
    return _xml(root)


def content_types_xml(types: dict[str, str]) -> bytes:
    """[Content_Types].xml for parts and their kinds: the usual defaults, and an entry for each part that differs."""
    root = etree.Element(f"{{{TYPES_NS}}}Types", nsmap=_default(TYPES_NS))
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    defaults = {"rels": relations, "xml": "application/xml"}
    for name, content_type in sorted(types.items()):
        extension = name.rsplit(".", 1)[-1].lower()
        if content_type.startswith("image/"):
            defaults.setdefault(extension, content_type)
    for extension, content_type in sorted(defaults.items()):
        etree.SubElement(root, f"{{{TYPES_NS}}}Default", {"Extension": extension, "ContentType": content_type})
    for name, content_type in sorted(types.items()):
        if content_type and defaults.get(name.rsplit(".", 1)[-1].lower()) != content_type:
            etree.SubElement(root, f"{{{TYPES_NS}}}Override", {"PartName": f"/{name}", "ContentType": content_type})
    return _xml(root)


def _xml(root: Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _default(namespace: str) -> dict[str, str]:
    """The declaration of a default namespace (the stubs of lxml know prefixes only)."""
    return {None: namespace}  # type: ignore[dict-item]
