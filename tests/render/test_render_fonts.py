"""Documents are in the fonts of their style profile, whatever a theme says; rare characters get one that has them."""

from __future__ import annotations

import io
import re

import docx
import pytest

from docgen.model import Markdown
from docgen.render import compile_template, document_text, profile_names
from tests.ooxml import xsd_problems
from tests.render.building import SPACES, p, part, raw, render

A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
STYLES = (
    "<w:docDefaults><w:rPrDefault><w:rPr>"
    '<w:rFonts w:asciiTheme="minorHAnsi" w:eastAsiaTheme="minorEastAsia"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/><w:rPr>'
    '<w:rFonts w:ascii="仿宋" w:hAnsi="仿宋" w:eastAsia="方正仿宋_GBK"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="b"><w:name w:val="标题样"/><w:basedOn w:val="a"/><w:rPr>'
    '<w:rFonts w:eastAsia="方正小标宋_GBK"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="c"><w:name w:val="楷"/><w:rPr>'
    '<w:rFonts w:eastAsia="KaiTi"/></w:rPr></w:style>'
)


def runs_of(document: bytes) -> list[tuple[str, str]]:
    """Each run's text, with the East Asian font that the run itself names."""
    found = docx.Document(io.BytesIO(document)).paragraphs[0].runs
    return [(run.text, (re.findall(r'w:eastAsia="(.*?)"', run._r.xml) or [""])[0]) for run in found if run.text]


@pytest.mark.parametrize(
    ("profile", "body", "title"),
    [
        ("gb2312", "仿宋_GB2312", "方正小标宋简体"),
        ("gbk", "仿宋", "方正小标宋_GBK"),
        ("founder_gbk", "方正仿宋_GBK", "方正小标宋_GBK"),
    ],
)
def test_a_profile_renames_the_fonts_of_styles_runs_and_the_font_table(profile: str, body: str, title: str) -> None:
    run = '<w:rPr><w:rFonts w:ascii="FangSong" w:eastAsia="STFangsong" w:cs="Arial"/></w:rPr>'
    template = compile_template(raw(p("甲", run=run), styles=STYLES), profile=profile)
    made = template.render({})
    styles, document = part(made, "word/styles.xml"), part(made)
    assert f'w:eastAsia="{body}"' in styles
    assert f'w:eastAsia="{title}"' in styles
    assert f'w:ascii="{body}"' in document
    assert f'w:eastAsia="{body}" w:cs="Arial"' in document
    assert set(re.findall(r'w:name="(.*?)"', part(made, "word/fontTable.xml"))) >= {body, title, "Arial"}
    assert xsd_problems(made) == []


def test_all_profiles_are_named() -> None:
    assert profile_names() == ["gb2312", "gbk", "founder_gbk"]


def test_theme_fonts_and_colours_are_named_outright() -> None:
    theme = (
        f'<a:theme {A} name="x"><a:themeElements><a:fontScheme name="x">'
        '<a:majorFont><a:latin typeface="Cambria"/><a:ea typeface=""/>'
        '<a:font script="Hans" typeface="黑体"/></a:majorFont>'
        '<a:minorFont><a:latin typeface="Calibri"/><a:ea typeface=""/>'
        '<a:font script="Hans" typeface="宋体"/></a:minorFont></a:fontScheme></a:themeElements></a:theme>'
    )
    run = (
        '<w:rPr><w:rFonts w:asciiTheme="majorHAnsi" w:eastAsiaTheme="majorEastAsia"/>'
        '<w:color w:val="1F3864" w:themeColor="accent1" w:themeShade="80"/></w:rPr>'
    )
    made = render(raw(p("甲", run=run), styles=STYLES, parts={"theme/theme1.xml": ("theme", "theme", theme)}))
    everything = part(made) + part(made, "word/styles.xml")
    assert "Theme" not in everything
    assert "theme" not in everything
    assert '<w:rFonts w:ascii="Cambria" w:eastAsia="黑体" w:hint="eastAsia"/><w:color w:val="1F3864"/>' in part(made)
    assert 'w:ascii="Calibri" w:eastAsia="宋体"' in part(made, "word/styles.xml")


