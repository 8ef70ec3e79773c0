"""Every value that the sample's documents print is accounted for: what stands at its path in the YAML is printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import pytest
import yaml

from docgen.build.work import Order, Workplace
from docgen.catalog import EVERYTHING, Target, Workspace, open_workspace, plan, target_names
from docgen.expressions import Expression, ExpressionError
from docgen.expressions.tracing import Origin
from docgen.render import RenderError, Template, compile_template
from docgen.render.trace import TracedDocument, TracedValue
from tests.conftest import copy_sample
from tests.render.building import p, raw

_PLAIN = re.compile(r"\{\{p?\s*[\w.]+(?:\s*\|\s*or_(?:blank|dash|todo))?\s*\}\}")
_FILTERED = re.compile(r"\{\{p?\s*([\w.]+)\s*\|([^.]*)\}\}")
_ROOT = re.compile(r"\{\{p?\s*\(?\s*(\w+)")


class Raw:
    """The cases as they stand in the files, read without docgen."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.configuration = yaml.load((root / "docgen.yaml").read_text("utf-8"), yaml.CBaseLoader)
        self._cases: dict[str, Any] = {"about/about": self.configuration["about"]}

    def case(self, key: str) -> Any:
        if key not in self._cases:
            whole = self.root / "cases" / f"{key}.yaml"
            files = [whole] if whole.exists() else sorted((self.root / "cases" / key).glob("*.yaml"))
            joined: dict[str, Any] = {}
            for file in files:
                for name, value in yaml.load(file.read_text("utf-8"), yaml.CBaseLoader).items():
                    joined[name] = [*joined.get(name, ()), *value] if isinstance(value, list) else value
            self._cases[key] = joined
        return self._cases[key]

    def value(self, origin: Origin) -> Any:
        """What stands at a path; None where nothing is written there."""
        if origin.path == ("id",):
            return origin.source.partition("/")[2]
        found = self.case(origin.source)
        for step in origin.path:
            if isinstance(step, int):
                found = found[step] if isinstance(found, list) and step < len(found) else None
            else:
                found = found.get(step) if isinstance(found, dict) else None
        return found


def traced(root: Path) -> Iterator[tuple[Target, dict[str, Any], TracedDocument]]:
    """Each document of a workspace, which is the same without tracing."""
    workspace = open_workspace(root)
    place = Workplace(Order(root, root / "output", EVERYTHING, False), workspace)
    templates: dict[str, Template] = {}
    for target in plan(workspace)[0]:
        file = target.document.template
        template = templates.setdefault(file, compile_template(root / "templates" / file))
        plain = template.render(_names(place, workspace, target))
        names = _names(place, workspace, target)
        document = template.trace(names)
        assert document.document == plain, target
        yield target, names, document


def _names(place: Workplace, workspace: Workspace, target: Target) -> dict[str, Any]:
    return place._context(target, workspace.view(target.day) if target.day else workspace.view())


def unaccounted(raw: Raw, names: dict[str, Any], value: TracedValue) -> str:
    """Why a printed value is not what stands at its paths; nothing if it is."""
    sources = [each for each in value.origins if "/" in each.source and not each.source.startswith("figures/")]
    if not value.origins:
        root = _ROOT.match(value.tag)
        if root and root[1] in names and value.text and "namespace" not in value.tag:
            return "comes from nowhere"
        return ""
    if sources and not any(raw.value(each) is not None or each.inputs for each in sources) and _is_needed(value):
        return f"nothing stands at {sources}"
    for each in sources:
        if any("/" in one.source and "*" not in one.source and raw.case(one.source) is None for one in each.inputs):
            return f"computed from nothing: {each}"
    figures = [each.source.partition("/")[2] for each in value.origins if each.source.startswith("figures/")]
    if any(name not in raw.configuration["figures"] for name in figures):
        return f"no such figure: {figures}"
    if sources != list(value.origins) or any(each.inputs for each in sources):
        return ""
    written = [raw.value(each) for each in sources]
    joined = _FILTERED.match(value.tag)
    if joined and joined[2].strip().startswith("join("):
        filters = re.sub(r",? attribute=[^)]*", "", joined[2])
        return "" if _filtered(written, filters) == value.text else f"{written} are written there"
    return _differs(written[0], value) if len(written) == 1 else ""


def _is_needed(value: TracedValue) -> bool:
    """Whether what is printed is not what stands for an absent value."""
    return "or_" not in value.tag and " or " not in value.tag and bool(value.text)


def _differs(written: Any, value: TracedValue) -> str:
    if not isinstance(written, str):
        return ""
    filtered = _FILTERED.match(value.tag)
    if _PLAIN.fullmatch(value.tag):
        return "" if value.text.strip() == written.strip() else f"{written!r} is written there"
    if filtered:
        expected = (
            {written}
            if filtered[2].strip() in ("first", "last")
            else {_filtered(written, filtered[2]), _filtered(_number(written), filtered[2])}
        )
        return "" if value.text in expected or not expected - {None} else f"{expected} would be printed"
    return ""


