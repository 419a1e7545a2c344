"""The sessions of a class: one by one, or all from the programme's modules."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction

from vun.common.actor import Actor, Permission
from vun.common.errors import NotFound, Problem
from vun.common.text import clean
from vun.records.audit import operations as audit
from vun.records.delivery.domain import PERIODS_A_SESSION, RUNNING_STATES, DayPart, timetable
from vun.records.delivery.models import ClassSession, TrainingClass
from vun.records.delivery.operations.states import require_class
from vun.records.people.models import Person
from vun.records.standards.models import ProgrammeModule


@transaction.atomic
def add_session(
    *,
    training_class: TrainingClass,
    on: date,
    part: DayPart,
    periods: int = PERIODS_A_SESSION,
    module: ProgrammeModule | None = None,
    topic: str = "",
    lecturer: Person | None = None,
    lecturer_name: str = "",
    room: str = "",
    by: Actor,
) -> ClassSession:
    """Put one session into the timetable. Raises Refused, and Problem: class over, a day outside it, part taken."""
    require_class(by, Permission.CLASS_EDIT, training_class, RUNNING_STATES)
    if not training_class.start_on <= on <= training_class.end_on:
        raise Problem(
            "delivery.day_outside_class",
            field="on",
            start_on=training_class.start_on,
            end_on=training_class.end_on,
        )
    if module is not None and module.programme_id != training_class.programme_id:
        raise Problem("delivery.module_of_other_programme", field="module")
    try:
        with transaction.atomic():
            session = ClassSession.objects.create(
                training_class=training_class,
                on=on,
                part=part,
                periods=periods,
                module=module,
                topic=clean(topic),
                lecturer=lecturer,
                lecturer_name=clean(lecturer_name),
                room=clean(room),
            )
    except IntegrityError:
        raise Problem("delivery.part_taken", field="part", on=on, part=part) from None
    audit.record(
        by,
        "class.session_added",
        training_class,
        unit_id=training_class.host_id,
        after={"on": on, "part": part, "periods": periods},
    )
    return session


@transaction.atomic
def plan_sessions(*, training_class: TrainingClass, by: Actor) -> int:
    """Fill the class's working days with sessions for the modules that have none yet. Returns how many.

    Monday to Friday, morning and afternoon, in the order of the modules; a programme without modules is one. Raises
    Refused, and Problem: class over, nothing left to plan, or too few days.
    """
    require_class(by, Permission.CLASS_EDIT, training_class, RUNNING_STATES)
    modules = _modules_without_sessions(training_class)
    if not modules:
        raise Problem("delivery.nothing_to_plan")
    taken = [(session.on, DayPart(session.part)) for session in training_class.sessions.all()]
    try:
        slots = timetable(modules, training_class.start_on, training_class.end_on, taken)
    except ValueError as missing:
        raise Problem("delivery.too_few_days", sessions=missing.args[0]) from None
    ClassSession.objects.bulk_create(
        [
            ClassSession(
                training_class=training_class,
                on=slot.on,
                part=slot.part,
                periods=slot.periods,
                module_id=slot.module_id,
            )
            for slot in slots
        ]
    )
    audit.record(
        by,
        "class.sessions_planned",
        training_class,
        unit_id=training_class.host_id,
        after={"sessions": len(slots)},
    )
    return len(slots)


def _modules_without_sessions(training_class: TrainingClass) -> list[tuple[int | None, int]]:
    programme = training_class.programme
    planned = set(training_class.sessions.values_list("module_id", flat=True))
    modules: list[tuple[int | None, int]] = [
        (module.pk, module.theory_periods + module.practice_periods) for module in programme.modules.all()
    ]
    whole = (None, programme.theory_periods + programme.practice_periods)
    return [
        (module_id, periods)
        for module_id, periods in modules or [whole]
        if periods and module_id not in planned
    ]


@transaction.atomic
def remove_session(*, session: ClassSession, by: Actor) -> None:
    """Take a session out of the timetable. Raises Refused, NotFound once it is gone, and Problem: class over, or
    attendance marked in it.
    """
    training_class = session.training_class
    require_class(by, Permission.CLASS_EDIT, training_class, RUNNING_STATES)
    if session.attendance.exists():
        raise Problem("delivery.session_has_marks", on=session.on)
    if not ClassSession.objects.filter(pk=session.pk).delete()[0]:
        raise NotFound("class session")
    audit.record(
        by,
        "class.session_removed",
        training_class,
        unit_id=training_class.host_id,
        before={"on": session.on, "part": session.part},
    )