def test_every_run_keeps_its_quotation_marks_in_the_east_asian_font() -> None:
    second = "<w:r><w:rPr><w:rStyle w:val='c'/><w:b/></w:rPr><w:t>“{{ 值 }}”——</w:t></w:r>"
    body = f"<w:p><w:r><w:t>甲</w:t></w:r>{second}</w:p>"
    made = render(raw(body, styles=STYLES), 值="喆")
    runs = re.findall(r"<w:r>.*?</w:r>", part(made))
    assert runs
    assert all(re.search(r"<w:rPr>(<w:rStyle [^>]*/>)?<w:rFonts [^>]*w:hint=\"eastAsia\"", run) for run in runs)
    assert xsd_problems(made) == []


def test_rare_characters_in_values_and_in_the_template_get_a_font_that_has_them() -> None:
    made = render(raw(p("镕公{{ 值 }}司"), styles=STYLES), 值="张喆军“一”—·①")
    assert runs_of(made) == [("镕", "仿宋"), ("公张", ""), ("喆", "仿宋"), ("军“一”—·①司", "")]
    assert document_text(made) == "镕公张喆军“一”—·①司"


def test_the_fallback_follows_the_font_of_run_character_style_and_paragraph_style() -> None:
    title = '<w:pPr><w:pStyle w:val="b"/></w:pPr>'
    assert runs_of(render(raw(p("{{ 值 }}", title), styles=STYLES), 值="喆")) == [("喆", "方正小标宋_GBK")]
    kai = "<w:rPr><w:rStyle w:val='c'/></w:rPr>"
    assert runs_of(render(raw(p("{{ 值 }}", title, kai), styles=STYLES), 值="喆")) == [("喆", "楷体")]
    hei = "<w:rPr><w:rFonts w:eastAsia='SimHei'/></w:rPr>"
    assert runs_of(render(raw(p("{{ 值 }}", title, hei), styles=STYLES), 值="喆")) == [("喆", "黑体")]


def test_rare_characters_keep_what_belongs_to_them() -> None:
    made = render(raw(p("{{ 值 }}"), styles=STYLES), 值="甲\ufe00乙👨\u200d👩")
    assert [text for text, font in runs_of(made) if font] == ["甲\ufe00", "👨\u200d👩"]


def test_only_the_gb2312_profile_needs_a_second_font() -> None:
    made = compile_template(raw(p("{{ 值 }}"), styles=STYLES), profile="gbk").render({"值": "张喆军"})
    assert runs_of(made) == [("张喆军", "")]


def test_rare_characters_in_markdown_headings_and_tables_too() -> None:
    styles = STYLES.replace('w:val="标题样"', 'w:val="heading 1"')
    made = render(raw(p("{{p 值 }}"), styles=styles), 值=Markdown("# 喆\n\n**喆**\n\n| 喆 |\n|-|\n| 1 |"))
    fonts = [re.findall(r'w:eastAsia="(.*?)"', run) for run in re.findall(r"<w:r>.*?</w:r>", part(made)) if "喆" in run]
    assert fonts == [["方正小标宋_GBK"], ["仿宋"], ["仿宋"]]
    assert xsd_problems(made) == []


def test_line_breaks_and_tabs_stay_where_they_are_beside_rare_characters() -> None:
    made = render(raw(p("{{ 值 }}"), styles=STYLES), 值="喆\n甲\t喆")
    assert document_text(made) == "喆\n甲\t喆"


def test_headers_and_footers_are_dressed_like_the_body() -> None:
    words = p("喆", run="<w:rPr><w:rFonts w:eastAsia='仿宋'/></w:rPr>")
    footer = f"<w:ftr {SPACES}>{words}</w:ftr>"
    section = '<w:sectPr><w:footerReference w:type="default" r:id="rId1"/></w:sectPr>'
    made = render(raw(p("甲"), parts={"footer1.xml": ("footer", "footer", footer)}, section=section))
    assert 'w:eastAsia="仿宋" w:hint="eastAsia"' in part(made, "word/footer1.xml")
