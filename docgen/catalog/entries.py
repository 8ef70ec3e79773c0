"""The folder of cases to entries: which files make up which case, and what else is in it; nothing is read yet."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path as FilePath
from typing import NamedTuple

from docgen.catalog.files import content_of, leads_out, listed
from docgen.expressions.texts import RESERVED
from docgen.model import Diagnostic, Location, Related
from docgen.schemas import Node

_ID = re.compile(r"[a-z0-9](?:[a-z0-9_-]{0,58}[a-z0-9])?")


class Entry(NamedTuple):
    """A case that is to be read from these files, named relative to the workspace."""

    kind: str
    id: str
    files: tuple[str, ...]

    @property
    def key(self) -> str:
        return f"{self.kind}/{self.id}"


@dataclass
class Entries:
    """The cases of a workspace in order; ``broken`` are the files of each kind that cannot be cases."""

    entries: list[Entry] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    broken: dict[str, list[str]] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)


def list_cases(root: FilePath, kinds: Mapping[str, Node], broken_kinds: Collection[str] = ()) -> Entries:
    """Every case under ``root/cases``; what cannot be one is reported, never passed over in silence.

    Cases of ``broken_kinds`` (whose schema is wrong) count as broken: the schema's own problem is told elsewhere.
    """
    found = Entries()
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
            found.kinds.append(place.name)
            known: dict[str, str] = {}
            plain = _plain_files(place)
            for entry in _listed(place, root, found):
                case_id = entry.name[:-5]
                if entry.name in plain and case_id not in known and not id_problem(case_id)[0]:
                    # Nearly every one: nothing more has to be asked of the file system.
                    _enter(place.name, case_id, (f"cases/{place.name}/{entry.name}",), found, known)
                else:
                    _take(entry, place.name, root, found, known)
    return found


def _listed(folder: FilePath, root: FilePath, found: Entries) -> list[FilePath]:
    entries, problems = listed(folder, root)
    found.diagnostics += problems
    return entries


def _plain_files(folder: FilePath) -> set[str]:
    """The names of files that are no links and end as cases do; none where the folder cannot be read."""
    try:
        with os.scandir(folder) as entries:
            return {
                each.name for each in entries if each.name.endswith(".yaml") and each.is_file(follow_symlinks=False)
            }
    except OSError:
        return set()


def _enter(kind: str, case_id: str, files: tuple[str, ...], found: Entries, known: dict[str, str]) -> None:
    known[case_id] = files[0]
    found.entries.append(Entry(kind, case_id, files))


def _kinds_hint(name: str, kinds: Mapping[str, Node]) -> str:
    near = get_close_matches(name.lower(), list(kinds), 1, 0.6)
    known = "、".join(f"{kind}（{node.label}）" for kind, node in sorted(kinds.items()))
    return f"文件夹的名称要写“{near[0]}”吗？" if near else f"现有的类别：{known}" if known else ""


def _take(entry: FilePath, kind: str, root: FilePath, found: Entries, known: dict[str, str]) -> None:
    """Enter a file or folder of a kind's folder; ``known`` are the ids so far, each with its first file."""
    name = f"cases/{kind}/{entry.name}"
    where = Location(name)
    if leads_out(entry, root):
        found.diagnostics += content_of(entry, root)[1]
        _broken(name, kind, found, known)
    elif entry.suffix != ".yaml" and not entry.is_dir():
        _stray(entry, kind, where, found, known)
    elif problem := _id_problem(entry, where):
        found.diagnostics.append(problem)
        _broken(name, kind, found, known)
    elif (case_id := case_id_of(name) if entry.suffix == ".yaml" and not entry.is_dir() else entry.name) in known:
        message = f"“{kind}/{case_id}”既有文件又有文件夹，这里的没有读取。"
        related = (Related(Location(known[case_id]), "另一处在这里"),)
        hint = "只留一处，或者并到文件夹里"
        found.diagnostics.append(Diagnostic("DG307", "error", message, where, related=related, hint=hint))
    else:
        files = _files_of(entry, kind, root, found, known) if entry.is_dir() else (name,)
        if files:
            _enter(kind, case_id, files, found, known)
        else:
            _broken(name, kind, found, known)
            hint = "把案卷写成里面的 .yaml 文件，或者删掉这个文件夹"
            found.diagnostics.append(Diagnostic("DG309", "error", "文件夹里没有 .yaml 文件。", where, hint=hint))


def _broken(file: str, kind: str, found: Entries, known: dict[str, str]) -> None:
    found.broken.setdefault(kind, []).append(file)
    known.setdefault(case_id_of(file), file)


def case_id_of(file: str) -> str:
    """The id of the case that a file ``cases/KIND/ID.yaml`` or ``cases/KIND/ID/…`` belongs to."""
    return file.split("/")[2].removesuffix(".yaml")


def _stray(entry: FilePath, kind: str, where: Location, found: Entries, known: dict[str, str]) -> None:
    """A file that is no case; one that is meant to be one counts as unreadable."""
    message = f"“{entry.name}”不是 .yaml 文件，没有读取。"
    bare = re.sub(r"(?i)(?:\.ya?ml)?(?:\.txt)?$", "", entry.name)
    if re.search(r"(?i)\.ya?ml(?:\.txt)?$", entry.name):
        hint = f"把名称改成“{bare}.yaml”"
        _broken(where.file.removesuffix(entry.name) + f"{bare}.yaml", kind, found, known)
        found.diagnostics.append(Diagnostic("DG304", "error", message, where, hint=hint))
        return
    hint = f"是案卷就把名称改成“{bare}.yaml”，不是就移到别处"
    hint = hint if entry.suffix in ("", ".txt", ".json") else "附件、备份请放到别处，cases 里只放案卷"
    found.diagnostics.append(Diagnostic("DG304", "warning", message, where, hint=hint))


def _id_problem(entry: FilePath, where: Location) -> Diagnostic | None:
    ending = "" if entry.is_dir() else ".yaml"
    message, meant = id_problem(entry.name if entry.is_dir() else entry.stem)
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


def _files_of(
    folder: FilePath, kind: str, root: FilePath, found: Entries, known: dict[str, str]
) -> tuple[str, ...]:  # fmt: skip
    """The files of a case that is a folder; what else is in it is told."""
    files = []
    for entry in _listed(folder, root, found):
        where = Location(entry.relative_to(root).as_posix())
        if entry.suffix == ".yaml" and (entry.is_symlink() or not entry.is_dir()):
            files.append(where.file)
        elif entry.is_dir():
            message = "案卷的文件夹里不能再套文件夹，里面的没有读取。"
            found.diagnostics.append(Diagnostic("DG304", "warning", message, where, hint="把里面的文件移上来"))
        else:
            _stray(entry, kind, where, found, known)
    return tuple(files)
