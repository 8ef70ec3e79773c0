"""A text and the figures' words to the numbers that it states for them: 召开质量分析会43次, 137条质量问题.

Only a number right beside the word counts, in the same clause; what is said of a part, a plan or one party does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from docgen.catalog import FigureRule
from docgen.figures.written import NUMBER, TAIL, Written, written

_LINK = (
    r"(?:[ \t\u3000*_]|共计|共有|共|合计|总计|累计|总数|总量|数量|次数|数(?![十百千万])|已经|已|先后|实际"
    r"|召开|开展|举办|组织|实施|完成|了|等|的|为|是|达到|达|有|计|：|:|（|\()"
)
_AFTER = r"(?!次|人次|月|[（(]次|百分点)"
_BOUNDS = ("超过", "超", "逾", "突破", "不足", "不到", "不少于", "至少", "上", "数", "几", "成", "第", "每", "前", "后")
"""Before a number these make it a bound, a vague one or an ordinal."""
_BETWEEN = r"(?:[ \t*_]|各类|各种|的|等){0,3}"
_DIGIT = "[0-9０-９.零〇一二两三四五六七八九十百千万亿]"
_CLAUSE = re.compile(r"[，。；！？、;!?\n]|,(?![0-9]{3})")
_SENTENCE = re.compile(r"[。！？!?\n]")
_RANGE = re.compile(
    r"(?:至|到)?[0-9０-９一二三四五六七八九十]+(?:年|月|日)+(?:份)?(?:以来|[上中下]旬|底|末|至|到|—|-|起)"
    r"|截[至止][^，]*?[日底末]"
)
"""Times that a whole period is named by."""
_PART = re.compile(
    r"其中|[第每某该]|平均|计划|拟|将|力争|争取|目标|至少|不少于|不低于|上半年|下半年|季度|上年|去年|前年|往年|同期|同比"
    r"|环比|[0-9０-９一二三四五六七八九十]+[月日]|一家|另[外有]?|还有|仍有|只有|仅"
)
"""What makes a number one of a part, of another time or of something wished for."""
_NARROWER = re.compile(r"(?:行业|区域|专题|园区|集中区|线上|现场|县级|市级|首次|新|再次|个别|部分|类似|同类)$")
"""What, standing before the word, makes it the name of something narrower."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A number that a text states for a figure: ``start`` to ``end`` is the number with its unit in the text."""

    figure: FigureRule
    said: str
    number: Written
    start: int
    end: int


class Words:
    """The words of all figures, the longest first, so that a word inside another one is not taken for itself."""

    def __init__(self, rules: Iterable[FigureRule]) -> None:
        self._rules: dict[str, list[FigureRule]] = {}
        for rule in rules:
            for word in (rule.name, *rule.called):
                self._rules.setdefault(word, []).append(rule)
        words = sorted(self._rules, key=lambda word: (-len(word), word))
        self._any = re.compile("|".join(map(re.escape, words)) or "(?!)")
        self._units = {rule.unit: _beside(rule.unit) for rules in self._rules.values() for rule in rules if rule.unit}

    def mentions(self, text: str, parties: Iterable[str] = ()) -> Iterator[Mention]:
        """Every number that the text states for a figure; sentences that name one of the parties are about it alone."""
        parties = list(parties)
        for found in self._any.finditer(text):
            for rule in self._rules[found[0]]:
                mention = self._mention(text, found, rule) if rule.unit else None
                if mention is not None and not _limited(text, min(found.start(), mention.start), parties):
                    yield mention

    def _mention(self, text: str, found: re.Match[str], rule: FigureRule) -> Mention | None:
        after, before = self._units[rule.unit]
        match = after.match(text, found.end())
        if match is not None and not _NARROWER.search(text, max(0, found.start() - 4), found.start()):
            said = text[found.start() : match.end()]
        else:
            clause = _start(_CLAUSE, text, found.start())
            match = before.search(text, clause, found.start())
            if match is None or match["digits"] == "一" or text.endswith(_BOUNDS, 0, match.start("number")):
                return None
            said = text[match.start("number") : found.end()]
        number = written(match)
        per_cent = "%" in rule.unit or "％" in rule.unit
        if number is None or (per_cent and bool(match["hundred"]) == bool(match["unit"])):
            return None
        return Mention(rule, said, number, match.start("number"), match.end("unit"))


def _beside(unit: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The pattern of a number with this unit behind a word, and of one before it."""
    spelled = "[%％]|" if unit in ("%", "％") else _spelled(unit)
    counted = rf"(?P<number>{NUMBER}) ?(?P<unit>{spelled}){TAIL}{_AFTER}"
    return re.compile(rf"{_LINK}{{0,4}}{counted}"), re.compile(rf"(?<!{_DIGIT}){counted}{_BETWEEN}$")


def _spelled(unit: str) -> str:
    """A unit with either sort of brackets."""
    return re.escape(unit).replace("（", "[（(]").replace("）", "[）)]").replace(r"\(", "[（(]").replace(r"\)", "[）)]")


def _limited(text: str, at: int, parties: Iterable[str]) -> bool:
    """Whether the clause up to a place speaks of a part, of another time or of a plan, or its sentence of one party."""
    clause = _RANGE.sub("", text[_start(_CLAUSE, text, at) : at])
    if _PART.search(clause):
        return True
    start, end = _start(_SENTENCE, text, at), _SENTENCE.search(text, at)
    sentence = text[start : end.start() if end else len(text)]
    return any(party in sentence for party in parties)


def _start(border: re.Pattern[str], text: str, at: int) -> int:
    """Where the clause or sentence begins that a place is in."""
    start = 0
    for match in border.finditer(text, max(0, at - 500), at):
        start = match.end()
    return max(start, at - 500, 0)
