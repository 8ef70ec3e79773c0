"""``docgen.yaml`` against its schema, against the kinds and templates that exist, and its expressions."""

from __future__ import annotations

import json
from difflib import get_close_matches
from importlib.resources import files
from typing import Any

from jsonschema import Draft202012Validator

from docgen.catalog import (
    CONFIGURATION,
    NAME,
    TAKEN,
    Count,
    Document,
    Each,
    FigureRule,
    Workspace,
    each_scope,
    figures_shape,
    place,
    read_each,
    shared_scope,
)
from docgen.check.expressions import expression_problems
from docgen.check.places import key_place, value_place
from docgen.check.validation import violations
from docgen.check.wording import worded
from docgen.expressions import Expression, Text
from docgen.model import Diagnostic, Location
from docgen.schemas import compiled

SCHEMA: dict[str, Any] = json.loads(files("docgen.catalog").joinpath("docgen.schema.json").read_text("utf-8"))


def check_configuration(workspace: Workspace) -> list[Diagnostic]:
    """Everything wrong with ``docgen.yaml``, but ``about``, which has a schema of its own."""
    source = workspace.configuration
    node = compiled("docgen.schema.json", {"docgen.schema.json": SCHEMA})
    found: list[Diagnostic] = []
    for error in violations(Draft202012Validator(SCHEMA), source.data):
        found += worded(error, node, source, CONFIGURATION)
    found = [_renumbered(each) for each in found]
    for document in workspace.catalog.documents.values():
        found += _document(workspace, document)
    for figure in workspace.catalog.figures.values():
        found += _figure(workspace, figure)
    for name, text in workspace.catalog.properties.items():
        where = value_place(source, ("properties", name))
        found += expression_problems(text, shared_scope(workspace), where, f"属性 {name}", Text)
    return found + _malformed_each(workspace) + _periods(workspace)


def _renumbered(each: Diagnostic) -> Diagnostic:
    """The configuration's own codes, so that an explanation can speak of ``docgen.yaml``."""
    code = "DG321" if each.code == "DG204" else "DG320"
    return Diagnostic(code, each.severity, each.message, each.location, "", each.hint, each.field, each.notes)


def _malformed_each(workspace: Workspace) -> list[Diagnostic]:
    data, found = workspace.configuration.data, []
    documents = data.get("documents")
    for name, entry in documents.items() if isinstance(documents, dict) else ():
        each = entry.get("each") if isinstance(entry, dict) else None
        if isinstance(each, str) and read_each(each) is None:
            where = value_place(workspace.configuration, ("documents", name, "each"))
            message = f"each 写成“{each}”，看不懂。"
            hint = "写一类案卷，如 enterprise；或者一类案卷里的列表，如 方案 in enterprise.一企一策"
            found.append(Diagnostic("DG322", "error", message, where, hint=hint))
    return found


def _document(workspace: Workspace, document: Document) -> list[Diagnostic]:
    source = workspace.configuration
    where = value_place(source, (*document.path, "each"))
    found = _each(workspace, document.each, where) or _unkeyed(workspace, document.each, where)
    if found:
        return found
    scope = shared_scope(workspace) | each_scope(workspace, document.each)
    title = f"文书“{document.title}”的"
    if document.when:
        when = value_place(source, (*document.path, "when"))
        found += _recoded(expression_problems(document.when, scope, when, title + "条件", Expression))
    output = value_place(source, (*document.path, "output"))
    found += _recoded(expression_problems(document.output, scope, output, title + "输出名", Text))
    if not (workspace.root / "templates" / document.template).is_file():
        known = sorted(file.name for file in (workspace.root / "templates").glob("*.docx"))
        near = get_close_matches(document.template, known, 1, 0.5)
        hint = f"要写“{near[0]}”吗？" if near else "现有模板：" + "、".join(known)
        message = f"templates 文件夹里没有模板“{document.template}”。"
        template = value_place(source, (*document.path, "template"))
        found.append(Diagnostic("DG324", "error", message, template, hint=hint))
    return found


