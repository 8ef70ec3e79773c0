"""A seed -> a template that docxtpl and docgen both take: nested conditions and loops, split runs, nested tables."""

from __future__ import annotations

import html
import random
import re

from tests.oracle.cases import cell, text_box
from tests.render.building import SPACES, raw

_TAG = re.compile(r"(\{[{%#].*?[}%#]\})")
LISTS = ("列", "无", "单")
CONTEXT = {
    "甲": "值A",
    "乙": "<&>\n二\t\U00020000",
    "空": "",
    "列": ["一", "二"],
    "无": [],
    "单": ["三"],
    "色": "FF0000",
    "数": 2,
}


def template(seed: int) -> bytes:
    """Body, header and footnotes made at random."""
    maker = Maker(seed)
    parts = {
        "header1.xml": ("header", "header", f"<w:hdr {SPACES}>{maker.blocks(1)}{maker.paragraph('眉')}</w:hdr>"),
        "footnotes.xml": (
            "footnotes", "footnotes",
            f'<w:footnotes {SPACES}><w:footnote w:id="1">{maker.paragraph(maker.words())}</w:footnote></w:footnotes>',
        ),
    }  # fmt: skip
    section = '<w:sectPr><w:headerReference w:type="default" r:id="rId1"/><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
    return raw(maker.blocks() + maker.paragraph("末"), parts=parts, section=section)


class Maker:
    """Makes XML; deeper than two levels it makes plain things."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def choice(self, *options: str) -> str:
        return self.random.choice(options)

    def paragraph(self, text: str) -> str:
        runs = ""
        for piece in _TAG.split(text):
            look = self.choice("", "<w:rPr><w:b/></w:rPr>")
            while piece:
                length = self.random.randint(1, len(piece))
                words = html.escape(piece[:length], quote=False)
                runs += f"<w:r>{look}<w:t xml:space='preserve'>{words}</w:t></w:r>"
                runs += self.choice("", "<w:proofErr w:type='spellEnd'/>")
                piece = piece[length:]
        centred = '<w:pPr><w:jc w:val="center"/></w:pPr>'
        return f"<w:p>{self.choice('', centred)}{runs}</w:p>"

    def words(self, depth: int = 0) -> str:
        return "".join(self.word(depth) for _ in range(self.random.choice([0, 1, 1, 2])))

    def word(self, depth: int) -> str:
        kind = self.random.random()
        if kind < 0.35 or depth > 2:
            return self.choice("文", "a b", "，", "{{ 甲 }}", "{{乙}}", "{# 说明 #}")
        if kind < 0.6:
            return self.choice("{{ 甲 }}", "{{ 乙 }}", "{{ 列 | join('、') }}")
        if kind < 0.8:
            other = self.choice("", "{% else %}" + self.words(depth + 1))
            return f"{{% if {self.choice('甲', '空', 'not 空')} %}}{self.words(depth + 1)}{other}{{% endif %}}"
        return f"{{% for x in {self.choice(*LISTS)} %}}{{{{ x }}}}{self.words(depth + 1)}{{% endfor %}}"

    def blocks(self, depth: int = 0) -> str:
        return "".join(self.block(depth) for _ in range(self.random.choice([1, 1, 2, 3])))

    def block(self, depth: int) -> str:
        kind = self.random.random()
        if kind < 0.4 or depth > 2:
            return self.paragraph(self.words())
        if kind < 0.5:
            return text_box(self.paragraph(self.words()))
        if kind < 0.62:
            other = self.choice("", self.paragraph("{%p else %}") + self.blocks(depth + 1))
            start = self.paragraph(f"{{%p if {self.choice('甲', '空')} %}}")
            return start + self.blocks(depth + 1) + other + self.paragraph("{%p endif %}")
        if kind < 0.75:
            start = self.paragraph(f"{{%p for y in {self.choice(*LISTS)} %}}")
            return start + self.paragraph("{{ y }}") + self.blocks(depth + 1) + self.paragraph("{%p endfor %}")
        return self.table(depth + 1) if kind < 0.9 else self.columns()

    def table(self, depth: int) -> str:
        def filled(words: str = "") -> str:
            return cell(self.blocks(depth + 1) + self.paragraph(self.words() + words))

        empty = cell(self.paragraph(""))
        loop = cell(self.paragraph(f"{{%tr for r in {self.choice(*LISTS)} %}}"))
        other = self.choice("", _row(cell(self.paragraph("{%tr else %}")), empty) + _row(filled(), filled()))
        first = cell(self.paragraph(self.choice("", "{% vm %}", "{% cellbg 色 %}") + "{{ r }}"))
        grid = '<w:gridCol w:w="2000"/><w:gridCol w:w="2000"/>'
        made = _row(filled(), filled()) + _row(loop, empty) + _row(first, filled()) + other
        end = _row(empty, cell(self.paragraph("{%tr endfor %}")))
        return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{made}{end}</w:tbl>"

    def columns(self) -> str:
        """A table whose columns a loop makes, with a cell over all of them."""
        start, end = (cell(self.paragraph(each)) for each in ("{%tc for c in 列 %}", "{%tc endfor %}"))
        head = cell(self.paragraph(self.choice("", "{% hm %}") + "头"))
        grid = '<w:gridCol w:w="2000"/>' * self.random.randint(1, 4)
        made = _row(start, head, end) + _row(start, cell(self.paragraph("{{ c }}" + self.words())), end)
        return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{made}</w:tbl>"


def _row(*cells: str) -> str:
    return f"<w:tr>{''.join(cells)}</w:tr>"
