"""Case files to cases: each ``cases/KIND/ID.yaml`` (or folder of files) read, joined, typed and located."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path as FilePath
from typing import Any

from docgen.load import load
from docgen.model import Case, Diagnostic, Location, Path, Related, Source
from docgen.schemas import ItemIndex, Node, typed

_ID = re.compile(r"[a-z0-9](?:[a-z0-9_-]{0,58}[a-z0-9])?")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])")


@dataclass
class Cases:
    """All cases by kind and id; ``broken`` are the files of each kind that could not be read as cases."""

    by_kind: dict[str, dict[str, Case]] = field(default_factory=dict)
    broken: dict[str, list[str]] = field(default_factory=dict)
    untyped: dict[str, set[Path]] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)


def read_cases(root: FilePath, kinds: Mapping[str, Node]) -> Cases:
    """Every case under ``root/cases``; what cannot be read is reported and left out, never dropped in silence."""
    found = Cases()
    folder = root / "cases"
    for place in sorted(folder.iterdir()) if folder.is_dir() else ():
        if place.name.startswith(".") or not place.is_dir():
            _stray(place, root, found)
            continue
        node = kinds.get(place.name)
        if node is None:
            where = Location(place.relative_to(root).as_posix())
            hint = "现有的类别：" + "、".join(sorted(kinds))
            found.diagnostics.append(Diagnostic("DG303", "error", f"没有“{place.name}”这一类案卷。", where, hint=hint))
            continue
        found.by_kind[place.name] = {}
        for entry in sorted(place.iterdir()):
            _read_entry(entry, place.name, node, root, found)
    return found


def _stray(place: FilePath, root: FilePath, found: Cases) -> None:
    if not place.name.startswith((".", "~")):
        message = "案卷要放在 cases 下面以类别命名的文件夹里。"
        found.diagnostics.append(Diagnostic("DG304", "warning", message, Location(place.relative_to(root).as_posix())))


def _read_entry(entry: FilePath, kind: str, node: Node, root: FilePath, found: Cases) -> None:
    if entry.name.startswith((".", "~")):
        return
    where = Location(entry.relative_to(root).as_posix())
    if entry.is_symlink() and not entry.resolve().is_relative_to(root.resolve()):
        message = "这个文件是指向工作区以外的链接，没有读取。"
        found.diagnostics.append(Diagnostic("DG305", "error", message, where, hint="把文件本身放进 cases 文件夹"))
        found.broken.setdefault(kind, []).append(where.file)
        return
    if not entry.is_dir() and entry.suffix != ".yaml":
        message = f"“{entry.name}”不是 .yaml 文件，没有读取。"
        hint = "把扩展名改成 .yaml" if entry.suffix in (".yml", ".YAML", ".txt", ".YML") else ""
        found.diagnostics.append(Diagnostic("DG304", "warning", message, where, hint=hint))
        return
    case_id = entry.name if entry.is_dir() else entry.stem
    if not _ID.fullmatch(case_id) or _RESERVED.fullmatch(case_id):
        message = f"案卷编号“{case_id}”不合规则。"
        hint = "文件名只用小写字母、数字和短横，例如 qy-031.yaml"
        found.diagnostics.append(Diagnostic("DG306", "error", message, where, hint=hint))
        found.broken.setdefault(kind, []).append(where.file)
        return
    if case_id in found.by_kind[kind]:
        first = Location(found.by_kind[kind][case_id].files[0])
        message = f"“{kind}/{case_id}”既有文件又有文件夹。"
        related = (Related(first, "另一处在这里"),)
        found.diagnostics.append(
            Diagnostic("DG307", "error", message, where, related=related, hint="只留一处，或者并到文件夹里")
        )
        return
    files = sorted(each for each in entry.iterdir() if each.suffix == ".yaml") if entry.is_dir() else [entry]
    _read_case(kind, case_id, files, node, root, found)


def _read_case(kind: str, case_id: str, files: list[FilePath], node: Node, root: FilePath, found: Cases) -> None:
    sources, digest, names = [], sha256(), []
    for file in files:
        name = file.relative_to(root).as_posix()
        try:
            content = file.read_bytes()
        except OSError as problem:
            reason = problem.strerror or str(problem)
            message = f"文件打不开（{reason}）。"
            found.diagnostics.append(Diagnostic("DG308", "error", message, Location(name)))
            sources.append(None)
            continue
        digest.update(len(content).to_bytes(8) + content)
        source, problems = load(content, name)
        found.diagnostics += problems
        names.append(name)
        sources.append(source)
    readable = [source for source in sources if source is not None]
    if len(readable) < len(sources) or not readable:
        found.broken.setdefault(kind, []).extend(file.relative_to(root).as_posix() for file in files)
        if not files:
            place = Location(f"cases/{kind}/{case_id}")
            found.diagnostics.append(Diagnostic("DG309", "error", "文件夹里没有 .yaml 文件。", place))
        return
    source, problems = joined(readable, node)
    result = typed(source, node)
    found.diagnostics += problems + result.problems
    found.untyped[f"{kind}/{case_id}"] = result.failed
    found.by_kind[kind][case_id] = Case(kind, case_id, result.data, source, tuple(names), digest.hexdigest())


def joined(sources: list[Source], node: Node) -> tuple[Source, list[Diagnostic]]:
    """Files of one case as one: lists with an ``x-key`` add up, any other key stands once."""
    if len(sources) == 1:
        return sources[0], []
    data: dict[str, Any] = {}
    values: dict[Path, Location] = {(): sources[0].values[()]}
    keys: dict[Path, Location] = {}
    empties: set[Path] = set()
    problems: list[Diagnostic] = []
    for source in sources:
        for name, value in source.data.items():
            child = node.properties.get(name)
            shift = 0
            if name in data:
                if not (child and child.key and isinstance(value, list) and isinstance(data[name], list)):
                    problems.append(_clash(name, source, keys[(name,)]))
                    continue
                shift = len(data[name])
                data[name] = data[name] + value
            else:
                data[name] = value
            _move(source.values, values, name, shift)
            _move(source.keys, keys, name, shift)
        empties |= {path for path in source.empties if path[0] not in data}
        keys.update({path: source.keys[path] for path in source.empties if path not in keys})
    return Source(data, values, keys, frozenset(empties)), problems


def _move(places: Mapping[Path, Location], into: dict[Path, Location], name: str, shift: int) -> None:
    for path, location in places.items():
        if path and path[0] == name:
            moved = (name, path[1] + shift, *path[2:]) if shift and len(path) > 1 and isinstance(path[1], int) else path
            into.setdefault(moved, location)


def _clash(name: str, source: Source, first: Location) -> Diagnostic:
    message = f"“{name}”在同一案卷的两个文件里都有。"
    related = (Related(first, "另一处在这里"),)
    return Diagnostic("DG310", "error", message, source.keys[(name,)], hint="只在一个文件里写", related=related)


def item_index(kinds: Mapping[str, Node], cases: Mapping[str, Mapping[str, Case]]) -> ItemIndex:
    """Where the items of every keyed list stand, for the lists whose items references may name."""
    items: dict[tuple[str, str], dict[str, tuple[Case, int]]] = {}
    for kind, node in kinds.items():
        for name, child in node.properties.items():
            if len(child.key) == 1:
                entries = items.setdefault((kind, name), {})
                for case in cases.get(kind, {}).values():
                    _enter(entries, case, name, child.key[0])
    return ItemIndex(items)


def _enter(entries: dict[str, tuple[Case, int]], case: Case, name: str, key: str) -> None:
    values = case.data.get(name)
    for position, item in enumerate(values if isinstance(values, list) else ()):
        if isinstance(item, Mapping) and key in item:
            entries.setdefault(str(item[key]), (case, position))
