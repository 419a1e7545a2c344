"""Statements in few words, for tests."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from vun.engines.figures import Statement, check, checks_json, read_data

FIGURE = {"vi": "Số", "unit": "người"}


def figure(key: str, value: str | int, qualifier: str = "exact", **more: Any) -> dict[str, Any]:
    return {"id": key, **FIGURE, "value": Decimal(value), "qualifier": qualifier, **more}


def statement(
    figures: Mapping[str, str | int | tuple[str | int, str]], *relations: dict[str, Any]
) -> Statement:
    """Figures by id, a value or (value, qualifier); relations are numbered R1, R2 … unless they have an id."""
    return read_data(
        {
            "case": "thử",
            "figures": [
                figure(key, *(value if isinstance(value, tuple) else (value,)))
                for key, value in figures.items()
            ],
            "relations": [{"id": f"R{number}", **one} for number, one in enumerate(relations, start=1)],
        },
        "thử",
    )


def checked(
    figures: Mapping[str, str | int | tuple[str | int, str]], kind: str, **fields: Any
) -> dict[str, Any]:
    """The one check, as its JSON says it, without what every check has."""
    made = statement(figures, {"type": kind, **fields})
    (only,) = json.loads(checks_json(made.case, check(made)), parse_float=Decimal)["checks"]
    assert (only.pop("relation"), only.pop("type")) == ("R1", kind)
    return dict(only)
