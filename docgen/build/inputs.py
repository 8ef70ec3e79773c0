"""What a document was made from, as digests by name, down to the field; and which of it has changed since."""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import docgen
from docgen.catalog import CONFIGURATION, Target, Workspace
from docgen.model import Case
from docgen.render.deflate import quickly
from docgen.schemas import WHOLE, Node, View

_SAID = {
    "template": "模板改过",
    "entry": "docgen.yaml 里这种文书的规定改过",
    "figures": "docgen.yaml 里数字的规定改过",
    "schemas": "模式改过",
    "day": "截至日期变了",
    "period": "期间变了",
    "target": "这个文件名换了案卷",
    "docgen": "docgen 换了版本",
}
_as_it_is = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_encoded = json.JSONEncoder(ensure_ascii=False, sort_keys=True, default=str, separators=(",", ":")).encode
_MOST = 500_000_000
KEPT = {True: 1_000, False: 20_000}
"""So many cases keep the digests of their fields, with parts and without: the next document may ask for the same."""
NAMED = 200
"""Of a document that reads more cases than this, a change is named by its field, not by the part of it."""
Parts = Mapping[str, Any]
"""Of an object, a number for each field; of a list of objects, such numbers for each item by its key."""
Field = tuple[str, Parts]
"""The digest of a field's value, and of its parts what it takes to name the one that changed."""
_NOTHING: Parts = {}


@dataclass(frozen=True)
class Inputs:
    """``fixed`` are settings by name, ``lists`` the ids of the kinds that were listed, ``cases`` the fields that were
    read of each case (``kind/id``; None for one that did not exist)."""

    fixed: Mapping[str, str] = field(default_factory=dict)
    lists: Mapping[str, str] = field(default_factory=dict)
    cases: Mapping[str, Mapping[str, Field] | None] = field(default_factory=dict)

    def reads(self) -> Iterator[str]:
        """The cases (``kind/id``) and lists (``kind/*``) that were read."""
        yield from self.cases
        yield from (f"{kind}/*" for kind in self.lists)

    def packed(self) -> bytes:
        """As JSON, deflated: digests and names repeat."""
        return quickly(_as_it_is([self.fixed, self.lists, self.cases]).encode("utf-8", "surrogatepass"))

    @staticmethod
    def unpacked(data: bytes) -> Inputs:
        """What `packed` has made; nothing, for anything else: the document counts as made from other things."""
        try:
            opened = zlib.decompressobj(-zlib.MAX_WBITS)
            fixed, lists, cases = json.loads(opened.decompress(data, _MOST).decode("utf-8", "surrogatepass"))
        except (ValueError, TypeError, RecursionError, zlib.error):
            return Inputs()
        if not all(isinstance(each, dict) for each in (fixed, lists, cases)) or not all(map(_is_case, cases.values())):
            return Inputs()
        return Inputs(fixed, lists, cases)


def _is_case(fields: Any) -> bool:
    return fields is None or (
        isinstance(fields, dict)
        and all(isinstance(each, list) and len(each) == 2 and isinstance(each[1], dict) for each in fields.values())
    )


def digest(value: object) -> str:
    """The beginning of the SHA-256 of a value's JSON form; 64 bits tell apart what one case may hold."""
    text = value if isinstance(value, str) else _encoded(value)
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


@lru_cache(maxsize=1)
def docgen_digest() -> str:
    """The version and the code itself: a changed engine may give other bytes under the same version."""
    found = sha256(docgen.__version__.encode())
    folders = os.walk(Path(docgen.__file__).parent)  # a Path for each of some hundred files takes as long as they do
    files = [f"{folder}/{name}" for folder, _, names in folders for name in names if name.endswith((".py", ".json"))]
    for file in sorted(files):
        with open(file, "rb") as stream:  # noqa: PTH123
            found.update(stream.read())
    return found.hexdigest()[:16]


class Digests:
    """The digests of a workspace as it is now; those of a case are worked out once."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        catalog, files = workspace.catalog, workspace.digests
        self._schemas = digest({name: value for name, value in files.items() if name != CONFIGURATION})
        self._figures = digest([asdict(catalog.periods), *(asdict(rule) for rule in catalog.figures.values())])
        self._about = [catalog.profile, dict(catalog.properties), asdict(catalog.calendar)]
        self._entries: dict[str, str] = {}
        self._lists: dict[str, str] = {}
        self._known = {parts: lru_cache(maxsize=kept)(_no_fields) for parts, kept in KEPT.items()}

    def fixed(self, target: Target, template: str) -> dict[str, str]:
        """What a document depends on whichever cases it reads; ``template`` is the template's digest."""
        catalog = self.workspace.catalog
        if target.document.id not in self._entries:
            self._entries[target.document.id] = digest([asdict(target.document), *self._about])
        inputs = {
            "template": template[:16], "entry": self._entries[target.document.id], "schemas": self._schemas,
            "day": target.day, "period": target.period, "target": f"{target.case}#{target.item}",
            "docgen": docgen_digest(),
        }  # fmt: skip
        if target.document.each.kind == catalog.periods.kind:
            inputs["figures"] = self._figures
        return inputs

    def read(self, view: View) -> tuple[dict[str, str], dict[str, dict[str, Field] | None]]:
        """The lists and the fields of cases that a rendering read."""
        lists = {name.partition("/")[0]: "" for name in view.reads if name.endswith("/*")}
        cases: dict[str, set[str]] = {name: set() for name in view.reads if not name.endswith("/*")}
        for key, name in view.touched:
            cases.setdefault(key, set()).add(name)
        return self._now(lists, cases)

    def again(self, before: Inputs) -> tuple[dict[str, str], dict[str, dict[str, Field] | None]]:
        """The same lists and fields as they are now."""
        return self._now(before.lists, {key: set(fields or ()) for key, fields in before.cases.items()})

    def _now(
        self, lists: Mapping[str, str], cases: Mapping[str, set[str]]
    ) -> tuple[dict[str, str], dict[str, dict[str, Field] | None]]:
        few = len(cases) <= NAMED
        return {kind: self._list(kind) for kind in sorted(lists)}, {
            key: self._case(key, cases[key], few) for key in sorted(cases)
        }

    def _list(self, kind: str) -> str:
        if kind not in self._lists:
            cases = self.workspace.cases
            self._lists[kind] = digest([sorted(cases.by_kind.get(kind, ())), sorted(cases.broken.get(kind, ()))])
        return self._lists[kind]

    def _case(self, key: str, names: set[str], with_parts: bool) -> dict[str, Field] | None:
        found = self.workspace.with_node(key)
        if found is None:
            return None
        case, node = found
        known = self._known[with_parts](key)
        if unknown := names - known.keys():
            data = case.data if unknown - {WHOLE} else None
            known |= {name: _field(case, data, name, node, with_parts) for name in unknown}
        return {name: known[name] for name in sorted(names)}


