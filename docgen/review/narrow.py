"""``enterprise/qy-001#WT-2022-003.完成时限`` in, what is meant out; and of all changes those that concern it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from docgen.model import DocgenError
from docgen.review.change import Change
from docgen.review.snapshot import Key
from docgen.review.values import is_empty

_NAME = r"[^\W\d][^.]*"
_ITEM = re.compile(rf"(?P<item>.+?)(?P<fields>(?:\.{_NAME})*)")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A case, an item of it or ``""``, and names of fields that lead further."""

    key: Key
    item: str = ""
    fields: tuple[str, ...] = ()

    @property
    def everything(self) -> bool:
        return not self.item and not self.fields


def wanted(words: str) -> Wanted:
    """``KIND/ID``, ``KIND/ID#ITEM``, each with ``.FIELD``; a case may be named by its file. Raises DocgenError."""
    case, sharp, rest = words.partition("#")
    fields = ""
    if case.startswith("cases/"):
        case = "/".join(case.split("/")[1:3]).removesuffix(".yaml")
    else:
        case, _, fields = case.rstrip("/").partition(".")
    kind, slash, case_id = case.partition("/")
    match = _ITEM.fullmatch(rest) if sharp else None
    if not (kind and slash and case_id) or "/" in case_id or (sharp and (match is None or fields)):
        raise DocgenError(
            f"看不懂“{words}”。案卷写成“类别/编号”，其中一项写成“类别/编号#项的编号”，后面可以加“.字段”。"
        )
    if match is not None:
        fields = match["fields"].removeprefix(".")
    return Wanted((kind, case_id), match["item"] if match else "", tuple(fields.split(".")) if fields else ())


def narrowed(changes: Iterable[Change], meant: Wanted) -> Iterator[Change]:
    """The changes that concern what is meant; of an object that came or went, only the field in it."""
    for change in changes:
        if meant.item and meant.item not in (change.item, change.was):
            continue
        names = change.fields[1:] if meant.item else change.fields
        if names[: len(meant.fields)] == meant.fields:
            yield change
        elif meant.fields[: len(names)] == names:
            yield from _inside(change, meant.fields[len(names) :])


def _inside(change: Change, names: tuple[str, ...]) -> Iterator[Change]:
    before, after = _dug(change.before, names), _dug(change.after, names)
    if before is not None or after is not None:
        yield replace(change, before=before, after=after, labels=(*change.labels, *names), path=(*change.path, *names),
                      fields=(*change.fields, *names))  # fmt: skip


def _dug(value: Any, names: tuple[str, ...]) -> Any:
    for name in names:
        value = value.get(name) if isinstance(value, Mapping) else None
    return None if is_empty(value) else value
