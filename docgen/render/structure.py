"""The tags of a part in their places -> what is wrong with how they stand there, before anything is rendered.

Knows what docxtpl does with the paragraph, row or cell of a ``{%p %}``, ``{%tr %}`` or ``{%tc %}``: it vanishes whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.model import Diagnostic
from docgen.render.findings import finding, shortened
from docgen.render.ooxml import M_NS, SECT_PR, TBL, TC, TR, Element, P, T, own, w
from docgen.render.places import Places
from docgen.render.tags import Tag

MARK = re.compile(r"\{[{%](p|tr|tc|r)? k(\d+) [%}]\}")
HOSTS = {"p": P, "tr": TR, "tc": TC}
_WORDS = {"p": "段", "tr": "行", "tc": "格"}
_HELD = {
    w("drawing"): "图片", w("pict"): "图片", w("object"): "嵌入的对象", w("fldChar"): "域", w("fldSimple"): "域",
    w("footnoteReference"): "脚注", w("endnoteReference"): "尾注", SECT_PR: "分节符", f"{{{M_NS}}}oMath": "公式",
}  # fmt: skip
# Compiled by `re` when a paragraph first has a brace that is in no tag, which is seldom.
_WIDE_BRACES = r"[{｛]\s*[{｛%％](?=[^{}｛｝]*[}｝％%])[^{}｛｝]{0,60}[}｝]?[}｝]?"
_SINGLE = r"(?<!\{)\{\s*([\w.]{1,60})\s*\}(?!\})"
_STRAY = r"\}\}|%\}|#\}"
_BRACES = frozenset("{}｛｝")


def check_structure(root: Element, tags: list[Tag], places: Places, known: set[str]) -> list[Diagnostic]:
    """DG406 to DG410 findings of one part; ``known`` are the names that a template may use."""
    return [
        *(each for tag in tags for each in _place(tag)),
        *(each for paragraph in root.iter(P) for each in _static_text(paragraph, places, known)),
    ]


def host(tag: Tag) -> Element | None:
    """The paragraph, row or cell that a tag with a prefix replaces."""
    name = HOSTS.get(tag.prefix)
    return next(tag.holder.iterancestors(name), None) if name else None


def _place(tag: Tag) -> Iterator[Diagnostic]:
    """Whether a tag with a prefix stands in something that it can replace, and alone in it."""
    if tag.attribute and tag.prefix:
        yield finding("DG410", "图片说明等属性里只能用 {{ … }}", "去掉标签开头的字母", tag.place, tag.notes)
    if tag.prefix not in HOSTS or tag.attribute:
        return
    replaced = host(tag)
    if replaced is None:
        what = "表格的行" if tag.prefix == "tr" else "表格的单元格"
        hint = f"整段的取舍和重复写成 {tag.opener}p"
        yield finding("DG410", f"{tag.opener}{tag.prefix} 只能写在{what}里", hint, tag.place, tag.notes)
    else:
        yield from _lost(tag, replaced)


def _lost(tag: Tag, replaced: Element) -> Iterator[Diagnostic]:
    """What would vanish with the paragraph, row or cell of a tag."""
    word = _WORDS[tag.prefix]
    text = "".join(each.text or "" for each in replaced.iter(T))
    marks = [(int(found[2]), found[1]) for found in MARK.finditer(text)]
    if any(prefix in HOSTS and number < tag.number for number, prefix in marks):
        message = f"这一{word}里有两个 {{%p、{{%tr、{{%tc 一类的标签，只有一个会起作用"
        yield finding("DG408", message, f"一{word}只写一个这样的标签，另一个放到单独的一{word}", tag.place, tag.notes)
        return
    if any(prefix in HOSTS and number > tag.number for number, prefix in marks):
        return
    rest = MARK.sub(lambda found: "" if int(found[2]) == tag.number else "{{…}}", text).strip()
    if rest:
        yield _loss(tag, word, f"“{shortened(rest)}”")
    found = next((_HELD[each.tag] for each in replaced.iter(*_HELD) if each.getparent() is not None), "")
    found = found or ("表格" if tag.prefix != "p" and next(replaced.iter(TBL), None) is not None else "")
    breaks = [each for each in replaced.iter(w("br")) if each.get(w("type")) in ("page", "column")]
    if found or breaks:
        yield _loss(tag, word, found or "分页符")


def _loss(tag: Tag, word: str, what: str) -> Diagnostic:
    message = f"标签所在的整{word}会被标签取代，同一{word}里的{what}会丢失"
    return finding("DG407", message, f"让标签单独占一{word}，把{what}放到别的{word}", tag.place, tag.notes)


def _static_text(paragraph: Element, places: Places, known: set[str]) -> Iterator[Diagnostic]:
    text = MARK.sub("\0", "".join(each.text or "" for each in own(paragraph, T)))
    if _BRACES.isdisjoint(text):
        return
    place = places.of(paragraph)
    for wide in re.finditer(_WIDE_BRACES, text):
        if any(sign in "｛％｝" for sign in wide[0]):
            message = f"这里的括号是全角的：“{shortened(wide[0])}”，不会被当作标签"
            yield finding("DG409", message, "标签要用英文半角的 {{ }} 和 {% %}", place)
            return
    for single in re.finditer(_SINGLE, text):
        if single[1].split(".")[0] in known:
            message = f"“{single[0]}”只有一层花括号，不会被当作标签"
            yield finding("DG409", message, f"写成 {{{{ {single[1]} }}}}", place)
    stray = re.search(_STRAY, text)
    if stray and not re.search(r"\{[{%#]", text):
        around = shortened(text[max(0, stray.start() - 20) : stray.end()].replace("\0", "…"))
        message = f"多出一个 {stray[0]}，前面没有与它对应的开头：“{around}”"
        yield finding("DG406", message, "补上标签的开头，或者删去它", place)
