"""Participations of two records of one person."""

from __future__ import annotations

from collections.abc import Iterator

from vun.records.delivery.domain import EnrolmentState
from vun.records.delivery.models import Enrolment
from vun.records.people.holdings import Facts, Twins


def twin_enrolments(survivor_id: int, merged_id: int) -> Iterator[Twins]:
    """Enrolled twice in one class."""
    rows = Enrolment.objects.filter(person__in=(survivor_id, merged_id)).select_related("training_class")
    found = {(row.person_id, row.training_class_id): row for row in rows.order_by("pk")}
    for (person_id, class_id), kept in found.items():
        merged = found.get((merged_id, class_id))
        if person_id == survivor_id and merged is not None:
            yield Twins(
                kept=kept,
                merged=merged,
                code="people.twin_enrolments",
                facts=(_told(kept), _told(merged)),
            )


def _told(enrolment: Enrolment) -> Facts:
    return (
        enrolment.training_class.name,
        EnrolmentState(enrolment.state),
        enrolment.enrolled_on,
        enrolment.score,
    )
