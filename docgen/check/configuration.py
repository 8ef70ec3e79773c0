"""``docgen.yaml`` against its schema, against the kinds and templates that exist, and its expressions."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path as FilePath
from pathlib import PurePosixPath
from typing import Any

from docgen.catalog import CONFIGURATION, Document, Each, Workspace, each_scope, name_problem, read_each, shared_scope
from docgen.check.calendar import check_calendar
from docgen.check.counting import check_figure_forms, check_figures
from docgen.check.expressions import expression_problems
from docgen.check.places import Place, key_place, value_place
from docgen.check.sources import each_problems, near, no_kind
from docgen.check.validation import validators
from docgen.check.wording import worded
from docgen.expressions import Expression, Text
from docgen.model import Diagnostic, Location, Path, Related
from docgen.schemas import compiled

_TEMPLATE = re.compile(r"[a-z0-9][a-z0-9_-]*\.docx")
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
SCHEMA: dict[str, Any] = json.loads((FilePath(__file__).parents[1] / "catalog/docgen.schema.json").read_bytes())


def check_configuration(workspace: Workspace) -> list[Diagnostic]:
    """Everything wrong with ``docgen.yaml``, but ``about``, which has a schema of its own.

    What speaks of kinds and fields is left unchecked while a schema is broken.
    """
    version = workspace.configuration.data.get("docgen", "1")
    if isinstance(version, str) and version != "1":
        message = f"这个工作区的格式版本是“{version}”，本程序只认 1。"
        hint = "抄错了就改成“docgen: 1”；是新版工作区，请升级 docgen"
        return [Diagnostic("DG319", "error", message, _value(workspace, ("docgen",)), hint=hint)]
    found = [*_form(workspace), *_malformed_each(workspace), *check_figure_forms(workspace)]
    found += [*_titles(workspace), *_templates(workspace)]
    if workspace.broken_kinds:
        return found
    for document in workspace.catalog.documents.values():
        found += _document(workspace, document)
    for name, text in workspace.catalog.properties.items():
        where = partial(_value, workspace, ("properties", name))
        found += expression_problems(text, shared_scope(workspace), where, f"属性 {name} ", Text, "DG323")
    return [*found, *check_figures(workspace), *_periods(workspace), *check_calendar(workspace), *_about(workspace)]


def _value(workspace: Workspace, path: Path) -> Location:
    return value_place(workspace.configuration, path)


def _form(workspace: Workspace) -> Iterator[Diagnostic]:
    node = compiled("docgen.schema.json", {"docgen.schema.json": SCHEMA})
    for error in validators({SCHEMA["$id"]: SCHEMA})[SCHEMA["$id"]].violations(workspace.configuration.data):
        for each in worded(error, node, workspace.configuration, CONFIGURATION):
            # The configuration's own codes, so that an explanation can speak of docgen.yaml.
            code = "DG321" if each.code == "DG204" else "DG320"
            yield Diagnostic(code, each.severity, each.message, each.location, "", each.hint, each.field, each.notes)


def _malformed_each(workspace: Workspace) -> Iterator[Diagnostic]:
    documents = workspace.configuration.data.get("documents")
    for name, entry in documents.items() if isinstance(documents, Mapping) else ():
        each = entry.get("each") if isinstance(entry, Mapping) else None
        if isinstance(each, str) and read_each(each) is None:
            message = f"each 写成“{each}”，看不懂。"
            hint = "写一类案卷，如 enterprise；或者一类案卷里的列表，如 方案 in enterprise.一企一策"
            yield Diagnostic("DG322", "error", message, _value(workspace, ("documents", name, "each")), hint=hint)


def _titles(workspace: Workspace) -> Iterator[Diagnostic]:
    """Documents may be named by their titles, so no two share one."""
    seen: dict[str, Document] = {}
    for document in workspace.catalog.documents.values():
        first = seen.setdefault(document.title, document)
        if first is not document:
            related = (Related(_value(workspace, (*first.path, "title")), "先用在这里"),)
            where = _value(workspace, (*document.path, "title"))
            message = f"两种文书的名称都是“{document.title}”。"
            yield Diagnostic("DG326", "error", message, where, hint="改成不同的名称", related=related)


def _templates(workspace: Workspace) -> Iterator[Diagnostic]:
    folder = workspace.root / "templates"
    known = sorted(file.name for file in folder.glob("*.docx"))
    for document in workspace.catalog.documents.values():
        if _TEMPLATE.fullmatch(document.template) and not (folder / document.template).is_file():
            hint = near(document.template, known) or (
                "现有的模板：" + "、".join(known) if known else "把 Word 模板放进 templates 文件夹"
            )
            where = _value(workspace, (*document.path, "template"))
            message = f"templates 文件夹里没有模板“{document.template}”。"
            yield Diagnostic("DG324", "error", message, where, hint=hint)


def _document(workspace: Workspace, document: Document) -> list[Diagnostic]:
    where = partial(_value, workspace, (*document.path, "each"))
    found = each_problems(workspace, document.each, where) or _unkeyed(workspace, document.each, where)
    if found:
        return found
    scope = shared_scope(workspace) | each_scope(workspace, document.each)
    title = f"文书“{document.title}”的"
    if document.when:
        when = partial(_value, workspace, (*document.path, "when"))
        found += expression_problems(document.when, scope, when, f"{title} when ", Expression, "DG323")
    output = partial(_value, workspace, (*document.path, "output"))
    found += expression_problems(document.output, scope, output, f"{title} output ", Text, "DG323")
    # Whatever the cases hold, what stands beside the tags must be able to be a name.
    wrong = name_problem(_TAG.sub("x", document.output), PurePosixPath(document.template).suffix)
    if wrong and _TEMPLATE.fullmatch(document.template):
        message = f"{title}输出文件名“{document.output}”{wrong}。"
        found.append(Diagnostic("DG601", "error", message, output(), hint="例如 {{ … }}/清单.docx"))
    return found


def _unkeyed(workspace: Workspace, each: Each, where: Place) -> list[Diagnostic]:
    """A list that documents cannot be made from, because nothing tells its items apart."""
    if not each.list or workspace.kinds[each.kind].properties[each.list].key:
        return []
    message = f"“{each.list}”没有 x-key，分不清各项，不能每项做一份。"
    return [Diagnostic("DG322", "error", message, where(), hint="改用有 x-key 的列表，或者每个案卷做一份")]


def _periods(workspace: Workspace) -> Iterator[Diagnostic]:
    periods = workspace.catalog.periods
    if not periods.kind:
        return
    node = workspace.kinds.get(periods.kind)
    if node is None:
        yield _period(workspace, "kind", *no_kind(workspace, periods.kind))
        return
    dates = [name for name, child in node.properties.items() if child.format == "date"]
    for key, name in (("from", periods.first), ("to", periods.last)):
        if name and name not in dates:
            hint = near(name, dates) or f"{node.label}有这些日期字段：" + "、".join(dates)
            yield _period(workspace, key, f"{node.label}没有日期字段“{name}”。", hint)
    cases = workspace.cases.by_kind.get(periods.kind, {})
    if periods.current and periods.current not in cases and not workspace.cases.broken.get(periods.kind):
        hint = near(periods.current, cases) or (
            "现有：" + "、".join(sorted(cases)) if cases else f"先建立：docgen new {periods.kind} {periods.current}"
        )
        yield _period(workspace, "current", f"当前期间“{periods.current}”没有案卷。", hint)


def _period(workspace: Workspace, key: str, message: str, hint: str) -> Diagnostic:
    return Diagnostic("DG325", "error", message, _value(workspace, ("periods", key)), hint=hint)


def _about(workspace: Workspace) -> Iterator[Diagnostic]:
    if "about" in workspace.configuration.data and workspace.about_node is None:
        message = "写了 about，却没有检查它的模式 schemas/about.schema.json。"
        where = key_place(workspace.configuration, ("about",))
        yield Diagnostic("DG329", "error", message, where, hint="建立这个模式，或者删掉 about")
