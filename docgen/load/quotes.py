"""An unquoted value in, what another YAML program would take it for out; only this module knows those rules.

Sources: YAML 1.1 types (bool, int, float, null, merge, value) and the YAML 1.2 core schema. Dates and ordinary
numbers are left out: a schema declares what they are, and they survive as they were typed.
"""

from __future__ import annotations

import re

_NULL = re.compile(r"~|null|Null|NULL")
_BOOLEAN = re.compile(r"true|True|TRUE|false|False|FALSE")

_MISREADINGS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?i:yes|no|on|off)"), "会当成“是”或“否”"),
    (re.compile(r"[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?"), "会当成六十进制的数，例如 12:30 变成 750"),
    (re.compile(r"[-+]?0[0-9_]*[0-9][0-9_]*(?:\.[0-9_]*)?"), "前面的 0 会丢掉，或者换算成别的数"),
    (re.compile(r"[-+]?(?:[0-9][0-9_]*\.?[0-9_]*|\.[0-9][0-9_]*)[eE][-+]?[0-9]+"), "会当成科学计数法的数"),
    (re.compile(r"[-+]?0(?:[xX][0-9a-fA-F_]+|[oO][0-7_]+|[bB][01_]+)"), "会换算成十进制的数"),
    (re.compile(r"[-+]?[0-9][0-9_]*_[0-9_]*(?:\.[0-9_]*)?|[-+]?[0-9]+\.[0-9]*_[0-9_]*"), "里面的下划线会丢掉"),
    (re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"), "会当成“无穷大”或“不是数”"),
    (re.compile(r"[-+]?(?:[0-9]\.?){16,}"), "数字太长，末几位会变"),
    (re.compile(r"\+[0-9]+(?:\.[0-9]*)?"), "前面的加号会丢掉"),
    (re.compile(r"=|<<"), "会当成特殊标记"),
)


def is_null(text: str) -> bool:
    """Whether an unquoted text stands for "nothing" in other YAML programs."""
    return _NULL.fullmatch(text) is not None


def misreading(text: str) -> str:
    """What another program would make of this unquoted text, in Chinese; empty if it would read what was meant.

    ``true`` and ``false`` are not misread: whoever writes them means them.
    """
    if len(text) > 400 or not text.isascii():
        return ""
    return next((why for pattern, why in _MISREADINGS if pattern.fullmatch(text)), "")


def needs_quotes(text: str) -> bool:
    """Whether this text, written without quotes, would be something else than text to another YAML program."""
    return is_null(text) or _BOOLEAN.fullmatch(text) is not None or bool(misreading(text))
