"""Fields that a schema does not know to what was meant: another name, or the same name a level higher or lower."""

from __future__ import annotations

import re
from difflib import get_close_matches

from docgen.check.places import key_place
from docgen.check.validation import Violation
from docgen.model import Diagnostic, Path, Source
from docgen.schemas import Node, breadcrumb

_NEAR = 0.7
"""So much alike, two names are one misspelt: of four characters in one, three stand in the other."""

_LISTED, _SHOWN = 100, 20
"""Of so many fields, so many are shown that may have been meant, the most alike first."""


def unknown_fields(error: Violation, root: Node, source: Source, field: str) -> list[Diagnostic]:
    """A diagnostic for each field of an object that its schema does not declare."""
    here = root.at(error.path) or Node("any", "")
    declared = error.schema.get("properties", {})
    patterns = error.schema.get("patternProperties", {})
    known = [name for name in here.properties if not here.properties[name].value] or list(declared)
    open_fields = [name for name in known if name not in error.value]
    found = []
    for name in error.value:
        if name in declared or any(re.search(pattern, name) for pattern in patterns):
            continue
        message, hint = f"没有“{name}”这一项。", _misplaced(name, root, error.path)
        notes: tuple[tuple[str, str], ...] = ()
        near = get_close_matches(name, open_fields, 1, _NEAR) or get_close_matches(name, known, 1, _NEAR)
        if patterns and not known:
            message, hint = f"“{name}”不能作编号。", "编号以小写字母开头，只用小写字母、数字和下划线"
        elif near and not hint:
            message, hint = f"{message}要写“{near[0]}”吗？", f"把“{name}”改成“{near[0]}”"
        elif not hint:
            hint = "写错了就改正，多余的就删掉"
            likely = get_close_matches(name, open_fields[:_LISTED], _SHOWN, 0) if open_fields else []
            notes = (("可填", " ".join(likely)),) if likely else ()
        place = key_place(source, (*error.path, name))
        found.append(Diagnostic("DG204", "error", message, place, hint=hint, field=field, notes=notes))
    return found


def empty_unknown(path: Path, root: Node, source: Source, start: str) -> list[Diagnostic]:
    """A field that its schema does not declare, with nothing after it: in braces, text behind a comma becomes one."""
    holder, name = root.at(path[:-1]), str(path[-1])
    if holder is None or not holder.properties or name in holder.properties:
        return []
    near = get_close_matches(name, holder.properties, 1, _NEAR)
    hint = f"把“{name}”改成“{near[0]}”" if near else _misplaced(name, root, path[:-1])
    hint = hint or "它若是前一项文字的一部分，把前面的半角逗号改成全角“，”；写错了就改正，多余的就删掉"
    field = breadcrumb(root, source.data, path[:-1], start)
    return [Diagnostic("DG204", "error", f"没有“{name}”这一项。", key_place(source, path), hint=hint, field=field)]


def _misplaced(name: str, root: Node, path: Path) -> str:
    """What to say of a name that is known a level higher or lower: its indent is wrong; empty for any other."""
    for end in reversed(range(len(path))):
        above = root.at(path[:end])
        if above is not None and name in above.properties:
            if above.properties[name].value:
                return f"“{name}”是“{above.label}”的一项，由系统算出，不用填写；删掉这一行"
            return f"“{name}”是“{above.label}”的一项，这里缩进多了；移到与它同级的各项对齐"
    for field, child in (root.at(path) or root).properties.items():
        holder = child.items or child
        if name in holder.properties and not holder.properties[name].value:
            return f"“{name}”是“{field}”里的一项，这里缩进少了；移到“{field}”下面，与那里的各项对齐"
    return ""
