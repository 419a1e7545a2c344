"""Readers of placements: who waits for one, where people came from and went to."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet

from vun.common.actor import Actor, Permission
from vun.common.errors import NotFound
from vun.common.period import Period
from vun.records.delivery.domain import EnrolmentState
from vun.records.delivery.models import Enrolment
from vun.records.orgs import queries as orgs
from vun.records.outcomes.domain import (
    ALWAYS_FOLLOWED,
    PLACED,
    PlacementGroup,
    PlacementMatrix,
    suggested_group,
)
from vun.records.people import queries as people
from vun.records.people.domain import EndReason, PostGroup, StaffKind, post_group
from vun.records.people.models import Appointment
from vun.records.standards.domain import Branch


def followed() -> QuerySet[Enrolment]:
    """Who completed something after which placement is counted.

    That is training (đào tạo) for everybody, any class for somebody without a post or in the reserve, and whoever has a
    placement on record.
    """
    return Enrolment.objects.filter(state=EnrolmentState.COMPLETED).filter(
        Q(training_class__programme__branch=Branch.TRAINING)
        | Q(post_group_then__in=[group.value for group in ALWAYS_FOLLOWED])
        | Q(placement__isnull=False)
    )


def visible_to(actor: Actor) -> QuerySet[Enrolment]:
    """The followed participations of people who came from units in the actor's scope, or studied at a host in it."""
    scope = actor.unit_ids(Permission.PLACEMENT_VIEW)
    rows = followed().select_related(
        "person", "unit_then", "title_then", "training_class__programme", "training_class__host", "placement"
    )
    if not isinstance(scope, frozenset):
        return rows
    return rows.filter(Q(unit_then_id__in=scope) | Q(training_class__host_id__in=scope))


def get_followed(actor: Actor, enrolment_id: int) -> Enrolment:
    """A followed participation. Raises NotFound when there is none in the actor's scope."""
    found = visible_to(actor).filter(pk=enrolment_id).first()
    if found is None:
        raise NotFound("enrolment")
    return found


def waiting_for_placement(actor: Actor) -> QuerySet[Enrolment]:
    """Those whose placement is not on record yet, the longest waiting first."""
    return visible_to(actor).filter(placement__isnull=True).order_by("completed_on", "person__sort_key", "pk")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Where somebody is on a day, read from their appointments."""

    group: PlacementGroup
    appointment: Appointment | None
    on: date

    @property
    def post_name(self) -> str:
        return "" if self.appointment is None else f"{self.appointment.title}, {self.appointment.unit}"


def suggest_placement(enrolment: Enrolment, on: date) -> Suggestion:
    """The placement that the learner's post of the day speaks for; without one, how the last ended."""
    return suggest_placements([enrolment], on)[enrolment.pk]


def suggest_placements(enrolments: Sequence[Enrolment], on: date) -> dict[int, Suggestion]:
    """`suggest_placement` for several, in three queries."""
    person_ids = {enrolment.person_id for enrolment in enrolments}
    posts = people.primary_on(person_ids, on)
    places = orgs.PlaceHistory({post.unit_id for post in posts.values()})
    ended = _last_end_reasons(person_ids - posts.keys(), on)
    return {
        enrolment.pk: _suggestion(posts.get(enrolment.person_id), places, ended.get(enrolment.person_id), on)
        for enrolment in enrolments
    }


def _suggestion(
    post: Appointment | None, places: orgs.PlaceHistory, ended: EndReason | None, on: date
) -> Suggestion:
    group_now = None if post is None else post_group(StaffKind(post.kind), places.on(post.unit_id, on).level)
    return Suggestion(suggested_group(group_now, ended), post, on)


def _last_end_reasons(person_ids: Collection[int], on: date) -> dict[int, EndReason | None]:
    rows = (
        Appointment.objects.filter(person_id__in=person_ids, end_on__lte=on)
        .order_by("end_on", "pk")
        .values_list("person_id", "end_reason")
    )
    return {person_id: EndReason(reason) if reason else None for person_id, reason in rows}


def completed_in(
    actor: Actor, period: Period, *, programme_id: int | None = None, class_id: int | None = None
) -> QuerySet[Enrolment]:
    """The followed participations completed in the period, of one programme or class or of all."""
    rows = visible_to(actor).filter(_completed(period))
    if programme_id is not None:
        rows = rows.filter(training_class__programme_id=programme_id)
    if class_id is not None:
        rows = rows.filter(training_class_id=class_id)
    return rows


def years_of_completion(actor: Actor) -> list[int]:
    """The years in which somebody followed completed a class, the latest first."""
    years = visible_to(actor).order_by().values_list("completed_on__year", flat=True).distinct()
    return sorted((year for year in years if year), reverse=True)


def placement_matrix(
    rows: QuerySet[Enrolment], placed_groups: frozenset[PlacementGroup] = PLACED
) -> PlacementMatrix:
    """The post before (as at enrolment) against the outcome after, over ``rows``; one query.

    ``placed_groups`` declares which outcomes count as placed.
    """
    counted = rows.order_by().values_list("post_group_then", "placement__group").annotate(Count("pk"))
    return PlacementMatrix(
        {
            (PostGroup(before), PlacementGroup(after) if after else None): count
            for before, after, count in counted
        },
        placed_groups,
    )


class PlacementFact(NamedTuple):
    """A followed participation as reports count it: the group before, and after (None: not on record yet)."""

    enrolment_id: int
    unit_id: int | None
    enrolled_on: date
    before: PostGroup
    after: PlacementGroup | None


def placement_facts(actor: Actor, period: Period) -> Iterator[PlacementFact]:
    """The followed participations completed in the period of people from units the actor may report on; one query."""
    rows = followed().filter(_completed(period))
    scope = actor.unit_ids(Permission.REPORT_RUN)
    if isinstance(scope, frozenset):
        rows = rows.filter(unit_then_id__in=scope)
    for pk, unit_id, enrolled_on, before, after in rows.order_by("pk").values_list(
        "pk", "unit_then_id", "enrolled_on", "post_group_then", "placement__group"
    ):
        yield PlacementFact(
            pk, unit_id, enrolled_on, PostGroup(before), PlacementGroup(after) if after else None
        )


def _completed(period: Period) -> Q:
    begun = Q(completed_on__gte=period.start)
    return begun if period.end is None else begun & Q(completed_on__lt=period.end)
