"""A violated JSON Schema keyword to a Chinese diagnostic: what is wrong, where, and what to write instead."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Mapping
from difflib import get_close_matches

from docgen.check.places import breadcrumb, key_place, value_place
from docgen.check.unknown_fields import unknown_fields
from docgen.check.validation import Violation
from docgen.expressions.identifiers import credit_code_repair
from docgen.model import Diagnostic, Path, Source
from docgen.schemas import Node

FORMS = {"object": "分项填写（下一级的名称和值）", "array": "列表（每项前面一个“- ”）", "string": "文字",
         "number": "数字", "integer": "整数"}  # fmt: skip


def worded(error: Violation, node: Node, source: Source, start: str) -> list[Diagnostic]:
    """The diagnostics of one violation in one case; ``start`` begins the breadcrumb (企业 qy-031)."""
    path: Path = error.path
    here = node.at(path) or Node("any", str(path[-1]) if path else start)
    field = breadcrumb(node, source.data, path, start)
    make = _WORDINGS.get(error.keyword)
    if make is not None:
        return make(error, here, source, path, field)
    if error.keyword == "additionalProperties":
        return unknown_fields(error, node, source, field)
    message = f"“{here.label}”不合要求。"
    return [Diagnostic("DG217", "error", message, value_place(source, path), hint=_how(here), field=field)]


def _how(node: Node) -> str:
    examples = "、".join(str(example) for example in node.examples[:2] if isinstance(example, (str, int)))
    return node.description + (f"，例如 {examples}" if examples else "")


def _required(error: Violation, here: Node, source: Source, path: Path, field: str) -> list[Diagnostic]:
    name = re.findall(r"^'(.+)' is a required property$", error.message)[0]
    missing = here.properties.get(name) or Node("any", name)
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
    notes = (("可填", " ".join(allowed)),)
    return [Diagnostic("DG203", "error", message, value_place(source, path), field=field, notes=notes)]


def _type(error: Violation, here: Node, source: Source, path: Path, field: str) -> list[Diagnostic]:
    wanted = FORMS.get(str(error.argument), "别的形式")
    form = "object" if isinstance(error.value, Mapping) else "array" if isinstance(error.value, list) else "string"
    message = f"“{here.label}”要填{wanted}，现在写成了{FORMS[form].split('（')[0]}。"
    if here.type == "array":
        hint = "另起一行，缩进两格，以“- ”开头写每一项"
    elif here.type == "object":
        hint = "另起一行，缩进两格，逐项写：" + "、".join(here.required or tuple(here.properties)[:4])
    else:
        hint = _how(here)
    return [Diagnostic("DG205", "error", message, value_place(source, path), hint=hint, field=field)]


def _pattern(error: Violation, here: Node, source: Source, path: Path, field: str) -> list[Diagnostic]:
    value = str(error.value)
    tidy = "".join(unicodedata.normalize("NFKC", value).split())
    meant = next((each for each in (tidy, tidy.upper(), tidy.lower()) if re.search(str(error.argument), each)), "")
    message = f"“{here.label}”写成“{_short(value)}”，格式不对。" + (f"要写“{meant}”吗？" if meant else "")
    return [Diagnostic("DG206", "error", message, value_place(source, path), hint=_how(here), field=field)]


def _format(error: Violation, here: Node, source: Source, path: Path, field: str) -> list[Diagnostic]:
    value, place = str(error.value), value_place(source, path)
    if error.argument == "date":
        message = f"“{here.label}”的“{_short(value)}”不是正确的日期。"
        return [Diagnostic("DG207", "error", message, place, hint=_date_hint(value), field=field)]
    repaired = credit_code_repair(value)
    message = f"“{here.label}”写成“{_short(value)}”，{_credit_code_fault(value)}。"
    hint = f"要写“{repaired}”吗？请对照营业执照核实" if repaired else "18 位，只有数字和大写字母，没有 I、O、S、V、Z"
    return [Diagnostic("DG215", "error", message, place, hint=hint, field=field)]


def _credit_code_fault(value: str) -> str:
    if len(value) != 18:
        return f"有 {len(value)} 位，应当是 18 位"
    wrong = sorted({sign for sign in value if sign not in "0123456789ABCDEFGHJKLMNPQRTUWXY"})
    return f"里面有不会出现的字符“{'、'.join(wrong)}”" if wrong else "各位的字符不对"


def _date_hint(value: str) -> str:
    plain = unicodedata.normalize("NFKC", value).strip()
    numbers = re.findall(r"[0-9]+", plain)
    if re.fullmatch(r"[0-9]{8}", plain):
        numbers = [plain[:4], plain[4:6], plain[6:]]
    if len(numbers) == 3 and len(numbers[0]) == 4:
        try:
            day = datetime.date(*(int(number) for number in numbers))
        except (ValueError, OverflowError):
            return "没有这一天，请核对年月日"
        return f"写成 {day.isoformat()}"
    return "写成四位年、两位月、两位日，例如 2022-03-05"


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
    return [Diagnostic("DG213", "error", message, key_place(source, path), hint=_how(here), field=field)]


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
