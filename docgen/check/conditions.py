"""The conditions of a schema (``if``, ``then``, ``else``, ``anyOf``) to what in them nothing declares.

A condition over a name or value that does not exist never holds, and what it rules is silently without effect.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from docgen.check.sources import near
from docgen.model import Path

Merged = Callable[[Mapping[str, Any]], Mapping[str, Any]]
Said = tuple[str, Path, str]


def undeclared(schema: Mapping[str, Any], whole: Mapping[str, Any], merged: Merged) -> Iterator[Said]:
    """Sentence, path and hint for each; ``whole`` is the schema with what it refers to, which ``merged`` gives."""
    for name in ("if", "then", "else"):
        yield from _condition(schema.get(name), whole, merged, (name,))
    several = schema.get("anyOf")
    for number, each in enumerate(several if isinstance(several, list) else ()):
        yield from _condition(each, whole, merged, ("anyOf", number))


def _condition(condition: Any, whole: Mapping[str, Any], merged: Merged, path: Path) -> Iterator[Said]:
    declared = whole.get("properties")
    if not isinstance(condition, Mapping) or not isinstance(declared, Mapping):
        return
    required, properties = condition.get("required"), condition.get("properties")
    for number, name in enumerate(required if isinstance(required, list) else ()):
        if isinstance(name, str) and name not in declared:
            yield f"条件里的“{name}”没有在 properties 里声明。", (*path, "required", number), near(name, declared)
    for name, child in properties.items() if isinstance(properties, Mapping) else ():
        here = (*path, "properties", name)
        if name not in declared:
            yield f"条件里的“{name}”没有在 properties 里声明。", here, near(name, declared)
        elif isinstance(child, Mapping) and isinstance(declared[name], Mapping):
            target = merged(declared[name])
            yield from _values(child, target, here)
            yield from _condition(child, target, merged, here)
    for message, inner, hint in undeclared(condition, whole, merged):
        yield message, (*path, *inner), hint


def _values(condition: Mapping[str, Any], target: Mapping[str, Any], path: Path) -> Iterator[Said]:
    allowed = target.get("enum")
    listed = condition.get("enum")
    wanted = [condition["const"]] if "const" in condition else listed if isinstance(listed, list) else []
    if not isinstance(allowed, list):
        return
    for value in wanted:
        if value not in allowed:
            name = "const" if "const" in condition else "enum"
            message = f"条件里的“{value}”不在这个字段的可填范围里，永远不会成立。"
            yield message, (*path, name), near(str(value), dict.fromkeys(map(str, allowed)))
