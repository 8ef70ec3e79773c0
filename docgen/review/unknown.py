"""What was asked for and is not there in, a sentence with the nearest that is, out."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path

from docgen.git import Repository
from docgen.model import DocgenError
from docgen.review.change import Change
from docgen.review.narrow import Wanted
from docgen.review.snapshot import Key, cases_in
from docgen.schemas import Node


def no_case(repository: Repository, root: Path, key: Key) -> DocgenError:
    """A case that no commit has."""
    name = "/".join(key)
    if (root / f"cases/{name}.yaml").exists() or (root / "cases" / name).is_dir():
        return DocgenError(f"案卷“{name}”还没有提交过，没有修改记录；没有提交的修改用 docgen diff 看。")
    files = dict.fromkeys(repository.files("HEAD", ["cases"]), "")
    return DocgenError(f"没有案卷“{name}”，以前也没有过。" + _near(name, ["/".join(each) for each in cases_in(files)]))


def no_such_part(meant: Wanted, node: Node, seen: Iterable[Change]) -> DocgenError | None:
    """An item that the case never had, or a field that its schema does not have; ``None`` where both are known."""
    changes = list(seen)
    items = list(dict.fromkeys(each for change in changes for each in (change.item, change.was) if each))
    if meant.item and meant.item not in items:
        return DocgenError(f"案卷“{'/'.join(meant.key)}”里从来没有“{meant.item}”。" + _near(meant.item, items))
    here: Node | None = node
    if meant.item:
        name = next(str(change.path[0]) for change in changes if meant.item in (change.item, change.was))
        here = node.properties[name].items if name in node.properties else None
    for field in meant.fields:
        if here is None or not (here.items or here).properties:
            return None
        known = (here.items or here).properties
        if field not in known:
            return DocgenError(f"没有字段“{field}”。" + _near(field, list(known)))
        here = known[field]
    return None


def _near(name: str, known: list[str]) -> str:
    near = get_close_matches(name, known, 1, 0.5)
    return f"要写“{near[0]}”吗？" if near else "可用的有：" + "、".join(known[:12]) + "。" if known else ""
