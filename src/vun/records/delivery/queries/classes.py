"""Readers of classes: whose they are, how far they have come, what waits in them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from vun.common.actor import Actor, Permission
from vun.common.errors import NotFound
from vun.records.delivery.domain import ClassState, EnrolmentState
from vun.records.delivery.models import Attendance, Certificate, ClassSession, Enrolment, TrainingClass

OPENS_WITHIN = timedelta(days=14)
"""How long before its first day a planned class is due for its opening decision."""
LATELY = timedelta(days=60)
"""How far back what changed is still news."""


def classes_visible_to(actor: Actor) -> QuerySet[TrainingClass]:
    """The classes of hosts in the actor's scope, and those in which people of units in scope study."""
    scope = actor.unit_ids(Permission.CLASS_VIEW)
    if not isinstance(scope, frozenset):
        return TrainingClass.objects.all()
    own = Enrolment.objects.filter(training_class=OuterRef("pk"), unit_then_id__in=scope)
    return TrainingClass.objects.filter(Q(host_id__in=scope) | Exists(own))


def get_class(actor: Actor, class_id: int) -> TrainingClass:
    """The class with programme, host, plan line and decision. Raises NotFound when out of sight."""
    found = (
        classes_visible_to(actor)
        .select_related("programme__grants", "host", "line__plan", "decision")
        .filter(pk=class_id)
        .first()
    )
    if found is None:
        raise NotFound("class")
    return found


def get_class_by_code(code: str) -> TrainingClass:
    """The class of the code, for whoever may see all. Raises NotFound."""
    found = TrainingClass.objects.filter(code=code).first()
    if found is None:
        raise NotFound("class")
    return found


def search(actor: Actor, text: str, limit: int) -> list[TrainingClass]:
    """The latest classes the actor may see whose name or code holds all words of the folded text."""
    found = classes_visible_to(actor)
    for word in text.split():
        found = found.filter(search_key__contains=word)
    return list(found.order_by("-start_on", "pk")[:limit])


def lately_changed(actor: Actor, on: date) -> list[TrainingClass]:
    """The classes the actor may see that were opened or finished last, up to the day."""
    changed = Q(opened_on__range=(on - LATELY, on)) | Q(finished_on__range=(on - LATELY, on))
    return list(classes_visible_to(actor).filter(changed).order_by("-opened_on", "-pk")[:10])


def carried_over(year: int) -> QuerySet[TrainingClass]:
    """Classes that began before ``year`` and still run in it: counted apart from those opened in the year."""
    return TrainingClass.objects.filter(start_on__lt=date(year, 1, 1), end_on__gte=date(year, 1, 1)).exclude(
        state=ClassState.CANCELLED
    )


def years_of_classes(actor: Actor) -> list[int]:
    """The years in which classes the actor may see began, the latest first."""
    years = classes_visible_to(actor).order_by().values_list("start_on__year", flat=True).distinct()
    return sorted(years, reverse=True)


@dataclass(frozen=True, slots=True)
class ClassProgress:
    """How far a class has come: learners by what became of them, sessions held and marked, scores given, papers."""

    studying: int
    completed: int
    failed: int
    dropped: int
    without_score: int
    certificates: int
    sessions: int
    sessions_held: int
    sessions_marked: int

    @property
    def learners(self) -> int:
        return self.studying + self.completed + self.failed + self.dropped


def classes_by_line(line_ids: Collection[int]) -> dict[int, int]:
    """How many classes came of each plan line, cancelled ones aside; lines without any are left out. One query."""
    classes = TrainingClass.objects.filter(line_id__in=line_ids).exclude(state=ClassState.CANCELLED)
    return dict(classes.order_by().values_list("line_id").annotate(Count("pk")))


def progress_of(training_class: TrainingClass, on: date) -> ClassProgress:
    """The counts of a class as of the day, in three queries. A session counts as marked with its first mark."""
    by_state = {state.value: Count("pk", filter=Q(state=state)) for state in EnrolmentState}
    learners = training_class.enrolments.aggregate(
        **by_state,
        without_score=Count("pk", filter=Q(state=EnrolmentState.STUDYING, score__isnull=True)),
        certificates=Count("certificate"),
    )
    sessions = training_class.sessions.aggregate(
        sessions=Count("pk"),
        sessions_held=Count("pk", filter=Q(on__lte=on)),
        sessions_marked=Count("pk", filter=_is_marked()),
    )
    return ClassProgress(**learners, **sessions)


def _is_marked() -> Exists:
    return Exists(Attendance.objects.filter(session=OuterRef("pk")))


def classes_due_to_open(actor: Actor, on: date) -> QuerySet[TrainingClass]:
    """Planned classes of the actor's hosts whose first day is near or past."""
    return _editable(actor, Permission.CLASS_EDIT).filter(
        state=ClassState.PLANNED, start_on__lte=on + OPENS_WITHIN
    )


def classes_with_marks_missing(actor: Actor, on: date) -> QuerySet[TrainingClass]:
    """Open classes with a session up to the day in which nobody has been marked."""
    unmarked = ClassSession.objects.filter(~_is_marked(), training_class=OuterRef("pk"), on__lte=on)
    return _editable(actor, Permission.ATTENDANCE_EDIT).filter(Exists(unmarked), state=ClassState.OPEN)


def classes_with_grades_missing(actor: Actor, on: date) -> QuerySet[TrainingClass]:
    """Open classes past their last day in which somebody studying has no score."""
    ungraded = Enrolment.objects.filter(
        training_class=OuterRef("pk"), state=EnrolmentState.STUDYING, score__isnull=True
    )
    return _editable(actor, Permission.GRADE_EDIT).filter(
        Exists(ungraded), state=ClassState.OPEN, end_on__lte=on
    )


def classes_with_certificates_to_issue(actor: Actor) -> QuerySet[TrainingClass]:
    """Finished classes with somebody who completed and has no certificate."""
    papers = Certificate.objects.filter(enrolment=OuterRef("pk"))
    waiting = Enrolment.objects.filter(
        ~Exists(papers), training_class=OuterRef("pk"), state=EnrolmentState.COMPLETED
    )
    return _editable(actor, Permission.CERTIFICATE_ISSUE).filter(Exists(waiting), state=ClassState.FINISHED)


def _editable(actor: Actor, permission: Permission) -> QuerySet[TrainingClass]:
    scope = actor.unit_ids(permission)
    classes = TrainingClass.objects.all()
    return classes.filter(host_id__in=scope) if isinstance(scope, frozenset) else classes
