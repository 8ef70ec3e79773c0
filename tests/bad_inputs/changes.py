"""A change as the table writes it -> made to a copy of the small workspace; the files are real ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from tests.bad_inputs.packages import PACKAGES
from tests.bad_inputs.word import word


def make(change: Any, root: Path) -> None:
    """Make a change, or several one after another; its first key says what it does and to which file."""
    for each in change if isinstance(change, list) else [change]:
        action, file = next(iter(each.items()))
        _ACTIONS[action](root / file, each)


def _replace(file: Path, change: Mapping[str, Any]) -> None:
    text = file.read_text("utf-8")
    assert text.count(change["from"]) == 1, f"{file.name} has {text.count(change['from'])} times {change['from']!r}"
    file.write_text(text.replace(change["from"], change["to"]), "utf-8", newline="")


def _write(file: Path, change: Mapping[str, Any]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(bytes.fromhex(change["bytes"]) if "bytes" in change else change["text"].encode("utf-8"))


def _append(file: Path, change: Mapping[str, Any]) -> None:
    file.write_text(file.read_text("utf-8") + change["text"], "utf-8", newline="")


def _encode(file: Path, change: Mapping[str, Any]) -> None:
    file.write_bytes(file.read_text("utf-8").encode(change["as"]))


def _rename(file: Path, change: Mapping[str, Any]) -> None:
    file.replace(file.parent / change["to"])


def _link(file: Path, change: Mapping[str, Any]) -> None:
    file.symlink_to(change["to"])


def _template(file: Path, change: Mapping[str, Any]) -> None:
    file = file.parent / "templates" / file.name
    file.write_bytes(word(*change["body"], header=change.get("header", "")))


def _package(file: Path, change: Mapping[str, Any]) -> None:
    file = file.parent / "templates" / file.name
    file.write_bytes(PACKAGES[change["with"]](file.read_bytes()))


_ACTIONS: dict[str, Callable[[Path, Mapping[str, Any]], None]] = {
    "replace": _replace, "write": _write, "append": _append, "encode": _encode, "rename": _rename,
    "remove": lambda file, _: file.unlink(), "folder": lambda file, _: file.mkdir(parents=True), "link": _link,
    "template": _template, "package": _package,
}  # fmt: skip
