"""The sample's own documents: docxtpl, given docgen's expressions, makes the same ones from the same cases."""

from __future__ import annotations

import io
import re
from typing import Any

import jinja2

from docgen.catalog import Selection, Target, Workspace, open_workspace, plan, target_names
from docgen.expressions import loop_budget
from docgen.figures import figures_for
from docgen.render import compile_template
from docgen.schemas.views import Cases
from tests.conftest import ROOT
from tests.expressions.stock import StockEnvironment, _rewrite
from tests.oracle.canonical import differences, unpacked
from tests.oracle.cases import ALWAYS
from tests.oracle.engines import docxtpl
from tests.render.building import zipped

IDS = (*ALWAYS, "editing-marks", "ids", "ends-in-paragraph")


class Stock(StockEnvironment):
    """Our expressions under Jinja itself, for whole texts."""

    def from_string(self, source: Any, *arguments: Any, **options: Any) -> jinja2.Template:
        tree = self.parse(source)
        _rewrite(tree)
        tree.set_environment(self)
        return super().from_string(tree, *arguments, **options)


def without_markdown(template: bytes) -> bytes:
    """The template with words in place of ``{{p }}``, which docxtpl does not know as docgen does."""
    parts = unpacked(template)
    xml = parts["word/document.xml"].decode()
    parts["word/document.xml"] = re.sub(r"\{\{p [^}]*\}\}", "文", xml).encode()
    return zipped(parts)


def in_docxtpl(template: bytes, context: dict[str, Any]) -> bytes:
    theirs = docxtpl.DocxTemplate(io.BytesIO(template))
    theirs.render(context, Stock(), autoescape=True)
    made = io.BytesIO()
    theirs.save(made)
    return made.getvalue()


def test_the_documents_of_the_sample_are_those_that_docxtpl_makes() -> None:
    sample = open_workspace(ROOT)
    targets = {each: plan(sample, Selection(documents=(each,)))[0][:1] for each in sample.catalog.documents}
    assert len(targets) >= 12
    assert all(targets.values())
    found = {name: [_differences(sample, each) for each in some] for name, some in targets.items()}
    assert found == {name: [[]] * len(some) for name, some in targets.items()}


def _differences(sample: Workspace, target: Target) -> list[str]:
    template = without_markdown((ROOT / "templates" / target.document.template).read_bytes())
    view = sample.view(target.day) if target.day else sample.view()
    figures = figures_for(sample, view, target)
    context = {**target_names(sample, view, target), "cases": Cases(view), "figures": figures}
    with loop_budget():
        theirs = in_docxtpl(template, context)
    return differences(compile_template(template).render(context), theirs, IDS)
