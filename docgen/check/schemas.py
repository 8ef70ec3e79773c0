"""The schema files to what is wrong with them: form, then examples, then rules and computed fields."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any
from urllib.parse import quote

from docgen.catalog import Workspace, rule_scope
from docgen.check.expressions import expression_problems
from docgen.check.places import Place, value_place
from docgen.check.schema_form import check_form
from docgen.check.validation import exactly, validators
from docgen.expressions import TEXT, Expression, Shape, Text
from docgen.model import Diagnostic, Path, Related, Source
from docgen.schemas import Node, Rule

_EXAMPLES = "examples-of-all"
Codes = dict[str, tuple[str, Place]]


def check_schemas(workspace: Workspace) -> list[Diagnostic]:
    """Everything wrong with the schema files themselves; what needs whole schemas only where all of them are."""
    found: list[Diagnostic] = []
    for file in workspace.schemas:
        places = workspace.schema_places[file]
        found += check_form(file, workspace.schemas, places, workspace.kinds, workspace.broken_kinds)
    if workspace.broken_kinds:
        return found
    if not found:
        found += _examples(workspace)
    codes: Codes = {}
    for kind, node in workspace.nodes.items():
        source = workspace.schema_places[f"{kind}.schema.json"]
        found += _Rules(workspace, node, source, codes).read(node, node, ())
    return list(dict.fromkeys(found))


def _examples(workspace: Workspace) -> list[Diagnostic]:
    """Examples that the schema itself refuses."""
    found: list[Diagnostic] = []
    listed = [(file, path, schema)
              for file, document in workspace.schemas.items()
              for path, schema in _with_examples(document, ())]  # fmt: skip
    # All of them are accepted at once, as one value against one schema; only if not, one is looked at after the other.
    every = {str(number): {"items": {"$ref": _reference(file, path)}} for number, (file, path, _) in enumerate(listed)}
    checkers = validators({**workspace.schemas, _EXAMPLES: {"properties": every}})
    if checkers[_EXAMPLES].accepts(
        {str(number): exactly(each["examples"]) for number, (*_, each) in enumerate(listed)}
    ):
        return found
    for file, path, schema in listed:
        for number, example in enumerate(schema["examples"]):
            broken = next(iter(checkers[file].violations_of_part(schema, example)), None)
            if broken is not None:
                place = value_place(workspace.schema_places[file], (*path, "examples", number))
                message = f"例子“{json.dumps(example, ensure_ascii=False)[:60]}”不合模式自己的规定。"
                hint = f"改例子，或者改“{broken.keyword}”的规定"
                found.append(Diagnostic("DG239", "error", message, place, hint=hint))
    return found


def _reference(file: str, path: Path) -> str:
    """A ``$ref`` to the schema that stands at a path of a file."""
    return f"{file}#" + "".join("/" + quote(str(step).replace("~", "~0").replace("/", "~1"), safe="~") for step in path)


def _with_examples(schema: Mapping[str, Any], path: Path) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    if "examples" in schema:
        yield path, schema
    for name in ("properties", "$defs"):
        for key, child in schema.get(name, {}).items():
            yield from _with_examples(child, (*path, name, key))
    if "items" in schema:
        yield from _with_examples(schema["items"], (*path, "items"))


class _Rules:
    """The rules and computed fields of one kind; ``codes`` are those of all kinds, since waivers go by code."""

    def __init__(self, workspace: Workspace, case: Node, source: Source, codes: Codes) -> None:
        self.workspace, self.case, self.source, self.codes = workspace, case, source, codes

    def read(self, node: Node, parent: Node, path: Path) -> list[Diagnostic]:
        """What is wrong under a node that stands at ``path`` of the schema file."""
        found: list[Diagnostic] = []
        scope = rule_scope(self.workspace, node, parent, self.case)
        for number, rule in enumerate(node.rules):
            found += self.rule(rule, node, scope, (*path, "x-rules", number))
        for name, child in node.properties.items():
            here = (*path, "properties", name)
            found += self.words(child, here)
            found += self.words(child.items, (*here, "items")) if child.items is not None else []
            if child.value:
                place = partial(value_place, self.source, (*here, "x-value"))
                found += expression_problems(child.value, scope, place, f"“{name}”的算法", Expression)
            elif child.items is not None and not child.ref:
                found += self.read(child.items, node, (*here, "items"))
            elif child.properties:
                found += self.read(child, node, here)
        return found

    def rule(self, rule: Rule, node: Node, scope: Mapping[str, Shape], path: Path) -> list[Diagnostic]:
        def place(name: str) -> Place:
            return partial(value_place, self.source, (*path, name))

        what = f"规则 {rule.code} 的 "
        found = expression_problems(rule.when, scope, place("when"), f"{what}when ", Expression) if rule.when else []
        found += expression_problems(rule.must, scope, place("assert"), f"{what}assert ", Expression)
        found += expression_problems(rule.message, scope, place("message"), f"{what}message ", Text)
        if rule.at and rule.at not in node.properties:
            message = f"规则 {rule.code} 的 at 写了没有声明的字段“{rule.at}”。"
            hint = "at 写 this 的一个字段名，提示就指在那一行"
            found.append(Diagnostic("DG238", "error", message, place("at")(), hint=hint))
        found += self.once(rule.code, rule.must, place("code"))
        return found

    def words(self, node: Node, path: Path) -> list[Diagnostic]:
        """What is wrong with the messages and codes of ``x-words``."""
        found: list[Diagnostic] = []
        for number, each in enumerate(node.words):
            here = (*path, "x-words", number)
            place = partial(value_place, self.source, (*here, "message"))
            found += expression_problems(each.message, {"word": TEXT}, place, f"{each.code} 的 message ", Text)
            found += self.once(each.code, "、".join(each.words), partial(value_place, self.source, (*here, "code")))
        return found

    def once(self, code: str, what: str, here: Place) -> list[Diagnostic]:
        """The same code on another rule; one rule that is reached by ``$ref`` from several places is one."""
        told, first = self.codes.setdefault(code, (what, here))
        if told == what or first() == here():
            return []
        message = f"规则编号“{code}”用了两次；豁免时分不清是哪一条。"
        related = (Related(first(), "先用在这里"),)
        return [Diagnostic("DG246", "error", message, here(), hint="换一个编号", related=related)]
