"""Prose to what official Chinese writes otherwise: round numbers, ranges, dates, level marks (GB/T 15835, GB/T 9704).

A table of patterns, each narrow enough that sample numbers, standards, telephones and ISO dates pass it by.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from docgen.check.passages import Joined, Passage, Telling
from docgen.check.plans import Met
from docgen.model import Diagnostic, Related

# Every repetition has a bound: a text of one sign over and over costs no more than any other.
_N = r"[0-9]{1,12}(?:\.[0-9]{1,6})?"
_CN = "[一二三四五六七八九十百千万亿两几数]{1,12}"
_ANY = rf"(?:{_N}[十百千万亿]{{0,4}}|{_CN})"
_UNIT = "[个家人条次批起项户名吨台套件份天年期处所位元]"
_YU = "余(?![额量热料款下地震温高切氯留粮数党波姚弦割角者生])"
_ABOUT = "(?<![节合签违预条履续特公婚契制失邀相大守赴简应依毁爽缔俭集隐如纽])约|大约"
# 近10余年来 says when, not how many.
_NEAR = rf"(?<![附最新临邻靠远亲就贴逼迫挨切])近(?!\s?{_ANY}[余多](?:年|个?月|天|日|周|期|载))"
_RISE = "(?:下降|减少|降低|缩小|缩短|缩减|下滑|减小|减低|下跌)"


@dataclass(frozen=True)
class Wording:
    """One row: one of each group of ``signs`` must stand in the text for the pattern to be tried, the
    rarest group first.

    In ``message`` and ``hint`` ``{0}`` is what matched, ``{1}`` … its groups, ``{new}`` what ``swap`` makes of it.
    """

    code: str
    signs: tuple[tuple[str, ...], ...]
    source: str
    message: str
    hint: str
    swap: tuple[str, str]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Compiled when the signs are first met: most runs meet few, and all take as long as a short run."""
        return re.compile(self.source, re.MULTILINE)

    def may_say(self, text: str) -> bool:
        """Whether the pattern could match in a text, or in one of the lines of it."""
        for group in self.signs:
            for sign in group:
                if sign in text:
                    break
            else:
                return False
        return True


def _row(
    code: str, signs: str, pattern: str, message: str, hint: str, swap: tuple[str, str] = ("$^", "")
) -> Wording:  # fmt: skip
    groups = tuple(tuple(group.split("|")) for group in signs.split(" "))
    return Wording(code, groups, pattern, message, hint, swap)


