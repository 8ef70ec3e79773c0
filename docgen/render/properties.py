"""What a document says of itself -> docProps/core.xml and app.xml; nothing in them comes from a tool or a clock."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from docgen.model import Diagnostic
from docgen.render.findings import finding
from docgen.render.text import CharacterError, attribute_xml
from docgen.render.zip_writer import Entry, entry

CORE, APP = "docProps/core.xml", "docProps/app.xml"
CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
APP_TYPE = "application/vnd.openxmlformats-officedocument.extended-properties+xml"
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_WORDS = {"title": "标题", "creator": "作者", "subject": "主题", "keywords": "关键词"}


@dataclass(frozen=True)
class Properties:
    """The properties of a document; what is empty is left out.

    ``day`` (YYYY-MM-DD) is the day on which it counts as made and last changed.
    """

    title: str = ""
    creator: str = ""
    subject: str = ""
    keywords: str = ""
    day: str = ""


def check_properties(properties: Properties) -> list[Diagnostic]:
    """DG508 findings: characters that XML cannot hold, a day that is none."""
    problems = []
    for name, word in _WORDS.items():
        try:
            attribute_xml(getattr(properties, name))
        except CharacterError as problem:
            message = f"文档属性“{word}”里有 Word 文档不能有的字符 {problem}"
            problems.append(finding("DG508", message, "删去这个字符"))
    if properties.day and not _DAY.fullmatch(properties.day):
        message = f"文档属性里的日期“{properties.day}”不是 2022-08-05 这样的写法"
        problems.append(finding("DG508", message, "年、月、日用“-”连接，月和日写两位"))
    return problems


@lru_cache(maxsize=256)
def core_entry(properties: Properties) -> tuple[Entry | None, tuple[Diagnostic, ...]]:
    """docProps/core.xml, packed, or what is wrong with the properties; many documents of a run have the same ones."""
    problems = check_properties(properties)
    return (None, tuple(problems)) if problems else (entry(CORE, core_xml(properties)), ())


def core_xml(properties: Properties) -> bytes:
    """docProps/core.xml; `check_properties` must have found nothing."""
    values = (
        ("dc:title", properties.title),
        ("dc:creator", properties.creator),
        ("dc:subject", properties.subject),
        ("cp:keywords", properties.keywords),
    )
    made = "".join(f"<{name}>{_flat(value)}</{name}>" for name, value in values if value)
    if properties.day:
        made += "".join(
            f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{properties.day}T00:00:00Z</dcterms:{name}>'
            for name in ("created", "modified")
        )
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{made}</cp:coreProperties>'
    ).encode()


def app_xml() -> bytes:
    """docProps/app.xml, which says nothing."""
    space = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    return f'{_HEAD}<Properties xmlns="{space}"/>'.encode()


def _flat(text: str) -> str:
    return attribute_xml(" ".join(text.split()))
