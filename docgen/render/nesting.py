"""The tags of a part in order -> whether every block ends where it may, and the loops around each tag.

A block's tags must stand alike (all inline, all ``{%tr``) and in the same table, cell or paragraph: what lies between
them is printed or left out as a whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from docgen.model import Diagnostic
from docgen.render.findings import finding, shortened
from docgen.render.ooxml import TBL, TC, TEXT_BOX, TR, Element, P
from docgen.render.structure import host
from docgen.render.tags import Tag

_CLOSED_BY = {"for": "endfor", "if": "endif", "with": "endwith"}
_MIDDLE = {"else": ("for", "if"), "elif": ("if",)}
_APART = frozenset({TBL, TR, TC, TEXT_BOX})


def check_nesting(tags: list[Tag]) -> list[Diagnostic]:
    """DG405, DG410 and DG420 findings; sets the loops around each tag."""
    problems: list[Diagnostic] = []
    stack: list[Tag] = []
    ended: set[int] = set()
    more_ends = _more_ends(tags)
    for tag in tags:
        wanted = _opened_by(tag)
        matched = _matching(tag, wanted, stack, more_ends)
        if wanted and not matched:
            message = f"多出一个 {tag.word}，前面没有与它对应的 {'、'.join(wanted)}"
            problems.append(finding("DG405", message, "补上开头，或者删去这个标签", tag.place, tag.notes))
        while matched and stack[-1] is not matched:
            problems.append(_unclosed(stack.pop(), f"在 {shortened(tag.text)}（{tag.place}）之前"))
        if matched:
            problems += [*_together(matched, tag), *_after_else(matched, tag, ended)]
            if tag.word not in _MIDDLE:
                stack.pop()
        tag.loops = tuple(each.text for each in stack if each.word == "for")
        if tag.word in _CLOSED_BY:
            stack.append(tag)
    return problems + [_unclosed(opened, "后面") for opened in stack]


def _opened_by(tag: Tag) -> tuple[str, ...]:
    """The words that open the block which the tag closes or continues; nothing for other tags."""
    return _MIDDLE.get(tag.word) or tuple(word for word, end in _CLOSED_BY.items() if end == tag.word)


def _more_ends(tags: list[Tag]) -> Counter[tuple[str, str]]:
    """How many more ends than openings there are, by the word of the opening and where both stand (``meant``)."""
    found: Counter[tuple[str, str]] = Counter()
    for tag in tags:
        found[tag.word, tag.meant] -= tag.word in _CLOSED_BY
        for word in _opened_by(tag) if tag.word not in _MIDDLE else ():
            found[word, tag.meant] += 1
    return found


def _matching(tag: Tag, wanted: tuple[str, ...], stack: list[Tag], more_ends: Counter[tuple[str, str]]) -> Tag | None:
    """The open block that a tag closes or continues: the last that stands as the tag does, others being left open.

    The very last one, if no block that stands so can be it: some tag must then have been written as the wrong kind.
    """
    if stack and stack[-1].word in wanted and stack[-1].meant == tag.meant:
        return stack[-1]
    open_blocks = [each for each in stack if each.word in wanted]
    alike = [each for each in open_blocks if each.meant == tag.meant and more_ends[each.word, each.meant] <= 0]
    return next(reversed(alike or open_blocks), None)


def _after_else(opened: Tag, tag: Tag, ended: set[int]) -> Iterator[Diagnostic]:
    """An else, or elif, after the else of the same block; ``ended`` are the blocks that had theirs."""
    if tag.word in _MIDDLE and opened.number in ended:
        message = f"else 后面又有一个 {tag.word}"
        yield finding("DG405", message, "一块里 else 只能有一个，放在最后", tag.place, tag.notes)
    if tag.word == "else":
        ended.add(opened.number)


def _unclosed(opened: Tag, where: str) -> Diagnostic:
    end = f"{{%{opened.meant} {_CLOSED_BY[opened.word]} %}}"
    message = f"{opened.word} 没有结束，{where}缺少 {end}"
    return finding("DG405", message, f"在该结束的地方补上 {end}", opened.place, opened.notes)


def _together(opened: Tag, tag: Tag) -> Iterator[Diagnostic]:
    if opened.meant != tag.meant:
        message = f"这个标签要和它的开头 {shortened(opened.text)}（{opened.place}）写成同一种"
        right = f"{{%{opened.meant} {tag.inner} %}}"
        yield finding("DG410", message, f"写成 {right}", tag.place, tag.notes)
        return
    first, last = host(opened), host(tag)
    if opened.meant and (first is None or last is None):
        return
    if first is not None and last is not None:
        if first.getparent() is not last.getparent():
            yield _apart(opened, tag)
        return
    yield from _inline(opened, tag)


def _inline(opened: Tag, tag: Tag) -> Iterator[Diagnostic]:
    if opened.attribute or tag.attribute:
        if opened.holder is not tag.holder or opened.attribute != tag.attribute:
            yield _apart(opened, tag)
        return
    first, last = _chains(opened.holder, tag.holder)
    alike = [each.tag for each in first] == [each.tag for each in last]
    if not alike or any(each.tag in _APART for each in first):
        yield _apart(opened, tag)
    elif any(each.tag == P for each in first):
        message = f"这一块从 {opened.place} 跨到 {tag.place}，会把两段并成一段"
        hint = f"整段的取舍和重复用 {{%p {opened.word} … %}} 和 {{%p {_CLOSED_BY[opened.word]} %}}，各占一段"
        if tag.word not in _MIDDLE:
            yield finding("DG420", message, hint, opened.place, opened.notes, "warning")


def _chains(one: Element, other: Element) -> tuple[list[Element], list[Element]]:
    """The elements from each of the two up to what they have in common."""
    first, last = [one, *one.iterancestors()], [other, *other.iterancestors()]
    shared = set(first) & set(last)
    return [each for each in first if each not in shared], [each for each in last if each not in shared]


def _apart(opened: Tag, tag: Tag) -> Diagnostic:
    where = "单元格、表格、文本框或者超链接" if tag.prefix == "" else "表格或者单元格"
    message = f"这个标签和它的开头 {shortened(opened.text)}（{opened.place}）不在同一个{where}里"
    hint = "整行的重复和取舍用 {%tr … %}，整段的用 {%p … %}，开头和结尾放在同一个表格或者单元格里"
    return finding("DG410", message, hint, tag.place, tag.notes)
