"""Marking attendance, a session or a whole grid at once."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from vun.common.actor import Actor, Permission
from vun.common.errors import NotFound
from vun.records.audit import operations as audit
from vun.records.delivery.domain import ClassState, Mark
from vun.records.delivery.models import Attendance, ClassSession, TrainingClass
from vun.records.delivery.operations.states import require_class


def mark_attendance(*, session: ClassSession, marks: Mapping[int, Mark | None], by: Actor) -> int:
    """Set the marks of one session by learner; None takes a mark away. Raises as `mark_grid`."""
    cells = {(enrolment_id, session.pk): mark for enrolment_id, mark in marks.items()}
    return mark_grid(training_class=session.training_class, marks=cells, by=by)


@transaction.atomic
def mark_grid(
    *, training_class: TrainingClass, marks: Mapping[tuple[int, int], Mark | None], by: Actor
) -> int:
    """Set marks of an open class by (learner, session); None takes a mark away, cells not named stay.

    Returns how many changed. A few queries, however large the grid. Raises Refused, NotFound for a learner or session
    of another class, and Problem when the class is not open.
    """
    require_class(by, Permission.ATTENDANCE_EDIT, training_class, {ClassState.OPEN})
    _check_belongs(training_class, marks)
    kept = {
        (mark.enrolment_id, mark.session_id): mark
        for mark in Attendance.objects.filter(
            session_id__in={session_id for _, session_id in marks},
            enrolment_id__in={enrolment_id for enrolment_id, _ in marks},
        )
    }
    changed = {
        cell: mark
        for cell, mark in marks.items()
        if mark != (Mark(kept[cell].mark) if cell in kept else None)
    }
    if not changed:
        return 0
    Attendance.objects.filter(
        pk__in=[kept[cell].pk for cell, mark in changed.items() if mark is None]
    ).delete()
    Attendance.objects.bulk_create(
        [
            Attendance(enrolment_id=enrolment_id, session_id=session_id, mark=mark)
            for (enrolment_id, session_id), mark in changed.items()
            if mark is not None
        ],
        update_conflicts=True,
        unique_fields=["session", "enrolment"],
        update_fields=["mark"],
    )
    audit.record(
        by,
        "class.attendance_marked",
        training_class,
        unit_id=training_class.host_id,
        before={_name(cell): kept[cell].mark if cell in kept else None for cell in changed},
        after={_name(cell): mark for cell, mark in changed.items()},
    )
    return len(changed)


def _name(cell: tuple[int, int]) -> str:
    return f"{cell[0]}/{cell[1]}"


def _check_belongs(training_class: TrainingClass, marks: Mapping[tuple[int, int], Mark | None]) -> None:
    learners = {enrolment_id for enrolment_id, _ in marks}
    sessions = {session_id for _, session_id in marks}
    if training_class.enrolments.filter(pk__in=learners).count() != len(learners):
        raise NotFound("enrolment")
    if training_class.sessions.filter(pk__in=sessions).count() != len(sessions):
        raise NotFound("session")
