"""Names of cases (``x-name``) in the texts of all cases: the same name typed in another way, and two cases of one name.

Texts are looked up window by window in a table of normalised names, found by how a name ends: ten times the names
cost no more time.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from docgen.catalog import Workspace
from docgen.check.passages import Passage, Telling
from docgen.check.plans import Met
from docgen.expressions.arguments import MAX_TEXT
from docgen.expressions.texts import normalise_name
from docgen.model import Diagnostic, Related
from docgen.schemas import Node

_LEAST = 4
"""A shorter name is also a word, and its parts stand in any text."""
_BEFORE = frozenset("与和及同由对在向到从是为让请给把被将经查以或等的了赴去据按见跟随往至即如系业位家司厂属")
"""Han characters behind which a name may begin; behind any other it may be the end of a longer name."""
_INVISIBLE = re.compile("[^\\S\n]|[\u200b-\u200f\u2060\ufeff]")
_LONG, _SHORT = "有限责任公司", "有限公司"
_NEVER = re.compile("(?!)")
_GAP = r"[^\S\n]*"
_HANS = "\u4e00-\u9fff"
_FORESEEN = (
    (0x20, 0x7E), (0xB0, 0xB3), (0xB7, 0xB7), (0xD7, 0xD7), (0x2014, 0x2014), (0x2018, 0x201D), (0x2026, 0x2026),
    (0x2103, 0x2103), (0x2264, 0x2265), (0x2460, 0x2473), (0x3000, 0x3029), (0xFF01, 0xFF5E),
)  # fmt: skip
_BECOMES = {sign: normalise_name(sign) for low, high in _FORESEEN for sign in map(chr, range(low, high + 1))}
"""Signs beside Chinese characters that texts are full of, each normalised by itself, whatever stands beside it."""
_TYPED = re.compile(f"[{re.escape(''.join(sign for sign, plain in _BECOMES.items() if sign != plain))}]")


def _normalised(match: re.Match[str]) -> str:
    return _BECOMES[match[0]]


@dataclass
class Names:
    """Known names: normalised -> as the cases bear them; by their last two signs, how long; all their last signs.

    ``tails`` finds the last two signs in a text as it is typed, if it has no ``strange`` sign: one that normalising
    makes something unforeseen of.
    """

    spelt: dict[str, set[str]] = field(default_factory=dict)
    lengths: dict[str, list[int]] = field(default_factory=dict)
    last: re.Pattern[str] = _NEVER
    tails: re.Pattern[str] = _NEVER
    strange: re.Pattern[str] = _NEVER

    def near(self, text: str) -> Iterator[int]:
        """Places at which a text may bear a name."""
        for pattern in (self.tails, self.strange):
            for match in pattern.finditer(text):
                yield match.start()

    def plain(self, text: str) -> str:
        """A text with its lines normalised as names are."""
        if self.strange.search(text):
            return "\n".join(normalise_name(line) for line in text.split("\n"))
        return _TYPED.sub(_normalised, text).replace(_LONG, _SHORT)


def names_in(workspace: Workspace) -> Iterator[str]:
    """The names of all cases and of ``about``."""
    yield from workspace.cases.names
    if workspace.about is not None and workspace.about_node is not None:
        yield name_of(workspace.about_node, workspace.about.data)


def name_of(node: Node, data: Mapping[str, Any]) -> str:
    """What a case bears as its name; empty for nothing that may be compared."""
    for field_name, each in node.properties.items():
        if each.name and each.type == "string" and not each.value:
            value = data.get(field_name)
            return value if isinstance(value, str) and len(value) <= MAX_TEXT else ""
    return ""


def known_names(names: Iterable[str]) -> Names:
    """The names by which texts are searched."""
    found = Names()
    for name in names:
        plain = normalise_name(name)
        if len(plain) >= _LEAST:
            found.spelt.setdefault(plain, set()).add(name)
            lengths = found.lengths.setdefault(plain[-2:], [])
            if len(plain) not in lengths:
                lengths.append(len(plain))
    for lengths in found.lengths.values():
        lengths.sort(reverse=True)
    if found.lengths:
        found.last = re.compile(f"[{re.escape(''.join({tail[-1] for tail in found.lengths}))}]")
        found.tails, found.strange = _typed(found.lengths)
    return found


def _typed(tails: Iterable[str]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The pattern of the last two signs of names as they may be typed, and of signs that it cannot foresee."""
    ends: dict[str, set[str]] = {}
    for tail in tails:
        ends.setdefault(tail[0], set()).add(tail[1])
    if "公" in ends.get("限", ()):
        ends["限"].add("责")  # 有限责任公司 is compared as 有限公司
    signs = {sign for first, seconds in ends.items() for sign in (first, *seconds)}
    foreseen = [sign for sign, plain in _BECOMES.items() if len(plain) <= 1 or signs.isdisjoint(plain)]
    typed: dict[str, str] = {}
    for sign, plain in _BECOMES.items():
        typed[plain] = typed.get(plain, "") + sign
    either = [
        f"{_class(typed.get(first, '') + first)}{_GAP}{_class(''.join(typed.get(each, '') + each for each in seconds))}"
        for first, seconds in sorted(ends.items())
    ]
    return re.compile("|".join(either)), re.compile(f"[^{_HANS}\n{re.escape(''.join(foreseen))}]")


def _class(signs: str) -> str:
    return f"[{re.escape(signs)}]"


def same_name(each: Passage, other: Passage) -> Diagnostic:
    """That a case bears the name of another one of its kind."""
    how = f"，那里写的是“{other.text}”" if other.text != each.text else ""
    message = f"“{each.text}”与 {other.case.key} 是同一个名称{how}。"
    related = (Related(other.place((0, len(other.text))), "先出现在这里"),)
    hint = "括号、空格和“有限责任公司”不作区别。是同一个的并成一个案卷，不是的写出区别"
    return each.say("DG314", "warning", message, (0, len(each.text)), hint, related)


def misspelt(tell: Telling, met: Met, names: Names) -> list[Diagnostic]:
    """Where a text bears a known name in another spelling, each with the right one."""
    text = met[0]
    if not _LEAST <= len(text) <= MAX_TEXT:
        return []
    plain = names.plain(text)
    windows = _longest(_windows(plain, names))
    wrong = {name for _, name in windows if not _all_right(text, plain, name, names.spelt[name])}
    if not wrong:
        return []
    spans = _spans(text)
    if len(spans) != len(plain):  # composed characters count differently in parts
        spans = [(0, len(text))] * len(plain)
    found = []
    for start, name in windows:
        span = spans[start][0], spans[start + len(name) - 1][1]
        written = text[span[0] : span[1]]
        if name in wrong and written not in names.spelt[name] and _begins(text, span[0]):
            right = min(names.spelt[name])
            message = f"“{written}”与案卷里的名称“{right}”写法不同。"
            found.append(tell.passage(met).say("DG313", "warning", message, span, f"改成“{right}”"))
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
    letter = "\u4e00" <= before <= "\u9fff" or (before.isascii() and before.isalnum())
    return not letter or before in _BEFORE


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