def _each(workspace: Workspace, each: Each, where: Location) -> list[Diagnostic]:
    node = workspace.kinds.get(each.kind)
    if node is None:
        near = get_close_matches(each.kind, list(workspace.kinds), 1, 0.5)
        hint = f"要写“{near[0]}”吗？" if near else "现有类别：" + "、".join(sorted(workspace.kinds))
        return [Diagnostic("DG322", "error", f"没有“{each.kind}”这一类案卷。", where, hint=hint)]
    holder = node.properties.get(each.list) if each.list else None
    if each.list and (holder is None or holder.items is None):
        near = get_close_matches(each.list, list(node.properties), 1, 0.4)
        hint = f"要写“{near[0]}”吗？" if near else ""
        return [Diagnostic("DG322", "error", f"{node.label}没有列表“{each.list}”。", where, hint=hint)]
    if holder is not None and holder.items is not None and not (holder.items.properties or holder.items.ref):
        return [Diagnostic("DG322", "error", f"“{each.list}”的各项是文字或者数，不能逐项来数、来做。", where)]
    if each.list and (not NAME.fullmatch(each.name) or each.name in TAKEN or each.name == node.label):
        message = f"“{each.name}”不能用来称呼“{each.list}”的一项。"
        hint = "换一个没有用过的名称，用汉字、字母和数字，不带括号和空格"
        return [Diagnostic("DG322", "error", message, where, hint=hint)]
    return []


def _unkeyed(workspace: Workspace, each: Each, where: Location) -> list[Diagnostic]:
    """A list that documents cannot be made from, because nothing tells its items apart."""
    if not each.list or workspace.kinds[each.kind].properties[each.list].key:
        return []
    message = f"“{each.list}”没有 x-key，分不清各项，不能每项做一份。"
    return [Diagnostic("DG322", "error", message, where, hint="改用有 x-key 的列表，或者每个案卷做一份")]


def _figure(workspace: Workspace, figure: FigureRule) -> list[Diagnostic]:
    found: list[Diagnostic] = []
    what = f"数字“{figure.name}”的"
    source = workspace.configuration
    for count in figure.counts:
        where = place(source, count.path)
        wrong = _each(workspace, count.each, where)
        found += wrong
        if not wrong:
            found += _count(workspace, figure, count, what)
    if figure.value:
        scope = shared_scope(workspace) | {"figures": figures_shape(workspace)}
        where = value_place(source, (*figure.path, "value"))
        found += _recoded(expression_problems(figure.value, scope, where, what + "算法", Expression))
    return found


def _count(workspace: Workspace, figure: FigureRule, count: Count, what: str) -> list[Diagnostic]:
    scope = shared_scope(workspace) | each_scope(workspace, count.each)
    path = count.path if isinstance(count.path[-1], int) else figure.path
    found: list[Diagnostic] = []
    for key, text in (("where", count.where), ("as", count.by), ("day", count.day)):
        if text:
            where = value_place(workspace.configuration, (*path, key))
            found += expression_problems(text, scope, where, f"{what} {key} ", Expression)
    if figure.sum:
        where = value_place(workspace.configuration, (*figure.path, "sum"))
        found += expression_problems(figure.sum, scope, where, f"{what} sum ", Expression)
    return _recoded(found)


def _recoded(found: list[Diagnostic]) -> list[Diagnostic]:
    return [
        Diagnostic("DG323", each.severity, each.message, each.location, "", each.hint, each.field, each.notes)
        for each in found
    ]


def _periods(workspace: Workspace) -> list[Diagnostic]:
    periods, source = workspace.catalog.periods, workspace.configuration
    if not periods.kind:
        return []
    node = workspace.kinds.get(periods.kind)
    if node is None:
        return [_period(f"没有“{periods.kind}”这一类案卷。", workspace, "kind")]
    found = [
        _period(f"{node.label}没有日期字段“{name}”。", workspace, key)
        for key, name in (("from", periods.first), ("to", periods.last))
        if name not in node.properties or node.properties[name].format != "date"
    ]
    cases = workspace.cases.by_kind.get(periods.kind, {})
    if periods.current not in cases and not workspace.cases.broken.get(periods.kind):
        hint = "现有：" + "、".join(sorted(cases)) if cases else f"先建立：docgen new {periods.kind} {periods.current}"
        where = key_place(source, ("periods", "current"))
        message = f"当前期间“{periods.current}”没有案卷。"
        found.append(Diagnostic("DG325", "error", message, where, hint=hint))
    return found


def _period(message: str, workspace: Workspace, key: str) -> Diagnostic:
    return Diagnostic("DG325", "error", message, value_place(workspace.configuration, ("periods", key)))
