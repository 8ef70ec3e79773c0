"""Names of cases (``x-name``) in the texts of all cases: the same name typed in another way, and two cases of one name.

Texts are looked up window by window in a table of normalised names, found by how a name ends: ten times the names
cost no more time.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from docgen.check.passages import Passage
from docgen.expressions.arguments import MAX_TEXT
from docgen.expressions.texts import normalise_name
from docgen.model import Diagnostic, Related

_LEAST = 4
"""A shorter name is also a word, and its parts stand in any text."""
_BEFORE = frozenset("与和及同由对在向到从是为让请给把被将经查以或等的了赴去据按见跟随往至即如系业位家司厂属")
"""Han characters behind which a name may begin; behind any other it may be the end of a longer name."""
_HAN = re.compile("[\u4e00-\u9fffA-Za-z0-9]")
_INVISIBLE = re.compile("[^\\S\n]|[\u200b-\u200f\u2060\ufeff]")
_LONG, _SHORT = "有限责任公司", "有限公司"


@dataclass
class Names:
    """Known names: normalised -> as the cases bear them; by their last two signs, how long; all their last signs."""

    spelt: dict[str, set[str]] = field(default_factory=dict)
    lengths: dict[str, list[int]] = field(default_factory=dict)
    last: re.Pattern[str] = re.compile("$^")


def known_names(found: Iterable[Passage]) -> tuple[Names, list[Diagnostic]]:
    """The names of all cases, and a warning for each case that bears the name of another one of its kind."""
    names, first, twice = Names(), dict[tuple[str, str], Passage](), list[Diagnostic]()
    for each in found:
        if not each.node.name or len(each.text) > MAX_TEXT:
            continue
        plain = normalise_name(each.text)
        other = first.setdefault((each.case.kind, plain), each)
        if other is not each:
            twice.append(_same(each, other))
        if len(plain) >= _LEAST:
            names.spelt.setdefault(plain, set()).add(each.text)
            lengths = names.lengths.setdefault(plain[-2:], [])
            if len(plain) not in lengths:
                lengths.append(len(plain))
    for lengths in names.lengths.values():
        lengths.sort(reverse=True)
    if names.lengths:
        names.last = re.compile(f"[{re.escape(''.join({tail[-1] for tail in names.lengths}))}]")
    return names, twice


def _same(each: Passage, other: Passage) -> Diagnostic:
    how = f"，那里写的是“{other.text}”" if other.text != each.text else ""
    message = f"“{each.text}”与 {other.case.key} 是同一个名称{how}。"
    related = (Related(other.place((0, len(other.text))), "先出现在这里"),)
    hint = "括号、空格和“有限责任公司”不作区别。是同一个的并成一个案卷，不是的写出区别"
    return each.say("DG314", "warning", message, (0, len(each.text)), hint, related)


def misspelt(each: Passage, names: Names) -> list[Diagnostic]:
    """Where a text bears a known name in another spelling, each with the right one."""
    if not each.free or not _LEAST <= len(each.text) <= MAX_TEXT:
        return []
    plain = "\n".join(normalise_name(line) for line in each.text.split("\n"))
    windows = _longest(_windows(plain, names))
    wrong = {name for _, name in windows if not _all_right(each.text, plain, name, names.spelt[name])}
    if not wrong:
        return []
    spans = _spans(each.text)
    if len(spans) != len(plain):  # composed characters count differently in parts
        spans = [(0, len(each.text))] * len(plain)
    found = []
    for start, name in windows:
        span = spans[start][0], spans[start + len(name) - 1][1]
        written = each.text[span[0] : span[1]]
        if name in wrong and written not in names.spelt[name] and _begins(each.text, span[0]):
            right = min(names.spelt[name])
            message = f"“{written}”与案卷里的名称“{right}”写法不同。"
            found.append(each.say("DG313", "warning", message, span, f"改成“{right}”"))
    return found


def _windows(plain: str, names: Names) -> Iterator[tuple[int, str]]:
    """Where known names stand in a normalised text; of those that overlap, the longer one that ends there."""
    for match in names.last.finditer(plain):
        end = match.end()
        for length in names.lengths.get(plain[max(end - 2, 0) : end], ()):
            name = plain[end - length : end] if length <= end else ""
            if name in names.spelt:
                yield end - length, name
                break


def _longest(windows: Iterable[tuple[int, str]]) -> list[tuple[int, str]]:
    """The windows (by where they end) without those that reach into another one: of two, the longer."""
    found: list[tuple[int, str]] = []
    for start, name in windows:
        while found and start < found[-1][0] + len(found[-1][1]) and len(name) > len(found[-1][1]):
            found.pop()
        if not found or start >= found[-1][0] + len(found[-1][1]):
            found.append((start, name))
    return found


def _begins(text: str, start: int) -> bool:
    """Whether a name may begin here: 新示例公司 is another firm than 示例公司."""
    before = text[start - 1] if start else ""
    return not _HAN.match(before) or before in _BEFORE


def _all_right(text: str, plain: str, name: str, spelt: set[str]) -> bool:
    return plain.count(name) == sum(text.count(each) for each in spelt)


def _spans(text: str) -> list[tuple[int, int]]:
    """For each sign of the normalised text, which stretch of the text it comes from."""
    signs: list[tuple[str, int, int]] = []
    for number, sign in enumerate(text):
        if not _INVISIBLE.match(sign):
            wide = unicodedata.normalize("NFKC", sign).upper()
            signs += [(each, number, number + 1) for each in wide]
    line = "".join(sign for sign, _, _ in signs)
    for match in reversed(list(re.finditer(_LONG, line))):
        del signs[match.start() + 2 : match.start() + 4]
    return [(start, end) for _, start, end in signs]
