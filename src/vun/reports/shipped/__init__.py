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
NAMES = (
    "ke-hoach-ket-qua",
    "ke-hoach-khoi-cap",
    "don-vi-cu",
    "huyen-trong-tinh",
    "truoc-va-sau",
    "lop-va-kinh-phi",
    "nhieu-nam",
    "bieu-10-btctw",
    "bieu-8b-btctw",
    "bieu-9a-btctw",
    "bieu-9b-btctw",
    "bieu-9c-btctw",
    "noi-vu-1",
    "noi-vu-2",
    "noi-vu-3",
)
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


RELATIONS: tuple[dict[str, str], ...] = tuple(
    yaml.safe_load((_HERE / "relations.yaml").read_text(encoding="utf-8"))["relations"]
)
"""Relations between reports, checked before the one they belong to is signed: report, name, formula."""
