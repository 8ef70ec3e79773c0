"""What a document was made from, as digests by name, and which of them have changed since."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

import docgen
from docgen.catalog import CONFIGURATION, Target, Workspace

_SAID = {
    "template": "模板改过",
    "entry": "docgen.yaml 里这种文书的规定改过",
    "about": "docgen.yaml 里单位和工程的信息改过",
    "figures": "docgen.yaml 里数字的规定改过",
    "schemas": "模式改过",
    "day": "截至日期变了",
    "period": "期间变了",
    "target": "这个文件名换了案卷",
    "docgen": "docgen 换了版本",
}


def digest(value: object) -> str:
    """SHA-256 of a value's JSON form."""
    return sha256(json.dumps(value, ensure_ascii=False, sort_keys=True, default=str).encode()).hexdigest()


@lru_cache(maxsize=1)
def docgen_digest() -> str:
    """The version and the code itself: a changed engine may give other bytes under the same version."""
    package = Path(docgen.__file__).parent
    found = sha256(docgen.__version__.encode())
    for file in sorted(file for pattern in ("*.py", "*.json") for file in package.rglob(pattern)):
        found.update(file.read_bytes())
    return found.hexdigest()


def fixed_inputs(workspace: Workspace, target: Target, template: str) -> dict[str, str]:
    """What a document depends on whichever cases it reads; ``template`` is the template's digest."""
    catalog, schemas = workspace.catalog, workspace.digests
    inputs = {
        "template": template,
        "entry": digest([asdict(target.document), catalog.profile, dict(catalog.properties), asdict(catalog.calendar)]),
        "about": digest(workspace.about.data if workspace.about else None),
        "schemas": digest({name: value for name, value in schemas.items() if name != CONFIGURATION}),
        "day": target.day,
        "period": target.period,
        "target": f"{target.case}#{target.item}",
        "docgen": docgen_digest(),
    }
    if target.document.each.kind == catalog.periods.kind:
        inputs["figures"] = digest([asdict(catalog.periods), *(asdict(rule) for rule in catalog.figures.values())])
    return inputs


def read_inputs(workspace: Workspace, reads: Iterable[str]) -> dict[str, str]:
    """The digests of cases (``kind/id``) and of lists of a kind (``kind/*``)."""
    found = {}
    for name in reads:
        kind, _, case_id = name.partition("/")
        if case_id == "*":
            readable, broken = workspace.cases.by_kind.get(kind, {}), workspace.cases.broken.get(kind, [])
            found[name] = digest([sorted(readable), sorted(broken)])
        else:
            case = workspace.case(name)
            found[name] = case.digest if case else ""
    return found


def changed(before: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    """What differs, as sentences without a full stop."""
    return [_sentence(name) for name in sorted({*before, *now}) if before.get(name) != now.get(name)]


def _sentence(name: str) -> str:
    if name in _SAID:
        return _SAID[name]
    kind, _, case_id = name.partition("/")
    return f"{kind} 增加或者减少了案卷" if case_id == "*" else f"案卷 {kind}/{case_id} 改过"
