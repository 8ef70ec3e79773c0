"""A text and the figures' words to the numbers that it states for them: 召开质量分析会43次, 137条质量问题.

Only a number right beside the word counts, in a clause that begins with it; what is said of a part, of another time, of
a plan or of one party does not, and neither does what is doubtful.
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
_FAR = 500
"""No sentence is looked at further than so many characters."""
_NUMERAL = "[0-9０-９一二三四五六七八九十]{1,4}"
_VERBS = "召开|开展|举办|举行|组织|组建|成立|建立|制定|制订|编制|开具|开出|发现|找出|查出|收到"
_NEUTRAL = (
    rf"[ \t\u3000*_#>-]|(?:今年|全年|本年|期间|本期|全期)(?:以来|里|内|中)?|其间"
    rf"|全[市县区省](?=共|累计|合计|总计|先后|{_VERBS})|一?共计?|总共|累计|合计|总计|先后|已经?|{_VERBS}|了"
)
"""What may stand before a word, from the beginning of its clause, when the number is one of the whole."""
_ENDS = re.compile(r"[ \t\u3000*_]{0,4}(?:$|[\n，。；！？、,;!?：:（()）“”]|和|及|以及)")
"""What may stand behind number and word then: 43次质量分析会上 speaks of something else."""
_PART = re.compile(
    rf"其中|[第每某该]|平均|计划|拟|将|力争|争取|目标|打算|下一?步|准备|预计|确保|原定|至少|不少于|不低于"
    rf"|上半年|下半年|季度|[上去前往明下次]年|[上下]期|[上本当下][月周旬]|同期|同比|环比|{_NUMERAL}[年月日]|近.{{0,4}}[年月周天]"
    r"|一家|另[外有]?|还有|仍有|只有|仅|分别|围绕|针对|结合|[在对]"
)
"""What, earlier in the sentence, makes a number one of a part, of another time or of something wished for."""


@dataclass(frozen=True)
class Whole:
    """What a text may say of the whole that its figures are counted over, and whom it may name that are parts of it.

    ``names`` are other words for the period, ``first`` and ``last`` its days (YYYY-MM-DD), ``parties`` names of cases.
    """

    first: str = ""
    last: str = ""
    names: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()

    def words(self) -> str:
        """The pattern of what stands for the period: 2022年度, 2022年1月至8月上旬, 1—8月."""
        found = [re.escape(name) for name in sorted(self.names, key=len, reverse=True) if name]
        if self.first and self.last:
            (year, month), (end, until) = ((int(day[:4]), int(day[5:7])) for day in (self.first, self.last))
            tail = r"(?:份|底|末|[上中下]旬|[0-9]{1,2}日)?"
            found.append(
                rf"(?:{year}年)?{month}月?(?:份|[0-9]{{1,2}}日)?(?:至|到|—|－|-|～)(?:{end}年)?{until}月{tail}(?:以来|期间)?"
            )
            one = rf"(?:{year}年)?{month}月份?(?![上中下]旬|[0-9底末至到—－～~-])"
            found += [one] if (year, month) == (end, until) else []
            found += [rf"{year}年度?(?![0-9]{{1,2}}月)"] if year == end and month == 1 else []
        return "|".join(found) or "(?!)"


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

    def mentions(self, text: str, whole: Whole = Whole()) -> Iterator[Mention]:
        """Every number that the text states of the whole for a figure.

        The clause says nothing before it but that it is of the whole, and its sentence neither speaks of a part or of
        another time before, nor names one of the parties. What is doubtful is left out.
        """
        parties = [party for party in whole.parties if party in text]
        own = re.compile(whole.words())
        neutral = re.compile(rf"(?:{own.pattern}|{_NEUTRAL}){{0,12}}")
        for found in self._any.finditer(text):
            for rule in self._rules[found[0]]:
                mention = self._mention(text, found, rule) if rule.unit else None
                if mention is None:
                    continue
                at = min(found.start(), mention.start)
                if not _ENDS.match(text, at + len(mention.said)):
                    continue
                clause = _start(_CLAUSE, text, at)
                if neutral.fullmatch(text, clause, at) and not self._limited(text, clause, at, own, parties):
                    yield mention

    def _mention(self, text: str, found: re.Match[str], rule: FigureRule) -> Mention | None:
        after, before = self._units[rule.unit]
        match = after.match(text, found.end())
        if match is not None:
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

    def _limited(self, text: str, clause: int, at: int, own: re.Pattern[str], parties: Iterable[str]) -> bool:
        """Whether a sentence speaks of a part, another time or a plan before a clause, or names a party at all.

        Things named one after the other without numbers (帮扶中小企业、重点企业20家) share the number too.
        """
        start, end = _start(_SENTENCE, text, at), _SENTENCE.search(text, at, at + _FAR)
        if _PART.search(self._any.sub("", own.sub("", text[start:clause]))):
            return True
        if text[clause - 1 : clause] == "、" and not re.search(
            _DIGIT, text[_start(_CLAUSE, text, clause - 1) : clause]
        ):
            return True
        sentence = text[start : end.start() if end else at + _FAR]
        return any(party in sentence for party in parties)


def _beside(unit: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The pattern of a number with this unit behind a word, and of one before it."""
    spelled = "[%％]|" if unit in ("%", "％") else _spelled(unit)
    counted = rf"(?P<number>{NUMBER}) ?(?P<unit>{spelled}){TAIL}{_AFTER}"
    return re.compile(rf"{_LINK}{{0,4}}{counted}"), re.compile(rf"(?<!{_DIGIT}){counted}{_BETWEEN}$")


def _spelled(unit: str) -> str:
    """A unit with either sort of brackets."""
    return re.escape(unit).replace("（", "[（(]").replace("）", "[）)]").replace(r"\(", "[（(]").replace(r"\)", "[）)]")


def _start(border: re.Pattern[str], text: str, at: int) -> int:
    """Where the clause or sentence begins that a place is in."""
    start = 0
    for match in border.finditer(text, max(0, at - _FAR), at):
        start = match.end()
    return max(start, at - _FAR, 0)