def _no_fields(_: str) -> dict[str, Field]:
    return {}


def _field(case: Case, data: Any, name: str, node: Node, with_parts: bool) -> Field:
    """What stands in a field; a computed one is made from what stands in others, which were read too."""
    if name == WHOLE:
        return case.digest[:16], _NOTHING
    child = node.properties.get(name)
    value = None if child is None or child.value else data.get(name)
    made = fingerprint(value, child)
    return made if with_parts else (made[0], _NOTHING)


def fingerprint(value: Any, node: Node | None) -> Field:
    """What two values share only if they are the same, whatever the order of the fields in them."""
    if type(value) is str:
        return digest(value), _NOTHING
    written = ["", type(value).__name__]  # nothing first: no text of a case begins with the sign between them
    parts = _parts(value, node, written)
    return digest("\0".join(written)), parts


def _parts(value: Any, node: Node | None, written: list[str]) -> Parts:
    """What names the part that changed. All of the value goes into ``written``, so that no two values look alike: field
    names, whether a text follows or JSON, and that; nothing before each item of a list."""
    if node is not None and type(value) is dict:
        return {name: _number(name, value[name], written) for name in sorted(value)}
    if node is not None and type(value) is list and node.key:
        parts = {}
        for item in value:
            written.append("")
            key = " ".join(str(item[name]) for name in node.key if name in item) if type(item) is dict else ""
            parts[key] = _parts(item, node.items, written)
        return parts
    written.append(_encoded(value))
    return {}


def _number(name: str, value: Any, written: list[str]) -> int:
    is_text = type(value) is str
    text = value if is_text else _encoded(value)
    written += (name, "text" if is_text else "json", text)
    return zlib.crc32(text.encode("utf-8", "surrogatepass"))


def changed(before: Inputs, now: Inputs) -> list[str]:
    """What differs, as sentences without a full stop; a field is named with the item and the part that changed."""
    found = [
        _SAID.get(name, _SAID["docgen"])
        for name in sorted({*before.fixed, *now.fixed})
        if before.fixed.get(name) != now.fixed.get(name)
    ]
    found += [f"{kind} 增加或者减少了案卷" for kind in sorted({*before.lists, *now.lists})
              if before.lists.get(kind) != now.lists.get(kind)]  # fmt: skip
    for key in sorted({*before.cases, *now.cases}):
        old, new = before.cases.get(key), now.cases.get(key)
        whose = "docgen.yaml 里 about" if key == "about/about" else f"案卷 {key}"
        if old is None or new is None:
            found += [f"{whose} {'增加' if old is None else '删除'}了"] if old is not new else []
            continue
        for name in sorted({*old, *new}):
            if name not in old or name not in new or old[name][0] != new[name][0]:
                found += _fields(whose, name, old.get(name), new.get(name))
    return found


def _fields(whose: str, name: str, old: Any, new: Any) -> Iterator[str]:
    if name == WHOLE:
        yield f"{whose} 改过"
        return
    named = list(_named(old[1], new[1])) if old and new else []
    for part in named[:3] or [""]:
        yield f"{whose} 的“{name}{part}”改过"
    if len(named) > 3:
        yield f"{whose} 的“{name}”里另有 {len(named) - 3} 处改过"


def _named(old: Parts, new: Parts) -> Iterator[str]:
    """The items and fields that differ, as the end of a way: `` WT-2022-003 > 完成时限``."""
    for name in [*old, *(name for name in new if name not in old)]:
        before, now = old.get(name), new.get(name)
        if before == now:
            continue
        if isinstance(before, Mapping) and isinstance(now, Mapping):
            inside = [part for part in [*before, *(each for each in now if each not in before)]
                      if before.get(part) != now.get(part)]  # fmt: skip
            yield from (f" {name} > {part}" for part in inside)
        elif isinstance(before, Mapping) or isinstance(now, Mapping):
            yield f" {name}"
        else:
            yield f" > {name}"
