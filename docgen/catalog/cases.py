"""Case files to cases: each ``cases/KIND/ID.yaml`` (or folder of files) read, joined, typed and located."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from hashlib import sha256
from pathlib import Path as FilePath
from typing import Any

from docgen.catalog.files import content_of, leads_out, listed
from docgen.expressions.texts import RESERVED
from docgen.load import load
from docgen.model import Case, Diagnostic, Location, Path, Related, Source
from docgen.schemas import ItemIndex, Node, typed

_ID = re.compile(r"[a-z0-9](?:[a-z0-9_-]{0,58}[a-z0-9])?")


@dataclass
class Cases:
    """All cases by kind and id; ``broken`` are the files of each kind that could not be read as cases."""

    by_kind: dict[str, dict[str, Case]] = field(default_factory=dict)
    broken: dict[str, list[str]] = field(default_factory=dict)
    untyped: dict[str, set[Path]] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)


def read_cases(root: FilePath, kinds: Mapping[str, Node], broken_kinds: Collection[str] = ()) -> Cases:
    """Every case under ``root/cases``; what cannot be read is reported and left out, never dropped in silence.

    Cases of ``broken_kinds`` (whose schema is wrong) count as broken: the schema's own problem is told elsewhere.
    """
    found = Cases()
    for place in _listed(root / "cases", root, found):
        if place.name in broken_kinds:
            found.broken[place.name] = [each.relative_to(root).as_posix() for each in _listed(place, root, found)]
            continue
        where = Location(place.relative_to(root).as_posix())
        node = kinds.get(place.name)
        if leads_out(place, root):
            found.diagnostics += content_of(place, root)[1]
        elif not place.is_dir():
            message = "案卷要放在 cases 下面以类别命名的文件夹里，这个文件没有读取。"
            found.diagnostics.append(
                Diagnostic("DG304", "warning", message, where, hint=_kinds_hint(place.stem, kinds))
            )
        elif node is None:
            message = f"没有“{place.name}”这一类案卷，里面的文件没有读取。"
            found.diagnostics.append(Diagnostic("DG303", "error", message, where, hint=_kinds_hint(place.name, kinds)))
        else:
            found.by_kind[place.name] = {}
            for entry in _listed(place, root, found):
                _read_entry(entry, place.name, node, root, found)
    return found


def _listed(folder: FilePath, root: FilePath, found: Cases) -> list[FilePath]:
    entries, problems = listed(folder, root)
    found.diagnostics += problems
    return entries


def _kinds_hint(name: str, kinds: Mapping[str, Node]) -> str:
    near = get_close_matches(name.lower(), list(kinds), 1, 0.6)
    known = "、".join(f"{kind}（{node.label}）" for kind, node in sorted(kinds.items()))
    return f"文件夹的名称要写“{near[0]}”吗？" if near else f"现有的类别：{known}" if known else ""


def _read_entry(entry: FilePath, kind: str, node: Node, root: FilePath, found: Cases) -> None:
    where = Location(entry.relative_to(root).as_posix())
    if leads_out(entry, root):
        found.diagnostics += content_of(entry, root)[1]
        found.broken.setdefault(kind, []).append(where.file)
    elif not entry.is_dir() and entry.suffix != ".yaml":
        _stray(entry, kind, where, found)
    elif problem := _id_problem(entry, where):
        found.diagnostics.append(problem)
        found.broken.setdefault(kind, []).append(where.file)
    elif (case_id := _id_of(entry)) in found.by_kind[kind] or _is_broken(found, kind, case_id):
        first = found.by_kind[kind].get(case_id)
        message = f"“{kind}/{case_id}”既有文件又有文件夹，这里的没有读取。"
        related = (Related(Location(first.files[0]), "另一处在这里"),) if first else ()
        hint = "只留一处，或者并到文件夹里"
        found.diagnostics.append(Diagnostic("DG307", "error", message, where, related=related, hint=hint))
    else:
        files = _files_of(entry, kind, root, found) if entry.is_dir() else [entry]
        _read_case(kind, case_id, files, node, root, found)


def _id_of(entry: FilePath) -> str:
    return entry.name if entry.is_dir() else entry.stem


def _is_broken(found: Cases, kind: str, case_id: str) -> bool:
    return any(case_id_of(file) == case_id for file in found.broken.get(kind, ()))


def case_id_of(file: str) -> str:
    """The id of the case that a file ``cases/KIND/ID.yaml`` or ``cases/KIND/ID/…`` belongs to."""
    return file.split("/")[2].removesuffix(".yaml")


def _stray(entry: FilePath, kind: str, where: Location, found: Cases) -> None:
    """A file that is no case; one that is meant to be one counts as unreadable."""
    message = f"“{entry.name}”不是 .yaml 文件，没有读取。"
    bare = re.sub(r"(?i)(?:\.ya?ml)?(?:\.txt)?$", "", entry.name)
    if re.search(r"(?i)\.ya?ml", entry.name):
        hint = f"把名称改成“{bare}.yaml”"
        found.broken.setdefault(kind, []).append(where.file.removesuffix(entry.name) + f"{bare}.yaml")
        found.diagnostics.append(Diagnostic("DG304", "error", message, where, hint=hint))
        return
    hint = f"是案卷就把名称改成“{bare}.yaml”，不是就移到别处"
    hint = hint if entry.suffix in ("", ".txt", ".json") else "附件请放到别处，cases 里只放案卷"
    found.diagnostics.append(Diagnostic("DG304", "warning", message, where, hint=hint))


def _id_problem(entry: FilePath, where: Location) -> Diagnostic | None:
    ending = "" if entry.is_dir() else ".yaml"
    message, meant = id_problem(_id_of(entry))
    if not message:
        return None
    hint = f"把名称改成“{meant}{ending}”" if meant else f"改成编号，例如“a-001{ending}”；中文的名称写在案卷里"
    return Diagnostic("DG306", "error", message, where, hint=hint)


def id_problem(case_id: str) -> tuple[str, str]:
    """Why an id cannot be a case's (empty when it can), and the id that was probably meant (empty when unknown)."""
    if RESERVED.match(case_id):
        return f"案卷编号“{case_id}”是 Windows 保留的名称，不能用。", f"{case_id}-1"
    if _ID.fullmatch(case_id):
        return "", ""
    meant = re.sub(r"[\s_.]+", "-", unicodedata.normalize("NFKC", case_id).strip().lower())
    message = f"案卷编号“{case_id}”不合规则：只能用小写字母、数字和短横，不超过 60 个字。"
    return message, meant if _ID.fullmatch(meant) else ""


