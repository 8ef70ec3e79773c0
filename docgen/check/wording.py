"""A violated JSON Schema keyword to a Chinese diagnostic: what is wrong, where, and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from difflib import get_close_matches

from docgen.check.places import key_place, value_place
from docgen.check.unknown_fields import unknown_fields
from docgen.check.validation import Violation
from docgen.check.value_wording import credit_code_fault, date_hint, meant_by_pattern
from docgen.model import Diagnostic, Path, Source
from docgen.schemas import Node, breadcrumb

_WANTED = {"object": "分项填写", "array": "写成列表", "string": "填一段文字", "number": "填数字", "integer": "填整数"}


def worded(error: Violation, node: Node, source: Source, start: str) -> list[Diagnostic]:
    """The diagnostics of one violation in one case; ``start`` begins the breadcrumb (企业 qy-031)."""
    path: Path = error.path
    here = _named(node, path, start)
    field = breadcrumb(node, source.data, path, start)
    make = _WORDINGS.get(error.keyword)
    if make is not None:
        return make(error, here, source, path, field)
    if error.keyword == "additionalProperties":
        return unknown_fields(error, node, source, field)
    message = f"“{here.label}”不合要求。"
    return [Diagnostic("DG217", "error", message, value_place(source, path), hint=_how(here), field=field)]


def _named(root: Node, path: Path, start: str) -> Node:
    """The node of a value; under a name that the schema leaves open, called by that name."""
    here, above = root.at(path), root.at(path[:-1])
    if here is None:
        return Node("any", str(path[-1]) if path else start)
    if path and isinstance(path[-1], str) and above is not None and path[-1] not in above.properties:
        return replace(here, label=path[-1])
    return here


def _how(node: Node) -> str:
    examples = "、".join(str(example) for example in node.examples[:2] if isinstance(example, (str, int, float)))
    return node.description + (f"，例如 {examples}" if examples else "")


def _required(error: Violation, here: Node, source: Source, path: Path, field: str) -> list[Diagnostic]:
    name = re.findall(r"^'(.+)' is a required property$", error.message)[0]
    missing = here.properties.get(name) or Node("any", name)
    unknown = [each for each in error.value if each not in here.properties]
    if any(get_close_matches(each, [n for n in here.properties if n not in error.value], 1, 0.5) == [name]
           for each in unknown):  # fmt: skip
        return []  # the unknown field is told, with this one as what was meant
    if (*path, name) in source.empties:
        place = source.keys[(*path, name)]
        message = f"“{missing.label}”是必填项，现在是空的。"
    else:
        place = key_place(source, path)
        message = f"缺少必填项“{missing.label}”。"
    return [Diagnostic("DG201", "error", message, place, hint=_how(missing), field=f"{field} > {missing.label}")]


def _enum(error: Violation, here: Node, source: Source, path: Path, field: str) -> list[Diagnostic]:
    value, allowed = str(error.value), [str(each) for each in error.argument]
    near = get_close_matches(value, allowed, 1, 0.4) or [each for each in allowed if value in each or each in value]
    question = f"要写“{near[0]}”吗？" if near else ""
    message = f"“{here.label}”的值“{_short(value)}”不在允许范围。{question}"
    hint = f"把“{_short(value)}”改成“{near[0]}”" if near else "从“可填”的写法里选一种，一个字也不能改"
    notes = (("可填", " ".join(allowed)),)
    return [Diagnostic("DG203", "error", message, value_place(source, path), hint=hint, field=field, notes=notes)]


def _type(error: Violation, here: Node, source: Source, path: Path, field: str) -> list[Diagnostic]:
    wanted = _WANTED.get(str(error.argument), "换一种写法")
    form = "几个分项" if isinstance(error.value, Mapping) else "列表" if isinstance(error.value, list) else "一段文字"
    what = f"“{here.label}”" + (f"的第 {path[-1] + 1} 项" if path and isinstance(path[-1], int) else "")
    if here.type == "array":
        hint = "另起一行，缩进两格，以“- ”开头写每一项"
    elif here.type == "object":
        names = "、".join(here.required or tuple(here.properties)[:4])
        start = "去掉“- ”" if form == "列表" else "另起一行，缩进两格"
        hint = f"{start}，逐项写：{names}" if names else f"{start}，逐项写“名称: 内容”"
    else:
        hint = "；".join(filter(None, ("写在冒号后面的同一行", _how(here))))
    message = f"{what}要{wanted}，现在写成了{form}。"
    return [Diagnostic("DG205", "error", message, value_place(source, path), hint=hint, field=field)]


def _pattern(error: Violation, here: Node, source: Source, path: Path, field: str) -> list[Diagnostic]:
    value = str(error.value)
    meant = meant_by_pattern(value, str(error.argument))
    message = f"“{here.label}”写成“{_short(value)}”，格式不对。" + (f"要写“{meant}”吗？" if meant else "")
    return [Diagnostic("DG206", "error", message, value_place(source, path), hint=_how(here), field=field)]


def _format(error: Violation, here: Node, source: Source, path: Path, field: str) -> list[Diagnostic]:
    value, place = str(error.value), value_place(source, path)
    if error.argument == "date":
        message = f"“{here.label}”的“{_short(value)}”不是正确的日期。"
        return [Diagnostic("DG207", "error", message, place, hint=date_hint(value), field=field)]
    fault, hint = credit_code_fault(value)
    message = f"“{here.label}”写成“{_short(value)}”，{fault}。"
    return [Diagnostic("DG215", "error", message, place, hint=hint, field=field)]


def _length(error: Violation, here: Node, source: Source, path: Path, field: str) -> list[Diagnostic]:
    limit, length = error.argument, len(error.value)
    if error.keyword == "maxLength":
        message, hint = f"“{here.label}”有 {length} 个字，最多 {limit} 个。", "请写短些，详细内容放到别的字段"
    else:
        message, hint = f"“{here.label}”只有 {length} 个字，最少 {limit} 个。", _how(here)
    return [Diagnostic("DG208", "error", message, value_place(source, path), hint=hint, field=field)]


def _bound(error: Violation, here: Node, source: Source, path: Path, field: str) -> list[Diagnostic]:
    words = {"minimum": "不能小于", "maximum": "不能大于", "exclusiveMinimum": "要大于", "exclusiveMaximum": "要小于"}
    message = f"“{here.label}”是 {error.value}，{words[error.keyword]} {error.argument}。"
    return [Diagnostic("DG209", "error", message, value_place(source, path), hint=_how(here), field=field)]


def _size(error: Violation, here: Node, source: Source, path: Path, field: str) -> list[Diagnostic]:
    limit, size = error.argument, len(error.value)
    few = error.keyword == "minItems"
    message = f"“{here.label}”有 {size} 项，{'最少' if few else '最多'} {limit} 项。"
    hint = "补上缺少的项，每项前面写“- ”" if few else "删去多余的，或者合并几项"
    return [Diagnostic("DG213", "error", message, key_place(source, path), hint=hint, field=field)]


def _any(error: Violation, here: Node, source: Source, path: Path, field: str) -> list[Diagnostic]:
    names = [name for branch in error.argument for name in branch.get("required", ())]
    message = (
        f"“{here.label}”里{'、'.join(f'“{name}”' for name in names)}至少要填一项。"
        if names
        else f"“{here.label}”不合要求。"
    )
    hint = "填上其中一项就可以" if names else _how(here)
    return [Diagnostic("DG216", "error", message, key_place(source, path), hint=hint, field=field)]


def _const(error: Violation, here: Node, source: Source, path: Path, field: str) -> list[Diagnostic]:
    message = f"“{here.label}”在这种情况下只能是“{error.argument}”。"
    return [Diagnostic("DG217", "error", message, value_place(source, path), hint=_how(here), field=field)]


def _short(value: str) -> str:
    return value if len(value) <= 40 else value[:40] + "……"


_WORDINGS = {
    "required": _required, "enum": _enum, "type": _type, "pattern": _pattern,
    "format": _format, "maxLength": _length, "minLength": _length, "minimum": _bound, "maximum": _bound,
    "exclusiveMinimum": _bound, "exclusiveMaximum": _bound, "minItems": _size, "maxItems": _size, "anyOf": _any,
    "const": _const,
}  # fmt: skip
