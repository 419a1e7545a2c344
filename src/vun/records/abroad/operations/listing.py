"""Who is on the list of a trip: with the posts of its first day, once, and on no other trip then."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from django.db import IntegrityError, transaction
from django.db.models import F

from vun.common.errors import Problem
from vun.records.abroad import queries
from vun.records.abroad.domain import MemberRole
from vun.records.abroad.models import StudyTrip, TripMember
from vun.records.people import queries as people
from vun.records.people.models import Appointment, Person
from vun.records.sending.domain import last_day


def hold(person_ids: Iterable[int]) -> None:
    """Let no other transaction decide on a trip of one of these people until this one ends.

    One after the other in the order of their keys: of two lists with the same people on them neither then waits for
    the other.
    """
    for person_id in sorted(set(person_ids)):
        Person.objects.filter(pk=person_id).update(sort_key=F("sort_key"))


def refuse_away(
    trip: StudyTrip, person_ids: Collection[int] | None = None, *, field: str | None = None
) -> None:
    """Raises Problem where a member, or one of these people, is on another trip decided on, on one of its days.

    They are held until the transaction ends, so that of two trips decided on at once the second is refused.
    """
    if person_ids is None:
        person_ids = list(trip.members.values_list("person_id", flat=True))
    hold(person_ids)
    away = queries.away_then(trip, person_ids)
    if away:
        first = away[0]
        raise Problem(
            "abroad.away_then",
            field=field,
            name=people.names_of([first.person_id])[first.person_id],
            trip=first.name,
            start_on=first.period.start,
            end_on=last_day(first.period),
        )


def put_on_list(trip: StudyTrip, person: Person, role: MemberRole) -> TripMember:
    """Write somebody down, in the caller's transaction. Raises Problem as `add_member` and `change_trip` tell."""
    held = _held(people.primary_on([person.pk], trip.start_on), person, trip, "person")
    refuse_away(trip, [person.pk], field="person")
    if role is MemberRole.HEAD and queries.has_head(trip):
        raise Problem("abroad.head_there_already", field="role")
    try:
        with transaction.atomic():
            return TripMember.objects.create(trip=trip, person=person, role=role, **held)
    except IntegrityError:
        raise Problem("abroad.on_list_already", field="person", name=person.full_name) from None


def post_again(trip: StudyTrip) -> None:
    """Let members go with the posts of the trip's first day. Raises Problem where somebody has none."""
    members = list(trip.members.select_related("person"))
    posts = people.primary_on([member.person_id for member in members], trip.start_on)
    for member in members:
        held = _held(posts, member.person, trip, "start_on")
        TripMember.objects.filter(pk=member.pk).update(**held)


def _held(posts: Mapping[int, Appointment], person: Person, trip: StudyTrip, field: str) -> dict[str, str]:
    """What is kept of the post somebody goes with."""
    post = posts.get(person.pk)
    if post is None:
        raise Problem("abroad.no_post", field=field, name=person.full_name, on=trip.start_on)
    return {"post": f"{post.title.name}, {post.unit.name}"[:200], "tier": post.management_tier or ""}
