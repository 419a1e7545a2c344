"""What sending asks about classes: see `vun.records.sending.studies`."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from django.db.models import F, Q, Sum

from vun.common.period import Period
from vun.records.delivery.domain import ClassState, EnrolmentState
from vun.records.delivery.models import Enrolment, TrainingClass
from vun.records.delivery.queries.classes import classes_by_line
from vun.records.sending.domain import Study


class ClassStudies:
    """The classes of this context as sending's StudyBook and plans' ClassBook."""

    def studies_of(self, person_ids: Collection[int], on: date) -> list[Study]:
        not_dropped = Q(dropped_on__isnull=True) | Q(dropped_on__gt=on)
        not_failed = Q(failed_on__isnull=True) | Q(failed_on__gt=on)
        rows = Enrolment.objects.filter(not_dropped, not_failed, _entered(on), person_id__in=person_ids)
        return [
            Study(
                person_id=enrolment.person_id,
                programme_id=enrolment.training_class.programme_id,
                name=enrolment.training_class.name,
                period=_days(enrolment.training_class),
                is_over=enrolment.completed_on is not None and enrolment.completed_on <= on,
            )
            for enrolment in rows.select_related("training_class").order_by("training_class__start_on", "pk")
        ]

    def days_of_line(self, line_id: int) -> list[Period]:
        classes = TrainingClass.objects.filter(line_id=line_id).exclude(state=ClassState.CANCELLED)
        return [_days(training_class) for training_class in classes]

    def classes_by_line(self, line_ids: Collection[int]) -> dict[int, int]:
        return classes_by_line(line_ids)

    def is_enrolled(self, nomination_id: int) -> bool:
        return Enrolment.objects.filter(nomination_id=nomination_id).exists()

    def enrolled_among(self, nomination_ids: Collection[int], on: date) -> set[int]:
        rows = Enrolment.objects.filter(_entered(on), nomination_id__in=nomination_ids).order_by()
        return {key for key in rows.values_list("nomination_id", flat=True) if key is not None}

    def periods_by(self, day: date, person_ids: Collection[int] | None) -> dict[int, int]:
        done = Enrolment.objects.filter(
            state=EnrolmentState.COMPLETED,
            completed_on__gte=date(day.year, 1, 1),
            completed_on__lte=day,
        ).order_by()
        if person_ids is not None:
            done = done.filter(person_id__in=person_ids)
        programme = "training_class__programme__"
        length = Sum(F(f"{programme}theory_periods") + F(f"{programme}practice_periods"))
        return dict(done.values("person_id").annotate(length=length).values_list("person_id", "length"))


def _entered(on: date) -> Q:
    """Into a class to come somebody is entered for its first day, whenever that is done; not before they were sent."""
    sent = Q(nomination__isnull=True) | Q(nomination__decided_on__lte=on)
    return Q(enrolled_on__lte=on) | (Q(training_class__start_on__gt=on) & sent)


def _days(training_class: TrainingClass) -> Period:
    return Period(training_class.start_on, training_class.end_on + timedelta(days=1))
