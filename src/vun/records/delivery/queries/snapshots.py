"""What people are on a day, frozen: the columns a participation is counted by."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from vun.common.period import whole_years
from vun.records.delivery.domain import Snapshot
from vun.records.orgs import queries as orgs
from vun.records.orgs.domain import Place
from vun.records.people import queries as people
from vun.records.people.domain import Sex, StaffKind, post_group
from vun.records.people.models import Appointment, Person


def snapshots(person_ids: Collection[int], day: date) -> dict[int, Snapshot]:
    """What each person is on ``day``: post, unit, level, block, zone, title, sex, ethnicity, age in whole years.

    By the primary appointment of the day; somebody without one has no post. Three queries, however many people.
    """
    posts: dict[int, Appointment] = people.primary_on(person_ids, day)
    places = orgs.places_on(day, {post.unit_id for post in posts.values()})
    persons = Person.objects.filter(pk__in=person_ids).select_related("ethnic_group")
    return {person.pk: _snapshot(person, posts.get(person.pk), places, day) for person in persons}


def _snapshot(person: Person, post: Appointment | None, places: dict[int, Place], day: date) -> Snapshot:
    sex = Sex(person.sex)
    is_minority = person.ethnic_group is not None and person.ethnic_group.is_minority
    age = whole_years(person.birth_on, day)
    if post is None:
        return Snapshot(sex, is_minority, age)
    kind, place = StaffKind(post.kind), places[post.unit_id]
    return Snapshot(
        sex,
        is_minority,
        age,
        unit_id=post.unit_id,
        level=place.level.value,
        block=place.block.value,
        zone=place.zone.value if place.zone else "",
        title_code=post.title_id,
        title_group=post.title.group,
        kind=kind,
        rank_code=post.rank_id or "",
        is_leader=post.is_leader,
        post_group=post_group(kind, place.level),
    )
