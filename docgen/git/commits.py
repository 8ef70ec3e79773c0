"""The raw text of a commit object in; who, when and why out. Names are as recorded, not as ``.mailmap`` has them.

Reading the object itself needs no separators that a message could contain, and shows the parents that a shallow
clone or a graft would hide.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

SHORT = 8
_PERSON = re.compile(r"(?P<name>.*?) ?<(?P<mail>[^>]*)> (?P<seconds>-?[0-9]{1,12}) (?P<zone>[+-][0-9]{4})")


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit. ``time`` is when it entered the history (the committer's date), in its own time zone,
    as ``2022-08-09T14:20:00+08:00``; empty when the commit does not say."""

    id: str
    parents: tuple[str, ...]
    author: str
    time: str
    subject: str

    @property
    def short(self) -> str:
        return self.id[:SHORT]

    @property
    def day(self) -> str:
        return self.time[:10]

    @property
    def minute(self) -> str:
        """``2022-08-09 14:20``."""
        return self.time[:16].replace("T", " ")


def commit_of(name: str, content: bytes) -> Commit:
    """The commit that a raw object describes; what it does not say is empty."""
    head, _, message = content.partition(b"\n\n")
    fields: dict[str, list[bytes]] = {}
    for line in head.split(b"\n"):
        key, _, value = line.partition(b" ")
        if key:  # a line that begins with a blank goes on with the one before: signatures
            fields.setdefault(key.decode("ascii", "replace"), []).append(value)
    encoding = fields.get("encoding", [b"utf-8"])[0].decode("ascii", "replace")
    author = _PERSON.match(_text(fields.get("author", [b""])[0], encoding))
    committer = _PERSON.match(_text(fields.get("committer", [b""])[0], encoding))
    first = _text(message, encoding).strip().split("\n\n")[0]
    return Commit(
        name,
        tuple(each.decode("ascii", "replace") for each in fields.get("parent", [])),
        author["name"].strip() if author else "",
        _time(committer) if committer else "",
        " ".join(first.split()),
    )


def _text(content: bytes, encoding: str) -> str:
    for each in (encoding, "utf-8", "gb18030"):
        try:
            return content.decode(each)
        except (UnicodeDecodeError, LookupError):
            continue
    return content.decode("utf-8", "replace")


def _time(person: re.Match[str]) -> str:
    zone = person["zone"]
    offset = timedelta(hours=int(zone[1:3]), minutes=int(zone[3:])) * (-1 if zone[0] == "-" else 1)
    try:
        return datetime.fromtimestamp(int(person["seconds"]), timezone(offset)).isoformat()
    except (ValueError, OverflowError, OSError):
        return ""
