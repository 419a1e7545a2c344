"""What is to be written for a row of a roster."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from vun.records.credentials.domain import CredentialRow
from vun.records.people.domain import AppointmentRow, PersonDetails, PersonRow


@dataclass(slots=True)
class Payload:
    """What is to be written for a row: somebody new, or what differs of somebody on record."""

    person: PersonRow | None = None
    person_id: int = 0
    details: PersonDetails | None = None
    post: AppointmentRow | None = None
    is_transfer: bool = False
    custom: dict[str, Any] = field(default_factory=dict)
    held: Sequence[CredentialRow] = ()
