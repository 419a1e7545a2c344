"""What people are on a day, frozen: the columns a participation is counted by."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from vun.common.period import whole_years
from vun.records.dated import on_day
from vun.records.delivery.domain import Snapshot
from vun.records.orgs.models import UnitState
from vun.records.people import queries as people
from vun.records.people.domain import Sex, StaffKind, post_group
from vun.records.people.models import Appointment, Person


def snapshots(person_ids: Collection[int], day: date) -> dict[int, Snapshot]:
    """What each person is on ``day``: post, unit, level, block, zone, title, sex, ethnicity, age in whole years.

    By the primary appointment of the day; somebody without one has no post. Three queries, however many people.
    """
    posts: dict[int, Appointment] = people.primary_on(person_ids, day)
    zones = dict(
        UnitState.objects.filter(
            on_day(day), unit_id__in={post.unit_id for post in posts.values()}
        ).values_list("unit_id", "zone")
    )
    persons = Person.objects.filter(pk__in=person_ids).select_related("ethnic_group")
    return {person.pk: _snapshot(person, posts.get(person.pk), zones, day) for person in persons}


def _snapshot(person: Person, post: Appointment | None, zones: dict[int, str], day: date) -> Snapshot:
    sex = Sex(person.sex)
    is_minority = person.ethnic_group is not None and person.ethnic_group.is_minority
    age = whole_years(person.birth_on, day)
    if post is None:
        return Snapshot(sex, is_minority, age)
    kind = StaffKind(post.kind)
    return Snapshot(
        sex,
        is_minority,
        age,
        unit_id=post.unit_id,
        level=post.unit.level,
        block=post.unit.block,
        zone=zones.get(post.unit_id, ""),
        title_code=post.title_id,
        title_group=post.title.group,
        kind=kind,
        rank_code=post.rank_id or "",
        is_leader=post.is_leader,
        post_group=post_group(kind, post.unit.level),
    )
