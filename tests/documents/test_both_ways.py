"""The sample's own documents come out alike whether what compiling proved is read again or not."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from docgen.build import build
from docgen.catalog import Selection, open_workspace
from docgen.check import check_workspace
from docgen.render import Properties, Template
from tests.conftest import ROOT
from tests.documents.made import every_field
from tests.render.paths import canonical, whole


def build_both_ways(root: Path) -> int:
    """Build a workspace, making each document the other way too; how many there were."""
    render = Template.render
    compared = []

    @cache
    def read(name: str) -> Template:
        return whole((root / "templates" / Path(name).name).read_bytes(), name)

    def both(self: Template, context: dict[str, object], properties: Properties) -> bytes:
        content = render(self, context, properties)
        if self is not read(self.name):
            assert canonical(content) == canonical(render(read(self.name), context, properties))
            compared.append(self.name)
        return content

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Template, "render", both)
        workspace = open_workspace(root)
        built = build(workspace, Selection(), findings=check_workspace(workspace))
    assert not built.count("failed"), [str(each.message) for each in built.diagnostics]
    return len(compared)


def test_documents_with_every_field_filled_in_are_alike_both_ways(tmp_path: Path) -> None:
    assert build_both_ways(every_field(tmp_path / "every")) >= 12


@pytest.mark.slow
def test_every_document_of_the_sample_is_alike_both_ways(tmp_path: Path) -> None:
    import shutil

    for name in ("docgen.yaml", "schemas", "templates", "cases"):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, tmp_path / name)
    assert build_both_ways(tmp_path) > 100
