"""The sample year in, a province out: any number of enterprises that differ in names, codes, people, numbers and words.

    python -m bench.blow_up 100000 province

Each is grown from one of the sample's enterprises: own credit code, own ids of issues and papers, other people, amounts
and order of sentences. Dates stay, so that every rule that holds for the sample holds here. Equal arguments give equal
files.
"""

from __future__ import annotations

import argparse
import itertools
import random
import re
import shutil
from pathlib import Path

from docgen.expressions.identifiers import ALPHABET, credit_code_check_character, organisation_check_character

ROOT = Path(__file__).parents[1]
_ITEM = re.compile(r"\b(WT|HZ|CF|CS|HF|ZF|XQ|FJ|BG)-(\d{4})-(\d{3,7})\b")
_CODE = re.compile(r"\b9[1-3][0-9]{6}[0-9A-HJ-NP-RT-UW-Y]{10}\b")
_AMOUNT = re.compile(
    r"(?<![\d.A-Za-z〇/\-—－~～至×:])\d{2,3}(?:\.\d)?(?=(?:千克|吨|卷|箱|袋|支|米|毫米|平方米|立方米|万元|℃|组|批次|分钟))"
)
_PERSON = re.compile(r"(?<=姓名: )([\u4e00-\u9fff])([示例样])([\u4e00-\u9fff])")
_SENTENCE = re.compile(r"(?<=。)(?=[^\n”）*])")
_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎"
_WORDS = "安宁和平顺达恒远明亮清正宏博信诚立新同兴泰昌盛瑞祥丰盈康健勤勉朴实真善"
_PROSE = (
    "问题描述",
    "症结",
    "说明",
    "情况",
    "内容",
    "诊断意见",
    "质量现状",
    "症结分析",
    "基本情况",
    "保障措施",
    "症状",
    "诊断",
)


def credit_code(number: int) -> str:
    """A fictional code that is right by both checks; numbers from 0."""
    digits, rest = [], number
    for _ in range(5):
        rest, digit = divmod(rest, 31)
        digits.append(ALPHABET[digit])
    body = "MA0" + "".join(reversed(digits))
    first = f"91340600{body}{organisation_check_character(body)}"
    return first + credit_code_check_character(first)


def grown(text: str, number: int) -> str:
    """One more enterprise from the text of one; ``number``, below 100,000, is its own."""
    chance = random.Random(number)
    name = re.search(r"^名称: (.+)$", text, re.MULTILINE)
    assert name is not None
    word = "".join(chance.choices(_WORDS, k=3))
    text = text.replace(name[1], f"{name[1][:2]}{word}{number}号{name[1][2:]}")
    text = _CODE.sub(credit_code(31**4 + number), text)
    items = {old: place for place, old in enumerate(sorted(set(_ITEM.findall(text))))}
    text = _ITEM.sub(lambda item: f"{item[1]}-{item[2]}-{number:05d}{items[item.groups()]:02d}", text)
    text = _PERSON.sub(lambda each: chance.choice(_SURNAMES) + each[2] + chance.choice(_WORDS), text)
    return "\n".join(_varied(line, chance) for line in text.split("\n"))


def _varied(line: str, chance: random.Random) -> str:
    if not line.startswith("      ") and not line.strip().startswith(tuple(f"{field}: " for field in _PROSE)):
        return line
    if "日期" in line or "标准号" in line or "|" in line:
        return line
    line = _AMOUNT.sub(lambda amount: _near(amount[0], chance), line)
    parts = _SENTENCE.split(line)
    if len(parts) > 3:
        middle = parts[1:-1]
        chance.shuffle(middle)
        line = "".join([parts[0], *middle, parts[-1]])
    return line


def _near(amount: str, chance: random.Random) -> str:
    whole, _, tenth = amount.partition(".")
    moved = max(10 ** (len(whole) - 1), min(10 ** len(whole) - 1, int(whole) + chance.randint(-3, 3)))
    return f"{moved}.{tenth}" if tenth else str(moved)


def sources() -> list[str]:
    """The sample's enterprises that stand in one file each."""
    return [file.read_text("utf-8") for file in sorted((ROOT / "cases/enterprise").glob("*.yaml"))]


def write(count: int, place: Path) -> None:
    """The sample's workspace with so many enterprises more."""
    for folder in ("schemas", "templates", "cases"):
        shutil.copytree(ROOT / folder, place / folder)
    shutil.copyfile(ROOT / "docgen.yaml", place / "docgen.yaml")
    for number, text in enumerate(itertools.islice(itertools.cycle(sources()), count)):
        file = place / "cases/enterprise" / f"qy-{number + 100_000}.yaml"
        file.write_text(grown(text, number), "utf-8", newline="")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, help="how many enterprises more")
    parser.add_argument("place", type=Path, help="a folder that does not exist yet")
    chosen = parser.parse_args()
    if chosen.place.exists():
        parser.error(f"{chosen.place} exists already: name a folder that does not")
    write(chosen.count, chosen.place)


if __name__ == "__main__":
    main()
