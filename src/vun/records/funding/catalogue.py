"""Fund sources and cost norms, from the reviewable files in ``data/``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from vun.common.actor import Actor
from vun.records.funding import operations
from vun.records.funding.models import CostNorm, FundSource

_DATA = Path(__file__).parent / "data"


def load_catalogues(by: Actor) -> None:
    """Bring sources and norms to what the files say; loading again changes nothing.

    Norms once loaded are the province's own to change: a file that says otherwise later does not overwrite them. Raises
    Refused without FUND_EDIT everywhere, ValueError when norms of one code overlap.
    """
    operations.write_catalogue(sources=sources(), norms=norms(), by=by)


def sources() -> list[FundSource]:
    """The sources of the file, unsaved, in its order."""
    return [
        FundSource(
            code=row["code"],
            name=row["name"],
            note=row.get("note", ""),
            valid_to=row.get("valid_to"),
            order=order,
        )
        for order, row in enumerate(_read("fund_sources.yaml")["fund_sources"], start=1)
    ]


def norms() -> list[CostNorm]:
    """The norms of the file, unsaved."""
    return [
        CostNorm(
            code=row["code"],
            name=row["name"],
            unit_of_count=row["unit_of_count"],
            amount=row["amount"],
            legal_basis=row["legal_basis"],
            start_on=row["valid_from"],
            end_on=row.get("valid_to"),
            is_verified=row["verified"],
            note=row.get("note", ""),
        )
        for row in _read("cost_norms.yaml")["cost_norms"]
    ]


def _read(name: str) -> Any:
    return yaml.safe_load((_DATA / name).read_text(encoding="utf-8"))
