"""Both parsers that a machine may have: what a test gets from `load_with` must not depend on which."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from docgen.load.reading import FASTEST, PURE, diagnostics_of, read, source_of
from docgen.model import Diagnostic, Source

LoadWith = Callable[[str | bytes], tuple[Source | None, list[Diagnostic]]]


@pytest.fixture(params=[FASTEST, PURE], ids=["libyaml", "pure"])
def load_with(request: pytest.FixtureRequest) -> LoadWith:
    """`docgen.load.load` with one of the two parsers; text is given in UTF-8."""

    def load(content: str | bytes) -> tuple[Source | None, list[Diagnostic]]:
        data = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
        reading = read(data, "示例.yaml", request.param)
        return source_of(reading), diagnostics_of(reading, "示例.yaml")

    return load
