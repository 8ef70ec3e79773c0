"""Texts to the personal numbers in them that no field marks as such (``x-private``); knows how these numbers look."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from docgen.check.passages import Telling
from docgen.check.plans import Met
from docgen.model import Diagnostic

_MOBILE = re.compile(
    r"(?<![0-9A-Za-z./_#〔〕-])1[3-9][0-9](?P<gap>[ -]?)[0-9]{4}(?P=gap)[0-9]{4}(?![0-9A-Za-z/_〕-]|\.[0-9])"
)
_ID = re.compile(r"(?<![0-9A-Za-z])[1-9][0-9]{5}((?:19|20)[0-9]{6})[0-9]{3}[0-9Xx](?![0-9A-Za-z])")
_CODED = re.compile(
    r"(?:批号|批次|编号|编码|代码|发票|单号|流水|序列|条码|二维码|证书|报告|合同|订单|许可证|样品|卡号|账号|车架)"
    r"(?:号码?|码|为|是|[:：\s]){0,4}$"
)
"""Before a number that is no telephone's."""
_FIGURES = re.compile("[0-9０-９]{4}[ -]?[0-9０-９]{4}")
_WIDE = str.maketrans("０１２３４５６７８９Ｘｘ", "0123456789Xx")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"


def looks_private(texts: str) -> Iterator[int]:
    """Places in texts where so many figures stand in a row as such numbers have."""
    return (match.start() for match in _FIGURES.finditer(texts))


def private_numbers(tell: Telling, met: Met) -> list[Diagnostic]:
    """Mobile and identity numbers in a text that is not marked as private."""
    whole, plan = met[0], met[1]
    if plan.private or len(whole) < 11:
        return []
    text, each = whole.translate(_WIDE), tell.passage(met)
    hint = "删去号码，或者写到专门填它的字段里"
    found = []
    for match in _ID.finditer(text):
        if is_identity_number(match[0]):
            message = f"“{plan.node.label}”里写了身份证号码，会照样印在文书里。"
            found.append(each.say("DG802", "warning", message, match.span(), hint))
    for match in _MOBILE.finditer(text):
        if _CODED.search(text, max(0, match.start() - 12), match.start()):
            continue
        message = f"“{plan.node.label}”里写了手机号码，会照样印在文书里。"
        found.append(each.say("DG801", "warning", message, match.span(), hint))
    return found


def is_identity_number(number: str) -> bool:
    """Whether 18 signs are an identity number: its date exists and its last sign is right (GB 11643)."""
    try:
        datetime.date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    total = sum(int(sign) * weight for sign, weight in zip(number[:17], _WEIGHTS, strict=True))
    return _CHECK[total % 11] == number[17].upper()
