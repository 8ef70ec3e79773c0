"""A workspace of any size in few bytes: shops, one document each, and a list and a count of them for a period."""

from __future__ import annotations

import io
import json
from pathlib import Path

import docx

_CONFIGURATION = """docgen: 1
style: gb2312
periods: {kind: quarter, from: 首日, to: 末日, current: q1}
documents:
  sheet:
    title: 登记表
    each: shop
    template: sheet.docx
    output: "{{ 店铺.id | by_thousand }}{{ 店铺.id }}.docx"
  roll:
    title: 名册
    each: quarter
    template: roll.docx
    output: "{{ 季度.id }} 名册.docx"
figures:
  店铺数:
    unit: 家
    definition: 本季登记的店铺
    count: shop
"""
_SHOP = {
    "title": "店铺",
    "type": "object",
    "additionalProperties": False,
    "required": ["名称", "登记日期"],
    "x-day": "登记日期",
    "properties": {
        "名称": {
            "type": "string",
            "title": "名称",
            "description": "店铺的名称",
            "x-name": True,
            "maxLength": 60,
            "examples": ["示例店铺"],
        },
        "登记日期": {
            "type": "string",
            "format": "date",
            "title": "登记日期",
            "description": "哪一天登记的",
            "examples": ["2023-01-05"],
        },
        "备注": {"type": "string", "title": "备注", "description": "其他情况", "maxLength": 200, "examples": ["临街"]},
    },
}
_QUARTER = {
    "title": "季度",
    "type": "object",
    "additionalProperties": False,
    "required": ["首日", "末日"],
    "properties": {
        "首日": {
            "type": "string",
            "format": "date",
            "title": "首日",
            "description": "第一天",
            "examples": ["2023-01-01"],
        },
        "末日": {
            "type": "string",
            "format": "date",
            "title": "末日",
            "description": "最后一天",
            "examples": ["2023-03-31"],
        },
    },
}


def plenty(folder: Path, count: int) -> Path:
    """Make the workspace with so many shops; it has one document more than shops."""
    for name in ("schemas", "templates", "cases/shop", "cases/quarter"):
        (folder / name).mkdir(parents=True)
    (folder / "docgen.yaml").write_text(_CONFIGURATION, "utf-8")
    for name, schema in (("shop", _SHOP), ("quarter", _QUARTER)):
        whole = {
            "$schema": "https://json-schema.org/draft/2020-12/schema", "$id": f"{name}.schema.json",
            "description": "用于测试的类别", **schema,
        }  # fmt: skip
        (folder / f"schemas/{name}.schema.json").write_text(json.dumps(whole, ensure_ascii=False), "utf-8")
    (folder / "templates/sheet.docx").write_bytes(
        template(
            "登记表",
            "名称：{{ 店铺.名称 }}",
            "登记日期：{{ 店铺.登记日期 | cn_date }}",
            "备注：{{ 店铺.备注 | or_dash }}",
        )
    )
    roll = (
        "名册",
        "共 {{ figures.店铺数.text }} 家",
        "{%p for 店铺 in cases.shop %}",
        "{{ 店铺.名称 }}",
        "{%p endfor %}",
    )
    (folder / "templates/roll.docx").write_bytes(template(*roll))
    (folder / "cases/quarter/q1.yaml").write_text("首日: 2023-01-01\n末日: 2023-03-31\n", "utf-8")
    for number in range(1, count + 1):
        shop(folder, number)
    return folder


def shop(folder: Path, number: int, note: str = "") -> Path:
    """Write one shop."""
    file = folder / f"cases/shop/dp-{number:05d}.yaml"
    text = f"名称: 示例店铺第{number}家\n登记日期: 2023-0{number % 3 + 1}-{number % 28 + 1:02d}\n"
    file.write_text(text + (f"备注: {note}\n" if note else ""), "utf-8")
    return file


def template(*paragraphs: str) -> bytes:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()
