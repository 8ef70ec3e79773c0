"""Style profiles: they change fonts and nothing else, and rare characters get a font that has them."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from lxml import etree

from tests.documents.made import Made, every_field, make_all
from tests.documents.word import FONT_SLOTS, Styles, W, parsed, roots, value

PROFILES = ("gb2312", "gbk", "founder_gbk")
FONTS = {
    "gb2312": {"仿宋_GB2312", "楷体_GB2312", "黑体", "宋体", "方正小标宋简体", "仿宋", "楷体", "方正小标宋_GBK"},
    "gbk": {"仿宋", "楷体", "黑体", "宋体", "方正小标宋_GBK"},
    "founder_gbk": {"方正仿宋_GBK", "方正楷体_GBK", "方正黑体_GBK", "方正书宋_GBK", "方正小标宋_GBK"},
}
RARE = {"仿宋_GB2312": "仿宋", "楷体_GB2312": "楷体", "方正小标宋简体": "方正小标宋_GBK"}


@pytest.fixture(scope="module")
def in_profiles(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Made]]:
    """A document of each kind with rare characters in a firm's and two people's names, in each profile."""
    made = {}
    for profile in PROFILES:
        root = every_field(tmp_path_factory.mktemp("profiles") / profile)
        changed(root / "docgen.yaml", "style: gb2312", f"style: {profile}")
        changed(root / "cases/enterprise/qy-901.yaml", "名称: 示例探针有限公司", "名称: 示例喆镕探针有限公司")
        changed(root / "cases/enterprise/qy-901.yaml", "法定代表人: 李示诚", "法定代表人: 李示镕")
        changed(root / "cases/period/2022-06.yaml", "签发人: 郑样平", "签发人: 郑样喆")
        made[profile] = make_all(root)
    return made


def changed(file: Path, before: str, after: str) -> None:
    content = file.read_text("utf-8")
    assert content.count(before) == 1, f"{before} in {file.name}"
    file.write_text(content.replace(before, after), "utf-8")


def without_fonts(content: bytes) -> dict[str, bytes]:
    """The parts but the table of fonts, with no font named, and neighbouring runs of one look joined."""
    found = {}
    for name, root in parsed(content).items():
        for fonts in list(root.iter(W + "rFonts")):
            taken(fonts)
        for properties in list(root.iter(W + "rPr")):
            if not len(properties):
                taken(properties)
        for run in list(root.iter(W + "r")):
            join(run)
        found[name] = etree.tostring(root, method="c14n")
    found.pop("word/fontTable.xml")
    return found


def taken(element: etree._Element) -> None:
    """Take an element out of its part."""
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)


def join(run: etree._Element) -> None:
    """Move the text of a run to the end of the run before it, where both look alike."""
    before = run.getprevious()
    if before is None or before.tag != W + "r" or look(before) != look(run):
        return
    for each in run.findall("*"):
        if each.tag == W + "rPr":
            continue
        if each.tag == W + "t" and before[-1].tag == W + "t":
            before[-1].text = (before[-1].text or "") + (each.text or "")
        else:
            before.append(each)
    taken(run)


def look(run: etree._Element) -> bytes:
    properties = run.find(W + "rPr")
    return b"" if properties is None else etree.tostring(properties, method="c14n")


def test_profiles_change_the_fonts_and_nothing_else(in_profiles: dict[str, list[Made]]) -> None:
    for first, *others in zip(*in_profiles.values(), strict=True):
        expected = without_fonts(first.content)
        for other in others:
            assert other.output == first.output
            assert other.text == first.text
            found = without_fonts(other.content)
            assert found.keys() == expected.keys()
            assert [name for name in found if found[name] != expected[name]] == [], str(first)


def test_a_document_names_the_fonts_of_its_profile_alone_and_lists_them(in_profiles: dict[str, list[Made]]) -> None:
    for profile, documents in in_profiles.items():
        used: set[str] = set()
        for each in documents:
            parts = roots(each.content)
            named = {fonts.get(W + slot, "") for root in parts.values() for fonts in root.iter(W + "rFonts")
                     for slot in FONT_SLOTS} - {""}  # fmt: skip
            listed = {font.get(W + "name") for font in parts["word/fontTable.xml"]}
            assert listed | set(RARE.values()) >= named, str(each)
            assert listed <= FONTS[profile], str(each)
            used |= named
        assert used == FONTS[profile]


def rare_runs(documents: list[Made]) -> Counter[tuple[str, str, bool]]:
    """Runs with a rare character: the font of the paragraph's style, the run's own, whether other words are in it."""
    found: Counter[tuple[str, str, bool]] = Counter()
    for each in documents:
        styles = Styles(each.content)
        for paragraph in roots(each.content)["word/document.xml"].iter(W + "p"):
            for run in paragraph.findall(W + "r"):
                words = "".join(one.text or "" for one in run.iter(W + "t"))
                if re.search("[镕喆]", words):
                    own = value(run, "rPr/rFonts", "eastAsia")
                    found[styles.of(paragraph).font, own, bool(re.search("[^镕喆]", words))] += 1
    return found


def test_characters_outside_gb2312_get_a_font_that_has_them(in_profiles: dict[str, list[Made]]) -> None:
    # The name of who signs stands in 楷体, within a paragraph in 仿宋.
    assert set(rare_runs(in_profiles["gb2312"])) == {
        ("仿宋_GB2312", "仿宋", False),
        ("仿宋_GB2312", "楷体", False),
        ("方正小标宋简体", "方正小标宋_GBK", False),
    }


def test_fonts_that_have_all_characters_are_kept_for_them(in_profiles: dict[str, list[Made]]) -> None:
    for profile, fangsong, kaiti, title in (
        ("gbk", "仿宋", "楷体", "方正小标宋_GBK"),
        ("founder_gbk", "方正仿宋_GBK", "方正楷体_GBK", "方正小标宋_GBK"),
    ):
        assert set(rare_runs(in_profiles[profile])) == {
            (fangsong, "", True),
            (fangsong, kaiti, True),
            (title, "", True),
        }