def _filtered(value: Any, filters: str) -> str | None:
    try:
        return str(Expression(f"value | {filters}").evaluate({"value": value}))
    except ExpressionError:
        return None


def _number(written: str) -> Any:
    try:
        return Decimal(written)
    except InvalidOperation:
        return written


def check(root: Path) -> list[str]:
    raw, wrong, told, accounted = Raw(root), [], 0, 0
    for target, names, document in traced(root):
        for value in document.values:
            told += 1
            accounted += bool(value.origins)
            reason = unaccounted(raw, names, value)
            if reason:
                wrong.append(f"{target.output} {value.place} {value.tag} {value.text!r}: {reason}")
    assert told > 500
    assert accounted > told * 0.8
    return wrong


def test_every_printed_value_stands_where_its_path_says(few: Path) -> None:
    assert not check(few)


def test_what_is_read_is_what_the_view_saw_read(few: Path) -> None:
    workspace, compared = open_workspace(few), 0
    for target in plan(workspace)[0]:
        view = workspace.view(target.day)
        context = dict(target_names(workspace, view, target))
        if target.document.each.kind == "period":
            continue  # figures count by themselves
        document = compile_template(few / "templates" / target.document.template).trace(context)
        read = {(source, path[0]) for source, path in document.reads if source and path and path != ("id",)}
        assert read == view.touched, target
        compared += 1
    assert compared > 5


def test_references_computed_fields_and_figures_say_what_they_come_from(few: Path) -> None:
    issues = _values(few, "issue_list", "qy-001")
    assert issues["(企业.帮扶对象 | last).团队.名称 | or_dash"].origins == (Origin("team/td-01", ("名称",)),)
    (status,) = issues["问题.整改状态"].origins
    assert (status.source, status.path[::2]) == ("enterprise/qy-001", ("质量问题", "整改状态"))
    assert {each.path[2] for each in status.inputs if len(each.path) > 2} >= {"办理"}
    assert {each.source for each in status.inputs if each.source} == {"enterprise/qy-001"}
    summary = _values(few, "annual_summary", "2022-08")
    (figure,) = summary["figures.质量分析会.text"].origins
    assert figure == Origin("figures/质量分析会", (), (Origin("meeting/fx-2022-09", ()),))
    assert summary["about.单位.全称"].origins == (Origin("about/about", ("单位", "全称")),)
    assert summary["期间.名称"].origins == (Origin("period/2022-08", ("名称",)),)


def test_an_error_says_where_in_the_case_the_value_stands_or_should(few: Path) -> None:
    workspace = open_workspace(few)
    target = next(each for each in plan(workspace)[0] if each.document.id == "issue_list")
    context = dict(target_names(workspace, workspace.view(target.day), target))
    lines = (few / "cases/enterprise/qy-001.yaml").read_text("utf-8").splitlines()
    loop = f"{{% for 问题 in 企业.质量问题 %}}{{{{ 问题.{_optional(workspace)} }}}}{{% endfor %}}"
    with pytest.raises(RenderError) as caught:
        compile_template(raw(p("{{ 企业.主要产品 }}") + p(loop))).render(context)
    products, *issues = caught.value.diagnostics
    (related,) = products.related
    assert related.location.file == "cases/enterprise/qy-001.yaml"
    assert any("主要产品:" in line for line in lines[related.location.line - 2 : related.location.line])
    starts = [lines[each.related[0].location.line - 1] for each in issues]
    assert starts == [line for line in lines if line.startswith("  - 编号: WT-")][: len(starts)] != []


def _optional(workspace: Workspace) -> str:
    """A field of issues that none of this enterprise's has."""
    node = workspace.kinds["enterprise"].properties["质量问题"].items
    case = workspace.case("enterprise/qy-001")
    assert node is not None
    assert case is not None
    filled = {name for issue in case.data["质量问题"] for name in issue}
    return next(name for name, each in node.properties.items() if name not in filled and not each.value)


def _values(root: Path, document: str, case: str) -> dict[str, TracedValue]:
    """What a document prints, by the inside of the tag; the last of each."""
    workspace = open_workspace(root)
    place = Workplace(Order(root, root / "output", EVERYTHING, False), workspace)
    target = next(each for each in plan(workspace)[0] if each.document.id == document and case in each.case)
    template = compile_template(root / "templates" / target.document.template)
    found = template.trace(_names(place, workspace, target)).values
    return {value.tag.strip("{}p ").strip(): value for value in found}


@pytest.mark.slow
def test_every_printed_value_of_the_whole_year_stands_where_its_path_says(tmp_path: Path) -> None:
    assert not check(copy_sample(tmp_path / "sample"))
