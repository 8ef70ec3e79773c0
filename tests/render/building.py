"""Small Word templates, made in code: the ordinary ones with python-docx, the odd ones from XML."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

import docx
from docx.document import Document

from docgen.model import Absent
from docgen.render import RenderError, compile_template

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
SPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "v": "urn:schemas-microsoft-com:vml",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    }.items()
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
SECTION = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" '
    'w:header="851" w:footer="1417" w:gutter="0"/></w:sectPr>'
)


def p(text: str, properties: str = "", run: str = "") -> str:
    """A paragraph of one run, as XML."""
    return f'<w:p>{properties}<w:r>{run}<w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def table(*rows: list[str], width: int = 4000) -> str:
    """A table, as XML; each cell is its text, or XML of its paragraphs."""
    columns = max(len(row) for row in rows)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for _ in range(columns))
    made = "".join(
        "<w:tr>"
        + "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{cell if cell[:1] == "<" else p(cell)}</w:tc>'
            for cell in row
        )
        + "</w:tr>"
        for row in rows
    )
    properties = f'<w:tblPr><w:tblW w:w="{width * columns}" w:type="dxa"/></w:tblPr>'
    return f"<w:tbl>{properties}<w:tblGrid>{grid}</w:tblGrid>{made}</w:tbl>"


def raw(
    body: str, *, styles: str = "", parts: Mapping[str, tuple[str, str, str]] | None = None, section: str = SECTION
) -> bytes:
    """A .docx from the XML of its body; ``parts``: file -> kind of relation, content type, XML."""
    others = dict(parts or {})
    if styles:
        others["styles.xml"] = ("styles", "styles", f"<w:styles {W}>{styles}</w:styles>")
    types = "".join(
        f'<Override PartName="/word/{name}" ContentType="{WORD}.{kind}+xml"/>' for name, (_, kind, _) in others.items()
    )
    relations = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{name}"/>'
        for number, (name, (kind, _, _)) in enumerate(others.items(), 1)
    )
    files = {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{WORD}.document.main+xml"/>{types}</Types>'
        ),
        "_rels/.rels": _relations(
            f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
        ),
        "word/_rels/document.xml.rels": _relations(relations),
        "word/document.xml": f"<w:document {SPACES}><w:body>{body}{section}</w:body></w:document>",
        **{f"word/{name}": xml for name, (_, _, xml) in others.items()},
    }
    return zipped({name: (HEAD + xml).encode() for name, xml in files.items()})


def _relations(inner: str) -> str:
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'
    )


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Any files as a package."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def word(make: Callable[[Document], object]) -> bytes:
    """A .docx as python-docx makes it."""
    document = docx.Document()
    make(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def part(docx_bytes: bytes, name: str = "word/document.xml") -> str:
    """The text of a part of a package."""
    with zipfile.ZipFile(io.BytesIO(docx_bytes)) as archive:
        return archive.read(name).decode()


def render(template: bytes, **context: object) -> bytes:
    """The document that a template makes."""
    return compile_template(template, name="templates/示例.docx").render(context)


def refused(template: bytes, **context: object) -> list[Any]:
    """What keeps the document from being made."""
    try:
        render(template, **context)
    except RenderError as problem:
        return list(problem.diagnostics)
    raise AssertionError("nothing was refused")


class Record:
    """A case or item as templates see it: an address, and fields that may be absent."""

    def __init__(self, address: str, **fields: object) -> None:
        self.address = address
        self._fields = fields

    def lookup(self, name: str) -> object:
        return self._fields.get(name, Absent(name))


STYLE_NAMES = [
    "heading 1",
    "heading 2",
    "heading 3",
    "heading 4",
    "List Number",
    "List Number 2",
    "List Bullet",
    "List Bullet 2",
    "表格文字",
]
MARKDOWN_STYLES = (
    "".join(
        f'<w:style w:type="paragraph" w:styleId="s{number}"><w:name w:val="{name}"/></w:style>'
        for number, name in enumerate(STYLE_NAMES)
    )
    + '<w:style w:type="table" w:styleId="gw"><w:name w:val="公文表格"/></w:style>'
)
"""The styles that Markdown is set in, as a template of a bureau has them."""
