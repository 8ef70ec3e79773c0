"""What is done otherwise for a template's first documents makes no difference."""

from __future__ import annotations

from docgen.render import compile_template
from tests.render.building import p, raw


def test_the_hundredth_document_is_the_first_one_again() -> None:
    font = '<w:rPr><w:rFonts w:ascii="仿宋" w:hAnsi="仿宋" w:eastAsia="仿宋"/></w:rPr>'
    template = compile_template(raw(p("{{ 甲 }}", run=font) + p("{{ 乙 }}")))
    contexts = [
        {"甲": value, "乙": value} for value in ("平常", "赵䶮", "a<b&c", "第一行\n第二行", "—·", "é", "\x7f", "")
    ]
    first = [template.render(each) for each in contexts]
    assert len(set(first)) == len(contexts)
    for _ in range(5):
        assert [template.render(each) for each in contexts] == first
