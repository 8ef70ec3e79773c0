"""A comparison, or a case's history, -> text for people and JSON for programs (version 1)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from docgen.git import Commit
from docgen.model import Diagnostic
from docgen.report.as_json import SCHEMA_VERSION, diagnostic_json
from docgen.report.changes import case_lines, changes_text
from docgen.report.columns import clean
from docgen.report.text import location_text
from docgen.review import Change, Comparison, Entry, History

_FORMS = 6
_WHOLE = {"added": "新增", "changed": "修改", "moved": "改名", "removed": "删除"}


def comparison_text(found: Comparison, color: bool = False) -> str:
    """Which two sides, what changed, case by case, and a sentence on the whole."""
    after = commit_text(found.after) if found.after else "工作文件夹"
    parts = [f"{commit_text(found.before)} → {after}"]
    parts += [changes_text(found.changes, color)] if found.changes else []
    parts += [troubles_text(found.diagnostics)] if found.diagnostics else []
    return "\n\n".join([*parts, summary(found.changes, found.diagnostics)])


def commit_text(commit: Commit) -> str:
    """``3f2a91c0（2022-08-09 14:20 张示三）``."""
    return clean(f"{commit.short}（{' '.join(part for part in (commit.minute, commit.author) if part)}）")


def troubles_text(found: Iterable[Diagnostic]) -> str:
    """Warnings, a line each: the files they are about are of another time, so that no source can be shown."""
    return "\n".join(
        f"{location_text(each.location)}  {each.code} 警告  {clean(each.message)}".strip() for each in found
    )


def summary(changes: Iterable[Change], diagnostics: Iterable[Diagnostic] = ()) -> str:
    """共 3 个案卷有变化：新增 1 个，修改 2 个；另有 1 个别的文件有变化；1 个文件读不出来，没有比较。"""
    unread = len({each.location.file for each in diagnostics if each.code == "DG707"})
    done: dict[str, str] = {}
    others = set()
    for change in changes:
        if not change.case:
            others.add(change.location.file)
        elif change.case not in done:
            done[change.case] = "修改" if change.path else _WHOLE[change.kind]
    count = Counter(done.values())
    told = "，".join(f"{word} {count[word]} 个" for word in _WHOLE.values() if count[word])
    parts = [f"共 {len(done)} 个案卷有变化：{told}"] if told else []
    parts += [f"{'另有' if told else '案卷没有变化，另有'} {len(others)} 个别的文件有变化"] if others else []
    nothing = "其余的没有变化" if unread else "没有变化"
    parts = parts or [nothing]
    return "；".join([f"有 {unread} 个文件读不出来，没有比较", *parts] if unread else parts) + "。"


def history_text(found: History, color: bool = False) -> str:
    """Each commit with what it changed, newest first, and how many there were."""
    meant = " > ".join(part for part in (found.label, found.item, *found.fields) if part)
    parts = [f"{clean(meant)} 的修改记录，新的在前"]
    parts += [_entry(entry, color) for entry in found.entries]
    parts += [troubles_text(found.diagnostics)] if found.diagnostics else []
    return "\n\n".join([*parts, _counted(found)])


def _entry(entry: Entry, color: bool) -> str:
    commit = entry.commit
    head = clean("  ".join(part for part in (commit.short, commit.minute, commit.author, commit.subject) if part))
    lines = [f"\x1b[1m{head}\x1b[0m" if color else head]
    lines += [f"  {clean(note)}。" for note in entry.notes]
    lines += [f"  {line}" for line in troubles_text(entry.trouble).splitlines()]
    # That a case was renamed say the notes.
    changes = [change for change in entry.changes if change.path or change.kind != "moved"]
    if changes and not changes[0].path:
        lines.append(changes_text(changes, color, "  "))
    else:
        lines += case_lines(changes, color, "")
    return "\n".join(lines)


def _counted(found: History) -> str:
    changed = sum(bool(entry.changes) for entry in found.entries)
    wrong = sum(bool(entry.trouble) for entry in found.entries)
    said = [f"共 {changed} 次提交有修改" if changed else "没有修改"]
    said += [f"{wrong} 次读不出来"] if wrong else []
    text = "，".join(said)
    if found.unchanged:
        listed = "、".join(_form(each) for each in found.unchanged[:_FORMS])
        listed += " 等" if len(found.unchanged) > _FORMS else ""
        text += f"；另有 {len(found.unchanged)} 次提交没有改动内容（{listed}）"
    return text + ("；更早的没有列出。" if found.more else "。")


def _form(entry: Entry) -> str:
    return entry.commit.short + (f" {'，'.join(entry.notes)}" if entry.notes else "")


def comparison_json(found: Comparison) -> dict[str, Any]:
    """The result of ``docgen diff``; the commit of the working folder is ``null``."""
    return {
        "schema_version": SCHEMA_VERSION,
        "revisions": {"before": _commit(found.before), "after": _commit(found.after) if found.after else None},
        "changes": [_change(change) for change in found.changes],
        "diagnostics": [diagnostic_json(each) for each in found.diagnostics],
    }


def history_json(found: History) -> dict[str, Any]:
    """The result of ``docgen log``; ``unchanged`` are commits that left what the case says as it was."""
    return {
        "schema_version": SCHEMA_VERSION,
        "case": found.case,
        "item": found.item or None,
        "fields": list(found.fields),
        "entries": [_entry_json(entry) for entry in found.entries],
        "unchanged": [{**_commit(entry.commit), "notes": list(entry.notes)} for entry in found.unchanged],
        "more": found.more,
        "diagnostics": [diagnostic_json(each) for each in found.diagnostics],
    }


def _entry_json(entry: Entry) -> dict[str, Any]:
    return {
        **_commit(entry.commit),
        "notes": list(entry.notes),
        "changes": [_change(change) for change in entry.changes],
        "diagnostics": [diagnostic_json(each) for each in entry.trouble],
    }


def _commit(commit: Commit) -> dict[str, str | None]:
    return {
        "commit": commit.id,
        "author": commit.author or None,
        "time": commit.time or None,
        "subject": commit.subject or None,
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "case": change.case or None,
        "item": change.item or None,
        "path": list(change.path),
        "label": change.label,
        "before": _value(change.before),
        "after": _value(change.after),
        "file": change.location.file or None,
        "line": change.location.line or None,
        "computed": change.computed,
    }


def _value(value: Any) -> Any:
    """Typed data as JSON has it: whole numbers stay whole."""
    if isinstance(value, Mapping):
        return {name: _value(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_value(each) for each in value]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value
