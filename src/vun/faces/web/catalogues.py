"""Dictionaries kept in parts, one module per context, and put together when first asked for."""

from __future__ import annotations

import pkgutil
from importlib import import_module
from typing import Any


def merged(package: str, name: str) -> dict[Any, Any]:
    """The dictionaries called ``name`` of all modules of ``package`` as one.

    Raises ValueError when a key is in two of them.
    """
    whole: dict[Any, Any] = {}
    for module in pkgutil.iter_modules(import_module(package).__path__, f"{package}."):
        part = getattr(import_module(module.name), name)
        if twice := whole.keys() & part.keys():
            raise ValueError(f"{module.name}.{name} repeats {sorted(map(str, twice))}")
        whole |= part
    return whole
