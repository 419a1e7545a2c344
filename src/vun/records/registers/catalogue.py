"""The days off that are shipped, from the reviewable file in ``data/``; its README.md describes the keys."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from vun.common.actor import Actor, Permission
from vun.records.registers.models import CalendarDay

_FILE = Path(__file__).parent / "data" / "days.yaml"
_BASIS = "Bộ luật Lao động 2019, Điều 112; thông báo nghỉ lễ, Tết của năm"


@transaction.atomic
def load_catalogues(by: Actor) -> None:
    """Add the days of the file that are not there yet; loading again changes nothing.

    Raises Refused without ROUTE_MANAGE everywhere.
    """
    by.require_everywhere(Permission.ROUTE_MANAGE)
    data: dict[str, list[dict[str, Any]]] = yaml.load(
        _FILE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader
    )
    present = set(CalendarDay.objects.values_list("on", flat=True))
    CalendarDay.objects.bulk_create(
        CalendarDay(on=on, is_working=row.get("working", False), name=row["name"], legal_basis=_BASIS)
        for row in data["days"]
        for place in range((row["to"] - row["from"]).days + 1)
        if (on := row["from"] + timedelta(days=place)) not in present
    )
