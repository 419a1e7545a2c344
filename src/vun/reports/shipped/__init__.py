"""The definitions shipped with the program, one reviewable file each."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from vun.reports.definitions.checking import check
from vun.reports.definitions.layout import Layout
from vun.reports.definitions.reading import read_layout

_HERE = Path(__file__).parent
NAMES = ("bieu-10-btctw",)
"""In the order they are listed."""


def data_of(name: str) -> dict[str, Any]:
    """The definition as plain data, to be shown, copied and changed."""
    data: dict[str, Any] = yaml.safe_load((_HERE / f"{name}.yaml").read_text(encoding="utf-8"))
    return data


@cache
def shipped(name: str) -> Layout:
    """The layout of that name, checked. Raises Problem when the file is wrong."""
    layout = read_layout(data_of(name))
    check(layout)
    return layout
