"""What a document is made from, or a figure counts, to whether there is such a kind and such a list."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from docgen.catalog import NAME, TAKEN, Each, Workspace
from docgen.check.places import Place
from docgen.model import Diagnostic


def each_problems(workspace: Workspace, each: Each, where: Place) -> list[Diagnostic]:
    """What is wrong with an ``each``; at most one problem."""
    node = workspace.kinds.get(each.kind)
    if node is None:
        if each.kind in workspace.broken_kinds:
            return []
        return [_say(*no_kind(workspace, each.kind), where)]
    holder = node.properties.get(each.list) if each.list else None
    if each.list and (holder is None or holder.items is None):
        lists = [name for name, child in node.properties.items() if child.items is not None]
        known = f"{node.label}有这些列表：" + "、".join(lists) if lists else ""
        return [_say(f"{node.label}没有列表“{each.list}”。", near(each.list, lists) or known, where)]
    if holder is not None and holder.items is not None and not (holder.items.properties or holder.items.ref):
        message = f"“{each.list}”的各项是文字或者数，不能逐项来数、来做。"
        return [_say(message, "改用由若干字段组成的列表", where)]
    if each.list and (not NAME.fullmatch(each.name) or each.name in TAKEN or each.name == node.label):
        message = f"“{each.name}”不能用来称呼“{each.list}”的一项。"
        return [_say(message, "换一个没有用过的名称，用汉字、字母和数字，不带括号和空格", where)]
    return []


def no_kind(workspace: Workspace, kind: str) -> tuple[str, str]:
    """That there is no such kind, and which was meant or which there are."""
    known = "现有的类别：" + "、".join(sorted(workspace.kinds)) if workspace.kinds else ""
    return f"没有“{kind}”这一类案卷。", near(kind, workspace.kinds) or known


def near(name: str, known: Iterable[str]) -> str:
    """A question whether the nearest known name was meant; empty when none is near."""
    found = get_close_matches(name, list(known), 1, 0.5)
    return f"要写“{found[0]}”吗？" if found else ""


def _say(message: str, hint: str, where: Place) -> Diagnostic:
    return Diagnostic("DG322", "error", message, where(), hint=hint)
