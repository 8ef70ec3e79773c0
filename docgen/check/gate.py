"""Schemas to a gate: says at once of most right data that it is right, and nothing of what may be wrong.

Only this module knows jsonschema-rs. What it accepts, `validation` accepts; what it refuses is judged there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any

from docgen.check.formats import FORMATS

_WHOLE, _PART, _DIGITS = 10**15, 10**5, 9
"""Larger bounds are compared there as floating-point numbers, and so is any that is no whole number: only where those
tell all numbers of nine decimals apart (as many as data may have) is that the same."""
_ONE = ("items", "additionalProperties", "if", "then", "else")
_MANY = ("allOf", "anyOf")
_NAMED = ("properties", "patternProperties", "$defs")
_AS_THEY_ARE = (
    "$schema", "$id", "$ref", "type", "enum", "const", "required", "minLength", "maxLength", "minItems", "maxItems",
    "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum",
)  # fmt: skip
_SAYING_NOTHING = ("title", "description", "examples")


class UnsureError(Exception):
    """A schema holds what the two validators may read differently."""


class Gate:
    """One schema of several that refer to each other."""

    def __init__(self, validator: Any = None) -> None:
        self._validator = validator

    def accepts(self, data: Any) -> bool:
        """Whether data is right; ``False`` also where that cannot be told here."""
        try:
            return self._validator is not None and bool(self._validator.is_valid(data))
        except ValueError:  # a lone surrogate, an endless number, nesting too deep
            return False


def _library() -> Any:
    """jsonschema-rs; None on a machine that has no wheel of it: everything is judged by jsonschema alone there."""
    try:
        import jsonschema_rs
    except ImportError:
        return None
    return jsonschema_rs


def gates(documents: Mapping[str, Any]) -> dict[str, Gate]:
    """A gate for each schema file; gates that accept nothing where jsonschema-rs is missing, or unsure of a schema."""
    rs = _library()
    if rs is None:
        return {name: Gate() for name in documents}
    formats: dict[str, Callable[[str], bool]] = {name: lru_cache(4096)(check) for name, check in FORMATS.items()}
    try:
        plain = {name: _schema(document, formats) for name, document in documents.items()}
        registry = rs.Registry(list(plain.items()))
        return {
            name: Gate(
                rs.Draft202012Validator(each, registry=registry, formats=formats, validate_formats=True, offline=True)
            )
            for name, each in plain.items()
        }
    except (UnsureError, ValueError, TypeError, re.error):
        return {name: Gate() for name in documents}


def _schema(schema: Any, formats: dict[str, Callable[[str], bool]]) -> Any:
    """The schema as the gate reads it: each pattern is a format of its own, so that Python's own ``re`` judges it."""
    if not isinstance(schema, Mapping):
        return schema
    found: dict[str, Any] = {}
    for name, value in schema.items():
        if name == "pattern":
            continue
        if name == "format":
            if value in FORMATS:
                found[name] = value
        elif name in _ONE:
            found[name] = _schema(value, formats)
        elif name in _MANY:
            found[name] = [_schema(each, formats) for each in value]
        elif name in _NAMED:
            found[name] = {key: _schema(each, formats) for key, each in value.items()}
        elif name in _AS_THEY_ARE:
            found[name] = _sure(value)
        elif name not in _SAYING_NOTHING and not name.startswith("x-"):
            raise UnsureError(name)
    if "pattern" in schema:
        written = f"pattern {schema['pattern']}"
        formats[written] = _found(re.compile(schema["pattern"]))
        found["allOf"] = [*found.get("allOf", []), {"format": written}]
    return found


def _found(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda text: pattern.search(text) is not None


def _sure(value: Any) -> Any:
    """The argument of a keyword, if both read it alike."""
    if isinstance(value, list):
        return [_sure(each) for each in value]
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        return value
    if value == int(value):
        if -_WHOLE <= value <= _WHOLE:
            return int(value)
    elif isinstance(value, Decimal) and -_PART <= value <= _PART and _decimals(value) <= _DIGITS:
        return value
    raise UnsureError(value)


def _decimals(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else _DIGITS + 1
