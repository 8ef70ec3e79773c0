"""A kind's schema to an empty case file: every field under a comment that says how to fill it in."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.schemas.node import Node


def skeleton(kind: str, node: Node) -> str:
    """YAML text: required fields stand open, optional lists and objects are commented out, line by line."""
    lines = [
        f"# yaml-language-server: $schema=../../schemas/{kind}.schema.json",
        f"# {node.label}：{node.description}",
        "# 标“必填”的都要填；其他的没有就空着，或者删掉。日期写成 2022-03-05，编码加引号。",
        "",
    ]
    for name, child in node.properties.items():
        if not child.value:
            lines += [*_field(name, child, name in node.required, ""), ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def _field(name: str, node: Node, required: bool, mark: str) -> Iterator[str]:
    """The lines of one field; ``mark`` begins the lines of what is commented out."""
    yield f"{mark}# {_told(node, required, _nested(node))}"
    if not _nested(node):
        yield f"{mark}{name}:"
        return
    if not required and not mark:
        mark = "# "
        yield "# 要填时去掉下面各行开头的“# ”"
    yield f"{mark}{name}:"
    first = node.items is not None
    indent = "    " if first else "  "
    holder = node.items if node.items is not None else node
    for child_name, child in holder.properties.items():
        if child.value or child.waives:
            continue
        # Comments stand over their fields, never behind: what is typed at the end of a line must not become one.
        yield f"{mark}{indent}# {_told(child, child_name in holder.required)}"
        yield f"{mark}{'  - ' if first else indent}{child_name}:"
        first = False


def _nested(node: Node) -> bool:
    return node.type == "object" or (node.items is not None and bool(node.items.properties))


def _told(node: Node, required: bool, shown_below: bool = False) -> str:
    parts = ["必填。" if required else "", node.description]
    values = node.enum or (node.items.enum if node.items is not None else ())
    if values:
        parts.append("；可填：" + "、".join(values))
    elif node.type in ("string", "number", "integer") and node.examples:
        parts.append(f"；例如 {_plain(node)}")
    if node.ref:
        parts.append(f"（{node.ref} 的编号）")
    if node.items is not None and not shown_below:
        parts.append("；另起一行，每行一项，写成 - " + _item_example(node.items))
    elif node.type == "object" and not shown_below:
        parts.append("；写成 " + _item_example(node))
    return "".join(parts).replace("\n", " ")


def _item_example(node: Node) -> str:
    if not node.properties:
        return _plain(node)
    names = [name for name in node.properties if name in node.required] or list(node.properties)[:2]
    return "{" + ", ".join(f"{name}: {_plain(node.properties[name])}" for name in names) + "}"


def _plain(node: Node) -> str:
    example = node.examples[0] if node.examples else (node.enum[0] if node.enum else "")
    if isinstance(example, (list, dict)):
        return "[…]" if isinstance(example, list) else "{…}"
    text = str(example).split("\n")[0]
    digits = node.type == "string" and text.isdigit()
    return f'"{text}"' if digits else text
