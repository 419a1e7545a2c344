"""Writing a trip down and who goes on it, while it is a draft or returned for correction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.db import transaction

from vun.common.actor import Actor, Permission
from vun.common.errors import NotFound, Problem
from vun.common.text import clean, fold
from vun.records.abroad.domain import OPEN_STATES, MemberRole, TripKind
from vun.records.abroad.models import StudyTrip, TripMember
from vun.records.abroad.operations.listing import post_again, put_on_list, refuse_away
from vun.records.audit import operations as audit
from vun.records.funding.models import FundSource
from vun.records.funding.operations import MOST_MONEY
from vun.records.orgs.models import Unit
from vun.records.people.models import Person
from vun.records.standards.models import Programme


@dataclass(frozen=True, slots=True, kw_only=True)
class TripPlan:
    """What is written down about a trip; days are both included, ``cost`` is in đồng."""

    kind: TripKind
    name: str
    purpose: str
    countries: Sequence[str]
    start_on: date
    end_on: date
    host_body: str = ""
    programme: Programme | None = None
    fund_source: FundSource | None = None
    cost: int = 0


_COLUMNS = tuple(each.name for each in fields(TripPlan))


@transaction.atomic
def draft_trip(*, unit: Unit, by: Actor, **told: Any) -> StudyTrip:
    """Write down a trip the unit sends, as `TripPlan` has it. Raises Refused without NOMINATE over it, Problem."""
    by.require(Permission.NOMINATE, unit.pk)
    trip = StudyTrip(unit=unit)
    _fill(trip, TripPlan(**told))
    trip.save()
    audit.record(by, "trip.drafted", trip, unit_id=unit.pk, after=_told(trip))
    return trip


@transaction.atomic
def describe_trip(*, trip: StudyTrip, by: Actor, **told: Any) -> None:
    """Write a trip differently; on another first day its members go with the posts of that day.

    Raises as `draft_trip`, and Problem once it was submitted, or where a member has no post on that day or is on
    another trip then.
    """
    _require_open(trip, by)
    trip.refresh_from_db()
    before, left_on = _told(trip), trip.start_on
    _fill(trip, TripPlan(**told))
    # Nothing else of the row: what has become of the trip since it was read stays.
    trip.save(update_fields=[*_COLUMNS, "search_key"])
    refuse_away(trip, field="start_on")
    if trip.start_on != left_on:
        post_again(trip)
    audit.record(by, "trip.described", trip, unit_id=trip.unit_id, before=before, after=_told(trip))


@transaction.atomic
def add_member(*, trip: StudyTrip, person: Person, role: MemberRole, by: Actor) -> TripMember:
    """Put somebody on the list, with the post and tier of the first day of the trip.

    Raises Refused; Problem: submitted already, on the list already, a second head, no post on that day, or on another
    trip decided on then.
    """
    _require_open(trip, by)
    member = put_on_list(trip, person, role)
    told = {"person": person.full_name, "role": role}
    audit.record(by, "trip.member_added", trip, unit_id=trip.unit_id, after=told)
    return member


@transaction.atomic
def remove_member(*, member: TripMember, by: Actor) -> None:
    """Take somebody off the list. Raises Refused, NotFound once they are, and Problem once the trip was submitted."""
    _require_open(member.trip, by)
    told = {"person": member.person.full_name, "role": member.role}
    if not TripMember.objects.filter(pk=member.pk).delete()[0]:
        raise NotFound("trip member")
    audit.record(by, "trip.member_removed", member.trip, unit_id=member.trip.unit_id, before=told)


def _require_open(trip: StudyTrip, by: Actor) -> None:
    by.require(Permission.NOMINATE, trip.unit_id)
    # Locks the row as it was found: whoever submits meanwhile waits, or is found here.
    if not StudyTrip.objects.filter(pk=trip.pk, state__in=OPEN_STATES).update(unit_id=trip.unit_id):
        raise Problem("abroad.is_submitted")


def _fill(trip: StudyTrip, plan: TripPlan) -> None:
    texts = {"name": clean(plan.name), "purpose": clean(plan.purpose)}
    for field, text in texts.items():
        if not text:
            raise Problem("abroad.field_needed", field=field)
    if plan.cost > MOST_MONEY:
        raise Problem("funding.amount_too_large", field="cost", most=MOST_MONEY)
    countries = [text for each in plan.countries if (text := clean(each))]
    if not countries:
        raise Problem("abroad.field_needed", field="countries")
    if plan.end_on < plan.start_on:
        raise Problem("abroad.days_out_of_order", field="end_on", start_on=plan.start_on)
    written = {name: getattr(plan, name) for name in _COLUMNS}
    for name, value in (written | texts | {"countries": countries}).items():
        setattr(trip, name, value)
    trip.search_key = fold(" ".join([trip.name, *countries]))[:400]


def _told(trip: StudyTrip) -> dict[str, object]:
    return {
        "kind": str(trip.kind),
        "name": trip.name,
        "countries": ", ".join(trip.countries),
        "start_on": trip.start_on,
        "end_on": trip.end_on,
        "fund_source": trip.fund_source_id,
        "cost": trip.cost,
    }
