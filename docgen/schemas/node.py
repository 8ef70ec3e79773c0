"""Schemas as nodes: JSON Schema with annotations in, one frozen node a property out, references followed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

MAX_NODES = 5_000
"""A schema has no more fields than this, references followed."""

Type = Literal["string", "number", "integer", "object", "array", "any"]


@dataclass(frozen=True, eq=False)
class Rule:
    """One entry of ``x-rules``: what must hold, when, and what to say where it does not."""

    code: str
    level: Literal["error", "warning", "hint"]
    must: str
    message: str
    when: str = ""
    at: str = ""


@dataclass(frozen=True, eq=False)
class Words:
    """One entry of ``x-words``: what to say where a text holds one of the words, other than inside ``but``."""

    code: str
    level: Literal["warning", "hint"]
    words: tuple[str, ...]
    message: str
    but: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Valid:
    """``x-valid``: the fields of a list's items for the first day, the first day no longer, and what they replace."""

    first: str
    end: str = ""
    replaces: str = ""


@dataclass(frozen=True, eq=False)
class Node:
    """One property (or kind) with its annotations; ``key``, ``waives`` and ``valid`` belong to lists of objects.

    ``others`` is what stands under names that the schema leaves open (only ``docgen.yaml`` has such).
    """

    type: Type
    label: str
    description: str = ""
    examples: tuple[Any, ...] = ()
    properties: Mapping[str, Node] = field(default_factory=dict)
    items: Node | None = None
    others: Node | None = None
    required: tuple[str, ...] = ()
    enum: tuple[str, ...] = ()
    format: str = ""
    pattern: str = ""
    key: tuple[str, ...] = ()
    unique: bool = False
    ref: str = ""
    day: str = ""
    value: str = ""
    rules: tuple[Rule, ...] = ()
    markdown: bool = False
    private: str = ""
    unit: str = ""
    waives: str = ""
    name: bool = False
    lookup: str = ""
    valid: Valid | None = None
    words: tuple[Words, ...] = ()

    def below(self) -> Iterator[Node]:
        """Itself, and the nodes of its fields and items, and theirs."""
        yield self
        for child in (*self.properties.values(), *((self.items,) if self.items is not None else ())):
            yield from child.below()

    def at(self, path: tuple[str | int, ...]) -> Node | None:
        """The node of the value at a path of a case."""
        node: Node | None = self
        for step in path:
            if node is None:
                return None
            node = node.items if isinstance(step, int) else node.properties.get(step) or node.others
        return node


class BrokenReferenceError(Exception):
    """A ``$ref`` leads nowhere, outside the workspace or round in a circle; the argument is the reference."""


class EndlessReferenceError(BrokenReferenceError):
    """References double so often that the schema has more than `MAX_NODES` fields."""


class MalformedError(ValueError):
    """A keyword of a schema has a value of the wrong form; the argument is the keyword."""


@dataclass(frozen=True)
class _Way:
    """The references followed so far, and (shared by all ways of a schema) how often one may still go on."""

    places: tuple[str, ...] = ()
    left: list[int] = field(default_factory=lambda: [MAX_NODES])

    def step(self) -> None:
        self.left[0] -= 1
        if self.left[0] < 0:
            raise EndlessReferenceError

    def to(self, place: str, reference: str) -> _Way:
        if place in self.places:
            raise BrokenReferenceError(reference)
        return _Way((*self.places, place), self.left)


def compiled(name: str, documents: Mapping[str, Any]) -> Node:
    """The node of the schema document ``name`` (a file name) among all documents of the workspace.

    Raises:
        BrokenReferenceError: naming the reference.
        MalformedError: where a keyword has a value that no node can hold (``check`` says which).
    """
    document = documents[name]
    return _node(document, name, documents, document.get("title", ""), _Way())


def _node(schema: Mapping[str, Any], file: str, documents: Mapping[str, Any], label: str, seen: _Way) -> Node:
    schema, file, seen = _merged(schema, file, documents, seen)
    _refuse_malformed(schema)
    keys = schema.get("x-key", ())
    properties = {
        name: _node(child, file, documents, child.get("title", name), seen)
        for name, child in schema.get("properties", {}).items()
    }
    open_names = [*schema.get("patternProperties", {}).values(), schema.get("additionalProperties")]
    others = [each for each in open_names if isinstance(each, Mapping)]
    items = _node(schema["items"], file, documents, label, seen) if "items" in schema else None
    return Node(
        type=schema.get("type", "any"),
        label=label or schema.get("title", ""),
        description=schema.get("description", ""),
        examples=tuple(schema.get("examples", ())),
        properties=properties,
        items=items,
        others=_node(others[0], file, documents, label, seen) if others else None,
        required=tuple(schema.get("required", ())),
        enum=tuple(schema.get("enum", ())),
        format=schema.get("format", ""),
        pattern=str(schema.get("pattern", "")),
        key=(keys,) if isinstance(keys, str) else tuple(keys),
        unique=schema.get("x-unique", False),
        ref=schema.get("x-ref", ""),
        day=schema.get("x-day", ""),
        value=schema.get("x-value", ""),
        rules=tuple(_rule(rule) for rule in schema.get("x-rules", ())),
        markdown=schema.get("x-markdown", False),
        private=schema.get("x-private", ""),
        unit=schema.get("x-unit", ""),
        waives=schema.get("x-waives", ""),
        name=schema.get("x-name", False),
        lookup=schema.get("x-lookup", ""),
        valid=_valid(schema["x-valid"]) if "x-valid" in schema else None,
        words=tuple(_words(each) for each in schema.get("x-words", ())),
    )


