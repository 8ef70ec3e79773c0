"""docxtpl defines the language: templates made at random give the text that docxtpl itself gives."""

from __future__ import annotations

import html
import io
import random
import warnings

import pytest

from docgen.render import compile_template, document_text
from tests.ooxml import xsd_problems
from tests.render.building import raw, table

CONTEXT = {"甲": "值A", "乙": "<&>", "空": "", "列": ["一", "二"], "无": [], "单": ["三"]}


class Maker:
    """Well-formed templates: nested conditions and loops, split runs, nested tables."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def choice(self, *options: str) -> str:
        return self.random.choice(options)

    def paragraph(self, text: str) -> str:
        runs = ""
        while text:
            length = self.random.randint(1, len(text))
            look = self.choice("", "<w:rPr><w:b/></w:rPr>")
            words = html.escape(text[:length], quote=False)
            runs += f"<w:r>{look}<w:t xml:space='preserve'>{words}</w:t></w:r>" + self.choice(
                "", "<w:proofErr w:type='spellEnd'/>"
            )
            text = text[length:]
        return f"<w:p>{runs}</w:p>"

    def words(self, depth: int = 0) -> str:
        return "".join(self.word(depth) for _ in range(self.random.choice([0, 1, 1, 2])))

    def word(self, depth: int) -> str:
        kind = self.random.random()
        if kind < 0.35 or depth > 2:
            return self.choice("文", "a b", "，", "{{ 甲 }}", "{{乙}}")
        if kind < 0.6:
            return self.choice("{{ 甲 }}", "{{ 乙 }}")
        if kind < 0.8:
            other = self.choice("", "{% else %}" + self.words(depth + 1))
            return f"{{% if {self.choice('甲', '空', 'not 空')} %}}{self.words(depth + 1)}{other}{{% endif %}}"
        return f"{{% for x in {self.choice('列', '无', '单')} %}}{{{{ x }}}}{self.words(depth + 1)}{{% endfor %}}"

    def blocks(self, depth: int = 0) -> str:
        return "".join(self.block(depth) for _ in range(self.random.choice([1, 1, 2, 3])))

    def block(self, depth: int) -> str:
        kind = self.random.random()
        if kind < 0.45 or depth > 2:
            return self.paragraph(self.words())
        if kind < 0.6:
            other = self.choice("", self.paragraph("{%p else %}") + self.blocks(depth + 1))
            start = self.paragraph(f"{{%p if {self.choice('甲', '空')} %}}")
            return start + self.blocks(depth + 1) + other + self.paragraph("{%p endif %}")
        if kind < 0.75:
            start = self.paragraph(f"{{%p for y in {self.choice('列', '无', '单')} %}}")
            return start + self.paragraph("{{ y }}") + self.blocks(depth + 1) + self.paragraph("{%p endfor %}")
        return self.table(depth + 1)

    def table(self, depth: int) -> str:
        def cell() -> str:
            return self.blocks(depth + 1) + self.paragraph(self.words())

        empty = self.paragraph("")
        rows = [[cell(), cell()], [self.paragraph(f"{{%tr for r in {self.choice('列', '无', '单')} %}}"), empty]]
        rows += [[self.paragraph("{{ r }}"), cell()], [empty, self.paragraph("{%tr endfor %}")]]
        return table(*rows)


@pytest.mark.parametrize("seed", range(25))
def test_a_random_template_gives_the_text_that_docxtpl_gives(seed: int) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from docxtpl import DocxTemplate  # type: ignore[import-untyped]
    maker = Maker(seed)
    template = raw(maker.blocks() + maker.paragraph("末"))
    made = compile_template(template).render(CONTEXT)
    theirs = DocxTemplate(io.BytesIO(template))
    theirs.render(dict(CONTEXT), autoescape=True)
    buffer = io.BytesIO()
    theirs.save(buffer)
    assert _lines(made) == _lines(buffer.getvalue())
    assert xsd_problems(made) == []


def _lines(docx: bytes) -> list[str]:
    return [line for line in document_text(docx).split("\n") if line]
