"""docxtpl's own objects as values: in every part that is filled in, with what they bring, checked like any value."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.shared import Mm
from lxml import etree

from docgen.model import Markdown
from docgen.render import RenderError, compile_template, document_text
from tests.ooxml import xsd_problems
from tests.oracle.cases import OTHER_PNG, PNG, cell, png, rows, text_box
from tests.render.building import MARKDOWN_STYLES, SPACES, p, part, raw, refused, render, word

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import docxtpl  # type: ignore[import-untyped]

R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LINK = '<w:p><w:hyperlink w:anchor="签"><w:r><w:t>{{ 文 }}</w:t></w:r></w:hyperlink></w:p>'
PARTS = ("document", "header1", "footer1", "footnotes", "endnotes")


def everywhere(content: str) -> bytes:
    """A template with the same content in the body, a header, a footer, a footnote, an endnote and a text box."""

    def notes(kind: str) -> tuple[str, str, str]:
        return f"{kind}s", f"{kind}s", f'<w:{kind}s {SPACES}><w:{kind} w:id="1">{content}</w:{kind}></w:{kind}s>'

    parts = {
        "header1.xml": ("header", "header", f"<w:hdr {SPACES}>{content}</w:hdr>"),
        "footer1.xml": ("footer", "footer", f"<w:ftr {SPACES}>{content}</w:ftr>"),
        "footnotes.xml": notes("footnote"),
        "endnotes.xml": notes("endnote"),
    }
    references = '<w:p><w:r><w:footnoteReference w:id="1"/><w:endnoteReference w:id="1"/></w:r></w:p>'
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId1"/><w:footerReference w:type="default" r:id="rId2"/>'
        '<w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
    )
    return raw(content + text_box(content) + references, parts=parts, section=section, styles=MARKDOWN_STYLES)


def relations_used(made: bytes) -> Iterator[tuple[str, str]]:
    """Part and target of every relation that an element names; a name without a relation fails."""
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        for name in archive.namelist():
            if not re.fullmatch(r"word/[a-z0-9]+\.xml", name):
                continue
            rels = f"word/_rels/{Path(name).name}.rels"
            known = {
                each.get("Id"): each.get("Target", "")
                for each in (etree.fromstring(archive.read(rels)) if rels in archive.namelist() else ())
            }
            for element in etree.fromstring(archive.read(name)).iter():
                for attribute, value in element.attrib.items():
                    if str(attribute).startswith(f"{{{R}}}"):
                        yield Path(name).stem, known[str(value)]


def picture(content: bytes = PNG, **size: Any) -> Any:
    return docxtpl.InlineImage(None, io.BytesIO(content), **size)


def test_rich_text_works_in_every_part() -> None:
    text = docxtpl.RichText("粗", bold=True, color="FF0000")
    text.add("体 & <文>\n二")
    made = render(everywhere(p("前{{r 文 }}后")), 文=text)
    assert document_text(made).count("前粗体 & <文>\n二后") == 6
    for name in PARTS:
        assert re.search(
            r'<w:b/><w:color w:val="FF0000"/></w:rPr><w:t xml:space="preserve">粗', part(made, f"word/{name}.xml")
        )


def test_links_have_a_relation_in_the_part_where_they_stand() -> None:
    text = docxtpl.RichText("链", url_id="https://example.cn/?a=1&b=2")
    made = render(everywhere(p("{{r 文 }}{{ 文 }}")), 文=text)
    used = [each for each in relations_used(made) if each[1].startswith("https")]
    assert {name for name, _ in used} == set(PARTS)
    assert {target for _, target in used} == {"https://example.cn/?a=1&b=2"}
    assert part(made, "word/_rels/header1.xml.rels").count("<Relationship ") == 1


def test_pictures_work_in_every_part_and_are_kept_once() -> None:
    template = compile_template(everywhere(p("图{{ 图 }}") + p("{{p 另 }}") + p("{{ 图 }}")))
    values = {"图": picture(width=Mm(20)), "另": picture(OTHER_PNG, anchor="https://example.cn/")}
    made = template.render(values)
    assert {name for name, target in relations_used(made) if target.startswith("media/")} == set(PARTS)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        media = {name: archive.read(name) for name in archive.namelist() if name.startswith("word/media/")}
        assert sorted(media.values()) == sorted([PNG, OTHER_PNG])
        assert b'Extension="png"' in archive.read("[Content_Types].xml")
    ids = [
        each for name in PARTS for each in re.findall(r'<wp:docPr [^>]*?\bid="(\d+)"', part(made, f"word/{name}.xml"))
    ]
    assert len(ids) == len(set(ids)) > 15
    assert made == template.render(values)
    docx.Document(io.BytesIO(made))


def test_a_picture_that_the_template_has_is_not_kept_twice() -> None:
    template = word(lambda made: (made.add_picture(io.BytesIO(PNG)), made.add_paragraph("{{ 图 }}{{ 另 }}")))
    made = render(template, 图=picture(), 另=picture(OTHER_PNG))
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert sorted(name for name in archive.namelist() if "/media/" in name) == [
            "word/media/image1.png",
            "word/media/image2.png",
        ]
    assert xsd_problems(made) == []


def test_a_document_with_pictures_serves_as_a_template_again() -> None:
    once = render(raw(p("{{ 图 }}{_{ 二 }_}")), 图=picture())
    assert "{{ 二 }}" in document_text(once)
    twice = render(once, 二=picture(OTHER_PNG))
    assert len({target for _, target in relations_used(twice)}) == 2


def test_listings_work_in_every_part_and_keep_the_paragraph_and_the_run() -> None:
    content = '<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>前{{ 文 }}后</w:t></w:r></w:p>'
    made = render(everywhere(content), 文=docxtpl.Listing("一\n二\a三"))
    for name in PARTS:
        xml = part(made, f"word/{name}.xml")
        again = (
            '<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr>.{0,40}<w:b/></w:rPr><w:t xml:space="preserve">三后'
        )
        assert re.search(f"二</w:t></w:r></w:p>{again}", xml)
    assert xsd_problems(render(raw(content), 文=docxtpl.Listing("一\a二\f三"))) == []


def test_a_break_that_would_repeat_a_section_does_not() -> None:
    section = '<w:pPr><w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:pPr>'
    made = render(raw(f"<w:p>{section}<w:r><w:t>{{{{ 文 }}}}</w:t></w:r></w:p>"), 文=docxtpl.Listing("一\a二"))
    assert part(made).count("<w:sectPr>") == 2


def test_rich_paragraphs_work_in_every_part_and_in_a_cell() -> None:
    text = docxtpl.RichTextParagraph("一段", parastyle="s0")
    text.add(docxtpl.RichText("二段\a三段", italic=True))
    made = render(everywhere(p("{{p 文 }}")), 文=text)
    assert document_text(made).count("一段\n二段\n三段") == 6
    in_cell = render(raw(rows(cell("{{p 文 }}"), columns=1)), 文=text)
    assert "一段\n二段\n三段" in document_text(in_cell)
    assert xsd_problems(in_cell) == []


def test_markdown_works_in_every_part() -> None:
    made = render(everywhere(p("{{p 文 }}")), 文=Markdown("一段\n\n1. 甲\n2. 乙\n\n| 列 |\n|-|\n| 格 |"))
    assert document_text(made).count("一段\n甲\n乙\n列\n格") == 6
    assert xsd_problems(made) == [
        each for each in xsd_problems(made) if "wsp" in each or "anchor" in each or "docPr" in each
    ]


def subdocument(**_: Any) -> Any:
    pytest.importorskip("docxcompose")
    made = docxtpl.DocxTemplate(io.BytesIO(word(lambda _: None))).new_subdoc()
    made.add_paragraph("子文档", style="List Bullet")
    made.add_table(rows=1, cols=1).cell(0, 0).text = "格"
    made.add_picture(io.BytesIO(PNG))
    return made


def test_a_sub_document_works_in_every_part() -> None:
    template = compile_template(everywhere(p("前") + p("{{p 文 }}") + p("后")))
    made = template.render({"文": subdocument()})
    assert document_text(made).count("前\n子文档\n格\n\n后") == 6
    assert {name for name, target in relations_used(made) if target.startswith("media/")} == set(PARTS)
    assert "docgen" not in "".join(part(made, f"word/{name}.xml") for name in PARTS)
    assert made == template.render({"文": subdocument()})


def test_a_sub_document_brings_its_styles_and_lists(tmp_path: Path) -> None:
    pytest.importorskip("docxcompose")

    def fill(document: Any) -> None:
        document.styles.add_style("子样式", 1)
        document.add_paragraph("甲", style="子样式")
        for each in ("一", "二"):
            document.add_paragraph(each, style="List Number")

    source = tmp_path / "子.docx"
    source.write_bytes(word(fill))
    template = docxtpl.DocxTemplate(io.BytesIO(raw(p("文"), styles=MARKDOWN_STYLES)))
    made = render(raw(p("{{p 文 }}") + p("末"), styles=MARKDOWN_STYLES), 文=template.new_subdoc(str(source)))
    assert document_text(made) == "甲\n一\n二\n末"
    style = docx.Document(io.BytesIO(made)).paragraphs[0].style
    assert style is not None
    assert style.name == "子样式"
    assert "w:nsid" not in part(made, "word/numbering.xml")


def test_two_sub_documents_that_are_tables_do_not_grow_together() -> None:
    made = docxtpl.DocxTemplate(io.BytesIO(word(lambda _: None))).new_subdoc() if subdocument() else None
    assert made is not None
    made.add_table(rows=1, cols=1).cell(0, 0).text = "格"
    body = p("{%p for x in 列 %}") + p("{{p x }}") + p("{%p endfor %}")
    found = part(render(raw(body), 列=[made, made]))
    assert found.count("<w:tbl>") == 2
    assert re.search(r"</w:tbl><w:p/>\s*<w:tbl>", found)


def test_what_is_wrong_with_a_sub_document_is_told_of_the_template() -> None:
    made = subdocument()
    made.add_table(0, 2)
    with pytest.raises(RenderError) as caught:
        compile_template(raw(p("{{p 文 }}")), name="模板.docx").render({"文": made})
    (found,) = caught.value.diagnostics
    assert (found.code, found.location.file) == ("DG505", "模板.docx")


@pytest.mark.parametrize(
    ("body", "value", "code", "words"),
    [
        (p("前{{r 文 }}"), docxtpl.RichText("坏\x01"), "DG504", "U+0001"),
        (p("前{{r 文 }}"), docxtpl.RichText("坏\ud800"), "DG504", "U+D800"),
        (p("前{{r 文 }}"), docxtpl.RichText("坏", color='"'), "DG502", "不成样子"),
        (p("前{{ 文 }}"), docxtpl.Listing("坏\x0b"), "DG504", "U+000B"),
        (p("前{{ 文 }}"), docxtpl.RichTextParagraph("段"), "DG502", "一行里"),
        (p("前{{r 文 }}"), docxtpl.RichText("链", url_id="rId7"), "DG502", "不是网址"),
        (p("前{{r 文 }}"), docxtpl.RichText("链", url_id="javascript:x"), "DG502", "不是网址"),
        (p("前{{ 文 }}"), docxtpl.InlineImage(None, io.BytesIO(b"no picture")), "DG502", "图片的格式"),
        (p("前{{ 文 }}"), docxtpl.InlineImage(None, "missing.png"), "DG502", "图片读不出来"),
        (p("前{{ 文 }}"), docxtpl.InlineImage(None, io.BytesIO(PNG), anchor="x"), "DG502", "不是网址"),
        ('<w:p><w:hyperlink w:anchor="{{ 文 }}"/></w:p>', docxtpl.RichText("文"), "DG502", "不能印在这里"),
        (LINK, docxtpl.Listing("一\a二"), "DG502", "另起一段"),
    ],
)  # fmt: skip
def test_an_object_that_cannot_be_printed_is_refused_at_its_place(body: str, value: Any, code: str, words: str) -> None:
    [problem] = refused(raw(body), 文=value)
    assert problem.code == code
    assert words in problem.message
    assert problem.place == "正文 第 1 段"


def test_a_sub_document_with_notes_is_refused_outside_the_body() -> None:
    value = subdocument()
    value.paragraphs[0]._p.append(etree.fromstring(f'<w:r {SPACES}><w:footnoteReference w:id="1"/></w:r>'))
    header = f"<w:hdr {SPACES}>{p('{{p 文 }}')}</w:hdr>"
    section = '<w:sectPr><w:headerReference w:type="default" r:id="rId1"/></w:sectPr>'
    template = raw(p("甲"), parts={"header1.xml": ("header", "header", header)}, section=section)
    with pytest.raises(RenderError, match="脚注") as caught:
        render(template, 文=value)
    assert caught.value.diagnostics[0].place == "页眉 1"


def test_a_property_with_a_tag_is_filled_in_like_the_body() -> None:
    template = word(
        lambda made: setattr(made.core_properties, "title", "{{ 名 }}的{% if 急 %}急件{% else %}文件{% endif %}")
    )
    compiled = compile_template(template)
    assert "<dc:title>一 &amp; 二的文件</dc:title>" in part(
        compiled.render({"名": "一 & 二", "急": ""}), "docProps/core.xml"
    )
    with pytest.raises(RenderError) as caught:
        compiled.render({"名": None, "急": "是"})
    assert [(each.code, each.place) for each in caught.value.diagnostics] == [("DG502", "文件属性“标题”")]


def test_a_property_takes_nothing_but_words() -> None:
    compiled = compile_template(word(lambda made: setattr(made.core_properties, "subject", "{{ 甲 }}")))
    assert "<dc:subject>一 二</dc:subject>" in part(compiled.render({"甲": "一\n二"}), "docProps/core.xml")
    for value in (picture(), docxtpl.RichText("文")):
        with pytest.raises(RenderError) as caught:
            compiled.render({"甲": value})
        assert [(each.code, each.place) for each in caught.value.diagnostics] == [("DG502", "文件属性“主题”")]


def test_a_traced_rendering_with_objects_gives_the_same_bytes() -> None:
    template = compile_template(everywhere(p("前{{r 文 }}{{ 列 }}后") + p("{{p 图 }}") + p("{{p 子 }}")))
    values = {"文": docxtpl.RichText("粗", bold=True), "列": docxtpl.Listing("一\n二"), "图": picture()}
    values["子"] = docxtpl.RichTextParagraph("段")
    assert template.trace(values).document == template.render(values)


def test_two_threads_do_not_mix_what_they_bring_along() -> None:
    template = compile_template(raw(p("{{ 图 }}{{r 文 }}")))

    def make(number: int) -> set[str]:
        text = docxtpl.RichText("链", url_id=f"https://example.cn/{number}")
        made = template.render({"图": picture(png(number + 1, b"\0\0\0")), "文": text})
        with zipfile.ZipFile(io.BytesIO(made)) as archive:
            assert archive.read("word/media/image1.png") == png(number + 1, b"\0\0\0")
        return {target for _, target in relations_used(made)}

    with ThreadPoolExecutor(4) as pool:
        for number, found in enumerate(pool.map(make, range(40))):
            assert found == {"media/image1.png", f"https://example.cn/{number}"}
