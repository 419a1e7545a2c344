"""Whom on record somebody new may be: weighed as the list of records alike will weigh the two."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q

from vun.common.errors import Problem
from vun.common.text import fold, sort_key
from vun.exchange.matching.people import KnownPerson, PeopleIndex
from vun.records.orgs.models import UnitAncestor
from vun.records.people.domain import AppointmentRow, Nearness, PersonDetails, Record
from vun.records.people.domain.duplicates import weigh
from vun.records.people.models import Appointment


def likes(people: PeopleIndex, details: PersonDetails, post: AppointmentRow | None) -> Iterator[Problem]:
    """A remark for everybody of the name and birth year whom the row may be about, and whom the actor may change."""
    fresh = Record(
        0,
        fold(details.full_name),
        sort_key(details.full_name),
        details.birth_on,
        details.sex.value,
        details.national_id or None,
        frozenset(),
    )
    for known in people.born_in(details.full_name, details.birth_on.year):
        pair = weigh(fresh, _record(known), _nearness(known.pk, post))
        if pair is not None and people.may_edit(known.pk):
            yield Problem(
                "import.looks_like",
                value=details.full_name,
                name=known.full_name,
                birth_on=known.birth_on,
                likeness=pair.likeness,
            )


def _nearness(person_id: int, post: AppointmentRow | None) -> Nearness:
    """How near the post is to those the person ever held, in units as they ever stood above one another."""
    if post is None:
        return Nearness.APART
    units = set(Appointment.objects.filter(person_id=person_id).values_list("unit_id", flat=True))
    if post.unit_id in units:
        return Nearness.SAME_UNIT
    links = UnitAncestor.objects.filter(
        Q(unit_id=post.unit_id, ancestor_id__in=units) | Q(unit_id__in=units, ancestor_id=post.unit_id)
    )
    return Nearness.ABOVE if links.exists() else Nearness.APART


def _record(known: KnownPerson) -> Record:
    return Record(
        known.pk,
        known.search_key,
        sort_key(known.full_name),
        known.birth_on,
        known.sex,
        known.number_index,
        frozenset(),
    )
