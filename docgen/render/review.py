"""A part of a template as its author left it -> warnings and refusals about what the eye does not see.

Comments, tracked changes, hidden text, field codes: looked for before `clean` takes them away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.model import Diagnostic
from docgen.render.findings import finding, shortened
from docgen.render.ooxml import M_NS, R_PR, VAL, Element, P, R, T, own, w
from docgen.render.places import Places

TAG_START = re.compile(r"\{[{%#]")
_HIDDEN = f"{R_PR}/{w('vanish')}"
_DANGEROUS = frozenset({"DDEAUTO", "DDE", "INCLUDETEXT", "INCLUDEPICTURE", "LINK", "DATABASE", "IMPORT"})
_CHANGING = frozenset({
    "DATE", "TIME", "CREATEDATE", "SAVEDATE", "PRINTDATE", "EDITTIME", "FILENAME", "AUTHOR", "LASTSAVEDBY", "USERNAME",
    "USERADDRESS", "USERINITIALS", "TEMPLATE", "REVNUM",
})  # fmt: skip
_CHANGES = tuple(w(name) for name in ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange"))


def review(root: Element, places: Places) -> list[Diagnostic]:
    """DG414, DG415, DG418 and DG421 findings of one part."""
    return [*_hidden_things(root, places), *_changes(root, places), *_fields(root, places), *_formulas(root, places)]


def _hidden_things(root: Element, places: Places) -> Iterator[Diagnostic]:
    for mark in root.iter(w("commentReference")):
        yield _warning("这里有批注，生成的文件里不会有", "定稿后删去批注", places.of(mark))
    for run in root.iter(R):
        hidden = run.find(_HIDDEN)
        if hidden is None or hidden.get(VAL) in ("0", "false", "off"):
            continue
        words = "".join(each.text or "" for each in run.iter(T))
        if words.strip():
            message = f"这里有隐藏文字“{shortened(words)}”，会带进生成的文件"
            yield _warning(message, "不需要的删去，需要的取消“隐藏”格式", places.of(run))


def _changes(root: Element, places: Places) -> Iterator[Diagnostic]:
    for paragraph in root.iter(P):
        deleted = "".join(each.text or "" for each in own(paragraph, w("delText")))
        if TAG_START.search(deleted):
            message = f"修订中删去的文字里有标签“{shortened(deleted)}”"
            yield finding("DG414", message, "在“审阅”里接受或者拒绝修订，再保存", places.of(paragraph))
        elif next(own(paragraph, *_CHANGES), None) is not None:
            message = "这里有没有处理的修订，生成时按“接受修订”处理"
            yield _warning(message, "在“审阅”里接受或者拒绝全部修订", places.of(paragraph))


def _fields(root: Element, places: Places) -> Iterator[Diagnostic]:
    for paragraph in root.iter(P):
        codes = "".join(each.text or "" for each in own(paragraph, w("instrText")))
        codes += " ".join(each.get(w("instr"), "") for each in own(paragraph, w("fldSimple")))
        if not codes:
            continue
        if TAG_START.search(codes):
            message = f"域代码“{shortened(codes)}”里有标签，标签不能写在域里"
            yield finding("DG414", message, "把域删去，在正文里直接写标签", places.of(paragraph))
        words = codes.upper().split()
        found = next((word for word in words if word in _DANGEROUS), "")
        if found:
            message = f"这里的域 {found} 会从文件外面取内容，不能使用"
            yield finding("DG415", message, "按 Ctrl+Shift+F9 把域变成普通文字，或者删去", places.of(paragraph))
        if words and words[0] in _CHANGING:
            message = f"这里的域 {words[0]} 印出的内容会随打开的时间和电脑变化"
            hint = "日期和名称用标签从案卷里取，例如 {{ 会议.召开日期 | cn_date }}"
            yield finding("DG421", message, hint, places.of(paragraph), severity="warning")


def _formulas(root: Element, places: Places) -> Iterator[Diagnostic]:
    for formula in root.iter(f"{{{M_NS}}}oMath"):
        words = "".join(each.text or "" for each in formula.iter(f"{{{M_NS}}}t"))
        if TAG_START.search(words):
            message = f"公式里有标签“{shortened(words)}”，标签不能写在公式里"
            yield finding("DG414", message, "用普通文字写这一处", places.of(formula))


def _warning(message: str, hint: str, place: str) -> Diagnostic:
    return finding("DG418", message, hint, place, severity="warning")
