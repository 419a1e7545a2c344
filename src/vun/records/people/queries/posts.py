"""Readers of posts: on a day, over time, counted by unit."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple, overload

from django.db.models import Count, Q, QuerySet

from vun.common.actor import Actor, Permission
from vun.common.errors import NotFound
from vun.common.period import Period
from vun.common.text import fold
from vun.records.dated import on_day
from vun.records.orgs import queries as orgs
from vun.records.orgs.models import UnitState
from vun.records.people.models import Appointment, JobPosition, Person


@dataclass(frozen=True, slots=True)
class FilledPosition:
    """An approved job position of a unit and how many hold it on the day."""

    position: JobPosition
    filled: int

    @property
    def vacant(self) -> int:
        """Places left; below nought when more were appointed than approved."""
        return self.position.headcount - self.filled


@dataclass(frozen=True, slots=True)
class HeldPost:
    """A post with the name its unit had while it was held: on the day asked about, else on its last or first day."""

    post: Appointment
    unit_name: str


def appointments_on(day: date, unit_ids: Collection[int] | None = None) -> QuerySet[Appointment]:
    """Every post held on the day, primary and concurrent, of the units or of all."""
    posts = Appointment.objects.filter(on_day(day))
    return posts if unit_ids is None else posts.filter(unit_id__in=unit_ids)


@overload
def primary_on(person_ids: int, day: date) -> Appointment | None: ...
@overload
def primary_on(person_ids: Collection[int], day: date) -> dict[int, Appointment]: ...
def primary_on(person_ids: int | Collection[int], day: date) -> Appointment | dict[int, Appointment] | None:
    """The primary post of the day with unit, title and rank: of one person, or by person for several. One query.

    Whoever has no primary post on the day is None, or not in the dictionary.
    """
    posts = appointments_on(day).filter(is_primary=True).select_related("unit", "title", "rank")
    if isinstance(person_ids, int):
        return posts.filter(person_id=person_ids).first()
    return {post.person_id: post for post in posts.filter(person_id__in=person_ids)}


def posts_of(person_id: int) -> QuerySet[Appointment]:
    """Every post the person ever had, the latest first, each with unit, title, rank and decision."""
    posts = Appointment.objects.filter(person_id=person_id)
    return posts.select_related("unit", "title", "rank", "decision", "position", "end_decision")


def history_of(person_id: int, on: date) -> list[HeldPost]:
    """Every post the person ever had as it was then, the latest first. Two queries."""
    posts = list(posts_of(person_id))
    states = UnitState.objects.filter(unit__in={post.unit_id for post in posts}).order_by("start_on")
    names = [(state.unit_id, state.period, state.name) for state in states]
    return [HeldPost(post, _name_then(post, on, names)) for post in posts]


def _name_then(post: Appointment, on: date, names: Collection[tuple[int, Period, str]]) -> str:
    day = max(post.start_on, min(on, post.last_day or on))
    held = [name for unit_id, period, name in names if unit_id == post.unit_id and day in period]
    return held[0] if held else post.unit.name


def get_post(person: Person, appointment_id: int) -> Appointment:
    """One of the person's posts. Raises NotFound."""
    post = posts_of(person.pk).filter(pk=appointment_id).first()
    if post is None:
        raise NotFound("appointment")
    return post


def population(unit_id: int | None, day: date) -> QuerySet[Appointment]:
    """The primary posts held on the day in the unit and below it, or anywhere: one row for each person counted."""
    posts = appointments_on(day).filter(is_primary=True)
    return posts if unit_id is None else posts.filter(unit_id__in=orgs.below(unit_id, day))


def headcount(day: date, unit_ids: Collection[int] | None = None) -> dict[int, int]:
    """By unit, the people whose primary post on the day is in that very unit; units without any are left out."""
    posts = appointments_on(day, unit_ids).filter(is_primary=True).order_by()
    return dict(posts.values_list("unit_id").annotate(Count("pk")))


