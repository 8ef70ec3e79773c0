"""The way to a value of a case, in labels, as diagnostics show it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from docgen.model import Path
from docgen.schemas.node import Node


def breadcrumb(node: Node, data: Any, path: Path, start: str) -> str:
    """The way to a value in labels: 企业 qy-031 > 质量问题 WT-2022-003 > 严重程度."""
    steps, holder = [start], node
    for step in path:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            data = None
        if isinstance(step, int):
            key = " ".join(str(data[name]) for name in holder.key if isinstance(data, Mapping) and name in data)
            steps[-1] = f"{steps[-1]} {key or f'第{step + 1}项'}"
            holder = holder.items or holder
        else:
            holder = holder.properties.get(step) or Node("any", step)
            steps.append(holder.label)
    return " > ".join(steps)
