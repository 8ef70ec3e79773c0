"""What loops and conditions can break is put right, and what editing leaves in a template does not travel."""

from __future__ import annotations

import io
import re

import docx

from docgen.expressions import ANY
from docgen.render import check_template, compile_template, document_text
from tests.ooxml import xsd_problems
from tests.render.building import p, part, raw, render, table


def test_a_cell_whose_loop_leaves_nothing_keeps_a_paragraph() -> None:
    cell = p("{%p for x in 列表 %}") + p("{{ x }}") + p("{%p endfor %}")
    made = render(raw(table([cell, "旁"])), 列表=[])
    assert docx.Document(io.BytesIO(made)).tables[0].cell(0, 0).text == ""
    assert xsd_problems(made) == []


def test_a_cell_that_ends_in_a_table_gets_a_paragraph() -> None:
    cell = table(["里"], width=1000) + p("{%p if 有 %}") + p("后") + p("{%p endif %}")
    made = render(raw(table([cell])), 有="")
    assert "</w:tbl><w:p/></w:tc>" in part(made)


def test_columns_made_by_a_loop_agree_with_the_grid_at_the_old_width() -> None:
    body = table(["{%tc for 月 in 月份 %}", "{{ 月 }}", "{%tc endfor %}"], width=2000)
    made = render(raw(body), 月份=["一月", "二月", "三月", "四月", "五月"])
    grid = [int(each) for each in re.findall(r'<w:gridCol w:w="(\d+)"', part(made))]
    cells = [int(each) for each in re.findall(r'<w:tcW w:w="(\d+)"', part(made))]
    assert len(grid) == 5
    assert sum(grid) == 6000
    assert cells == grid
    assert document_text(made).split() == ["一月", "二月", "三月", "四月", "五月"]


def test_fewer_cells_than_columns_leave_a_grid_of_that_many() -> None:
    made = render(raw(table(["{%tc for 月 in 月份 %}", "{{ 月 }}", "{%tc endfor %}"], width=2000)), 月份=["一月"])
    assert re.findall(r'<w:gridCol w:w="(\d+)"', part(made)) == ["6000"]


def test_drawings_and_bookmarks_repeated_by_a_loop_get_ids_and_names_of_their_own() -> None:
    inside = (
        '<w:p><w:bookmarkStart w:id="5" w:name="处"/><w:r><w:drawing><wp:inline><wp:extent cx="1" cy="1"/>'
        '<wp:docPr id="7" name="图"/></wp:inline></w:drawing><w:t>{{ x }}</w:t></w:r><w:bookmarkEnd w:id="5"/></w:p>'
    )
    made = render(raw(p("{%p for x in 列表 %}") + inside + p("{%p endfor %}")), 列表=["一", "二", "三"])
    xml = part(made)
    assert re.findall(r'<wp:docPr id="(\d+)"', xml) == ["1", "2", "3"]
    assert re.findall(r'<w:bookmarkStart w:id="(\d+)" w:name="(.*?)"', xml) == [
        ("1", "处"),
        ("2", "处_2"),
        ("3", "处_3"),
    ]
    assert re.findall(r'<w:bookmarkEnd w:id="(\d+)"', xml) == ["1", "2", "3"]


def test_half_a_bookmark_in_a_vanished_paragraph_takes_the_other_half_with_it() -> None:
    start = '<w:p><w:bookmarkStart w:id="5" w:name="处"/><w:r><w:t>{%p if 有 %}</w:t></w:r></w:p>'
    end = '<w:p><w:r><w:t>{%p endif %}</w:t></w:r></w:p><w:p><w:bookmarkEnd w:id="5"/><w:r><w:t>后</w:t></w:r></w:p>'
    assert "bookmark" not in part(render(raw(start + p("甲") + end), 有="是"))


def test_tracked_changes_are_taken_as_accepted_and_name_nobody() -> None:
    body = (
        '<w:p><w:r><w:t>甲</w:t></w:r><w:ins w:id="1" w:author="张某某"><w:r><w:t>{{ 值 }}</w:t></w:r></w:ins>'
        '<w:del w:id="2" w:author="张某某"><w:r><w:delText>旧</w:delText></w:r></w:del></w:p>'
        '<w:p><w:pPr><w:rPr><w:ins w:id="3" w:author="张某某"/></w:rPr></w:pPr>'
        '<w:r><w:rPr><w:b/><w:rPrChange w:id="4" w:author="张某某">'
        "<w:rPr/></w:rPrChange></w:rPr><w:t>乙</w:t></w:r></w:p>"
    )
    made = render(raw(body), 值="新")
    assert document_text(made) == "甲新\n乙"
    assert "张某某" not in part(made)
    assert xsd_problems(made) == []


def test_comments_stay_behind() -> None:
    comments = '<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'
    body = '<w:p><w:commentRangeStart w:id="0"/><w:r><w:t>甲</w:t></w:r>'
    body += '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r></w:p>'
    made = render(raw(body, parts={"comments.xml": ("comments", "comments", comments)}))
    assert "omment" not in part(made) + part(made, "[Content_Types].xml") + part(made, "word/_rels/document.xml.rels")


def test_content_controls_lose_their_bindings_and_keep_their_content() -> None:
    body = (
        '<w:sdt><w:sdtPr><w:id w:val="1"/><w:dataBinding w:xpath="/a" w:storeItemID="{AB}"/></w:sdtPr><w:sdtContent>'
        + p("{{ 值 }}")
        + "</w:sdtContent></w:sdt>"
    )
    made = render(raw(p("{%p for x in 列表 %}") + body + p("{%p endfor %}")), 值="甲", 列表=["一", "二"])
    assert document_text(made) == "甲\n甲"
    assert "dataBinding" not in part(made)
    assert check_template(raw(body), "t.docx", {"值": ANY}) == []


def test_an_inline_condition_over_hyperlink_and_text_is_refused_before_it_breaks_the_file() -> None:
    link = '<w:hyperlink w:anchor="a"><w:r><w:t>{% if 有 %}甲</w:t></w:r></w:hyperlink>'
    body = f"<w:p>{link}<w:r><w:t>乙{{% endif %}}</w:t></w:r></w:p>"
    [problem] = check_template(raw(body), "t.docx", {"有": ANY})
    assert problem.code == "DG410"


def test_five_thousand_rows_are_made_in_reasonable_time() -> None:
    body = table(["{%tr for x in 列表 %}", ""], ["{{ loop.index }}", "{{ x }}"], ["{%tr endfor %}", ""])
    made = compile_template(raw(body)).render({"列表": [f"第{number}项" for number in range(5000)]})
    assert part(made).count("<w:tr>") == 5000
