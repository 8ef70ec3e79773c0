"""What tests of conversion need: LibreOffice, and small Word files."""

from __future__ import annotations

import os
import shutil
import zipfile
from pathlib import Path

import pytest

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CORE = f"{_PACKAGE}/metadata/core-properties"


def need_office() -> None:
    """Skip the test where LibreOffice or poppler is missing; on the test machine that is a failure."""
    missing = [tool for tool in ("soffice", "pdftotext") if shutil.which(tool) is None]
    if missing:
        why = f"conversions need {'、'.join(missing)}"
        pytest.fail(why) if os.environ.get("CI") == "true" else pytest.skip(why)


def word_file(file: Path, text: str = "整改提醒函", body: str = "", relations: str = "") -> Path:
    """One paragraph of text, then ``body`` (XML); ``relations`` (XML) are those of the document part."""
    types = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/word/document.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
        '<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
    )
    package = (
        f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="r2" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
    )
    core = (
        '<dcterms:created xsi:type="dcterms:W3CDTF">2022-08-05T00:00:00Z</dcterms:created>'
    )  # fmt: skip
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{package}</Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{relations}</Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{_MAIN}" xmlns:r="{_OFFICE}"><w:body>'
        f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>{body}</w:body></w:document>",
        "docProps/core.xml": f'<cp:coreProperties xmlns:cp="{_CORE}" xmlns:dcterms="http://purl.org/dc/terms/" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{core}</cp:coreProperties>',
    }
    file.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(file, "w") as package_file:
        for name, content in parts.items():
            package_file.writestr(name, content)
    return file
