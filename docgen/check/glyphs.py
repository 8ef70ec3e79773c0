"""Texts to the Chinese characters in them that fonts made for GB 2312 do not have."""

from __future__ import annotations

import re

from docgen.check.passages import Telling
from docgen.check.plans import Met
from docgen.model import Diagnostic

_HAN = "[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"


def some_rare(texts: str) -> bool:
    """Whether there is any such character in texts."""
    return not _encodes(texts) and not _encodes("".join(re.findall(_HAN, texts)))


def rare_characters(tell: Telling, met: Met) -> list[Diagnostic]:
    """One finding for a text, at the first of them, naming all."""
    text = met[0]
    rare = list(dict.fromkeys(sign for sign in re.findall(_HAN, text) if not _encodes(sign)))
    if not rare:
        return []
    start = text.index(rare[0])
    message = f"“{'”“'.join(rare)}”不在 GB 2312 的字里，公文字体（仿宋_GB2312 等）没有，文书里会换别的字体印。"
    hint = "姓名、地名照写，打印后看一眼；不是的核对有没有打错，或者把 docgen.yaml 的 style 改成 gbk"
    return [tell.passage(met).say("DG229", "warning", message, (start, start + 1), hint)]


def _encodes(text: str) -> bool:
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
