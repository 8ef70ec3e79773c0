"""The pages as LibreOffice lays them out, measured against GB/T 9704-2012, and all documents of the year, which are too
many for the quick tests; run by ``make pages``."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from inspect import signature
from itertools import pairwise

import docx
import pytest
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from tests.documents import test_documents_form, test_documents_whole
from tests.documents.made import Made
from tests.documents.word import W, tables, text
from tests.pages.conftest import FULL, LANDSCAPE_KINDS, Shown
from tests.pages.measure import LANDSCAPE, PAPER, PORTRAIT, Box, Page, dash_of_page_number, ink

pytestmark = pytest.mark.pages

PITCH = 579 / 20 * 25.4 / 72
"""Height of a line in millimetres."""
CHARACTER_IN = 280 / 20 * 25.4 / 72
"""The page number stands one 四号 character in from the outer edge."""

HANGING = 6.0
"""A full stop or comma at the end of a line may hang over the edge (标点溢出边界)."""


def area_of(page: Page) -> Box:
    return LANDSCAPE if page.width > page.height else PORTRAIT


def read(content: bytes) -> list[str]:
    """Every paragraph of the body as python-docx reads it, tables and text boxes too."""
    document = docx.Document(io.BytesIO(content))
    return [Paragraph(each, document._body).text for each in document.element.body.iter(qn("w:p"))
            if not any(parent.tag.endswith("}Fallback") for parent in each.iterancestors())]  # fmt: skip


CHECKS = [check for module in (test_documents_whole, test_documents_form) for name, check in vars(module).items()
          if name.startswith("test_") and len(signature(check).parameters) == 1]  # fmt: skip
"""What holds for every single document."""


@pytest.mark.parametrize("check", CHECKS)
def test_every_document_of_the_year_is_right(check: Callable[[list[Made]], None], year: list[Made]) -> None:
    check(year)


def test_every_document_opens_in_libreoffice_with_the_text_that_python_docx_reads(shown: list[Shown]) -> None:
    for each in shown:
        assert read(each.saved) == read(each.made.content), str(each)


def test_no_page_is_empty(shown: list[Shown]) -> None:
    for each in shown:
        assert each.pages, str(each)
        for page in each.pages:
            assert [line for line in page.inside(area_of(page)) if line.text], f"{each}, page {page.number}"


def test_every_page_is_a4_upright_but_for_the_lists(sample: list[Shown]) -> None:
    for each in sample:
        upright = each.made.kind not in LANDSCAPE_KINDS
        for page in each.pages:
            size = (page.width, page.height) if upright else (page.height, page.width)
            assert size == pytest.approx(PAPER, abs=0.5), f"{each}, page {page.number}"


def test_nothing_is_printed_outside_the_type_area_but_the_page_number(sample: list[Shown]) -> None:
    """The edges of a table's lines and of punctuation that hangs may stand out by less than a millimetre."""
    for each in sample:
        for page in each.pages:
            area = area_of(page)
            inside = Box(area.left - 1, area.top - 1, area.right + 1, area.bottom + 1)
            foot = Box(0, area.bottom + 1, page.width, page.height)
            found = ink(page)
            number = ink(page, foot)
            assert found is not None
            assert number is not None
            above = ink(page, Box(0, 0, page.width, area.bottom + 1))
            assert above is not None
            assert above.top >= inside.top, f"{each}, page {page.number}"
            assert above.left >= inside.left, f"{each}, page {page.number}"
            assert above.right <= inside.right + HANGING, f"{each}, page {page.number}: {above.right}"


