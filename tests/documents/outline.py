"""A .docx -> its text and structure as lines that people read and compare: styles, levels, tables, page set-up."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from tests.documents.word import Styles, W, number_format, roots, text, value

_MILLIMETRES = 1440 / 25.4


def outline(content: bytes) -> str:
    """One line for each paragraph (「style」text), one for each cell, then sections, headers and footers."""
    parts, styles = roots(content), Styles(content)
    [body] = parts["word/document.xml"].iter(W + "body")
    lines = list(_blocks(body, styles, content))
    lines += [_section(each) for each in parts["word/document.xml"].iter(W + "sectPr")]
    for name, root in sorted(parts.items()):
        if root.tag in (W + "hdr", W + "ftr"):
            lines += [f"== {name.rpartition('/')[2]}", *_blocks(root, styles, content)]
    return "\n".join(lines) + "\n"


def _blocks(holder: etree._Element, styles: Styles, content: bytes) -> Iterator[str]:
    for block in holder:
        if block.tag == W + "p":
            yield _paragraph(block, styles, content)
            for box in block.iter(W + "txbxContent"):
                yield "文本框"
                yield from (f"  {line}" for line in _blocks(box, styles, content))
        elif block.tag == W + "tbl":
            yield from _table(block, styles, content)


def _table(table: etree._Element, styles: Styles, content: bytes) -> Iterator[str]:
    columns = len(table.findall(f"{W}tblGrid/{W}gridCol"))
    yield f"表 {columns} 列"
    for number, row in enumerate(table.findall(W + "tr"), 1):
        yield f"  行 {number}{'（表头）' if row.find(f'{W}trPr/{W}tblHeader') is not None else ''}"
        for cell in row.findall(W + "tc"):
            span = value(cell, "tcPr/gridSpan")
            blocks = list(_blocks(cell, styles, content))
            yield f"    {f'跨 {span} 列 ' if span else ''}{' ／ '.join(blocks)}"


def _paragraph(paragraph: etree._Element, styles: Styles, content: bytes) -> str:
    style = styles.of(paragraph)
    own = value(paragraph, "pPr/numPr/numId"), value(paragraph, "pPr/numPr/ilvl") or "0"
    number = number_format(content, *(own if own[0] else style.numbered))
    level = f" {style.level} 级" if style.level else ""
    new_page = " 另起页" if paragraph.find(f"{W}pPr/{W}pageBreakBefore") is not None else ""
    return f"「{style.name}{level}{f' {number}' if number else ''}{new_page}」{_marked(paragraph)}"


def _marked(paragraph: etree._Element) -> str:
    """The text with bold in ** **; line breaks and tabs as signs."""
    made = ""
    for run in paragraph.iter(W + "r"):
        if next(run.iterancestors(W + "p"), None) is paragraph:
            words = "".join(_sign(each) for each in run)
            made += f"**{words}**" if words and run.find(f"{W}rPr/{W}b") is not None else words
    assert made.replace("**", "").replace("⏎", "\n").replace("⇥", "\t") == text(paragraph).replace("**", "")
    return made


def _sign(element: etree._Element) -> str:
    return {W + "t": element.text or "", W + "br": "⏎", W + "tab": "⇥"}.get(str(element.tag), "")


def _section(section: etree._Element) -> str:
    [size], [margins] = section.findall(W + "pgSz"), section.findall(W + "pgMar")
    width, height = (_millimetres(size, side) for side in ("w", "h"))
    around = "、".join(f"{word} {_millimetres(margins, side)}" for word, side in
                      (("上", "top"), ("左", "left"), ("下", "bottom"), ("右", "right")))  # fmt: skip
    return f"== 纸张 {width}×{height} 毫米；页边距 {around} 毫米"


def _millimetres(element: etree._Element, name: str) -> int:
    return round(int(element.get(W + name, "0")) / _MILLIMETRES)
