"""The parts of a template and a profile -> the same parts in the profile's fonts, with no theme left to override them.

Every run says ``w:hint="eastAsia"``, so that “ ” … — keep the East Asian font; characters that a GB 2312 font does not
have go into runs of their own.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy

from lxml import etree

from docgen.render.ooxml import (
    A_NS,
    P_PR,
    R_FONTS,
    R_PR,
    VAL,
    XML_SPACE,
    Element,
    P,
    R,
    T,
    replace_run_properties,
    w,
    with_property,
)  # fmt: skip
from docgen.render.profile import LATIN, Profile, rare_spans
from docgen.render.styles import Styles

_SLOTS = (w("ascii"), w("hAnsi"), w("eastAsia"), w("cs"))
_THEMED = {w("asciiTheme"): "Latin", w("hAnsiTheme"): "Latin", w("eastAsiaTheme"): "EastAsia", w("cstheme"): "Latin"}
"""In the order of the slots, which of a theme's fonts each takes."""
_HINT = w("hint")
_DRAWING_FONTS = tuple(f"{{{A_NS}}}{name}" for name in ("latin", "ea", "cs", "sym"))


def theme_fonts(theme: Element | None) -> dict[str, str]:
    """What a theme's fonts are called: ``major`` or ``minor`` with ``EastAsia`` or ``Latin`` -> a font."""
    found = {"majorEastAsia": "宋体", "minorEastAsia": "宋体", "majorLatin": LATIN, "minorLatin": LATIN}
    for size in ("major", "minor"):
        fonts = None if theme is None else theme.find(f".//{{{A_NS}}}{size}Font")
        if fonts is None:
            continue
        for child in fonts:
            face = child.get("typeface", "")
            if face and child.tag == f"{{{A_NS}}}latin":
                found[f"{size}Latin"] = face
            elif face and (child.tag == f"{{{A_NS}}}ea" or child.get("script") == "Hans"):
                found[f"{size}EastAsia"] = face
    return found


def set_fonts(root: Element, profile: Profile, theme: Mapping[str, str]) -> None:
    """Name the profile's fonts wherever a part names one, and name outright what was left to the theme."""
    for fonts in root.iter(R_FONTS):
        for slot, (themed, script) in zip(_SLOTS, _THEMED.items(), strict=True):
            theme_name = fonts.get(themed)
            if theme_name is not None:
                del fonts.attrib[themed]
            if theme_name:
                fonts.set(slot, theme[f"{'major' if theme_name.startswith('major') else 'minor'}{script}"])
        for slot in _SLOTS:
            name = fonts.get(slot)
            if name and profile.font(name) != name:
                fonts.set(slot, profile.font(name))
    for drawn in root.iter(*_DRAWING_FONTS):
        name = drawn.get("typeface")
        if name and not name.startswith("+"):
            drawn.set("typeface", profile.font(name))


def hint_runs(root: Element) -> None:
    """Set ``w:hint="eastAsia"`` on the run itself, where alone Word heeds it."""
    for run in root.iter(R):
        properties = run.find(R_PR)
        in_place = properties is not None and run[0] is properties and not properties.tail
        fonts = properties.find(R_FONTS) if properties is not None and in_place else None
        if fonts is None:
            replace_run_properties(run, with_property(properties, "rFonts", hint="eastAsia"))
        else:
            fonts.set(_HINT, "eastAsia")


def in_rare_font(r_pr: Element | None, paragraph_style: str, styles: Styles, profile: Profile) -> Element | None:
    """The run properties for characters that the run's font does not have; ``None`` where it has them all."""
    fallback = profile.rare.get(styles.font(r_pr, paragraph_style))
    if fallback is None:
        return None
    return with_property(r_pr, "rFonts", ascii=fallback, hAnsi=fallback, eastAsia=fallback, hint="eastAsia")


def split_rare(root: Element, styles: Styles, profile: Profile) -> None:
    """Give the static text of a part that its fonts do not have to runs of its own."""
    if not profile.rare:
        return
    for text in list(root.iter(T)):
        run = text.getparent()
        spans = rare_spans(text.text or "")
        if not spans or run is None or run.tag != R:
            continue
        rare = in_rare_font(run.find(R_PR), style_of(run), styles, profile)
        if rare is not None:
            _split(run, text, spans, rare)


def _split(run: Element, text: Element, spans: list[tuple[int, int]], rare: Element) -> None:
    """Replace a run by one run for each stretch of its text; what stands beside the text stays in its order."""
    words, properties = text.text or "", run.find(R_PR)
    before, after = list(text.itersiblings(preceding=True))[::-1], list(text.itersiblings())
    pieces: list[tuple[str, Element | None]] = []
    position = 0
    for start, end in spans:
        pieces += [(words[position:start], properties), (words[start:end], rare)]
        position = end
    pieces.append((words[position:], properties))
    runs = [_run(piece, r_pr) for piece, r_pr in pieces if piece]
    for element in reversed([each for each in before if each.tag != R_PR]):
        runs[0].insert(1 if runs[0].find(R_PR) is not None else 0, element)
    runs[-1].extend(after)
    parent = run.getparent()
    assert parent is not None
    for made in runs:
        run.addprevious(made)
    parent.remove(run)


def _run(words: str, r_pr: Element | None) -> Element:
    run = etree.Element(R)
    if r_pr is not None:
        run.append(deepcopy(r_pr))
    text = etree.SubElement(run, T)
    text.text = words
    text.set(XML_SPACE, "preserve")
    return run


def style_of(element: Element) -> str:
    """The id of the style of the paragraph around an element, as far as the paragraph says it."""
    paragraph = next(element.iterancestors(P), None)
    style = None if paragraph is None else paragraph.find(f"{P_PR}/{w('pStyle')}")
    return "" if style is None else style.get(VAL, "")
