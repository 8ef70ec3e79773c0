"""A package's public names by module -> its ``__getattr__``, which imports a module when one of its names is wanted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def lazily(package: str, modules: Mapping[str, str]) -> Callable[[str], Any]:
    """``modules`` gives for each module of the package the names that it offers, with spaces between them; none is a
    module's own name, which Python gives to the module once that is loaded.

    What a command does not use is then never loaded; the names are written once more under ``TYPE_CHECKING`` for mypy.
    """
    homes = {name: module for module, names in modules.items() for name in names.split()}

    def find(name: str) -> Any:
        if name in homes:
            return getattr(import_module(f"{package}.{homes[name]}"), name)
        raise AttributeError(f"module {package!r} has no attribute {name!r}")

    return find
