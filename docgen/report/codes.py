"""A diagnostic's code -> what it means, with an example and the way to mend it; knows the texts packaged in ``codes/``.

Each YAML file there maps codes to entries with 名称, 说明, 错例 and 改法.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from docgen.report.columns import clean

KEYS = ("名称", "说明", "错例", "改法")


def explain(code: str) -> dict[str, Any] | None:
    """The entry of a code, however it is typed (``dg203``, ``203``), or ``None``; with the code as 编号."""
    entry = packaged_codes().get(_tidy(code))
    return {"编号": _tidy(code), **entry} if entry is not None else None


def rule_text(code: str) -> str:
    """What ``docgen rule`` prints: the entry as paragraphs, or that there is none and which ones come near."""
    entry = explain(code)
    return entry_text(entry) if entry is not None else unknown_text(code, packaged_codes())


def entry_text(entry: Mapping[str, Any]) -> str:
    """The paragraphs of one entry; what it does not say is left out."""
    parts = [f"{entry['编号']}  {entry.get('名称', '')}".rstrip()]
    parts += [f"{key}\n{_indented(str(entry[key]))}" for key in KEYS[1:] if entry.get(key)]
    return "\n\n".join(parts)


def unknown_text(code: str, known: Mapping[str, Mapping[str, Any]]) -> str:
    """That there is no such code, with the nearest ones and their names."""
    near = _nearest(_tidy(code), known)
    said = f"没有编号“{clean(code.strip()[:40])}”。"
    if not near:
        return said + "编号由 DG 和三位数字组成，如 DG203，写在每条提示的开头。"
    return said + "最接近的有：\n" + "\n".join(f"   {one}  {known[one].get('名称', '')}".rstrip() for one in near)


def read_codes(folder: Traversable) -> dict[str, dict[str, Any]]:
    """All entries of the YAML files in ``folder``, by code.

    Raises `ValueError` for a file that cannot be read or two entries of one code: the texts are ours.
    """
    from docgen.load import load  # only when a code is asked for: printing needs no YAML

    entries: dict[str, dict[str, Any]] = {}
    for file in sorted(_yaml_files(folder), key=lambda one: one.name):
        source, problems = load(file.read_bytes(), f"codes/{file.name}")
        if source is None or not isinstance(source.data, Mapping):
            raise ValueError(f"codes/{file.name}: {problems[0].message if problems else 'not a mapping'}")
        for code, entry in source.data.items():
            if code in entries:
                raise ValueError(f"codes/{file.name}: {code} is explained twice")
            entries[code] = dict(entry)
    return entries


@cache
def packaged_codes() -> dict[str, dict[str, Any]]:
    """Every entry that comes with docgen, by code."""
    return read_codes(files("docgen") / "codes")


def _yaml_files(folder: Traversable) -> Iterable[Traversable]:
    return [file for file in folder.iterdir() if file.name.endswith(".yaml")] if folder.is_dir() else []


def _nearest(code: str, known: Iterable[str]) -> list[str]:
    from difflib import get_close_matches  # only for a code that there is not

    return get_close_matches(code[:20], list(known), 3, 0.6)


def _tidy(code: str) -> str:
    """``dg 203``, full-width ``ＤＧ２０３`` and a bare ``203`` are all DG203."""
    typed = "".join(unicodedata.normalize("NFKC", code[:40]).split()).upper()
    return f"DG{typed}" if typed.isdigit() else typed


def _indented(text: str) -> str:
    return "\n".join(f"   {line}".rstrip() for line in text.rstrip().splitlines())
