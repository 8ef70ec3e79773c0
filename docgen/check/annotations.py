"""``x-name``, ``x-lookup``, ``x-valid`` and ``x-words`` of a schema to what is wrong with them and where it stands."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from docgen.check.sources import near
from docgen.model import Path
from docgen.schemas import Node

Said = tuple[str, str, Path, str]
"""Code, sentence, further steps to the place, and hint."""


@dataclass(frozen=True)
class Around:
    """What an annotation is judged by: all kinds, those that cannot be read, and how to follow references."""

    kinds: Mapping[str, Node]
    broken: Collection[str]
    merged: Callable[[Mapping[str, Any]], Mapping[str, Any]]


def annotation_problems(schema: Mapping[str, Any], path: Path, around: Around) -> Iterator[Said]:
    """Everything wrong with these annotations of one schema that stands at ``path``."""
    if "x-name" in schema and not (len(path) == 2 and path[0] == "properties"):
        message = "x-name 要写在一类案卷自己的字段上，不能写在下一级或者 $defs 里。"
        yield "DG245", message, ("x-name",), "移到这一类案卷的名称那个字段上"
    if isinstance(schema.get("x-lookup"), str):
        yield from _lookup(schema, around)
    valid = schema.get("x-valid")
    if isinstance(valid, Mapping) and isinstance(schema.get("items"), Mapping):
        yield from _valid(valid, around.merged(schema["items"]), around)
    words = schema.get("x-words")
    for number, entry in enumerate(words if isinstance(words, list) else ()):
        if isinstance(entry, Mapping):
            yield from _words(entry, ("x-words", number))
    if not path:
        yield from _names(schema)


def _names(schema: Mapping[str, Any]) -> Iterator[Said]:
    properties = schema.get("properties")
    if not isinstance(properties, Mapping):
        return
    named = [name for name, child in properties.items() if isinstance(child, Mapping) and "x-name" in child]
    for name in named[1:]:
        message = f"“{named[0]}”已经写了 x-name，一类案卷只有一个名称。"
        yield "DG245", message, ("properties", name, "x-name"), "只在一个字段上写"


def _lookup(schema: Mapping[str, Any], around: Around) -> Iterator[Said]:
    target = schema["x-lookup"]
    kind, _, name = target.partition(".")
    if "x-ref" in schema:
        yield "DG245", "x-ref 和 x-lookup 只能写一个。", ("x-lookup",), "必须存在的用 x-ref，可以没有登记的用 x-lookup"
    if kind in around.broken:
        return
    node = around.kinds.get(kind)
    if node is None:
        yield "DG234", f"x-lookup 指向的“{kind}”没有模式。", ("x-lookup",), near(kind, around.kinds)
        return
    holder = node.properties.get(name)
    if holder is None or len(holder.key) != 1:
        lists = {each for each, child in node.properties.items() if len(child.key) == 1}
        hint = near(name, dict.fromkeys(lists)) or "写成“类别.列表”，所指的列表要有只含一项的 x-key"
        yield "DG234", f"x-lookup 指向的“{target}”不是凭一项区别各条的列表。", ("x-lookup",), hint


def _valid(valid: Mapping[str, Any], items: Mapping[str, Any], around: Around) -> Iterator[Said]:
    properties = items.get("properties")
    properties = properties if isinstance(properties, Mapping) else {}
    for key in ("from", "to"):
        name = valid.get(key)
        child = properties.get(name) if isinstance(name, str) else None
        whole = around.merged(child) if isinstance(child, Mapping) else {}
        if isinstance(name, str) and whole.get("format") != "date":
            yield "DG235", f"x-valid 的“{name}”不是日期字段。", ("x-valid", key), near(name, properties)
    name = valid.get("replaces")
    child = properties.get(name) if isinstance(name, str) else None
    whole = around.merged(child) if isinstance(child, Mapping) else {}
    inner = whole.get("items")
    texts = isinstance(inner, Mapping) and around.merged(inner).get("type") == "string"
    if isinstance(name, str) and not texts:
        hint = near(name, properties) or "写一个由文字组成的列表，列出它代替了哪些"
        yield "DG235", f"x-valid 的“{name}”不是由文字组成的列表。", ("x-valid", "replaces"), hint


def _words(entry: Mapping[str, Any], path: Path) -> Iterator[Said]:
    words, but = entry.get("words"), entry.get("except", [])
    if not isinstance(words, list) or not isinstance(but, list):
        return
    for number, one in enumerate(but):
        if isinstance(one, str) and not any(isinstance(word, str) and word in one for word in words):
            message = f"except 里的“{one}”不含要找的词，不起作用。"
            yield "DG235", message, (*path, "except", number), "写含有这个词的更长的词，例如词是“零”，写“零件”"
