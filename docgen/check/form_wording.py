"""A keyword that a schema uses wrongly, as the meta-schema sees it, to a Chinese sentence and a hint."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from docgen.check.validation import Violation
from docgen.model import Path

_FORMS = {"string": "文字（加双引号）", "array": "列表（方括号）", "object": "一组名称和内容（花括号）",
          "integer": "整数", "number": "数字"}  # fmt: skip
_HABITS = {"boolean": '是或否写成 "type": "string", "enum": ["是", "否"]', "null": "不填的字段本来就是没有"}


def worded_form(error: Violation) -> Iterator[tuple[str, Path, str]]:
    """Sentence, further steps to the place, and hint."""
    path = error.path
    name = next((str(step) for step in reversed(path) if isinstance(step, str)), "这里")
    keyword, argument = error.keyword, error.argument
    if keyword == "additionalProperties":
        yield from _extra(error, path)
    elif keyword == "required":
        for missing in re.findall(r"^'(.+)' is a required property$", error.message):
            yield from _missing(missing, path)
    elif keyword == "enum":
        allowed = "可以写：" + "、".join(str(each) for each in argument)
        hint = _HABITS.get(str(error.value)) if name == "type" else None
        hint = "不填的字段本来就是没有，不用写 null" if isinstance(error.value, list) else hint
        yield f"“{name}”不能写“{_shown(error.value)}”。", (), f"{hint}；{allowed}" if hint else allowed
    elif keyword == "const":
        yield f"“{name}”只能写 {_shown(argument)}。", (), ""
    elif keyword == "type":
        wanted = "、".join(_FORMS.get(each, each) for each in ([argument] if isinstance(argument, str) else argument))
        yield f"“{name}”要写成{wanted}。", (), '例如 ["甲", "乙"]' if argument == "array" else ""
    elif keyword in ("minLength", "minItems"):
        yield f"“{name}”是空的。", (), "写上内容，或者删掉这一项"
    elif keyword == "pattern":
        hint = "两到四个大写字母加两三位数字，例如 WT01；DG 开头的留给系统"
        yield f"规则编号“{_shown(error.value)}”不合规则。", (), hint
    else:
        yield f"“{name}”的写法不对。", (), ""


_ENTRIES = {
    "x-rules": ("规则", "每条规则要写 code、assert 和 message"),
    "x-words": ("x-words", "每一条要写 code、words 和 message"),
    "x-valid": ("x-valid", "至少写 from，即从哪天起有效的那个字段"),
}


def _missing(name: str, path: Path) -> Iterator[tuple[str, Path, str]]:
    inside, hint = next((_ENTRIES[str(step)] for step in path if step in _ENTRIES), _ENTRIES["x-rules"])
    yield f"{inside}里缺少“{name}”。", (), hint


_ALLOWED = {
    "x-rules": "规则里可以写 code、level、when、assert、at、message",
    "x-words": "x-words 里可以写 code、level、words、except、message",
    "x-valid": "x-valid 里可以写 from、to、replaces",
}


def _extra(error: Violation, path: Path) -> Iterator[tuple[str, Path, str]]:
    inside = next((str(step) for step in path if step in ("if", "then", "else", "anyOf", *_ALLOWED)), "")
    hint = _ALLOWED.get(inside, "条件里只能写 required、properties、const、enum 和界限；字段的类型写在 properties 里")
    for name in error.value if isinstance(error.value, dict) else ():
        if name not in error.schema.get("properties", {}):
            yield f"“{inside or '这里'}”里不能用“{name}”。", (name,), hint


def _shown(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 40 else text[:40] + "……"
