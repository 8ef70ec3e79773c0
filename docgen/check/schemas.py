"""Schemas against the rules for schemas: keywords, annotations, patterns, examples and expressions."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from importlib.resources import files
from typing import Any

from jsonschema import Draft202012Validator

from docgen.catalog import Workspace, rule_scope
from docgen.check.validation import validators
from docgen.check.wording import value_place
from docgen.expressions import Expression, ExpressionError, Shape, Text, unknown_names
from docgen.model import Diagnostic, Location, Path, Source
from docgen.schemas import Node

META: dict[str, Any] = json.loads(files("docgen.check").joinpath("meta.schema.json").read_text("utf-8"))
_NAME = re.compile(r"[\u4e00-\u9fffA-Za-z_〇][\u4e00-\u9fffA-Za-z0-9_〇]*")
_ID = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*")
_LOOSE = re.compile(r"\\[dwbsDWBSZAz]|\(\?[=!<P]")
_NESTED = re.compile(r"\((?:\?:)?[^()]*[+*][^()]*\)[+*{]|[+*]\)[+*{]")
_NEVER = {"oneOf": "oneOf 报不出是哪一种情况错了，用 if/then 代替", "not": "", "patternProperties": "", "prefixItems": "",
          "default": "字段不填就是没有，没有默认值", "multipleOf": "", "uniqueItems": "列表项的区别用 x-key 写",
          "contains": "", "dependentRequired": "用 if/then 代替", "propertyNames": ""}  # fmt: skip


def check_schemas(workspace: Workspace) -> list[Diagnostic]:
    """Everything wrong with the schema files themselves."""
    found: list[Diagnostic] = []
    for file, document in workspace.schemas.items():
        reader = _Reader(f"schemas/{file}", workspace.schema_places[file], workspace.kinds)
        reader.root(document, file)
        found += reader.found
    if not any(each.severity == "error" for each in found):
        found += _examples(workspace)
    for kind, node in [*workspace.kinds.items(), *([("about", workspace.about_node)] if workspace.about_node else [])]:
        source = workspace.schema_places[f"{kind}.schema.json"]
        found += _expressions(workspace, kind, node, node, node, (), source)
    return list(dict.fromkeys(found))


class _Reader:
    """One schema file, read through; ``found`` grows."""

    def __init__(self, file: str, source: Source, kinds: Mapping[str, Node]) -> None:
        self.file, self.source, self.kinds = file, source, kinds
        self.found: list[Diagnostic] = []

    def say(self, code: str, message: str, path: Path, hint: str = "", severity: Any = "error") -> None:
        place = self.source.keys.get(path) or value_place(self.source, path)
        self.found.append(Diagnostic(code, severity, message, place, hint=hint))

    def root(self, document: Mapping[str, Any], file: str) -> None:
        if document.get("$id") != file:
            self.say("DG243", f"$id 要与文件名相同，写“{file}”。", ("$id",) if "$id" in document else ())
        if not document.get("title"):
            self.say("DG232", "模式没有 title；它是这一类案卷在模板里的名称。", ())
        for name, child in document.get("$defs", {}).items():
            if not _ID.fullmatch(name):
                self.say("DG240", f"$defs 里的名称“{name}”只能用英文字母、数字和短横。", ("$defs", name))
            self.schema(child, ("$defs", name))
        rest = {name: value for name, value in document.items() if name not in ("$schema", "$id", "$defs")}
        if "type" in rest or "properties" in rest:
            self.schema(rest, ())

    def schema(self, schema: Any, path: Path) -> None:
        if not isinstance(schema, Mapping):
            return self.say("DG230", "这里要写一个模式（花括号里的若干项）。", path)
        self.keywords(schema, path)
        self.annotations(schema, path)
        properties = schema.get("properties")
        for name, child in properties.items() if isinstance(properties, Mapping) else ():
            here = (*path, "properties", name)
            if not _NAME.fullmatch(name) or name == "id":
                self.say("DG240", f"字段名“{name}”不合规则。", here, "字段名用汉字、字母、数字，不带括号、斜线和空格")
            if isinstance(child, Mapping) and "$ref" not in child and not (
                child.get("description") and child.get("examples")
            ):
                self.say("DG232", f"字段“{name}”缺少说明或者例子（description、examples）。", here)
            self.schema(child, here)
        if "items" in schema:
            self.schema(schema["items"], (*path, "items"))
        for number, child in enumerate(schema.get("allOf", ())):
            self.schema(child, (*path, "allOf", number))
        return None

    def keywords(self, schema: Mapping[str, Any], path: Path) -> None:
        allowed = META["$defs"]["schema"]["properties"]
        for name in schema:
            if name not in allowed:
                near = get_close_matches(name, list(allowed), 1, 0.7)
                hint = _NEVER.get(name) or (f"要写“{near[0]}”吗？" if near else "看 README 的“模式”一节列出的关键字")
                self.say("DG230", f"模式里不能用“{name}”。", (*path, name), hint)
        known = {name: value for name, value in schema.items() if name in allowed}
        shallow = {"$ref": "#/$defs/schema", "$defs": META["$defs"]}
        for error in Draft202012Validator(shallow).iter_errors(known):
            inner = tuple(error.absolute_path)
            if inner and inner[0] in ("properties", "items", "allOf"):
                continue
            name = str(inner[0]) if inner else "这里"
            extra = "；条件里只能写 required、const、enum 和界限" if name in ("if", "then", "else", "anyOf") else ""
            self.say("DG231", f"“{name}”的写法不对{extra}。", (*path, *inner), _form_hint(error))
        self.found = list(dict.fromkeys(self.found))

    def annotations(self, schema: Mapping[str, Any], path: Path) -> None:
        kind = schema.get("type")
        if kind == "object" and schema.get("additionalProperties") is not False:
            self.say("DG241", "对象要写“\"additionalProperties\": false”，写错的字段名才查得出来。", path)
        if "pattern" in schema:
            self.pattern(str(schema["pattern"]), schema, path)
        if kind == "array":
            self.array(schema, path)
        if "x-ref" in schema:
            self.reference(str(schema["x-ref"]), path)
        day = schema.get("x-day")
        if day is not None:
            self.day(day, schema, path)
        for name in schema.get("required", ()) if isinstance(schema.get("required"), list) else ():
            if "properties" in schema and name not in schema["properties"]:
                self.say("DG235", f"required 里的“{name}”没有在 properties 里声明。", (*path, "required"))

    def pattern(self, pattern: str, schema: Mapping[str, Any], path: Path) -> None:
        here = (*path, "pattern")
        if not (pattern.startswith("^(?:") and pattern.endswith(")$")):
            self.say("DG236", "pattern 要写成“^(?:…)$”，整个值都要对上。", here)
        if _LOOSE.search(pattern):
            self.say("DG236", "pattern 里不能用 \\d、\\w、\\b 一类的写法，请用 [0-9] 这样的范围。", here)
        if _NESTED.search(pattern):
            self.say("DG236", "pattern 里重复套重复，遇到长文字会算不完。", here, "把里层或者外层的 + * 去掉")
        if "maxLength" not in schema:
            self.say("DG236", "有 pattern 就要有 maxLength。", here)
        try:
            re.compile(pattern)
        except re.error:
            self.say("DG236", "pattern 不是正确的正则表达式。", here)

    def array(self, schema: Mapping[str, Any], path: Path) -> None:
        items = schema.get("items")
        if not isinstance(items, Mapping):
            return self.say("DG233", "列表要写 items。", path)
        objects = items.get("type") == "object" or "properties" in items or "$ref" in items
        if objects and "x-key" not in schema and "x-value" not in schema and self._is_object(items):
            self.say("DG233", "由对象组成的列表要写 x-key，说明哪一项区别各条。", path)
        keys = schema.get("x-key", [])
        for name in [keys] if isinstance(keys, str) else keys:
            if isinstance(items.get("properties"), Mapping) and name not in items["properties"]:
                self.say("DG233", f"x-key 里的“{name}”没有在 items 里声明。", (*path, "x-key"))
        return None

    def _is_object(self, items: Mapping[str, Any]) -> bool:
        return items.get("type") == "object" or "properties" in items

    def reference(self, target: str, path: Path) -> None:
        kind, _, name = target.partition(".")
        node = self.kinds.get(kind)
        here = (*path, "x-ref")
        if node is None:
            near = get_close_matches(kind, list(self.kinds), 1, 0.5)
            return self.say("DG234", f"x-ref 指向的“{kind}”没有模式。", here, f"要写“{near[0]}”吗？" if near else "")
        holder = node.properties.get(name) if name else None
        if name and (holder is None or len(holder.key) != 1):
            self.say("DG234", f"x-ref 指向的“{target}”不是有唯一编号（x-key）的列表。", here)
        return None

    def day(self, day: str, schema: Mapping[str, Any], path: Path) -> None:
        holder = schema.get("items", {}) if schema.get("type") == "array" else schema
        child = holder.get("properties", {}).get(day) if isinstance(holder, Mapping) else None
        if not isinstance(child, Mapping) or child.get("format") != "date":
            self.say("DG235", f"x-day 的“{day}”要是一个日期字段（format: date）。", (*path, "x-day"))
        elif day not in holder.get("required", ()):
            self.say("DG235", f"x-day 的“{day}”要是必填项。", (*path, "x-day"), f"把“{day}”写进 required")


def _form_hint(error: Any) -> str:
    return f"这里可以写：{'、'.join(map(str, error.validator_value))}" if error.validator == "enum" else ""


def _examples(workspace: Workspace) -> list[Diagnostic]:
    """Examples that the schema itself refuses."""
    found = []
    checkers = validators(workspace.schemas)
    for file, document in workspace.schemas.items():
        source = workspace.schema_places[file]
        for path, schema in _with_examples(document, ()):
            checker = checkers[file].evolve(schema=schema)
            for number, example in enumerate(schema["examples"]):
                if any(checker.iter_errors(example)):
                    place = value_place(source, (*path, "examples", number))
                    message = f"例子“{json.dumps(example, ensure_ascii=False)[:60]}”不合模式自己的规定。"
                    found.append(Diagnostic("DG239", "error", message, place))
    return found


def _with_examples(schema: Any, path: Path) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    if not isinstance(schema, Mapping):
        return
    if "examples" in schema and path:
        yield path, schema
    for name in ("properties", "$defs"):
        for key, child in schema.get(name, {}).items():
            yield from _with_examples(child, (*path, name, key))
    if "items" in schema:
        yield from _with_examples(schema["items"], (*path, "items"))


def _expressions(
    workspace: Workspace, kind: str, node: Node, parent: Node, case: Node, path: Path, source: Source
) -> list[Diagnostic]:
    """Computed fields and rules whose expressions are wrong or name what is not declared."""
    found: list[Diagnostic] = []
    scope = rule_scope(workspace, node, parent, case)
    for number, rule in enumerate(node.rules):
        here = (*path, "x-rules", number)
        found += _expression(rule.when or "true", scope, source, (*here, "when"), f"规则 {rule.code}")
        found += _expression(rule.must, scope, source, (*here, "assert"), f"规则 {rule.code}")
        found += _message(rule.message, scope, source, (*here, "message"), f"规则 {rule.code}")
        if rule.at and rule.at not in node.properties:
            message = f"规则 {rule.code} 的 at 写了没有声明的“{rule.at}”。"
            found.append(Diagnostic("DG238", "error", message, value_place(source, (*here, "at"))))
    for name, child in node.properties.items():
        here = (*path, "properties", name)
        if child.value:
            found += _expression(child.value, scope, source, (*here, "x-value"), f"“{name}”的算法")
        elif child.items is not None and not child.ref:
            found += _expressions(workspace, kind, child.items, node, case, (*here, "items"), source)
        elif child.properties:
            found += _expressions(workspace, kind, child, node, case, here, source)
    return found


def _expression(text: str, scope: Mapping[str, Shape], source: Source, path: Path, what: str) -> list[Diagnostic]:
    return expression_problems(text, scope, value_place(source, path), what, Expression)


def _message(text: str, scope: Mapping[str, Shape], source: Source, path: Path, what: str) -> list[Diagnostic]:
    return expression_problems(text, scope, value_place(source, path), what, Text)


def expression_problems(
    text: str, scope: Mapping[str, Shape], place: Location, what: str, compiled: type[Expression] | type[Text]
) -> list[Diagnostic]:
    """What is wrong with an expression (or text with ``{{ }}``): its form, or a name nobody declares."""
    try:
        tree = compiled(text).tree
    except ExpressionError as problem:
        message = f"{what}写得不对：{problem.message}。"
        return [Diagnostic("DG237", "error", message, place, hint=problem.hint, notes=(("原文", text),))]
    problems, _ = unknown_names(tree, scope)
    notes = (("原文", text),)
    return [
        Diagnostic("DG238", "error", f"{what}里{each.message}。", place, hint=each.hint, notes=notes)
        for each in problems
    ]
