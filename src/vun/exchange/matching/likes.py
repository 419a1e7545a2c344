"""Whom on record somebody new may be: weighed as the list of records alike will weigh the two."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

from vun.common.errors import Problem
from vun.common.text import fold, sort_key
from vun.exchange.matching.people import KnownPerson, PeopleIndex
from vun.records.orgs.models import UnitAncestor
from vun.records.people.domain import AppointmentRow, Nearness, PersonDetails, Record
from vun.records.people.domain.duplicates import weigh
from vun.records.people.models import Appointment


class Likes:
    """Tells of somebody new whom on record they may be. Two queries for a whole file, none where no names agree."""

    def __init__(self, people: PeopleIndex) -> None:
        self._people = people

    def of(self, details: PersonDetails, post: AppointmentRow | None) -> Iterator[Problem]:
        """A remark for everybody of the name and birth year whom the row may be about, if the actor may change them."""
        fresh = Record(
            0,
            fold(details.full_name),
            sort_key(details.full_name),
            details.birth_on,
            details.sex.value,
            details.national_id or None,
            frozenset(),
        )
        for known in self._people.born_in(details.full_name, details.birth_on.year):
            pair = weigh(fresh, _record(known), self._nearness(known.pk, post))
            if pair is not None and self._people.may_edit(known.pk):
                yield Problem(
                    "import.looks_like",
                    value=details.full_name,
                    name=known.full_name,
                    birth_on=known.birth_on,
                    likeness=pair.likeness,
                )

    def _nearness(self, person_id: int, post: AppointmentRow | None) -> Nearness:
        """How near the post is to those the person ever held, in units as they ever stood above one another."""
        if post is None:
            return Nearness.APART
        units = self._units.get(person_id, set())
        if post.unit_id in units:
            return Nearness.SAME_UNIT
        links = {(post.unit_id, unit_id) for unit_id in units} | {
            (unit_id, post.unit_id) for unit_id in units
        }
        return Nearness.ABOVE if links & self._links else Nearness.APART

    @cached_property
    def _units(self) -> dict[int, set[int]]:
        found = defaultdict(set)
        for person_id, unit_id in (
            Appointment.objects.order_by().values_list("person_id", "unit_id").iterator()
        ):
            found[person_id].add(unit_id)
        return dict(found)

    @cached_property
    def _links(self) -> set[tuple[int, int]]:
        return set(UnitAncestor.objects.order_by().values_list("unit_id", "ancestor_id"))


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