_FORMS: Mapping[str, type | tuple[type, ...]] = {
    **dict.fromkeys(("title", "description", "format", "x-ref", "x-day", "x-value", "x-private", "x-unit"), str),
    **dict.fromkeys(("required", "enum", "examples", "x-rules"), list),
    "type": str, "x-waives": str, "x-lookup": str, "x-key": (str, list), "properties": Mapping, "x-valid": Mapping,
    "x-words": list,
}  # fmt: skip
_TEXTS = ("required", "x-key")


def _refuse_malformed(schema: Mapping[str, Any]) -> None:
    for name, form in _FORMS.items():
        if name in schema and not isinstance(schema[name], form):
            raise MalformedError(name)
    for name in _TEXTS:
        if not all(isinstance(each, str) for each in schema.get(name, ())):
            raise MalformedError(name)
    for rule in schema.get("x-rules", ()):
        if not isinstance(rule, Mapping) or not all(isinstance(each, str) for each in rule.values()):
            raise MalformedError("x-rules")
    for words in schema.get("x-words", ()):
        lists = [words.get(name, []) for name in ("words", "except")] if isinstance(words, Mapping) else [None]
        if not all(isinstance(each, list) and all(isinstance(word, str) for word in each) for each in lists):
            raise MalformedError("x-words")


def _rule(rule: Mapping[str, str]) -> Rule:
    return Rule(
        code=rule["code"],
        level=rule.get("level", "error"),  # type: ignore[arg-type]
        must=rule["assert"],
        message=rule["message"],
        when=rule.get("when", ""),
        at=rule.get("at", ""),
    )


def _words(words: Mapping[str, Any]) -> Words:
    level, but = words.get("level", "warning"), words.get("except", ())
    return Words(str(words["code"]), level, tuple(words["words"]), str(words["message"]), tuple(but))


def _valid(valid: Mapping[str, Any]) -> Valid:
    return Valid(str(valid["from"]), str(valid.get("to", "")), str(valid.get("replaces", "")))


def _merged(
    schema: Mapping[str, Any], file: str, documents: Mapping[str, Any], seen: _Way
) -> tuple[dict[str, Any], str, _Way]:
    """The schema with its ``$ref`` and ``allOf`` laid under its own keywords."""
    seen.step()
    merged: dict[str, Any] = {}
    if "$ref" in schema:
        reference = schema["$ref"]
        target, target_file = _target(reference, file, documents)
        place = f"{target_file}#{reference.partition('#')[2]}"
        merged, file, seen = _merged(target, target_file, documents, seen.to(place, reference))
    for part in schema.get("allOf", ()):
        merged = _laid_over(merged, _merged(part, file, documents, seen)[0])
    own = {name: value for name, value in schema.items() if name not in ("$ref", "allOf")}
    return _laid_over(merged, own), file, seen


def _laid_over(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Keywords of ``above`` win; properties and required names of both count."""
    merged = {**below, **above}
    if "properties" in below and "properties" in above:
        merged["properties"] = {**below["properties"], **above["properties"]}
    if "required" in below and "required" in above:
        merged["required"] = list(dict.fromkeys([*below["required"], *above["required"]]))
    return merged


def resolved(schema: Mapping[str, Any], file: str, documents: Mapping[str, Any]) -> Mapping[str, Any]:
    """A schema with what it refers to; ``file`` is where it stands.

    Raises:
        BrokenReferenceError: naming the reference.
    """
    return _merged(schema, file, documents, _Way())[0]


def _target(reference: str, file: str, documents: Mapping[str, Any]) -> tuple[Mapping[str, Any], str]:
    name, _, pointer = reference.partition("#")
    name = name or file
    found = documents.get(name)
    for step in pointer.strip("/").split("/") if pointer.strip("/") else ():
        found = found.get(step.replace("~1", "/").replace("~0", "~")) if isinstance(found, Mapping) else None
    if not isinstance(found, Mapping):
        raise BrokenReferenceError(reference)
    return found, name
