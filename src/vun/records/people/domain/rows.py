"""What is said about a person and a post when either is recorded, one at a time or sixty thousand at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from vun.records.people.domain.kinds import EndReason, ManagementTier, RatingGrade, Sex, StaffKind


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonDetails:
    """Who somebody is. ``ethnic_group`` is a code of the official list; empty text and None mean not known."""

    full_name: str
    birth_on: date
    sex: Sex
    national_id: str = ""
    ethnic_group: str = ""
    party_joined_on: date | None = None
    party_official_on: date | None = None
    recruited_on: date | None = None
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentRow:
    """A post held in a unit on the days [start_on, end_on). ``title`` and ``rank`` are codes.

    ``kind``, ``is_leader`` and ``management_tier`` None: as is usual for the title.
    """

    unit_id: int
    title: str
    start_on: date
    end_on: date | None = None
    end_reason: EndReason | None = None
    kind: StaffKind | None = None
    rank: str = ""
    is_leader: bool | None = None
    management_tier: ManagementTier | None = None
    is_primary: bool = True
    decision_id: int | None = None
    position_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SuccessionRow:
    """A place in the succession pool for ``title`` (a code) in a unit, for a term such as 2025-2030."""

    unit_id: int
    title: str
    term: str
    start_on: date
    end_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow(PersonDetails):
    """A person of a bulk load, with posts, yearly ratings and places in succession pools.

    ``custom`` is what is stored in the office's own fields, as `custom.domain.with_values` makes it.
    """

    appointments: tuple[AppointmentRow, ...] = ()
    ratings: tuple[tuple[int, RatingGrade], ...] = ()
    successions: tuple[SuccessionRow, ...] = ()
    custom: Mapping[str, Any] = field(default_factory=dict)