_SIDES = r"(左右(?![两侧手边臂对])|上下(?![水游级班车]))"
_PAIRS = "一、二|二、三|两、三|三、四|四、五|五、六|六、七|七、八|八、九"
_PER = "(?:次|人次|家次|批次|家|个|人|批|条|项|户|名|期)"
_DIGIT = "[零〇一二三四五六七八九]"
_DASHES = "~|～|-|－|–|—"
_NUMBERED = "0、|1、|2、|3、|4、|5、|6、|7、|8、|9、"
_DASH = r"[~～\-－–—]"
TABLE = (
    _row("DG220", ",|;|?|!", r"(?<=[\u4e00-\u9fff])([,;?!])(?=[\u4e00-\u9fff])", "汉字之间用了半角的“{0}”。",
         "改成全角的“{new}”"),
    _row("DG223", "余", rf"({_ABOUT}|{_NEAR}|超过)\s?({_ANY}){_YU}",
         "“{0}”：“{1}”和“余”说的是一件事，只用一个。", "写“{2}余”，或者“{1}{2}”"),
    _row("DG223", "约|近 多", rf"({_ABOUT}|{_NEAR})\s?({_ANY})多(?={_UNIT}|[万亿])",
         "“{0}”：“{1}”和“多”不能合用。", "写“{2}多”，或者“{1}{2}”"),
    _row("DG223", "左右|上下 余|多", rf"(?<![0-9.])({_ANY})(余|多)({_UNIT}?)\s?{_SIDES}",
         "“{0}”：“{2}”和“{4}”不能合用。", "写“{1}{2}{3}”，或者“{1}{3}{4}”"),
    _row("DG223", "左右 约", rf"({_ABOUT})\s?({_ANY}{_UNIT}?){_SIDES}",
         "“{0}”：“{1}”和“{3}”只用一个。", "写“{1}{2}”，或者“{2}{3}”"),
    _row("DG223", _PAIRS, rf"(?<=[有近来约达发现查出共计了])(?:{_PAIRS})(?={_UNIT})",
         "“{0}”是大概的数，中间不用顿号。", "写成“{new}”", ("、", "")),
    _row("DG224", "余", rf"(?<![0-9])[0-9]{{1,12}}\.[0-9]{{1,6}}{_YU}", "“{0}”：小数后面不能用“余”。",
         "写准确的数，或者前面加“约”；“万”“亿”后面可以用，如“1.2万余家”"),
    _row("DG224", "余", rf"{_N}\s?[%％‰]{_YU}", "“{0}”：百分比后面不能用“余”。", "写准确的数，或者写“超过12%”的样子"),
    _row("DG224", "余", rf"余[家个人条次批项户名期][（(]{_PER}[）)]", "“{0}”：“余”后面只能有一个量词。",
         "写准确的数，如“32家（次）”，或者分开写“30余家、40余次”"),
    _row("DG225", "倍", rf"{_RISE}了?(?:近|约|到|至)?\s?(?:{_N}|{_CN})(?:多|余)?倍", "“{0}”：减少、下降不用“倍”。",
         "写“下降了百分之几”，或者“降到原来的几分之一”"),
    _row("DG226", "-|－|– 月", r"(?<![0-9.\-－–/])(1[0-2]|[1-9])\s?[-－–]\s?(1[0-2]|[1-9])月(?![报龄刊租票子])份?",
         "“{0}”：几月到几月，中间用一字线。", "写成“{1}—{2}月”，或者“{1}月至{2}月”"),
    _row("DG226", f"%|％ {_DASHES}", rf"(?<![0-9A-Za-z./%％‰\-])({_N})\s?{_DASH}\s?({_N})[%％]",
         "“{0}”：百分数的起止，两个都要写百分号。", "写成“{1}%～{2}%”"),
    _row("DG226", f"万|亿 {_DASHES}", rf"(?<![0-9A-Za-z./万亿\-年月])({_N})\s?{_DASH}\s?({_N})([万亿])(?![能向用一])",
         "“{0}”：数的起止，“{3}”两个都要写。", "写成“{1}{3}～{2}{3}”"),
    _row("DG226", "年0|月0", r"(?<![0-9])[0-9]{4}年(?:0[1-9]月(?:[0-9]{1,2}日)?|[0-9]{1,2}月0[1-9]日)",
         "“{0}”：正文里的月、日不补零。", "写成“{new}”", ("(?<![0-9])0(?=[1-9][月日])", "")),
    _row("DG226", "零 年", rf"[一二]{_DIGIT}{{0,2}}零{_DIGIT}{{0,2}}年(?=[一二三四五六七八九十]{{1,3}}月)",
         "“{0}”：汉字的年份用“〇”，不用“零”。", "写成“{new}”", ("零", "〇")),
    _row("DG227", _NUMBERED, r"^[ \t\u3000]{0,20}([0-9]{1,2})、(?![0-9])",
         "“{0}”：阿拉伯数字的序号后面用点，不用顿号。",
         "写成“{1}.”"),
    _row("DG227", "）、|)、", r"(?:^[ \t\u3000]{0,20}|(?<=[。；]))[（(]([一二三四五六七八九十]{1,3}|[0-9]{1,2})[）)]、",
         "“{0}”：带括号的序号后面不用顿号。", "写成“（{1}）”"),
)  # fmt: skip
_ARABIC = re.compile(rf"[0-9]{{1,12}}[万亿]?{_YU}")
_CHINESE = re.compile(
    rf"(?<![一二三四五六七八九十百千万亿])[一二三四五六七八九两]?[百千]{_YU}|[一二三四五六七八九两][十百千万]{{1,6}}{_YU}"
)


def doubtful_wording(tell: Telling, texts: Joined) -> Iterator[Diagnostic]:
    """What the table says of the texts of a case: of each text, for each row its first place and how many there are."""
    for row in TABLE:
        if row.may_say(texts.whole):
            for met in texts.holding(row.signs[0]):
                yield from _of(row, tell, met)


def _of(row: Wording, tell: Telling, met: Met) -> Iterator[Diagnostic]:
    text, plan = met[0], met[1]
    if plan.private or (len(row.signs) > 1 and not row.may_say(text)) or len(text) < 2 or text.isascii():
        return
    matches = list(row.pattern.finditer(text))
    if matches:
        found = _told(row, matches[0], tell.passage(met))
        more = (("另有", f"这段文字里还有 {len(matches) - 1} 处"),) if matches[1:] else ()
        yield replace(found, notes=more)


def _told(row: Wording, match: re.Match[str], each: Passage) -> Diagnostic:
    said = match[0].strip()
    start = match.start() + match[0].index(said)
    groups = [said, *(group or "" for group in match.groups())]
    new = re.sub(*row.swap, said) if row.code != "DG220" else chr(ord(said) + 0xFEE0)
    message, hint = (text.format(*groups, new=new) for text in (row.message, row.hint))
    return each.say(row.code, "warning", message, (start, start + len(said)), hint)


def mixed_numbers(tell: Telling, texts: Iterable[Met]) -> Iterator[Diagnostic]:
    """Round numbers of a case, in figures and in characters: told once, where the second way of writing comes."""
    first: dict[bool, tuple[Met, re.Match[str]]] = {}
    for met in texts:
        text = met[0]
        if "余" not in text or met[1].private or len(text) < 2:
            continue
        for arabic, pattern in ((True, _ARABIC), (False, _CHINESE)):
            match = pattern.search(text)
            if match is None:
                continue
            first.setdefault(arabic, (met, match))
            other = first.get(not arabic)
            if other is not None:
                message = f"“{match[0]}”用了{'数字' if arabic else '汉字'}，同一案卷里还有“{other[1][0]}”。"
                related = (Related(tell.passage(other[0]).place(other[1].span()), "另一种写法在这里"),)
                yield tell.passage(met).say("DG228", "warning", message, match.span(), "统一写成“100余”的样子", related)
                return
