"""``x-rules``: each rule on each record it stands on; warnings may be waived with a reason, errors never."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from docgen.catalog import FAILURES, Workspace, compiled_text, evaluate
from docgen.check.places import key_place
from docgen.check.waivers import COUNTED, WAIVABLE, Used, reason_of
from docgen.model import AbsentUsedError, Diagnostic
from docgen.schemas import Record, Rule


def check_rules(workspace: Workspace, day: str, as_of: str, skip: set[str], used: Used) -> list[Diagnostic]:
    """Every rule over every case but those in ``skip`` (whose data is wrong already), and waivers that do nothing.

    ``used`` are the waivers that other checks have made use of; those of rules are added. Rules see the facts up to
    ``day``; ``as_of`` is the day that the expressions are told. What a rule says after it read a case that is wrong,
    unreadable or missing is left out: it follows from what is reported already.
    """
    view = workspace.view(day, as_of)

    def doubtful() -> bool:
        return any(name in skip or _missing(workspace, name) for name in view.reads)

    found: list[Diagnostic] = []
    for kind, cases in workspace.cases.by_kind.items():
        for case_id, case in cases.items():
            record = view.case(kind, case_id)
            if case.key not in skip and isinstance(record, Record):
                found += check_record(record, doubtful, used)
    if isinstance(view.about, Record) and view.about.case.key not in skip:
        found += check_record(view.about, doubtful, used)
    return found


def _missing(workspace: Workspace, name: str) -> bool:
    """Whether a case that was read does not exist, or some of a kind that was listed cannot be read."""
    kind, _, case_id = name.partition("/")
    return bool(workspace.cases.broken.get(kind)) if case_id == "*" else workspace.case(name) is None


def check_record(record: Record, doubtful: Callable[[], bool], used: Used) -> list[Diagnostic]:
    """The rules of a case and of every object in it, and its waivers."""
    found: list[Diagnostic] = []
    records = list(_objects(record))
    for each in records:
        for rule in each.node.rules:
            record.view.reads.clear()
            said = _apply(rule, each, used)
            found += [] if said and doubtful() else said
    for each in records:
        found += _idle_waivers(each, used)
    return found


def _objects(record: Record) -> Iterator[Record]:
    yield record
    for name, node in record.node.properties.items():
        if node.value or node.ref or name not in record.data or node.type not in ("object", "array"):
            continue
        if node.items is not None and node.items.ref:
            continue
        value = record.lookup(name)
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, Record):
                yield from _objects(each)


def _apply(rule: Rule, record: Record, used: Used) -> list[Diagnostic]:
    names = record.names()
    try:
        if rule.when and not evaluate(rule.when, names):
            return []
        if evaluate(rule.must, names):
            return []
        message = compiled_text(rule.message).render(names)
    except AbsentUsedError:
        return []
    except FAILURES as failure:
        waiver(record, rule, used)
        return [_broken(rule, record, str(failure))]
    place = key_place(record.case.source, (*record.path, rule.at) if rule.at else record.path)
    reason = waiver(record, rule, used)
    if reason:
        told = f"{message.rstrip('。')}（已豁免，理由：{reason}）。"
        return [Diagnostic(rule.code, "hint", told, place, field=record.label)]
    waiving = _waiving(record) if rule.level == "warning" else ""
    hints = [_missing_field(rule, record), f"确实不适用的，在“{waiving}”里写明规则和理由" if waiving else ""]
    hint = "；".join(each for each in hints if each)
    return [Diagnostic(rule.code, rule.level, message, place, field=record.label, hint=hint)]


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


def _idle_waivers(record: Record, used: Used) -> list[Diagnostic]:
    """Waivers that silence nothing: of an error, of an unknown rule, or of one that is kept."""
    found = []
    for _, item, code in _waivers(record):
        if (item.case.key, item.path, code) in used or code in COUNTED:
            continue
        reason = _idle(_levels(record).get(code), code)
        message = f"豁免“{code}”不起作用：{reason}。"
        place = key_place(item.case.source, item.path)
        found.append(Diagnostic("DG222", "warning", message, place, field=record.label, hint="删掉这条豁免"))
    return found


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
