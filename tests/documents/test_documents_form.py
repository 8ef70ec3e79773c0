"""Every document of both workspaces, by its XML: tables that agree with themselves, real headings, fonts by name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from tests.documents.made import Made
from tests.documents.word import FONT_SLOTS, Styles, W, number_format, parts, roots, story, tables, text, value

HEAD, CELL = "表头", "表格文字"
LIST_HEAD = "清单表头"
LABELS, VALUES = {HEAD, "表单标签"}, {CELL, "表单文字"}
_AMBIGUOUS = re.compile("[“”‘’…—·]")
"""Signs that Word sets in the Latin font of a run, unless the run says otherwise."""
_TYPED_NUMBER = re.compile(r"[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|[0-9]+[.．、]|（[0-9]+）")


def rows(table: etree._Element) -> list[etree._Element]:
    return table.findall(W + "tr")


def cells(row: etree._Element) -> list[etree._Element]:
    return row.findall(W + "tc")


def widths(elements: list[etree._Element], path: str = "") -> list[int]:
    return [int(value(each, path, "w") if path else each.get(W + "w", "")) for each in elements]


def test_the_widths_of_every_table_agree_in_grid_whole_and_cells(sample_documents: list[Made]) -> None:
    seen = 0
    for each in sample_documents:
        for table in tables(each.content):
            grid = widths(table.findall(f"{W}tblGrid/{W}gridCol"))
            assert value(table, "tblPr/tblW", "type") == "dxa"
            assert value(table, "tblPr/tblLayout", "type") == "fixed"
            assert sum(grid) == int(value(table, "tblPr/tblW", "w")), str(each)
            for row in rows(table):
                spans = [int(value(cell, "tcPr/gridSpan") or 1) for cell in cells(row)]
                assert sum(spans) == len(grid), str(each)
                places = [sum(spans[:number]) for number in range(len(spans))]
                expected = [sum(grid[place : place + span]) for place, span in zip(places, spans, strict=True)]
                assert widths(cells(row), "tcPr/tcW") == expected, str(each)
            seen += 1
    assert seen > 100


def test_every_cell_ends_in_a_paragraph(documents: list[Made]) -> None:
    for each in documents:
        for table in tables(each.content):
            for row in rows(table):
                assert cells(row), str(each)
                for cell in cells(row):
                    assert cell[-1].tag == W + "p", str(each)


def test_every_row_stays_whole(sample_documents: list[Made]) -> None:
    for each in sample_documents:
        for table in tables(each.content):
            for row in rows(table):
                assert row.find(f"{W}trPr/{W}cantSplit") is not None, f"{each}: {row_text(row)}"


def row_text(row: etree._Element) -> list[str]:
    return ["".join(text(paragraph) for paragraph in cell.iter(W + "p")) for cell in cells(row)]


def test_header_rows_are_marked_at_the_top_of_each_table_that_has_any(sample_documents: list[Made]) -> None:
    """A table without a marked row is one of labels and values, or for signatures."""
    marked = 0
    for each in sample_documents:
        styles = Styles(each.content)
        for table in tables(each.content):
            flags = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows(table)]
            assert sorted(flags, reverse=True) == flags, f"{each}: a header row below others"
            first = [styles.of(paragraph).name for paragraph in rows(table)[0].iter(W + "p")]
            if flags[0]:
                marked += 1
                assert len(flags) > 1, f"{each}: nothing below the header"
                assert set(first) in ({HEAD}, {LIST_HEAD}, {CELL}), f"{each}: {first}"
            else:
                assert not LABELS & {*first} or VALUES & {*first}, f"{each}: {row_text(rows(table)[0])}"
                assert LABELS & {*first} or len(flags) == 1, f"{each}: {row_text(rows(table)[0])}"
    assert marked > 60


def headings(each: Made) -> Iterator[tuple[int, str, str]]:
    """Level, text and number format of every heading."""
    styles = Styles(each.content)
    for paragraph in roots(each.content)["word/document.xml"].iter(W + "p"):
        style = styles.of(paragraph)
        if style.level:
            assert style.name == f"heading {style.level}", str(each)
            yield style.level, text(paragraph), number_format(each.content, *style.numbered)


def test_headings_are_heading_styles_with_real_numbers_and_no_level_is_skipped(sample_documents: list[Made]) -> None:
    formats = {1: "%1、", 2: "（%2）", 3: "%3.", 4: "（%4）"}
    tops: dict[str, set[int]] = {}
    for each in sample_documents:
        found = list(headings(each))
        tops.setdefault(each.kind, set()).add(sum(level == 1 for level, _, _ in found))
        before = 0
        for level, words, number in found:
            assert number == formats[level], f"{each}: {words}"
            assert words.strip(), str(each)
            assert not _TYPED_NUMBER.match(words), f"{each}: {words}"
            assert level <= before + 1, f"{each}: {words}"
            before = level
    assert tops["enterprise_plan"] == {9}
    assert tops["product_plan"] == {10}
    assert all(9 <= number <= 12 for kind in ("industry_plan", "cluster_plan") for number in tops[kind])
    assert all(tops[kind] == {0} for kind in ("issue_list", "prescription", "target_list", "training_record"))
    assert min(tops["analysis_minutes"]) >= 3
    assert min(tops["consultation_minutes"]) >= 3
    assert min(tops["team_roster"]) >= 2
    assert tops["annual_summary"] == {4}


def test_no_paragraph_is_a_heading_that_was_only_typed(sample_documents: list[Made]) -> None:
    for each in sample_documents:
        styles = Styles(each.content)
        for paragraph in roots(each.content)["word/document.xml"].iter(W + "p"):
            if next(paragraph.iterancestors(W + "tbl"), None) is not None:
                continue  # the line above a group of rows is no heading of the document
            words = text(paragraph)
            typed = re.match(r"[一二三四五六七八九十]+、(?![一二三四五六七八九十])|（[一二三四五六七八九十]+）", words)
            assert styles.of(paragraph).level or not typed, f"{each}: {words}"


def test_no_theme_is_left_that_could_override_the_fonts(documents: list[Made]) -> None:
    for each in documents:
        assert not [name for name in parts(each.content) if "theme" in name.lower()], str(each)
        for name, root in roots(each.content).items():
            for element in root.iter():
                assert not [one for one in element.attrib if "theme" in str(one).lower()], f"{each}: {name}"
                assert etree.QName(element).localname not in {"themeFontLang", "clrSchemeMapping"}, f"{each}: {name}"


def test_every_run_with_chinese_punctuation_keeps_its_chinese_font(documents: list[Made]) -> None:
    seen = 0
    for each in documents:
        for root in story(each.content):
            for run in root.iter(W + "r"):
                words = "".join(one.text or "" for one in run.findall(W + "t"))
                if _AMBIGUOUS.search(words):
                    seen += 1
                    assert value(run, "rPr/rFonts", "hint") == "eastAsia", f"{each}: {words}"
        for level in roots(each.content)["word/numbering.xml"].iter(W + "lvl") if has_lists(each) else ():
            if _AMBIGUOUS.search(value(level, "lvlText")):
                assert value(level, "rPr/rFonts", "hint") == "eastAsia", f"{each}: a list"
    assert seen > 200


def has_lists(each: Made) -> bool:
    return "word/numbering.xml" in parts(each.content)


def test_fonts_are_named_for_all_scripts_where_a_style_names_one(sample_documents: list[Made]) -> None:
    for each in sample_documents:
        for fonts in roots(each.content)["word/styles.xml"].iter(W + "rFonts"):
            assert {fonts.get(W + slot) for slot in FONT_SLOTS} == {fonts.get(W + "eastAsia")}, str(each)
