"""``x-rules``: each rule on each record it stands on; warnings may be waived with a reason, errors never."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from docgen.catalog import FAILURES, Workspace, compiled_expression, compiled_text
from docgen.check.places import key_place
from docgen.check.waivers import COUNTED, WAIVABLE, Used, reason_of
from docgen.model import AbsentUsedError, Case, Diagnostic, Path
from docgen.schemas import Node, Record, Rule, View

Ruled = tuple[Diagnostic, tuple[str, ...]]
"""What a rule says of a case, and the keys of the other cases that were read for it."""
Idle = tuple[Path, str, Diagnostic]
"""A waiver that silences nothing: its path, its code, and what to say."""


_GUARD = re.compile(
    r"""this\.(?P<name>\w+)"""
    r"""(?: == (?P<one>"[^"\\]*"|'[^'\\]*')| in \[(?P<any>"[^"\\]*"(?:, "[^"\\]*")*)\]| is filled)?"""
    r"""(?=$| and (?!.*\b(?:or|if)\b))""",
    re.DOTALL,
)
"""The first thing that a ``when`` asks for, where the whole of it is false without that."""


class RuleBook:
    """The rules of a workspace, made ready for records of each node."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self._ready: dict[Node, list[_Ready]] = {}
        self._fields: dict[Node, tuple[str, ...]] = {}
        self._listed: dict[Node, tuple[tuple[str, Node], ...]] = {}

    def judged(self, view: View, case: Case, used: Used) -> tuple[list[Ruled], list[Idle]]:
        """The rules of a case of which nothing else is wrong, and of every object in it; and waivers that do nothing.

        ``used`` are the waivers that other checks have made use of; those of rules are added. What a rule says after
        it read what is unreadable or missing is left out: it follows from what is reported already.
        """
        record = view.about if case is self.workspace.about else view.case(case.kind, case.id)
        if not isinstance(record, Record):
            return [], []
        found: list[Ruled] = []
        records = list(self._objects(record))
        for each in records:
            found += self._unlisted(view, each)
            rules = self._ready.get(each.node)
            if rules is None:
                rules = self._ready[each.node] = [_ready(rule, each.node) for rule in each.node.rules]
            names = each.names() if rules else {}
            for rule in rules:
                if rule.field and rule.idle(each.data):
                    continue
                view.reads.clear()
                said = _apply(rule, each, names, used)
                if said is not None:
                    found += self._with_reads(said, view, case)
        return found, [idle for each in records for idle in _idle_waivers(each, used)]

    def _unlisted(self, view: View, record: Record) -> Iterator[Ruled]:
        """Computed fields whose value is none of those that the schema lists (``enum``)."""
        fields = self._listed.get(record.node)
        if fields is None:
            properties = record.node.properties.items()
            fields = self._listed[record.node] = tuple((name, node) for name, node in properties if _is_listed(node))
        for name, node in fields:
            view.reads.clear()
            try:
                value = record.lookup(name)
            except FAILURES:
                continue  # said where something asks for it
            values = value if isinstance(value, list) else [value]
            listed = (node.items or node).enum
            wrong = next((each for each in values if isinstance(each, str) and each not in listed), None)
            if wrong is not None:
                yield from self._with_reads(_not_listed(record, node, wrong, listed), view, record.case)

    def _with_reads(self, said: Diagnostic, view: View, case: Case) -> Iterator[Ruled]:
        """What was said, with the other cases that were read for it; nothing after reading what is unreadable or
        missing."""
        if not any(_missing(self.workspace, name) for name in view.reads):
            others = view.reads - {case.key}
            yield said, tuple(sorted(name for name in others if not name.endswith("/*")))

    def _objects(self, record: Record) -> Iterator[Record]:
        """A record and those in it, as far as something is asked of them."""
        yield record
        for name in self._fields_of(record.node):
            if name in record.data:
                value = record.lookup(name)
                for each in value if isinstance(value, list) else [value]:
                    if isinstance(each, Record):
                        yield from self._objects(each)

    def _fields_of(self, node: Node) -> tuple[str, ...]:
        """The fields of an object in which there are rules, waivers or computed fields to look at further down."""
        known = self._fields.get(node)
        if known is None:
            known = self._fields[node] = tuple(
                name
                for name, child in node.properties.items()
                if not (child.value or child.ref or child.type not in ("object", "array"))
                and self._asked_of(child.items if child.items is not None else child)
            )
        return known

    def _asked_of(self, node: Node) -> bool:
        if node.ref:
            return False
        asked = any(child.waives or _is_listed(child) for child in node.properties.values())
        return bool(node.rules) or asked or bool(self._fields_of(node))


@dataclass(frozen=True, slots=True)
class _Ready:
    """A rule, compiled. It says nothing where ``field`` is left out or, with ``values``, holds no such text."""

    rule: Rule
    when: Callable[[Mapping[str, Any]], Any] | None
    must: Callable[[Mapping[str, Any]], Any]
    field: str = ""
    values: frozenset[str] | None = None

    def idle(self, data: Mapping[str, Any]) -> bool:
        """Whether an object's data alone shows that the rule does not apply."""
        value = data.get(self.field)
        return value is None or (self.values is not None and type(value) is str and value not in self.values)


def _ready(rule: Rule, node: Node) -> _Ready:
    when = compiled_expression(rule.when).evaluate if rule.when else None
    must = compiled_expression(rule.must).evaluate
    asked = _GUARD.match(rule.when)
    field = node.properties.get(asked["name"]) if asked else None
    if asked is None or field is None or field.value or field.ref:
        return _Ready(rule, when, must)
    listed = asked["one"] or asked["any"]
    return _Ready(rule, when, must, asked["name"], frozenset(ast.literal_eval(f"({listed},)")) if listed else None)


def _missing(workspace: Workspace, name: str) -> bool:
    """Whether a case that was read does not exist, or some of a kind that was listed cannot be read."""
    kind, _, case_id = name.partition("/")
    return bool(workspace.cases.broken.get(kind)) if case_id == "*" else workspace.case(name) is None


def _apply(ready: _Ready, record: Record, names: Mapping[str, Any], used: Used) -> Diagnostic | None:
    rule = ready.rule
    try:
        if (ready.when is not None and not ready.when(names)) or ready.must(names):
            return None
        message = compiled_text(rule.message).render(names)
    except AbsentUsedError:
        return None
    except FAILURES as failure:
        waiver(record, rule, used)
        return _broken(rule, record, str(failure))
    place = key_place(record.case.source, (*record.path, rule.at) if rule.at else record.path)
    reason = waiver(record, rule, used)
    if reason:
        told = f"{message.rstrip('。')}（已豁免，理由：{reason}）。"
        return Diagnostic(rule.code, "hint", told, place, field=record.label)
    waiving = _waiving(record) if rule.level == "warning" else ""
    hints = [_missing_field(rule, record), f"确实不适用的，在“{waiving}”里写明规则和理由" if waiving else ""]
    hint = "；".join(each for each in hints if each)
    return Diagnostic(rule.code, rule.level, message, place, field=record.label, hint=hint)


def _missing_field(rule: Rule, record: Record) -> str:
    """How to fill in the one field that the rule asks for; empty for a rule of another kind."""
    asked = re.fullmatch(r"this\.(\w+)(?: is filled)?", rule.must.strip())
    node = record.node.properties.get(asked[1]) if asked else None
    if node is None or node.value:
        return ""
    shown = node.items or node
    examples = shown.enum or tuple(str(each) for each in shown.examples[:1] if isinstance(each, (str, int)))
    listed = "（列表，每项前面一个“- ”）" if node.items is not None else ""
    return f"补上“{node.label}”{listed}：{node.description}" + (f"，例如 {'、'.join(examples)}" if examples else "")


def _broken(rule: Rule, record: Record, reason: str) -> Diagnostic:
    message = f"规则 {rule.code} 在这里不能计算：{reason}。"
    place = key_place(record.case.source, record.path)
    return Diagnostic("DG221", "error", message, place, field=record.label, hint="请模式的维护者修改这条规则")


def _is_listed(node: Node) -> bool:
    """Whether a field is computed and may only be one of some texts."""
    return bool(node.value and (node.items or node).enum)


def _not_listed(record: Record, node: Node, value: str, listed: tuple[str, ...]) -> Diagnostic:
    message = f"“{node.label}”算出来是“{value}”，模式列出的值里没有它。"
    place = key_place(record.case.source, record.path)
    hint = f"请模式的维护者改它的算法，或者在 enum 里补上；现在列出的有：{'、'.join(listed[:12])}"
    return Diagnostic("DG248", "error", message, place, field=record.label, hint=hint)


def _waiving(record: Record) -> str:
    """The field in which a rule of this record may be waived; empty where there is none."""
    fields = (name for each in _way(record) for name, node in each.node.properties.items() if node.waives)
    return next(fields, "")


def waiver(record: Record, rule: Rule, used: Used) -> str:
    """The reason for which the rule is waived on this record or above it; empty when it is not."""
    if rule.level != "warning":
        return ""
    for each in _way(record):
        for _, item, code in _waivers(each):
            if code == rule.code:
                used.add((item.case.key, item.path, code))
                return reason_of(item.data, code)
    return ""


def _way(record: Record) -> Iterator[Record]:
    here: Record | None = record
    while here is not None:
        yield here
        here = here.owner


def _waivers(record: Record) -> Iterator[tuple[str, Record, str]]:
    for name, node in record.node.properties.items():
        if node.waives and name in record.data:
            for item in record.lookup(name):
                if isinstance(item, Record):
                    yield name, item, str(item.data.get(node.waives, ""))


def _idle_waivers(record: Record, used: Used) -> Iterator[Idle]:
    """Waivers that silence nothing: of an error, of an unknown rule, or of one that is kept."""
    for _, item, code in _waivers(record):
        if (item.case.key, item.path, code) in used or code in COUNTED:
            continue
        reason = _idle(_levels(record).get(code), code)
        message = f"豁免“{code}”不起作用：{reason}。"
        place = key_place(item.case.source, item.path)
        yield item.path, code, Diagnostic("DG222", "warning", message, place, field=record.label, hint="删掉这条豁免")


def _idle(level: str | None, code: str) -> str:
    """Why a waiver of a rule of this level silences nothing."""
    if code.startswith("DG"):
        return "这里没有这个问题，不需要豁免" if code in WAIVABLE else "没有这个编号，或者它不能豁免"
    reasons = {None: "没有这条规则", "error": "错误不能豁免", "hint": "提示不需要豁免"}
    return reasons.get(level, "这条规则没有提出问题，不需要豁免")


def _levels(record: Record) -> dict[str, str]:
    nodes = list(record.root.node.below())
    return {words.code: words.level for node in nodes for words in node.words} | {
        rule.code: rule.level for node in nodes for rule in node.rules
    }
