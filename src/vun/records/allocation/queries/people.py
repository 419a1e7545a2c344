"""What weights ask about people beside what they lack: posts, succession, years until retirement."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from vun.records.allocation.domain import retires_on
from vun.records.dated import on_day
from vun.records.orgs import queries as orgs
from vun.records.people.domain import Sex
from vun.records.people.models import Appointment, Person, SuccessionMembership

_DAYS_A_YEAR = 365.25


class PeopleFacts:
    """Everybody of a day, read in four queries. ``units`` holds the unit of each primary post."""

    def __init__(self, on: date, year: int) -> None:
        posts = Appointment.objects.filter(on_day(on)).order_by()
        self.units = dict(posts.filter(is_primary=True).values_list("person_id", "unit_id"))
        self.leaders = frozenset(posts.filter(is_leader=True).values_list("person_id", flat=True))
        members = SuccessionMembership.objects.filter(on_day(on))
        self.succession = frozenset(members.values_list("person_id", flat=True))
        rows = Person.objects.order_by().values_list("pk", "birth_on", "sex")
        self._born = {pk: (birth_on, sex) for pk, birth_on, sex in rows}
        self._until: dict[tuple[date, str], float] = {}
        self._from = date(year, 1, 1)

    def years_left(self, person_id: int) -> float:
        """Years from the beginning of the plan's year until retirement."""
        key = self._born[person_id]
        known = self._until.get(key)
        if known is None:
            ends = retires_on(key[0], Sex(key[1]))
            known = self._until[key] = (ends - self._from).days / _DAYS_A_YEAR
        return known


def units_of_people(person_ids: Collection[int], on: date) -> dict[int, str]:
    """What the unit of each one's primary post is called on the day. Two queries."""
    posts = Appointment.objects.filter(on_day(on), is_primary=True, person_id__in=list(person_ids))
    units = dict(posts.order_by().values_list("person_id", "unit_id"))
    names = orgs.names_on(set(units.values()), on)
    return {person_id: names[unit_id] for person_id, unit_id in units.items()}
