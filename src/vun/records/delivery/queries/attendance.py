"""Readers of the timetable and of attendance."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Count

from vun.common.errors import NotFound
from vun.records.delivery.domain import PART_ORDER, AttendanceTally, Mark
from vun.records.delivery.models import Attendance, ClassSession, TrainingClass


def sessions_of(training_class: TrainingClass) -> list[ClassSession]:
    """The timetable of a class in the order of days and parts of the day, in one query."""
    sessions = training_class.sessions.select_related("module", "lecturer")
    return sorted(sessions, key=lambda session: (session.on, PART_ORDER[session.part]))


def get_session(training_class: TrainingClass, session_id: int) -> ClassSession:
    """A session of the class. Raises NotFound."""
    session = (
        training_class.sessions.select_related("module", "training_class__host").filter(pk=session_id).first()
    )
    if session is None:
        raise NotFound("session")
    return session


@dataclass(frozen=True, slots=True)
class AttendanceGrid:
    """The marks of some learners in some sessions, by (learner, session); what is not there is not marked."""

    marks: Mapping[tuple[int, int], Mark]

    def mark(self, enrolment_id: int, session_id: int) -> Mark | None:
        return self.marks.get((enrolment_id, session_id))


def attendance_grid(
    session_ids: Collection[int], enrolment_ids: Collection[int] | None = None
) -> AttendanceGrid:
    """The marks of the sessions shown, of the learners shown or of all, in one query whatever the size of the class."""
    rows = Attendance.objects.filter(session_id__in=session_ids)
    if enrolment_ids is not None:
        rows = rows.filter(enrolment_id__in=enrolment_ids)
    return AttendanceGrid(
        {
            (enrolment_id, session_id): Mark(mark)
            for enrolment_id, session_id, mark in rows.values_list("enrolment_id", "session_id", "mark")
        }
    )


def tallies(class_id: int, enrolment_ids: Collection[int]) -> dict[int, AttendanceTally]:
    """How often each learner had each mark out of all sessions of the class, in two queries."""
    sessions = ClassSession.objects.filter(training_class_id=class_id).count()
    counts: dict[int, dict[str, int]] = {enrolment_id: {} for enrolment_id in enrolment_ids}
    rows = (
        Attendance.objects.filter(enrolment_id__in=list(counts))
        .order_by()
        .values_list("enrolment_id", "mark")
        .annotate(times=Count("pk"))
    )
    for enrolment_id, mark, times in rows:
        counts[enrolment_id][mark] = times
    return {enrolment_id: AttendanceTally(sessions, **marks) for enrolment_id, marks in counts.items()}
