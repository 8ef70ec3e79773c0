"""``schemas/*.schema.json`` to JSON values with places, and a node for each kind; knows what makes a file no schema."""

from __future__ import annotations

import codecs
import json
from dataclasses import dataclass, field, replace
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from docgen.catalog.files import content_of, listed
from docgen.load import load
from docgen.model import Diagnostic, Location, Source
from docgen.schemas import BrokenReferenceError, EndlessReferenceError, Node, compiled

SUFFIX = ".schema.json"
_COMPLAINTS = (
    ("Expecting ',' delimiter", "这里或者前一行末尾少一个逗号，或者前面的引号、括号没有成对"),
    ("Expecting ':' delimiter", "名称后面少一个冒号"),
    ("Expecting property name", "这里要有一个带双引号的名称；最后一项后面不能有逗号"),
    ("Illegal trailing comma", "最后一项后面不能有逗号"),
    ("Expecting value", "这里缺少内容，或者内容没有加双引号；最后一项后面不能有逗号"),
    ("Unterminated string", "这里开始的引号没有另一半"),
    ("Invalid control character", "这一行的引号没有另一半；引号里也不能直接换行"),
    ("Extra data", "文件到这里应当结束了，后面的内容是多余的"),
    ("Invalid \\", "反斜杠要写成两个“\\\\”"),
)


@dataclass
class SchemaFiles:
    """All schema files: ``documents`` are the JSON values by file name, ``places`` their loaded positions.

    ``broken`` holds the kinds that have a file but no node, so that nobody calls them unknown.
    """

    documents: dict[str, Any] = field(default_factory=dict)
    places: dict[str, Source] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    nodes: dict[str, Node] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    diagnostics: list[Diagnostic] = field(default_factory=list)


def read_schemas(root: Path) -> SchemaFiles:
    """Every schema file under ``root/schemas``, and the node of every kind that can be compiled."""
    found = SchemaFiles()
    files, found.diagnostics = listed(root / "schemas", root)
    for file in files:
        if file.name.endswith(SUFFIX):
            _read(file, root, found)
        else:
            message = f"“{file.name}”的名称不以 {SUFFIX} 结尾，没有读取。"
            where = Location(f"schemas/{file.name}")
            hint = f"是模式就改名为“类别{SUFFIX}”，不是就移到别处"
            found.diagnostics.append(Diagnostic("DG218", "warning", message, where, hint=hint))
    for name in found.documents:
        if name != f"common{SUFFIX}":
            _compile(name, found)
    return found


def _read(file: Path, root: Path, found: SchemaFiles) -> None:
    name = f"schemas/{file.name}"
    content, problems = content_of(file, root)
    document, source = None, None
    if content is not None:
        found.digests[name] = sha256(content).hexdigest()
        document, source, problems = parsed(content, name)
    found.diagnostics += problems
    if document is None or source is None:
        found.broken.add(file.name.removesuffix(SUFFIX))
    else:
        found.documents[file.name], found.places[file.name] = document, source


@lru_cache(maxsize=64)
def parsed(content: bytes, name: str) -> tuple[dict[str, Any] | None, Source | None, list[Diagnostic]]:
    """A JSON object and the places in it, by reading it as YAML too, which JSON nearly is.

    Kept by content: what is compared over many commits has the same few schemas. Nobody changes what is returned.
    """
    if content.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return None, None, [_no_json("文件的编码不对，开头有多余的标记（BOM）。", name, 1, 1, "另存为 UTF-8，不带 BOM")]
    try:
        document = json.loads(content.decode("utf-8"))
    except UnicodeDecodeError:
        return None, None, [_no_json("文件的编码不是 UTF-8。", name, 1, 1, "在编辑器里另存为 UTF-8")]
    except json.JSONDecodeError as problem:
        hint = next((said for words, said in _COMPLAINTS if words in problem.msg), "检查引号和括号是否成对")
        return None, None, [_no_json("不是合格的 JSON，从这里起读不下去。", name, problem.lineno, problem.colno, hint)]
    except (ValueError, RecursionError):
        return None, None, [_no_json("括号套得太深，或者数字太长，读不下去。", name, 0, 0, "检查括号")]
    if not isinstance(document, dict):
        return None, None, [_no_json("模式文件要是一个 JSON 对象。", name, 1, 1, "最外层用花括号 { }")]
    # Tabs are fine in JSON; as one blank each they keep their columns.
    source, problems = load(content.replace(b"\t", b" "), name)
    refused = [_without_yaml(each) for each in problems if each.severity == "error"]
    return (document, source, refused) if source is not None else (None, None, refused)


def _no_json(message: str, name: str, line: int, column: int, hint: str = "") -> Diagnostic:
    return Diagnostic("DG210", "error", message, Location(name, line, column), hint=hint)


def _without_yaml(problem: Diagnostic) -> Diagnostic:
    """What the YAML reader found, without advice that is for case files."""
    if problem.code == "DG116":
        return _no_json("模式里不能用 null。", problem.location.file, problem.location.line, problem.location.column,
                        "删掉这一项；不填的字段本来就是没有")  # fmt: skip
    return replace(problem, hint="改正模式文件里的这一处")


def _compile(name: str, found: SchemaFiles) -> None:
    kind = name.removesuffix(SUFFIX)
    try:
        found.nodes[kind] = compiled(name, found.documents)
        return
    except EndlessReferenceError:
        message = "$ref 一层套一层，展开以后字段太多。"
        where = Location(f"schemas/{name}", 1, 1)
        hint = "减少引用的层数，或者少重复引用同一个定义"
        found.diagnostics.append(Diagnostic("DG211", "error", message, where, hint=hint))
    except BrokenReferenceError as broken:
        reference = str(broken)
        message = f"$ref“{reference}”找不到所指的定义，或者绕回了自己。"
        hint = "只能引用 schemas 文件夹里的定义，例如 common.schema.json#/$defs/person"
        where = _where_is(reference, [found.places[name], *found.places.values()]) or Location(f"schemas/{name}")
        if not any(each.location == where and each.code == "DG211" for each in found.diagnostics):
            found.diagnostics.append(Diagnostic("DG211", "error", message, where, hint=hint))
    except (KeyError, TypeError, AttributeError, ValueError):
        message = "这个模式的写法不对，不能用来检查案卷。"
        found.diagnostics.append(Diagnostic("DG212", "error", message, Location(f"schemas/{name}")))
    found.broken.add(kind)


def _where_is(reference: str, sources: list[Source]) -> Location | None:
    for source in sources:
        for path, location in source.values.items():
            if path and path[-1] == "$ref" and _value(source.data, path) == reference:
                return location
    return None


def _value(data: Any, path: tuple[str | int, ...]) -> Any:
    for step in path:
        data = data[step]
    return data
