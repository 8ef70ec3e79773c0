"""The names, mappings and objects of a context -> views that note what is read, and hand on where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Protocol

from docgen.expressions.tracing import Origin, Traced

FIGURES = "figures/"


class Sight(Protocol):
    """What views ask of the rendering that is traced; ``log`` is what was read, in order."""

    log: list[Origin]

    def seen(self, value: Any, origin: Origin) -> Any: ...
    def field(self, holder: Any, origin: Origin, name: Any) -> Any: ...


def within(origin: Origin, name: str | int) -> Origin:
    """The origin of what stands in something; a figure is one whole."""
    return origin if origin.source.startswith(FIGURES) else Origin(origin.source, (*origin.path, name))


class NamesView(Mapping[str, Any]):
    """The names of a context; one is noted as read when it is asked for."""

    def __init__(self, sight: Sight, names: Mapping[str, Any]) -> None:
        self._sight, self._names = sight, names

    def __getitem__(self, name: str) -> Any:
        value = self._names[name]
        origin = Origin("", (name,))
        if not hasattr(type(value), "lookup"):
            self._sight.log.append(origin)
        return self._sight.seen(value, origin)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


class FieldsView(Mapping[Any, Any], Traced):
    """A mapping of the context's."""

    def __init__(self, sight: Sight, fields: Mapping[Any, Any], origin: Origin) -> None:
        self._sight, self._fields, self.origins = sight, fields, (origin,)

    def __getitem__(self, name: Any) -> Any:
        value = self._fields[name]
        origin = within(self.origins[0], str(name) if isinstance(name, str) else name)
        self._sight.log.append(origin)
        return self._sight.seen(value, origin)

    def __contains__(self, name: object) -> bool:
        return name in self._fields

    def __iter__(self) -> Iterator[Any]:
        return iter(self._fields)

    def __len__(self) -> int:
        return len(self._fields)


class ObjectView(Traced):
    """Anything with ``lookup``; it is equal to what it shows."""

    __slots__ = ("inner", "origins", "sight")

    def __init__(self, sight: Sight, inner: Any, origin: Origin) -> None:
        self.sight, self.inner, self.origins = sight, inner, (origin,)

    def lookup(self, name: Any) -> Any:
        return self.sight.field(self.inner, self.origins[0], name)

    @property
    def address(self) -> Any:
        return getattr(self.inner, "address", "")

    @property
    def label(self) -> Any:
        return getattr(self.inner, "label", "")

    def __eq__(self, other: object) -> bool:
        return bool(self.inner == (other.inner if isinstance(other, ObjectView) else other))

    def __hash__(self) -> int:
        return hash(self.inner)


class _Series(ObjectView):
    """An object that can also be looped over."""

    __slots__ = ()

    def __iter__(self) -> Iterator[Any]:
        return (self.sight.seen(each, self.origins[0]) for each in self.inner)


class _Calendar(ObjectView):
    """An object that knows the days off."""

    __slots__ = ()

    def year(self, number: int) -> Any:
        self.sight.log.append(self.origins[0])
        return self.inner.year(number)


_MANNERS: dict[str, type[ObjectView]] = {"year": _Calendar, "__iter__": _Series}


def view_of(sight: Sight, value: Any, origin: Origin) -> ObjectView:
    """An object as its kind needs it: a calendar, something to loop over, or neither."""
    kind = next((kind for name, kind in _MANNERS.items() if hasattr(type(value), name)), ObjectView)
    return kind(sight, value, origin)
