"""One schema file to what is wrong with its form: keywords, annotations, names, and keywords on the wrong type."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from pathlib import Path as FilePath
from typing import Any

from docgen.catalog import NAME, TAKEN
from docgen.check.annotations import Around, annotation_problems
from docgen.check.conditions import undeclared
from docgen.check.form_wording import worded_form
from docgen.check.patterns import pattern_problems
from docgen.check.places import value_place
from docgen.check.sources import near
from docgen.check.validation import Checker, validators
from docgen.model import Diagnostic, Path, Source
from docgen.schemas import BrokenReferenceError, Node, resolved

META: dict[str, Any] = json.loads(FilePath(__file__).with_name("meta.schema.json").read_bytes())
_KEYWORDS: Mapping[str, Any] = META["$defs"]["schema"]["properties"]
_ID = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*")
_KIND = re.compile(r"[a-z][a-z0-9_]{0,39}")
_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_NEVER = {
    "oneOf": "oneOf 说不出是哪一种情况错了，用 if/then 代替", "not": "用 enum 或者 x-rules 代替",
    "patternProperties": "字段要逐个写在 properties 里", "prefixItems": "列表里的各项用同一个 items",
    "default": "字段不填就是没有，没有默认值", "multipleOf": "用 x-rules 代替",
    "uniqueItems": "列表里各项的区别用 x-key 写", "contains": "用 x-rules 代替",
    "dependentRequired": "用 if/then 代替", "dependentSchemas": "用 if/then 代替", "propertyNames": "",
    "definitions": "写成 $defs，放在文件的最外层", "$defs": "$defs 只放在文件的最外层",
    "$anchor": "用“文件名#/$defs/名称”引用", "$comment": "说明写在 description 里",
    "readOnly": "由系统算出的字段用 x-value", "nullable": "字段不填就是没有",
}  # fmt: skip
_BELOW = ("properties", "items", "allOf")
_ONLY_ON = {
    "object": ("properties", "required", "additionalProperties", "x-rules"),
    "array": ("items", "minItems", "maxItems", "x-key", "x-waives", "x-valid"),
    "string": (
        "pattern",
        "format",
        "enum",
        "minLength",
        "maxLength",
        "x-unique",
        "x-ref",
        "x-markdown",
        "x-name",
        "x-lookup",
        "x-words",
    ),
    "number": ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "x-unit"),
}
_WORDS = {"object": "对象（object）", "array": "列表（array）", "string": "文字（string）", "number": "数字（number）",
          "integer": "整数（integer）"}  # fmt: skip
_TYPES = {"object": "object", "array": "array", "string": "string", "number": "number", "integer": "number"}


@cache
def _checker() -> Checker:
    """What one schema of a file is checked with, what is below it apart."""
    return validators({"meta": {"$ref": "#/$defs/schema", "$defs": META["$defs"]}})["meta"]


def check_form(
    file: str, documents: Mapping[str, Any], source: Source, kinds: Mapping[str, Node], broken: Collection[str]
) -> list[Diagnostic]:
    """Everything wrong with the form of one schema file; ``broken`` are kinds that have a schema of no use."""
    reader = _Reader(file, documents, source, kinds, broken)
    reader.root(documents[file])
    return list(dict.fromkeys(reader.found))


class _Reader:
    """One schema file, read through; ``found`` grows."""

    def __init__(
        self,
        file: str,
        documents: Mapping[str, Any],
        source: Source,
        kinds: Mapping[str, Node],
        broken: Collection[str],
    ) -> None:
        self.file, self.documents, self.source = file, documents, source
        self.kinds, self.broken = kinds, broken
        self.kind = file.removesuffix(".schema.json")
        self.found: list[Diagnostic] = []

    def say(self, code: str, message: str, path: Path, hint: str = "") -> None:
        place = self.source.keys.get(path) or value_place(self.source, path)
        self.found.append(Diagnostic(code, "error", message, place, hint=hint))

    def root(self, document: Mapping[str, Any]) -> None:
        if not _KIND.fullmatch(self.kind):
            hint = "改成小写字母开头、只有小写字母、数字和下划线的名称"
            self.say("DG244", f"模式的文件名“{self.file}”不合规则；它就是类别的名称。", (), hint)
        if document.get("$id") != self.file:
            path: Path = ("$id",) if "$id" in document else ()
            self.say("DG243", "$id 要与文件名相同。", path, f'写成“"$id": "{self.file}"”')
        if document.get("$schema") != _DRAFT:
            path = ("$schema",) if "$schema" in document else ()
            self.say("DG243", "文件开头要用 $schema 写明模式的版本。", path, f'写成“"$schema": "{_DRAFT}"”')
        definitions = document.get("$defs", {})
        if not isinstance(definitions, Mapping):
            self.say("DG231", "“$defs”里要写若干个有名称的模式。", ("$defs",))
            definitions = {}
        for name, child in definitions.items():
            if not _ID.fullmatch(name):
                hint = "只用英文字母、数字、短横和下划线；中文写在 title 里"
                self.say("DG240", f"$defs 里的名称“{name}”不合规则。", ("$defs", name), hint)
            self.schema(child, ("$defs", name))
        rest = {name: value for name, value in document.items() if name not in ("$schema", "$id", "$defs")}
        if self.kind == "common" and not {"type", "properties"} & rest.keys():
            self.keywords(rest, ())
        else:
            self.kind_root(rest)

    def kind_root(self, document: Mapping[str, Any]) -> None:
        title = document.get("title")
        if not title:
            hint = '例如“"title": "企业"”，模板里就用“企业.名称”'
            self.say("DG232", "模式没有 title；它是这一类案卷在模板里的名称。", (), hint)
        elif self.kind not in ("common", "about") and (not NAME.fullmatch(str(title)) or title in TAKEN):
            hint = "title 是模板里用的名称，用汉字、字母、数字，不带括号、斜线和空格"
            self.say("DG240", f"title“{title}”不合规则，或者与系统的名称相同。", ("title",), hint)
        if self.merged(document).get("type") != "object":
            self.say("DG242", "一类案卷的模式，最外层要是对象。", (), '写上“"type": "object"”和 properties')
        self.schema(document, ())

    def merged(self, schema: Mapping[str, Any]) -> Mapping[str, Any]:
        """The schema with what it refers to; with its ``$ref`` still in it where that is broken (told elsewhere)."""
        try:
            return resolved(schema, self.file, self.documents)
        except (BrokenReferenceError, TypeError, AttributeError):
            return schema

    def schema(self, schema: Any, path: Path) -> None:
        if not isinstance(schema, Mapping):
            return self.say("DG230", "这里要写一个模式（花括号里的若干项）。", path, '例如 {"type": "string"}')
        self.keywords(schema, path)
        self.annotations(schema, path)
        properties = schema.get("properties")
        for name, child in properties.items() if isinstance(properties, Mapping) else ():
            self.field(name, child, (*path, "properties", name))
        if "items" in schema:
            self.schema(schema["items"], (*path, "items"))
        parts = schema.get("allOf")
        for number, child in enumerate(parts if isinstance(parts, list) else ()):
            self.schema(child, (*path, "allOf", number))
        return None

    def field(self, name: str, child: Any, path: Path) -> None:
        if not NAME.fullmatch(name):
            self.say("DG240", f"字段名“{name}”不合规则。", path, "字段名用汉字、字母、数字，不带括号、斜线和空格")
        elif name == "id":
            self.say("DG240", "字段名不能用“id”：案卷的编号就是文件名。", path, "换一个名称，例如“编号”")
        if isinstance(child, Mapping):
            whole = self.merged(child)
            missing = [each for each in ("description", "examples") if not whole.get(each)]
            if missing and "$ref" not in whole:
                words = {"description": "说明（description）", "examples": "例子（examples）"}
                message = f"字段“{name}”缺少{'和'.join(words[each] for each in missing)}。"
                self.say("DG232", message, path, "检查时的提示和新建的案卷都要用到它")
        self.schema(child, path)

    def keywords(self, schema: Mapping[str, Any], path: Path) -> None:
        for name in schema:
            if name not in _KEYWORDS:
                near = get_close_matches(name, list(_KEYWORDS), 1, 0.7)
                hint = _NEVER.get(name) or (f"要写“{near[0]}”吗？" if near else "能用的关键字见 docs/schemas.md")
                self.say("DG230", f"模式里不能用“{name}”。", (*path, name), hint)
        # What is below has its own turn: here only that it has the right form.
        known = {name: _shallow(value) if name in _BELOW else value for name, value in schema.items()
                 if name in _KEYWORDS}  # fmt: skip
        for error in _checker().all_violations(known):
            for message, further, hint in worded_form(error):
                self.say("DG231", message, (*path, *error.path, *further), hint)

    def annotations(self, schema: Mapping[str, Any], path: Path) -> None:
        whole = self.merged(schema)
        self.types(schema, whole, path)
        if whole.get("type") == "object" and whole.get("additionalProperties") is not False:
            hint = '写上“"additionalProperties": false”，写错的字段名才查得出来'
            self.say("DG241", "对象没有禁止别的字段。", path, hint)
        if isinstance(schema.get("pattern"), str):
            for message, hint in pattern_problems(schema["pattern"]):
                self.say("DG236", message, (*path, "pattern"), hint)
            if "maxLength" not in whole:
                self.say("DG236", "有 pattern 就要有 maxLength。", (*path, "pattern"), "写上最多多少个字")
        if schema.get("type") == "array":
            self.array(schema, path)
        if isinstance(schema.get("x-ref"), str):
            self.reference(schema["x-ref"], path)
        if isinstance(schema.get("x-day"), str):
            self.day(schema["x-day"], schema, path)
        self.required(schema, whole, path)
        around = Around(self.kinds, self.broken, self.merged)
        for code, message, inner, hint in annotation_problems(schema, path, around):
            self.say(code, message, (*path, *inner), hint)
        for message, inner, hint in undeclared(schema, whole, self.merged):
            self.say("DG247", message, (*path, *inner), hint)

    def types(self, schema: Mapping[str, Any], whole: Mapping[str, Any], path: Path) -> None:
        kind = str(whole["type"]) if "type" in whole else None
        if kind is None and path and "allOf" not in schema and "$ref" not in whole:
            message = "没有写 type，不知道这里填文字、数字、列表还是下一级。"
            self.say("DG242", message, path, "type 写 string、number、integer、array 或者 object")
        for wanted, names in _ONLY_ON.items():
            for name in names:
                if name in schema and kind in _TYPES and _TYPES[kind] != wanted:
                    message = f"“{name}”不能用在{_WORDS[kind]}上，只能用在{_WORDS[wanted]}上。"
                    self.say("DG245", message, (*path, name), f"去掉“{name}”，或者改正 type")
        inside = bool(path) and not (len(path) == 2 and path[0] == "$defs")
        if "x-day" in schema and (kind in ("string", "number", "integer") or (kind == "object" and inside)):
            message = f"“x-day”不能用在{_WORDS[kind]}上，要写在列表或者整个案卷上。"
            self.say("DG245", message, (*path, "x-day"), "把 x-day 移到列表或者最外层，写日期的字段名")

    def required(self, schema: Mapping[str, Any], whole: Mapping[str, Any], path: Path) -> None:
        names, properties = schema.get("required"), whole.get("properties")
        if not isinstance(names, list) or not isinstance(properties, Mapping):
            return
        for number, name in enumerate(names):
            if not isinstance(name, str):
                continue
            child = properties.get(name)
            here = (*path, "required", number)
            if child is None:
                hint = near(name, properties) or "在 properties 里声明它，或者从 required 里去掉"
                self.say("DG235", f"required 里的“{name}”没有在 properties 里声明。", here, hint)
            elif isinstance(child, Mapping) and "x-value" in child:
                self.say("DG235", f"“{name}”由系统算出，不能写进 required。", here, "从 required 里去掉它")

    def array(self, schema: Mapping[str, Any], path: Path) -> None:
        items = schema.get("items")
        if not isinstance(items, Mapping):
            return self.say("DG233", "列表要用 items 写明每一项填什么。", path, '例如“"items": {"type": "string", …}”')
        whole = self.merged(items)
        properties = whole.get("properties")
        if whole.get("type") == "object" and "x-key" not in schema and "x-value" not in schema:
            hint = '例如“"x-key": "编号"”'
            self.say("DG233", "由对象组成的列表要写 x-key，说明凭哪一项区别各条。", path, hint)
        for keyword in ("x-key", "x-waives"):
            for name in _names(schema.get(keyword)) if "$ref" not in whole else ():
                known = properties if isinstance(properties, Mapping) else {}
                if name not in known:
                    message = f"{keyword} 里的“{name}”没有在 items 里声明。"
                    self.say("DG233", message, (*path, keyword), near(name, known))
                elif keyword == "x-key" and _optional(name, whole):
                    message = f"x-key 里的“{name}”不是必填项，没有它的条目就分不清。"
                    self.say("DG233", message, (*path, keyword), f"把“{name}”写进 required")
        return None

    def reference(self, target: str, path: Path) -> None:
        kind, _, name = target.partition(".")
        node = self.kinds.get(kind)
        here = (*path, "x-ref")
        if kind in self.broken:
            return None
        if node is None:
            return self.say("DG234", f"x-ref 指向的“{kind}”没有模式。", here, near(kind, self.kinds))
        holder = node.properties.get(name) if name else None
        if name and (holder is None or len(holder.key) != 1):
            lists = {each for each, child in node.properties.items() if len(child.key) == 1}
            hint = near(name, dict.fromkeys(lists)) or "所指的列表要有只含一项的 x-key"
            self.say("DG234", f"x-ref 指向的“{target}”不是凭一个编号区别各项的列表。", here, hint)
        return None

    def day(self, day: str, schema: Mapping[str, Any], path: Path) -> None:
        items = schema.get("items")
        holder = self.merged(items if schema.get("type") == "array" and isinstance(items, Mapping) else schema)
        properties = holder.get("properties")
        child = properties.get(day) if isinstance(properties, Mapping) else None
        whole = self.merged(child) if isinstance(child, Mapping) else {}
        here = (*path, "x-day")
        if whole.get("format") != "date":
            hint = 'x-day 写一个“"format": "date"”的字段名'
            self.say("DG235", f"x-day 的“{day}”不是日期字段。", here, hint)
        elif _optional(day, holder):
            self.say(
                "DG235", f"x-day 的“{day}”不是必填项，没有日期的就说不清发生在哪天。", here, f"把“{day}”写进 required"
            )


def _optional(name: str, schema: Mapping[str, Any]) -> bool:
    """Whether a field may be left out; no, where ``required`` itself is wrong (told elsewhere)."""
    required = schema.get("required", [])
    return isinstance(required, list) and name not in required


def _shallow(value: Any) -> Any:
    return {} if isinstance(value, Mapping) else [{}] if isinstance(value, list) and value else value


def _names(keys: Any) -> Iterator[str]:
    names = [keys] if isinstance(keys, str) else keys if isinstance(keys, list) else []
    yield from (each for each in names if isinstance(each, str))
