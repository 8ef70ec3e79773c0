"""A well-kept JSON file's text in, what it says as YAML out, or nothing where the full reader has to look.

Schemas are JSON, which nearly is YAML. As in `docgen.load.plain`, the full reader would find nothing in what is
taken here, and give the same.
"""

from __future__ import annotations

import json
import re
from sys import intern
from typing import Any

from docgen.load.plain import Plain, UnsureError, legible

_DEEPEST = 35
_ODD = re.compile(r'(?<!\\)(?:\\\\)*\\[^"\\/nt]|"\s+:|":(?![ \n])')
"""Escapes that may stand for what is refused, and colons that one reader takes and another does not."""
_KEY = re.compile(r"[ -~\u3400-\u9fff（）、]{1,100}")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,8})(?:\.[0-9]{1,6})?")


def read_json(content: bytes) -> Plain | None:
    """What a JSON object says: its strings, numbers, ``true`` and ``false`` as the text that was typed."""
    text = legible(content) if content.startswith(b"{") else None
    if text is None or _ODD.search(text):
        return None
    empties: list[tuple[str | int, ...]] = []
    try:
        found = json.loads(
            text, object_pairs_hook=_fields, parse_int=_number, parse_float=_number, parse_constant=_number
        )
        data = _mapping(found, (), empties)
    except (ValueError, RecursionError, UnsureError):
        return None
    return Plain(data, frozenset(empties)) if data else None


def _fields(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = {intern(key): value for key, value in pairs}
    if len(fields) < len(pairs) or not all(map(_KEY.fullmatch, fields)):
        raise UnsureError
    return fields


def _number(text: str) -> str:
    if not _NUMBER.fullmatch(text):
        raise UnsureError
    return text


def _mapping(
    fields: dict[str, Any], path: tuple[str | int, ...], empties: list[tuple[str | int, ...]]
) -> dict[str, Any]:
    made = {}
    for key, value in fields.items():
        text = _value(value, (*path, key), empties)
        if text == "":
            empties.append((*path, key))
        else:
            made[key] = text
    return made


def _value(value: Any, path: tuple[str | int, ...], empties: list[tuple[str | int, ...]]) -> Any:
    if isinstance(value, str):
        return value.rstrip("\n")
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None or len(path) > _DEEPEST:
        raise UnsureError
    if isinstance(value, dict):
        return _mapping(value, path, empties)
    items = [_value(each, (*path, number), empties) for number, each in enumerate(value)]
    if "" in items:
        raise UnsureError
    return items
