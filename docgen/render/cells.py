"""The tags that change a cell (colspan, cellbg, vm, hm) -> cell properties and ordinary tags, in the schema's order.

docxtpl puts these properties wherever they come to stand; Word wants a fixed order, and a cell may have had none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from docgen.model import Diagnostic
from docgen.render.findings import finding
from docgen.render.ooxml import P_PR, TBL, TC, VAL, Element, P, R, T, own, w
from docgen.render.places import Places, children
from docgen.render.scan import Written, scan
from docgen.render.tags import Tag, gather, remove

WORDS = ("colspan", "cellbg", "vm", "hm")
_ANY = re.compile(rf"\{{%\s*({'|'.join(WORDS)})\b")
_TC_PR = w("tcPr")
_PROPERTIES = "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark"
_ORDER = {w(name): place for place, name in enumerate(_PROPERTIES.split())}
_INNERMOST = {"vm": "tr", "hm": "tc"}
Origins = dict[Element, str]
"""The tag as its author wrote it, by the element in which an ordinary tag now stands for it."""


def expand_cells(root: Element, places: Places) -> tuple[Origins, list[Diagnostic]]:
    """Replace the cell tags of a part; returns what each was, and DG403 and DG410 findings."""
    if not _ANY.search("".join(str(each) for each in root.itertext())):
        return {}, []
    origins: Origins = {}
    problems: list[Diagnostic] = []
    for paragraph in list(root.iter(P)):
        gather(paragraph)
        for text in list(own(paragraph, T)):
            for tag in [each for each in scan(text.text or "")[0] if _word(each)]:
                found = _problem(tag, text, places)
                problems += [] if found is None else [found]
                if found is None:
                    _expand(tag, text, origins, places)
    return origins, problems


def loop_problems(tags: list[Tag], origins: Origins) -> Iterator[Diagnostic]:
    """DG410: a vm that no loop over rows repeats, a hm that no loop over cells does."""
    told: set[str] = set()
    for tag in tags:
        written = origins.get(tag.holder, "")
        word = _word_of(written)
        wanted = _INNERMOST.get(word, "")
        if wanted and not (tag.loops and tag.loops[-1].startswith(f"{{%{wanted}")) and tag.place not in told:
            told.add(tag.place)
            what = "逐行重复的单元格（{%tr for … %}）" if word == "vm" else "逐格重复的单元格（{%tc for … %}）"
            yield finding(
                "DG410", f"{word} 标签只能写在{what}里", "不在循环里的，直接在 Word 里合并单元格", tag.place, tag.notes
            )


def _word(tag: Written) -> str:
    return _word_of(tag.text) if not tag.prefix else ""


def _word_of(text: str) -> str:
    found = _ANY.match(text)
    return found[1] if found else ""


def _problem(tag: Written, text: Element, places: Places) -> Diagnostic | None:
    """Why a cell tag cannot stand as it does."""
    word, place, notes = _word(tag), places.of(text), (("原文", tag.text),)
    cell = next(text.iterancestors(TC), None)
    if cell is None:
        return finding("DG410", f"{word} 标签只能写在表格的单元格里", "", place, notes)
    if _depth_before(cell, text, tag):
        message = f"{word} 标签管整个单元格，不能写在 {{% if … %}} 或者 {{% for … %}} 里面"
        hint = "移到判断的外面，把条件写进标签：{% cellbg 甲 if 条件 else 乙 %}"
        return finding("DG410", message, hint, place, notes)
    given = tag.inner[len(word) :].strip()
    if word in ("vm", "hm") and given:
        return finding("DG403", f"{word} 标签里不写别的内容", f"写成 {{% {word} %}}", place, notes)
    if word in ("colspan", "cellbg"):
        found = scan(_printed(word, given))[0]
        if not given or len(found) != 1 or found[0].text != _printed(word, given):
            what = "要合并的格数" if word == "colspan" else "颜色"
            return finding("DG403", f"{word} 标签里要写一个{what}", f"写成 {{% {word} 名称 %}}", place, notes)
    return None


def _depth_before(cell: Element, text: Element, tag: Written) -> int:
    """How many blocks of the cell are open where a tag stands."""
    depth = 0
    for each in cell.iter(T):
        for other in scan(each.text or "")[0]:
            if each is text and other.start >= tag.start:
                return depth
            word = other.inner.split(None, 1)[0] if other.opener == "{%" and other.inner else ""
            depth += (word in ("for", "if", "with")) - (word in ("endfor", "endif", "endwith"))
    return depth


def _expand(tag: Written, text: Element, origins: Origins, places: Places) -> None:
    cell = next(text.iterancestors(TC))
    place = places.of(text)
    text.text = (text.text or "").replace(tag.text, "", 1)
    word, given = _word(tag), tag.inner[len(_word(tag)) :].strip()
    if word == "colspan":
        made = [_set(cell, "gridSpan", {"val": _printed(word, given)})]
    elif word == "cellbg":
        made = [_set(cell, "shd", {"val": "clear", "color": "auto", "fill": _printed(word, given)})]
    elif word == "vm":
        rule = "{% if loop.first %}restart{% else %}continue{% endif %}"
        made = [_set(cell, "vMerge", {"val": rule}), *_first_row_only(cell)]
    else:
        span = cell.find(f"{_TC_PR}/{w('gridSpan')}")
        times = "" if span is None else f"{span.get(VAL, '1')} * "
        made = [_set(cell, "gridSpan", {"val": f"{{{{ {times}loop.length }}}}"}), *_first_cell_only(cell)]
    if not text.text:
        remove(text)
    for element in made:
        origins[element] = tag.text
        places.paragraphs.setdefault(element, place)


def _printed(word: str, given: str) -> str:
    """The ordinary tag that prints the value of a colspan or a cellbg, checked by a filter of its own."""
    return f"{{{{ ({given}) | {word} }}}}"


def _set(cell: Element, name: str, values: dict[str, str]) -> Element:
    """Give a cell a property, in the place of what it had."""
    properties = cell.find(_TC_PR)
    if properties is None:
        properties = etree.Element(_TC_PR)
        cell.insert(0, properties)
    for old in properties.findall(w(name)):
        properties.remove(old)
    made = etree.Element(w(name), {w(key): value for key, value in values.items()})
    last = len(_ORDER)
    properties.insert(sum(1 for each in properties if _ORDER.get(str(each.tag), last) < _ORDER[w(name)]), made)
    return made


def _first_row_only(cell: Element) -> list[Element]:
    """Tags around what stands in a cell, so that only the first of the merged cells has it.

    The paragraphs stay, without their text; with a table or tags for paragraphs among them all blocks go.
    """
    tags = [tag for text in cell.iter(T) for tag in scan(text.text or "")[0]]
    if next(cell.iter(TBL), None) is not None or any(tag.prefix == "p" for tag in tags):
        return _around_blocks(cell)
    made: list[Element] = []
    for paragraph in children(cell, P):
        if next(own(paragraph, R), None) is not None:
            start, end = _run("{% if loop.first %}"), _run("{% endif %}")
            paragraph.insert(1 if paragraph.find(P_PR) is not None else 0, start)
            paragraph.append(end)
            made += [start[0], end[0]]
    return made


def _around_blocks(cell: Element) -> list[Element]:
    start, end = etree.Element(P), etree.Element(P)
    start.append(_run("{%p if loop.first %}"))
    end.append(_run("{%p endif %}"))
    cell.insert(1, start)  # behind the properties, which vMerge is one of
    cell.append(end)
    return [start[0][0], end[0][0]]


def _first_cell_only(cell: Element) -> list[Element]:
    """Cells with tags beside a cell, so that of those that the loop makes only the first is there."""
    made: list[Element] = []
    for add, words in ((cell.addprevious, "{%tc if loop.first %}"), (cell.addnext, "{%tc endif %}")):
        other, paragraph, run = etree.Element(TC), etree.Element(P), _run(words)
        other.append(paragraph)
        paragraph.append(run)
        add(other)
        made.append(run[0])
    return made


def _run(words: str) -> Element:
    run = etree.Element(R)
    etree.SubElement(run, T).text = words
    return run
