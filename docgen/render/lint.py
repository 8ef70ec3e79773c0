"""The bytes of a template and the names it may use -> everything that is wrong with it, at once, without rendering."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from docgen.catalog import Workspace, document_scope
from docgen.catalog.files import content_of
from docgen.expressions import Shape
from docgen.model import Diagnostic
from docgen.render.findings import RenderError, errors, finding, placed
from docgen.render.form import tag_problems
from docgen.render.jinja_tags import check_names
from docgen.render.looks import missing_styles
from docgen.render.ooxml import XmlError, parse
from docgen.render.package import Package, read_package
from docgen.render.parts import Part, read_parts
from docgen.render.styles import read_styles
from docgen.render.tags import Tag
from docgen.render.template import compile_template


def check_template(source: bytes, name: str, scope: Mapping[str, Shape]) -> list[Diagnostic]:
    """All DG4 findings of a template named ``name``; ``scope`` gives the names that its tags may use."""
    package, problems = read_package(source)
    if package is None:
        return placed(problems, name)
    try:
        parts, problems = read_parts(package, set(scope))
        named = [_Named(part, scope) for part in parts]
        for each in named:
            problems += [*each.part.problems, *_tags(each)]
        problems += _missing_styles(package, named)
    except XmlError:
        problems.append(finding("DG401", "文件内部的格式有误，不能使用", "请用 Word 或者 WPS 打开，再另存为 .docx"))
    if not errors(problems):
        problems += _uncompilable(source, name)
    return placed(problems, name)


def check_templates(workspace: Workspace) -> list[Diagnostic]:
    """All findings of the templates that the workspace's documents name, of each under the names of every document."""
    found: list[Diagnostic] = []
    for document in workspace.catalog.documents.values():
        name = f"templates/{document.template}"
        if (workspace.root / name).exists() and document.each.kind in workspace.kinds:
            content, problems = content_of(workspace.root / name, workspace.root)
            found += problems
            if content is not None:
                found += check_template(content, name, document_scope(workspace, document))
    return found


def _uncompilable(source: bytes, name: str) -> tuple[Diagnostic, ...]:
    try:
        compile_template(source, name=name)
    except RenderError as problem:
        return problem.diagnostics
    return ()


class _Named:
    """A part with what is wrong with the form of its tags, the names that nothing declares, and all that is printed."""

    def __init__(self, part: Part, scope: Mapping[str, Shape]) -> None:
        self.part = part
        formed = [(tag, tag_problems(tag)) for tag in part.tags]
        self.malformed = [problem for _, problems in formed for problem in problems]
        self.unknown, self.printed = check_names(part.tags, {tag.number for tag, found in formed if found}, scope)


def _tags(named: _Named) -> Iterator[Diagnostic]:
    yield from named.malformed
    for tag, problem in named.unknown:
        yield finding("DG402", problem.message, problem.hint, tag.place, tag.notes)
    for tag, value in named.printed:
        yield from _printed(tag, value.shape, value.written)


def _printed(tag: Tag, shape: Shape, written: str) -> Iterator[Diagnostic]:
    if shape.form == "list":
        hint = "用 {% for … %} 逐项印出，或者用“| join('、')”连起来"
        yield finding("DG412", f"“{written}”是一个列表，不能直接印出", hint, tag.place, tag.notes)
    elif shape.form == "object":
        hint = "写明要印它的哪一项，例如“.名称”"
        yield finding("DG412", f"“{written}”是一个对象，不能直接印出", hint, tag.place, tag.notes)
    elif shape.form == "markdown" and tag.prefix != "p":
        hint = f"让标签单独占一段，写成 {{{{p {tag.inner} }}}}"
        yield finding("DG413", f"“{written}”是成段的文字，不能印在一行里", hint, tag.place, tag.notes)


def _missing_styles(package: Package, named: list[_Named]) -> Iterator[Diagnostic]:
    """DG417: styles that Markdown in this template would be set in, and what is used without them."""
    uses = any(value.shape.form == "markdown" for each in named for tag, value in each.printed if tag.prefix == "p")
    name = package.one("styles")
    if not uses or not name:
        return
    missing = missing_styles(read_styles(parse(package.parts[name])))
    if missing:
        listed = "；".join(f"{title}，改用{instead}" for title, instead in missing)
        message = f"模板里没有成段文字要用的样式：{listed}"
        yield finding("DG417", message, "在 Word 的“样式”窗格里新建同名的样式", severity="hint")