def test_a_full_page_of_text_has_22_lines_of_28_characters_between_the_margins(full: Shown) -> None:
    whole = [page for page in full.pages if len(page.inside(PORTRAIT)) and set("".join(
        line.text for line in page.inside(PORTRAIT))) == {"国"}]  # fmt: skip
    assert len(whole) >= 2
    for page in whole[:2]:
        lines = page.inside(PORTRAIT)
        assert [len(line.text) for line in lines] == [28] * 22
        assert lines[-1].box.bottom - lines[0].box.bottom == pytest.approx(21 * PITCH, abs=0.5)
        printed = ink(page, Box(0, 0, page.width, PORTRAIT.bottom + 1))
        assert printed is not None
        assert printed.left == pytest.approx(PORTRAIT.left, abs=1)
        assert printed.right == pytest.approx(PORTRAIT.right, abs=1)
        # The characters stand in the middle of their lines, which are 4.6 mm higher than they.
        assert printed.top - PORTRAIT.top == pytest.approx(PORTRAIT.bottom - printed.bottom, abs=1.5)
        assert 0 < printed.top - PORTRAIT.top < PITCH / 2
    assert sum(line.text.count("国") for page in full.pages for line in page.lines) >= len(FULL)


def test_the_margins_are_37_above_and_35_below_and_28_and_26_at_the_sides(portrait: list[Shown]) -> None:
    """By the rule of a table that begins a page, by the last rule of the imprint, and by the sides of the tables."""
    tops, imprints = 0, 0
    for each in portrait:
        for page in each.pages:
            first = ink(page, Box(0, 0, page.width, PORTRAIT.top + 1))
            if first is not None:
                tops += 1
                assert first.top == pytest.approx(PORTRAIT.top, abs=1), f"{each}, page {page.number}"
                assert first.left == pytest.approx(PORTRAIT.left, abs=1), f"{each}, page {page.number}"
                assert first.right == pytest.approx(PORTRAIT.right, abs=1), f"{each}, page {page.number}"
        if any(re.fullmatch(".*年.*月.*日印发", line.text) for line in each.pages[-1].lines):
            imprints += 1
            last = ink(each.pages[-1], Box(0, 200, 210, PORTRAIT.bottom + 3))
            assert last is not None
            assert last.bottom == pytest.approx(PORTRAIT.bottom, abs=0.5), str(each)
            assert (last.left, last.right) == pytest.approx((PORTRAIT.left, PORTRAIT.right), abs=1), str(each)
    assert tops >= 5
    assert imprints >= 9


def test_the_margins_of_a_landscape_page_are_those_of_the_page_turned(lists: list[Shown]) -> None:
    for each in lists:
        for page in each.pages:
            printed = ink(page, Box(0, 0, page.width, LANDSCAPE.bottom + 1))
            assert printed is not None
            sides = (printed.left, printed.right)
            assert sides == pytest.approx((LANDSCAPE.left, LANDSCAPE.right), abs=1), f"{each}, page {page.number}"
            if page.number > 1:
                assert printed.top == pytest.approx(LANDSCAPE.top, abs=0.5), f"{each}, page {page.number}"


def test_page_numbers_stand_outside_right_and_left_in_turn_7_mm_below_the_text(sample: list[Shown]) -> None:
    for each in sample:
        for page in each.pages:
            found, where = page.page_number, f"{each}, page {page.number}"
            assert found is not None, where
            assert found[0] == str(page.number), where
            area, dash = area_of(page), dash_of_page_number(page)
            assert (dash.top + dash.bottom) / 2 - area.bottom == pytest.approx(7, abs=0.5), where
            foot = ink(page, Box(0, area.bottom + 1, page.width, page.height))
            assert foot is not None
            if page.number % 2:
                assert area.right - foot.right == pytest.approx(CHARACTER_IN, abs=1), where
            else:
                assert foot.left - area.left == pytest.approx(CHARACTER_IN, abs=1), where


def rows_of_list(each: Shown) -> tuple[list[float], list[list[str]]]:
    """The edges of the columns of a list's main table, and its rows as cells of text without spaces."""
    table = max(tables(each.made.content), key=lambda one: len(one.findall(f"{W}tblGrid/{W}gridCol")))
    edges = [LANDSCAPE.left]
    for column in table.findall(f"{W}tblGrid/{W}gridCol"):
        edges.append(edges[-1] + int(column.get(W + "w", "0")) / 1440 * 25.4)
    rows = [[squeezed("".join(text(one) for one in cell.iter(W + "p"))) for cell in row.findall(W + "tc")]
            for row in table.findall(W + "tr")]  # fmt: skip
    return edges, rows


