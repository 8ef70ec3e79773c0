"""Data against JSON Schemas: only this module runs jsonschema; nothing is ever fetched."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from docgen.model import Path

FORMATS = FormatChecker(formats=())
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CREDIT_CODE = re.compile(r"[0-9A-HJ-NP-RT-UW-Y]{2}[0-9]{6}[0-9A-HJ-NP-RT-UW-Y]{10}")


@FORMATS.checks("date")
def is_date(value: object) -> bool:
    """``YYYY-MM-DD`` and a day that exists."""
    if not isinstance(value, str):
        return True
    if not _DATE.fullmatch(value):
        return False
    try:
        datetime.date.fromisoformat(value)
    except ValueError:
        return False
    return True


@FORMATS.checks("credit-code")
def is_credit_code(value: object) -> bool:
    """Length and alphabet of GB 32100-2015; the check digit is a rule's business, since some issued codes fail it."""
    return not isinstance(value, str) or _CREDIT_CODE.fullmatch(value) is not None


def validators(documents: Mapping[str, Any]) -> dict[str, Draft202012Validator]:
    """A validator for each schema file, all of them reachable from each other and nothing else."""
    resources = [(name, DRAFT202012.create_resource(document)) for name, document in documents.items()]
    registry: Registry[Any] = Registry().with_resources(resources)
    return {
        name: Draft202012Validator(document, registry=registry, format_checker=FORMATS)
        for name, document in documents.items()
    }


@dataclass(frozen=True)
class Violation:
    """One keyword that a value breaks: the value's path, the keyword with its argument, and the schema around it."""

    path: Path
    keyword: str
    argument: Any
    value: Any
    schema: Mapping[str, Any]
    message: str


def violations(validator: Draft202012Validator, data: Any) -> Iterator[Violation]:
    """Every violation; of a value that breaks several keywords at once, only the most telling one."""
    seen: set[Path] = set()
    order = {"type": 0, "enum": 1, "const": 1, "format": 2, "pattern": 3}
    for found in sorted(all_violations(validator, data), key=lambda found: order.get(found.keyword, 9)):
        if found.keyword in ("required", "additionalProperties", "anyOf"):
            yield found
        elif found.path not in seen:
            seen.add(found.path)
            yield found


def all_violations(validator: Draft202012Validator, data: Any) -> Iterator[Violation]:
    """Every keyword that any value breaks, as jsonschema finds them."""
    for error in validator.iter_errors(data):
        yield Violation(
            tuple(error.absolute_path), str(error.validator), error.validator_value, error.instance,
            error.schema if isinstance(error.schema, Mapping) else {}, error.message,
        )  # fmt: skip
