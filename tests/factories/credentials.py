"""Credentials people hold, for tests."""

from __future__ import annotations

from datetime import date
from typing import Any

from vun.records.credentials.models import Credential
from vun.records.people.models import Person
from vun.records.standards.models import ScaleLevel


def make_credential(
    person: Person,
    level: ScaleLevel,
    earned_on: date = date(2010, 6, 1),
    valid_until: date | None = None,
    **columns: Any,
) -> Credential:
    """``person`` holds ``level`` since ``earned_on``."""
    return Credential.objects.create(
        person=person,
        level=level,
        earned_on=earned_on,
        valid_until=valid_until,
        **{"name": level.name, **columns},
    )
