"""What compiling proved right is not read again; it comes out as if it were. Both ways give the same documents."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.documents import problem_list, work_summary
from docgen.model import Markdown
from docgen.render import RenderError, compile_template
from docgen.render.ending import Ending
from docgen.render.finish import Ids
from docgen.render.ooxml import parse
from docgen.render.settle import settle
from docgen.render.tags import Tag
from docgen.render.writer import Slot
from tests.conftest import ROOT
from tests.ooxml import xsd_problems
from tests.oracle.random_templates import CONTEXT, Maker
from tests.render.building import MARKDOWN_STYLES, SPACES, p, part, raw, table
from tests.render.paths import agree, endings, made, whole

DRAWN = (
    '<w:drawing><wp:inline><wp:extent cx="1" cy="1"/><wp:docPr id="7" name="图" descr="{}"/></wp:inline></w:drawing>'
)
PICTURE = "<w:p><w:r>" + DRAWN.format("") + "</w:r></w:p>"
SHAPE = (
    '<w:p><w:r><w:pict><v:rect id="框"><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:rect></w:pict></w:r>'
    "</w:p>"
)
MARKED = '<w:p><w:bookmarkStart w:id="5" w:name="处"/><w:r><w:t>{{ 值 }}</w:t></w:r><w:bookmarkEnd w:id="5"/></w:p>'
HALF = '<w:p><w:bookmarkStart w:id="5" w:name="处"/><w:r><w:t>{{ 值 }}</w:t></w:r></w:p>'
OTHER_HALF = '<w:p><w:bookmarkEnd w:id="5"/><w:r><w:t>后</w:t></w:r></w:p>'
ROW = "<w:tr><w:tc><w:tcPr/>" + p("{{ 值 }}") + "</w:tc></w:tr>"
FANGSONG = '<w:rPr><w:rFonts w:ascii="仿宋_GB2312" w:hAnsi="仿宋_GB2312" w:eastAsia="仿宋_GB2312"/></w:rPr>'
HEADED = '<w:sectPr><w:headerReference w:type="default" r:id="rId1"/></w:sectPr>'


def control(inside: str) -> str:
    return f"<w:sdt><w:sdtPr/><w:sdtContent>{inside}</w:sdtContent></w:sdt>"


def loop(inside: str, over: str = "列", kind: str = "p") -> str:
    return p(f"{{%{kind} for x in {over} %}}") + inside + p(f"{{%{kind} endfor %}}")


def when(inside: str, name: str = "有") -> str:
    return p(f"{{%p if {name} %}}") + inside + p("{%p endif %}")


SURE = {
    "text": p("甲{{ 值 }}乙"),
    "runs": "<w:p><w:r><w:t>{% if 有 %}甲</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>乙{% endif %}</w:t></w:r></w:p>",
    "rows": table(["头"], ["{%tr for x in 列 %}"], ["{{ x }}"], ["{%tr endfor %}"]),
    "rows or else": table(["{%tr for x in 列 %}"], ["{{ x }}"], ["{%tr else %}"], ["无"], ["{%tr endfor %}"]),
    "cell with a list": table([loop(p("{{ x }}")), "旁"]),
    "cell with a table": table([table(["里"], width=1000) + when(p("后"))]),
    "table at the end": table(["甲"]),
    "perhaps nothing": loop(p("{{ x }}")),
    "markdown": p("{{p 文 }}"),
    "markdown in a cell": table([p("{{p 文 }}")]),
    "markdown between tables": table(["甲"]) + p("{{p 文 }}") + table(["乙"]) + p("完"),
    "picture": PICTURE + p("{{ 值 }}"),
    "picture perhaps": when(PICTURE) + PICTURE + when(PICTURE, "空"),
    "picture with words": f"<w:p><w:r>{DRAWN.format('图：{{ 值 }}')}</w:r></w:p>",
    "bookmark": MARKED,
    "half a bookmark": HALF + p("甲"),
    "two bookmarks of one name": MARKED + MARKED,
    "text box": SHAPE.format(loop(p("{{ x }}"))),
    "text box at a table": SHAPE.format(table(["{{ 值 }}"])),
    "paragraphs joined": "<w:p><w:r><w:t>甲{% if 有 %}</w:t></w:r></w:p><w:p><w:r><w:t>{% endif %}乙</w:t></w:r></w:p>",
    "control around a paragraph": control(p("{{ 值 }}")),
    "rows in a control": f"<w:tbl><w:tblPr/><w:tblGrid/>{control(ROW)}</w:tbl>",
    "loops in loops": loop(p("{%p for y in 列 %}") + p("{{ x }}{{ y }}") + p("{%p endfor %}") + table(["{{ x }}"])),
    "rare characters": p("{{ 值 }}", run=FANGSONG) + p("{{p 文 }}", run=FANGSONG),
    "braces": p("{{ 值 }} { } {值"),
}  # fmt: skip
"""Templates of which every rendering is proved right, or mended in passing."""

UNSURE = {
    "rows only from a loop": table(["{%tr for x in 列 %}"], ["{{ x }}"], ["{%tr endfor %}"]),
    "rows of a table in a loop": loop(table(["{%tr if 有 %}"], ["{{ x }}"], ["{%tr endif %}"])),
    "cells from a loop": table(["{%tc for x in 列 %}", "{{ x }}", "{%tc endfor %}"]),
    "picture in a loop": loop(PICTURE) + PICTURE,
    "shape in a loop": loop(SHAPE.format(p("{{ x }}"))),
    "bookmark in a condition": when(MARKED) + MARKED,
    "bookmark over the end of a condition": when(HALF) + OTHER_HALF,
    "control that may be empty, at the end of a cell": table([control(when(p("甲")))]),
}  # fmt: skip
"""Templates of which some renderings must be read, mended or refused."""

LISTS = Markdown("甲\n\n- 乙\n\n|一|二|\n|--|--|\n|三|四|")
RARE = Markdown("|一|\n|--|\n|鿫|\n\n1. **甲**\n2. 乙")
CLOSING = "</w:tbl></w:tc>"
CONTEXTS: list[dict[str, Any]] = [
    {"值": "甲<&>\"'\n乙\t丙", "有": "是", "空": "", "列": ["一", "二", "三"], "文": LISTS},
    {"值": "", "有": "", "空": "", "列": [], "文": Markdown("")},
    {"值": "鿫𠀀é", "有": "", "空": "是", "列": ["鿫"], "文": RARE},
    {"值": f"{CLOSING}]]><w:p/>", "有": "是", "空": "是", "列": [CLOSING] * 4, "文": Markdown(CLOSING)},
    {"值": "\x01", "有": "是", "空": "", "列": ["\ud800", "好"], "文": Markdown("\ufffe")},
]


@pytest.mark.parametrize("name", [*SURE, *UNSURE])
def test_both_ways_give_the_same_document_or_the_same_refusal(name: str) -> None:
    agree(raw((SURE | UNSURE)[name], styles=MARKDOWN_STYLES), *CONTEXTS)


@pytest.mark.parametrize("name", list(SURE))
def test_what_is_proved_is_not_read_again(name: str) -> None:
    template = compile_template(raw(SURE[name], styles=MARKDOWN_STYLES))
    assert all(ending.is_sure for ending in endings(template).values())


@pytest.mark.parametrize("name", list(UNSURE))
def test_what_may_need_more_than_a_paragraph_is_not_taken_as_sure(name: str) -> None:
    assert not endings(compile_template(raw(UNSURE[name])))["正文"].is_sure


@pytest.mark.parametrize("file", sorted((ROOT / "templates").glob("*.docx")), ids=lambda file: file.stem)
def test_every_part_of_the_samples_templates_is_proved(file: Any) -> None:
    found = endings(compile_template(file))
    assert list(found) == ["正文"], "footers are the same in every document"
    assert found["正文"].is_sure


@pytest.mark.parametrize("make", [problem_list, work_summary])
def test_every_part_of_the_templates_of_the_race_is_proved(make: Any) -> None:
    found = endings(compile_template(make()))
    assert list(found) == ["正文", "页眉 1"]
    assert all(ending.is_sure and not ending.mends for ending in found.values())


RANDOM_CONTEXTS = [CONTEXT, {**CONTEXT, "甲": "", "列": [], "单": []}, {**CONTEXT, "空": "有", "乙": "\x00"}]


@pytest.mark.parametrize("seed", range(20))
def test_templates_made_at_random_come_out_alike(seed: int) -> None:
    agree(raw(Maker(seed).blocks()), *RANDOM_CONTEXTS)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(20, 420, 100))
def test_many_templates_made_at_random_come_out_alike(seed: int) -> None:
    for each in range(seed, seed + 100):
        agree(raw(Maker(each).blocks()), *RANDOM_CONTEXTS)


class Odd(Maker):
    """Templates at random of all that could need to be mended: drawings, bookmarks, controls, text boxes, Markdown."""

    def block(self, depth: int) -> str:
        if self.random.random() < 0.5 or depth > 3:
            return super().block(depth)
        kind = self.random.randrange(9)
        if kind == 0:
            return PICTURE
        if kind == 1:
            return self.choice(MARKED, HALF, OTHER_HALF)
        if kind == 2:
            return control(self.blocks(depth + 1))
        if kind == 3:
            return SHAPE.format(self.blocks(depth + 1))
        if kind == 4:
            return p("{{p 文 }}", run=self.choice("", FANGSONG))
        if kind == 5:
            return "<w:p><w:r><w:t>甲{% if 空 %}</w:t></w:r></w:p><w:p><w:r><w:t>{% endif %}乙</w:t></w:r></w:p>"
        if kind == 6:
            return when(table([self.cell(depth)]), "空")
        if kind == 7:
            return table(["{%tr for x in 列 %}"], [self.cell(depth)], ["{%tr endfor %}"])
        return table([self.cell(depth), self.cell(depth)])

    def columns(self) -> str:
        return super().columns() if self.random.random() < 0.1 else PICTURE

    def cell(self, depth: int) -> str:
        ends = self.choice(
            when(p("甲"), "空"), loop(p("{{ x }}"), "无"), table(["里"]), p("{{p 文 }}"), p("完"), PICTURE
        )
        return self.choice(self.blocks(depth + 1), "") + ends


def odd(seed: int) -> bytes:
    return raw(Odd(seed).blocks() + Odd(-seed).blocks(), styles=MARKDOWN_STYLES)


ODD_CONTEXTS = [{**CONTEXT, **context, "甲": context["值"], "单": context["列"]} for context in CONTEXTS]


@pytest.mark.parametrize("seed", range(30))
def test_odd_templates_made_at_random_come_out_alike(seed: int) -> None:
    agree(odd(seed), *ODD_CONTEXTS)


def test_half_of_the_odd_templates_are_proved() -> None:
    proved = [all(each.is_sure for each in endings(compile_template(odd(seed))).values()) for seed in range(30)]
    assert 7 < sum(proved) < 23, "both ways must be gone"


@pytest.mark.slow
@pytest.mark.parametrize("seed", [0, *range(1_000, 1_600, 100)])
def test_very_many_odd_templates_come_out_alike(seed: int) -> None:
    for each in range(seed, seed + 100):
        agree(odd(each), *ODD_CONTEXTS)


FINE = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff") | st.sampled_from("\n\t&<")
)
ANY = st.text(st.characters(codec=None, categories=None), max_size=8)


def cases(text: st.SearchStrategy[str]) -> st.SearchStrategy[dict[str, Any]]:
    yes = st.sampled_from(["", "是"])
    lists = st.lists(text, max_size=6)
    return st.fixed_dictionaries(
        {"值": text, "有": yes, "空": yes, "列": lists, "文": st.builds(Markdown, text) | text}
    )


ALL = raw("".join(SURE.values()), styles=MARKDOWN_STYLES)
PROVED, READ = compile_template(ALL, name="示例.docx"), whole(ALL, "示例.docx")


@settings(max_examples=60, deadline=None)
@given(cases(FINE))
def test_any_texts_and_lists_come_out_alike(case: dict[str, Any]) -> None:
    document = made(PROVED, case)
    assert isinstance(document, dict)
    assert document == made(READ, case)


@settings(max_examples=30, deadline=None)
@given(cases(ANY))
def test_what_xml_cannot_hold_is_refused_alike(case: dict[str, Any]) -> None:
    assert made(PROVED, case) == made(READ, case)


def test_many_threads_make_the_documents_that_one_makes() -> None:
    cases = [{**CONTEXTS[number % 4], "值": f"第{number}份" + "鿫" * (number % 3)} for number in range(60)]
    template = compile_template(ALL, name="线程.docx")
    with ThreadPoolExecutor(6) as threads:
        assert list(threads.map(template.render, cases)) == [PROVED.render(case) for case in cases]


def test_a_huge_list_comes_out_alike() -> None:
    body = table(["头", "旁"], ["{%tr for x in 列 %}", ""], ["{{ x }}", "{{ 值 }}"], ["{%tr endfor %}", ""])
    agree(raw(body), {"列": ["行&"] * 9_000, "值": "字" * 300})


def test_a_text_longer_than_a_reader_takes_is_refused_either_way() -> None:
    agree(raw(p("{{ 值 }}")), {"值": "字" * 4_000_000})


def test_what_is_mended_in_passing_is_what_word_wants() -> None:
    body = table([loop(p("{{ x }}")), table(["里"], width=1000) + when(p("后"))])
    document = compile_template(raw(body)).render({"列": [], "有": ""})
    cells = docx.Document(io.BytesIO(document)).tables[0].rows[0].cells
    assert [len(cell.paragraphs) for cell in cells] == [1, 1]
    assert part(document).endswith("</w:tbl><w:p/>" + part(document)[part(document).index("<w:sectPr") :])
    assert xsd_problems(document) == []


def test_a_table_that_could_be_empty_keeps_nothing_of_what_messages_need() -> None:
    template = raw(UNSURE["rows only from a loop"] + p("完"))
    assert "docgen" not in part(compile_template(template).render({"列": ["一"]}))
    with pytest.raises(RenderError) as refusal:
        compile_template(template).render({"列": []})
    assert [(each.code, each.place) for each in refusal.value.diagnostics] == [("DG505", "正文 表 1")]


def test_ids_are_used_once_whether_given_when_compiling_or_rendering() -> None:
    header = f"<w:hdr {SPACES}>{PICTURE}" + p("{{ 值 }}") + "</w:hdr>"
    body = loop(PICTURE) + PICTURE
    template = raw(body, parts={"header1.xml": ("header", "header", header)}, section=HEADED)
    proved = compile_template(template)
    assert [ending.numbered for ending in endings(proved).values()] == [False, True]
    assert isinstance(made(proved, {"列": ["一", "二"], "值": "甲"}), dict)


@pytest.mark.parametrize(
    ("pieces", "words"),
    [
        (["<w:p>", "</w:p><w:tbl>", "</w:tbl>"], ["if a", "endif"]),
        (["<w:p><w:r>", "</w:r>", "<w:r>", "</w:r></w:p>"], ["if a", "else", "endif"]),
        (["<w:p>", "<w:r/></w:p><w:p>", "", "</w:p>"], ["if a", "endif", "endif"]),
        (["<w:p w:rsidR='", "'/><w:p w:rsidR='", "'/>"], ["if a", "endif"]),
        (["<w:p><w:r><w:t>", "</w:t></w:r></w:p><w:customXml>", "</w:customXml>"], ["if a", "endif"]),
        (["<w:p><w:r><w:rPr>", "</w:rPr></w:r></w:p>"], ["{{"]),
        (["<w:p><w:r><w:t xmlns:q='u'>", "</w:t></w:r></w:p>"], ["{{"]),
    ],
)  # fmt: skip
def test_what_a_loop_or_condition_could_break_is_never_proved(pieces: list[str], words: list[str]) -> None:
    root = f"<w:document {SPACES}><w:body>"
    pieces = [root + pieces[0], *pieces[1:-1], pieces[-1] + "</w:body></w:document>"]
    holder = parse(b"<a/>")
    tags = [Tag(number, "", "{{" if word == "{{" else "{%", "", word, "", holder) for number, word in enumerate(words)]
    assert settle(pieces, tags, [Slot() for _ in tags], Ids()) == (pieces, Ending())
