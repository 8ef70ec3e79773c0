"""What names may be used on a value of a schema, for checking expressions before there is data."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

from docgen.schemas.node import Node


@dataclass(frozen=True)
class NodeShape:
    """A node as the expression checker sees it; references lead to the shape of what they name.

    ``kind`` is that of the case in which it stands, where that is known and it is not the case itself.
    """

    node: Node
    kinds: Mapping[str, Node]
    case: bool = False
    kind: str = ""

    @property
    def form(self) -> Literal["text", "markdown", "number", "object", "list", "any"]:
        node = self._followed()
        if node.markdown:
            return "markdown"
        forms: dict[str, Literal["text", "number", "object", "list"]] = {
            "object": "object", "array": "list", "string": "text", "number": "number", "integer": "number",
        }  # fmt: skip
        return forms.get(node.type, "any")

    @property
    def values(self) -> Collection[str]:
        values = self._followed().enum
        return values if all(isinstance(each, str) for each in values) else ()  # which checking the schema refuses

    def member(self, name: str) -> NodeShape | None:
        node = self._followed()
        if name == "id" and (self.case or (self.node.ref and "." not in self.node.ref)):
            return NodeShape(Node("string", "编号"), self.kinds)
        child = node.properties.get(name)
        return NodeShape(child, self.kinds, kind=self._kind) if child is not None else self._holder(name)

    @property
    def own_kind(self) -> str:
        """The kind whose case this is; empty for anything else."""
        return next((kind for kind, node in self.kinds.items() if node is self.node), "") if self.case else ""

    @property
    def _kind(self) -> str:
        """The kind of the case in which its fields stand."""
        return self.node.ref.partition(".")[0] or self.own_kind or self.kind

    def _holder(self, name: str) -> NodeShape | None:
        """The case in which an object stands, under its kind's title; a case itself stands in none."""
        kind, _, item = self.node.ref.partition(".")
        holder = kind if item else "" if kind or self.case else self.kind
        target = self.kinds.get(holder)
        return case_shape(holder, self.kinds) if target is not None and target.label == name else None

    def members(self) -> Collection[str]:
        return self._followed().properties.keys()

    def element(self) -> NodeShape | None:
        items = self._followed().items
        return NodeShape(items, self.kinds, kind=self._kind) if items is not None else None

    def _followed(self) -> Node:
        if not self.node.ref:
            return self.node
        kind, _, name = self.node.ref.partition(".")
        target = self.kinds.get(kind)
        if target is not None and name:
            holder = target.properties.get(name)
            target = holder.items if holder is not None else None
        return target or Node("any", self.node.label)


def case_shape(kind: str, kinds: Mapping[str, Node]) -> NodeShape:
    """The shape of a case of this kind."""
    return NodeShape(kinds[kind], kinds, case=True)