def squeezed(words: str) -> str:
    return re.sub(r"\s", "", words)


def test_each_page_of_a_list_that_has_rows_begins_with_the_header_and_no_row_is_split(lists: list[Shown]) -> None:
    several = 0
    for each in lists:
        edges, (head, *rows) = rows_of_list(each)
        issues = [row for row in rows if len(row) == len(head)]
        columns = [[squeezed(page.column(*edge)) for edge in pairwise(edges)] for page in each.pages]
        several += len(each.pages) > 1
        for row in issues:
            on = [page for page in range(len(columns))
                  if all(cell in columns[page][place] for place, cell in enumerate(row))]  # fmt: skip
            assert on, f"{each}: no page has the whole row {row[0]}"
            for page in on:
                assert all(title in columns[page][place] for place, title in enumerate(head)), f"{each}, {page + 1}"
    assert several >= 4


def test_the_signatures_of_a_list_and_a_plan_do_not_stand_alone_on_a_page(sample: list[Shown]) -> None:
    for each in sample:
        if each.made.kind == "issue_list" or each.made.kind.endswith("_plan"):
            last = "".join(line.text for line in each.pages[-1].inside(area_of(each.pages[-1])))
            before, sign, _ = last.partition("（签字）")
            assert sign, str(each)
            assert len(before) > 30, f"{each}: {before}"


def test_each_annex_of_the_summary_begins_a_page_and_the_signature_has_text_above_it(sample: list[Shown]) -> None:
    for summary in [each for each in sample if each.made.kind == "annual_summary"]:
        heads = [page.inside(PORTRAIT)[0].text for page in summary.pages]
        assert [head for head in heads if head.startswith("附件")] == ["附件1", "附件2"]
        signed = [page for page in summary.pages if "附件：" in "".join(line.text for line in page.lines)]
        assert len(signed) == 1
        assert len(signed[0].inside(PORTRAIT)) > 6


def test_no_page_of_a_form_is_empty(forms: list[tuple[Made, list[Page]]]) -> None:
    empty = [(str(made), page.number) for made, pages in forms for page in pages if not page.inside(PORTRAIT)]
    assert empty == []


def test_the_signatures_of_a_prescription_have_the_end_of_the_form_above_them(
    forms: list[tuple[Made, list[Page]]],
) -> None:
    """Most prescriptions are one page; where one is longer, its signatures are not alone on the next."""
    prescriptions = [(made, pages) for made, pages in forms if made.kind == "prescription"]
    assert sum(len(pages) == 1 for _, pages in prescriptions) > len(prescriptions) / 2
    above = {str(made): words(pages[-1]).partition("开方专家（签名）")[0] for made, pages in prescriptions}
    assert [name for name, text in above.items() if len(text) <= 20] == []


def test_a_training_record_is_one_page_before_the_sheet_to_sign(forms: list[tuple[Made, list[Page]]]) -> None:
    for made, pages in forms:
        if made.kind == "training_record":
            marked = [page.number for page in pages if page.lines[0].text == "附件"]
            assert marked == ([2] if len(pages) > 1 else []), str(made)
            assert "（签字）" in words(pages[0]), str(made)


def words(page: Page) -> str:
    return "".join(line.text for line in page.lines)


def test_what_stands_below_the_list_of_targets_has_the_end_of_the_table_above_it(sample: list[Shown]) -> None:
    for each in sample:
        if each.made.kind == "target_list":
            last = "".join(line.text for line in each.pages[-1].inside(LANDSCAPE))
            assert re.search("一[企品业域]一策.*合计.*统计截至日期", last), f"{each}: {last[-300:]}"


def test_no_team_of_the_roster_begins_at_the_foot_of_a_page(sample: list[Shown]) -> None:
    for page in [page for each in sample if each.made.kind == "team_roster" for page in each.pages]:
        words = "".join(line.text for line in page.inside(PORTRAIT))
        begun, with_people = words.count("团队类型"), words.count("序号姓名单位")
        assert with_people >= begun, f"page {page.number}"
