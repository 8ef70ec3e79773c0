"""A number in, a workspace of so many cases out: one kind, its schema with rules, its template, its YAML files.

A case is some six thousand bytes of Chinese; equal numbers give equal files.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench import cases, documents
from bench.files import put_aside, write_json

TEMPLATE = "templates/summary.docx"
CASES = "cases/summary"

_CONFIGURATION = """\
docgen: 1
periods: {kind: period, from: 起始日期, to: 截止日期, current: "2022"}
documents:
  summary:
    title: 工作总结
    each: summary
    template: summary.docx
    output: "{{ 总结.日期 }}/{{ 总结.编号 }}.docx"
"""
_YEARLY = """\
  yearly:
    title: 年度汇总
    each: period
    template: yearly.docx
    output: "{{ 期间.id }} 年度汇总.docx"
figures:
  总结数: {unit: 份, definition: 期间内的总结, count: summary, by: 总结.类别}
  问题数: {unit: 个, definition: 各份总结的问题数之和, count: summary, sum: 总结.问题数}
"""
_PERIOD = "名称: 2022年\n起始日期: 2022-01-01\n截止日期: 2022-12-31\n"


def write(count: int, place: Path, first: int = 0, yearly: bool = False) -> None:
    """The workspace in a folder, made anew; ``yearly`` adds figures and a document over all cases."""
    put_aside(place)
    for folder in ("schemas", "templates", "cases/period", CASES):
        (place / folder).mkdir(parents=True)
    (place / "docgen.yaml").write_text(_CONFIGURATION + (_YEARLY if yearly else ""), "utf-8")
    (place / "cases/period/2022.yaml").write_text(_PERIOD, "utf-8")
    write_json(place / "schemas/summary.schema.json", _summary_schema())
    write_json(place / "schemas/period.schema.json", _period_schema())
    (place / TEMPLATE).write_bytes(documents.work_summary())
    if yearly:
        (place / "templates/yearly.docx").write_bytes(documents.yearly())
    for number in range(first, first + count):
        text = as_yaml(cases.work_summary(number)["总结"])
        (place / CASES / f"zj-{number:06d}.yaml").write_text(text, "utf-8", newline="")


def as_yaml(value: dict[str, Any]) -> str:
    """A case as staff write it."""
    return "".join(f"{line}\n" for line in _mapping(value, ""))


def _mapping(value: dict[str, Any], indent: str) -> Iterator[str]:
    for name, each in value.items():
        if not isinstance(each, list):
            yield f"{indent}{name}: {each}"
            continue
        yield f"{indent}{name}:"
        for item in each:
            first, *others = _mapping(item, indent + "    ")
            yield f"{indent}  - {first.strip()}"
            yield from others


def _text(description: str, example: str, longest: int = 500, **more: Any) -> dict[str, Any]:
    return {"description": description, "examples": [example], "type": "string", "maxLength": longest} | more


def _object(description: str, properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "description": description, "type": "object", "additionalProperties": False, "required": list(properties),
        "properties": properties,
    }  # fmt: skip


def _list(description: str, item: dict[str, Any], key: str) -> dict[str, Any]:
    example = {name: each["examples"][0] for name, each in item["properties"].items()}
    item["examples"] = [example]
    return {
        "description": description, "examples": [[example]], "type": "array", "minItems": 1, "maxItems": 20,
        "x-key": key, "items": item,
    }  # fmt: skip


def _kind(name: str, title: str, body: dict[str, Any]) -> dict[str, Any]:
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{name}.schema.json",
        "title": title,
    } | body


def _number(description: str) -> dict[str, Any]:
    return {
        "description": description,
        "examples": [12],
        "type": "integer",
        "minimum": 0,
        "maximum": 999,
        "x-unit": "个",
    }


def _summary_schema() -> dict[str, Any]:
    entry = _object("一条", {"名称": _text("小标题", "（1）检查组", 30), "内容": _text("正文", "台账已经逐项核对。")})
    chapter = _object(
        "一章",
        {
            "标题": _text("章的标题", "一、进货查验台账", 40),
            "引言": _text("开头的话", "上半年检查组逐项核对。"),
            "条目": _list("各条", entry, "名称"),
        },
    )
    properties = {
        "标题": _text("总结的标题", "2022年度工作总结", 60, minLength=4),
        "单位": _text("编制单位", "城关监管所", 60),
        "编号": _text("总结的编号", "ZJ-000001", 9, pattern="^(?:ZJ-[0-9]{6})$") | {"x-unique": True},
        "日期": {"description": "写成的日期", "examples": ["2022-11-30"], "type": "string", "format": "date"},
        "类别": _text("哪一类", cases.KINDS[0], 4, enum=list(cases.KINDS)),
        "企业数": _number("检查了几家"),
        "问题数": _number("发现了几个"),
    }
    properties |= {name: _text(f"第{place}方面的情况", "台账已经逐项核对") for place, name in enumerate(cases.NOTES, 1)}
    properties |= {name: _text(f"有没有{name}", "是", 1, enum=["是", "否"]) for name in cases.FLAGS}
    properties |= {"章节": _list("正文各章", chapter, "标题")}
    rules = [
        {"code": "ZJ01", "level": "error", "at": "问题数", "assert": "this.问题数 <= this.企业数 * 100",
         "message": "问题数{{ this.问题数 }}太多。"},
        {"code": "ZJ02", "level": "error", "at": "整改方案", "when": 'this.投诉举报 == "是"',
         "assert": "this.章节 | length >= 3", "message": "有投诉举报的，总结至少三章。"},
        {"code": "ZJ03", "level": "warning", "at": "章节",
         "assert": "this.章节 | selectattr('条目') | list | length == this.章节 | length",
         "message": "有的章没有内容。"},
    ]  # fmt: skip
    return _kind("summary", "总结", _object("一份工作总结", properties) | {"x-day": "日期", "x-rules": rules})


def _period_schema() -> dict[str, Any]:
    properties = {
        "名称": _text("期间的说法", "2022年", 20),
        "起始日期": {"description": "第一天", "examples": ["2022-01-01"], "type": "string", "format": "date"},
        "截止日期": {"description": "最后一天", "examples": ["2022-12-31"], "type": "string", "format": "date"},
    }
    return _kind("period", "期间", _object("一个期间", properties))
