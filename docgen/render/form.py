"""One tag -> what is wrong with how it is written, whatever stands around it.

Knows the statements that templates have, and the spellings that docxtpl or Jinja would read as something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.model import Diagnostic
from docgen.render.cells import WORDS
from docgen.render.findings import finding
from docgen.render.program import check_tag
from docgen.render.scan import outside_strings
from docgen.render.tags import STATEMENTS, Tag

_OTHER = """
    block call do extends filter from import include macro raw autoescape trans break continue debug set
"""
_SPACED = re.compile(r"(p|tr|tc|r)\s+(?!(?:if|and|or|in|is|not)\b)[\w\"'({\[]")
_GLUED = re.compile(rf"(tr|tc|p|r)({'|'.join(STATEMENTS)})\b")
_FULL_WIDTH = frozenset("｜（）［］｛｝，．：；＝＋－＊／％＜＞！、。？")
_ASSIGNED = re.compile(r"(?<![=!<>])=(?!=)")


def _outside_brackets(text: str) -> str:
    """The text without what stands in parentheses, where ``=`` names an argument: ``map(attribute="名称")``."""
    inner = re.sub(r"\([^()]*\)", "", text)
    return text if inner == text else _outside_brackets(inner)


def tag_problems(tag: Tag) -> list[Diagnostic]:
    """DG403, DG404, DG409 and DG411: why the tag cannot be read, or is not allowed; the first reason only."""
    if tag.opener == "{#" or tag.word in WORDS:  # of those that change a cell, `cells` has told
        return []
    first = next(_spelling(tag), None) or next(_statement(tag), None)
    if first is not None:
        return [first]
    found = check_tag(tag)
    return [] if found is None else [_said(tag, found[0], found[1].message, found[1].hint)]


def _said(tag: Tag, code: str, message: str, hint: str) -> Diagnostic:
    return finding(code, message, hint, tag.place, tag.notes)


def _spelling(tag: Tag) -> Iterator[Diagnostic]:
    """What is well-formed but not what its author meant, or not what docxtpl would make of it."""
    spaced, glued = _SPACED.match(tag.inner), _GLUED.match(tag.inner)
    if tag.inner[:1] in ("-", "+") or tag.inner.endswith("-"):
        yield _said(tag, "DG411", "标签里不能用“-”去掉前后的空白", "去掉紧挨着 % 或者 } 的“-”")
    elif not tag.prefix and spaced:
        right = f"{tag.opener}{spaced[1]}"
        yield _said(tag, "DG411", f"“{spaced[1]}”没有紧跟在 {tag.opener} 后面", f"写成 {right} …，中间不要空格")
    elif tag.opener == "{%" and not tag.prefix and glued:
        yield _said(tag, "DG411", f"“{glued[0]}”中间缺少空格", f"写成 {{%{glued[1]} {glued[2]} … %}}")
    elif tag.opener == "{{" and tag.prefix in ("tr", "tc"):
        hint = "印出一个值用 {{ … }}，印出成段的文字用 {{p … }}"
        yield _said(tag, "DG411", f"不支持 {{{{{tag.prefix} 标签", hint)
    wide = next((sign for sign in outside_strings(tag.inner) if sign in _FULL_WIDTH), "")
    if wide:
        yield _said(tag, "DG409", f"标签里有全角的“{wide}”", "标签里的符号要用英文半角")


def _statement(tag: Tag) -> Iterator[Diagnostic]:
    """Statements that there are not, and the slips that are made with those that there are."""
    if tag.opener != "{%" or not tag.inner:
        return
    word = tag.word
    if word.removeprefix("end") in _OTHER.split() and word != "set":
        yield _said(tag, "DG404", f"模板里不能用 {word} 标签", f"可以用的有：{'、'.join(STATEMENTS)}")
    elif word not in STATEMENTS:
        from difflib import get_close_matches

        near = get_close_matches(word, STATEMENTS, 1, 0.6)
        hint = f"要写“{near[0]}”吗？" if near else f"可以用的有：{'、'.join(STATEMENTS)}"
        yield _said(tag, "DG403", f"没有“{word}”这种标签", hint)
    elif word in ("if", "elif") and _ASSIGNED.search(_outside_brackets(outside_strings(tag.inner))):
        yield _said(tag, "DG403", "判断相等要写两个等号“==”", "把“=”改成“==”")
    elif word == "set" and not _ASSIGNED.search(outside_strings(tag.inner)):
        yield _said(tag, "DG404", "set 要在一个标签里写完", "写成 {% set 名称 = 值 %}")
