"""Data against JSON Schemas: only this module runs jsonschema; nothing is ever fetched."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

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
    resources = [(name, Resource(document, DRAFT202012)) for name, document in documents.items()]
    registry: Registry[Any] = Registry().with_resources(resources)
    return {
        name: Draft202012Validator(document, registry=registry, format_checker=FORMATS)
        for name, document in documents.items()
    }


def violations(validator: Draft202012Validator, data: Any) -> Iterator[ValidationError]:
    """Every violation; of a value that breaks several keywords at once, only the most telling one."""
    seen: set[tuple[Any, ...]] = set()
    order = {"type": 0, "enum": 1, "const": 1, "format": 2, "pattern": 3}
    for error in sorted(validator.iter_errors(data), key=lambda error: order.get(str(error.validator), 9)):
        path = tuple(error.absolute_path)
        if error.validator in ("required", "additionalProperties", "anyOf"):
            yield error
        elif path not in seen:
            seen.add(path)
            yield error
