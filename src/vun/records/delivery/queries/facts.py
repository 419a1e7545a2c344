"""Participations as reports count them: one row of snapshot values each, no objects."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import NamedTuple

from django.db.models import Q, QuerySet, Sum

from vun.common.actor import Actor, Permission
from vun.common.period import Period
from vun.records.delivery.domain import ClassState, CostKind
from vun.records.delivery.models import ClassCost, Enrolment, TrainingClass

# So many ids fit into one statement on every database.
_FEW = 20_000


class EnrolmentFact(NamedTuple):
    """A participation and the snapshot it is counted by. Units are those of the day of enrolment."""

    enrolment_id: int
    person_id: int
    class_id: int
    programme_id: int
    line_id: int | None
    unit_id: int | None
    post_group: str
    state: str
    enrolled_on: date
    completed_on: date | None
    has_certificate: bool


def enrolment_facts(actor: Actor, chosen: Q) -> Iterator[EnrolmentFact]:
    """Facts of the participations ``chosen`` (a condition on Enrolment) that the actor may count, in one query.

    Participations in cancelled classes do not count.
    """
    rows = visible_enrolments(actor).filter(chosen).order_by("pk")
    for row in rows.values_list(
        "pk",
        "person_id",
        "training_class_id",
        "training_class__programme_id",
        "training_class__line_id",
        "unit_then_id",
        "post_group_then",
        "state",
        "enrolled_on",
        "completed_on",
        "certificate__pk",
    ):
        yield EnrolmentFact(*row[:-1], has_certificate=row[-1] is not None)


def visible_enrolments(actor: Actor) -> QuerySet[Enrolment]:
    """Participations of people sent by units in the actor's scope of reports, in classes that were not cancelled."""
    found = Enrolment.objects.exclude(training_class__state=ClassState.CANCELLED)
    scope = actor.unit_ids(Permission.REPORT_RUN)
    return found.filter(unit_then_id__in=scope) if isinstance(scope, frozenset) else found


def enrolled_in(period: Period) -> Q:
    """Participations that began in the period."""
    return _within("enrolled_on", period)


def completed_in(period: Period) -> Q:
    """Participations that were completed in the period."""
    return _within("completed_on", period)


def classes_started_in(period: Period) -> QuerySet[TrainingClass]:
    """Classes that began in the period and were not cancelled."""
    return TrainingClass.objects.filter(_within("start_on", period)).exclude(
        state__in=[ClassState.CANCELLED, ClassState.PLANNED]
    )


def classes_carried_into(period: Period) -> QuerySet[TrainingClass]:
    """Classes that began before the period and still ran on its first day."""
    return TrainingClass.objects.filter(start_on__lt=period.start, end_on__gte=period.start).exclude(
        state__in=[ClassState.CANCELLED, ClassState.PLANNED]
    )


def in_classes_carried_into(period: Period) -> Q:
    """Participations in such classes."""
    return Q(training_class__in=classes_carried_into(period))


def _within(field: str, period: Period) -> Q:
    begun = Q(**{f"{field}__gte": period.start})
    return begun if period.end is None else begun & Q(**{f"{field}__lt": period.end})


def spent_on_classes(period: Period) -> Iterator[tuple[int, int, int]]:
    """(programme, line of money, đồng) spent in the period on classes that were not cancelled."""
    rows = ClassCost.objects.filter(_within("on", period), kind=CostKind.SPENT)
    rows = rows.exclude(training_class__state=ClassState.CANCELLED).order_by("pk")
    yield from rows.values_list("training_class__programme_id", "pk", "amount")


def spent_by_source(period: Period) -> list[tuple[str, str, int]]:
    """(code, name, đồng) spent in the period by source, in the order of sources."""
    rows = ClassCost.objects.filter(_within("on", period), kind=CostKind.SPENT)
    return list(
        rows.values_list("source_id", "source__name")
        .annotate(amount=Sum("amount"))
        .order_by("source__order", "source_id")
    )


def classes_with(class_ids: Iterable[int]) -> QuerySet[TrainingClass]:
    """The classes of these ids. Whoever asks has found them within the actor's scope."""
    return TrainingClass.objects.filter(pk__in=class_ids)


def enrolments_with(enrolment_ids: Collection[int]) -> QuerySet[Enrolment]:
    """The participations of these ids. Whoever asks has found them within the actor's scope."""
    return Enrolment.objects.filter(pk__in=enrolment_ids)


def people_of(enrolment_ids: Collection[int]) -> dict[int, int]:
    """By participation whose it is."""
    ids = sorted(enrolment_ids)
    found: dict[int, int] = {}
    for first in range(0, len(ids), _FEW):
        some = Enrolment.objects.filter(pk__in=ids[first : first + _FEW]).order_by()
        found |= dict(some.values_list("pk", "person_id"))
    return found
