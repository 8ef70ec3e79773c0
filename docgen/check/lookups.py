"""Values that are looked up in a list (``x-lookup``): unknown, known under another spelling, or not valid on the day.

Unlike a reference such a value is text, and need not be listed; only this module knows which spellings are one number.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from docgen.catalog import Workspace
from docgen.check.passages import Passage, Telling
from docgen.check.plans import Met
from docgen.model import Diagnostic, Path
from docgen.schemas import Node, Valid

Item = Mapping[str, Any]
Unlisted = tuple[str, Path, str]
"""A value that is in no list: ``kind.list``, its path in its case, and itself."""
_TYPED = re.compile(r"[\s/:_\u00ad\u2010-\u2015\u2044\u2212\u2215-]|[《》]")
_YEAR = re.compile(r"(?<=.)[-:\u2010-\u2015\u2212]\s*((?:19|20)[0-9]{2})$")
_TITLE = r"《[^《》]*[\u4e00-\u9fff][^《》]*》"
_HAN = "[\u4e00-\u9fff（()）]"


@dataclass
class List:
    """The items of one list by key, and the keys by how they are written apart from typing and from the year."""

    label: str
    valid: Valid | None
    items: dict[str, Item] = field(default_factory=dict)
    plain: dict[str, str] = field(default_factory=dict)
    bare: dict[str, list[str]] = field(default_factory=dict)
    followers: dict[str, list[str]] = field(default_factory=dict)


@dataclass
class Lists:
    """The lists of a workspace that something is looked up in, read when first asked for."""

    workspace: Workspace
    read: dict[str, List | None] = field(default_factory=dict)

    def named(self, target: str) -> List | None:
        """``kind.list``; None where it cannot be read whole."""
        if target not in self.read:
            self.read[target] = _list(self.workspace, target)
        return self.read[target]


def looked_up(tell: Telling, met: Met, lists: Lists) -> tuple[list[Diagnostic], list[Unlisted]]:
    """What is wrong with a value that is looked up, or that it is not listed (where anything is)."""
    text, plan, path, step = met
    target = plan.node.lookup
    known = lists.named(target)
    if known is None:
        return [], []
    if text in known.items:
        return _in_force(tell.passage(met), known) if known.valid is not None else [], []
    whole = (0, len(text))
    meant, why = _meant(text, known)
    if meant:
        choice = "”或者“".join(meant)
        message = f"“{text}”没有登记在{known.label}里，{why}的有“{choice}”。"
        hint = f"改成“{choice}”；确实是另一项的，先登记"
        return [tell.passage(met).say("DG316", "warning", message, whole, hint)], []
    return [], [(target, (*path, step), text)] if known.items else []


def not_listed(first: Passage, label: str, others: int) -> Diagnostic:
    """That a value is not listed in the list called ``label``: told where it first stands."""
    message = f"“{first.text}”没有登记在{label}里，不能核对它。"
    hint = f"核对写法；没有写错的，可以登记到{label}里"
    told = first.say("DG315", "hint", message, (0, len(first.text)), hint)
    more = (("另有", f"{others} 处也写了它"),) if others else ()
    return replace(told, notes=more)


def label_of(workspace: Workspace, target: str) -> str:
    """What people call a list (``kind.list``)."""
    kind, _, name = target.partition(".")
    return f"{workspace.kinds[kind].label}的“{workspace.kinds[kind].properties[name].label}”"


def _list(workspace: Workspace, target: str) -> List | None:
    kind, _, name = target.partition(".")
    node = workspace.kinds.get(kind)
    holder = node.properties.get(name) if node else None
    if node is None or holder is None or workspace.cases.broken.get(kind):
        return None
    found = List(label_of(workspace, target), holder.valid)
    for key, (case, position) in workspace.index.items.get((kind, name), {}).items():
        item: Item = case.data[name][position]
        found.items[key] = item
        found.plain[_plain(key)] = key
        found.bare.setdefault(_bare(key), []).append(key)
        before = item.get(holder.valid.replaces) if holder.valid else None
        for each in before if isinstance(before, list) else ():
            found.followers.setdefault(str(each), []).append(key)
    return found


def _plain(value: str) -> str:
    """GB/T 14902—2012, gbt14902-2012: one number, however it is typed."""
    return _TYPED.sub("", unicodedata.normalize("NFKC", value)).upper()


def _bare(value: str) -> str:
    """A number without its year."""
    return _plain(_YEAR.sub("", unicodedata.normalize("NFKC", value).strip()))


def _meant(value: str, known: List) -> tuple[list[str], str]:
    """The keys that a value may stand for, and in what they differ from it."""
    same = known.plain.get(_plain(value))
    if same:
        return [same], "只是写法不同"
    others = known.bare.get(_bare(value))
    if others:
        return sorted(others), "同一个号而年份不同" if _year(value) else "同一个号而写明年份"
    plain = _plain(value)
    turned = re.sub(r"^GBT(?=[0-9])", "GB", plain) if plain.startswith("GBT") else re.sub(r"^GB(?=[0-9])", "GBT", plain)
    other = known.plain.get(turned) if turned != plain else None
    if other:
        return [other], "号和年份相同而代号不同"
    bare = known.plain.get(_plain(_untitled(value)))
    return ([bare], "去掉名称就相同") if bare else ([], "")


def _untitled(value: str) -> str:
    """A number without the title that stands before or behind it; empty for a title alone, or an amendment."""
    number = re.sub(_TITLE, "", value).strip().removeprefix("（").removeprefix("(")
    title = re.search(_HAN, number)
    rest = number[title.start() :] if title else ""
    return "" if "修改" in rest else number[: title.start()] if title else number


def _year(value: str) -> str:
    match = _YEAR.search(unicodedata.normalize("NFKC", value).strip())
    return match[1] if match else ""


def _in_force(each: Passage, known: List) -> list[Diagnostic]:
    day = day_of(each.root, each.case.data, each.path)
    if known.valid is None or not day:
        return []
    item = known.items[each.text]
    first, end = (_text(item, name) for name in (known.valid.first, known.valid.end))
    if first and day < first:
        message = f"“{each.text}”自 {first} 起才实施，这里的日期是 {day}。"
        before = item.get(known.valid.replaces)
        earlier = [str(one) for one in before] if isinstance(before, list) else []
        chosen = _valid(earlier + known.bare.get(_bare(each.text), []), known, day)
    elif end and day >= end:
        message = f"“{each.text}”自 {end} 起废止，这里的日期是 {day}。"
        chosen = _valid(_after(each.text, known) + known.bare.get(_bare(each.text), []), known, day)
    else:
        return []
    hint = f"那一天有效的是“{'”“'.join(chosen)}”" if chosen else "写那一天有效的；日期写错了的，改日期"
    return [each.say("DG317", "warning", message, (0, len(each.text)), hint)]


def _valid(keys: list[str], known: List, day: str) -> list[str]:
    """Those of the keys that are valid on a day."""
    assert known.valid is not None
    found = []
    for key in dict.fromkeys(keys):
        item = known.items.get(key, {})
        first, end = (_text(item, name) for name in (known.valid.first, known.valid.end))
        if item and first <= day and (not end or day < end):
            found.append(key)
    return found


def _after(key: str, known: List) -> list[str]:
    """What replaces an item, and what replaces that in turn."""
    found: list[str] = []
    waiting = list(known.followers.get(key, ()))
    while waiting:
        one = waiting.pop(0)
        if one not in found:
            found.append(one)
            waiting += known.followers.get(one, ())
    return found


def _text(item: Item, name: str) -> str:
    value = item.get(name) if name else None
    return value if isinstance(value, str) else ""


def day_of(root: Node, data: Any, path: Path) -> str:
    """The day (``x-day``) of the nearest list item or case that holds a path; empty where nothing dates it."""
    day = _text(data, root.day)
    node: Node | None = root
    for number, step in enumerate(path):
        holder, node = node, root.at(path[: number + 1])
        data = data[step]
        if isinstance(step, int) and holder is not None and holder.day and isinstance(data, Mapping):
            day = _text(data, holder.day)
    return day