def positions_of(unit_id: int, day: date) -> list[FilledPosition]:
    """The approved job positions of the unit on the day, by title, with how many hold each."""
    approved = _positions().filter(on_day(day), unit_id=unit_id)
    return _filled(approved.order_by("title__order", "name", "pk"), day)


def positions_under(actor: Actor) -> QuerySet[JobPosition]:
    """The job positions of any day to which the actor may appoint."""
    scope = actor.unit_ids(Permission.PERSON_EDIT)
    return _positions().filter(unit_id__in=scope) if isinstance(scope, frozenset) else _positions()


def search_positions(actor: Actor, text: str, day: date, limit: int) -> list[FilledPosition]:
    """The first job positions of the day to which the actor may appoint, by words of their name, title or unit."""
    found = positions_under(actor).filter(on_day(day))
    for word in fold(text).split():
        found = found.filter(Q(search_key__contains=word) | Q(unit__search_key__contains=word))
    return _filled(found.order_by("unit__sort_key", "title__order", "name", "pk")[:limit], day)


def get_position(unit_id: int, position_id: int, day: date) -> FilledPosition:
    """A job position of the unit, of whatever day, and how many hold it on this one. Raises NotFound."""
    found = _filled(_positions().filter(unit_id=unit_id, pk=position_id), day)
    if not found:
        raise NotFound("position")
    return found[0]


def holders_of(position_id: int, day: date) -> QuerySet[Appointment]:
    """The posts held on the day in the position, each with person, title, rank and unit."""
    posts = appointments_on(day).filter(position_id=position_id)
    return posts.select_related("person", "title", "unit", "rank").order_by("start_on", "pk")


def _positions() -> QuerySet[JobPosition]:
    return JobPosition.objects.select_related("unit", "title", "rank", "decision")


def _filled(positions: Iterable[JobPosition], day: date) -> list[FilledPosition]:
    """The positions with how many hold each on the day. Two queries."""
    known = list(positions)
    held = appointments_on(day).filter(position__in=known).order_by()
    filled = dict(held.values_list("position_id").annotate(Count("pk")))
    return [FilledPosition(position, filled.get(position.pk, 0)) for position in known]


class StaffFact(NamedTuple):
    """A post somebody holds on a day, as reports count it."""

    person_id: int
    unit_id: int
    level: str
    block: str
    zone: str
    kind: str
    title_group: str
    title: str
    rank: str
    is_leader: bool
    tier: str
    sex: str
    birth_on: date
    is_minority: bool
    is_party_member: bool


def staff_on(actor: Actor, day: date, *, with_concurrent: bool = False) -> Iterator[StaffFact]:
    """Everybody's primary post of the day in the units the actor may report on, or every post. Two queries."""
    places = orgs.places_on(day)
    posts = appointments_on(day).order_by("person_id", "pk")
    if not with_concurrent:
        posts = posts.filter(is_primary=True)
    scope = actor.unit_ids(Permission.REPORT_RUN)
    if isinstance(scope, frozenset):
        posts = posts.filter(unit_id__in=scope)
    rows: Iterable[Any] = posts.values_list(
        "person_id",
        "unit_id",
        "kind",
        "title__group",
        "title_id",
        "rank_id",
        "is_leader",
        "management_tier",
        "person__sex",
        "person__birth_on",
        "person__ethnic_group__is_minority",
        "person__party_joined_on",
    )
    for person_id, unit_id, *post, is_minority, joined_on in rows:
        is_party_member = joined_on is not None and joined_on <= day
        place = places[unit_id]
        kind, group, title, rank, is_leader, tier, sex, birth_on = post
        yield StaffFact(
            person_id=person_id,
            unit_id=unit_id,
            level=place.level.value,
            block=place.block.value,
            zone=place.zone.value if place.zone else "",
            kind=kind,
            title_group=group,
            title=title,
            rank=rank or "",
            is_leader=is_leader,
            tier=tier,
            sex=sex,
            birth_on=birth_on,
            is_minority=bool(is_minority),
            is_party_member=is_party_member,
        )
