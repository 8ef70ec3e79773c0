"""The nouns that the layers hand to each other: frozen values, no behaviour beyond their own shape.

Those of figures are in `docgen.model.figures`, since most runs count nothing.

Paths inside a case are tuples of mapping keys (``str``) and list positions (``int``, from 0).
Files are named relative to the workspace with ``/``; lines and columns count from 1.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

Path = tuple[str | int, ...]
Severity = Literal["error", "warning", "hint"]


class DocgenError(Exception):
    """The workspace cannot be used at all; the message is a Chinese sentence for the user (exit 2)."""


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A stretch of text in a file; ``line == 0`` means the file as a whole.

    ``end_column`` is the column after the last character; ``end_line == 0`` means a single point.
    """

    file: str
    line: int = 0
    column: int = 0
    end_line: int = 0
    end_column: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that a diagnostic speaks of: the first of two duplicates, say."""

    location: Location
    message: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem: a stable code, where, one Chinese sentence, and how to mend it.

    ``place`` is a place in a Word template (正文 表 1 第 2 行第 3 格) where a line would mean nothing;
    ``field`` is the way to the value in labels (企业 qy-031 > 质量问题 WT-2022-003 > 严重程度);
    ``notes`` are labelled lines below the message (可填, 原文, 循环).
    """

    code: str
    severity: Severity
    message: str
    location: Location = Location("")
    place: str = ""
    hint: str = ""
    field: str = ""
    notes: tuple[tuple[str, str], ...] = ()
    related: tuple[Related, ...] = ()


class Absent:
    """A declared field that is not filled in: false, empty, safe to go through, never printable.

    Equality is by meaning: two absent values are equal, and nothing else equals one.
    Using one in arithmetic or putting it in order raises `AbsentUsedError`.
    """

    __slots__ = ("label",)

    def __init__(self, label: str) -> None:
        self.label = label

    def __bool__(self) -> bool:
        return False

    def __len__(self) -> int:
        return 0

    def __iter__(self) -> Iterator[Any]:
        return iter(())

    def __contains__(self, item: object) -> bool:
        return False

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Absent)

    def __hash__(self) -> int:
        return hash(Absent)

    def __repr__(self) -> str:
        return f"Absent({self.label!r})"

    def _refuse(self, other: object = None) -> Any:
        raise AbsentUsedError(self.label)

    __lt__ = __le__ = __gt__ = __ge__ = _refuse
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = _refuse
    __truediv__ = __rtruediv__ = __floordiv__ = __rfloordiv__ = __mod__ = __rmod__ = _refuse
    __neg__ = __pos__ = _refuse


class AbsentUsedError(Exception):
    """An absent value was ordered or calculated with; the argument is the field's label."""


class Markdown(str):
    """Text of an ``x-markdown`` field, so that printing it can tell it from plain text."""

    __slots__ = ()


class Source(NamedTuple):
    """A YAML file as read: plain data whose leaves are all text, and where each piece stands.

    ``values`` and ``keys`` give the places of values and of mapping keys by path, which may be found only when they
    are first asked for; ``empties`` are the paths of keys with nothing (or ``""``) after them: they are left out of
    ``data``.
    """

    data: Any
    values: Mapping[Path, Location]
    keys: Mapping[Path, Location]
    empties: frozenset[Path] = frozenset()


@dataclass(frozen=True, slots=True)
class Case:
    """One case: its kind and id, its typed data (numbers are ``Decimal``), and where things stand.

    ``files`` are the files it was read from; ``digest`` changes with their bytes.
    """

    kind: str
    id: str
    data: Mapping[str, Any]
    source: Source
    files: tuple[str, ...]
    digest: str

    @property
    def key(self) -> str:
        return f"{self.kind}/{self.id}"


class UnknownFieldError(LookupError):
    """A name that the schema does not declare was asked of a record; the message is Chinese."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message
