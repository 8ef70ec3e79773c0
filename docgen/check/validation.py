"""Data against JSON Schemas: what is right is said by `gate`, what is wrong by jsonschema, and nothing is ever fetched.

Only this module runs jsonschema, and only when there is something to tell: loading it costs more than a hundred cases.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from docgen.check.formats import FORMATS
from docgen.check.gate import Gate, gates
from docgen.model import Path

_ORDER = {"type": 0, "enum": 1, "const": 1, "format": 2, "pattern": 3}


@dataclass(frozen=True)
class Violation:
    """One keyword that a value breaks: the value's path, the keyword with its argument, and the schema around it."""

    path: Path
    keyword: str
    argument: Any
    value: Any
    schema: Mapping[str, Any]
    message: str


@dataclass
class Checker:
    """One schema file: ``accepts`` is quick and may be wrong about right data; ``violations`` are none for it."""

    gate: Gate
    voices: Callable[[], Mapping[str, Any]]
    name: str

    def accepts(self, data: Any) -> bool:
        """Whether data is right; ``False`` also where that cannot be told quickly."""
        return self.gate.accepts(data)

    def violations(self, data: Any) -> list[Violation]:
        """Every violation; of a value that breaks several keywords at once, only the most telling one."""
        return _most_telling(self.all_violations(data))

    def all_violations(self, data: Any) -> list[Violation]:
        """Every keyword that any value breaks, as jsonschema finds them."""
        return [] if self.accepts(data) else list(_told(self.voices()[self.name], data))

    def violations_of_part(self, schema: Mapping[str, Any], data: Any) -> list[Violation]:
        """The violations of a schema that stands somewhere in this file; not quick."""
        return _most_telling(_told(self.voices()[self.name].evolve(schema=exactly(schema)), exactly(data)))


def validators(documents: Mapping[str, Any]) -> dict[str, Checker]:
    """A checker for each schema file, all of them reachable from each other and nothing else.

    Floating-point numbers in the schemas mean what is written: 0.1 is a tenth.
    """
    exact = {name: exactly(document) for name, document in documents.items()}

    @cache
    def voices() -> Mapping[str, Any]:
        return _voices(exact)

    return {name: Checker(gate, voices, name) for name, gate in gates(exact).items()}


def exactly(value: Any) -> Any:
    """A JSON value with the decimals that were written in place of floating-point numbers."""
    if isinstance(value, float) and math.isfinite(value):
        return Decimal(repr(value))
    if isinstance(value, Mapping):
        return {name: exactly(each) for name, each in value.items()}
    return [exactly(each) for each in value] if isinstance(value, list) else value


def _most_telling(violations: Iterable[Violation]) -> list[Violation]:
    seen: set[Path] = set()
    found = []
    for each in sorted(violations, key=lambda each: _ORDER.get(each.keyword, 9)):
        if each.keyword in ("required", "additionalProperties", "anyOf"):
            found.append(each)
        elif each.path not in seen:
            seen.add(each.path)
            found.append(each)
    return found


def _told(voice: Any, data: Any) -> Iterator[Violation]:
    for error in voice.iter_errors(data):
        yield Violation(
            tuple(error.absolute_path), str(error.validator), error.validator_value, error.instance,
            error.schema if isinstance(error.schema, Mapping) else {}, error.message,
        )  # fmt: skip


def _voices(documents: Mapping[str, Any]) -> dict[str, Any]:
    from jsonschema import Draft202012Validator, FormatChecker
    from jsonschema.validators import extend
    from referencing import Registry
    from referencing.jsonschema import DRAFT202012

    formats = FormatChecker(formats=())
    for name, check in FORMATS.items():
        formats.checks(name)(lambda value, check=check: not isinstance(value, str) or check(value))
    types = Draft202012Validator.TYPE_CHECKER.redefine("integer", lambda _, value: _is_integer(value))
    validator = extend(Draft202012Validator, type_checker=types)  # type: ignore[no-untyped-call]
    resources = [(name, DRAFT202012.create_resource(document)) for name, document in documents.items()]
    registry: Registry[Any] = Registry().with_resources(resources)
    return {name: validator(document, registry=registry, format_checker=formats)
            for name, document in documents.items()}  # fmt: skip


def _is_integer(value: Any) -> bool:
    """As JSON Schema has it: 2.0 is one."""
    if isinstance(value, float):
        return value.is_integer()
    if isinstance(value, Decimal):
        return value.is_finite() and value == value.to_integral_value()
    return isinstance(value, int) and not isinstance(value, bool)
