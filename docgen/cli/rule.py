"""``docgen rule``: what a code means, whether docgen's own or a rule of the workspace's schemas."""

from __future__ import annotations

from collections.abc import Iterator

import click

from docgen.catalog import Workspace, find_root, open_workspace
from docgen.cli.chinese import Command
from docgen.cli.common import Console, shared
from docgen.model import DocgenError
from docgen.report import explain, rule_text
from docgen.schemas import Node, Rule, Words

_LEVELS = {"error": "错误，不生成", "warning": "警告，可以豁免", "hint": "提示"}


@click.command("rule", cls=Command)
@click.argument("code", metavar="编号")
@shared
def command(code: str, console: Console) -> int:
    """解释检查结果里的一个编号，例如 docgen rule DG203。

    DG 开头的是 docgen 自己的；其他的是本工作区模式里的规则。
    """
    found = explain(code)
    if found is None and not code.upper().startswith("DG"):
        rules = [each for each in _rules(console) if each[1].code == code.upper()]
        if rules:
            found = _explained(*rules[0])
    if console.json:
        console.data({"schema_version": 1, "code": code, "rule": found})
        return 0 if found else 1
    if found is not None and "用在" in found:
        console.result("\n".join(f"{name}  {value}" for name, value in found.items()))
    else:
        console.result(rule_text(code))
    return 0 if found else 1


def _rules(console: Console) -> Iterator[tuple[str, Rule | Words]]:
    try:
        workspace = open_workspace(find_root(console.folder))
    except DocgenError:
        return
    yield from _all(workspace)


def _all(workspace: Workspace) -> Iterator[tuple[str, Rule | Words]]:
    for kind, node in workspace.nodes.items():
        for label, rule in _below(node, node.label):
            yield f"{label}（schemas/{kind}.schema.json）", rule


def _below(node: Node, label: str) -> Iterator[tuple[str, Rule | Words]]:
    yield from ((label, rule) for rule in node.rules)
    yield from ((label, words) for words in node.words)
    if node.items is not None and not node.value:
        yield from _below(node.items, label)
    for name, child in node.properties.items():
        yield from _below(child, f"{label} > {name}")


def _explained(where: str, rule: Rule | Words) -> dict[str, str]:
    found = {"编号": rule.code, "用在": where, "级别": _LEVELS[rule.level], "消息": rule.message}
    if isinstance(rule, Words):
        return found | {"词语": "、".join(rule.words)} | ({"除外": "、".join(rule.but)} if rule.but else {})
    found |= {"断言": rule.must}
    return found | ({"前提": rule.when} if rule.when else {})
