"""The name of an output file to why it cannot be one; knows what Windows, Linux and build records forbid."""

from __future__ import annotations

import re
import unicodedata

from docgen.expressions.texts import RESERVED

_FORBIDDEN = re.compile(r'[\\:*?"<>|\x00-\x1f\x7f]')
MAX_PART = 80
MAX_NAME = 200


def name_problem(output: str, ending: str = "") -> str:
    """Why a name (with ``/`` between folders) cannot be used, as the end of a sentence; empty when it can."""
    parts = output.split("/")
    if not output or output.startswith("/") or any(part in ("", ".", "..") for part in parts):
        return "不是 output 下面的一个文件"
    if parts[0].casefold() == ".docgen":
        return "与构建记录的文件夹重名"
    wrong = next((reason for part in parts if (reason := _part_problem(part))), "")
    if not wrong and len(output) > MAX_NAME:
        wrong = f"太长，连同文件夹不能超过 {MAX_NAME} 个字"
    if not wrong and not output.endswith(ending):
        wrong = f"不以 {ending} 结尾"
    return wrong


def comparable(output: str) -> str:
    """A name as file systems that ignore case and composition compare it."""
    return unicodedata.normalize("NFC", output).casefold()


def _part_problem(part: str) -> str:
    found = _FORBIDDEN.search(part)
    if found:
        sign = "控制字符" if found[0] < " " or found[0] == "\x7f" else f"“{found[0]}”"
        return f"里有文件名不能用的字符{sign}"
    if RESERVED.match(part):
        return "用了 Windows 保留的名称"
    if part != part.strip() or part.endswith("."):
        return "里有一级的开头或者结尾是空格、结尾是点"
    if len(part) > MAX_PART or len(part.encode()) > 3 * MAX_PART:
        return f"太长，每一级不能超过 {MAX_PART} 个字"
    return ""