def _files_of(folder: FilePath, kind: str, root: FilePath, found: Cases) -> list[FilePath]:
    """The files of a case that is a folder; what else is in it is told."""
    files = []
    for entry in _listed(folder, root, found):
        where = Location(entry.relative_to(root).as_posix())
        if entry.suffix == ".yaml" and (entry.is_symlink() or not entry.is_dir()):
            files.append(entry)
        elif entry.is_dir():
            message = "案卷的文件夹里不能再套文件夹，里面的没有读取。"
            found.diagnostics.append(Diagnostic("DG304", "warning", message, where, hint="把里面的文件移上来"))
        else:
            _stray(entry, kind, where, found)
    return files


def _read_case(kind: str, case_id: str, files: list[FilePath], node: Node, root: FilePath, found: Cases) -> None:
    sources: list[Source | None] = []
    digest, names = sha256(), []
    for file in files:
        content, problems = content_of(file, root)
        found.diagnostics += problems
        source = None
        if content is not None:
            digest.update(len(content).to_bytes(8) + content)
            source, problems = load(content, file.relative_to(root).as_posix())
            found.diagnostics += problems
        names.append(file.relative_to(root).as_posix())
        sources.append(source)
    readable = [source for source in sources if source is not None]
    if len(readable) < len(sources) or not readable:
        found.broken.setdefault(kind, []).extend(names or [f"cases/{kind}/{case_id}"])
        if not files:
            place = Location(f"cases/{kind}/{case_id}")
            hint = "把案卷写成里面的 .yaml 文件，或者删掉这个文件夹"
            found.diagnostics.append(Diagnostic("DG309", "error", "文件夹里没有 .yaml 文件。", place, hint=hint))
        return
    source, problems = joined(readable, node)
    result = typed(source, node, f"{node.label} {case_id}")
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
