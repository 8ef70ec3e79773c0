"""A workspace -> every free text in its case files: its place, by which field of which schema, and how it is printed.

Free is a text that no enum, pattern, format, reference or formula binds.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docgen.catalog import open_workspace
from docgen.model import Location, Source

_BOUND = ("enum", "const", "pattern", "format", "x-ref", "x-value")
Step = str | int


@dataclass(frozen=True)
class Leaf:
    """One free text: the field (``enterprise.质量问题.症结``), the place of its value, whether it is Markdown."""

    field: str
    place: Location
    markdown: bool


def free_texts(root: Path) -> list[Leaf]:
    """Every free text of the cases and of ``about``, in the order of files."""
    schemas = {file.name: json.loads(file.read_text("utf-8")) for file in (root / "schemas").glob("*.json")}
    workspace = open_workspace(root)
    cases = [(case.kind, case.source, ()) for cases in workspace.cases.by_kind.values() for case in cases.values()]
    about: list[tuple[str, Source, tuple[Step, ...]]] = [("about", workspace.configuration, ("about",))]
    found = []
    for kind, source, start in [*cases, *about]:
        name = f"{kind}.schema.json"
        data = source.data["about"] if start else source.data
        for field, path, schema in _walk(schemas[name], name, data, (kind,), start, schemas):
            found.append(Leaf(field, source.values[path], bool(schema.get("x-markdown"))))
    return sorted(found, key=lambda leaf: (leaf.place.file, leaf.place.line, leaf.place.column))


def declared(root: Path) -> set[str]:
    """Every field of a free text that the schemas declare, by the names that leaves have."""
    schemas = {file.name: json.loads(file.read_text("utf-8")) for file in (root / "schemas").glob("*.json")}
    return {field for name, schema in schemas.items() if name != "common.schema.json"
            for field in _declared(schema, name, (name.partition(".")[0],), schemas)}  # fmt: skip


def _declared(schema: Mapping[str, Any], file: str, field: tuple[str, ...], schemas: Any) -> Iterator[str]:
    schema, file = _whole(schema, file, schemas)
    if "x-value" in schema:
        return
    for name, inner in schema.get("properties", {}).items():
        yield from _declared(inner, file, (*field, name), schemas)
    if "items" in schema:
        yield from _declared(schema["items"], file, field, schemas)
    if _free(schema):
        yield ".".join(field)


def _free(schema: Mapping[str, Any]) -> bool:
    return schema.get("type") == "string" and not any(word in schema for word in _BOUND)


def _walk(
    schema: Mapping[str, Any], file: str, data: Any, field: tuple[str, ...], path: tuple[Step, ...], schemas: Any
) -> Iterator[tuple[str, tuple[Step, ...], Mapping[str, Any]]]:
    schema, file = _whole(schema, file, schemas)
    if isinstance(data, Mapping):
        for name, value in data.items():
            yield from _walk(schema["properties"][name], file, value, (*field, name), (*path, name), schemas)
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from _walk(schema["items"], file, value, field, (*path, number), schemas)
    elif _free(schema):
        yield ".".join(field), path, schema


def _whole(schema: Mapping[str, Any], file: str, schemas: Any) -> tuple[Mapping[str, Any], str]:
    """The schema with what it refers to laid under it, and the file where that stands."""
    while "$ref" in schema:
        name, _, pointer = schema["$ref"].partition("#")
        file = name or file
        target = schemas[file]
        for step in pointer.strip("/").split("/") if pointer.strip("/") else ():
            target = target[step]
        schema = {**target, **{word: value for word, value in schema.items() if word != "$ref"}}
    assert "allOf" not in schema or all("properties" not in part for part in schema["allOf"])
    return schema, file


def put(root: Path, texts: Mapping[Location, str]) -> None:
    """Write texts into the case files in the place of what stands there; each is one quoted scalar of YAML."""
    by_file: dict[str, list[tuple[Location, str]]] = {}
    for place, text in texts.items():
        by_file.setdefault(place.file, []).append((place, text))
    for name, wanted in by_file.items():
        lines = (root / name).read_text("utf-8").split("\n")
        for place, text in sorted(wanted, key=lambda each: (each[0].line, each[0].column), reverse=True):
            head, tail = lines[place.line - 1][: place.column - 1], lines[place.end_line - 1][place.end_column - 1 :]
            lines[place.line - 1 : place.end_line] = [f"{head}{text}{tail}"]
        (root / name).write_text("\n".join(lines), "utf-8")


def quoted(text: str) -> str:
    """The text as a double-quoted scalar."""
    for sign, escape in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\t", "\\t"), ("\r", "\\r")):
        text = text.replace(sign, escape)
    return f'"{text}"'
